//! Consent by purpose: who gives and withdraws it, and from when learners speak for themselves.

mod classroom;
mod fixtures;
#[expect(dead_code, reason = "each test file uses what it needs")]
mod households;

use classroom::{Classroom, classrooms};
use domain::{framework::Extra, time::Dates};
use fixtures::{
    Got::{Denied, Done},
    got,
};
use households::{change_person, custody};
use usecases::{
    Actor, Refusal,
    consents::{consent_in_force, say_consent, show_consents},
};
use wording::{Audience, Language, Words};

async fn in_force(room: &Classroom) -> bool {
    let input = (room.educator.district, room.learners[0]);
    let found = room.app().db.read(input, |tx, (district, learner)| {
        Box::pin(consent_in_force(tx, *district, *learner, "audio", crate::fixtures::today()))
    });
    found.await.expect("an answer")
}

#[tokio::test]
async fn consent_is_given_and_withdrawn_by_who_has_custody() {
    for room in classrooms().await {
        let (app, learner) = (room.app(), room.learners[0]);
        let say = async |actor: &Actor, given| {
            got(say_consent(app, actor, learner, "audio", given, Dates::ALWAYS).await)
        };
        assert!(!in_force(&room).await);
        assert_eq!(say(&room.guardian, true).await, Done);
        assert!(in_force(&room).await);
        // Somebody else who has custody says no, and loses custody again.
        custody(&room, &room.without_custody, learner, true).await;
        assert_eq!(say(&room.without_custody, false).await, Done);
        assert!(!in_force(&room).await, "one no outweighs");
        custody(&room, &room.without_custody, learner, false).await;
        assert!(in_force(&room).await);
        assert_eq!(say(&room.guardian, false).await, Done);
        assert!(!in_force(&room).await);
        let shown = show_consents(
            app,
            &room.guardian,
            learner,
            crate::fixtures::today(),
            &Words::built_in(Audience::Family, Language::English),
        )
        .await
        .expect("shown");
        let audio = shown.purposes.iter().find(|one| one.purpose == "audio").expect("a purpose");
        assert_eq!((audio.said.len(), audio.own, shown.may_speak), (3, Some(false), true));
        let names: Vec<&str> = audio.said.iter().map(|(_, name)| name.as_str()).collect();
        assert_eq!(names, ["Salma Guardian", "", "Salma Guardian"], "another parent is not named");
        let yesterday = Dates::new(crate::fixtures::today().yesterday().ok(), None).expect("in order");
        for (purpose, dates, field) in [
            ("gold", Dates::ALWAYS, "purpose"),
            ("audio", yesterday, "from"),
            ("\0", Dates::ALWAYS, "purpose"),
        ] {
            match say_consent(app, &room.guardian, learner, purpose, true, dates).await {
                Err(Refusal::Invalid { field: found, .. }) => assert_eq!(found, field),
                other => panic!("{purpose}: {other:?}"),
            }
        }
    }
}

#[tokio::test]
async fn a_learner_who_is_of_age_speaks_alone() {
    for room in classrooms().await {
        let (app, learner) = (room.app(), room.learners[0]);
        let say = async |actor: &Actor, given| {
            got(say_consent(app, actor, learner, "audio", given, Dates::ALWAYS).await)
        };
        assert_eq!(say(&room.guardian, true).await, Done);
        let own = room.as_actor(0);
        let born = |years: i16| {
            let day = crate::fixtures::today()
                .checked_sub(jiff::Span::new().years(i64::from(years)))
                .expect("a day");
            let json = format!("{{\"birthDate\":\"{day}\"}}");
            Extra::from([("demographics".to_owned(), json)])
        };
        let (young, old) = (born(17), born(18));
        change_person(&room, &own, move |person| person.extra = young.clone()).await;
        assert_eq!(say(&own, false).await, Denied);
        assert!(in_force(&room).await);
        change_person(&room, &own, move |person| person.extra = old.clone()).await;
        assert!(!in_force(&room).await, "what the guardian said is over");
        assert_eq!(say(&room.guardian, true).await, Denied);
        assert_eq!(say(&own, true).await, Done);
        assert!(in_force(&room).await);
    }
}
