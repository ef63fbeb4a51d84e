//! How sure scores are: information and reliability.

use crate::{
    models::Item,
    posterior::{Grid, Population},
    score::Estimate,
};

/// Information of a form at each ability: the sum of its items', per squared logit.
/// The standard error of an ML or WLE score there is about `1 / sqrt(information)`.
pub fn information(items: &[Item], abilities: &[f64]) -> Vec<f64> {
    abilities.iter().map(|theta| items.iter().map(|item| item.information(*theta)).sum()).collect()
}

/// The share of the variance of scores that is ability, expected over the population before anybody
/// answers.
///
/// `mean over theta of I / (I + 1 / sd^2)`, from 0 to 1. Source: Green, Bock, Humphreys, Linn & Reckase
/// (1984), in the form of mirt's `marginal_rxx`.
pub fn marginal_reliability(items: &[Item], population: Population, grid: Grid) -> f64 {
    let nodes = grid.nodes();
    let prior = 1.0 / (population.sd * population.sd);
    let mut sum = 0.0;
    for (z, log_weight) in nodes.at.iter().zip(&nodes.log_weights) {
        let theta = population.at(*z);
        let information: f64 = items.iter().map(|item| item.information(theta)).sum();
        sum += log_weight.exp() * information / (information + prior);
    }
    sum
}

/// The share of the variance of scores that is ability, among the learners at hand.
///
/// `V / (V + mean of error^2)` for EAP and MAP scores, V the variance of the scores (divided by N - 1).
/// Shape: one weight per estimate; estimates that are `None` are left out; `None` when fewer than two are
/// left. Source: mirt's `empirical_rxx`; Brown & Croudace (2015).
pub fn empirical_reliability(estimates: &[Option<Estimate>], weights: &[f64]) -> Option<f64> {
    let known: Vec<(Estimate, f64)> = estimates
        .iter()
        .zip(weights)
        .filter_map(|(estimate, weight)| Some(((*estimate)?, *weight)))
        .collect();
    let learners: f64 = known.iter().map(|(_, weight)| weight).sum();
    if learners < 2.0 {
        return None;
    }
    let mean = |of: &dyn Fn(&Estimate) -> f64| {
        known.iter().map(|(estimate, weight)| weight * of(estimate)).sum::<f64>() / learners
    };
    let center = mean(&|estimate| estimate.theta);
    let variance = mean(&|estimate| (estimate.theta - center).powi(2)) * learners / (learners - 1.0);
    let error = mean(&|estimate| estimate.error.powi(2));
    Some(variance / (variance + error))
}
