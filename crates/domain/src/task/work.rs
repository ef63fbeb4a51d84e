//! What a learner makes of a task.

use super::{LearnerId, TaskId, Timestamp};
use crate::chain::Digest;

/// How far a piece of work is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum WorkState {
    /// The learner is at it.
    Draft,
    /// It is being rated.
    HandedIn,
    /// Its feedback can be read.
    Released,
}

impl WorkState {
    const ALL: [(Self, &'static str); 3] =
        [(Self::Draft, "draft"), (Self::HandedIn, "handed_in"), (Self::Released, "released")];

    /// The word in storage, files and the API.
    pub fn word(self) -> &'static str {
        Self::ALL[self as usize].1
    }

    /// Reads the word back.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.iter().find(|(_, known)| *known == word).map(|(state, _)| *state)
    }
}

/// What a learner makes of a task, once: a later one never takes its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Work {
    /// Whose.
    pub learner: LearnerId,
    /// Of which task.
    pub task: TaskId,
    /// From 1.
    pub attempt: i64,
    /// How far it is.
    pub state: WorkState,
    /// What was written; may be empty.
    pub words: String,
    /// Where it lies, if elsewhere; may be empty.
    pub link: String,
    /// Files, in the order in which they came.
    pub files: Vec<Digest>,
    /// The places of the criteria that are judged: all at first, later what was not yet met.
    pub asked: Vec<usize>,
    /// When the learner began.
    pub begun_at: Timestamp,
    /// When it was changed last.
    pub touched_at: Timestamp,
    /// When it was handed in.
    pub handed_in_at: Option<Timestamp>,
    /// Until when it is to be rated.
    pub rate_by: Option<Timestamp>,
    /// When its feedback was released.
    pub released_at: Option<Timestamp>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_states_read_back() {
        for (state, word) in WorkState::ALL {
            assert_eq!((WorkState::from_word(word), state.word()), (Some(state), word));
        }
    }
}
