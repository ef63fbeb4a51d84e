//! Many at once: what is looked at is what is done, row by row, once, and undone with one step where nobody
//! has changed it since.

mod classroom;
mod fixtures;
mod households;
mod many;

use domain::{
    LearnerId, SectionId,
    batch::{BatchAction, Reminded, RowState},
    evidence::Sequence,
    people::RoleKind,
};
use households::{change_person, custody, reach};
use many::{Hall, halls, mail_is_set_up};
use usecases::{
    Actor, Refusal, chance,
    excuse_evidence::bring_back_evidence,
    preview_batch::{Chosen, NewBatch, preview_batch},
    rebuild_mastery::{Rebuild, rebuild_mastery},
    show_batch::{list_batches, show_batch},
    start_batch::start_batch,
    undo_batch::undo_batch,
};

fn enroll(section: SectionId) -> BatchAction {
    BatchAction::Enroll { section, day: crate::fixtures::today() }
}

fn counts(all: &[(RowState, String)], state: RowState) -> usize {
    all.iter().filter(|(one, _)| *one == state).count()
}

#[tokio::test]
async fn a_hundred_and_fifty_are_looked_at_enrolled_and_undone_in_one_step() {
    for hall in halls(150).await {
        let chosen = Chosen::Search("many".to_owned());
        let asked = NewBatch { chosen, action: enroll(hall.other), reason: String::new() };
        let looked = preview_batch(hall.app(), hall.administrator(), asked.clone()).await.expect("looked");
        assert_eq!((looked.rows.len(), looked.doable()), (150, 150));
        assert_eq!(hall.learn_in(hall.other).await, 0, "looking changes nothing");
        let id = chance::batch_id(chance::now());
        for _ in 0..2 {
            let again = start_batch(hall.app(), hall.administrator(), Some(id), asked.clone()).await;
            assert_eq!(again.expect("begun"), id, "a double click is one batch");
            hall.finish(id).await;
        }
        let rows = hall.rows(hall.administrator(), id).await;
        assert_eq!((rows.len(), counts(&rows, RowState::Done)), (150, 150));
        assert_eq!(hall.learn_in(hall.other).await, 150);
        let listed = list_batches(hall.app(), hall.administrator(), None).await.expect("listed").batches;
        assert_eq!((listed.len(), listed[0].count(RowState::Done)), (1, 150));

        let again = preview_batch(hall.app(), hall.administrator(), asked).await.expect("looked");
        assert_eq!(again.doable(), 0);
        assert_eq!(again.rows[0].would, Err("is in Science 5 already".to_owned()));

        for _ in 0..2 {
            undo_batch(hall.app(), hall.administrator(), id, "Wrong class").await.expect("undone once");
            hall.finish(id).await;
        }
        let rows = hall.rows(hall.administrator(), id).await;
        assert_eq!(counts(&rows, RowState::Undone), 150);
        assert_eq!(hall.learn_in(hall.other).await, 0);
        let shown =
            show_batch(hall.app(), hall.administrator(), id).await.expect("the history is kept").shown;
        let undo = shown.batch.undo.expect("undone");
        assert_eq!((shown.by, undo.reason), ("Ada Ministrator".to_owned(), "Wrong class".to_owned()));
    }
}

