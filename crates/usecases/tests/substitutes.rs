//! A substitute's day: what it opens, to whom it can be given, and that it ends by itself.

mod classroom;
mod fixtures;

use classroom::{Classroom, classrooms};
use domain::{Date, SectionId, Timestamp, access::Relationship, substitution::Substitution};
use usecases::{
    Actor, Refusal, chance,
    decide_mastery::{NewDecision, decide_mastery},
    family_report::show_report,
    list_my_sections::list_my_sections,
    list_section_people::list_section_people,
    print_reports::{PrintJob, print_reports},
    rate::{Rating, rate},
    release_drafts::{plan_release, release_drafts},
    show_grid::show_grid,
    show_groups::show_groups,
    show_learner::show_learner,
    show_rating_sheet::show_rating_sheet,
    show_why::show_why,
    sign_in::{self, Visitor},
    substitutes::{
        GivenPlaces, MOST_DAYS_AHEAD, NewPerson, NewPlaces, Who, give_places, show_substitutes,
        take_back_place,
    },
};

fn somebody() -> Who {
    Who::New(NewPerson {
        given_name: "Ada".to_owned(),
        family_name: "Fairweather".to_owned(),
        email: String::new(),
    })
}

fn today_in(sections: Vec<SectionId>, who: Who) -> NewPlaces {
    NewPlaces { sections, who, day: None }
}

async fn given(room: &Classroom) -> (GivenPlaces, Actor) {
    let new = today_in(vec![room.section], somebody());
    let given = give_places(room.app(), &room.educator, new).await.expect("given");
    let actor = Actor::new(room.educator.district, given.person.id);
    (given, actor)
}

fn rating(room: &Classroom) -> Rating {
    Rating {
        learner: room.learners[0],
        competency: room.targets[0],
        level: Some("3".to_owned()),
        note: None,
        shown: None,
    }
}

#[tokio::test]
async fn a_substitute_sees_and_rates_the_class_of_the_day_and_nothing_more() {
    for room in classrooms().await {
        let (app, section, learner) = (room.app(), room.section, room.learners[0]);
        rate(app, &room.educator, section, rating(&room)).await.expect("rated");
        release_drafts(app, &room.educator, section, vec![]).await.expect("released");
        let (_, substitute) = given(&room).await;

        let grid = show_grid(app, &substitute, section).await.expect("a grid");
        assert_eq!(grid.relationship, Relationship::Substitute);
        assert!(grid.may_draft() && !grid.may_judge() && !grid.may_manage());
        show_groups(app, &substitute, section, 6).await.expect("groups");
        let sheet = show_rating_sheet(app, &substitute, section, vec![]).await.expect("a sheet");
        assert!(!sheet.may_release());
        let rated = rate(app, &substitute, section, rating(&room)).await.expect("rates");
        assert_eq!(rated.after.expect("a draft").judge, substitute.person);

        let record = show_learner(app, &substitute, learner).await.expect("a record");
        assert!(!record.is_whole() && record.entries.is_empty() && record.history.is_empty());
        assert_eq!(
            record.standings().count(),
            room.targets.len(),
            "where they stand in what the class aims at"
        );
        assert!(record.standings().any(usecases::show_learner::CompetencyStanding::mastered));
        show_why(app, &substitute, learner, room.targets[0]).await.expect("a why");

        let denied = [
            release_drafts(app, &substitute, section, vec![]).await.err(),
            plan_release(app, &substitute, section, vec![], None).await.err(),
            list_section_people(app, &substitute, section).await.err(),
            print_reports(app, &substitute, section, PrintJob::default()).await.err(),
            show_report(app, &substitute, learner).await.err(),
        ];
        for refusal in denied {
            assert!(matches!(refusal, Some(Refusal::Denied(_))), "{refusal:?}");
        }
        let decision = NewDecision {
            competency: room.targets[0],
            level: "3".to_owned(),
            reason: "Seen".to_owned(),
            expires_at: None,
        };
        let decided = decide_mastery(app, &substitute, learner, decision).await;
        assert!(matches!(decided, Err(Refusal::NotFound(_))), "{decided:?}");
        let token = Actor { read_only: true, ..substitute.clone() };
        assert!(matches!(rate(app, &token, section, rating(&room)).await, Err(Refusal::Denied(_))));

        let lines = logged(&room, &substitute).await;
        assert_eq!(lines.len(), 5, "grid, groups, sheet, record, why: {lines:?}");
        assert!(lines.iter().all(|one| *one == Relationship::Substitute), "{lines:?}");
    }
}

