//! The items that may come in question, grouped by the parts of the blueprint that they count for.

use std::collections::HashMap;

use domain::{ItemId, Timestamp};
use measurement::random::lot;

use super::{BankEntry, FormRequest, NoForm};
use crate::plan::{FreshForm, Part, PartOf, SelectBy};

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
    /// Its candidates: what was not seen first, then what was seen longest ago; by their keys within.
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
    by_place: HashMap<usize, usize>,
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
            by_place: HashMap::new(),
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
        for &place in places {
            let entry = &request.bank[place];
            let seen = seen.get(&entry.id).copied();
            if seen.is_some() && self.fresh_form == FreshForm::NeverRepeat {
                continue;
            }
            let parts = members.of(entry);
            if parts.is_empty() && !self.parts.is_empty() {
                continue;
            }
            let class = *by_parts.entry(parts).or_insert_with_key(|parts| {
                self.classes.push(Class { parts: parts.clone(), members: Vec::new() });
                self.classes.len() - 1
            });
            let key = key(request.seed, place, f64::from(entry.given) / mean);
            self.classes[class].members.push(self.candidates.len());
            self.by_place.insert(place, self.candidates.len());
            self.candidates.push(Candidate { place, class, seen, key });
        }
        let ignore = self.repeats_allowed();
        for class in &mut self.classes {
            class.members.sort_by(|a, b| {
                let (a, b) = (&self.candidates[*a], &self.candidates[*b]);
                let by_seen = if ignore { std::cmp::Ordering::Equal } else { a.seen.cmp(&b.seen) };
                by_seen.then(a.key.total_cmp(&b.key)).then(a.place.cmp(&b.place))
            });
        }
        self.make_enemies();
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
        self.candidates[*self.by_place.get(&place)?].seen
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
    competencies: HashMap<domain::CompetencyId, usize>,
    tags: HashMap<&'p str, usize>,
}

impl<'p> Membership<'p> {
    fn new(parts: &'p [Part]) -> Self {
        let mut out = Self { competencies: HashMap::new(), tags: HashMap::new() };
        for (number, part) in parts.iter().enumerate() {
            match &part.of {
                PartOf::Competency(id) => out.competencies.insert(*id, number),
                PartOf::Tag(tag) => out.tags.insert(tag.as_str(), number),
            };
        }
        out
    }

    /// The parts that an item counts for, in their order, each once.
    fn of(&self, entry: &BankEntry) -> Vec<usize> {
        let by_competency = entry.competencies.iter().filter_map(|id| self.competencies.get(id));
        let by_tag = entry.tags.iter().filter_map(|tag| self.tags.get(tag.as_str()));
        let mut parts: Vec<usize> = by_competency.chain(by_tag).copied().collect();
        parts.sort_unstable();
        parts.dedup();
        parts
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
    for entry in may {
        for part in members.of(entry) {
            available[part] += 1;
        }
    }
    let parts = request.plan.blueprint.iter().zip(available);
    parts.map(|(part, available)| available.min(part.at_most as usize)).sum()
}
