//! Adoptions of changed policies, and the judgements that they replaced.

use domain::{
    AdoptionId, Points,
    evidence::Sequence,
    judgement::{Context, Finding, Mastery},
    people::SectionRole,
    policy::{Effect, Scope, ScopeKind},
};
use store::{
    adopted_cell::{AdoptedCell, NewJudgement, Turned},
    adoption::{Adoption, Undo},
};

use crate::{
    engines::on_both,
    sample::{DISTRICT, ELSEWHERE, SECTION, at, competency, learner, person, some},
};

fn id(n: u8) -> AdoptionId {
    AdoptionId::from_bytes([n; 16])
}

fn adoption(n: u8, full: bool) -> Adoption {
    Adoption {
        id: id(n),
        scope: Scope { kind: ScopeKind::School, id: [9; 16] },
        field: "mastery.cut_percent".to_owned(),
        effect: Effect::Lock,
        version: 3,
        for_past: full,
        adopted_at: at(i64::from(n)),
        adopted_by: full.then(|| person(1)),
        reason: if full { "Agreed with the schools" } else { "" }.to_owned(),
        learners_done: 0,
        learners_in_all: 40,
        judged_to: None,
        finished_at: (!full).then(|| at(i64::from(n))),
        undo: None,
    }
}

fn judgement(n: u8, context: Context, sequence: i64) -> Mastery {
    Mastery {
        learner: learner(n),
        competency: competency(1),
        context,
        finding: Finding {
            value: Some(Points::whole(3)),
            level: some("3"),
            mastered: true,
            trend: Some(Points::from_millionths(-500_000)),
            evidence_count: 4,
            last_worked_at: Some(at(-60)),
            decided: true,
            changes_at: Some(at(100)),
        },
        rule: "decaying_average".to_owned(),
        rule_version: 1,
        inputs: [7; 32],
        last_sequence: Sequence(sequence),
        why: [8; 32],
        judged_at: at(1),
    }
}

fn cell(n: u8, context: Context, turn: &str, before: Option<Mastery>) -> AdoptedCell {
    let full = before.is_some();
    AdoptedCell {
        learner: learner(n),
        competency: competency(1),
        context,
        turn: turn.to_owned(),
        new: NewJudgement {
            value: full.then(|| Points::from_millionths(2_500_000)),
            level: if full { some("2") } else { None },
            mastered: false,
            inputs: [9; 32],
            read_to: Sequence(12),
        },
        before,
    }
}

#[tokio::test]
async fn an_adoption_goes_on_and_is_undone_step_by_step() {
    on_both(|tx| {
        Box::pin(async move {
            for (n, full) in [(1, false), (2, true), (3, false), (4, true)] {
                store::adoption::add(tx, DISTRICT, &adoption(n, full)).await?;
            }
            let read = store::adoption::find(tx, DISTRICT, id(2)).await?;
            assert_eq!(read, Some(adoption(2, true)));
            let all = store::adoption::list(tx, DISTRICT).await?;
            assert_eq!(all.iter().map(|one| one.id).collect::<Vec<_>>(), [id(4), id(3), id(2), id(1)]);
            assert_eq!(all[3], adoption(1, false));
            assert!(store::adoption::list(tx, ELSEWHERE).await?.is_empty());
            assert_eq!(store::adoption::running(tx, DISTRICT).await?, [id(2), id(4)]);
            store::adoption::judged(tx, DISTRICT, id(2), (Some(learner(2)), 20), None).await?;
            store::adoption::judged(tx, DISTRICT, id(2), (Some(learner(4)), 20), Some(at(30))).await?;
            let done = store::adoption::lock(tx, DISTRICT, id(2)).await?.expect("it is there");
            assert_eq!((done.learners_done, done.judged_to), (40, Some(learner(4))));
            assert_eq!((done.finished_at, done.is_running()), (Some(at(30)), false));
            assert_eq!(store::adoption::running(tx, DISTRICT).await?, [id(4)]);
            let undo = Undo {
                at: at(40),
                by: Some(person(2)),
                reason: "Too soon".to_owned(),
                version: Some(4),
                learners_restored: 0,
                restored_to: None,
                finished_at: None,
            };
            store::adoption::undo(tx, DISTRICT, id(2), &undo).await?;
            assert_eq!(store::adoption::running(tx, DISTRICT).await?, [id(2), id(4)]);
            store::adoption::restored(tx, DISTRICT, id(2), (Some(learner(3)), 3), Some(at(50))).await?;
            let undone = store::adoption::find(tx, DISTRICT, id(2)).await?.expect("it is there");
            let expected = Undo {
                learners_restored: 3,
                restored_to: Some(learner(3)),
                finished_at: Some(at(50)),
                ..undo.clone()
            };
            assert_eq!((undone.undo, undone.learners_done), (Some(expected), 40));
            let bare = Undo { by: None, version: None, finished_at: Some(at(41)), ..undo };
            store::adoption::undo(tx, DISTRICT, id(3), &bare).await?;
            let undone = store::adoption::find(tx, DISTRICT, id(3)).await?.expect("it is there");
            assert_eq!((undone.stands(), undone.is_running(), undone.undo), (false, false, Some(bare)));
            assert_eq!(store::adoption::lock(tx, DISTRICT, id(9)).await?, None);
            Ok(())
        })
    })
    .await;
}

