//! Tests made from a blueprint.

use super::{
    blueprint::{BadBlueprint, Blueprint, RuleName},
    program::{Effort, Prepared, Row, Solution, Solver, ZeroOne},
    simplex::Basis,
};
use crate::random::Generator;

/// A branch that promises less than this share more is not looked at.
pub const GAP: f64 = 1e-6;
/// Linear programs before another solver is asked.
const MOST_NODES: usize = 400;
/// Linear programs of one question while a conflict is narrowed down.
const CONFLICT_NODES: usize = 2_000;

/// A blueprint with its bank, ready to make tests. Shared by all sittings.
#[derive(Debug, Clone)]
pub struct Assembler {
    blueprint: Blueprint,
    items: usize,
    prepared: Prepared,
    /// Which rule each row is of.
    rules: Vec<RuleName>,
}

/// Where assembling may begin: near a solution for near values.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Start(Basis);

/// A whole test.
#[derive(Debug, Clone, PartialEq)]
pub struct Assembled {
    /// Its items, lowest place first, those given already among them.
    pub items: Vec<usize>,
    /// What they are worth together.
    pub value: f64,
    /// No test that keeps the rules is worth more.
    pub bound: f64,
    /// Linear programs that were solved for it.
    pub programs: usize,
    /// Whether another solver had to be asked.
    pub elsewhere: bool,
}

/// What is settled before a test is made.
#[derive(Debug, Clone, Copy, Default)]
pub struct Settled<'s> {
    /// Items that the test must hold: those given already.
    pub given: &'s [usize],
    /// Items that it must not hold.
    pub barred: &'s [usize],
}

impl Assembler {
    /// Checks the blueprint for a bank of so many items, and that a test can be made at all.
    ///
    /// Errors: [`BadBlueprint`]; rules that contradict each other are named, as few as possible.
    pub fn new(items: usize, blueprint: Blueprint) -> Result<Self, BadBlueprint> {
        blueprint.check(items)?;
        let short = blueprint.content.iter().position(|rule| rule.at_least > rule.items.len());
        if let Some(place) = short {
            let rules = vec![RuleName::Content(place)];
            return Err(BadBlueprint::Conflict { rules, irreducible: true });
        }
        let (rows, rules) = rows(items, &blueprint);
        let columns = items + blueprint.sets.len();
        let out = Self { blueprint, items, prepared: Prepared::new(columns, rows), rules };
        match out.possible(&out.prepared, &[], usize::MAX) {
            Some(false) => Err(out.conflict(&[])),
            _ => Ok(out),
        }
    }

    /// The blueprint.
    pub fn blueprint(&self) -> &Blueprint {
        &self.blueprint
    }

    /// Where assembling for values near these may begin; `after` is a start for values near these.
    ///
    /// Shape: one finite value per item. A start changes how long assembling takes, and nothing else but which of
    /// several tests within the gap comes out.
    pub fn start(&self, values: &[f64], after: Option<&Start>) -> Start {
        Start(self.prepared.basis(&self.worth(values), after.map(|start| &start.0)))
    }

    /// The test that is worth most among those that hold what is settled.
    ///
    /// `max sum of values`, within a share of [`GAP`] of the most there is: [`Assembled::bound`] proves how near.
    /// Branch and bound over linear programs; when it has not finished after a number of them, `solver` is asked,
    /// and without one the best found stands (the search goes on until one is found). Shape: one finite value per
    /// item. Errors: [`BadBlueprint::Conflict`] when what is settled leaves no test, [`BadBlueprint::Item`] for one
    /// that is not in the bank. Source: van der Linden (2005), ch. 9.
    pub fn assemble(
        &self,
        values: &[f64],
        settled: Settled<'_>,
        start: Option<&Start>,
        solver: Option<&dyn Solver>,
    ) -> Result<Assembled, BadBlueprint> {
        let fixed = self.fixed(settled)?;
        let values = self.worth(values);
        let start = start.map(|start| &start.0);
        let effort = Effort { gap: GAP, nodes: MOST_NODES, any: false };
        let search = self.prepared.search(&values, &fixed, start, effort);
        if search.finished {
            let found = search.best.ok_or_else(|| self.conflict(&fixed))?;
            return Ok(self.assembled(&found, search.nodes, false));
        }
        let program = ZeroOne { values: &values, fixed: &fixed, rows: self.prepared.rows() };
        if let Some(found) = solver.and_then(|solver| solver.solve(&program, GAP)) {
            return Ok(self.assembled(&found, search.nodes, true));
        }
        if let Some(best) = search.best {
            return Ok(self.assembled(&best, search.nodes, false));
        }
        let effort = Effort { nodes: usize::MAX, any: true, ..effort };
        let further = self.prepared.search(&values, &fixed, start, effort);
        let found = further.best.ok_or_else(|| self.conflict(&fixed))?;
        Ok(self.assembled(&found, search.nodes + further.nodes, false))
    }

