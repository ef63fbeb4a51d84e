//! Differential item functioning: whether an item is harder for one group than for learners of the same
//! ability in another.
//!
//! [`mantel_haenszel`] matches by sum scores and needs no model; [`logistic`] also finds an item that favours
//! one group among the weak and the other among the strong; [`likelihood_ratio`] fits the item once for both
//! groups and once for each. All three name an effect by the letters of Educational Testing Service: A
//! negligible, B moderate, C large. The first group (0) is the reference, the second (1) the focal group; a
//! positive effect is in the focal group's favour.

mod likelihood_ratio;
mod logistic;
mod mantel_haenszel;
mod matching;
#[cfg(test)]
mod tests;

pub use likelihood_ratio::{LikelihoodRatio, likelihood_ratio};
pub use logistic::{LogisticDif, logistic};
pub use mantel_haenszel::{MantelHaenszel, mantel_haenszel};

/// How large an effect is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Size {
    /// Negligible.
    A,
    /// Moderate: look at the item.
    B,
    /// Large: the item should not count until it is understood.
    C,
}

impl Size {
    /// The size of a difference of expected scores, as a share of the highest score: A when not significant at
    /// 0.05 or below 0.05 of the score, C from 0.10.
    pub(crate) fn of_share(effect: f64, p: f64) -> Self {
        match effect.abs() {
            far if p < 0.05 && far >= 0.10 => Self::C,
            far if p < 0.05 && far >= 0.05 => Self::B,
            _ => Self::A,
        }
    }
}

/// Answers that cannot be compared by group.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum CannotCompare {
    /// Not exactly two groups.
    #[error("two groups are compared, not {0}")]
    Groups(usize),
    /// An item of more than two categories.
    #[error("item {0} (from 0) has more than two categories")]
    Categories(usize),
    /// Too few rows or items without a gap.
    #[error("two items and rows without missing answers in both groups are needed")]
    TooFew,
}
