//! Judging again because time passed: the same entries and kept inputs, at a later moment.

use std::{
    borrow::Cow,
    collections::{BTreeMap, BTreeSet, HashMap},
};

use domain::{
    CompetencyId, DistrictId, LearnerId, Timestamp,
    chain::Digest,
    evidence::{Entry, Sequence},
    judgement::Mastery,
};
use mastery::{Case, Inputs, judge};
use store::{StoreError, Tx};

use crate::{Refusal, measured_sets};

/// Inputs that judgements name, read once each.
#[derive(Debug, Default)]
pub struct KeptInputs {
    read: HashMap<Digest, Inputs>,
}

impl KeptInputs {
    /// Reads what `judgements` name.
    pub async fn load(
        &mut self,
        tx: &mut Tx,
        district: DistrictId,
        judgements: impl IntoIterator<Item = &Mastery>,
    ) -> Result<(), Refusal> {
        for judgement in judgements {
            let digest = judgement.inputs;
            if self.read.contains_key(&digest) {
                continue;
            }
            let text = store::judgement_input::find(tx, district, &digest).await?;
            let inputs = text.as_deref().and_then(|text| Inputs::read(text).ok());
            let missing =
                || StoreError::Corrupt { column: "inputs", value: text.clone().unwrap_or_default() };
            let mut inputs = inputs.ok_or_else(missing)?;
            measured_sets::bring(tx, district, &mut inputs).await?;
            self.read.insert(digest, inputs);
        }
        Ok(())
    }

    /// The inputs of a judgement that was loaded.
    pub fn of(&self, judgement: &Mastery) -> Option<&Inputs> {
        self.read.get(&judgement.inputs)
    }
}

/// Judges `stored` again as of `now`, over what each has read of the ledger, by the inputs it names.
pub async fn again(
    tx: &mut Tx,
    district: DistrictId,
    stored: Vec<Mastery>,
    now: Timestamp,
) -> Result<Vec<Mastery>, Refusal> {
    let mut kept = KeptInputs::default();
    kept.load(tx, district, &stored).await?;
    let mut by_learner: BTreeMap<LearnerId, Vec<Mastery>> = BTreeMap::new();
    for judgement in stored {
        by_learner.entry(judgement.learner).or_default().push(judgement);
    }
    let mut judged = Vec::new();
    for (learner, judgements) in by_learner {
        let histories = histories(tx, district, learner, &judgements, &kept).await?;
        for judgement in judgements {
            if let Some(inputs) = kept.of(&judgement) {
                let entries = entries(judgement.competency, inputs, &histories);
                judged.push(at(&judgement, inputs, &entries, now));
            }
        }
    }
    Ok(judged)
}

/// One learner's entries about each competency of `judgements` and about each that one takes in, in chain
/// order.
pub async fn histories(
    tx: &mut Tx,
    district: DistrictId,
    learner: LearnerId,
    judgements: &[Mastery],
    kept: &KeptInputs,
) -> Result<BTreeMap<CompetencyId, Vec<Entry>>, Refusal> {
    let mut wanted: Vec<CompetencyId> = judgements.iter().map(|judgement| judgement.competency).collect();
    for inputs in judgements.iter().filter_map(|judgement| kept.of(judgement)) {
        wanted.extend(inputs.carried().iter().map(|link| link.old));
    }
    wanted.sort_unstable();
    wanted.dedup();
    let mut histories: BTreeMap<CompetencyId, Vec<Entry>> = BTreeMap::new();
    if wanted.is_empty() {
        return Ok(histories);
    }
    for sealed in store::evidence::histories(tx, district, learner, &wanted).await? {
        if let Some(competency) = sealed.competency {
            histories.entry(competency).or_default().push(sealed.entry);
        }
    }
    Ok(histories)
}

/// What a judgement by `inputs` reads: the competency's own entries and those it takes in, in chain order.
pub fn entries<'h>(
    competency: CompetencyId,
    inputs: &Inputs,
    histories: &'h BTreeMap<CompetencyId, Vec<Entry>>,
) -> Cow<'h, [Entry]> {
    if inputs.carried().is_empty() {
        return Cow::Borrowed(histories.get(&competency).map(Vec::as_slice).unwrap_or_default());
    }
    let mut read: BTreeSet<CompetencyId> = inputs.carried().iter().map(|link| link.old).collect();
    read.insert(competency);
    Cow::Owned(merged(read, histories))
}

/// The entries about `competencies`, in chain order.
pub fn merged(
    competencies: impl IntoIterator<Item = CompetencyId>,
    histories: &BTreeMap<CompetencyId, Vec<Entry>>,
) -> Vec<Entry> {
    let found = competencies.into_iter().filter_map(|competency| histories.get(&competency));
    let mut entries: Vec<Entry> = found.flatten().cloned().collect();
    entries.sort_by_key(|entry| entry.sequence);
    entries
}

/// What `judgement` says at `now`.
pub fn at(judgement: &Mastery, inputs: &Inputs, entries: &[Entry], now: Timestamp) -> Mastery {
    let read = read_by(entries, judgement.last_sequence);
    let found = judge(&Case { entries: read, competency: judgement.competency, inputs, as_of: now });
    Mastery {
        finding: found.finding,
        rule_version: found.rule_version,
        why: found.why,
        judged_at: now,
        ..judgement.clone()
    }
}

/// The entries up to `last`; `entries` are in chain order.
pub fn read_by(entries: &[Entry], last: Sequence) -> &[Entry] {
    &entries[..entries.partition_point(|entry| entry.sequence <= last)]
}
