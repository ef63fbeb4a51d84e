//! Whether a test stops now, and why.

use super::{classification::Side, sitting::Sitting};

/// Why a test stopped. The message is for a person.
#[derive(Debug, Clone, Copy, PartialEq, thiserror::Error)]
pub enum StopReason {
    /// The most items were given.
    #[error("{0} questions were answered, the most this test asks")]
    Length(usize),
    /// The estimate is sure enough.
    #[error("after {answers} questions the standard error is {error:.3}, not above {limit}")]
    Error {
        /// Answers so far.
        answers: usize,
        /// The standard error reached.
        error: f64,
        /// The standard error asked for.
        limit: f64,
    },
    /// No item left tells enough.
    #[error("no question left gives more than {information:.3} information, below {limit}")]
    Information {
        /// The most that is left.
        information: f64,
        /// The least that is worth a question.
        limit: f64,
    },
    /// The learner is classified.
    #[error("after {answers} questions the learner is {} the cut of {cut}", if *.side == Side::Above { "at or above" } else { "below" })]
    Classified {
        /// Answers so far.
        answers: usize,
        /// The side.
        side: Side,
        /// The cut.
        cut: f64,
    },
    /// No item is allowed any more: used up, enemies of used ones, or beyond a quota.
    #[error("after {0} questions no other question of the bank is allowed")]
    NothingLeft(usize),
}

/// The rules that do not need to know the next item.
pub(super) fn reason(sitting: &Sitting) -> Option<StopReason> {
    let stopping = sitting.test().rules.stopping;
    let answers = sitting.state().answers.len();
    if answers >= stopping.most {
        return Some(StopReason::Length(answers));
    }
    if answers < stopping.least || sitting.still_needed() > 0 || sitting.stays() {
        return None;
    }
    let estimate = sitting.estimate();
    if let Some(limit) = stopping.error.filter(|limit| estimate.error <= *limit) {
        return Some(StopReason::Error { answers, error: estimate.error, limit });
    }
    let classification = stopping.classification?;
    let side = classification.decide(estimate, sitting.log_ratio(), sitting.test().reach)?;
    Some(StopReason::Classified { answers, side, cut: classification.cut })
}
