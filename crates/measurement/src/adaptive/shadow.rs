//! Shadow tests: before each question a whole test is made that keeps every rule and holds what was given; the
//! next question is the best of it that is still free (van der Linden & Reese, 1998).

use std::sync::Arc;

use super::{
    bank::Bank,
    rules::{BadRules, Rules, Selection},
    sitting::Sitting,
};
use crate::assembly::{Assembled, Assembler, Blueprint, Settled, Solver, Start, cliques};

/// Logits from one prepared start to the next, and how far they reach.
const STEP: f64 = 0.25;
const REACH: f64 = 4.0;

/// A blueprint with what makes its tests quickly.
#[derive(Debug)]
pub(super) struct Shadow {
    assembler: Assembler,
    starts: Vec<Start>,
    pub(super) solver: Option<Arc<dyn Solver>>,
}

/// How near the best a shadow test is.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Proof {
    /// What its items are worth together, by the selection's criterion.
    pub value: f64,
    /// No test that keeps the rules is worth more.
    pub bound: f64,
    /// Linear programs that were solved for it.
    pub programs: usize,
    /// Whether another solver had to be asked.
    pub elsewhere: bool,
}

/// Rules that go with a blueprint: a fixed length, a criterion that adds up, and no second say about content.
pub(super) fn check(bank: &Bank, rules: &Rules, blueprint: &Blueprint) -> Result<(), BadRules> {
    blueprint.check(bank.len())?;
    let beside = |what| Err(BadRules::BesideBlueprint { what });
    let length = blueprint.length;
    if rules.stopping.least != length || rules.stopping.most != length {
        return beside("another length");
    }
    if !rules.quotas.is_empty() {
        return beside("quotas");
    }
    if rules.per_set.is_some() {
        return beside("a number of questions per stimulus");
    }
    if bank.items().iter().any(|entry| entry.exposure < 1.0) {
        return beside("exposure by lot (prices go with it)");
    }
    match rules.selection {
        Selection::MaximumInformation | Selection::PosteriorWeighted | Selection::KullbackLeibler => Ok(()),
        Selection::Progressive => beside("the progressive selection"),
        Selection::Stratified { .. } => beside("the stratified selection"),
        Selection::Randomesque { .. } => beside("the randomesque selection"),
    }
}

impl Shadow {
    /// Enemies of the bank join those of the blueprint.
    pub(super) fn new(bank: &Bank, blueprint: &Blueprint) -> Result<Self, BadRules> {
        let mut blueprint = blueprint.clone();
        blueprint.enemies.extend(cliques(bank.len(), |item| bank.enemies(item).to_vec()));
        let assembler = Assembler::new(bank.len(), blueprint)?;
        let mut starts: Vec<Start> = Vec::new();
        let mut theta = -REACH;
        while theta <= REACH {
            let values: Vec<f64> =
                bank.items().iter().map(|entry| entry.item.information(theta) - entry.price).collect();
            starts.push(assembler.start(&values, starts.last()));
            theta += STEP;
        }
        Ok(Self { assembler, starts, solver: None })
    }

    /// The shadow test of a sitting; `None` when its answers leave none.
    fn assemble(&self, sitting: &Sitting, values: &[f64]) -> Option<Assembled> {
        let given: Vec<usize> = sitting.state().answers.iter().map(|answer| answer.item as usize).collect();
        let barred = self.left(&given);
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped to the starts")]
        let place =
            ((sitting.estimate().theta + REACH) / STEP).round().clamp(0.0, 2.0 * REACH / STEP) as usize;
        let settled = Settled { given: &given, barred: &barred };
        let solver = self.solver.as_deref();
        self.assembler.assemble(values, settled, self.starts.get(place), solver).ok()
    }

    /// Items of sets that were begun and left: a learner does not come back to a stimulus.
    fn left(&self, given: &[usize]) -> Vec<usize> {
        let Some(last) = given.last() else { return Vec::new() };
        let sets = &self.assembler.blueprint().sets;
        let left = sets
            .iter()
            .filter(|set| !set.items.contains(last) && given.iter().any(|item| set.items.contains(item)));
        let items = left.flat_map(|set| set.items.iter().copied());
        items.filter(|item| !given.contains(item)).collect()
    }

    /// The next item, what it is worth, and how good the test behind it is: of the set at hand as long as the
    /// shadow test holds more of it, the best of the shadow test otherwise.
    pub(super) fn choose(&self, sitting: &Sitting, values: &[f64]) -> Option<(usize, f64, Proof)> {
        let Assembled { items, value, bound, programs, elsewhere } = self.assemble(sitting, values)?;
        let answers = &sitting.state().answers;
        let free = |item: &usize| answers.iter().all(|answer| answer.item as usize != *item);
        let best = |items: &mut dyn Iterator<Item = usize>| {
            items.filter(free).max_by(|a, b| values[*a].total_cmp(&values[*b]).then(b.cmp(a)))
        };
        let sets = &self.assembler.blueprint().sets;
        let at_hand = answers.last().and_then(|last| {
            let with = |item: usize| {
                sets.iter().any(|set| set.items.contains(&item) && set.items.contains(&(last.item as usize)))
            };
            best(&mut items.iter().copied().filter(|item| with(*item)))
        });
        let item = at_hand.or_else(|| best(&mut items.iter().copied()))?;
        Some((item, values[item], Proof { value, bound, programs, elsewhere }))
    }
}
