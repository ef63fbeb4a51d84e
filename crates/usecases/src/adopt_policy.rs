//! Adopting a changed policy: from now on, or for the past with a reason. For the past, every judgement that
//! the change concerns is made again, a few learners at a time, and what stood there before is kept, so that
//! an undo puts it back and a rebuild gives the same again.

use domain::{AdoptionId, Timestamp, text};
use store::{Tx, adoption::Adoption, policy::Recorded};

use crate::{
    Actor, App, Refusal, access, adoption_steps, chance, policy_change, policy_change::NewSetting,
    scale_change,
};

/// What is adopted, and how.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Adopt {
    /// The change; its reason is shown beside it for ever, and in *why*.
    pub change: NewSetting,
    /// Whether what was judged before is judged again.
    pub for_past: bool,
}

/// Writes the next version of a setting and adopts it. Nobody is judged yet:
/// [`finish`](crate::adoption_steps::finish) does that, and can be stopped and called again.
pub async fn adopt_policy(app: &App, actor: &Actor, asked: Adopt) -> Result<AdoptionId, Refusal> {
    access::may_write(actor)?;
    let reason = text::required(&asked.change.why, 1_000).map_err(Refusal::text("reason"))?;
    app.db
        .write((actor.clone(), asked, reason), |tx, (actor, asked, reason)| {
            // Read behind the writer: whoever records evidence after this moment finds the new version.
            Box::pin(begin(tx, actor, asked, reason, chance::now()))
        })
        .await
}

async fn begin(
    tx: &mut Tx,
    actor: &Actor,
    asked: &Adopt,
    reason: &str,
    now: Timestamp,
) -> Result<AdoptionId, Refusal> {
    if asked.for_past && asked.change.effective_from > chance::date_of(actor.district, now) {
        let why = "is to come: nothing of the past is judged by what does not count yet";
        return Err(Refusal::invalid("effective_from", why));
    }
    let district = actor.district;
    let setting = policy_change::proposed(tx, actor, &asked.change, now).await?;
    let setting = scale_change::begin(tx, district, setting).await?;
    let recorded =
        Recorded { setting: setting.clone(), recorded_by: Some(actor.person), why: reason.to_owned() };
    store::policy::add(tx, district, &recorded).await?;
    scale_change::take_over(tx, district, &setting).await?;
    let learners = if asked.for_past {
        adoption_steps::learners(tx, district, setting.scope, now).await?.len()
    } else {
        0
    };
    let adoption = Adoption {
        id: chance::adoption_id(now),
        scope: setting.scope,
        field: setting.field,
        effect: setting.effect,
        version: setting.version,
        for_past: asked.for_past,
        adopted_at: now,
        adopted_by: Some(actor.person),
        reason: reason.to_owned(),
        learners_done: 0,
        learners_in_all: i64::try_from(learners).unwrap_or(i64::MAX),
        judged_to: None,
        finished_at: (learners == 0).then_some(now),
        undo: None,
    };
    store::adoption::add(tx, district, &adoption).await?;
    Ok(adoption.id)
}
