//! What a learner plans to do before they try again.

use domain::{SittingId, text};

use crate::{Actor, App, Refusal, access, chance, sitting_load};

/// The most characters of a plan.
const MOST_CHARACTERS: usize = 2_000;

/// Keeps what the learner plans after a sitting of theirs that has ended.
pub async fn plan_next_try(app: &App, actor: &Actor, sitting: SittingId, plan: &str) -> Result<(), Refusal> {
    access::may_write(actor)?;
    let now = chance::now();
    let plan = text::required(plan, MOST_CHARACTERS).map_err(Refusal::text("plan"))?;
    app.db
        .write((actor.clone(), plan), move |tx, (actor, plan)| {
            Box::pin(async move {
                let loaded = sitting_load::own(tx, actor, sitting).await?;
                if !loaded.sitting.state.has_ended() {
                    return Err(Refusal::Conflict(
                        "This is not over yet: plan when you have handed in.".to_owned(),
                    ));
                }
                let of = (loaded.sitting.learner, sitting);
                Ok(store::sitting::put_reflection(tx, actor.district, of, plan, now).await?)
            })
        })
        .await
}
