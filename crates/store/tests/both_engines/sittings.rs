//! Plans, to whom they are given, and learners taking them.

use domain::{
    AssessmentId, AssignmentId, Points, SittingId,
    sitting::{Medium, ResponseState, SittingState},
};
use store::{
    StoreError, Tx,
    assessment::{AssessmentRow, PlanVersion},
    assignment::{Assignment, Unlocking},
    response::Response,
    sitting::{Sitting, SittingEvent},
};

use crate::{
    engines::on_both,
    items::item_id,
    sample::{DISTRICT, ELSEWHERE, SCHOOL, SECTION, at, learner, person},
};

const ASSESSMENT: AssessmentId = AssessmentId::from_bytes([0xA5; 16]);

const fn assignment_id(n: u8) -> AssignmentId {
    AssignmentId::from_bytes([0x60 + n; 16])
}

const fn sitting_id(n: u8) -> SittingId {
    SittingId::from_bytes([0x70 + n; 16])
}

fn assessment() -> AssessmentRow {
    AssessmentRow {
        id: ASSESSMENT,
        title: "Check: equal fractions".to_owned(),
        kind: "check".to_owned(),
        organization: None,
        section: Some(SECTION),
        version: 1,
        archived_at: None,
        made_by: person(1),
        made_at: at(1),
    }
}

fn assignment(n: u8, everybody: bool) -> Assignment {
    Assignment {
        id: assignment_id(n),
        assessment: ASSESSMENT,
        section: SECTION,
        everybody,
        opens_at: everybody.then(|| at(1)),
        closes_at: everybody.then(|| at(9)),
        proctor_code: (!everybody).then(|| "4711".to_owned()),
        made_by: person(1),
        made_at: at(i64::from(n)),
        withdrawn_at: None,
        released_at: None,
    }
}

async fn lay(tx: &mut Tx) -> Result<(), StoreError> {
    store::assessment::put(tx, DISTRICT, &assessment()).await?;
    store::assignment::put(tx, DISTRICT, &assignment(1, true), &[]).await?;
    store::assignment::put(tx, DISTRICT, &assignment(2, false), &[learner(2), learner(1)]).await
}

#[tokio::test]
async fn an_assessment_keeps_every_version_of_its_plan() {
    on_both(|tx| {
        Box::pin(async move {
            let first = assessment();
            store::assessment::put(tx, DISTRICT, &first).await?;
            let version = PlanVersion {
                assessment: ASSESSMENT,
                version: 1,
                plan: "{\"items\":\"5\"}".to_owned(),
                criteria: "6 -0.5".to_owned(),
                written_by: person(1),
                written_at: at(1),
            };
            store::assessment::add_version(tx, DISTRICT, &version).await?;
            assert_eq!(store::assessment::version(tx, DISTRICT, ASSESSMENT, 1).await?, Some(version));
            assert_eq!(store::assessment::version(tx, DISTRICT, ASSESSMENT, 2).await?, None);
            assert_eq!(store::assessment::list(tx, DISTRICT, 9).await?, std::slice::from_ref(&first));
            let changed = AssessmentRow {
                section: None,
                organization: Some(SCHOOL),
                version: 2,
                archived_at: Some(at(3)),
                ..first
            };
            store::assessment::put(tx, DISTRICT, &changed).await?;
            assert_eq!(store::assessment::find(tx, DISTRICT, ASSESSMENT).await?, Some(changed));
            assert!(store::assessment::list(tx, DISTRICT, 9).await?.is_empty(), "archived");
            Ok(())
        })
    })
    .await;
}

