//! Appending to the ledger: a batch, grouped by learner; one answer is a batch of one.

mod joined;

use std::collections::{BTreeMap, BTreeSet, HashMap};

use domain::{
    CompetencyId, DistrictId, EvidenceId, LearnerId, PersonId, Timestamp,
    chain::{content_digest, seal},
    evidence::{Entry, Fact, Sequence},
    judgement::Mastery,
};
use store::{
    Tx,
    evidence::Sealed,
    learner::{Head, Locked},
};

use joined::Chains;
pub(crate) use joined::copy_over;

use crate::{Refusal, chance, judging::Judging};

/// Something to be recorded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewEntry {
    /// Whose chain.
    pub learner: LearnerId,
    /// From the writer's idempotency key: the same id is recorded once. Fresh where there is no key.
    pub id: EvidenceId,
    /// Who writes it down; `None` for the platform itself.
    pub recorded_by: Option<PersonId>,
    /// What it says.
    pub fact: Fact,
}

/// What became of one entry of a batch, in the batch's order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Receipt {
    /// Recorded at this place of the learner's chain.
    Accepted(Sequence),
    /// It was recorded before, at this place; nothing was written.
    Repeated(Sequence),
    /// It cannot be recorded.
    Refused(String),
}

/// What appending did.
#[derive(Debug, Default)]
pub struct Appended {
    /// One receipt per entry of the batch.
    pub receipts: Vec<Receipt>,
    /// Cells that were judged again.
    pub judged: Vec<(LearnerId, CompetencyId)>,
}

impl Appended {
    /// How many entries were recorded.
    pub fn accepted(&self) -> usize {
        self.receipts.iter().filter(|receipt| matches!(receipt, Receipt::Accepted(_))).count()
    }
}

/// Appends `batch` and judges every competency it touches, once each. All entries belong to one
/// district; what cannot be recorded comes back with its reason and takes no other entry with it.
pub async fn append(
    tx: &mut Tx,
    district: DistrictId,
    batch: &[NewEntry],
    now: Timestamp,
) -> Result<Appended, Refusal> {
    let (batch, turned) = joined::redirected(tx, district, batch).await?;
    let mut by_learner: BTreeMap<LearnerId, Vec<usize>> = BTreeMap::new();
    for (place, entry) in batch.iter().enumerate() {
        by_learner.entry(entry.learner).or_default().push(place);
    }
    let mut appended =
        Appended { receipts: vec![Receipt::Accepted(Sequence(0)); batch.len()], judged: vec![] };
    // In id order, so that two batches never wait for each other in a circle. All before the crosswalk is
    // read: who adopts one judges behind these locks, and then sees what is appended here.
    let mut locked = Vec::with_capacity(by_learner.len());
    let mut merged: Vec<(LearnerId, Locked)> = Vec::new();
    for (learner, places) in by_learner {
        if let Some(found) = store::learner::lock_joined(tx, district, learner, now).await? {
            merged.extend(found.merged_into.map(|_| (learner, found)));
            locked.push((learner, places, found.head));
            continue;
        }
        for place in places {
            appended.receipts[place] = Receipt::Refused("this learner is not known here".to_owned());
        }
    }
    // The kept records of merged ones are known behind the locks only; two who meet in a circle here are told
    // by the database, and one of them is run again.
    for kept in merged.iter().filter_map(|(_, found)| found.merged_into).collect::<BTreeSet<_>>() {
        if !locked.iter().any(|(learner, ..)| *learner == kept)
            && let Some(head) = store::learner::lock(tx, district, kept, now).await?
        {
            locked.push((kept, Vec::new(), head));
        }
    }
    let named = competencies(tx, district, &batch).await?;
    let mut judging = Judging::load(tx, district, &named, now).await?;
    let (mut judgements, mut sealed, mut heads) = (Vec::new(), Vec::new(), Vec::new());
    let mut chains = Chains::new();
    for (learner, places, head) in locked {
        let mut chain = Chain { district, learner, head, now, sealed: Vec::new() };
        let touched = chain.extend(tx, &judging, &batch, &places, &mut appended.receipts).await?;
        chains.insert(learner, (chain, touched));
    }
    let carried = joined::repeat(tx, district, &mut chains, &merged).await?;
    for (learner, (chain, touched)) in chains {
        if chain.sealed.is_empty() {
            continue;
        }
        let touched = judging.with_reached(&touched);
        judgements.extend(chain.judge(tx, &mut judging, &touched).await?);
        heads.push((learner, chain.head));
        sealed.extend(chain.sealed);
        appended.judged.extend(touched.into_iter().map(|competency| (learner, competency)));
    }
    store::evidence::append(tx, district, &sealed).await?;
    store::learner::set_heads(tx, district, &heads, now).await?;
    if !carried.is_empty() {
        store::record_link::carry(tx, district, &carried).await?;
    }
    joined::receipts(tx, district, &turned, &mut appended.receipts).await?;
    store::judgement_input::keep(tx, district, &judging.named_inputs()).await?;
    store::mastery::put(tx, district, &judgements).await?;
    Ok(appended)
}

