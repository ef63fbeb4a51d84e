//! What is wrong with a file.

use std::fmt;

/// One thing that is wrong with a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// Who can see it.
    pub kind: Kind,
    /// The line, from 1; known where it is no JSON.
    pub line: Option<usize>,
    /// Where, such as `learners[3].ready[1].competency`; empty for the file.
    pub path: String,
    /// What, with the value.
    pub what: String,
    /// What to do.
    pub advice: String,
}

/// How deep one has to look to see a problem.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// It is no JSON, or says something twice.
    Syntax,
    /// The JSON Schema refuses it.
    Shape,
    /// It fits the schema and makes no sense: names nothing, overlaps, contradicts.
    Meaning,
}

/// A file that cannot be used: everything that is wrong with it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unreadable {
    /// In the order of the file's parts; at least one.
    pub problems: Vec<Problem>,
    /// How many more there are: no more than a thousand are kept.
    pub left_off: usize,
}

impl std::error::Error for Unreadable {}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(line) = self.line {
            write!(f, "line {line}: ")?;
        }
        if !self.path.is_empty() {
            write!(f, "{}: ", self.path)?;
        }
        write!(f, "{}: {}", self.what, self.advice)
    }
}

impl fmt::Display for Unreadable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (place, problem) in self.problems.iter().enumerate() {
            let end = if place == 0 { "" } else { "\n" };
            write!(f, "{end}{problem}")?;
        }
        if self.left_off > 0 {
            write!(f, "\nand {} more", self.left_off)?;
        }
        Ok(())
    }
}
