//! Abilities from sum scores: the Lord-Wingersky recursion.

use crate::{
    models::Item,
    posterior::{Grid, Population},
};

/// What a sum score says.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct SumScore {
    /// The sum of the item scores.
    pub score: usize,
    /// The share of the population expected to reach exactly this score.
    pub probability: f64,
    /// Mean ability of those who reach it, logits.
    pub theta: f64,
    /// Standard deviation of their abilities, logits.
    pub error: f64,
}

/// The probability of each sum score at one ability, by convolution item by item.
pub(crate) fn at(items: &[Item], theta: f64) -> Vec<f64> {
    let mut out = vec![1.0];
    for item in items {
        convolve(&mut out, &item.probabilities(theta));
    }
    out
}

/// Distribution of a sum after one more item.
pub(crate) fn convolve(of_sum: &mut Vec<f64>, of_item: &[f64]) {
    let mut next = vec![0.0; of_sum.len() + of_item.len() - 1];
    for (sum, p) in of_sum.iter().enumerate() {
        for (k, q) in of_item.iter().enumerate() {
            next[sum + k] += p * q;
        }
    }
    *of_sum = next;
}

/// The table of all sum scores of a form, from 0 to the highest.
///
/// `P(s | theta)` by Lord & Wingersky (1984) for items of any number of categories; the EAP of a score is
/// the mean of `theta` under `P(s | theta)` times the population.
pub fn sum_scores(items: &[Item], population: Population, grid: Grid) -> Vec<SumScore> {
    let nodes = grid.nodes();
    let highest: usize = items.iter().map(|item| item.categories() - 1).sum();
    let mut sums = vec![[0.0; 3]; highest + 1];
    for (z, log_weight) in nodes.at.iter().zip(&nodes.log_weights) {
        for (sums, p) in sums.iter_mut().zip(at(items, population.at(*z))) {
            let share = p * log_weight.exp();
            sums[0] += share;
            sums[1] += share * z;
            sums[2] += share * z * z;
        }
    }
    sums.iter()
        .enumerate()
        .map(|(score, [probability, first, second])| {
            let mean = first / probability;
            let variance = (second / probability - mean * mean).max(0.0);
            let (theta, error) = (population.at(mean), population.sd * variance.sqrt());
            SumScore { score, probability: *probability, theta, error }
        })
        .collect()
}