#[tokio::test]
async fn who_moves_leaves_the_day_before_and_comes_back_with_the_dates_they_had() {
    for hall in halls(0).await {
        let before = hall.dates(hall.section(), hall.room.learners[0]).await;
        let day = crate::fixtures::today();
        let action = BatchAction::Move { from: hall.section(), to: hall.other, day };
        let some = hall.room.learners[..3].to_vec();
        // The second is there already.
        hall.do_for(hall.administrator(), enroll(hall.other), vec![some[1]], "").await;
        let id = hall.do_for(hall.administrator(), action, some.clone(), "").await;
        let rows = hall.rows(hall.administrator(), id).await;
        assert_eq!(rows[1], (RowState::Refused, "is in Science 5 already".to_owned()));
        assert_eq!((counts(&rows, RowState::Done), hall.learn_in(hall.section()).await), (2, 28));
        // One is changed by hand since: it stays as it is now.
        hall.end_places(hall.other, some[2]).await;
        hall.undo(hall.administrator(), id).await;
        let rows = hall.rows(hall.administrator(), id).await;
        assert_eq!(rows[0].0, RowState::Undone, "{rows:?}");
        assert_eq!(rows[1].0, RowState::Refused, "{rows:?}");
        assert_eq!(rows[2], (RowState::Kept, "the place that was given has other dates by now".to_owned()));
        assert_eq!(hall.dates(hall.section(), some[0]).await, before);
        assert_eq!(hall.learn_in(hall.section()).await, 29);
        assert!(rebuilt(&hall).await);
    }
}

async fn rebuilt(hall: &Hall) -> bool {
    let district = hall.room.educator.district;
    let rebuilt =
        rebuild_mastery(hall.app(), district, Rebuild::default(), |_, _| {}).await.expect("rebuilt");
    assert!(rebuilt.is_same(), "{:?}", rebuilt.differences);
    rebuilt.is_same()
}

#[tokio::test]
async fn evidence_that_is_left_out_counts_again_unless_somebody_brought_it_back() {
    for hall in halls(0).await {
        for learner in 0..4 {
            reach(&hall.room, learner, 0).await;
        }
        let action = BatchAction::Excuse { competency: Some(hall.room.targets[0]), instrument: None };
        let asked = NewBatch {
            chosen: Chosen::Section(hall.section()),
            action: action.clone(),
            reason: " ".to_owned(),
        };
        let refused = preview_batch(hall.app(), &hall.room.educator, asked).await.expect_err("no reason");
        assert!(matches!(refused, Refusal::Invalid { field: "reason", .. }), "{refused}");
        let learners = hall.room.learners[..5].to_vec();
        let id = hall.do_for(&hall.room.educator, action, learners.clone(), "The projector failed").await;
        let rows = hall.rows(&hall.room.educator, id).await;
        assert_eq!(counts(&rows, RowState::Done), 4);
        assert_eq!(rows[4], (RowState::Refused, "has nothing of this that counts".to_owned()));
        assert_eq!(hall.pieces(learners[0]).await, 0);
        assert!(rebuilt(&hall).await);
        bring_back_evidence(hall.app(), &hall.room.educator, learners[1], Sequence(1), "It was fine")
            .await
            .expect("brought back");
        hall.undo(&hall.room.educator, id).await;
        let rows = hall.rows(&hall.room.educator, id).await;
        assert_eq!(rows[1], (RowState::Kept, "somebody has brought it back already".to_owned()));
        assert_eq!((counts(&rows, RowState::Undone), hall.pieces(learners[0]).await), (3, 1));
        assert_eq!(hall.entries(learners[0]).await, 3, "the evidence, the excusal, the retraction");
        assert!(rebuilt(&hall).await);
    }
}

#[tokio::test]
async fn released_ratings_become_drafts_again_and_can_be_released_again() {
    for hall in halls(0).await {
        let educator = &hall.room.educator;
        let all = hall.room.learners[..3].to_vec();
        for learner in &all {
            hall.draft(*learner, "3").await;
        }
        let action = BatchAction::Release { section: hall.section() };
        let id = hall.do_for(educator, action.clone(), all.clone(), "").await;
        assert_eq!(counts(&hall.rows(educator, id).await, RowState::Done), 3);
        assert_eq!((hall.pieces(all[0]).await, hall.drafts().await), (1, 0));
        // The last is rated again meanwhile.
        hall.draft(all[2], "4").await;
        hall.undo(educator, id).await;
        let rows = hall.rows(educator, id).await;
        assert_eq!(rows[2], (RowState::Kept, "it was taken back or rated again since".to_owned()));
        assert_eq!((hall.pieces(all[0]).await, hall.pieces(all[2]).await, hall.drafts().await), (0, 1, 3));
        let again = hall.do_for(educator, action, all.clone(), "").await;
        assert_eq!(counts(&hall.rows(educator, again).await, RowState::Done), 3);
        assert_eq!((hall.pieces(all[0]).await, hall.drafts().await), (1, 0));
        assert!(rebuilt(&hall).await);
    }
}

