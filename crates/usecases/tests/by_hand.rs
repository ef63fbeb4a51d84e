//! People, guardians and places that somebody enters by hand: who may, what it opens, and what stays.

mod classroom;
mod fixtures;

use classroom::{Classroom, classrooms};
use domain::{
    LearnerId, OrganizationId, PersonId,
    people::{RoleKind, SectionRole},
    time::Dates,
};
use usecases::{
    Actor, Refusal,
    add_person::{Newcomer, add_person, places_to_add},
    chance,
    correct_person::{Corrected, correct_person, show_correctable},
    decide_custody::{Adult, EndOfRights, NewRights, decide_custody, end_guardianship, show_guardians},
    give_place::{NewPlace, end_places, give_place, show_placing},
    list_section_people::list_section_people,
    show_learner::show_learner,
    substitutes::NewPerson,
};

fn called(given: &str, family: &str, email: &str) -> NewPerson {
    NewPerson { given_name: given.to_owned(), family_name: family.to_owned(), email: email.to_owned() }
}

fn rights(guardian: Adult, may_see: bool) -> NewRights {
    NewRights {
        guardian,
        relation: "grandmother".to_owned(),
        may_see,
        dates: Dates::ALWAYS,
        reason: "Said at the office, with papers".to_owned(),
    }
}

async fn school(room: &Classroom) -> OrganizationId {
    let all = places_to_add(room.app(), &room.place.administrator).await.expect("are listed");
    all.into_iter().find(|one| one.kind == "school").expect("a school").id
}

async fn sees(room: &Classroom, actor: &Actor, learner: LearnerId) -> bool {
    show_learner(room.app(), actor, learner).await.is_ok()
}

#[tokio::test]
async fn a_guardian_is_added_barred_and_ended_by_hand_and_the_history_stays() {
    for room in classrooms().await {
        let (app, admin, learner) = (room.app(), &room.place.administrator, room.learners[1]);
        let new = rights(Adult::New(called("Mina", "Sato", "")), true);
        let mina = decide_custody(app, &room.principal, learner, new).await.expect("is added");
        let guardian = Actor::new(admin.district, mina);
        assert!(sees(&room, &guardian, learner).await);
        assert!(!sees(&room, &guardian, room.learners[2]).await, "one child, and no other");
        let barred = rights(Adult::Known("Sato, Mina".to_owned()), false);
        assert_eq!(decide_custody(app, admin, learner, barred).await.expect("is barred"), mina);
        assert!(!sees(&room, &guardian, learner).await);
        let known = rights(Adult::Known(room.guardian.person.to_string()), true);
        decide_custody(app, admin, learner, known).await.expect("speaks for a second child");
        assert!(sees(&room, &room.guardian, learner).await);
        let yesterday = chance::today(admin.district).yesterday().expect("a day");
        let person = room.guardian.person;
        let end = EndOfRights { guardian: person, last: yesterday, reason: "Moved away".to_owned() };
        end_guardianship(app, admin, learner, &end).await.expect("ends");
        assert!(!sees(&room, &room.guardian, learner).await);
        let shown = show_guardians(app, admin, learner).await.expect("are shown");
        assert_eq!(shown.guardians.len(), 2, "nobody is taken away");
        let said: Vec<_> = shown.decisions.iter().map(|one| one.decision.rights.may_see).collect();
        assert_eq!(said, [true, true, false, true]);
    }
}

#[tokio::test]
async fn custody_is_decided_by_who_answers_for_the_learner_and_never_for_oneself() {
    for room in classrooms().await {
        let (app, learner) = (room.app(), room.learners[0]);
        let own = room.as_actor(0);
        for actor in [&room.educator, &room.aide, &room.guardian, &room.without_custody, &own] {
            let refused = show_guardians(app, actor, learner).await;
            assert!(matches!(refused, Err(Refusal::Denied(_))), "{refused:?}");
            let new = rights(Adult::Known(room.without_custody.person.to_string()), true);
            let refused = decide_custody(app, actor, learner, new).await;
            assert!(matches!(refused, Err(Refusal::Denied(_))), "{refused:?}");
        }
        for person in [room.principal.person, learner.as_person()] {
            let own = rights(Adult::Known(person.to_string()), true);
            decide_custody(app, &room.principal, learner, own).await.expect_err("is refused");
        }
        let mut silent = rights(Adult::Known(room.guardian.person.to_string()), false);
        silent.reason = " ".to_owned();
        let refused = decide_custody(app, &room.principal, learner, silent).await;
        assert!(matches!(refused, Err(Refusal::Invalid { field: "reason", .. })), "{refused:?}");
        let nobody = rights(Adult::Known("Nobody Here".to_owned()), true);
        let refused = decide_custody(app, &room.principal, learner, nobody).await;
        assert!(matches!(refused, Err(Refusal::Invalid { field: "guardian", .. })), "{refused:?}");
    }
}

