//! One learner taking an assessment once, and each answer in it.

/// Declares words of storage and the API.
macro_rules! words {
    ($(#[$doc:meta])* $name:ident { $($(#[$variant_doc:meta])* $variant:ident = $word:literal),+ $(,)? }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $name {
            $($(#[$variant_doc])* $variant),+
        }

        impl $name {
            /// Everything with its word.
            pub const ALL: &'static [(Self, &'static str)] = &[$((Self::$variant, $word)),+];

            /// The word in storage and the API.
            pub fn word(self) -> &'static str {
                match self {
                    $(Self::$variant => $word),+
                }
            }

            /// Reads the word back.
            pub fn from_word(word: &str) -> Option<Self> {
                Self::ALL.iter().find(|(_, known)| *known == word).map(|(one, _)| *one)
            }
        }
    };
}

words! {
    /// Where a sitting takes place.
    Medium {
        /// On a screen.
        Screen = "screen",
        /// On paper, with an answer sheet.
        Paper = "paper",
    }
}

words! {
    /// How far a sitting is.
    SittingState {
        /// Answers are taken.
        Open = "open",
        /// Interrupted: nothing is taken until it goes on.
        Paused = "paused",
        /// Ended, and something is left for a person to score.
        Waiting = "waiting",
        /// Ended and scored.
        Scored = "scored",
        /// Ended and taken back by somebody, with a reason: it counts nowhere.
        Annulled = "annulled",
    }
}

words! {
    /// How far one item of a sitting is.
    ResponseState {
        /// In the form, and not shown yet.
        Planned = "planned",
        /// Shown.
        Shown = "shown",
        /// An answer is kept that can still be changed.
        Saved = "saved",
        /// Answered.
        Answered = "answered",
        /// Passed over.
        Skipped = "skipped",
        /// "I have not been taught this."
        NotTaught = "not_taught",
        /// Its processing failed: a person has to look.
        Unscorable = "unscorable",
    }
}

impl SittingState {
    /// Whether it has ended.
    pub fn has_ended(self) -> bool {
        matches!(self, Self::Waiting | Self::Scored | Self::Annulled)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_read_back() {
        for (state, word) in SittingState::ALL {
            assert_eq!(SittingState::from_word(word), Some(*state));
        }
        for (state, word) in ResponseState::ALL {
            assert_eq!(ResponseState::from_word(word), Some(*state));
        }
        assert_eq!(Medium::from_word("stone"), None);
    }
}
