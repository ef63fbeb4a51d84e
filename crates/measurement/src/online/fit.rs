//! The fit of one item to binned answers.

use super::{ERROR_BIN, MEAN_BIN, TrialFit, TrialItem};
use crate::{
    calibrate::{ItemErrors, Normal, by_delta},
    models::{Item, Model},
    numbers::matrix,
    posterior::Grid,
};

/// Steps of the fit at most, and the rise of the log-likelihood at which it stops.
const MOST_STEPS: usize = 200;
const TOLERANCE: f64 = 1e-6;
/// Step of the central differences that give the standard errors.
const STEP: f64 = 1e-4;

/// A slope of 1 and the shares of the categories.
pub(super) fn start(model: Model, shares: &[f64]) -> Item {
    let total: f64 = shares.iter().sum();
    match model {
        Model::Graded => {
            let mut above = total;
            let threshold = |share: &f64| {
                above -= share;
                (above / (total - above)).ln()
            };
            Item::Graded {
                slope: 1.0,
                intercepts: shares[..shares.len() - 1].iter().map(threshold).collect(),
            }
        }
        Model::PartialCredit | Model::GeneralizedPartialCredit | Model::RatingScale => Item::PartialCredit {
            slope: 1.0,
            intercepts: shares[1..].iter().map(|share| (share / shares[0]).ln()).collect(),
        },
        Model::Nominal => Item::Nominal {
            slopes: (1..shares.len()).map(|k| k as f64).collect(),
            intercepts: shares[1..].iter().map(|share| (share / shares[0]).ln()).collect(),
        },
        _ => {
            let guessing = if model == Model::ThreeParameter { 0.2 } else { 0.0 };
            let right = ((shares[1] / total - guessing) / (1.0 - guessing)).max(0.05);
            Item::Logistic { slope: 1.0, intercept: (right / (1.0 - right)).ln(), guessing }
        }
    }
}

/// Nodes of a standard normal and their weights.
fn nodes() -> Vec<(f64, f64)> {
    let grid = Grid::new(11, 4.0).unwrap_or_default().nodes();
    grid.at.iter().zip(&grid.log_weights).map(|(z, log_weight)| (*z, log_weight.exp())).collect()
}

pub(super) struct Climb<'t> {
    trial: &'t TrialItem,
    log_slope: Option<Normal>,
    logit_guessing: Option<Normal>,
    nodes: Vec<(f64, f64)>,
}

/// Value, log-likelihood, gradient and complete-data information.
struct Look {
    value: f64,
    log_likelihood: f64,
    gradient: Vec<f64>,
    information: Vec<f64>,
}

impl<'t> Climb<'t> {
    pub(super) fn new(
        trial: &'t TrialItem,
        log_slope: Option<Normal>,
        logit_guessing: Option<Normal>,
    ) -> Self {
        Self { trial, log_slope, logit_guessing, nodes: nodes() }
    }

    /// Which natural numbers are free.
    fn free(&self, item: &Item) -> Vec<usize> {
        match self.trial.model {
            Model::Rasch => vec![1],
            Model::TwoParameter => vec![0, 1],
            Model::PartialCredit => (1..item.naturals()).collect(),
            _ => (0..item.naturals()).collect(),
        }
    }

    pub(super) fn run(&self, mut item: Item) -> TrialFit {
        let free = self.free(&item);
        let mut here = self.look(&item, &free);
        for _ in 0..MOST_STEPS {
            let Some(step) = step(&here, free.len()) else { break };
            let promise: f64 = step.iter().zip(&here.gradient).map(|(s, g)| s * g).sum();
            if promise < TOLERANCE {
                break;
            }
            let longest = step.iter().fold(0.0_f64, |most, by| most.max(by.abs()));
            let mut length = (2.0 / longest).min(1.0);
            loop {
                let moved = Self::moved(&item, &free, |k| length * step[k]);
                let next = self.look(&moved, &free);
                if next.value > here.value || length < 1e-6 {
                    if next.value > here.value {
                        (item, here) = (moved, next);
                    }
                    break;
                }
                length *= 0.5;
            }
            if length < 1e-6 {
                break;
            }
        }
        let errors = self.errors(&item, &free);
        TrialFit { item, errors, answers: self.trial.answers, log_likelihood: here.log_likelihood }
    }

    fn moved(item: &Item, free: &[usize], by: impl Fn(usize) -> f64) -> Item {
        let mut naturals = item.to_naturals();
        for (k, place) in free.iter().enumerate() {
            naturals[*place] += by(k);
        }
        let mut moved = item.clone();
        moved.set_naturals(&naturals);
        moved
    }

