//! Prices that keep exposure down and give each item to those it tells most about.

use rayon::prelude::*;

use super::{
    bank::Bank,
    exposure::ExposureTrial,
    prepared::Test,
    rules::{BadRules, Rules},
    simulation::sit,
};
use crate::random::Generator;

/// Information by which the first rounds raise the price of an item that everybody gets.
const FIRST_STEP: f64 = 0.6;
/// Rounds after which steps have halved.
const HALVING: f64 = 10.0;

/// Prices with which no item is given to more than `trial.most` of the learners, nearly.
///
/// Selecting the highest information less price is the dual of giving out as much information as the limits
/// allow: a price is what one more use of the item would be worth elsewhere. Each round simulates the test and
/// moves every price by its excess exposure, less and less; the mean of the second half of the rounds comes
/// back. 40 rounds do. Loses less precision than
/// [`sympson_hetter`](super::sympson_hetter), whose lots do not ask whom an item helps most. Put the prices into
/// the bank with [`Bank::with_prices`]. Works with [`Selection::MaximumInformation`](super::Selection),
/// `Randomesque`, `PosteriorWeighted` and `Progressive`; the others have no information to set a price against.
/// Errors: those of [`Test::new`].
pub fn price_exposure(bank: &Bank, rules: &Rules, trial: &ExposureTrial) -> Result<Vec<f64>, BadRules> {
    if !(trial.most > 0.0 && trial.most <= 1.0) {
        return Err(BadRules::Number { what: "the highest exposure", value: trial.most });
    }
    let mut prices = vec![0.0; bank.len()];
    let mut means = vec![0.0; bank.len()];
    let settled = trial.rounds / 2;
    for round in 0..trial.rounds {
        let Ok(with) = bank.with_prices(&prices) else { return Ok(means) };
        let test = Test::new(with, rules.clone())?;
        let given = given(&test, trial, round as u64);
        let step = FIRST_STEP / (1.0 + round as f64 / HALVING);
        for (price, given) in prices.iter_mut().zip(&given) {
            *price = f64::max(0.0, *price + step * (given - trial.most));
        }
        if round >= settled {
            for (mean, price) in means.iter_mut().zip(&prices) {
                *mean += price / (trial.rounds - settled) as f64;
            }
        }
    }
    Ok(means)
}

/// The share of learners to whom each item was given.
fn given(test: &Test, trial: &ExposureTrial, round: u64) -> Vec<f64> {
    let seed = Generator::of(trial.seed, round, 11).bits();
    let lists: Vec<Vec<u32>> = (0..trial.learners)
        .into_par_iter()
        .map(|learner| {
            let theta = trial.population.at(Generator::of(seed, learner as u64, 9).normal());
            sit(test, theta, seed, learner as u64, &mut |_| ()).items
        })
        .collect();
    let mut share = vec![0.0; test.bank.len()];
    for item in lists.into_iter().flatten() {
        share[item as usize] += 1.0 / trial.learners as f64;
    }
    share
}