#[tokio::test]
async fn a_letter_that_waits_is_taken_back_and_says_nothing_of_a_record() {
    for hall in halls(0).await {
        let (room, educator) = (&hall.room, &hall.room.educator);
        let action = BatchAction::Remind { to: Reminded::Guardians };
        let some = room.learners[..2].to_vec();
        let none = hall.do_for(educator, action.clone(), some.clone(), "").await;
        let rows = hall.rows(educator, none).await;
        assert!(rows[0].1.starts_with("no mail is sent here"), "{rows:?}");
        mail_is_set_up(&hall).await;
        change_person(room, &room.guardian, |person| {
            person.email = Some("salma@home.example".to_owned());
            person.language = Some("es".to_owned());
        })
        .await;
        let id = hall.do_for(educator, action.clone(), some.clone(), "").await;
        let rows = hall.rows(educator, id).await;
        assert_eq!(rows[0], (RowState::Done, "1 letter was queued".to_owned()));
        assert_eq!(rows[1].0, RowState::Refused, "nobody speaks for the second");
        let letters = hall.letters().await;
        assert_eq!(letters.len(), 1, "not to who may not see");
        assert!(letters[0].1.starts_with("Hola, Salma:\n"), "{letters:?}");
        for word in ["Learner", "Number", "Thing", "Mathematics", "Okafor"] {
            assert!(!letters[0].1.contains(word), "{word}: {letters:?}");
        }
        let again = hall.do_for(educator, action.clone(), some[..1].to_vec(), "").await;
        let rows = hall.rows(educator, again).await;
        assert_eq!(rows[0], (RowState::Refused, "is reminded by another letter of today".to_owned()));
        hall.undo(educator, id).await;
        assert_eq!(
            hall.rows(educator, id).await[0],
            (RowState::Undone, "1 letter was taken back".to_owned())
        );
        assert_eq!(hall.letters().await[0].0, "dropped");
        // Of another child, a letter that is sent before it is undone.
        change_person(room, &room.as_actor(3), |person| person.email = Some("l3@home.example".to_owned()))
            .await;
        let own = BatchAction::Remind { to: Reminded::Learner };
        let id = hall.do_for(educator, own, vec![room.learners[3]], "").await;
        hall.sent().await;
        hall.undo(educator, id).await;
        let kept = (RowState::Kept, "a letter that was sent cannot be taken back".to_owned());
        assert_eq!(hall.rows(educator, id).await[0], kept);
        custody(room, &room.guardian, some[0], false).await;
        let id = hall.do_for(educator, action, some[..1].to_vec(), "").await;
        assert_eq!(hall.rows(educator, id).await[0].0, RowState::Refused);
    }
}

/// Whether an action may be begun, and what its row for the first learner of the class says.
async fn tried(hall: &Hall, actor: &Actor, action: &BatchAction) -> &'static str {
    let learners = vec![hall.room.learners[0]];
    let asked =
        NewBatch { chosen: Chosen::Learners(learners), action: action.clone(), reason: "Asked".to_owned() };
    match preview_batch(hall.app(), actor, asked.clone()).await {
        Ok(looked) => {
            let row = &looked.rows[0].would;
            if *row == Err("is not a student whom you may do this for".to_owned()) {
                "not them"
            } else {
                "may"
            }
        }
        Err(Refusal::Denied(_)) => "denied",
        Err(Refusal::NotFound(_)) => "not found",
        Err(other) => panic!("{other}"),
    }
}

