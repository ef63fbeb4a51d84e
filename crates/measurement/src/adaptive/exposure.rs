//! Exposure rates by Sympson and Hetter's iterations.

use rayon::prelude::*;

use super::{
    bank::{BadBank, Bank},
    prepared::Test,
    rules::{BadRules, Rules},
    simulation::sit,
};
use crate::{posterior::Population, random::Generator};

/// How exposure rates are found.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ExposureTrial {
    /// The share of learners that any item may be given to, such as 0.25.
    pub most: f64,
    /// The abilities of the learners.
    pub population: Population,
    /// Simulated learners per round.
    pub learners: usize,
    /// Rounds; rates settle after about ten.
    pub rounds: usize,
    /// Seed of the simulation.
    pub seed: u64,
}

/// Exposure rates with which no item is given to more than `trial.most` of the learners, nearly.
///
/// Each round simulates the test and sets `k = min(1, most / P(selected))`; as many of the highest rates
/// are raised to 1 as the test has items, so that a test can always be filled. Put the rates into the bank
/// with [`Bank::with_exposure`]. Errors: those of [`Test::new`]. Source: Sympson & Hetter (1985).
pub fn sympson_hetter(bank: &Bank, rules: &Rules, trial: &ExposureTrial) -> Result<Vec<f64>, BadRules> {
    if !(trial.most > 0.0 && trial.most <= 1.0) {
        return Err(BadRules::Number { what: "the highest exposure", value: trial.most });
    }
    let mut rates = vec![1.0; bank.len()];
    for round in 0..trial.rounds {
        let Ok(with) = bank.with_exposure(&rates) else { return Ok(rates) };
        let test = Test::new(with, rules.clone())?;
        let selected = selected(&test, trial, round as u64);
        for (rate, selected) in rates.iter_mut().zip(&selected) {
            *rate = if *selected > trial.most { trial.most / selected } else { 1.0 };
        }
        let full = rates.iter().filter(|rate| **rate >= 1.0).count();
        if full < rules.stopping.most {
            let mut order: Vec<usize> = (0..rates.len()).collect();
            order.sort_by(|a, b| rates[*b].total_cmp(&rates[*a]).then(a.cmp(b)));
            for place in order.into_iter().take(rules.stopping.most) {
                rates[place] = 1.0;
            }
        }
    }
    Ok(rates)
}

/// The share of learners for whom each item was selected, given or not.
fn selected(test: &Test, trial: &ExposureTrial, round: u64) -> Vec<f64> {
    let seed = Generator::of(trial.seed, round, 7).bits();
    let lists: Vec<Vec<usize>> = (0..trial.learners)
        .into_par_iter()
        .map(|learner| {
            let theta = trial.population.at(Generator::of(seed, learner as u64, 9).normal());
            let mut mine = Vec::new();
            let outcome =
                sit(test, theta, seed, learner as u64, &mut |passed| mine.extend_from_slice(passed));
            mine.extend(outcome.items.iter().map(|item| *item as usize));
            mine.sort_unstable();
            mine.dedup();
            mine
        })
        .collect();
    let mut share = vec![0.0; test.bank.len()];
    for item in lists.into_iter().flatten() {
        share[item] += 1.0 / trial.learners as f64;
    }
    share
}

/// The bank with rates that keep exposure at or below the trial's.
impl Bank {
    /// [`sympson_hetter`] and [`Bank::with_exposure`] in one.
    pub fn with_exposure_limited(&self, rules: &Rules, trial: &ExposureTrial) -> Result<Self, BadRules> {
        let rates = sympson_hetter(self, rules, trial)?;
        self.with_exposure(&rates).map_err(|why| match why {
            BadBank::Exposure { exposure, .. } => BadRules::Number { what: "an exposure", value: exposure },
            _ => BadRules::Bank { least: rules.stopping.least, bank: self.len() },
        })
    }
}
