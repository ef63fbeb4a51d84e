//! Notices by e-mail: who gets which when, and what becomes of them when a server or this program fails.

mod classroom;
mod fixtures;
mod households;
#[path = "../../mail/tests/smtp/mod.rs"]
mod smtp;

use classroom::{Classroom, classrooms};
use domain::{Timestamp, notice::NoticeState, people::Person};
use households::{change_person, custody, reach};
use jiff::SignedDuration;
use smtp::Smtp;
use usecases::{
    Actor, District, Refusal,
    list_notices::{Notice, list_notices},
    mail_settings::{Chosen, Secrecy, change_mail_settings, send_test_mail, show_mail_settings},
    preferences::{Change, change_preferences},
    queue_digests::queue_digests_of,
    send_notices::send_notices_of,
    show_person::list_districts,
};

/// A Friday, five in the afternoon in Chicago, where school is over and nobody sleeps.
fn friday() -> Timestamp {
    "2027-03-05T23:00:00Z".parse().expect("a moment")
}

fn hours(hours: i64) -> SignedDuration {
    SignedDuration::from_hours(hours)
}

fn chosen(smtp: &Smtp) -> Chosen {
    Chosen {
        sending: true,
        host: "127.0.0.1".to_owned(),
        port: smtp.port,
        secrecy: Secrecy::Plain,
        sign_in_name: String::new(),
        from_address: "onramp@district.example".to_owned(),
        site_address: "https://onramp.district.example".to_owned(),
        time_zone: "America/Chicago".to_owned(),
        digest_minute: 16 * 60,
        digest_weekday: 5,
        quiet_from_minute: 20 * 60,
        quiet_until_minute: 7 * 60,
    }
}

/// Gives a guardian an address and a language.
async fn reachable(room: &Classroom, guardian: &Actor, email: &'static str, language: &'static str) {
    let change = move |person: &mut Person| {
        person.email = Some(email.to_owned());
        person.language = Some(language.to_owned());
    };
    change_person(room, guardian, change).await;
}

/// A classroom with a mail server, whose guardian reads Spanish.
async fn with_mail() -> Vec<(Classroom, Smtp)> {
    let mut rooms = Vec::new();
    for room in classrooms().await {
        let smtp = Smtp::start().await;
        let administrator = &room.place.administrator;
        change_mail_settings(room.app(), administrator, chosen(&smtp), None).await.expect("set");
        reachable(&room, &room.guardian, "salma@home.example", "es").await;
        rooms.push((room, smtp));
    }
    rooms
}

async fn outbox(room: &Classroom) -> Vec<Notice> {
    let found = list_notices(room.app(), &room.place.administrator, None, None).await.expect("listed");
    found.notices.into_iter().map(|(notice, _)| notice).collect()
}

/// The district of a classroom; on PostgreSQL others are beside it.
async fn district(room: &Classroom) -> District {
    let all = list_districts(room.app()).await.expect("districts");
    all.into_iter().find(|one| one.id == room.guardian.district).expect("this one")
}

async fn round(room: &Classroom, now: Timestamp) {
    let here = district(room).await;
    queue_digests_of(room.app(), &here, now).await.expect("queued");
    send_notices_of(room.app(), &here, now).await.expect("sent");
}

