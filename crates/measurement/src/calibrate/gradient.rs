//! The exact gradient of the marginal log-likelihood, and the complete-data information.
//!
//! By Fisher's identity the gradient is the expected gradient of the complete data, which the expected
//! counts of the E-step give for free. A population's mean and spread move the nodes, so that the
//! gradient is that of the very sum that is reported, whatever the grid.

use super::{Layout, expectation::Expected, solver::Solver};
use crate::{models::Item, posterior::Packs};

/// The gradient over the free vector, and what to divide it by.
pub(crate) struct Ascent {
    pub(crate) gradient: Vec<f64>,
    pub(crate) solver: Solver,
    /// Log-likelihood.
    pub(crate) log_likelihood: f64,
    /// Log-density of the priors.
    pub(crate) log_prior: f64,
}

impl Ascent {
    /// What is climbed: log-likelihood plus log-prior.
    pub(crate) fn value(&self) -> f64 {
        self.log_likelihood + self.log_prior
    }
}

/// Gradient and information at the free vector, from the expected counts there.
pub(crate) fn ascent(
    layout: &Layout,
    free: &[f64],
    packs: &Packs,
    z: &[f64],
    expected: &[Expected],
) -> Ascent {
    let items = layout.items(free);
    let populations = layout.populations(free);
    let mut gradient = vec![0.0; layout.len];
    let mut solver = Solver::new(layout);
    for (place, item) in items.iter().enumerate() {
        let mut sums = Sums::new(item);
        for (slots, (expected, population)) in
            layout.populations.iter().zip(expected.iter().zip(&populations))
        {
            let pulls = sums.add(item, packs.first_row(place), expected, z);
            if let Some(mean) = slots.mean {
                gradient[mean] += pulls.0;
            }
            if let Some(log_sd) = slots.log_sd {
                gradient[log_sd] += population.sd * pulls.1;
            }
        }
        let placed = &layout.items[place];
        for link in &placed.links {
            gradient[link.free] += link.times * sums.gradient[link.natural];
        }
        solver.add_item(layout, place, &sums.information, sums.naturals);
    }
    for (slots, (expected, population)) in layout.populations.iter().zip(expected.iter().zip(&populations)) {
        let learners: f64 = expected.learners;
        if let Some(mean) = slots.mean {
            solver.add_diagonal(mean, learners / (population.sd * population.sd));
        }
        if let Some(log_sd) = slots.log_sd {
            solver.add_diagonal(log_sd, 2.0 * learners);
        }
    }
    let mut log_prior = 0.0;
    for (place, prior, of_logarithm) in &layout.priors {
        let x = free[*place];
        if *of_logarithm {
            if x <= 0.0 {
                log_prior = f64::NEG_INFINITY;
                continue;
            }
            log_prior += prior.log_density(x.ln());
            let pull = prior.pull(x.ln());
            gradient[*place] += pull / x;
            solver.add_prior(*place, (prior.precision() + pull.max(0.0)) / (x * x));
        } else {
            log_prior += prior.log_density(x);
            gradient[*place] += prior.pull(x);
            solver.add_prior(*place, prior.precision());
        }
    }
    let log_likelihood = expected.iter().map(|expected| expected.log_likelihood).sum();
    Ascent { gradient, solver, log_likelihood, log_prior }
}

/// Sums over nodes for one item.
struct Sums {
    naturals: usize,
    gradient: Vec<f64>,
    information: Vec<f64>,
    log_p: Vec<f64>,
    jacobian: Vec<f64>,
    first: Vec<f64>,
    second: Vec<f64>,
}

impl Sums {
    fn new(item: &Item) -> Self {
        let (naturals, categories) = (item.naturals(), item.categories());
        Self {
            naturals,
            gradient: vec![0.0; naturals],
            information: vec![0.0; naturals * naturals],
            log_p: vec![0.0; categories],
            jacobian: vec![0.0; naturals * categories],
            first: vec![0.0; categories],
            second: vec![0.0; categories],
        }
    }

    /// Adds one population; returns the gradient by its mean and by its standard deviation.
    fn add(&mut self, item: &Item, first_row: usize, expected: &Expected, z: &[f64]) -> (f64, f64) {
        let stride = expected.counts.len() / expected.rows;
        let (mut by_mean, mut by_sd) = (0.0, 0.0);
        for (q, (theta, z)) in expected.at.iter().zip(z).enumerate() {
            item.slopes_into(*theta, &mut self.log_p, &mut self.first, &mut self.second);
            item.jacobian(*theta, &self.log_p, &mut self.jacobian);
            let mut answers = 0.0;
            for (k, first) in self.first.iter().enumerate() {
                let count = expected.counts[(first_row + k) * stride + q];
                answers += count;
                by_mean += count * first;
                by_sd += z * count * first;
                let row = &self.jacobian[k * self.naturals..][..self.naturals];
                for (gradient, row) in self.gradient.iter_mut().zip(row) {
                    *gradient += count * row;
                }
            }
            for (k, log_p) in self.log_p.iter().enumerate() {
                let weight = answers * log_p.exp();
                let row = &self.jacobian[k * self.naturals..][..self.naturals];
                for (i, a) in row.iter().enumerate() {
                    let scaled = weight * a;
                    let to = &mut self.information[i * self.naturals..][..=i];
                    for (to, b) in to.iter_mut().zip(row) {
                        *to += scaled * b;
                    }
                }
            }
        }
        (by_mean, by_sd)
    }
}
