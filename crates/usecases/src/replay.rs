//! Judging one learner's cells as they were judged: policies as they were known and effective then.

mod cell;

use std::collections::{BTreeMap, BTreeSet, HashMap, hash_map::Entry as Slot};

use domain::{
    CompetencyId, Date, DistrictId, LearnerId, Timestamp,
    chain::Digest,
    evidence::{Entry, Sequence},
    judgement::Mastery,
};
use mastery::{Inputs, crosswalk::Crosswalk};
use store::{Tx, crosswalk::Link};

use cell::{Cell, adopted};

use crate::{
    Refusal, chance,
    judging::{Contexts, Judging},
};

/// Days whose policies are kept resolved at once.
const MOST_DAYS: usize = 64;

/// How many settings and changes of the crosswalk were known, and the day on which they applied: what
/// tells two sets of inputs apart.
type Moment = (usize, usize, Date);

/// What judging again needs, kept from learner to learner.
pub(crate) struct Replay {
    district: DistrictId,
    now: Timestamp,
    competencies: Vec<CompetencyId>,
    /// When each mastery setting was recorded, earliest first; `None` until read.
    recorded: Option<Vec<Timestamp>>,
    /// Every link that was ever adopted.
    links: Vec<Link>,
    /// All of them as if they stood.
    ever: Crosswalk,
    /// When links were adopted or ended, earliest first.
    crossed: Vec<Timestamp>,
    /// Whether a change of policy was ever adopted for the past.
    adopted: bool,
    days: HashMap<Moment, Judging>,
    /// What days that were let go had resolved.
    named: BTreeMap<Digest, String>,
    /// Whether the inputs of a digest are kept and still have it.
    kept: HashMap<Digest, bool>,
}

impl Replay {
    pub(crate) fn new(district: DistrictId) -> Self {
        Self {
            district,
            now: chance::now(),
            competencies: Vec::new(),
            recorded: None,
            links: Vec::new(),
            ever: Crosswalk::default(),
            crossed: Vec::new(),
            adopted: false,
            days: HashMap::new(),
            named: BTreeMap::new(),
            kept: HashMap::new(),
        }
    }

    /// When the rebuild began.
    pub(crate) fn now(&self) -> Timestamp {
        self.now
    }

    /// Every input that was resolved, to be kept by its digest.
    pub(crate) fn named_inputs(&self) -> Vec<(Digest, String)> {
        let mut all = self.named.clone();
        all.extend(self.days.values().flat_map(Judging::named_inputs));
        all.into_iter().collect()
    }

    /// Judges every cell of a learner from what was recorded by `by`.
    pub(crate) async fn learner(
        &mut self,
        tx: &mut Tx,
        learner: LearnerId,
        stored: &[Mastery],
        by: Option<Timestamp>,
    ) -> Result<Vec<Mastery>, Refusal> {
        let mut cells: BTreeMap<CompetencyId, Vec<Entry>> = BTreeMap::new();
        for sealed in store::evidence::histories(tx, self.district, learner, &[]).await? {
            let recorded = by.is_none_or(|by| sealed.entry.recorded_at <= by);
            if let Some(competency) = sealed.competency.filter(|_| recorded) {
                cells.entry(competency).or_default().push(sealed.entry);
            }
        }
        let mut of_cell: HashMap<CompetencyId, Vec<&Mastery>> = HashMap::new();
        for one in stored.iter().filter(|one| by.is_none_or(|by| one.judged_at <= by)) {
            of_cell.entry(one.competency).or_default().push(one);
        }
        self.know(tx).await?;
        let moments = if self.adopted {
            store::adopted_cell::moments(tx, self.district, learner).await?
        } else {
            Vec::new()
        };
        let mut contexts = HashMap::new();
        let mut judged = Vec::with_capacity(stored.len().max(cells.len()));
        let reached = cells.keys().flat_map(|one| self.ever.reached_from(*one));
        let of: BTreeSet<CompetencyId> = cells.keys().copied().chain(reached).collect();
        for competency in of {
            let Some((since, last)) = self.since(competency, &cells, by) else { continue };
            let stored = of_cell.get(&competency).map(Vec::as_slice).unwrap_or_default();
            let of_cell = moments.iter().filter(|one| one.competency == competency);
            let adopted = adopted(of_cell, (since, last), by.unwrap_or(self.now));
            let cell = Cell { learner, competency, histories: &cells, since, adopted, stored };
            judged.extend(self.cell(tx, &cell, &mut contexts).await?);
        }
        Ok(judged)
    }

