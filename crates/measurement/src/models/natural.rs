//! The natural form of an item: the numbers that calibration moves.

use super::{Item, divide_by_total, graded, logistic};
use crate::numbers::logistic::sigmoid;

impl Item {
    /// How many numbers the natural form of the item has; see [`Item::jacobian`].
    pub(crate) fn naturals(&self) -> usize {
        match self {
            Self::Logistic { .. } => 3,
            Self::Graded { intercepts, .. } | Self::PartialCredit { intercepts, .. } => intercepts.len() + 1,
            Self::Nominal { intercepts, .. } => 2 * intercepts.len(),
        }
    }

    /// Writes `d log P(k) / d natural_j` into `out[k * naturals + j]`, given the log-probabilities.
    ///
    /// The natural numbers are `a, d, logit g` of a logistic item, `a, d_1, d_2, ...` of a graded or
    /// partial-credit item and `a_1, a_2, ..., d_1, d_2, ...` of a nominal one.
    pub(crate) fn jacobian(&self, theta: f64, log_p: &[f64], out: &mut [f64]) {
        match self {
            Self::Logistic { slope, intercept, guessing } => {
                logistic::jacobian(theta, slope * theta + intercept, *guessing, out);
            }
            Self::Graded { slope, intercepts } => graded::jacobian(*slope, theta, intercepts, out),
            Self::PartialCredit { .. } => divide_by_total::jacobian_of_steps(theta, log_p, out),
            Self::Nominal { .. } => divide_by_total::jacobian_of_nominal(theta, log_p, out),
        }
    }

    pub(crate) fn to_naturals(&self) -> Vec<f64> {
        match self {
            Self::Logistic { slope, intercept, guessing } => {
                vec![*slope, *intercept, (guessing / (1.0 - guessing)).ln()]
            }
            Self::Graded { slope, intercepts } | Self::PartialCredit { slope, intercepts } => {
                std::iter::once(*slope).chain(intercepts.iter().copied()).collect()
            }
            Self::Nominal { slopes, intercepts } => slopes.iter().chain(intercepts).copied().collect(),
        }
    }

    pub(crate) fn set_naturals(&mut self, naturals: &[f64]) {
        match self {
            Self::Logistic { slope, intercept, guessing } => {
                *slope = naturals[0];
                *intercept = naturals[1];
                *guessing = sigmoid(naturals[2]);
            }
            Self::Graded { slope, intercepts } | Self::PartialCredit { slope, intercepts } => {
                *slope = naturals[0];
                intercepts.copy_from_slice(&naturals[1..]);
            }
            Self::Nominal { slopes, intercepts } => {
                let (first, second) = naturals.split_at(slopes.len());
                slopes.copy_from_slice(first);
                intercepts.copy_from_slice(second);
            }
        }
    }
}
