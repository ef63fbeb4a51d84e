//! Choices of a plan, each with its word.

/// Declares a choice: its variants, their words in storage and the API, and how they are read back.
macro_rules! words {
    ($(#[$doc:meta])* $name:ident { $($(#[$variant_doc:meta])* $variant:ident = $word:literal,)+ }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $name {
            $($(#[$variant_doc])* $variant,)+
        }

        impl $name {
            /// Every choice with its word.
            pub const ALL: &'static [(Self, &'static str)] = &[$((Self::$variant, $word),)+];

            /// The word in storage and the API.
            pub fn word(self) -> &'static str {
                match self {
                    $(Self::$variant => $word,)+
                }
            }

            /// Reads the word back.
            pub fn from_word(word: &str) -> Option<Self> {
                Self::ALL.iter().find(|(_, known)| *known == word).map(|(choice, _)| *choice)
            }
        }

        impl super::text::FieldText for $name {
            fn write(&self) -> String {
                self.word().to_owned()
            }

            fn read(text: &str) -> Result<Self, String> {
                Self::from_word(text).ok_or_else(|| {
                    let words: Vec<&str> = Self::ALL.iter().map(|(_, word)| *word).collect();
                    format!("write one of {}", words.join(", "))
                })
            }
        }
    };
}

words! {
    /// What people call an assessment.
    PlanKind {
        /// Where a learner stands, by domain.
        AdaptiveDiagnostic = "adaptive_diagnostic",
        /// A few items at the end of a lesson.
        ExitSlip = "exit_slip",
        /// On demand, when the learner feels ready.
        Check = "check",
        /// Before a unit.
        PreTest = "pre_test",
        /// After a unit.
        PostTest = "post_test",
        /// Unlocked and watched.
        Final = "final",
        /// To learn by.
        Practice = "practice",
        /// Anything else.
        Custom = "custom",
    }
}

words! {
    /// How items come in.
    SelectBy {
        /// A list of items.
        Fixed = "fixed",
        /// A form by a blueprint, fresh for each attempt.
        Blueprint = "blueprint",
        /// Item by item, by the answers so far.
        Adaptive = "adaptive",
        /// A QTI test.
        Test = "test",
    }
}

words! {
    /// How an adaptive test chooses its next item.
    ItemRule {
        /// The most informative at the estimate.
        MaximumInformation = "maximum_information",
        /// The most informative on average over the posterior.
        PosteriorWeighted = "posterior_weighted",
        /// The largest Kullback-Leibler distance, averaged over the posterior.
        KullbackLeibler = "kullback_leibler",
        /// Random at first, informative at last.
        Progressive = "progressive",
        /// By lot among the most informative.
        Randomesque = "randomesque",
    }
}

words! {
    /// How the domains of a diagnostic take turns.
    DomainOrder {
        /// One domain after another.
        InTurn = "in_turn",
        /// From item to item, whichever is least sure.
        Interleaved = "interleaved",
    }
}

words! {
    /// Whether items come again in a later attempt.
    FreshForm {
        /// Never: a bank that is too small says so before the start.
        NeverRepeat = "never_repeat",
        /// Only when the bank has no other left; what was seen longest ago first.
        AvoidRepeats = "avoid_repeats",
        /// As it comes.
        RepeatsAllowed = "repeats_allowed",
    }
}

words! {
    /// How items are shown.
    Layout {
        /// One at a time.
        OneAtATime = "one_at_a_time",
        /// All on one page.
        AllOnAPage = "all_on_a_page",
    }
}

words! {
    /// When a learner sees what was right.
    Feedback {
        /// Not at all.
        Never = "never",
        /// As soon as an item is answered.
        AfterEachAnswer = "after_each_answer",
        /// When the sitting is submitted.
        AfterSubmission = "after_submission",
        /// When an educator releases the results.
        AfterRelease = "after_release",
    }
}

words! {
    /// What becomes of answers that come after the time and its grace.
    AnswersAfterTime {
        /// They are not taken; the sitting is submitted as it is.
        Refused = "refused",
        /// They are kept and marked late; an educator decides.
        MarkedLate = "marked_late",
        /// They count; the time is a recommendation.
        Taken = "taken",
    }
}

words! {
    /// Whether a sitting may be interrupted.
    Pauses {
        /// The clock runs on, whatever happens.
        ClockRuns = "clock_runs",
        /// A pause stops the clock; each is noted.
        ClockStops = "clock_stops",
    }
}

words! {
    /// When evidence is written.
    EvidenceWhen {
        /// As each answer is scored.
        EachAnswer = "each_answer",
        /// When the sitting is submitted.
        AtTheEnd = "at_the_end",
    }
}

words! {
    /// What evidence counts.
    EvidenceCounts {
        /// As any other.
        Fully = "fully",
        /// It can raise a judgement, never lower it.
        OnlyHelps = "only_helps",
        /// Not at all: it is practice, kept for the learner.
        Practice = "practice",
    }
}

words! {
    /// What one answer to an item of several competencies is evidence of.
    ///
    /// Example: an item of "adds fractions" and "reads a table", worth 2 points, earns 1. `First`: 1 of 2 for "adds
    /// fractions" alone. `Each`: 1 of 2 for both; the sitting's own score counts it once in either case.
    Alignment {
        /// Of the competency named first.
        First = "first",
        /// Of each.
        Each = "each",
    }
}

words! {
    /// What comes of rushing.
    RushingAct {
        /// Nothing.
        Ignore = "ignore",
        /// The educator sees it.
        Notice = "notice",
        /// A private notice, no placement, and a retake that counts against no limit.
        NotPlaced = "not_placed",
    }
}

words! {
    /// What may be used.
    Tool {
        /// The four operations.
        BasicCalculator = "basic_calculator",
        /// With functions.
        ScientificCalculator = "scientific_calculator",
        /// With graphs.
        GraphingCalculator = "graphing_calculator",
        /// A sheet of formulas.
        FormulaSheet = "formula_sheet",
        /// The periodic table.
        PeriodicTable = "periodic_table",
        /// A ruler on the screen.
        Ruler = "ruler",
        /// A protractor on the screen.
        Protractor = "protractor",
        /// A dictionary.
        Dictionary = "dictionary",
        /// Words of the item in another language.
        Glossary = "glossary",
        /// Text read aloud.
        TextToSpeech = "text_to_speech",
        /// Marking text.
        Highlighter = "highlighter",
        /// One line at a time.
        LineReader = "line_reader",
        /// Striking out options.
        AnswerMasking = "answer_masking",
        /// A page for notes.
        Notepad = "notepad",
    }
}