    /// From when a cell is judged as it is by `by`: the last entry that it reads, or the last change of its
    /// crosswalk, with the last entry; `None` when it reads nothing.
    fn since(
        &self,
        competency: CompetencyId,
        histories: &BTreeMap<CompetencyId, Vec<Entry>>,
        by: Option<Timestamp>,
    ) -> Option<(Timestamp, Sequence)> {
        let moment = by.unwrap_or(self.now);
        let ever = self.ever.links_to(competency);
        let stands = self.links.iter().filter(|link| ever.contains(&link.carry) && link.stood_at(moment));
        let sources = Crosswalk::of(stands.map(|link| link.carry)).sources(competency);
        let read = sources.iter().chain([&competency]).filter_map(|one| histories.get(one));
        let (mut recorded, mut last) = (None, Sequence(0));
        for entry in read.flatten() {
            recorded = recorded.max(Some(entry.recorded_at));
            last = last.max(entry.sequence);
        }
        let recorded = recorded?;
        let of_cell = self.links.iter().filter(|link| ever.contains(&link.carry));
        let changes = of_cell.flat_map(|link| [Some(link.adopted_at), link.ended_at]).flatten();
        Some((changes.filter(|at| *at <= moment).fold(recorded, Timestamp::max), last))
    }

    /// Judges one cell: by the policies known at its last entry, or at the adoption that judged it after
    /// that; and as of the stored judgement where that is later because time passed; by the policies known
    /// at the stored judgement where those are the ones that it names.
    async fn cell(
        &mut self,
        tx: &mut Tx,
        cell: &Cell<'_>,
        contexts: &mut HashMap<Moment, Contexts>,
    ) -> Result<Vec<Mastery>, Refusal> {
        let mut judged = self.judge(tx, cell, cell.since, cell.since, contexts).await?;
        for (context, at) in &cell.adopted {
            let again = self.judge(tx, cell, *at, *at, contexts).await?;
            if let Some(again) = again.into_iter().find(|one| one.context == *context) {
                judged.retain(|one| one.context != *context);
                judged.push(again);
            }
        }
        for stored in cell.stored {
            let since = cell.since_in(stored.context);
            if stored.judged_at <= since {
                continue;
            }
            for policies_of in [since, stored.judged_at] {
                let again = self.judge(tx, cell, policies_of, stored.judged_at, contexts).await?;
                let fits = |one: &&Mastery| one.context == stored.context && one.inputs == stored.inputs;
                if let Some(again) = again.iter().find(fits) {
                    judged.retain(|one| one.context != stored.context);
                    judged.push(again.clone());
                    break;
                }
            }
        }
        Ok(judged)
    }

    /// Judges one cell in every context, by the policies of one moment and as of another.
    async fn judge(
        &mut self,
        tx: &mut Tx,
        cell: &Cell<'_>,
        policies_of: Timestamp,
        as_of: Timestamp,
        contexts: &mut HashMap<Moment, Contexts>,
    ) -> Result<Vec<Mastery>, Refusal> {
        let moment = self.load(tx, policies_of).await?;
        let Some(judging) = self.days.get_mut(&moment) else { return Ok(Vec::new()) };
        judging.stand_at(as_of);
        let here = match contexts.entry(moment) {
            Slot::Occupied(slot) => slot.into_mut(),
            Slot::Vacant(slot) => slot.insert(judging.contexts(tx, cell.learner).await?),
        };
        let entries = judging.entries(cell.competency, cell.histories);
        let last = entries.last().map_or(Sequence(0), |entry| entry.sequence);
        let mut judged = Vec::with_capacity(here.len());
        for (context, scopes) in here {
            let (learner, competency) = (cell.learner, cell.competency);
            judged.extend(judging.judge(learner, competency, *context, scopes, &entries, last)?);
        }
        Ok(judged)
    }

