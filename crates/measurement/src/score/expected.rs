//! EAP: the mean and spread of the posterior on a grid.

use rayon::prelude::*;

use super::Estimate;
use crate::{
    calibrate::Answers,
    models::Item,
    posterior::{Grid, Population, chunk_size, posterior},
    responses::Patterns,
};

/// `theta = sum of w(q) L(q) theta(q) / sum of w(q) L(q)`, one per pattern.
pub(super) fn estimates(
    patterns: &Patterns,
    items: &[Item],
    populations: &[Population],
    grid: Grid,
) -> Vec<Option<Estimate>> {
    let categories: Vec<usize> = items.iter().map(Item::categories).collect();
    let answers = Answers::new(patterns.clone(), &categories, grid);
    let mut out = Vec::with_capacity(patterns.len());
    for (group, population) in populations.iter().enumerate().take(patterns.starts.len() - 1) {
        let (_, _, table) = answers.tables(items, *population);
        let mut z = answers.nodes.at.clone();
        z.resize(answers.nodes.stride, 0.0);
        let members: Vec<usize> = (patterns.starts[group]..patterns.starts[group + 1]).collect();
        let parts: Vec<Vec<Option<Estimate>>> = members
            .par_chunks(chunk_size(members.len()))
            .map(|members| {
                let mut density = vec![0.0; answers.nodes.stride];
                members
                    .iter()
                    .map(|pattern| {
                        let rows = answers.packs.of_pattern(*pattern);
                        let (sum, _) = posterior(&answers.nodes.log_weights, &table, rows, &mut density);
                        let (first, second) = moments(&density, &z);
                        let mean = first / sum;
                        let variance = (second / sum - mean * mean).max(0.0);
                        Some(Estimate { theta: population.at(mean), error: population.sd * variance.sqrt() })
                    })
                    .collect()
            })
            .collect();
        out.extend(parts.into_iter().flatten());
    }
    out
}

/// Sums of `density z` and `density z^2`, in eight lanes.
fn moments(density: &[f64], z: &[f64]) -> (f64, f64) {
    let (mut first, mut second) = ([0.0; 8], [0.0; 8]);
    for (density, z) in density.chunks_exact(8).zip(z.chunks_exact(8)) {
        for lane in 0..8 {
            let share = density[lane] * z[lane];
            first[lane] += share;
            second[lane] += share * z[lane];
        }
    }
    (first.iter().sum(), second.iter().sum())
}
