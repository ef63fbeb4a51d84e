//! The files that are compiled in.

use crate::Language;

/// One file of words, in each language. A district may have its own beside it, with the texts it changes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum File {
    /// What everybody reads: the frame of the pages, days, signing in.
    Everyone,
    /// What learners read.
    Learner,
    /// What families read.
    Family,
}

impl File {
    /// Every one.
    pub const ALL: &'static [Self] = &[Self::Everyone, Self::Learner, Self::Family];

    /// The word in addresses, storage and the API.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Everyone => "everyone",
            Self::Learner => "learner",
            Self::Family => "family",
        }
    }

    /// Reads the word back.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|file| file.word() == word)
    }

    /// The text that ships.
    pub const fn text(self, language: Language) -> &'static str {
        match (self, language) {
            (Self::Everyone, Language::English) => include_str!("../files/everyone/en.ftl"),
            (Self::Everyone, Language::Spanish) => include_str!("../files/everyone/es.ftl"),
            (Self::Learner, Language::English) => include_str!("../files/learner/en.ftl"),
            (Self::Learner, Language::Spanish) => include_str!("../files/learner/es.ftl"),
            (Self::Family, Language::English) => include_str!("../files/family/en.ftl"),
            (Self::Family, Language::Spanish) => include_str!("../files/family/es.ftl"),
        }
    }
}
