//! The items that may come in question, grouped by the parts of the blueprint that they count for.

use std::collections::HashMap;

use domain::{ItemId, Timestamp};
use measurement::random::lot;

use super::{BankEntry, FormRequest, NoForm};
use crate::plan::{FreshForm, Part, PartOf, SelectBy};

/// Members of a class that are looked at first, per item of the form: those that the lot of exposure puts in front.
pub(super) const IN_FRONT: usize = 20;
/// Members looked at beyond, in case enemies are among them.
pub(super) const SPARE: usize = 20;

/// One item that may come in question.
#[derive(Debug)]
pub(super) struct Candidate {
    /// Its place in the bank.
    pub(super) place: usize,
    /// Its class: the parts that it counts for.
    pub(super) class: usize,
    /// When the learner saw it last.
    pub(super) seen: Option<Timestamp>,
    /// The lower, the sooner it is taken: a lot, longer for what was given often.
    pub(super) key: f64,
}

/// Items that count for the same parts.
#[derive(Debug)]
pub(super) struct Class {
    /// The parts, by place in the blueprint.
    pub(super) parts: Vec<usize>,
    /// Its candidates: what was not seen first, then what was seen longest ago; by their keys within. Sorted as far as
    /// [`IN_FRONT`] per item of the form and [`SPARE`] more; what stands behind is no better than those.
    pub(super) members: Vec<usize>,
}

/// Everything that a form is chosen from.
#[derive(Debug)]
pub(super) struct Pool<'r> {
    pub(super) bank: &'r [BankEntry],
    pub(super) parts: &'r [Part],
    pub(super) candidates: Vec<Candidate>,
    pub(super) classes: Vec<Class>,
    /// Candidates that may not come beside a candidate, both ways.
    pub(super) enemies: HashMap<usize, Vec<usize>>,
    fresh_form: FreshForm,
    needed: usize,
    /// The candidate at each place of the bank.
    by_place: Vec<Option<u32>>,
}

impl<'r> Pool<'r> {
    pub(super) fn new(request: &FormRequest<'r>) -> Result<Self, NoForm> {
        let plan = request.plan;
        let fixed = match plan.select_by {
            SelectBy::Fixed => true,
            SelectBy::Blueprint => false,
            other => return Err(NoForm::NotDrawn(other)),
        };
        let needed = if fixed { plan.fixed_items.len() } else { plan.items.unwrap_or(0) as usize };
        let parts: &[Part] = if fixed { &[] } else { &plan.blueprint };
        let mut pool = Self {
            bank: request.bank,
            parts,
            candidates: Vec::new(),
            classes: Vec::new(),
            enemies: HashMap::new(),
            fresh_form: plan.fresh_form,
            needed,
            by_place: vec![None; request.bank.len()],
        };
        if fixed {
            pool.list(request)?;
        } else {
            let every: Vec<usize> = (0..request.bank.len()).collect();
            pool.fill(request, &every);
            pool.enough()?;
        }
        Ok(pool)
    }

    /// The items of a fixed list.
    fn list(&mut self, request: &FormRequest<'_>) -> Result<(), NoForm> {
        let places: HashMap<ItemId, usize> =
            request.bank.iter().enumerate().map(|(place, entry)| (entry.id, place)).collect();
        let list = request.plan.fixed_items.iter();
        let listed = list.map(|item| places.get(item).copied().ok_or(NoForm::NotInBank(*item)));
        let listed: Vec<usize> = listed.collect::<Result<_, _>>()?;
        self.fill(request, &listed);
        if self.candidates.len() < self.needed {
            return Err(NoForm::TooFew { needed: self.needed, available: self.candidates.len() });
        }
        Ok(())
    }

    fn fill(&mut self, request: &FormRequest<'_>, places: &[usize]) {
        let mut seen: HashMap<ItemId, Timestamp> = HashMap::new();
        for (item, at) in request.seen {
            let latest = seen.entry(*item).or_insert(*at);
            *latest = (*latest).max(*at);
        }
        let mean = mean_given(request.bank);
        let mut by_parts: HashMap<Vec<usize>, usize> = HashMap::new();
        let members = Membership::new(self.parts);
        let mut parts = Vec::new();
        for &place in places {
            let entry = &request.bank[place];
            let seen = if seen.is_empty() { None } else { seen.get(&entry.id).copied() };
            if seen.is_some() && self.fresh_form == FreshForm::NeverRepeat {
                continue;
            }
            members.of(entry, &mut parts);
            if parts.is_empty() && !self.parts.is_empty() {
                continue;
            }
            let class = by_parts.get(&parts).copied().unwrap_or_else(|| {
                self.classes.push(Class { parts: parts.clone(), members: Vec::new() });
                by_parts.insert(parts.clone(), self.classes.len() - 1);
                self.classes.len() - 1
            });
            let key = key(request.seed, place, f64::from(entry.given) / mean);
            self.classes[class].members.push(self.candidates.len());
            self.by_place[place] = u32::try_from(self.candidates.len()).ok();
            self.candidates.push(Candidate { place, class, seen, key });
        }
        self.sort_front();
        self.make_enemies();
    }

    /// Sorts the members of each class as far as anybody looks.
    fn sort_front(&mut self) {
        let ignore = self.repeats_allowed();
        let front = IN_FRONT * self.needed + SPARE;
        for class in &mut self.classes {
            let before = |a: &usize, b: &usize| {
                let (a, b) = (&self.candidates[*a], &self.candidates[*b]);
                let by_seen = if ignore { std::cmp::Ordering::Equal } else { a.seen.cmp(&b.seen) };
                by_seen.then(a.key.total_cmp(&b.key)).then(a.place.cmp(&b.place))
            };
            if class.members.len() > front {
                class.members.select_nth_unstable_by(front, before);
                class.members[..front].sort_unstable_by(before);
            } else {
                class.members.sort_unstable_by(before);
            }
        }
    }