#[tokio::test]
async fn a_guardian_is_told_once_that_there_is_news_and_nothing_of_it() {
    for (room, smtp) in with_mail().await {
        reachable(&room, &room.without_custody, "nils@home.example", "en").await;
        round(&room, friday()).await;
        assert!(smtp.taken().is_empty(), "there is no news");
        reach(&room, 0, 0).await;
        round(&room, friday() + hours(1)).await;
        assert!(smtp.taken().is_empty(), "today's were made");
        let next = friday() + hours(7 * 24);
        for minutes in [0, 1, 60] {
            round(&room, next + SignedDuration::from_mins(minutes)).await;
        }
        let taken = smtp.taken();
        assert_eq!(taken.len(), 1, "once, and nothing to who may not see");
        assert_eq!(taken[0].to, ["salma@home.example"]);
        assert!(taken[0].text.contains("Content-Language: es"), "{}", taken[0].text);
        let notice = outbox(&room).await.remove(0);
        assert_eq!((notice.state, notice.tries), (NoticeState::Sent, 1));
        assert_eq!(notice.why, "weekly digest: something new about one child since the last one");
        assert!(notice.body.starts_with("Hola, Salma:\n"), "{}", notice.body);
        assert!(notice.body.contains("https://onramp.district.example/children"), "{}", notice.body);
        let told = format!("{}{}", notice.subject, notice.body);
        for word in ["Learner", "Number", "Thing", "Mathematics", "Okafor", "Alder", "3"] {
            assert!(!told.contains(word), "{word} is of the record: {told}");
        }
        round(&room, next + hours(7 * 24)).await;
        assert_eq!(smtp.taken().len(), 1, "nothing new since");
        reach(&room, 0, 1).await;
        round(&room, next + hours(14 * 24)).await;
        assert_eq!(smtp.taken().len(), 2);
    }
}

#[tokio::test]
async fn who_wants_them_daily_or_never_gets_them_so() {
    for (room, smtp) in with_mail().await {
        let choose = async |word: &str| {
            let change = Change { notices: Some(word.to_owned()), ..Change::default() };
            change_preferences(room.app(), &room.guardian, change).await.expect("chosen");
        };
        reach(&room, 0, 0).await;
        let thursday = friday() - hours(24);
        round(&room, thursday).await;
        assert!(smtp.taken().is_empty(), "weekly ones are made on Fridays");
        choose("daily").await;
        round(&room, thursday - hours(24)).await;
        assert!(smtp.taken().is_empty(), "a day that is done is not done again");
        choose("never").await;
        round(&room, friday()).await;
        assert!(smtp.taken().is_empty());
        choose("daily").await;
        round(&room, friday() + hours(24)).await;
        assert_eq!(smtp.taken().len(), 1, "on a Saturday");
    }
}

#[tokio::test]
async fn nothing_is_sent_in_the_quiet_hours_or_after_custody_ended() {
    for (room, smtp) in with_mail().await {
        reach(&room, 0, 0).await;
        let evening = friday() + hours(4);
        round(&room, evening).await;
        assert_eq!(outbox(&room).await[0].state, NoticeState::Queued, "nine in the evening");
        round(&room, evening + hours(9)).await;
        assert!(smtp.taken().is_empty(), "six in the morning");
        custody(&room, &room.guardian, room.learners[0], false).await;
        round(&room, evening + hours(11)).await;
        let notice = outbox(&room).await.remove(0);
        assert_eq!(notice.state, NoticeState::Dropped);
        assert!(notice.error.expect("a reason").contains("no longer a child"));
        assert!(smtp.taken().is_empty());
    }
}

#[tokio::test]
async fn what_a_server_refuses_is_tried_again_or_given_up() {
    for (room, smtp) in with_mail().await {
        reach(&room, 0, 0).await;
        smtp.answer("451 4.7.1 greylisted");
        round(&room, friday()).await;
        let notice = outbox(&room).await.remove(0);
        assert_eq!((notice.state, notice.tries), (NoticeState::Queued, 1));
        assert!(notice.error.expect("a reason").contains("greylisted"));
        send_notices_of(room.app(), &district(&room).await, friday() + SignedDuration::from_mins(4))
            .await
            .expect("tried");
        assert_eq!(outbox(&room).await[0].tries, 1, "not before five minutes");
        smtp.close(true);
        send_notices_of(room.app(), &district(&room).await, friday() + SignedDuration::from_mins(6))
            .await
            .expect("tried");
        assert_eq!((outbox(&room).await[0].state, outbox(&room).await[0].tries), (NoticeState::Queued, 2));
        smtp.close(false);
        smtp.answer("550 5.1.1 nobody of this name");
        send_notices_of(room.app(), &district(&room).await, friday() + SignedDuration::from_mins(30))
            .await
            .expect("tried");
        let notice = outbox(&room).await.remove(0);
        assert_eq!((notice.state, notice.tries), (NoticeState::Failed, 3));
        send_notices_of(room.app(), &district(&room).await, friday() + hours(2)).await.expect("tried");
        assert!(smtp.taken().is_empty(), "it is given up");
    }
}

