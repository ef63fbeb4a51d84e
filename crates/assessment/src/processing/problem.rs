//! What an author got wrong in a rule.

use std::fmt;

/// Why the processing of an item or test came to nothing. The item is then not scored: nobody gets 0 for it.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{process} of {identifier:?}{}: {problem}", Place(.rule))]
pub struct ProcessingError {
    /// Of which item or test, by the identifier that its author gave it.
    pub identifier: String,
    /// In which part of it.
    pub process: Process,
    /// Which rule, and which rule within it, each counted from 1; empty where it lies in no rule.
    pub rule: Vec<usize>,
    /// What is wrong.
    pub problem: Box<Problem>,
}

/// A part of an item or test that is processed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Process {
    /// Drawing what the item shows.
    Template,
    /// Making outcomes of responses.
    Response,
    /// Making a test's outcomes of its items'.
    Outcome,
    /// Asking whether something is taken.
    Precondition,
    /// Asking where to go on.
    Branch,
}

impl fmt::Display for Process {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Template => "template processing",
            Self::Response => "response processing",
            Self::Outcome => "outcome processing",
            Self::Precondition => "precondition",
            Self::Branch => "branch rule",
        })
    }
}

struct Place<'a>(&'a [usize]);

impl fmt::Display for Place<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (depth, number) in self.0.iter().enumerate() {
            write!(f, "{}{number}", if depth == 0 { ", rule " } else { "." })?;
        }
        Ok(())
    }
}

/// What is wrong in a rule.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Problem {
    /// A variable that is not declared.
    #[error("{0:?} is not declared here; declare it, or correct the name")]
    UnknownVariable(String),
    /// An operand that the operator cannot take.
    #[error("{operator} takes {wanted}, not {found}; change the operand")]
    WrongType {
        /// The operator, by QTI's name.
        operator: &'static str,
        /// What it takes.
        wanted: &'static str,
        /// What it was given.
        found: String,
    },
    /// A value that the variable which it is set to cannot hold.
    #[error("{identifier:?} is declared as {wanted} and cannot hold {found}")]
    DoesNotFit {
        /// The variable.
        identifier: String,
        /// What it is declared as.
        wanted: String,
        /// What it was to be set to.
        found: String,
    },
    /// A response without the points that a rule asks for.
    #[error("response {0:?} declares no mapping; add one, or match its key")]
    NoMapping(String),
    /// An outcome without the table that a rule asks for.
    #[error("outcome {0:?} declares no lookup table; add one")]
    NoTable(String),
    /// A function, statistic or constant that QTI does not have, or with the wrong number of operands.
    #[error("{name:?} with {operands} operands is none of QTI's functions")]
    UnknownFunction {
        /// Its name.
        name: String,
        /// How many operands it was given.
        operands: usize,
    },
    /// A pattern that is no XML Schema regular expression, or too large.
    #[error("the pattern {pattern:?} cannot be read: {why}")]
    BadPattern {
        /// The pattern.
        pattern: String,
        /// Why not.
        why: &'static str,
    },
    /// An attribute outside of what it may be.
    #[error("{operator}: {what} cannot be {found}")]
    OutOfRange {
        /// The operator, by QTI's name.
        operator: &'static str,
        /// Which of its attributes.
        what: &'static str,
        /// What it was.
        found: String,
    },
    /// A rule or expression that belongs elsewhere, such as one of tests in an item.
    #[error("{0} cannot stand here")]
    NotHere(&'static str),
    /// More work than any item needs.
    #[error("this takes more than {0} steps; make it simpler")]
    TooMuchWork(u32),
    /// Rules or expressions nested too deep.
    #[error("this is nested deeper than {0}; make it simpler")]
    TooDeep(u32),
}
