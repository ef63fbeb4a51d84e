//! What to fit, and how.

use crate::{
    models::{Item, Model},
    posterior::{Grid, Population},
};

/// What to do with one item.
#[derive(Debug, Clone, PartialEq)]
pub enum ItemPlan {
    /// Fit a curve of this family.
    Estimate(Model),
    /// Keep the item as it is, to hold the scale.
    Anchored(Item),
}

/// What to do with one population. The numbers are where the estimation begins, or stays.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum PopulationPlan {
    /// Both numbers stay.
    Fixed(Population),
    /// The mean stays, the standard deviation is estimated.
    FreeSpread(Population),
    /// Both are estimated.
    Free(Population),
}

/// A normal density, used as prior.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Normal {
    /// Mean.
    pub mean: f64,
    /// Standard deviation, above 0.
    pub sd: f64,
}

impl Normal {
    pub(crate) fn precision(self) -> f64 {
        1.0 / (self.sd * self.sd)
    }

    pub(crate) fn pull(self, x: f64) -> f64 {
        (self.mean - x) * self.precision()
    }

    pub(crate) fn log_density(self, x: f64) -> f64 {
        let z = (x - self.mean) / self.sd;
        -0.5 * z * z - self.sd.ln() - 0.5 * (2.0 * std::f64::consts::PI).ln()
    }
}

/// Priors of 3PL items; items of other models have none.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Priors {
    /// On the logarithm of the slope. Keeps an item from being turned round.
    pub log_slope: Option<Normal>,
    /// On the log-odds of the lower asymptote.
    pub logit_guessing: Option<Normal>,
}

impl Default for Priors {
    /// `log a ~ N(0, 2)`, so weak that it only keeps the slope from turning round, and
    /// `logit g ~ N(-1.4, 0.5)`: a guess of one in five, give or take. For fewer than about 1,000 learners
    /// a tighter slope, such as `N(0, 0.5)`, is the usual choice.
    fn default() -> Self {
        Self {
            log_slope: Some(Normal { mean: 0.0, sd: 2.0 }),
            logit_guessing: Some(Normal { mean: -1.4, sd: 0.5 }),
        }
    }
}

/// How standard errors are found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Errors {
    /// Not at all.
    None,
    /// From the observed information: the Jacobian of the marginal gradient (which is Oakes' identity) by
    /// central differences. Two E-steps per free number.
    Oakes,
    /// From the sum of squares of the learners' gradients. One E-step; for large samples.
    CrossProduct,
}

/// How to fit.
#[derive(Debug, Clone, PartialEq)]
pub struct Settings {
    /// Where the populations are weighed.
    pub grid: Grid,
    /// Priors of 3PL items.
    pub priors: Priors,
    /// The fit has converged when a further step promises to raise the log-likelihood by less.
    pub tolerance: f64,
    /// The most steps.
    pub most_steps: usize,
    /// Standard errors.
    pub errors: Errors,
    /// One plan per group of the answers. `None`: the first has mean 0, and standard deviation 1 unless
    /// an item has its slope fixed at 1; the others are free; with anchored items all are free.
    pub populations: Option<Vec<PopulationPlan>>,
    /// An item with fewer answers (weighted) is set aside.
    pub fewest_answers: f64,
    /// Whether to keep items whose slope comes out negative instead of setting them aside.
    pub keep_negative_slopes: bool,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            grid: Grid::default(),
            priors: Priors::default(),
            tolerance: 1e-7,
            most_steps: 500,
            errors: Errors::Oakes,
            populations: None,
            fewest_answers: 10.0,
            keep_negative_slopes: false,
        }
    }
}