    /// As [`Assembler::assemble`], by another solver alone: to compare.
    ///
    /// Errors: as there; a solver that finds nothing is believed.
    pub fn asked(
        &self,
        values: &[f64],
        settled: Settled<'_>,
        solver: &dyn Solver,
    ) -> Result<Assembled, BadBlueprint> {
        let fixed = self.fixed(settled)?;
        let values = self.worth(values);
        let program = ZeroOne { values: &values, fixed: &fixed, rows: self.prepared.rows() };
        let found = solver.solve(&program, GAP).ok_or_else(|| self.conflict(&fixed))?;
        Ok(self.assembled(&found, 0, true))
    }

    fn assembled(&self, found: &Solution, programs: usize, elsewhere: bool) -> Assembled {
        let items = found.taken.iter().copied().filter(|item| *item < self.items).collect();
        Assembled { items, value: found.value, bound: found.bound, programs, elsewhere }
    }

    /// Values of items, and of sets, which are worth nothing themselves.
    fn worth(&self, values: &[f64]) -> Vec<f64> {
        let mut out = values.to_vec();
        out.resize(self.items + self.blueprint.sets.len(), 0.0);
        out
    }

    fn fixed(&self, settled: Settled<'_>) -> Result<Vec<(usize, bool)>, BadBlueprint> {
        let given = settled.given.iter().map(|item| (*item, true));
        let barred = settled.barred.iter().map(|item| (*item, false));
        let fixed: Vec<(usize, bool)> = given.chain(barred).collect();
        let mut seen = vec![None; self.items];
        for (item, taken) in &fixed {
            let Some(seen) = seen.get_mut(*item) else {
                return Err(BadBlueprint::Item { rule: RuleName::Given, item: *item });
            };
            if seen.is_some_and(|before: bool| before != *taken) {
                return Err(BadBlueprint::Item { rule: RuleName::Given, item: *item });
            }
            *seen = Some(*taken);
        }
        Ok(fixed)
    }

    /// Whether a test can be made; `None` when that took too long.
    fn possible(&self, prepared: &Prepared, fixed: &[(usize, bool)], nodes: usize) -> Option<bool> {
        // Any values will do; unlike ones keep the search from going in circles.
        let mut generator = Generator::new(1);
        let values: Vec<f64> =
            (0..self.items + self.blueprint.sets.len()).map(|_| 1.0 + generator.uniform()).collect();
        let search = prepared.search(&values, fixed, None, Effort { gap: 1.0, nodes, any: true });
        if search.best.is_some() { Some(true) } else { search.finished.then_some(false) }
    }

    /// Rules that cannot be kept together: one after another is taken away, and comes back when a test can be
    /// made without it (a deletion filter; Chinneck & Dravnieks, 1991).
    fn conflict(&self, fixed: &[(usize, bool)]) -> BadBlueprint {
        let mut names: Vec<RuleName> = self.rules.clone();
        names.dedup();
        if !fixed.is_empty() {
            names.push(RuleName::Given);
        }
        let mut kept = names.clone();
        let mut irreducible = true;
        // What says most about a test comes back last: enemies and sets are tried first.
        names.reverse();
        for name in names {
            let trial: Vec<RuleName> = kept.iter().copied().filter(|other| *other != name).collect();
            let rows = self.prepared.rows().iter().zip(&self.rules);
            let rows: Vec<Row> =
                rows.filter(|(_, rule)| trial.contains(rule)).map(|(row, _)| row.clone()).collect();
            let prepared = Prepared::new(self.items + self.blueprint.sets.len(), rows);
            let fixed = if trial.contains(&RuleName::Given) { fixed } else { &[] };
            match self.possible(&prepared, fixed, CONFLICT_NODES) {
                Some(false) => kept = trial,
                Some(true) => {}
                None => irreducible = false,
            }
        }
        BadBlueprint::Conflict { rules: kept, irreducible }
    }
}

#[expect(clippy::cast_precision_loss, reason = "numbers of items")]
fn rows(items: usize, blueprint: &Blueprint) -> (Vec<Row>, Vec<RuleName>) {
    let length = blueprint.length as f64;
    let each = |items: &[usize]| items.iter().map(|item| (*item, 1.0)).collect::<Vec<_>>();
    let all: Vec<usize> = (0..items).collect();
    let mut rows = vec![Row { entries: each(&all), low: length, high: length }];
    let mut rules = vec![RuleName::Length];
    for (place, rule) in blueprint.content.iter().enumerate() {
        let most = rule.at_most.min(rule.items.len()) as f64;
        rows.push(Row { entries: each(&rule.items), low: rule.at_least as f64, high: most });
        rules.push(RuleName::Content(place));
    }
    for (place, set) in blueprint.sets.iter().enumerate() {
        let size = set.items.len() as f64;
        let (fewest, most) = (set.at_least.max(1) as f64, (set.at_most as f64).min(size));
        for (by, low, high) in [(-fewest, 0.0, size), (-most, -most, 0.0)] {
            let mut entries = each(&set.items);
            entries.push((items + place, by));
            rows.push(Row { entries, low, high });
            rules.push(RuleName::Set(place));
        }
    }
    for (place, group) in blueprint.enemies.iter().enumerate() {
        rows.push(Row { entries: each(group), low: 0.0, high: 1.0 });
        rules.push(RuleName::Enemies(place));
    }
    (rows, rules)
}
