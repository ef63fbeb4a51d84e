//! Pauses of a learner: made, ended and taken back by who answers for how the learner gets on. The reason is for
//! staff.

use domain::{Date, LearnerId, PauseId, access::Relationship, pause::Pause, text, time::Dates};

use crate::{
    Actor, App, Refusal,
    access::{self, Action},
    chance,
};

/// The most characters of a reason.
const MOST_REASON: usize = 500;

/// A pause as somebody writes it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewPause {
    /// The first day.
    pub first: Date,
    /// The last day; `None` while nobody knows.
    pub last: Option<Date>,
    /// Why.
    pub reason: String,
}

/// Whether who stands so to a learner may pause them and plan anew.
pub(crate) fn may_plan(relationship: Relationship) -> bool {
    access::reminds(relationship)
}

pub(crate) const NOT_YOURS: &str =
    "You see this learner's pace, but a teacher, counselor or principal changes it.";

/// Makes a pause.
pub async fn pause_learner(
    app: &App,
    actor: &Actor,
    learner: LearnerId,
    new: NewPause,
) -> Result<PauseId, Refusal> {
    access::may_write(actor)?;
    let now = chance::now();
    let dates = Dates::new(Some(new.first), new.last)
        .map_err(|error| Refusal::invalid("last", format!("day cannot be: {error}")))?;
    let reason = text::required(&new.reason, MOST_REASON).map_err(Refusal::text("reason"))?;
    let id = chance::pause_id(now);
    app.db
        .write((actor.clone(), learner, reason), move |tx, (actor, learner, reason)| {
            Box::pin(async move {
                let today = chance::date_of(actor.district, now);
                let relationship = access::learner(tx, actor, *learner, Action::Whole, today).await?;
                if !may_plan(relationship) {
                    return Err(Refusal::Denied(NOT_YOURS));
                }
                store::learner::lock(tx, actor.district, *learner, now).await?;
                let before = store::pause::of_learner(tx, actor.district, *learner).await?;
                let again = before
                    .iter()
                    .find(|one| one.revoked_at.is_none() && one.dates == dates && one.reason == *reason);
                if let Some(again) = again {
                    return Ok(again.id);
                }
                let pause = Pause {
                    id,
                    learner: *learner,
                    dates,
                    reason: reason.clone(),
                    made_by: actor.person,
                    made_at: now,
                    revoked_at: None,
                    revoked_by: None,
                };
                store::pause::add(tx, actor.district, &pause).await?;
                Ok(id)
            })
        })
        .await
}

/// Says until when a pause goes on; the day must not lie before its first.
pub async fn end_pause(
    app: &App,
    actor: &Actor,
    learner: LearnerId,
    pause: PauseId,
    last: Date,
) -> Result<(), Refusal> {
    access::may_write(actor)?;
    let now = chance::now();
    app.db
        .write((actor.clone(), learner), move |tx, (actor, learner)| {
            Box::pin(async move {
                let found = find(tx, actor, *learner, pause, now).await?;
                Dates::new(found.dates.begins(), Some(last))
                    .map_err(|error| Refusal::invalid("last", format!("day cannot be: {error}")))?;
                store::pause::end(tx, actor.district, *learner, pause, last).await?;
                Ok(())
            })
        })
        .await
}

/// Takes a pause back: it counts as never having been. Taken back again, nothing changes.
pub async fn take_back_pause(
    app: &App,
    actor: &Actor,
    learner: LearnerId,
    pause: PauseId,
) -> Result<(), Refusal> {
    access::may_write(actor)?;
    let now = chance::now();
    app.db
        .write((actor.clone(), learner), move |tx, (actor, learner)| {
            Box::pin(async move {
                find(tx, actor, *learner, pause, now).await?;
                store::pause::revoke(tx, actor.district, *learner, pause, actor.person, now).await?;
                Ok(())
            })
        })
        .await
}

async fn find(
    tx: &mut store::Tx,
    actor: &Actor,
    learner: LearnerId,
    pause: PauseId,
    now: domain::Timestamp,
) -> Result<Pause, Refusal> {
    let today = chance::date_of(actor.district, now);
    let relationship = access::learner(tx, actor, learner, Action::Whole, today).await?;
    if !may_plan(relationship) {
        return Err(Refusal::Denied(NOT_YOURS));
    }
    let all = store::pause::of_learner(tx, actor.district, learner).await?;
    all.into_iter().find(|one| one.id == pause).ok_or(Refusal::NotFound("this pause"))
}
