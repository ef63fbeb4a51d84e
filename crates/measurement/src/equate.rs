//! Putting scores of one form, or parameters of one calibration, on the scale of another.
//!
//! Forms: [`mean`], [`linear`] and [`equipercentile`] for groups of equal ability, with
//! [`ScoreCounts::smoothed`] before the last; [`tucker`], [`levine`], [`chained_linear`], [`frequency_estimation`]
//! and [`chained_equipercentile`] for groups that share an anchor test. [`bootstrap_errors`] and
//! [`bootstrap_anchor_errors`] say how sure they are. Calibrations that share items: [`link`].
//!
//! Source: Kolen & Brennan (2014), chs. 2 to 6; checked against the R package equate.

mod anchor_curves;
mod anchor_test;
mod bootstrap;
mod counts;
mod linking;
mod log_linear;
mod percentile;
#[cfg(test)]
mod tests;

pub use anchor_curves::{AnchorCounts, chained_equipercentile, frequency_estimation};
pub use anchor_test::{AnchorGroup, chained_linear, levine, tucker};
pub use bootstrap::{bootstrap_anchor_errors, bootstrap_errors};
pub use counts::{BadCounts, ScoreCounts};
pub use linking::{CannotLink, Criterion, Linking, link};
pub use percentile::equipercentile;

/// A straight line from scores of X to scores of Y: `slope x + intercept`.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Line {
    /// Points of Y per point of X.
    pub slope: f64,
    /// The score of Y for 0 on X.
    pub intercept: f64,
}

impl Line {
    /// The score of Y for a score of X.
    pub fn of(&self, score: f64) -> f64 {
        self.slope * score + self.intercept
    }

    /// Through two means with the ratio of two standard deviations.
    pub(crate) fn through(x: (f64, f64), y: (f64, f64)) -> Self {
        let slope = y.1 / x.1;
        Self { slope, intercept: y.0 - slope * x.0 }
    }
}

/// Mean equating: `y = x - mean(x) + mean(y)`.
pub fn mean(x: &ScoreCounts, y: &ScoreCounts) -> Line {
    Line { slope: 1.0, intercept: y.mean() - x.mean() }
}

/// Linear equating: `y = sd(y) / sd(x) (x - mean(x)) + mean(y)`.
pub fn linear(x: &ScoreCounts, y: &ScoreCounts) -> Line {
    Line::through((x.mean(), x.sd()), (y.mean(), y.sd()))
}