async fn logged(room: &Classroom, actor: &Actor) -> Vec<Relationship> {
    let read = room.app().db.read((actor.district, actor.person), |tx, (district, person)| {
        Box::pin(async move {
            Ok::<_, Refusal>(store::access_log::page(tx, *district, Some(*person), None, 100).await?)
        })
    });
    read.await.expect("a log").into_iter().map(|line| line.relationship).collect()
}

#[tokio::test]
async fn the_day_is_first_on_the_list_and_gone_when_it_is_taken_back() {
    for room in classrooms().await {
        let (given, substitute) = given(&room).await;
        let mine = list_my_sections(room.app(), &substitute).await.expect("lists");
        let shown: Vec<_> = mine.iter().map(|one| (one.section.id, one.until)).collect();
        assert_eq!(shown, [(room.section, Some(given.places[0].ends_at))]);
        let listed = show_substitutes(room.app(), &room.colleague).await.expect("lists").places;
        assert_eq!(listed.len(), 1);
        assert_eq!(
            (listed[0].person.as_str(), listed[0].section.as_str(), listed[0].by.as_str()),
            ("Ada Fairweather", "Mathematics 5", "Tom Okafor")
        );
        let place = given.places[0].id;
        for stranger in [&room.stranger, &room.aide, &substitute, &room.as_actor(0)] {
            let taken = take_back_place(room.app(), stranger, place).await;
            assert!(matches!(taken, Err(Refusal::NotFound(_))), "{taken:?}");
        }
        // Whoever gives places in the class may take it back, and twice is as once.
        for _ in 0..2 {
            take_back_place(room.app(), &room.principal, place).await.expect("taken back");
        }
        let grid = show_grid(room.app(), &substitute, room.section).await;
        assert!(matches!(grid, Err(Refusal::NotFound(_))), "{grid:?}");
        assert!(list_my_sections(room.app(), &substitute).await.expect("lists").is_empty());
        assert!(show_substitutes(room.app(), &room.educator).await.expect("lists").places.is_empty());
    }
}

#[tokio::test]
async fn a_day_that_is_over_or_has_not_begun_opens_nothing() {
    for room in classrooms().await {
        let now = chance::now();
        let second = jiff::SignedDuration::from_secs(1);
        let hour = jiff::SignedDuration::from_hours(1);
        for (begins_at, ends_at, opens) in [
            (now - hour, now - second, false),
            (now + hour, now + hour + hour, false),
            (now - hour, now + hour, true),
        ] {
            let substitute = with_place(&room, begins_at, ends_at).await;
            let grid = show_grid(room.app(), &substitute, room.section).await;
            assert_eq!(grid.is_ok(), opens, "{begins_at} to {ends_at}");
            let rated = rate(room.app(), &substitute, room.section, rating(&room)).await;
            assert_eq!(rated.is_ok(), opens, "{begins_at} to {ends_at}");
        }
    }
}

/// Somebody with a place between two moments.
async fn with_place(room: &Classroom, begins_at: Timestamp, ends_at: Timestamp) -> Actor {
    let (now, by, section) = (chance::now(), room.educator.clone(), room.section);
    let person = fixtures::named(chance::person_id(now), "Bo", "Lindqvist");
    let actor = Actor::new(by.district, person.id);
    let put = room.app().db.write((by, person), move |tx, (by, person)| {
        Box::pin(async move {
            store::person::put(tx, by.district, std::slice::from_ref(person)).await?;
            let place = Substitution {
                id: chance::substitution_id(now),
                section,
                person: person.id,
                day: chance::date_of(by.district, now),
                begins_at,
                ends_at,
                made_by: by.person,
                made_at: now,
                revoked_at: None,
                revoked_by: None,
            };
            Ok::<_, Refusal>(store::substitution::add(tx, by.district, &place).await?)
        })
    });
    put.await.expect("a place");
    actor
}

