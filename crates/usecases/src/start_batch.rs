//! Doing something to many learners at once: first the batch is written down, then its rows are done.

use domain::{BatchId, Timestamp};
use store::{Tx, batch::Batch};

use crate::{
    Actor, App, Refusal, access,
    batch_rows::Doing,
    chance,
    preview_batch::{NewBatch, checked, learners},
};

/// Writes a batch down; `batch_steps::finish` does it. A batch that was begun before under the same id by the
/// same person is that one, and nothing is done twice.
pub async fn start_batch(
    app: &App,
    actor: &Actor,
    id: Option<BatchId>,
    asked: NewBatch,
) -> Result<BatchId, Refusal> {
    access::may_write(actor)?;
    let now = chance::now();
    let id = id.unwrap_or_else(|| chance::batch_id(now));
    let asked = checked(asked)?;
    app.db
        .write((actor.clone(), asked), move |tx, (actor, asked)| Box::pin(begin(tx, actor, id, asked, now)))
        .await
}

async fn begin(
    tx: &mut Tx,
    actor: &Actor,
    id: BatchId,
    asked: &NewBatch,
    now: Timestamp,
) -> Result<BatchId, Refusal> {
    let batch = Batch {
        id,
        action: asked.action.clone(),
        reason: asked.reason.clone(),
        made_at: now,
        made_by: actor.person,
        finished_at: None,
        undo: None,
    };
    if let Some(known) = store::batch::find(tx, actor.district, id).await? {
        let same = known.made_by == actor.person && known.action == batch.action;
        return if same {
            Ok(id)
        } else {
            Err(Refusal::Conflict("This id belongs to something else.".to_owned()))
        };
    }
    let doing = Doing::load(tx, actor, &batch, now).await?;
    let learners = learners(tx, actor, &doing.standing, &asked.chosen).await?;
    let mut known = Vec::with_capacity(learners.len());
    for chunk in learners.chunks(500) {
        let ids: Vec<_> = chunk.iter().map(|learner| learner.as_person()).collect();
        let found = store::person::find_all(tx, actor.district, &ids).await?;
        known.extend(chunk.iter().filter(|one| found.iter().any(|person| person.id == one.as_person())));
    }
    if known.is_empty() {
        return Err(Refusal::invalid("learners", "are not known here"));
    }
    store::batch::add(tx, actor.district, &batch, &known).await?;
    Ok(id)
}
