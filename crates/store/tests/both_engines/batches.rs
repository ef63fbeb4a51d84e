//! What was done to many, row by row.

use domain::{
    BatchId, CompetencyId, SectionId,
    batch::{BatchAction, Reminded, RowState},
};
use store::batch::{Batch, BatchRow, BatchUndo};

use crate::{
    engines::on_both,
    sample::{DISTRICT, ELSEWHERE, at, bare_person, day, learner, person, some},
};

fn batch(n: u8, action: BatchAction) -> Batch {
    Batch {
        id: BatchId::from_bytes([n; 16]),
        action,
        reason: "It's due".to_owned(),
        made_at: at(i64::from(n)),
        made_by: person(2),
        finished_at: None,
        undo: None,
    }
}

#[tokio::test]
async fn every_action_is_read_back_as_it_was_written() {
    on_both(|tx| {
        Box::pin(async move {
            let section = SectionId::from_bytes([8; 16]);
            let other = SectionId::from_bytes([9; 16]);
            let competency = Some(CompetencyId::from_bytes([7; 16]));
            let first = day("2026-11-30");
            let actions = [
                BatchAction::Enroll { section, day: first },
                BatchAction::Move { from: section, to: other, day: first },
                BatchAction::Excuse { competency, instrument: some("quiz") },
                BatchAction::Excuse { competency, instrument: None },
                BatchAction::Excuse { competency: None, instrument: some("quiz") },
                BatchAction::Release { section },
                BatchAction::Remind { to: Reminded::Guardians },
                BatchAction::Remind { to: Reminded::Learner },
            ];
            for (n, action) in (1..).zip(actions) {
                let one = batch(n, action);
                assert!(store::batch::add(tx, DISTRICT, &one, &[]).await?);
                assert!(!store::batch::add(tx, DISTRICT, &one, &[]).await?, "once");
                assert_eq!(store::batch::find(tx, DISTRICT, one.id).await?, Some(one.clone()));
                assert_eq!(store::batch::find(tx, ELSEWHERE, one.id).await?, None);
            }
            let first = store::batch::list(tx, DISTRICT, Some(person(2)), None, 3).await?;
            assert_eq!(first.iter().map(|one| one.made_at).collect::<Vec<_>>(), [at(8), at(7), at(6)]);
            let rest = store::batch::list(tx, DISTRICT, None, Some(first[2].id), 99).await?;
            assert_eq!(rest.len(), 5);
            assert!(store::batch::list(tx, DISTRICT, Some(person(1)), None, 9).await?.is_empty());
            Ok(())
        })
    })
    .await;
}

#[tokio::test]
async fn rows_are_answered_one_after_another_and_a_batch_is_undone_once_they_are() {
    on_both(|tx| {
        Box::pin(async move {
            let people: Vec<_> = (40..43).map(|n| bare_person(person(n), "Noor", "Haddad")).collect();
            store::person::put(tx, DISTRICT, &people).await?;
            let all: Vec<_> = (40..43).map(learner).collect();
            let one = batch(1, BatchAction::Remind { to: Reminded::Learner });
            store::batch::add(tx, DISTRICT, &one, &all).await?;
            assert_eq!(store::batch::running(tx, DISTRICT).await?, [one.id]);
            let rows = store::batch::rows(tx, DISTRICT, one.id, Some(RowState::Waiting), 2).await?;
            assert_eq!(rows.iter().map(|row| row.learner).collect::<Vec<_>>(), all[..2]);
            let done = BatchRow {
                state: RowState::Done,
                answer: "it's done".to_owned(),
                left_behind: "a\u{1f}b".to_owned(),
                answered_at: Some(at(5)),
                ..rows[1].clone()
            };
            store::batch::answer(tx, DISTRICT, one.id, &done).await?;
            let all_rows = store::batch::rows(tx, DISTRICT, one.id, None, 9).await?;
            assert_eq!((all_rows.len(), &all_rows[1]), (3, &done));
            let counts = store::batch::counts(tx, DISTRICT, one.id).await?;
            assert_eq!(counts, [(RowState::Done, 1), (RowState::Waiting, 2)]);
            store::batch::finish(tx, DISTRICT, one.id, at(6)).await?;
            assert!(store::batch::running(tx, DISTRICT).await?.is_empty());
            let undo = BatchUndo { at: at(7), by: person(3), reason: String::new(), finished_at: None };
            store::batch::undo(tx, DISTRICT, one.id, &undo).await?;
            assert_eq!(store::batch::running(tx, DISTRICT).await?, [one.id]);
            store::batch::finish_undo(tx, DISTRICT, one.id, at(8)).await?;
            let undo = Some(BatchUndo { finished_at: Some(at(8)), ..undo });
            let expected = Batch { finished_at: Some(at(6)), undo, ..one.clone() };
            assert_eq!(store::batch::lock(tx, DISTRICT, one.id).await?, Some(expected));
            assert!(store::batch::running(tx, DISTRICT).await?.is_empty());
            Ok(())
        })
    })
    .await;
}
