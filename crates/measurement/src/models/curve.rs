//! The curves of an item: probabilities, their derivatives, information.

use super::{Item, divide_by_total, graded, logistic};

/// Derivatives of the log-probability of each category with respect to ability.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Slopes {
    /// `d log P(k) / d theta`, one per category.
    pub first: Vec<f64>,
    /// `d^2 log P(k) / d theta^2`, one per category.
    pub second: Vec<f64>,
}

impl Item {
    /// Writes `log P(k)` of every category at ability `theta` into `out`.
    ///
    /// Shape: `out` has one place per category. Exact to a few units in the last place also where a
    /// probability is far below the smallest float. A theta that is not finite gives NaN.
    pub fn log_probabilities(&self, theta: f64, out: &mut [f64]) {
        match self {
            Self::Logistic { slope, intercept, guessing } => {
                logistic::log_probabilities(slope * theta + intercept, *guessing, out);
            }
            Self::Graded { slope, intercepts } => graded::log_probabilities(slope * theta, intercepts, out),
            Self::PartialCredit { .. } | Self::Nominal { .. } => {
                divide_by_total::log_probabilities(self, theta, out);
            }
        }
    }

    /// `P(k)` of every category at ability `theta`; they sum to 1.
    pub fn probabilities(&self, theta: f64) -> Vec<f64> {
        let mut out = vec![0.0; self.categories()];
        self.log_probabilities(theta, &mut out);
        for p in &mut out {
            *p = p.exp();
        }
        out
    }

    /// Derivatives of `log P(k)` by ability, for scoring.
    pub fn slopes(&self, theta: f64) -> Slopes {
        let mut log_p = vec![0.0; self.categories()];
        let mut slopes = Slopes { first: vec![0.0; log_p.len()], second: vec![0.0; log_p.len()] };
        self.slopes_into(theta, &mut log_p, &mut slopes.first, &mut slopes.second);
        slopes
    }

    /// Log-probabilities and their first two derivatives by ability, without allocating.
    pub(crate) fn slopes_into(&self, theta: f64, log_p: &mut [f64], first: &mut [f64], second: &mut [f64]) {
        self.log_probabilities(theta, log_p);
        match self {
            Self::Logistic { slope, intercept, guessing } => {
                logistic::slopes(*slope, slope * theta + intercept, *guessing, first, second);
            }
            Self::Graded { slope, intercepts } => graded::slopes(*slope, theta, intercepts, first, second),
            Self::PartialCredit { .. } | Self::Nominal { .. } => {
                divide_by_total::slopes(self, log_p, first, second);
            }
        }
    }

    /// Expected (Fisher) information at ability `theta`, per squared logit.
    ///
    /// `I = sum over k of P(k) (d log P(k) / d theta)^2`; for a 3PL item
    /// `a^2 (Q / P) ((P - g) / (1 - g))^2`. Source: Birnbaum (1968); Samejima (1969).
    pub fn information(&self, theta: f64) -> f64 {
        if let Self::Logistic { slope, intercept, guessing } = self {
            return logistic::information(*slope, slope * theta + intercept, *guessing);
        }
        let categories = self.categories();
        let mut numbers = vec![0.0; 3 * categories];
        let (log_p, rest) = numbers.split_at_mut(categories);
        let (first, second) = rest.split_at_mut(categories);
        self.slopes_into(theta, log_p, first, second);
        log_p.iter().zip(first).map(|(log_p, first)| log_p.exp() * *first * *first).sum()
    }

    /// Expected score at ability `theta`: `sum over k of k P(k)`.
    pub fn expected_score(&self, theta: f64) -> f64 {
        self.probabilities(theta).iter().enumerate().map(|(k, p)| k as f64 * p).sum()
    }
}
