//! What is not yet right with what an author wrote.

use super::formula::{NoValue, Unreadable};

/// One thing to mend, in the words of whoever writes the item.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{field} («{value}»): {fault}")]
pub struct AuthoringProblem {
    /// Where: `stem`, `choices[2]`, `variables[0].name`; lists count from 0.
    pub field: String,
    /// What was written there, at most the first 80 characters.
    pub value: String,
    /// What is wrong and what to do.
    pub fault: Fault,
}

/// What is wrong, and what to do.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Fault {
    /// Nothing is written.
    #[error("is empty: write something")]
    Empty,
    /// No choice is marked as right.
    #[error("no right answer is marked: mark one")]
    NoRightAnswer,
    /// More right answers than the kind takes.
    #[error("{0} right answers are marked: mark one, or let learners choose several")]
    TooManyRight(usize),
    /// Too few to choose from.
    #[error("has {0} to choose from: write at least two")]
    TooFew(usize),
    /// The same twice.
    #[error("stands there twice, the second time at {0}: change or remove one")]
    Twice(String),
    /// An image, sound or film without a text for those who do not see or hear it.
    #[error("has no alternative text: say in a few words what it shows, between [ and ]")]
    NoAlternativeText,
    /// A text that cannot be read.
    #[error("{0}")]
    Markup(String),
    /// A formula that cannot be read.
    #[error("the formula {0}")]
    Formula(Unreadable),
    /// A formula that has no value for something that may be drawn.
    #[error("{why} when {draw}: change the formula, or add a condition that leaves these out")]
    NoValue {
        /// Why.
        why: NoValue,
        /// The draw, such as `a = 2, b = 2`.
        draw: String,
    },
    /// A formula of the wrong sort, or a variable that is not there.
    #[error("{0}")]
    Sort(String),
    /// A wrong answer that is the right one for something that may be drawn.
    #[error("is the same as {other} when {draw}: change it, or add a condition that leaves these out")]
    SameWhen {
        /// The other one.
        other: String,
        /// The draw.
        draw: String,
    },
    /// A variable that nothing uses.
    #[error("is never used: use it in a text or formula, or remove it")]
    Unused,
    /// A name that a variable cannot have.
    #[error("is no name for a variable: use a small letter, then small letters, digits or _, not a function")]
    BadName,
    /// A range with nothing in it, or too much.
    #[error("is no range: the least comes first, the step is above 0, at most 100,000 steps, six places")]
    BadRange,
    /// Nothing that may be drawn fulfils the condition.
    #[error("nothing that was drawn fulfils it: widen the variables, or the condition")]
    NeverTrue,
    /// A number out of its range.
    #[error("has to be {0}")]
    OutOfRange(&'static str),
    /// A blank that is not in the stem, or is there twice.
    #[error("blank {{{{{0}}}}} has to stand in the text exactly once")]
    Blank(usize),
    /// A place in a text where none belongs.
    #[error("a place to answer stands where none belongs: remove it")]
    Misplaced,
    /// Something that is never shown.
    #[error("is never shown, because a person scores this: leave it empty, or use the general feedback")]
    NeverShown,
    /// A name that QTI cannot take.
    #[error("begins with a letter or _, then letters, digits, - _ and . only, 128 at most")]
    BadIdentifier,
}

/// A list of problems being gathered.
#[derive(Debug, Default)]
pub(super) struct Problems(pub Vec<AuthoringProblem>);

impl Problems {
    pub(super) fn add(&mut self, field: impl Into<String>, value: &str, fault: Fault) {
        let value = match value.char_indices().nth(80) {
            Some((end, _)) => format!("{}…", &value[..end]),
            None => value.to_owned(),
        };
        let problem = AuthoringProblem { field: field.into(), value, fault };
        if !self.0.contains(&problem) {
            self.0.push(problem);
        }
    }
}