#[tokio::test]
async fn it_is_given_to_a_class_or_to_some_and_unlocked_for_one() {
    on_both(|tx| {
        Box::pin(async move {
            lay(tx).await?;
            let found = store::assignment::find(tx, DISTRICT, assignment_id(2)).await?;
            assert_eq!(found, Some(assignment(2, false)));
            let named = store::assignment::learners_of(tx, DISTRICT, assignment_id(2)).await?;
            assert_eq!(named, [learner(1), learner(2)]);
            let all = store::assignment::of_section(tx, DISTRICT, SECTION, 9).await?;
            assert_eq!(all, [assignment(2, false), assignment(1, true)]);
            let theirs = store::assignment::for_learner_in(tx, DISTRICT, SECTION, learner(2)).await?;
            assert_eq!(theirs.len(), 2);
            let theirs = store::assignment::for_learner_in(tx, DISTRICT, SECTION, learner(3)).await?;
            assert_eq!(theirs, [assignment(1, true)]);
            let back =
                Assignment { withdrawn_at: Some(at(5)), released_at: Some(at(6)), ..assignment(1, true) };
            store::assignment::put(tx, DISTRICT, &back, &[]).await?;
            assert!(store::assignment::for_learner_in(tx, DISTRICT, SECTION, learner(3)).await?.is_empty());
            assert!(store::assignment::of_section(tx, ELSEWHERE, SECTION, 9).await?.is_empty());

            let mut open = Unlocking {
                learner: learner(1),
                assignment: assignment_id(1),
                place: 1,
                unlocked_by: person(4),
                unlocked_at: at(2),
                until: at(3),
                reason: "It's the final".to_owned(),
                sitting: None,
            };
            store::assignment::unlock(tx, DISTRICT, &open).await?;
            open.sitting = Some(sitting_id(1));
            store::assignment::use_unlocking(tx, DISTRICT, &open).await?;
            let all = store::assignment::unlockings(tx, DISTRICT, learner(1), assignment_id(1)).await?;
            assert_eq!(all, [open]);
            Ok(())
        })
    })
    .await;
}

fn sitting(n: u8, full: bool) -> Sitting {
    Sitting {
        learner: learner(1),
        id: sitting_id(n),
        assignment: assignment_id(1),
        assessment: ASSESSMENT,
        version: 1,
        section: SECTION,
        attempt: i64::from(n),
        medium: if full { Medium::Paper } else { Medium::Screen },
        seed: -7,
        state: SittingState::Open,
        turn: 0,
        place: 0,
        items: 2,
        answered: 0,
        started_at: at(i64::from(n)),
        touched_at: at(i64::from(n)),
        deadline: full.then(|| at(60)),
        ended_at: full.then(|| at(50)),
        ended_why: full.then(|| "time".to_owned()),
        adaptive: full.then(|| vec![0, 255, 1]),
        accommodation_version: full.then_some(3),
        holder: full.then(|| "page".to_owned()),
        device: full.then(|| "A tablet's browser".to_owned()),
        network: full.then(|| "192.0.2.7".to_owned()),
        code: full.then(|| "K7QF2".to_owned()),
        points: full.then_some(Points::ONE),
        points_possible: full.then(|| Points::whole(2)),
        passed: full.then_some(false),
        rushed: full.then_some(true),
        result: String::new(),
    }
}

