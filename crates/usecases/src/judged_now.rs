//! What the record says of one learner at a moment, with the work that it comes from.

use std::collections::{BTreeMap, HashMap};

use domain::{
    CompetencyId, DistrictId, LearnerId, Timestamp,
    evidence::Entry,
    judgement::{Context, Finding, Mastery},
};
use store::Tx;

use crate::{Refusal, rejudging, rejudging::KeptInputs};

/// The record's judgements of one learner, and what they read.
pub(crate) struct JudgedNow {
    /// As stored.
    pub judgements: Vec<Mastery>,
    /// The inputs that they name.
    pub kept: KeptInputs,
    /// The entries that they read, by competency.
    pub histories: BTreeMap<CompetencyId, Vec<Entry>>,
    /// What each says now.
    pub found: HashMap<CompetencyId, Finding>,
}

impl JudgedNow {
    /// Loads everything; only what time has changed is judged again.
    pub async fn load(
        tx: &mut Tx,
        district: DistrictId,
        learner: LearnerId,
        now: Timestamp,
    ) -> Result<Self, Refusal> {
        let mut judgements = store::mastery::of_learner(tx, district, learner).await?;
        judgements.retain(|judgement| judgement.context == Context::Record);
        let mut kept = KeptInputs::default();
        kept.load(tx, district, &judgements).await?;
        let histories = rejudging::histories(tx, district, learner, &judgements, &kept).await?;
        let found = current(&judgements, &kept, &histories, now);
        Ok(Self { judgements, kept, histories, found })
    }
}

/// What each judgement says at `now`; only what time has changed is judged again.
fn current(
    judgements: &[Mastery],
    kept: &KeptInputs,
    histories: &BTreeMap<CompetencyId, Vec<Entry>>,
    now: Timestamp,
) -> HashMap<CompetencyId, Finding> {
    let mut found = HashMap::new();
    for judgement in judgements {
        let overdue = judgement.finding.changes_at.is_some_and(|changes| changes <= now);
        let finding = match kept.of(judgement).filter(|_| overdue) {
            Some(inputs) => {
                let entries = rejudging::entries(judgement.competency, inputs, histories);
                rejudging::at(judgement, inputs, &entries, now).finding
            }
            None => judgement.finding.clone(),
        };
        found.insert(judgement.competency, finding);
    }
    found
}