    fn make_enemies(&mut self) {
        if self.candidates.iter().all(|one| self.bank[one.place].enemies.is_empty()) {
            return;
        }
        let of_id: HashMap<ItemId, usize> = self
            .candidates
            .iter()
            .enumerate()
            .map(|(number, one)| (self.bank[one.place].id, number))
            .collect();
        for (number, one) in self.candidates.iter().enumerate() {
            for enemy in &self.bank[one.place].enemies {
                if let Some(&other) = of_id.get(enemy).filter(|other| **other != number) {
                    self.enemies.entry(number).or_default().push(other);
                    self.enemies.entry(other).or_default().push(number);
                }
            }
        }
    }

    /// Refuses what no search can mend, with the part that is short.
    fn enough(&self) -> Result<(), NoForm> {
        for (number, part) in self.parts.iter().enumerate() {
            let classes = self.classes.iter().filter(|class| class.parts.contains(&number));
            let available = classes.map(|class| class.members.len()).sum();
            if available < part.at_least as usize {
                return Err(NoForm::TooFewOf { part: part.clone(), available });
            }
        }
        if self.candidates.len() < self.needed {
            return Err(NoForm::TooFew { needed: self.needed, available: self.candidates.len() });
        }
        Ok(())
    }

    /// How many items a form has.
    pub(super) fn needed(&self) -> usize {
        self.needed
    }

    /// Whether it makes no difference that an item was seen.
    pub(super) fn repeats_allowed(&self) -> bool {
        self.fresh_form == FreshForm::RepeatsAllowed
    }

    /// Every candidate, in the order of a fixed list.
    pub(super) fn all(&self) -> Vec<usize> {
        (0..self.candidates.len()).collect()
    }

    /// When the learner saw the item at a place of the bank.
    pub(super) fn seen(&self, place: usize) -> Option<Timestamp> {
        self.candidates[(*self.by_place.get(place)?)? as usize].seen
    }

    /// The parts that a candidate counts for.
    pub(super) fn parts_of(&self, candidate: usize) -> &[usize] {
        &self.classes[self.candidates[candidate].class].parts
    }

    /// Whether a candidate is the enemy of one that is chosen.
    pub(super) fn meets_enemy(&self, candidate: usize, chosen: &[usize]) -> bool {
        self.enemies.get(&candidate).is_some_and(|enemies| enemies.iter().any(|one| chosen.contains(one)))
    }
}

/// What each competency and tag counts for.
struct Membership<'p> {
    competencies: Vec<(domain::CompetencyId, usize)>,
    tags: Vec<(&'p str, usize)>,
}

impl<'p> Membership<'p> {
    fn new(parts: &'p [Part]) -> Self {
        let mut out = Self { competencies: Vec::new(), tags: Vec::new() };
        for (number, part) in parts.iter().enumerate() {
            match &part.of {
                PartOf::Competency(id) => out.competencies.push((*id, number)),
                PartOf::Tag(tag) => out.tags.push((tag.as_str(), number)),
            }
        }
        out.competencies.sort_unstable();
        out.tags.sort_unstable();
        out
    }

    /// Writes the parts that an item counts for, in their order, each once.
    fn of(&self, entry: &BankEntry, parts: &mut Vec<usize>) {
        parts.clear();
        for id in &entry.competencies {
            let found = self.competencies.binary_search_by(|(known, _)| known.cmp(id));
            parts.extend(found.ok().map(|place| self.competencies[place].1));
        }
        for tag in &entry.tags {
            let found = self.tags.binary_search_by(|(known, _)| (*known).cmp(tag.as_str()));
            parts.extend(found.ok().map(|place| self.tags[place].1));
        }
        parts.sort_unstable();
        parts.dedup();
    }
}

fn mean_given(bank: &[BankEntry]) -> f64 {
    #[expect(clippy::cast_precision_loss, reason = "numbers of items lie far below 2^52")]
    let items = bank.len().max(1) as f64;
    (bank.iter().map(|entry| f64::from(entry.given)).sum::<f64>() / items).max(1.0)
}

/// The place of an item in a draw by weights: the lowest keys are taken (Efraimidis & Spirakis, 2006). The weight falls
/// with how often the item was given, beside the bank's mean: to an eighth at the mean itself.
fn key(seed: u64, place: usize, given_beside_mean: f64) -> f64 {
    let drawn = lot(seed, place as u64).max(f64::MIN_POSITIVE);
    -libm::log(drawn) * (1.0 + given_beside_mean).powi(3)
}

/// How many items a form can have at the very most: each part as far as its items go.
pub(super) fn most(request: &FormRequest<'_>) -> usize {
    let members = Membership::new(&request.plan.blueprint);
    let never = request.plan.fresh_form == FreshForm::NeverRepeat;
    let seen: std::collections::HashSet<ItemId> = request.seen.iter().map(|(item, _)| *item).collect();
    let may = request.bank.iter().filter(|entry| !never || !seen.contains(&entry.id));
    if request.plan.select_by == SelectBy::Fixed {
        return may.filter(|entry| request.plan.fixed_items.contains(&entry.id)).count();
    }
    if request.plan.blueprint.is_empty() {
        return may.count();
    }
    let mut available = vec![0_usize; request.plan.blueprint.len()];
    let mut counts_for = Vec::new();
    for entry in may {
        members.of(entry, &mut counts_for);
        for part in &counts_for {
            available[*part] += 1;
        }
    }
    let parts = request.plan.blueprint.iter().zip(available);
    parts.map(|(part, available)| available.min(part.at_most as usize)).sum()
}
