//! A file that a learner gives as an answer: looked at, kept, and only then named in the answer.

use domain::{SittingId, item::FileValue};

use crate::{
    Actor, App, Refusal, access, chance,
    keep_content::Checked,
    media::{EVERYTHING, Kind},
    sitting_load,
};

/// Keeps a file for the learner's own sitting, while it takes answers.
pub async fn keep_answer_file(
    app: &App,
    actor: &Actor,
    sitting: SittingId,
    name: &str,
    bytes: Vec<u8>,
) -> Result<FileValue, Refusal> {
    access::may_write(actor)?;
    let now = chance::now();
    let kinds: Vec<Kind> = EVERYTHING.to_vec();
    let checked = Checked::new(name, bytes, &kinds)?;
    app.db
        .write((actor.clone(), checked), move |tx, (actor, checked)| {
            Box::pin(async move {
                let loaded = sitting_load::own(tx, actor, sitting).await?;
                if loaded.sitting.state.has_ended() {
                    return Err(Refusal::Conflict("This is over: nothing more is taken.".to_owned()));
                }
                checked.keep(tx, actor.district, Some(loaded.sitting.learner), now).await
            })
        })
        .await
}