#[tokio::test]
async fn what_was_replaced_reads_back_as_it_stood() {
    on_both(|tx| {
        Box::pin(async move {
            for n in [1, 2] {
                store::adoption::add(tx, DISTRICT, &adoption(n, true)).await?;
            }
            let (record, own) = (Context::Record, Context::Section(SECTION));
            let before = judgement(1, record, 12);
            let cells = [
                cell(1, record, "down", Some(before.clone())),
                cell(1, own, "judged", None),
                cell(2, record, "same", Some(judgement(2, record, 12))),
                cell(3, record, "down", Some(judgement(3, record, 12))),
            ];
            store::adopted_cell::add(tx, DISTRICT, id(1), &cells).await?;
            store::adopted_cell::add(tx, DISTRICT, id(1), &cells).await?;
            let next = store::adopted_cell::of_next(tx, DISTRICT, id(1), None, 2).await?;
            assert_eq!(next, &cells[..3]);
            let next = store::adopted_cell::of_next(tx, DISTRICT, id(1), Some(learner(2)), 2).await?;
            assert_eq!(next, &cells[3..]);
            let turned = store::adopted_cell::turned(tx, DISTRICT, id(1), 10).await?;
            assert_eq!(turned.len(), 3);
            assert_eq!(store::adopted_cell::turned(tx, DISTRICT, id(1), 1).await?, &cells[..1]);
            assert_eq!(store::adopted_cell::learners_turned(tx, DISTRICT, id(1)).await?, 2);
            let turned = |turn: &str, was_mastered, cells| Turned {
                turn: turn.to_owned(),
                was_mastered,
                is_mastered: false,
                cells,
            };
            assert_eq!(
                store::adopted_cell::counted(tx, DISTRICT, id(1)).await?,
                [turned("down", true, 2), turned("judged", false, 1), turned("same", true, 1)]
            );
            // Something came in for one of them since.
            store::mastery::put(tx, DISTRICT, &[judgement(1, record, 13), judgement(3, record, 12)]).await?;
            let since = store::adopted_cell::judged_since(tx, DISTRICT, id(1), 10).await?;
            assert_eq!(since, [(cells[0].clone(), judgement(1, record, 13))]);
            assert_eq!(store::adopted_cell::count_judged_since(tx, DISTRICT, id(1)).await?, 1);
            assert_eq!(store::adopted_cell::taken_over_by(tx, DISTRICT, id(1)).await?, None);
            store::adopted_cell::add(tx, DISTRICT, id(2), &cells[3..]).await?;
            assert_eq!(store::adopted_cell::taken_over_by(tx, DISTRICT, id(1)).await?, Some(id(2)));
            assert_eq!(store::adopted_cell::taken_over_by(tx, DISTRICT, id(2)).await?, None);
            let moments = store::adopted_cell::moments(tx, DISTRICT, learner(3)).await?;
            let found: Vec<_> = moments.iter().map(|one| (one.adoption, one.at, one.undone_at)).collect();
            assert_eq!(found, [(id(1), at(1), None), (id(2), at(2), None)]);
            assert_eq!((moments[0].read_to, moments[0].inputs), (Sequence(12), [9; 32]));
            assert!(store::adopted_cell::moments(tx, ELSEWHERE, learner(3)).await?.is_empty());
            Ok(())
        })
    })
    .await;
}

#[tokio::test]
async fn ranges_of_learners_hold_both_ends() {
    on_both(|tx| {
        Box::pin(async move {
            let (record, own) = (Context::Record, Context::Section(SECTION));
            let all = [judgement(1, record, 1), judgement(1, own, 1), judgement(2, record, 1)];
            store::mastery::put(tx, DISTRICT, &all).await?;
            for (first, last, expected) in [(1, 1, 2), (1, 2, 3), (2, 9, 1), (3, 9, 0)] {
                let (first, last) = (learner(first), learner(last));
                let found = store::mastery::between(tx, DISTRICT, first, last).await?;
                assert_eq!(found.len(), expected, "{first} {last}");
            }
            store::mastery::remove_one(tx, DISTRICT, learner(1), competency(1), own).await?;
            let left = store::mastery::between(tx, DISTRICT, learner(1), learner(2)).await?;
            assert_eq!(left, [all[0].clone(), all[2].clone()]);
            let places = store::enrollment::with_role(tx, DISTRICT, SectionRole::Learner).await?;
            assert_eq!(places.len(), 5);
            assert!(store::enrollment::with_role(tx, ELSEWHERE, SectionRole::Learner).await?.is_empty());
            Ok(())
        })
    })
    .await;
}