    /// What differs between a stored judgement and the one that the ledger gives, in words.
    pub(crate) async fn difference(
        &mut self,
        tx: &mut Tx,
        stored: &Mastery,
        again: &Mastery,
    ) -> Result<Option<String>, Refusal> {
        let (was, is) = (&stored.finding, &again.finding);
        let what = if stored.last_sequence < again.last_sequence {
            format!("it was judged before entry {} was recorded", again.last_sequence.0)
        } else if (&stored.rule, stored.rule_version) != (&again.rule, again.rule_version) {
            format!(
                "it was judged by {} version {}, and again by {} version {}",
                stored.rule, stored.rule_version, again.rule, again.rule_version
            )
        } else if stored.inputs != again.inputs {
            "the policy or scale that it names is not the one known then".to_owned()
        } else if was != is {
            format!("it says {}, and the ledger gives {}", in_words(was), in_words(is))
        } else if stored.why != again.why {
            "its why has another digest".to_owned()
        } else if !self.is_kept(tx, &stored.inputs).await? {
            "the inputs that it names are not kept, or were changed".to_owned()
        } else {
            return Ok(None);
        };
        Ok(Some(what))
    }

    async fn is_kept(&mut self, tx: &mut Tx, digest: &Digest) -> Result<bool, Refusal> {
        if let Some(kept) = self.kept.get(digest) {
            return Ok(*kept);
        }
        let text = store::judgement_input::find(tx, self.district, digest).await?;
        let read = text.and_then(|text| Inputs::read(&text).ok());
        let kept = read.is_some_and(|inputs| inputs.digest() == *digest);
        self.kept.insert(*digest, kept);
        Ok(kept)
    }

    /// Reads once what tells moments apart: when settings were recorded and links adopted or ended.
    async fn know(&mut self, tx: &mut Tx) -> Result<(), Refusal> {
        if self.recorded.is_some() {
            return Ok(());
        }
        let all = store::policy::list(tx, self.district).await?;
        let mut recorded: Vec<Timestamp> = all.iter().map(|one| one.setting.recorded_at).collect();
        recorded.sort_unstable();
        let placed = store::competency::frameworks(tx, self.district).await?;
        self.competencies = placed.into_iter().map(|one| one.competency).collect();
        self.links = store::crosswalk::all(tx, self.district).await?;
        self.ever = Crosswalk::of(self.links.iter().map(|link| link.carry));
        let changes = self.links.iter().flat_map(|link| [Some(link.adopted_at), link.ended_at]);
        self.crossed = changes.flatten().collect();
        self.crossed.sort_unstable();
        let adoptions = store::adoption::list(tx, self.district).await?;
        self.adopted = adoptions.iter().any(|one| one.for_past);
        self.recorded = Some(recorded);
        Ok(())
    }

    /// Loads the policies and the crosswalk of a moment, unless those of the same day with the same
    /// settings and links are there.
    async fn load(&mut self, tx: &mut Tx, as_of: Timestamp) -> Result<Moment, Refusal> {
        self.know(tx).await?;
        let known = |times: &[Timestamp]| times.partition_point(|at| *at <= as_of);
        let recorded = self.recorded.as_deref().unwrap_or_default();
        let moment = (known(recorded), known(&self.crossed), chance::date_of(self.district, as_of));
        if !self.days.contains_key(&moment) {
            if self.days.len() >= MOST_DAYS {
                self.named.extend(self.days.values().flat_map(Judging::named_inputs));
                self.days.clear();
            }
            let judging = Judging::load_as_it_was(tx, self.district, &self.competencies, as_of).await?;
            self.days.insert(moment, judging);
        }
        Ok(moment)
    }
}

fn in_words(finding: &domain::judgement::Finding) -> String {
    let value = finding.value.map_or_else(|| "not enough evidence".to_owned(), |value| value.to_string());
    let decided = if finding.decided { ", decided" } else { "" };
    format!("{value} from {} pieces{decided}", finding.evidence_count)
}
