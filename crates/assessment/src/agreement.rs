//! How far raters agree, what happens when they do not, and whether a rater is ready to rate.
//!
//! | Question | Function |
//! | --- | --- |
//! | How far do two raters agree on one criterion? | [`of_pair`]: exact, adjacent, kappa, weighted kappa |
//! | And on a rubric? | [`of_rubric`]: each criterion, and all |
//! | How far do more than two, each not rating everything? | [`alpha`] (Krippendorff), [`fleiss_kappa`] |
//! | What is the score of work that two rated? | [`settle`]: within a tolerance, or a third rater |
//! | May this rater rate? | [`calibrate`]: beside anchor scores |
//!
//! Ratings are levels of an ordered scale, numbered from 0.

mod adjudication;
mod calibration;
mod kappa;
mod several;
#[cfg(test)]
mod tests;

pub use adjudication::{Adjudication, SettleRule, Settled, Settling, settle};
pub use calibration::{Calibration, CalibrationRule, Short, calibrate};
pub use kappa::{
    Coefficient, CriterionAgreement, CriterionRatings, PairAgreement, RubricAgreement, of_pair, of_rubric,
};
pub use several::{Metric, alpha, fleiss_kappa};

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
    /// Pieces of work with different numbers of ratings, where all must have as many.
    #[error(
        "piece {place} (from 0) has {ratings} ratings, and the first has {first}: use alpha, which takes gaps"
    )]
    Uneven {
        /// Which piece.
        place: usize,
        /// Its ratings.
        ratings: usize,
        /// Those of the first.
        first: usize,
    },
}
