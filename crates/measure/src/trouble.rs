//! What keeps a command from its work: where it is, what stands there, and what to do.

use std::fmt::{self, Display, Formatter};

/// How many problems are shown; the rest is counted.
const SHOWN: usize = 20;

/// One thing that is wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    file: String,
    line: Option<usize>,
    field: Option<String>,
    value: Option<String>,
    says: String,
}

impl Problem {
    /// Something wrong with a file, or with an option such as `--cut`, and what to do.
    pub fn new(file: impl Into<String>, says: impl Into<String>) -> Self {
        Self { file: file.into(), line: None, field: None, value: None, says: says.into() }
    }

    /// The line, from 1 (the header).
    #[must_use]
    pub fn line(mut self, line: usize) -> Self {
        self.line = Some(line);
        self
    }

    /// The column, key or item.
    #[must_use]
    pub fn field(mut self, field: impl Into<String>) -> Self {
        self.field = Some(field.into());
        self
    }

    /// What stands there.
    #[must_use]
    pub fn value(mut self, value: impl Into<String>) -> Self {
        let value: String = value.into();
        let short: String = value.chars().take(60).collect();
        self.value = Some(if short.len() < value.len() { format!("{short}…") } else { value });
        self
    }
}

impl Display for Problem {
    fn fmt(&self, out: &mut Formatter<'_>) -> fmt::Result {
        write!(out, "{}", self.file)?;
        if let Some(line) = self.line {
            write!(out, ", line {line}")?;
        }
        if let Some(field) = &self.field {
            write!(out, ", field \"{field}\"")?;
        }
        if let Some(value) = &self.value {
            write!(out, ", value {value:?}")?;
        }
        write!(out, ": {}", self.says)
    }
}

/// Problems in the order in which they were found: the first ones, and how many more.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Trouble {
    problems: Vec<Problem>,
    more: usize,
}

impl Trouble {
    /// Takes note of a problem.
    pub fn add(&mut self, problem: Problem) {
        if self.problems.len() < SHOWN {
            self.problems.push(problem);
        } else {
            self.more += 1;
        }
    }

    /// `value`, unless there are problems.
    pub fn or<T>(self, value: T) -> Result<T, Self> {
        if self.problems.is_empty() { Ok(value) } else { Err(self) }
    }

    /// The problems that are shown.
    pub fn problems(&self) -> &[Problem] {
        &self.problems
    }
}

impl From<Problem> for Trouble {
    fn from(problem: Problem) -> Self {
        Self { problems: vec![problem], more: 0 }
    }
}

impl Display for Trouble {
    fn fmt(&self, out: &mut Formatter<'_>) -> fmt::Result {
        for (place, problem) in self.problems.iter().enumerate() {
            write!(out, "{}{problem}", if place == 0 { "" } else { "\n" })?;
        }
        if self.more > 0 {
            write!(out, "\nand {} more", self.more)?;
        }
        Ok(())
    }
}

impl std::error::Error for Trouble {}