#[tokio::test]
async fn a_notice_whose_sending_was_cut_off_is_sent_again_with_the_same_name() {
    for (room, smtp) in with_mail().await {
        reach(&room, 0, 0).await;
        queue_digests_of(room.app(), &district(&room).await, friday()).await.expect("queued");
        // The server takes the letter, and the program is gone before it hears so.
        smtp.be_silent(true);
        let here = district(&room).await;
        let sending = send_notices_of(room.app(), &here, friday());
        let _ = tokio::time::timeout(std::time::Duration::from_millis(300), sending).await;
        let notice = outbox(&room).await.remove(0);
        let cut_off = notice.state != NoticeState::Sent;
        assert!(cut_off, "nobody knows");
        smtp.be_silent(false);
        for _ in 0..2 {
            send_notices_of(room.app(), &district(&room).await, friday() + SignedDuration::from_mins(11))
                .await
                .expect("sent");
        }
        let taken = smtp.taken();
        assert_eq!(taken.len(), 2, "at least once");
        let name = |text: &str| text.lines().find(|line| line.starts_with("Message-ID")).map(str::to_owned);
        assert_eq!(name(&taken[0].text), name(&taken[1].text));
        assert_eq!(outbox(&room).await[0].state, NoticeState::Sent);
    }
}

#[tokio::test]
async fn a_notice_left_behind_is_taken_up_by_one_of_two_servers() {
    for (room, smtp) in with_mail().await {
        reach(&room, 0, 0).await;
        queue_digests_of(room.app(), &district(&room).await, friday()).await.expect("queued");
        let id = room.guardian.district;
        let mut notice = outbox(&room).await.remove(0);
        notice.state = NoticeState::Sending;
        notice.tries = 1;
        notice.tried_at = Some(friday());
        room.app()
            .db
            .write(notice, move |tx, notice: &Notice| {
                Box::pin(async move { Ok::<_, Refusal>(store::notice::update(tx, id, notice, 0).await?) })
            })
            .await
            .expect("as a killed program leaves it");
        send_notices_of(room.app(), &district(&room).await, friday() + SignedDuration::from_mins(9))
            .await
            .expect("nothing yet");
        assert!(smtp.taken().is_empty(), "perhaps it is still being sent");
        let later = friday() + SignedDuration::from_mins(11);
        let here = district(&room).await;
        let (one, other) = tokio::join!(
            send_notices_of(room.app(), &here, later),
            send_notices_of(room.app(), &here, later)
        );
        assert_eq!(one.expect("sent") + other.expect("sent"), 1);
        assert_eq!(smtp.taken().len(), 1);
    }
}

#[tokio::test]
async fn a_test_goes_out_at_once_and_says_what_the_server_answers() {
    for (room, smtp) in with_mail().await {
        let administrator = &room.place.administrator;
        let to = "ada@district.example";
        send_test_mail(room.app(), administrator, to).await.expect("taken");
        assert_eq!(smtp.taken()[0].to, [to]);
        smtp.answer("550 5.1.1 nobody of this name");
        let refused = send_test_mail(room.app(), administrator, to).await;
        let Err(Refusal::Invalid { field: "to", why }) = refused else { panic!("{refused:?}") };
        assert!(why.contains("nobody of this name"), "{why}");
        smtp.close(true);
        let refused = send_test_mail(room.app(), administrator, to).await;
        assert!(matches!(refused, Err(Refusal::Invalid { field: "host", .. })), "{refused:?}");
        assert!(matches!(send_test_mail(room.app(), &room.educator, to).await, Err(Refusal::Denied(_))));
        assert!(send_test_mail(room.app(), administrator, "a@b\r\nRCPT TO:<c@d>").await.is_err());
    }
}

