//! The covariance of the free numbers.

use rayon::prelude::*;

use super::{
    Answers, Errors, Layout,
    climb::{Summit, look},
};
use crate::{
    models::Item,
    numbers::matrix,
    posterior::{chunk_size, posterior},
};

/// Step of the central differences, relative to 1 + |x|: their error is of the order of its square.
const STEP: f64 = 1e-4;

/// The covariance matrix, row by row; `None` when not asked for, or when the information is singular: the
/// answers do not identify all free numbers.
pub(crate) fn covariance(
    answers: &Answers,
    layout: &Layout,
    summit: &Summit,
    errors: Errors,
) -> Option<Vec<f64>> {
    let information = match errors {
        Errors::None => return None,
        Errors::Oakes => oakes(answers, layout, &summit.free),
        Errors::CrossProduct => cross_product(answers, layout, &summit.free),
    };
    matrix::inverse(&information, layout.len)
}

fn oakes(answers: &Answers, layout: &Layout, free: &[f64]) -> Vec<f64> {
    let n = layout.len;
    let mut information = vec![0.0; n * n];
    for j in 0..n {
        let h = STEP * (1.0 + free[j].abs());
        let at = |x: f64| {
            let mut moved = free.to_vec();
            moved[j] = x;
            look(answers, layout, &moved).gradient
        };
        let (low, high) = (at(free[j] - h), at(free[j] + h));
        for i in 0..n {
            information[i * n + j] = (low[i] - high[i]) / (2.0 * h);
        }
    }
    for i in 0..n {
        for j in 0..i {
            let mean = 0.5 * (information[i * n + j] + information[j * n + i]);
            information[i * n + j] = mean;
            information[j * n + i] = mean;
        }
    }
    information
}

/// `sum over patterns of weight s s'`, s the pattern's gradient; the priors add their precision.
fn cross_product(answers: &Answers, layout: &Layout, free: &[f64]) -> Vec<f64> {
    let n = layout.len;
    let items = layout.items(free);
    let populations = layout.populations(free);
    let mut information = vec![0.0; n * n];
    for (group, population) in populations.iter().enumerate() {
        let (at, _, table) = answers.tables(&items, *population);
        let tables: Vec<ScoreTable> =
            items.iter().map(|item| ScoreTable::new(item, &at, &answers.nodes)).collect();
        let patterns = answers.patterns.starts[group]..answers.patterns.starts[group + 1];
        let size = chunk_size(patterns.len());
        let starts: Vec<usize> = patterns.clone().step_by(size).collect();
        let slots = layout.populations[group];
        let parts: Vec<Vec<f64>> = starts
            .into_par_iter()
            .map(|start| {
                let mut sum = vec![0.0; n * n];
                let mut density = vec![0.0; answers.nodes.stride];
                let mut score = vec![0.0; n];
                for pattern in start..(start + size).min(patterns.end) {
                    let rows = answers.packs.of_pattern(pattern);
                    let (total, _) = posterior(&answers.nodes.log_weights, &table, rows, &mut density);
                    score.fill(0.0);
                    for (place, code) in answers.patterns.row(pattern).iter().enumerate() {
                        let scores = &tables[place];
                        let k = usize::from(*code);
                        if k >= scores.categories {
                            continue;
                        }
                        for link in &layout.items[place].links {
                            score[link.free] += link.times * scores.mean(k, link.natural, &density) / total;
                        }
                        if let Some(mean) = slots.mean {
                            score[mean] += scores.mean(k, scores.naturals, &density) / total;
                        }
                        if let Some(log_sd) = slots.log_sd {
                            score[log_sd] +=
                                population.sd * scores.mean(k, scores.naturals + 1, &density) / total;
                        }
                    }
                    let weight = answers.patterns.weights[pattern];
                    for (i, a) in score.iter().enumerate() {
                        for (to, b) in sum[i * n..][..n].iter_mut().zip(&score) {
                            *to += weight * a * b;
                        }
                    }
                }
                sum
            })
            .collect();
        for part in parts {
            for (to, part) in information.iter_mut().zip(part) {
                *to += part;
            }
        }
    }
    for (place, prior, of_logarithm) in &layout.priors {
        let scale = if *of_logarithm { free[*place] } else { 1.0 };
        information[place * n + place] += prior.precision() / (scale * scale);
    }
    information
}

/// `d log P(k)` by each natural number, by ability, and by ability times z, on the nodes.
struct ScoreTable {
    categories: usize,
    naturals: usize,
    stride: usize,
    rows: Vec<f64>,
}

impl ScoreTable {
    fn new(item: &Item, at: &[f64], nodes: &crate::posterior::Nodes) -> Self {
        let (categories, naturals, stride) = (item.categories(), item.naturals(), nodes.stride);
        let width = naturals + 2;
        let mut rows = vec![0.0; categories * width * stride];
        let mut log_p = vec![0.0; categories];
        let mut jacobian = vec![0.0; categories * naturals];
        let (mut first, mut second) = (vec![0.0; categories], vec![0.0; categories]);
        for (q, (theta, z)) in at.iter().zip(&nodes.at).enumerate() {
            item.slopes_into(*theta, &mut log_p, &mut first, &mut second);
            item.jacobian(*theta, &log_p, &mut jacobian);
            for k in 0..categories {
                let mut put = |j: usize, value: f64| rows[(k * width + j) * stride + q] = value;
                for j in 0..naturals {
                    put(j, jacobian[k * naturals + j]);
                }
                put(naturals, first[k]);
                put(naturals + 1, z * first[k]);
            }
        }
        Self { categories, naturals, stride, rows }
    }

    fn mean(&self, k: usize, j: usize, density: &[f64]) -> f64 {
        let row = &self.rows[(k * (self.naturals + 2) + j) * self.stride..][..self.stride];
        row.iter().zip(density).map(|(a, b)| a * b).sum()
    }
}