#[tokio::test]
async fn a_sitting_is_taken_up_where_it_was_left() {
    on_both(|tx| {
        Box::pin(async move {
            lay(tx).await?;
            let (bare, full) = (sitting(1, false), sitting(2, true));
            store::sitting::add(tx, DISTRICT, &bare).await?;
            store::sitting::add(tx, DISTRICT, &full).await?;
            assert_eq!(store::sitting::find(tx, DISTRICT, full.id).await?, Some(full.clone()));
            assert_eq!(store::sitting::find(tx, ELSEWHERE, full.id).await?, None);
            assert_eq!(store::sitting::by_code(tx, DISTRICT, "K7QF2").await?, Some(full.clone()));
            let all = store::sitting::of_learner_with(tx, DISTRICT, learner(1), ASSESSMENT).await?;
            assert_eq!(all, [bare.clone(), full.clone()]);
            let newest = store::sitting::of_learner(tx, DISTRICT, learner(1), 1).await?;
            assert_eq!(newest, std::slice::from_ref(&full));
            let given = store::sitting::of_assignment(tx, DISTRICT, assignment_id(1)).await?;
            assert_eq!(given, [bare.clone(), full.clone()]);
            let all = store::sitting::of_assessment(tx, DISTRICT, ASSESSMENT).await?;
            assert_eq!(all, [bare.clone(), full.clone()]);
            assert_eq!(store::sitting::of_assessment(tx, ELSEWHERE, ASSESSMENT).await?, []);
            let overdue = store::sitting::overdue(tx, DISTRICT, at(61), 9).await?;
            assert_eq!(overdue, std::slice::from_ref(&full));
            let fixed = Sitting {
                attempt: 1,
                medium: Medium::Screen,
                started_at: bare.started_at,
                accommodation_version: None,
                code: None,
                id: bare.id,
                ..full.clone()
            };
            store::sitting::update(tx, DISTRICT, &fixed).await?;
            assert_eq!(store::sitting::find(tx, DISTRICT, bare.id).await?, Some(fixed));
            let ended = Sitting { state: SittingState::Scored, ..full };
            store::sitting::update(tx, DISTRICT, &ended).await?;
            let left = store::sitting::overdue(tx, DISTRICT, at(61), 9).await?;
            assert_eq!(left.len(), 1);

            let of = (learner(1), sitting_id(1));
            for (n, by) in [(1, None), (2, Some(person(4)))] {
                let event = SittingEvent {
                    place: 0,
                    at: at(n),
                    what: "paused".to_owned(),
                    detail: "It's lunch".to_owned(),
                    by,
                };
                store::sitting::note(tx, DISTRICT, of, &event).await?;
            }
            let events = store::sitting::events(tx, DISTRICT, of.0, of.1).await?;
            let kept: Vec<_> = events.iter().map(|one| (one.place, one.by)).collect();
            assert_eq!(kept, [(1, None), (2, Some(person(4)))]);

            assert_eq!(store::sitting::reflection(tx, DISTRICT, of.0, of.1).await?, None);
            store::sitting::put_reflection(tx, DISTRICT, of, "Practise", at(1)).await?;
            store::sitting::put_reflection(tx, DISTRICT, of, "Ask", at(2)).await?;
            let plan = store::sitting::reflection(tx, DISTRICT, of.0, of.1).await?;
            assert_eq!(plan, Some(("Ask".to_owned(), at(2))));
            Ok(())
        })
    })
    .await;
}

fn response(place: i64, full: bool) -> Response {
    Response {
        learner: learner(1),
        sitting: sitting_id(1),
        place,
        item: item_id(u8::try_from(place).expect("small")),
        item_version: 1,
        seed: 9,
        state: if full { ResponseState::Answered } else { ResponseState::Planned },
        tries: i64::from(full),
        answer: full.then(|| "{\"RESPONSE\":{}}".to_owned()),
        outcomes: full.then(|| "{}".to_owned()),
        points: full.then_some(Points::ZERO),
        points_possible: full.then_some(Points::ONE),
        correct: full.then_some(false),
        flagged: full,
        milliseconds: 1_500,
        shown_at: full.then(|| at(1)),
        answered_at: full.then(|| at(2)),
        device_at: full.then(|| at(3)),
        repeated_from: full.then(|| sitting_id(9)),
    }
}