/// One learner's chain while it is being extended.
struct Chain {
    district: DistrictId,
    learner: LearnerId,
    head: Head,
    now: Timestamp,
    sealed: Vec<Sealed>,
}

impl Chain {
    /// Seals what can be recorded, writes each receipt, and returns the competencies touched.
    async fn extend(
        &mut self,
        tx: &mut Tx,
        judging: &Judging,
        batch: &[NewEntry],
        places: &[usize],
        receipts: &mut [Receipt],
    ) -> Result<BTreeSet<CompetencyId>, Refusal> {
        let ids: Vec<EvidenceId> = places.iter().map(|place| batch[*place].id).collect();
        let mut known: HashMap<EvidenceId, Sequence> = if self.head.sequence == Sequence(0) {
            HashMap::new()
        } else {
            store::evidence::known(tx, self.district, self.learner, &ids).await?.into_iter().collect()
        };
        let mut touched = BTreeSet::new();
        for place in places {
            let new = &batch[*place];
            if let Some(sequence) = known.get(&new.id) {
                receipts[*place] = Receipt::Repeated(*sequence);
                continue;
            }
            let competency = match self.checked(tx, judging, &new.fact).await? {
                Ok(competency) => competency,
                Err(why) => {
                    receipts[*place] = Receipt::Refused(why);
                    continue;
                }
            };
            self.seal(new, competency);
            known.insert(new.id, self.head.sequence);
            receipts[*place] = Receipt::Accepted(self.head.sequence);
            touched.insert(competency);
        }
        Ok(touched)
    }

    /// The competency that a fact concerns, or why it cannot be recorded.
    async fn checked(
        &self,
        tx: &mut Tx,
        judging: &Judging,
        fact: &Fact,
    ) -> Result<Result<CompetencyId, String>, Refusal> {
        Ok(match fact {
            Fact::Evidence(evidence) => match judging.scale(evidence.competency) {
                None => Err("this competency is not known here".to_owned()),
                Some(_) if evidence.worked_at > tomorrow(self.now) => {
                    Err(format!("the work cannot have been done in the future ({})", evidence.worked_at))
                }
                Some(_) if evidence.worked_at < domain::time::FIRST_MOMENT => Err(format!(
                    "the work cannot have been done before {} ({})",
                    domain::time::YEARS.start(),
                    evidence.worked_at
                )),
                Some(scale) => match &evidence.result.level {
                    Some(level) if scale.level(level).is_none() => {
                        Err(format!("the scale has no level \"{level}\""))
                    }
                    _ => Ok(evidence.competency),
                },
            },
            Fact::Decision(decision) => match judging.scale(decision.competency) {
                None => Err("this competency is not known here".to_owned()),
                Some(scale) if scale.level(&decision.level).is_none() => {
                    Err(format!("the scale has no level \"{}\"", decision.level))
                }
                Some(_) => Ok(decision.competency),
            },
            Fact::Retraction { of, .. } | Fact::Excusal { of, .. } => {
                let here = self.sealed.iter().find(|sealed| sealed.entry.sequence == *of).cloned();
                let named = match here {
                    Some(sealed) => Some(sealed),
                    None => store::evidence::find(tx, self.district, self.learner, *of).await?,
                };
                named
                    .and_then(|sealed| sealed.competency)
                    .ok_or_else(|| format!("the chain has no entry {} to take back", of.0))
            }
            Fact::Erased => Err("an erasure is not appended".to_owned()),
        })
    }

