//! Who may do what with a class and one of its learners: a table of people by actions, through the use
//! cases themselves.

mod classroom;
mod fixtures;

use classroom::{Classroom, classrooms};
use domain::evidence::Sequence;
use usecases::{
    Actor, Refusal,
    decide_mastery::{NewDecision, decide_mastery, withdraw_decision},
    excuse_evidence::{bring_back_evidence, excuse_evidence},
    list_my_sections::list_my_sections,
    rate::{Rating, rate},
    release_drafts::{plan_release, release_drafts},
    retract_evidence::retract_evidence,
    show_competency::show_competency,
    show_family::show_family,
    show_grid::{changed_cells, show_grid},
    show_groups::show_groups,
    show_learner::show_learner,
    show_rating_sheet::show_rating_sheet,
    show_why::show_why,
};

/// What came of asking.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Got {
    /// It was done, or shown.
    Done,
    /// As if it did not exist.
    NotFound,
    /// They see it, but may not do this.
    Denied,
}

use Got::{Denied, Done, NotFound};

fn got<T>(result: Result<T, Refusal>) -> Got {
    match result {
        // A conflict is found behind the access check.
        Ok(_) | Err(Refusal::Conflict(_) | Refusal::NotFound("this piece of evidence")) => Done,
        Err(Refusal::NotFound(_)) => NotFound,
        Err(Refusal::Denied(_)) => Denied,
        Err(other) => panic!("{other}"),
    }
}

/// Seeing the class, judging in the class, seeing the first learner, judging the first learner.
async fn tried(room: &Classroom, actor: &Actor) -> [Vec<Got>; 4] {
    let (app, section, target, learner) = (room.app(), room.section, room.targets[0], room.learners[0]);
    let see_class = vec![
        got(show_grid(app, actor, section).await),
        got(changed_cells(app, actor, section, vec![(learner, target)]).await),
        got(show_groups(app, actor, section, 6).await),
        got(show_competency(app, actor, section, target).await),
    ];
    let rating = Rating { learner, competency: target, level: Some("3".to_owned()), note: None, shown: None };
    let judge_class = vec![
        got(show_rating_sheet(app, actor, section, vec![]).await),
        got(rate(app, actor, section, rating).await),
        got(plan_release(app, actor, section, vec![], None).await),
        got(release_drafts(app, actor, section, vec![]).await),
    ];
    let see_learner =
        vec![got(show_learner(app, actor, learner).await), got(show_why(app, actor, learner, target).await)];
    let decision = NewDecision {
        competency: target,
        level: "3".to_owned(),
        reason: "Seen".to_owned(),
        expires_at: None,
    };
    let judge_learner = vec![
        got(decide_mastery(app, actor, learner, decision).await),
        got(withdraw_decision(app, actor, learner, target, "Not seen").await),
        got(excuse_evidence(app, actor, learner, Sequence(1), "Ill").await),
        got(bring_back_evidence(app, actor, learner, Sequence(1), "Well").await),
        got(retract_evidence(app, actor, learner, Sequence(1), "Wrong").await),
    ];
    [see_class, judge_class, see_learner, judge_learner]
}

#[tokio::test]
async fn everybody_gets_what_the_table_says() {
    for room in classrooms().await {
        let administrator = room.place.administrator.clone();
        let with_reason = Actor { break_glass: Some("A complaint".to_owned()), ..administrator.clone() };
        let table = [
            ("the educator", room.educator.clone(), [Done; 4]),
            ("a colleague in the class", room.colleague.clone(), [Done; 4]),
            ("an educator of another class", room.stranger.clone(), [NotFound; 4]),
            ("an aide", room.aide.clone(), [Done, Denied, Done, NotFound]),
            ("the principal", room.principal.clone(), [Done, Denied, Done, NotFound]),
            ("a guardian", room.guardian.clone(), [NotFound, NotFound, Done, NotFound]),
            ("a guardian without custody", room.without_custody.clone(), [NotFound; 4]),
            ("the learner", room.as_actor(0), [NotFound, NotFound, Done, NotFound]),
            ("a classmate", room.as_actor(1), [NotFound; 4]),
            ("an administrator without a reason", administrator, [NotFound; 4]),
            ("an administrator with a reason", with_reason, [Done, NotFound, Done, NotFound]),
            (
                "a token of the educator that may only read",
                Actor { read_only: true, ..room.educator.clone() },
                [Done, Denied, Done, Denied],
            ),
        ];
        for (who, actor, expected) in table {
            let found = tried(&room, &actor).await;
            for (action, (found, expected)) in found.iter().zip(expected).enumerate() {
                assert!(found.iter().all(|one| *one == expected), "{who}, {action}: {found:?}");
            }
        }
    }
}

#[tokio::test]
async fn everybody_is_listed_their_own_classes_and_children() {
    for room in classrooms().await {
        let table = [
            (&room.educator, 1, 0),
            (&room.stranger, 1, 0),
            (&room.aide, 1, 0),
            (&room.principal, 2, 0),
            (&room.guardian, 0, 1),
            (&room.without_custody, 0, 0),
            (&room.as_actor(0), 0, 0),
        ];
        for (actor, classes, children) in table {
            let mine = list_my_sections(room.app(), actor).await.expect("lists");
            assert_eq!(mine.len(), classes);
            assert_eq!(show_family(room.app(), actor).await.expect("lists").1.len(), children);
        }
    }
}

#[tokio::test]
async fn every_read_of_records_leaves_one_line_that_names_the_learners() {
    for room in classrooms().await {
        let lines = || async {
            let input = (room.educator.district, room.educator.person);
            let read = room.app().db.read(input, |tx, (district, person)| {
                Box::pin(async move {
                    Ok::<_, Refusal>(store::access_log::page(tx, *district, Some(*person), None, 100).await?)
                })
            });
            read.await.expect("a log")
        };
        show_grid(room.app(), &room.educator, room.section).await.expect("a grid");
        let first = lines().await;
        assert_eq!((first.len(), first[0].learners.len(), first[0].what.as_str()), (1, 30, "mastery grid"));
        let _ = show_learner(room.app(), &room.educator, room.stranger.person.as_learner()).await;
        assert_eq!(lines().await.len(), 1, "what was refused was not read");
        show_learner(room.app(), &room.educator, room.learners[3]).await.expect("a record");
        assert_eq!(lines().await[0].learners, [room.learners[3]]);
    }
}