    fn look(&self, item: &Item, free: &[usize]) -> Look {
        let (categories, naturals, n) = (item.categories(), item.naturals(), free.len());
        let mut look =
            Look { value: 0.0, log_likelihood: 0.0, gradient: vec![0.0; n], information: vec![0.0; n * n] };
        if item.clone().checked().is_err() {
            look.value = f64::NEG_INFINITY;
            return look;
        }
        let mut log_p = vec![0.0; categories];
        let mut jacobian = vec![0.0; categories * naturals];
        let mut pulls = vec![0.0; self.nodes.len() * n];
        let mut weights = vec![0.0; self.nodes.len()];
        for ((mean, error, category), count) in &self.trial.bins {
            let (mean, error) = (f64::from(*mean) * MEAN_BIN, f64::from(*error) * ERROR_BIN);
            let category = usize::from(*category);
            let mut total = 0.0;
            for (q, (z, density)) in self.nodes.iter().enumerate() {
                let theta = mean + error * z;
                item.log_probabilities(theta, &mut log_p);
                item.jacobian(theta, &log_p, &mut jacobian);
                weights[q] = density * log_p[category].exp();
                total += weights[q];
                for (k, place) in free.iter().enumerate() {
                    pulls[q * n + k] = jacobian[category * naturals + place];
                }
            }
            look.log_likelihood += count * total.max(f64::MIN_POSITIVE).ln();
            for (q, weight) in weights.iter().enumerate() {
                let share = count * weight / total;
                let pull = &pulls[q * n..][..n];
                for i in 0..n {
                    look.gradient[i] += share * pull[i];
                    for j in 0..n {
                        look.information[i * n + j] += share * pull[i] * pull[j];
                    }
                }
            }
        }
        look.value = look.log_likelihood;
        self.add_priors(item, free, &mut look);
        look
    }

    fn add_priors(&self, item: &Item, free: &[usize], look: &mut Look) {
        let n = free.len();
        let own_slope = free.first() == Some(&0) && self.trial.model != Model::Nominal;
        if let Some(prior) = self.log_slope.filter(|_| own_slope) {
            let a = item.slope();
            if a <= 0.0 {
                look.value = f64::NEG_INFINITY;
                return;
            }
            look.value += prior.log_density(a.ln());
            look.gradient[0] += prior.pull(a.ln()) / a;
            look.information[0] += prior.precision() / (a * a);
        }
        if let Some(prior) = self.logit_guessing.filter(|_| self.trial.model == Model::ThreeParameter) {
            let x = item.to_naturals()[2];
            look.value += prior.log_density(x);
            look.gradient[2] += prior.pull(x);
            look.information[2 * n + 2] += prior.precision();
        }
    }

    /// From the Jacobian of the gradient, by central differences.
    fn errors(&self, item: &Item, free: &[usize]) -> Option<ItemErrors> {
        let n = free.len();
        let mut information = vec![0.0; n * n];
        for j in 0..n {
            let at = |by: f64| {
                self.look(&Self::moved(item, free, |k| if k == j { by } else { 0.0 }), free).gradient
            };
            let (low, high) = (at(-STEP), at(STEP));
            for i in 0..n {
                information[i * n + j] += 0.25 * (low[i] - high[i]) / STEP;
                information[j * n + i] += 0.25 * (low[i] - high[i]) / STEP;
            }
        }
        let covariance = matrix::inverse(&information, n)?;
        let place = |natural: usize| free.iter().position(|place| *place == natural);
        Some(by_delta(item, |weights: &[(usize, f64)]| {
            let known: Vec<(usize, f64)> =
                weights.iter().filter_map(|(natural, weight)| Some((place(*natural)?, *weight))).collect();
            let of = |(i, by_i): &(usize, f64)| {
                known.iter().map(|(j, by_j)| by_i * by_j * covariance[i * n + j]).sum::<f64>()
            };
            known.iter().map(of).sum::<f64>().max(0.0).sqrt()
        }))
    }
}

/// `information^-1 gradient`, with a ridge where the information is flat.
fn step(look: &Look, n: usize) -> Option<Vec<f64>> {
    let most = (0..n).map(|i| look.information[i * n + i]).fold(1e-8, f64::max);
    for ridge in [0.0, 1e-8, 1e-4, 1.0] {
        let mut factor = look.information.clone();
        for i in 0..n {
            factor[i * n + i] += ridge * most;
        }
        if matrix::cholesky(&mut factor, n).is_some() {
            let mut step = look.gradient.clone();
            matrix::solve(&factor, n, &mut step);
            return Some(step);
        }
    }
    None
}
