//! Items written without XML: what an author fills in for the common kinds, made into an item of QTI, and read
//! back from one.
//!
//! Texts are in a light markup (`crates/assessment/src/authoring/markup.rs`), and may show what is drawn:
//! `{= a*b + c}`. Laws, each a property test: an item that was made reads back as what it was made of, in its
//! canonical writing; what reads back makes the same item again; whatever cannot be read back is left alone.

mod answers;
mod build;
mod check;
mod drawn;
mod draws;
mod formula;
mod markup;
mod problem;
mod qti;
mod read;
mod scoring;

use domain::item::StimulusRef;

pub use build::{to_item, to_stimulus};
pub use formula::{Drawn, Formula, Function, NoValue, Operator, Unreadable};
pub use problem::{AuthoringProblem, Fault};
pub use read::{changing_supports, from_item, from_stimulus};

/// An item as its author writes it.
#[derive(Debug, Clone, PartialEq)]
pub struct Authored {
    /// The identifier by which packages name it: a letter, then letters, digits, `-`, `_` and `.`.
    pub identifier: String,
    /// What its author calls it; learners do not see it.
    pub title: String,
    /// Language of the text, such as `en`.
    pub language: Option<String>,
    /// Stimuli that are shown with it.
    pub stimuli: Vec<StimulusRef>,
    /// What is asked, in light markup. `{{1}}` stands where a word, number or inline choice is answered.
    pub stem: String,
    /// How it is answered, with the key.
    pub kind: AuthoredKind,
    /// Shown when a learner asks for help; light markup.
    pub hint: Option<String>,
    /// What is said after an attempt.
    pub feedback: Feedback,
    /// The most points it gives; above 0.
    pub points: f64,
    /// What is drawn anew for each sitting.
    pub variables: Vec<Variable>,
    /// What has to hold for what is drawn, such as `a < b and gcd(a, b) == 1`.
    pub constraint: Option<String>,
    /// Supports that change what is measured, by their word: `calculator`, `read-aloud`. A sitting that gives
    /// one of them says so beside the result.
    pub changing_supports: Vec<String>,
}

/// What is said after an attempt, in light markup.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Feedback {
    /// In any case.
    pub general: Option<String>,
    /// When all points were reached.
    pub right: Option<String>,
    /// When not.
    pub wrong: Option<String>,
}

/// How an item is answered.
#[derive(Debug, Clone, PartialEq)]
pub enum AuthoredKind {
    /// One of a list.
    ChooseOne {
        /// The list, one of them right.
        choices: Vec<AuthoredChoice>,
        /// Whether it is shown in another order to each learner.
        shuffle: bool,
    },
    /// Several of a list.
    ChooseSeveral {
        /// The list.
        choices: Vec<AuthoredChoice>,
        /// Whether it is shown in another order to each learner.
        shuffle: bool,
        /// What part of it counts.
        credit: Credit,
    },
    /// True or false.
    TrueFalse {
        /// Which.
        answer: bool,
        /// The words for true and for false, in the item's language.
        words: [String; 2],
    },
    /// Lists in lines of the stem, at `{{1}}`, `{{2}}`, …
    InlineChoice {
        /// The lists.
        blanks: Vec<Blank>,
        /// What part of it counts.
        credit: Credit,
    },
    /// A word or few.
    ShortText {
        /// What is right, letter by letter.
        accepted: Vec<String>,
        /// Whether capitals matter.
        case_sensitive: bool,
    },
    /// A number.
    Number {
        /// The number, as a formula.
        value: String,
        /// How far off still counts.
        tolerance: NumberTolerance,
        /// Units that may be typed after it, such as `cm`.
        units: Vec<String>,
        /// Whether `3,5` is taken for three and a half.
        decimal_comma: bool,
    },
    /// To each row its column.
    Match {
        /// Rows, each with the place of its column, from 0.
        rows: Vec<(String, usize)>,
        /// Columns; one may belong to no row, or to several.
        columns: Vec<String>,
        /// What part of it counts.
        credit: Credit,
    },
    /// A list put in order.
    Order {
        /// The list in its right order.
        entries: Vec<String>,
        /// What part of it counts: per answer, each entry that is at its place.
        credit: Credit,
    },
    /// Words put into gaps.
    GapMatch {
        /// The text in light markup, with what belongs into each gap: `The {{sun}} is a star.`
        text: String,
        /// Words that belong nowhere.
        extra: Vec<String>,
        /// What part of it counts.
        credit: Credit,
    },
    /// Words of a text chosen.
    Hottext {
        /// The text in light markup: `[[word]]` can be chosen, `[[*word]]` should be.
        text: String,
        /// What part of it counts.
        credit: Credit,
    },
    /// A longer text, which a person scores.
    ExtendedText {
        /// About so many lines.
        lines: u32,
        /// What whoever scores it looks for; light markup.
        guideline: String,
    },
    /// A file, which a person scores.
    FileUpload {
        /// Media types that are taken, such as `image/*`; empty for any.
        types: Vec<String>,
        /// What whoever scores it looks for; light markup.
        guideline: String,
    },
    /// Speech, which a person scores.
    AudioAnswer {
        /// At most so many seconds.
        seconds: u32,
        /// What whoever scores it looks for; light markup.
        guideline: String,
    },
}

/// One of a list to choose from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AuthoredChoice {
    /// What is shown; light markup of one line.
    pub text: String,
    /// Whether it is right.
    pub right: bool,
    /// What is said to whoever chose it; light markup.
    pub feedback: Option<String>,
}

/// A list in a line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Blank {
    /// The list; light markup of one line each.
    pub choices: Vec<String>,
    /// The place of the right one, from 0.
    pub right: usize,
}

/// What part of an answer counts.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Credit {
    /// All of it, or nothing.
    AllOrNothing,
    /// Each right answer its share; the score never falls below 0.
    PerAnswer {
        /// What a wrong answer takes away, as a share of what a right one gives: 0 to 1. Above 0 only where
        /// more than the right ones can be chosen: several of a list, words of a text.
        penalty: f64,
    },
}

/// How far off a number may be.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum NumberTolerance {
    /// Not at all, but for the last digits of calculating (1e-9).
    Exact,
    /// By so much; from 1e-6.
    Absolute(f64),
    /// By so many percent; above 0.
    Relative(f64),
}

/// Something that is drawn.
#[derive(Debug, Clone, PartialEq)]
pub struct Variable {
    /// Its name in formulas: a small letter, then small letters, digits or `_`.
    pub name: String,
    /// How it is drawn.
    pub kind: VariableKind,
}

/// How something is drawn.
#[derive(Debug, Clone, PartialEq)]
pub enum VariableKind {
    /// A number from a range.
    Range {
        /// The least.
        least: f64,
        /// The most.
        most: f64,
        /// How far apart.
        step: f64,
    },
    /// One of a list of numbers, or of words.
    OneOf(Vec<Drawn>),
    /// Calculated from variables above it.
    Formula(String),
}

#[cfg(test)]
mod tests;