#[tokio::test]
async fn a_second_educator_is_added_put_into_a_class_and_taken_out_again() {
    for room in classrooms().await {
        let (app, admin, section) = (room.app(), &room.place.administrator, room.section);
        let new = |role| Newcomer {
            who: called("Lena", "Novak", "lena@school.example"),
            grade: String::new(),
            role,
            organization: OrganizationId::from_bytes([0; 16]),
        };
        let organization = school(&room).await;
        let second = Newcomer { organization, ..new(RoleKind::Educator) };
        let refused = add_person(app, &room.educator, second.clone()).await;
        assert!(matches!(refused, Err(Refusal::NotFound(_))), "{refused:?}");
        let refused = add_person(app, admin, Newcomer { organization, ..new(RoleKind::Principal) }).await;
        assert!(matches!(refused, Err(Refusal::Invalid { field: "role", .. })), "{refused:?}");
        let lena = add_person(app, admin, second.clone()).await.expect("is added");
        let again = add_person(app, admin, second).await;
        assert!(matches!(again, Err(Refusal::Invalid { field: "email", .. })), "{again:?}");
        let actor = Actor::new(admin.district, lena);
        assert!(!sees(&room, &actor, room.learners[0]).await, "a role alone opens nothing");
        let place = NewPlace { person: lena, role: SectionRole::Educator, dates: Dates::ALWAYS };
        for other in [&room.aide, &room.stranger] {
            give_place(app, other, section, place).await.expect_err("is refused");
        }
        let outsider = NewPlace { person: room.guardian.person, ..place };
        let refused = give_place(app, admin, section, outsider).await;
        assert!(matches!(refused, Err(Refusal::Invalid { field: "person", .. })), "{refused:?}");
        give_place(app, &room.educator, section, place).await.expect("gives the place");
        give_place(app, admin, section, place).await.expect_err("has one already");
        assert!(sees(&room, &actor, room.learners[0]).await);
        let placing = show_placing(app, admin, section).await.expect("is shown");
        assert!(placing.of_adults && placing.of_learners);
        assert!(placing.people.iter().any(|one| one.id == lena));
        let long_ago = chance::today(admin.district).checked_sub(jiff::Span::new().days(40)).expect("a day");
        assert_eq!(end_places(app, admin, section, vec![lena], long_ago).await.expect("ends"), 1);
        assert!(!sees(&room, &actor, room.learners[0]).await, "the days to finish marks are over too");
    }
}

#[tokio::test]
async fn a_learner_leaves_a_class_by_a_date_and_what_was_stays() {
    for room in classrooms().await {
        let (app, section, learner) = (room.app(), room.section, room.learners[4].as_person());
        let yesterday = chance::today(room.place.administrator.district).yesterday().expect("a day");
        for other in [&room.aide, &room.stranger, &room.guardian] {
            end_places(app, other, section, vec![learner], yesterday).await.expect_err("is refused");
        }
        let nobody = chance::person_id(chance::now());
        end_places(app, &room.educator, section, vec![learner, nobody], yesterday)
            .await
            .expect_err("all or none");
        assert_eq!(
            list_section_people(app, &room.educator, section).await.expect("lists").learners.len(),
            30
        );
        end_places(app, &room.educator, section, vec![learner], yesterday).await.expect("leaves");
        let people = list_section_people(app, &room.educator, section).await.expect("lists");
        assert_eq!(people.learners.len(), 29);
        let left: Vec<PersonId> = people.others.iter().map(|one| one.person.id).collect();
        assert_eq!(left, [learner], "the place stays in the history");
        assert_eq!(people.others[0].dates.ends(), Some(yesterday));
    }
}

#[tokio::test]
async fn a_misspelt_name_is_corrected_and_of_a_roster_it_is_said_that_it_comes_back() {
    for room in classrooms().await {
        let (app, admin) = (room.app(), &room.place.administrator);
        let new = |given: &str| Corrected { who: called(given, "Guardian", ""), grade: String::new() };
        let person = room.guardian.person;
        let refused = correct_person(app, &room.educator, person, new("Selma")).await;
        assert!(matches!(refused, Err(Refusal::Denied(_))), "{refused:?}");
        assert!(!correct_person(app, admin, person, new("Selma")).await.expect("is corrected"));
        let shown = show_correctable(app, admin, person).await.expect("is shown");
        assert_eq!((shown.person.name().as_str(), shown.of_roster), ("Selma Guardian", false));
        let learner = room.learners[0].as_person();
        assert!(
            correct_person(app, admin, learner, new("Nour")).await.expect("is corrected"),
            "of the roster"
        );
        let nameless = Corrected { who: called(" ", "", ""), grade: String::new() };
        let refused = correct_person(app, admin, person, nameless).await;
        assert!(matches!(refused, Err(Refusal::Invalid { field: "name", .. })), "{refused:?}");
    }
}