#[tokio::test]
async fn an_answer_stands_in_its_place() {
    on_both(|tx| {
        Box::pin(async move {
            lay(tx).await?;
            store::sitting::add(tx, DISTRICT, &sitting(1, false)).await?;
            let (first, second) = (response(0, true), response(1, false));
            store::response::put(tx, DISTRICT, &[response(0, false), second.clone()]).await?;
            store::response::put(tx, DISTRICT, std::slice::from_ref(&first)).await?;
            let found = store::response::find(tx, DISTRICT, learner(1), sitting_id(1), 0).await?;
            assert_eq!(found, Some(first.clone()));
            let all = store::response::of_sitting(tx, DISTRICT, learner(1), sitting_id(1)).await?;
            assert_eq!(all, [first.clone(), second.clone()]);
            let given = store::response::of_assignment(tx, DISTRICT, assignment_id(1)).await?;
            assert_eq!(given, [first.clone(), second]);
            let of_item = store::response::of_item(tx, DISTRICT, first.item, 9).await?;
            assert_eq!(of_item, std::slice::from_ref(&first));
            let (item, version) = (first.item, first.item_version);
            let other = store::response::sittings_with_other(tx, DISTRICT, item, version + 1).await?;
            assert_eq!(other, [], "it has not ended");
            let ended = Sitting { state: SittingState::Scored, ..sitting(1, false) };
            store::sitting::update(tx, DISTRICT, &ended).await?;
            let other = store::response::sittings_with_other(tx, DISTRICT, item, version + 1).await?;
            assert_eq!(other, [(learner(1), sitting_id(1))]);
            let same = store::response::sittings_with_other(tx, DISTRICT, item, version).await?;
            assert_eq!(same, [], "it is of this version already");
            let seen = store::response::seen_by(tx, DISTRICT, learner(1)).await?;
            assert_eq!(seen, [(first.item, sitting_id(1), at(1))], "what was not shown was not seen");
            let often = store::response::times_given(tx, DISTRICT, at(0)).await?;
            assert_eq!(often, [(first.item, 1)]);
            assert!(store::response::times_given(tx, DISTRICT, at(9)).await?.is_empty());
            assert_eq!(store::response::times_of_item(tx, DISTRICT, first.item).await?, (1, 1));
            assert_eq!(store::response::times_of_item(tx, ELSEWHERE, first.item).await?, (0, 0));
            let beside = store::response::beside_others(tx, DISTRICT, first.item, 9).await?;
            assert_eq!(beside.len(), 1);
            assert_eq!((&beside[0].response, beside[0].plan_version), (&first, ended.version));
            let scored = |one: &Response| one.points.is_some() && one.points_possible.is_some();
            assert!(!scored(&response(1, false)), "nothing else there is scored");
            assert_eq!((beside[0].others, beside[0].other_items), (0, 0));
            let share = Response {
                item: item_id(1),
                state: ResponseState::Answered,
                points: Some(Points::ONE),
                points_possible: Some(Points::whole(4)),
                ..response(5, true)
            };
            let left = Response {
                item: item_id(1),
                state: ResponseState::Skipped,
                points: Some(Points::ZERO),
                points_possible: Some(Points::ONE),
                ..response(6, true)
            };
            store::response::put(tx, DISTRICT, &[share, left]).await?;
            let beside = store::response::beside_others(tx, DISTRICT, first.item, 9).await?;
            assert_eq!((beside[0].others, beside[0].other_items), (250_000, 2));
            assert!(store::response::beside_others(tx, DISTRICT, first.item, 0).await?.is_empty());
            Ok(())
        })
    })
    .await;
}

#[tokio::test]
async fn an_erasure_takes_sittings_with_it() {
    on_both(|tx| {
        Box::pin(async move {
            lay(tx).await?;
            store::sitting::add(tx, DISTRICT, &sitting(1, true)).await?;
            store::response::put(tx, DISTRICT, &[response(0, true)]).await?;
            let of = (learner(1), sitting_id(1));
            store::sitting::put_reflection(tx, DISTRICT, of, "Practise", at(1)).await?;
            store::erasure::erase(tx, DISTRICT, learner(1), at(4)).await?;
            assert!(store::sitting::of_learner(tx, DISTRICT, learner(1), 9).await?.is_empty());
            assert!(store::response::seen_by(tx, DISTRICT, learner(1)).await?.is_empty());
            Ok(())
        })
    })
    .await;
}
