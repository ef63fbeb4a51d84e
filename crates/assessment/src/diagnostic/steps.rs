//! What a diagnostic asks, why it ends, and what it does not take.

use domain::ItemId;

/// What comes next.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Next {
    /// Ask this item.
    Ask {
        /// The item.
        item: ItemId,
        /// Its domain, by place.
        domain: usize,
    },
    /// It is over.
    Stop(Ended),
}

/// Why a diagnostic is over.
#[derive(Debug, Clone, Copy, PartialEq, thiserror::Error)]
pub enum Ended {
    /// The most items were answered.
    #[error("{0} questions were answered, the most there are")]
    Most(usize),
    /// The measure is sure enough.
    #[error("after {answers} questions the standard error is {error:.3} logits, not above {limit}")]
    Sure {
        /// Answers that count.
        answers: usize,
        /// The standard error reached.
        error: f64,
        /// The standard error asked for.
        limit: f64,
    },
    /// Every domain is full, left or used up.
    #[error("after {0} questions every domain is full, left or used up")]
    EveryDomain(usize),
}

/// Why a domain was left before its time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LeftBecause {
    /// So many items were not taught yet.
    NotTaught(usize),
    /// So many wrong answers in a row.
    Wrong(usize),
}

/// An answer that cannot be taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NotTaken {
    /// Another item was asked, or none.
    #[error("item {given} was not asked{}: show what was asked", asked.map(|asked| format!(", {asked} was")).unwrap_or_default())]
    NotAsked {
        /// The item of the answer.
        given: ItemId,
        /// The item asked; `None` when it is over.
        asked: Option<ItemId>,
    },
    /// "Not taught" is no answer in this plan.
    #[error("\"I have not been taught this\" is no answer here: the plan's not_taught is no")]
    NotAnAnswer,
}
