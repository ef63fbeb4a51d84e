//! What is done to many learners at once: the action, and what became of each row.

use crate::{CompetencyId, Date, SectionId};

/// Whom a reminder goes to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Reminded {
    /// Who speaks for the learner and may see the record.
    Guardians,
    /// The learner.
    Learner,
}

impl Reminded {
    /// Everyone, in order.
    pub const ALL: &'static [Self] = &[Self::Guardians, Self::Learner];

    /// The word in storage and the API.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Guardians => "guardians",
            Self::Learner => "learner",
        }
    }

    /// Reads the word back.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|one| one.word() == word)
    }
}

/// What is done to each learner of a batch.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum BatchAction {
    /// Gives a place in a section from a day on.
    Enroll {
        /// The section.
        section: SectionId,
        /// The first day.
        day: Date,
    },
    /// Ends the place in one section and gives one in another.
    Move {
        /// The section that is left.
        from: SectionId,
        /// The section that is joined.
        to: SectionId,
        /// The first day in the new one; the day before is the last in the old one.
        day: Date,
    },
    /// Leaves evidence out of judgement: of a competency, of an instrument, or of both.
    Excuse {
        /// Evidence of this competency.
        competency: Option<CompetencyId>,
        /// Evidence of this instrument, word for word.
        instrument: Option<String>,
    },
    /// Makes draft ratings of a section evidence.
    Release {
        /// The section.
        section: SectionId,
    },
    /// Queues a letter that asks to look.
    Remind {
        /// Whom.
        to: Reminded,
    },
}

impl BatchAction {
    /// The words of the actions, in the order in which they are offered.
    pub const WORDS: [&'static str; 5] = ["enroll", "move", "excuse", "release", "remind"];

    /// The word in storage and the API.
    pub const fn word(&self) -> &'static str {
        match self {
            Self::Enroll { .. } => Self::WORDS[0],
            Self::Move { .. } => Self::WORDS[1],
            Self::Excuse { .. } => Self::WORDS[2],
            Self::Release { .. } => Self::WORDS[3],
            Self::Remind { .. } => Self::WORDS[4],
        }
    }
}

/// How far one row of a batch is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum RowState {
    /// Not reached yet.
    Waiting,
    /// Done.
    Done,
    /// Not done, for a reason.
    Refused,
    /// Done, and undone again.
    Undone,
    /// Done, and not undone for a reason.
    Kept,
}

impl RowState {
    /// Every state, in order.
    pub const ALL: &'static [Self] = &[Self::Waiting, Self::Done, Self::Refused, Self::Undone, Self::Kept];

    /// The word in storage and the API.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Waiting => "waiting",
            Self::Done => "done",
            Self::Refused => "refused",
            Self::Undone => "undone",
            Self::Kept => "kept",
        }
    }

    /// Reads the word back.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|state| state.word() == word)
    }
}
