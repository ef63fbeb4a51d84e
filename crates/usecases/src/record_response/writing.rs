//! What a step decided is written in one short transaction.

use std::sync::Arc;

use assessment::plan::Plan;
use domain::{CompetencyId, LearnerId, Timestamp};
use store::{
    Tx,
    response::Response,
    sitting::{Sitting, SittingEvent},
};

use super::{Act, Taken, held, over};
use crate::{
    Actor, Refusal,
    sitting_end::{self, Ending},
};

/// What a step writes.
#[derive(Clone)]
pub(super) struct Written {
    pub plan: Arc<Plan>,
    pub sitting: Sitting,
    pub changed: Vec<Response>,
    pub ending: Option<Ending>,
    pub events: Vec<(String, String)>,
    pub each_answer: bool,
    pub seen_turn: i64,
    pub seen_holder: Option<String>,
    /// The page that sent it.
    pub page: String,
    pub act: Act,
}

/// Which cells were judged.
type Judged = Vec<(LearnerId, CompetencyId)>;

impl Written {
    /// Writes it, if the sitting is still where the step saw it. The other of two that came together is told where the
    /// first one left it, as if it had come after.
    pub async fn write(
        &self,
        tx: &mut Tx,
        actor: &Actor,
        now: Timestamp,
    ) -> Result<Result<Judged, Taken>, Refusal> {
        let (district, sitting) = (actor.district, &self.sitting);
        store::learner::lock(tx, district, sitting.learner, now).await?;
        let stands = store::sitting::find(tx, district, sitting.id).await?;
        let stands = stands.ok_or(Refusal::NotFound("this assessment"))?;
        // What was read a moment ago may have been gone on from since, by the same page.
        if stands.state.has_ended() {
            let by_this_page = self.act == Act::Submit || stands.turn > self.seen_turn;
            return if by_this_page { Ok(Err(Taken::Ended)) } else { Err(over()) };
        }
        if stands.turn == self.seen_turn + 1 && self.act != Act::Save {
            return Ok(Err(Taken::Before));
        }
        let elsewhere = stands.holder != self.seen_holder && stands.holder.as_ref() != Some(&self.page);
        if stands.turn != self.seen_turn || elsewhere {
            return Err(held());
        }
        store::response::put(tx, district, &self.changed).await?;
        store::sitting::update(tx, district, sitting).await?;
        for (what, detail) in &self.events {
            let event =
                SittingEvent { place: 0, at: now, what: what.clone(), detail: detail.clone(), by: None };
            store::sitting::note(tx, district, (sitting.learner, sitting.id), &event).await?;
        }
        if let Some(ending) = &self.ending {
            return ending.append(tx, district, sitting, &self.plan, now).await.map(Ok);
        }
        if self.each_answer {
            return sitting_end::append_answers(tx, district, sitting, &self.plan, &self.changed, now)
                .await
                .map(Ok);
        }
        Ok(Ok(Vec::new()))
    }
}
