//! What cannot be a table of answers.

use crate::models::MOST_CATEGORIES;

/// Answers that nothing can be learned from.
#[derive(Debug, Clone, Copy, PartialEq, thiserror::Error)]
pub enum BadResponses {
    /// A table without columns.
    #[error("there is no item")]
    NoItems,
    /// A table without rows, or with weights that sum to 0.
    #[error("there is no learner")]
    NoLearners,
    /// The cells do not fill whole rows.
    #[error("{cells} cells do not make whole rows of {items} items")]
    Length {
        /// How many cells were given.
        cells: usize,
        /// How many items a row has.
        items: usize,
    },
    /// Weights or groups for another number of rows.
    #[error("{given} values were given for {rows} rows")]
    Rows {
        /// How many rows there are.
        rows: usize,
        /// How many values were given.
        given: usize,
    },
    /// A score below 0, or more categories than an item may have.
    #[error(
        "row {row}, item {item} (both from 0): a score is 0 to {}, not {score}",
        MOST_CATEGORIES - 1
    )]
    Score {
        /// The row, from 0.
        row: usize,
        /// The item, from 0.
        item: usize,
        /// The score given.
        score: i32,
    },
    /// A weight below 0 or not finite.
    #[error("row {row} (from 0): a weight is a finite number of 0 or more, not {weight}")]
    Weight {
        /// The row, from 0.
        row: usize,
        /// The weight given.
        weight: f64,
    },
    /// A group number that nobody has.
    #[error("nobody is in group {0}; number the groups from 0 without gaps")]
    EmptyGroup(usize),
}
