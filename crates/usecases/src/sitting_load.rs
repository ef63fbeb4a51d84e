//! One sitting with what it goes by, as whoever continues or looks at it needs it.

use std::sync::Arc;

use assessment::plan::Plan;
use domain::{DistrictId, SittingId, Timestamp, access::Relationship, sitting::Medium};
use store::{
    Tx,
    assessment::AssessmentRow,
    assignment::Assignment,
    sitting::{Sitting, SittingEvent},
};

use crate::{
    Actor, Refusal,
    access::{self, Action},
    chance, plans_kept,
};

/// What is said of a sitting that there is not, or that this person may not know of.
const NONE: Refusal = Refusal::NotFound("this assessment");

/// A sitting with its plan.
#[derive(Debug, Clone)]
pub(crate) struct Loaded {
    pub sitting: Sitting,
    pub plan: Arc<Plan>,
}

/// The learner's own sitting: only they go on with it.
pub(crate) async fn own(tx: &mut Tx, actor: &Actor, id: SittingId) -> Result<Loaded, Refusal> {
    let sitting = store::sitting::find(tx, actor.district, id).await?.ok_or(NONE)?;
    if sitting.learner != actor.person.as_learner() {
        return Err(NONE);
    }
    if sitting.medium == Medium::Paper && !sitting.state.has_ended() {
        return Err(Refusal::Conflict(
            "This one is on paper: answer on the sheet that you were given, or ask your teacher.".to_owned(),
        ));
    }
    with_plan(tx, actor.district, sitting).await
}

/// A sitting that `actor` may see or do something with by a relationship to its learner.
pub(crate) async fn of_learner(
    tx: &mut Tx,
    actor: &Actor,
    id: SittingId,
    action: Action,
    now: Timestamp,
) -> Result<(Loaded, Relationship), Refusal> {
    let sitting = store::sitting::find(tx, actor.district, id).await?.ok_or(NONE)?;
    let today = chance::date_of(actor.district, now);
    let relationship = match access::learner(tx, actor, sitting.learner, action, today).await {
        Err(Refusal::NotFound(_)) => return Err(NONE),
        other => other?,
    };
    Ok((with_plan(tx, actor.district, sitting).await?, relationship))
}

async fn with_plan(tx: &mut Tx, district: DistrictId, sitting: Sitting) -> Result<Loaded, Refusal> {
    let plan = plans_kept::load(tx, district, sitting.assessment, sitting.version).await?;
    Ok(Loaded { sitting, plan })
}

impl Loaded {
    /// The assessment and the assignment of the sitting.
    pub async fn given(
        &self,
        tx: &mut Tx,
        district: DistrictId,
    ) -> Result<(AssessmentRow, Assignment), Refusal> {
        let row = store::assessment::find(tx, district, self.sitting.assessment).await?.ok_or(NONE)?;
        let given = store::assignment::find(tx, district, self.sitting.assignment).await?.ok_or(NONE)?;
        Ok((row, given))
    }

    /// Notes what happened.
    pub async fn note(
        &self,
        tx: &mut Tx,
        actor: &Actor,
        what: &str,
        detail: &str,
        now: Timestamp,
    ) -> Result<(), Refusal> {
        let by = (actor.person != self.sitting.learner.as_person()).then_some(actor.person);
        let event = SittingEvent { place: 0, at: now, what: what.to_owned(), detail: detail.to_owned(), by };
        let of = (self.sitting.learner, self.sitting.id);
        Ok(store::sitting::note(tx, actor.district, of, &event).await?)
    }
}
