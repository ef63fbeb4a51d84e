//! Undoing a whole batch: rows that are still as it left them are undone, the others say why not.

use domain::{BatchId, Timestamp, text};
use store::{Tx, batch::BatchUndo};

use crate::{Actor, App, Refusal, access, batch_rows::Doing, chance, show_batch};

/// Begins to undo a batch; `batch_steps::finish` does it. Asked twice it is done once.
pub async fn undo_batch(app: &App, actor: &Actor, id: BatchId, reason: &str) -> Result<(), Refusal> {
    access::may_write(actor)?;
    let now = chance::now();
    let reason = text::optional(reason, 1_000).map_err(Refusal::text("reason"))?.unwrap_or_default();
    app.db
        .write((actor.clone(), reason), move |tx, (actor, reason)| {
            Box::pin(begin(tx, actor, id, reason, now))
        })
        .await
}

async fn begin(tx: &mut Tx, actor: &Actor, id: BatchId, reason: &str, now: Timestamp) -> Result<(), Refusal> {
    let found = store::batch::lock(tx, actor.district, id).await?;
    let batch = found.ok_or(Refusal::NotFound("this"))?;
    show_batch::may_see(tx, actor, &batch, chance::date_of(actor.district, now)).await?;
    if batch.undo.is_some() {
        return Ok(());
    }
    if batch.is_running() {
        return Err(Refusal::Conflict("It is still being done: undo it when it is.".to_owned()));
    }
    // Who may not do it may not undo it either.
    Doing::load(tx, actor, &batch, now).await?;
    let undo = BatchUndo { at: now, by: actor.person, reason: reason.to_owned(), finished_at: None };
    Ok(store::batch::undo(tx, actor.district, id, &undo).await?)
}
