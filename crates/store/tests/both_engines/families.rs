//! What families choose, a district's own words, and letters.

use domain::{
    NoticeId,
    notice::NoticeState,
    people::{Guardianship, Person},
    time::Dates,
};
use store::{
    mail_server::MailServer,
    notice::{News, Notice},
    preference::Preference,
    wording::OwnWords,
};

use crate::{
    engines::on_both,
    sample::{DISTRICT, ELSEWHERE, at, bare_person, day, learner, person, some},
};

#[tokio::test]
async fn what_a_person_chooses_is_kept_whole_or_in_part() {
    on_both(|tx| {
        Box::pin(async move {
            let nothing = Preference::default();
            assert_eq!(store::preference::find(tx, DISTRICT, person(1)).await?, nothing);
            for chosen in [
                Preference { language: some("es"), notices: some("daily") },
                nothing.clone(),
                Preference { notices: None, language: some("en") },
            ] {
                store::preference::put(tx, DISTRICT, person(1), &chosen).await?;
                assert_eq!(store::preference::find(tx, DISTRICT, person(1)).await?, chosen);
            }
            assert_eq!(store::preference::find(tx, ELSEWHERE, person(1)).await?, nothing);
            Ok(())
        })
    })
    .await;
}

#[tokio::test]
async fn a_file_of_words_is_replaced_and_taken_away() {
    on_both(|tx| {
        Box::pin(async move {
            let own = |file: &str, language: &str, text: &str, second| OwnWords {
                file: file.to_owned(),
                language: language.to_owned(),
                text: text.to_owned(),
                changed_by: person(2),
                changed_at: at(second),
            };
            store::wording::put(tx, DISTRICT, &own("family", "es", "notices = Cartas", 0)).await?;
            store::wording::put(tx, DISTRICT, &own("family", "es", "notices = ¡«Cartas»!", 1)).await?;
            store::wording::put(tx, DISTRICT, &own("family", "en", "notices = Letters", 2)).await?;
            let (english, spanish) =
                (own("family", "en", "notices = Letters", 2), own("family", "es", "notices = ¡«Cartas»!", 1));
            assert_eq!(store::wording::list(tx, DISTRICT, None).await?, [english.clone(), spanish.clone()]);
            assert_eq!(store::wording::list(tx, DISTRICT, Some("es")).await?, [spanish]);
            assert!(store::wording::list(tx, ELSEWHERE, None).await?.is_empty());
            assert!(store::wording::remove(tx, DISTRICT, "family", "es").await?);
            assert!(!store::wording::remove(tx, DISTRICT, "family", "es").await?);
            assert_eq!(store::wording::list(tx, DISTRICT, None).await?, [english]);
            Ok(())
        })
    })
    .await;
}

#[tokio::test]
async fn a_mail_server_is_replaced_and_keeps_the_days_that_are_done() {
    on_both(|tx| {
        Box::pin(async move {
            assert_eq!(store::mail_server::find(tx, DISTRICT).await?, None);
            let bare = MailServer {
                sending: false,
                host: "localhost".to_owned(),
                port: 25,
                secrecy: "plain".to_owned(),
                sign_in_name: None,
                password: None,
                from_address: "a@b.example".to_owned(),
                site_address: "https://b.example".to_owned(),
                time_zone: "UTC".to_owned(),
                digest_minute: 0,
                digest_weekday: 1,
                quiet_from_minute: 0,
                quiet_until_minute: 0,
                digested_on: None,
                changed_by: person(1),
                changed_at: at(0),
            };
            store::mail_server::put(tx, DISTRICT, &bare).await?;
            assert_eq!(store::mail_server::find(tx, DISTRICT).await?, Some(bare.clone()));
            store::mail_server::set_digested(tx, DISTRICT, day("2026-11-20")).await?;
            let full = MailServer {
                sending: true,
                sign_in_name: some("onramp"),
                password: some("it's secret"),
                port: 587,
                digest_minute: 1439,
                ..bare
            };
            store::mail_server::put(tx, DISTRICT, &full).await?;
            let expected = MailServer { digested_on: Some(day("2026-11-20")), ..full };
            assert_eq!(store::mail_server::find(tx, DISTRICT).await?, Some(expected));
            assert_eq!(store::mail_server::find(tx, ELSEWHERE).await?, None);
            Ok(())
        })
    })
    .await;
}

fn notice(n: u8, second: i64) -> Notice {
    Notice {
        id: NoticeId::from_bytes([n; 16]),
        person: person(n),
        kind: "digest".to_owned(),
        day: day("2026-11-20"),
        why: "weekly digest".to_owned(),
        address: "a@b.example".to_owned(),
        language: "es".to_owned(),
        subject: "¡Novedades!".to_owned(),
        body: "It's news\n".to_owned(),
        state: NoticeState::Queued,
        queued_at: at(second),
        due_at: at(second),
        tries: 0,
        tried_at: None,
        sent_at: None,
        error: None,
    }
}