    fn seal(&mut self, new: &NewEntry, competency: CompetencyId) {
        let sequence = Sequence(self.head.sequence.0 + 1);
        let entry = Entry {
            learner: self.learner,
            sequence,
            id: new.id,
            recorded_at: self.now,
            recorded_by: new.recorded_by,
            fact: new.fact.clone(),
        };
        let salt = chance::random();
        let content = content_digest(&salt, &entry);
        let seal = seal(self.learner, sequence, &self.head.seal, &content);
        self.sealed.push(Sealed { entry, competency: Some(competency), salt: Some(salt), content, seal });
        self.head = Head { sequence, seal };
    }

    /// Judges each touched competency in each context, over what was recorded before and now about it
    /// and about what it takes in.
    async fn judge(
        &self,
        tx: &mut Tx,
        judging: &mut Judging,
        touched: &BTreeSet<CompetencyId>,
    ) -> Result<Vec<Mastery>, Refusal> {
        let wanted: BTreeSet<CompetencyId> =
            touched.iter().flat_map(|competency| judging.with_sources(*competency)).collect();
        let wanted: Vec<CompetencyId> = wanted.into_iter().collect();
        let first = self.sealed.first().is_some_and(|sealed| sealed.entry.sequence == Sequence(1));
        let earlier = if first {
            Vec::new()
        } else {
            store::evidence::histories(tx, self.district, self.learner, &wanted).await?
        };
        let contexts = judging.contexts(tx, self.learner).await?;
        let mut by_competency: BTreeMap<CompetencyId, Vec<Entry>> = BTreeMap::new();
        for sealed in earlier.into_iter().chain(self.sealed.iter().cloned()) {
            if let Some(competency) = sealed.competency {
                by_competency.entry(competency).or_default().push(sealed.entry);
            }
        }
        let mut judgements = Vec::with_capacity(wanted.len() * contexts.len());
        for competency in touched {
            let entries = judging.entries(*competency, &by_competency);
            for (context, scopes) in &contexts {
                judgements.extend(judging.judge(
                    self.learner,
                    *competency,
                    *context,
                    scopes,
                    &entries,
                    entries.last().map_or(self.head.sequence, |entry| entry.sequence),
                )?);
            }
        }
        Ok(judgements)
    }
}

/// Every competency that the batch concerns, once each; of a retraction or excusal, that of the entry
/// it names.
async fn competencies(
    tx: &mut Tx,
    district: DistrictId,
    batch: &[NewEntry],
) -> Result<Vec<CompetencyId>, Refusal> {
    let mut named = BTreeSet::new();
    for new in batch {
        match &new.fact {
            Fact::Evidence(evidence) => _ = named.insert(evidence.competency),
            Fact::Decision(decision) => _ = named.insert(decision.competency),
            Fact::Retraction { of, .. } | Fact::Excusal { of, .. } => {
                let earlier = store::evidence::find(tx, district, new.learner, *of).await?;
                named.extend(earlier.and_then(|sealed| sealed.competency));
            }
            Fact::Erased => {}
        }
    }
    Ok(named.into_iter().collect())
}

/// Clocks differ by a little and time zones by a day; beyond that it is a mistake.
fn tomorrow(now: Timestamp) -> Timestamp {
    now + jiff::SignedDuration::from_hours(24)
}
