//! What a stolen or forgotten secret opens, and what a family keeps in hand after custody has ended.

mod classroom;
mod fixtures;
mod households;

use classroom::{Classroom, classrooms};
use domain::{Timestamp, people::Guardianship, time::Dates};
use households::{change_person, custody, reach};
use jiff::{SignedDuration, Span};
use store::token::Token;
use usecases::{
    Actor, Refusal, chance,
    family_report::show_report,
    print_reports::{PrintJob, print_reports},
    sessions,
    show_family::{show_as_family, show_family},
    show_learner::show_learner,
    show_why::show_why,
    sign_in::{Visitor, digest, look_at_link, with_link},
    tokens::{actor_of_token, may_watch},
};

fn somebody() -> Visitor {
    Visitor { address: "192.0.2.1".to_owned(), device: "a test".to_owned() }
}

/// A token of the educator as it is stored; what is sent.
async fn token(room: &Classroom, scopes: &[&str], expires_at: Timestamp, revoked: bool) -> String {
    let (now, secret) = (chance::now(), usecases::sign_in::new_token());
    let row = Token {
        id: chance::token_id(now),
        digest: digest(&secret),
        person: room.educator.person,
        name: "test".to_owned(),
        scopes: scopes.iter().map(|&scope| scope.to_owned()).collect(),
        created_at: now,
        expires_at,
        revoked_at: revoked.then_some(now),
        last_used_at: None,
        party: None,
    };
    let district = room.educator.district;
    room.app()
        .db
        .write(row, move |tx, row: &Token| {
            Box::pin(async move { Ok::<_, Refusal>(store::token::add(tx, district, row).await?) })
        })
        .await
        .expect("a token");
    format!("{district}.{secret}")
}

#[tokio::test]
async fn a_token_opens_what_its_scopes_say_until_it_ends() {
    for room in classrooms().await {
        let now = chance::now();
        let (later, earlier) = (now + SignedDuration::from_hours(1), now - SignedDuration::from_secs(1));
        // Scopes, end, taken back: whether it works, and whether it may only read.
        for (scopes, expires_at, revoked, expected) in [
            (&["read"][..], later, false, Some(true)),
            (&["write"], later, false, Some(false)),
            (&["read", "write"], later, false, Some(false)),
            (&["read", "write"], earlier, false, None),
            (&["read", "write"], later, true, None),
            (&["metrics"], later, false, None),
            (&[], later, false, None),
            (&["everything"], later, false, None),
        ] {
            let sent = token(&room, scopes, expires_at, revoked).await;
            let found = actor_of_token(room.app(), &sent).await.expect("looked up");
            assert_eq!(found.as_ref().map(|actor| actor.read_only), expected, "{scopes:?}, {expires_at}");
            assert!(found.is_none_or(|actor| actor.person == room.educator.person));
            assert!(!may_watch(room.app(), &sent).await.expect("looked up"), "no administrator");
        }
        let sent = token(&room, &["read"], later, false).await;
        change_person(&room, &room.educator, |person| person.active = false).await;
        assert_eq!(actor_of_token(room.app(), &sent).await.expect("looked up"), None, "who left");
        for nonsense in ["", ".", "a.b", &sent[..sent.len() - 1], &sent.replace('.', "")] {
            assert_eq!(actor_of_token(room.app(), nonsense).await.expect("looked up"), None, "{nonsense}");
        }
    }
}

#[tokio::test]
async fn a_session_ends_with_its_person() {
    for room in classrooms().await {
        let administrator = &room.place.administrator;
        let make = || usecases::sign_in_links::make_link(room.app(), administrator, room.aide.person);
        let (used, kept) = (make().await.expect("a link"), make().await.expect("a link"));
        let district = administrator.district;
        let session = with_link(room.app(), district, &used, &somebody()).await.expect("a session");
        let open =
            async || sessions::is_open(room.app(), district, digest(&session.token)).await.expect("asked");
        assert!(open().await);
        change_person(&room, &room.aide, |person| person.active = false).await;
        assert!(!open().await, "an open event stream ends");
        assert_eq!(sessions::resume(room.app(), district, &session.token).await.expect("asked"), None);
        assert!(matches!(look_at_link(room.app(), district, &kept).await, Err(Refusal::NotFound(_))));
        let refused = with_link(room.app(), district, &kept, &somebody()).await;
        assert!(matches!(refused, Err(Refusal::NotFound(_))), "{refused:?}");
    }
}

/// What the roster says of the guardian and the first learner.
async fn guardianship(room: &Classroom, dates: Dates) {
    let row = Guardianship {
        guardian: room.guardian.person,
        learner: room.learners[0],
        relation: None,
        may_see: true,
        dates,
    };
    let district = room.guardian.district;
    room.app()
        .db
        .write(row, move |tx, row: &Guardianship| {
            Box::pin(async move {
                let rows = std::slice::from_ref(row);
                Ok::<_, Refusal>(store::guardianship::put(tx, district, rows).await?)
            })
        })
        .await
        .expect("the roster changes");
}

/// By how many ways somebody sees the first learner.
async fn ways_in(room: &Classroom, actor: &Actor) -> usize {
    let (app, learner, target) = (room.app(), room.learners[0], room.targets[0]);
    let ways = [
        show_learner(app, actor, learner).await.is_ok(),
        show_as_family(app, actor, learner).await.is_ok(),
        show_report(app, actor, learner).await.is_ok(),
        show_why(app, actor, learner, target).await.is_ok(),
        !show_family(app, actor).await.expect("a list").1.is_empty(),
    ];
    ways.into_iter().filter(|way| *way).count()
}

#[tokio::test]
async fn a_printed_code_opens_nothing_of_a_child_whose_guardian_was_removed_this_morning() {
    for room in classrooms().await {
        reach(&room, 0, 0).await;
        let job = PrintJob { codes: true, ..PrintJob::default() };
        let printed = print_reports(room.app(), &room.educator, room.section, job).await.expect("printed");
        let code = printed.sheets.iter().find_map(|sheet| {
            let own = sheet.guardians.iter().any(|one| one.id == room.guardian.person);
            sheet.code.as_ref().filter(|_| own)
        });
        let code = code.expect("a code").token.clone();
        let district = room.guardian.district;
        let by_code = async || {
            let session = with_link(room.app(), district, &code, &somebody()).await.expect("a session");
            let found = sessions::resume(room.app(), district, &session.token).await.expect("asked");
            found.expect("signed in").actor
        };
        assert_eq!(ways_in(&room, &by_code().await).await, 5);
        let today = crate::fixtures::today();
        let yesterday = today.yesterday().expect("a day");
        let ended = Dates::new(None, Some(yesterday)).expect("in order");
        guardianship(&room, ended).await;
        // The paper still signs its owner in: to a page that holds nobody.
        assert_eq!(ways_in(&room, &by_code().await).await, 0);
        assert_eq!(ways_in(&room, &room.guardian).await, 0);
        custody(&room, &room.guardian, room.learners[0], false).await;
        assert_eq!(ways_in(&room, &by_code().await).await, 0, "without custody");
        assert_eq!(ways_in(&room, &room.as_actor(1)).await, 0, "a classmate");
        let tomorrow = today.checked_add(Span::new().days(1)).expect("a day");
        guardianship(&room, Dates::new(Some(tomorrow), None).expect("in order")).await;
        assert_eq!(ways_in(&room, &room.guardian).await, 0, "not before it begins");
        guardianship(&room, Dates::new(Some(today), Some(today)).expect("in order")).await;
        assert_eq!(ways_in(&room, &room.guardian).await, 5, "for this one day");
    }
}