#[tokio::test]
async fn letters_are_queued_once_a_day_and_taken_one_after_another() {
    on_both(|tx| {
        Box::pin(async move {
            assert!(store::notice::add(tx, DISTRICT, &notice(2, 20)).await?);
            assert!(store::notice::add(tx, DISTRICT, &notice(1, 10)).await?);
            let again = Notice { id: NoticeId::from_bytes([9; 16]), ..notice(1, 30) };
            assert!(!store::notice::add(tx, DISTRICT, &again).await?, "one of a kind a day");
            assert_eq!(store::notice::next_due(tx, DISTRICT, at(5), at(0)).await?, None);
            assert_eq!(store::notice::next_due(tx, DISTRICT, at(30), at(0)).await?, Some(notice(1, 10)));
            let sending = Notice {
                state: NoticeState::Sending,
                tries: 1,
                tried_at: Some(at(31)),
                error: some("it's busy"),
                address: "c@d.example".to_owned(),
                ..notice(1, 10)
            };
            assert!(store::notice::update(tx, DISTRICT, &sending, 0).await?);
            assert!(!store::notice::update(tx, DISTRICT, &sending, 0).await?, "somebody else has it");
            assert_eq!(store::notice::next_due(tx, DISTRICT, at(30), at(31)).await?, Some(notice(2, 20)));
            let left_behind = store::notice::next_due(tx, DISTRICT, at(30), at(32)).await?;
            assert_eq!(left_behind, Some(sending.clone()));
            let sent = Notice { state: NoticeState::Sent, sent_at: Some(at(40)), error: None, ..sending };
            assert!(store::notice::update(tx, DISTRICT, &sent, 1).await?);
            assert_eq!(store::notice::find(tx, DISTRICT, sent.id).await?, Some(sent.clone()));
            let all = store::notice::page(tx, DISTRICT, None, None, 9).await?;
            assert_eq!(all, [notice(2, 20), sent.clone()], "newest first");
            assert_eq!(store::notice::of_person(tx, DISTRICT, person(2), 9).await?, [notice(2, 20)]);
            assert!(store::notice::of_person(tx, ELSEWHERE, person(2), 9).await?.is_empty());
            let queued = Some(NoticeState::Queued);
            assert_eq!(store::notice::page(tx, DISTRICT, queued, None, 9).await?, [notice(2, 20)]);
            let before = Some(notice(2, 20).id);
            assert_eq!(store::notice::page(tx, DISTRICT, None, before, 9).await?, [sent]);
            let counts = store::notice::counts(tx, DISTRICT).await?;
            assert_eq!(counts, [(NoticeState::Queued, 1), (NoticeState::Sent, 1)]);
            assert!(store::notice::counts(tx, ELSEWHERE).await?.is_empty());
            assert_eq!(store::notice::sweep(tx, DISTRICT, at(10)).await?, 0);
            assert_eq!(store::notice::sweep(tx, DISTRICT, at(99)).await?, 1, "what waits is kept");
            Ok(())
        })
    })
    .await;
}

#[tokio::test]
async fn news_is_for_guardians_with_an_address_who_may_see_and_were_not_told() {
    on_both(|tx| {
        Box::pin(async move {
            let reachable = |n: u8, active| Person {
                email: some("a@b.example"),
                active,
                ..bare_person(person(n), "Salma", "Haddad")
            };
            let people = [
                reachable(20, true),
                bare_person(person(21), "No", "Address"),
                reachable(22, false),
                reachable(23, true),
            ];
            store::person::put(tx, DISTRICT, &people).await?;
            let right = |guardian: u8, child: u8, may_see, dates| Guardianship {
                guardian: person(guardian),
                learner: learner(child),
                relation: None,
                may_see,
                dates,
            };
            let over = Dates::new(None, Some(day("2026-11-19"))).expect("in order");
            let rights = [
                right(20, 1, true, Dates::ALWAYS),
                right(20, 2, true, Dates::ALWAYS),
                right(20, 3, true, over),
                right(21, 1, true, Dates::ALWAYS),
                right(22, 1, true, Dates::ALWAYS),
                right(23, 1, false, Dates::ALWAYS),
            ];
            store::guardianship::put(tx, DISTRICT, &rights).await?;
            let today = day("2026-11-20");
            store::learner::ensure(tx, DISTRICT, &[1, 2, 3].map(learner), at(0)).await?;
            assert!(store::notice::news(tx, DISTRICT, today).await?.is_empty(), "nothing is recorded");
            for child in [1, 2, 3] {
                tx.run(
                    "update learner set last_sequence = 4 where district_id = $1 and learner_id = $2",
                    store::args![DISTRICT, learner(child)],
                )
                .await?;
            }
            let news =
                |child, last_sequence| News { guardian: person(20), learner: learner(child), last_sequence };
            assert_eq!(store::notice::news(tx, DISTRICT, today).await?, [news(1, 4), news(2, 4)]);
            store::notice::set_told(tx, DISTRICT, &news(1, 3)).await?;
            store::notice::set_told(tx, DISTRICT, &news(2, 4)).await?;
            assert_eq!(store::notice::news(tx, DISTRICT, today).await?, [news(1, 4)]);
            store::notice::set_told(tx, DISTRICT, &news(1, 4)).await?;
            assert!(store::notice::news(tx, DISTRICT, today).await?.is_empty());
            assert!(store::notice::news(tx, ELSEWHERE, today).await?.is_empty());
            Ok(())
        })
    })
    .await;
}