#[tokio::test]
async fn everybody_may_do_to_many_what_the_table_says() {
    for hall in halls(0).await {
        let room = &hall.room;
        let (here, there) = (hall.section(), hall.other);
        let lead = hall.with_role(RoleKind::ProgramLead).await;
        let counselor = hall.with_role(RoleKind::Counselor).await;
        let actions = [
            enroll(here),
            enroll(there),
            BatchAction::Move { from: here, to: there, day: crate::fixtures::today() },
            BatchAction::Excuse { competency: Some(room.targets[0]), instrument: None },
            BatchAction::Release { section: here },
            BatchAction::Remind { to: Reminded::Guardians },
        ];
        let reads = Actor { read_only: true, ..room.educator.clone() };
        let table = [
            ("the educator", &room.educator, ["may", "not found", "not found", "may", "may", "may"]),
            (
                "of another class",
                &room.stranger,
                ["not found", "not them", "not found", "not them", "not found", "not them"],
            ),
            ("an aide", &room.aide, ["denied", "not found", "denied", "not them", "denied", "not them"]),
            ("the principal", &room.principal, ["may", "may", "may", "not them", "denied", "may"]),
            ("a program lead", &lead, ["may", "may", "may", "not them", "denied", "may"]),
            ("a counselor", &counselor, ["may", "may", "may", "not them", "denied", "may"]),
            (
                "an administrator",
                hall.administrator(),
                ["may", "may", "may", "not them", "not found", "not them"],
            ),
            (
                "a guardian",
                &room.guardian,
                ["not found", "not found", "not found", "not them", "not found", "not them"],
            ),
            (
                "the learner",
                &room.as_actor(0),
                ["not found", "not found", "not found", "not them", "not found", "not them"],
            ),
            ("a token that reads", &reads, ["denied"; 6]),
        ];
        for (who, actor, expected) in table {
            for (action, expected) in actions.iter().zip(expected) {
                assert_eq!(tried(&hall, actor, action).await, expected, "{who}: {action:?}");
            }
        }
        let id = hall.do_for(&room.educator, actions[5].clone(), vec![room.learners[0]], "").await;
        for (actor, sees) in [(&room.educator, true), (hall.administrator(), true), (&room.principal, false)]
        {
            assert_eq!(show_batch(hall.app(), actor, id).await.is_ok(), sees);
            assert_eq!(undo_batch(hall.app(), actor, id, "").await.is_ok(), sees);
        }
    }
}

#[tokio::test]
async fn what_was_left_half_way_goes_on_and_who_may_not_any_more_does_nothing() {
    for hall in halls(0).await {
        let room = &hall.room;
        let action = BatchAction::Remind { to: Reminded::Guardians };
        let asked = NewBatch {
            chosen: Chosen::Section(hall.section()),
            action: enroll(hall.section()),
            reason: String::new(),
        };
        let id = start_batch(hall.app(), &room.educator, None, asked).await.expect("begun");
        let waits = undo_batch(hall.app(), &room.educator, id, "").await.expect_err("it is being done");
        assert!(matches!(waits, Refusal::Conflict(_)), "{waits}");
        hall.end_place(&room.educator).await;
        usecases::batch_steps::go_on(hall.app(), room.educator.district).await.expect("goes on");
        let rows = hall.rows(&room.educator, id).await;
        assert_eq!((rows.len(), counts(&rows, RowState::Refused)), (30, 30));
        assert!(rows[0].1.starts_with("who began this may not do it any more"), "{rows:?}");
        let nobody: Vec<LearnerId> = Vec::new();
        let asked =
            NewBatch { chosen: Chosen::Learners(nobody), action: action.clone(), reason: String::new() };
        assert!(preview_batch(hall.app(), &room.colleague, asked).await.is_err(), "nobody is chosen");
    }
}
