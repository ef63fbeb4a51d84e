//! Judging one learner's cells as they were judged: policies as they were known and effective then.

mod cell;
mod difference;

use std::collections::{BTreeMap, BTreeSet, HashMap, hash_map::Entry as Slot};

use domain::{
    CompetencyId, Date, DistrictId, LearnerId, Timestamp,
    chain::Digest,
    evidence::{Entry, Sequence},
    judgement::Mastery,
};
use mastery::crosswalk::Crosswalk;
use store::{Tx, crosswalk::Link};

use cell::{Cell, adopted};

use crate::{
    Refusal, chance,
    judging::{Contexts, Judging},
};

/// Days whose policies are kept resolved at once.
const MOST_DAYS: usize = 64;

/// How many settings, changes of the crosswalk and sets measured beforehand were known, and the day on which
/// they applied: what tells two sets of inputs apart.
type Moment = (usize, usize, usize, Date);

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
    /// When sets that are judged by came in, earliest first.
    measured: Vec<Timestamp>,
    /// Which set the inputs of a digest name.
    sets: HashMap<Digest, Option<Digest>>,
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
            measured: Vec::new(),
            sets: HashMap::new(),
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

    /// The set measured beforehand that a judgement of this rebuild was made with.
    pub(crate) fn set_of(&mut self, judged: &Mastery) -> Option<Digest> {
        if self.measured.is_empty() {
            return None;
        }
        let days = &self.days;
        let found = || days.values().find_map(|judging| judging.named_set(&judged.inputs));
        *self.sets.entry(judged.inputs).or_insert_with(found)
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
        let sets = store::measured_set::list(tx, self.district).await?;
        self.measured = sets.iter().map(|one| one.recorded_at).collect();
        self.measured.sort_unstable();
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
        let day = chance::date_of(self.district, as_of);
        let moment = (known(recorded), known(&self.crossed), known(&self.measured), day);
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
