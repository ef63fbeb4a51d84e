//! The E-step: how many answers of each kind are expected at each node, and the log-likelihood.

use rayon::prelude::*;

use crate::{
    models::Item,
    posterior::{Grid, Nodes, Packs, Population, chunk_size, posterior},
    responses::Patterns,
};

/// The answers, coded for sweeping.
#[derive(Debug)]
pub(crate) struct Answers {
    pub(crate) patterns: Patterns,
    pub(crate) packs: Packs,
    pub(crate) nodes: Nodes,
}

/// Expected numbers of one population.
#[derive(Debug)]
pub(crate) struct Expected {
    /// Weighted number of answers per item category (rows of [`Packs`]) and node.
    pub(crate) counts: Vec<f64>,
    /// The abilities of the nodes.
    pub(crate) at: Vec<f64>,
    /// Rows of `counts`.
    pub(crate) rows: usize,
    /// Weighted number of learners.
    pub(crate) learners: f64,
    /// Log-likelihood of the population's answers.
    pub(crate) log_likelihood: f64,
}

impl Answers {
    pub(crate) fn new(patterns: Patterns, categories: &[usize], grid: Grid) -> Self {
        let packs = Packs::new(&patterns, categories);
        Self { patterns, packs, nodes: grid.nodes() }
    }

    /// The table of one population's packs at its own abilities, with the abilities and the items' rows.
    pub(crate) fn tables(&self, items: &[Item], population: Population) -> (Vec<f64>, Vec<f64>, Vec<f64>) {
        let at: Vec<f64> = self.nodes.at.iter().map(|z| population.at(*z)).collect();
        let log_p = self.packs.log_probabilities(items, &at, self.nodes.stride);
        let table = self.packs.table(&log_p, self.nodes.stride);
        (at, log_p, table)
    }

    /// One E-step for every population.
    pub(crate) fn expect(&self, items: &[Item], populations: &[Population]) -> Vec<Expected> {
        populations
            .iter()
            .enumerate()
            .map(|(group, population)| self.expect_group(items, *population, group))
            .collect()
    }

    fn expect_group(&self, items: &[Item], population: Population, group: usize) -> Expected {
        let stride = self.nodes.stride;
        let (at, _, table) = self.tables(items, population);
        let patterns = self.patterns.starts[group]..self.patterns.starts[group + 1];
        let size = chunk_size(patterns.len());
        let starts: Vec<usize> = patterns.clone().step_by(size).collect();
        let parts: Vec<(Vec<f64>, f64)> = starts
            .into_par_iter()
            .map(|start| self.sweep(&table, start..(start + size).min(patterns.end)))
            .collect();
        let mut sums = vec![0.0; self.packs.table_rows() * stride];
        let mut log_likelihood = 0.0;
        for (part, value) in parts {
            log_likelihood += value;
            for (sum, part) in sums.iter_mut().zip(part) {
                *sum += part;
            }
        }
        let learners = self.patterns.weights[patterns].iter().sum();
        let counts = self.packs.counts(&sums, stride);
        Expected { counts, at, rows: self.packs.item_rows(), learners, log_likelihood }
    }

    fn sweep(&self, table: &[f64], patterns: std::ops::Range<usize>) -> (Vec<f64>, f64) {
        let stride = self.nodes.stride;
        let mut sums = vec![0.0; table.len()];
        let mut log_likelihood = 0.0;
        let mut density = vec![0.0; stride];
        for pattern in patterns {
            let rows = self.packs.of_pattern(pattern);
            let weight = self.patterns.weights[pattern];
            let (sum, value) = posterior(&self.nodes.log_weights, table, rows, &mut density);
            log_likelihood += weight * value;
            let scale = weight / sum;
            for number in &mut density {
                *number *= scale;
            }
            for row in rows {
                let to = &mut sums[*row as usize * stride..][..stride];
                for (to, number) in to.iter_mut().zip(&density) {
                    *to += number;
                }
            }
        }
        (sums, log_likelihood)
    }
}
