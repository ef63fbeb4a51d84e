//! The work of a batch and of its undo, a few learners in each transaction, behind what people wait for.
//! Whoever stops half way goes on where it stopped, and two who work at once do nothing twice.

use domain::{BatchId, CompetencyId, DistrictId, LearnerId, batch::RowState};
use store::{
    Tx,
    batch::{Batch, BatchRow},
    db::Turn,
};

use crate::{
    Actor, App, Change, Refusal,
    batch_rows::{Doing, Undid},
    chance,
};

/// Learners per transaction, so that each takes less than 50 ms.
const LEARNERS: i64 = 10;

/// Transactions that the clock makes at once of a batch that nobody works on.
const STEPS_OF_A_TICK: usize = 200;

/// What an undo says why, where nobody said.
const UNDONE: &str = "Undone together with everything that was done in that step";

/// Does or undoes whatever is left, to the end.
pub async fn finish(app: &App, district: DistrictId, id: BatchId) -> Result<(), Refusal> {
    run(app, district, id, usize::MAX).await
}

/// Goes on with every batch that was left half way, some steps each; for the clock.
pub async fn go_on(app: &App, district: DistrictId) -> Result<(), Refusal> {
    let open = app
        .db
        .look_up(district, |tx, district| {
            Box::pin(async move { Ok::<_, Refusal>(store::batch::running(tx, *district).await?) })
        })
        .await?;
    for id in open {
        run(app, district, id, STEPS_OF_A_TICK).await?;
    }
    Ok(())
}

async fn run(app: &App, district: DistrictId, id: BatchId, most_steps: usize) -> Result<(), Refusal> {
    for _ in 0..most_steps {
        let step = app
            .db
            .write_in(Turn::Behind, (district, id), |tx, (district, id)| Box::pin(step(tx, *district, *id)))
            .await?;
        if !step.cells.is_empty() {
            app.tell(Change::of_judgements(district, step.cells));
        }
        if let Some(section) = step.places_of {
            app.tell(Change::of_drafts(district, Vec::new(), section));
        }
        if step.ended {
            break;
        }
    }
    Ok(())
}

/// What one transaction did.
#[derive(Default)]
struct Step {
    cells: Vec<(LearnerId, CompetencyId)>,
    places_of: Option<domain::SectionId>,
    ended: bool,
}

async fn step(tx: &mut Tx, district: DistrictId, id: BatchId) -> Result<Step, Refusal> {
    let now = chance::now();
    let mut done = Step::default();
    let Some(batch) = store::batch::lock(tx, district, id).await?.filter(Batch::is_running) else {
        return Ok(Step { ended: true, ..done });
    };
    let from = if batch.undo.is_some() { RowState::Done } else { RowState::Waiting };
    let mut rows = store::batch::rows(tx, district, id, Some(from), LEARNERS).await?;
    let by = batch.undo.as_ref().map_or(batch.made_by, |undo| undo.by);
    // In id order, as the ledger locks.
    rows.sort_by_key(|row| row.learner);
    match Doing::load(tx, &Actor::new(district, by), &batch, now).await {
        Ok(mut doing) => {
            if let Some(undo) = &batch.undo {
                doing.reason = if undo.reason.is_empty() { UNDONE.to_owned() } else { undo.reason.clone() };
            }
            for row in &mut rows {
                done.cells.extend(answer(tx, &doing, &batch, row).await?);
            }
            done.places_of = doing.section.map(|section| section.id);
        }
        // Whoever began it may not any more: the rest is answered so.
        Err(Refusal::Denied(why) | Refusal::NotFound(why)) => {
            for row in &mut rows {
                row.state = if batch.undo.is_some() { RowState::Kept } else { RowState::Refused };
                row.answer = format!("who began this may not do it any more: {why}");
            }
        }
        Err(other) => return Err(other),
    }
    for row in &mut rows {
        row.answered_at = Some(now);
        store::batch::answer(tx, district, id, row).await?;
    }
    if i64::try_from(rows.len()).is_ok_and(|answered| answered < LEARNERS) {
        if batch.undo.is_some() {
            store::batch::finish_undo(tx, district, id, now).await?;
        } else {
            store::batch::finish(tx, district, id, now).await?;
        }
        done.ended = true;
    }
    Ok(done)
}

/// Does or undoes one row, and notes what came of it.
async fn answer(
    tx: &mut Tx,
    doing: &Doing,
    batch: &Batch,
    row: &mut BatchRow,
) -> Result<Vec<(LearnerId, CompetencyId)>, Refusal> {
    if batch.undo.is_some() {
        return Ok(match doing.undo(tx, row.learner, &row.left_behind).await? {
            Undid::Undone(did) => {
                (row.state, row.answer) = (RowState::Undone, did.answer);
                did.cells
            }
            Undid::Kept(why) => {
                (row.state, row.answer) = (RowState::Kept, why);
                Vec::new()
            }
        });
    }
    Ok(match doing.act(tx, row.learner).await? {
        Ok(did) => {
            (row.state, row.answer, row.left_behind) = (RowState::Done, did.answer, did.left_behind);
            did.cells
        }
        Err(why) => {
            (row.state, row.answer) = (RowState::Refused, why);
            Vec::new()
        }
    })
}
