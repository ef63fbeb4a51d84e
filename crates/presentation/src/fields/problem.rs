//! Why a field is not taken.

use crate::words::{Words, fill};

/// A field that is not taken, and why.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("field {field:?}: {}", .why.sentence(&Words::default()))]
pub struct FieldProblem {
    /// The field's name, as it was sent; cut after 200 characters.
    pub field: String,
    /// Why it is not taken.
    pub why: Why,
}

/// Why a field is not taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Why {
    /// No field of this form.
    Unknown,
    /// More fields than any form has.
    TooManyFields,
    /// Not among what can be answered.
    Impossible(String),
    /// More than allowed.
    TooMany {
        /// So many are.
        max: u32,
    },
    /// One of a list, used more often than it may be.
    UsedUp {
        /// Which.
        name: String,
        /// So often it may be.
        max: u32,
    },
    /// The same twice.
    Twice(String),
    /// One half of a pair or a point.
    Half,
    /// Two on one place.
    SamePlace(String),
    /// No number, with a number with decimals as the language writes it.
    NotANumber {
        /// What was written.
        text: String,
        /// Such as `2.5`.
        example: String,
    },
    /// No whole number.
    NotWhole(String),
    /// Two numbers, depending on who reads it.
    Ambiguous {
        /// What was written.
        text: String,
        /// One of them, written so that it cannot be the other.
        one: String,
        /// The other.
        other: String,
    },
    /// Below the least or above the most.
    OutOfRange {
        /// The least.
        min: String,
        /// The most.
        max: String,
    },
    /// Between two steps.
    OffStep {
        /// The first step.
        min: String,
        /// How far apart they are.
        step: String,
    },
    /// Longer than taken.
    TooLong {
        /// So many characters are.
        max: usize,
    },
    /// A file of a kind that is not asked for.
    WrongFile {
        /// What it is.
        found: String,
        /// What is asked for.
        types: String,
    },
    /// A file that did not arrive, or is another learner's.
    FileGone,
}

impl FieldProblem {
    pub(crate) fn new(field: &str, why: Why) -> Self {
        Self { field: short(field), why }
    }

    pub(crate) fn impossible(field: &str, what: &str) -> Self {
        Self::new(field, Why::Impossible(short(what)))
    }

    /// What a learner is told.
    pub fn sentence(&self, words: &Words) -> String {
        self.why.sentence(words)
    }
}

impl Why {
    /// What a learner is told.
    pub fn sentence(&self, words: &Words) -> String {
        match self {
            Self::Unknown => words.wrong_unknown.clone(),
            Self::TooManyFields => words.wrong_too_many_fields.clone(),
            Self::Impossible(what) => fill(&words.wrong_impossible, &[("what", what)]),
            Self::TooMany { max } => fill(&words.wrong_too_many, &[("max", &max.to_string())]),
            Self::UsedUp { name, max } => {
                fill(&words.wrong_used_up, &[("what", name), ("max", &max.to_string())])
            }
            Self::Twice(what) => fill(&words.wrong_twice, &[("what", what)]),
            Self::Half => words.wrong_half.clone(),
            Self::SamePlace(what) => fill(&words.wrong_same_place, &[("what", what)]),
            Self::NotANumber { text, example } => {
                fill(&words.wrong_number, &[("what", text), ("example", example)])
            }
            Self::NotWhole(what) => fill(&words.wrong_whole_number, &[("what", what)]),
            Self::Ambiguous { text, one, other } => {
                fill(&words.wrong_ambiguous, &[("what", text), ("one", one), ("other", other)])
            }
            Self::OutOfRange { min, max } => fill(&words.wrong_range, &[("min", min), ("max", max)]),
            Self::OffStep { min, step } => fill(&words.wrong_step, &[("min", min), ("step", step)]),
            Self::TooLong { max } => fill(&words.wrong_long, &[("max", &max.to_string())]),
            Self::WrongFile { found, types } => fill(&words.wrong_file, &[("what", found), ("types", types)]),
            Self::FileGone => words.wrong_gone.clone(),
        }
    }
}

/// What is told of something that was sent: its beginning.
pub(crate) fn short(text: &str) -> String {
    match text.char_indices().nth(200) {
        Some((at, _)) => format!("{}\u{2026}", &text[..at]),
        None => text.to_owned(),
    }
}