#[tokio::test]
async fn who_teaches_leads_or_runs_gives_places_and_others_do_not() {
    for room in classrooms().await {
        let administrator = room.place.administrator.clone();
        for giver in [&room.educator, &room.colleague, &room.principal, &administrator] {
            let new = today_in(vec![room.section], somebody());
            give_places(room.app(), giver, new).await.expect("given");
        }
        let token = Actor { read_only: true, ..room.educator.clone() };
        for (refused, denied) in [
            (&room.aide, true),
            (&token, true),
            (&room.stranger, false),
            (&room.guardian, false),
            (&room.as_actor(0), false),
        ] {
            let new = today_in(vec![room.section], somebody());
            match give_places(room.app(), refused, new).await {
                Err(Refusal::Denied(_)) => assert!(denied),
                Err(Refusal::NotFound(_)) => assert!(!denied),
                other => panic!("{other:?}"),
            }
        }
    }
}

#[tokio::test]
async fn what_cannot_be_given_is_said() {
    for room in classrooms().await {
        let today = crate::fixtures::today();
        let in_days = |days: i32| today.checked_add(jiff::Span::new().days(days)).expect("a day");
        let on = |day: Date| NewPlaces { day: Some(day), ..today_in(vec![room.section], somebody()) };
        let named = |given: &str, email: &str| {
            let given_name = given.to_owned();
            let (family_name, email) = (String::new(), email.to_owned());
            today_in(vec![room.section], Who::New(NewPerson { given_name, family_name, email }))
        };
        for (new, field) in [
            (today_in(vec![], somebody()), "sections"),
            (today_in(vec![room.section; 41], somebody()), "sections"),
            (on(in_days(-1)), "day"),
            (on(in_days(MOST_DAYS_AHEAD + 1)), "day"),
            (named(" ", ""), "name"),
            (named("Ada", "nowhere"), "email"),
            (named("Ada\0", ""), "given_name"),
            (today_in(vec![room.section], Who::Known(room.learners[0].as_person())), "person"),
            (today_in(vec![room.section], Who::Known(room.guardian.person)), "person"),
        ] {
            match give_places(room.app(), &room.educator, new).await {
                Err(Refusal::Invalid { field: found, .. }) => assert_eq!(found, field),
                other => panic!("{field}: {other:?}"),
            }
        }
        give_places(room.app(), &room.educator, on(in_days(MOST_DAYS_AHEAD))).await.expect("soon");
    }
}

#[tokio::test]
async fn a_link_opens_the_day_and_is_made_for_nobody_who_is_more_than_a_substitute() {
    for room in classrooms().await {
        let (first, substitute) = given(&room).await;
        let token = first.token.expect("a link");
        let visitor = Visitor { address: "here".to_owned(), device: "a test".to_owned() };
        let session = sign_in::with_link(room.app(), substitute.district, &token, &visitor).await;
        assert_eq!(session.expect("signed in").person, substitute.person);
        let again = sign_in::with_link(room.app(), substitute.district, &token, &visitor).await;
        assert!(matches!(again, Err(Refusal::NotFound(_))), "once");

        // Given again, it is the same place; and a new link for a lost one.
        let new = today_in(vec![room.section], Who::Known(substitute.person));
        let second = give_places(room.app(), &room.educator, new).await.expect("given");
        assert_eq!(second.places, first.places);
        assert!(second.token.is_some());

        // The principal works here: a link would be a key to all that they may.
        let new = today_in(vec![room.section], Who::Known(room.principal.person));
        let given = give_places(room.app(), &room.educator, new).await.expect("given");
        assert_eq!(given.token, None);
    }
}