#[tokio::test]
async fn a_password_is_kept_but_never_handed_to_another_server() {
    for room in classrooms().await {
        let smtp = Smtp::start().await;
        let administrator = &room.place.administrator;
        let change = async |new: Chosen, password: Option<&str>| {
            change_mail_settings(room.app(), administrator, new, password.map(str::to_owned)).await
        };
        let named = Chosen { sign_in_name: "onramp".to_owned(), ..chosen(&smtp) };
        assert!(show_mail_settings(room.app(), administrator).await.expect("shown").is_none());
        change(named.clone(), Some("right")).await.expect("set");
        let found = show_mail_settings(room.app(), administrator).await.expect("shown").expect("set");
        assert!(found.has_password && found.chosen == named);
        assert!(!format!("{found:?}").contains("right"));
        // "\0onramp\0right" in base 64.
        smtp.ask_for("AG9ucmFtcAByaWdodA==");
        change(Chosen { digest_weekday: 1, ..named.clone() }, None).await.expect("the password stays");
        send_test_mail(room.app(), administrator, "a@b.example").await.expect("signed in");
        let elsewhere = Chosen { port: 2525, ..named.clone() };
        let refused = change(elsewhere.clone(), None).await;
        assert!(matches!(refused, Err(Refusal::Invalid { field: "password", .. })), "{refused:?}");
        change(elsewhere, Some("another")).await.expect("set");
        change(named.clone(), Some("")).await.expect("forgotten");
        let found = show_mail_settings(room.app(), administrator).await.expect("shown").expect("set");
        assert!(!found.has_password);
        let over_a_network = Chosen { host: "mail.district.example".to_owned(), ..named };
        let refused = change(over_a_network, Some("secret")).await;
        assert!(matches!(refused, Err(Refusal::Invalid { field: "secrecy", .. })), "{refused:?}");
        for stranger in [&room.educator, &room.guardian, &room.as_actor(0)] {
            assert!(show_mail_settings(room.app(), stranger).await.is_err());
        }
        assert!(list_notices(room.app(), &room.educator, None, None).await.is_err());
    }
}

#[tokio::test]
async fn settings_that_could_not_work_are_refused_by_name() {
    let room = classrooms().await.remove(0);
    let smtp = Smtp::start().await;
    let base = || chosen(&smtp);
    for (field, new) in [
        ("host", Chosen { host: " ".to_owned(), ..base() }),
        ("host", Chosen { host: "a b".to_owned(), ..base() }),
        ("host", Chosen { host: "mail.example\r\nX".to_owned(), ..base() }),
        ("port", Chosen { port: 0, ..base() }),
        ("from_address", Chosen { from_address: "nobody".to_owned(), ..base() }),
        ("site_address", Chosen { site_address: "javascript:alert(1)".to_owned(), ..base() }),
        ("site_address", Chosen { site_address: "https://".to_owned(), ..base() }),
        ("time_zone", Chosen { time_zone: "Mars/Olympus".to_owned(), ..base() }),
        ("digest_minute", Chosen { digest_minute: 1440, ..base() }),
        ("quiet_from_minute", Chosen { quiet_from_minute: -1, ..base() }),
        ("digest_weekday", Chosen { digest_weekday: 0, ..base() }),
    ] {
        let refused = change_mail_settings(room.app(), &room.place.administrator, new, None).await;
        assert!(
            matches!(&refused, Err(Refusal::Invalid { field: found, .. }) if *found == field),
            "{field}: {refused:?}"
        );
    }
}
