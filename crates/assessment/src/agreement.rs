//! How far raters agree, and whether a rater is ready to rate. What the marks of two come to, `domain::rubric::settle`
//! says.
//!
//! | Question | Function |
//! | --- | --- |
//! | How far do two raters agree on one criterion? | [`of_pair`]: exact, adjacent, kappa, weighted kappa |
//! | And on a rubric? | [`of_rubric`]: each criterion, and all |
//! | How far do more than two, each not rating everything? | [`alpha`] (Krippendorff) |
//! | May this rater rate? | [`calibrate`]: beside anchor scores |
//!
//! Ratings are levels of an ordered scale, numbered from 0.

mod calibration;
mod kappa;
mod several;
#[cfg(test)]
mod tests;

pub use calibration::{Calibration, CalibrationRule, Short, calibrate};
pub use kappa::{
    Coefficient, CriterionAgreement, CriterionRatings, PairAgreement, RubricAgreement, of_pair, of_rubric,
};
pub use several::{Metric, alpha};

/// Ratings that cannot be compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum BadRatings {
    /// A scale of fewer than two levels.
    #[error("a scale has 2 to 100 levels, not {0}")]
    Levels(usize),
    /// A level that is not on the scale.
    #[error("rating {place} (from 0) is level {level} (from 0) of a scale of {levels}: mend it")]
    Level {
        /// Which rating.
        place: usize,
        /// Its level.
        level: usize,
        /// Levels of the scale.
        levels: usize,
    },
    /// Nothing to compare.
    #[error("no piece of work has two ratings: rate some twice")]
    Empty,
}
