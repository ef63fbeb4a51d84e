//! What an import gives: the records, and every problem at once.

use serde::{Deserialize, Serialize};

/// The most problems that are kept word for word; the rest are counted.
pub const MOST_PROBLEMS: usize = 1_000;

/// The most characters of a value that a problem repeats.
pub const MOST_VALUE_CHARACTERS: usize = 80;

/// What was read from a file, and what was wrong with it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Parsed<T> {
    /// What could be read. Rows with an error are left out; empty when [`Parsed::stopped`].
    pub batch: T,
    /// What was wrong, in the order found; at most [`MOST_PROBLEMS`].
    pub problems: Vec<Problem>,
    /// How many errors there were, kept or not.
    pub errors: u64,
    /// How many warnings there were, kept or not.
    pub warnings: u64,
    /// The file as a whole is broken: nothing of it may be applied.
    pub stopped: bool,
}

impl<T> Parsed<T> {
    /// Problems that were counted but not kept.
    pub fn problems_left_out(&self) -> u64 {
        (self.errors + self.warnings).saturating_sub(self.problems.len() as u64)
    }

    /// The same report about another shape of batch.
    pub fn map<U>(self, change: impl FnOnce(T) -> U) -> Parsed<U> {
        Parsed {
            batch: change(self.batch),
            problems: self.problems,
            errors: self.errors,
            warnings: self.warnings,
            stopped: self.stopped,
        }
    }
}

/// How bad a problem is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// Something was left out.
    Error,
    /// It was accepted although it is not clean.
    Warning,
}

/// One thing that is wrong in a file, with what to do about it.
///
/// Shape: no text holds a control character, so that a report can be stored and printed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Problem {
    /// The file, as it was named.
    pub file: String,
    /// The line, from 1, where it is known.
    pub line: Option<u64>,
    /// The column, or the path inside a JSON file.
    pub field: Option<String>,
    /// The value found, cut to [`MOST_VALUE_CHARACTERS`].
    pub value: Option<String>,
    /// How bad it is.
    pub severity: Severity,
    /// What is wrong.
    pub what: String,
    /// What to do.
    pub advice: String,
}

impl Problem {
    /// Something that must be left out.
    pub fn error(file: &str, what: impl Into<String>, advice: impl Into<String>) -> Self {
        Self::new(Severity::Error, file, &what.into(), &advice.into())
    }

    /// Something that is accepted although it is not clean.
    pub fn warning(file: &str, what: impl Into<String>, advice: impl Into<String>) -> Self {
        Self::new(Severity::Warning, file, &what.into(), &advice.into())
    }

    fn new(severity: Severity, file: &str, what: &str, advice: &str) -> Self {
        Self {
            file: printable(file, 200),
            line: None,
            field: None,
            value: None,
            severity,
            what: printable(what, 500),
            advice: printable(advice, 500),
        }
    }

    /// On this line, from 1.
    #[must_use]
    pub fn at_line(mut self, line: u64) -> Self {
        self.line = Some(line);
        self
    }

    /// In this column or JSON path.
    #[must_use]
    pub fn in_field(mut self, field: &str) -> Self {
        self.field = Some(printable(field, 200));
        self
    }

    /// Where this was found.
    #[must_use]
    pub fn with_value(mut self, value: &str) -> Self {
        self.value = Some(printable(value, MOST_VALUE_CHARACTERS));
        self
    }
}

/// Cuts to `most` characters and shows control characters as a symbol.
fn printable(text: &str, most: usize) -> String {
    let mut characters = text.chars();
    let mut shown: String = characters
        .by_ref()
        .take(most)
        .map(|c| match c {
            '\n' | '\r' | '\t' => ' ',
            c if c.is_control() => '\u{FFFD}',
            c => c,
        })
        .collect();
    if characters.next().is_some() {
        shown.pop();
        shown.push('…');
    }
    shown
}

/// Collects problems while a file is read.
#[derive(Debug, Clone, Default)]
pub struct Problems {
    kept: Vec<Problem>,
    errors: u64,
    warnings: u64,
    stopped: bool,
}

impl Problems {
    /// Notes a problem.
    pub fn add(&mut self, problem: Problem) {
        match problem.severity {
            Severity::Error => self.errors += 1,
            Severity::Warning => self.warnings += 1,
        }
        if self.kept.len() < MOST_PROBLEMS {
            self.kept.push(problem);
        } else if problem.severity == Severity::Error {
            self.make_room_for(problem);
        }
    }

    /// Notes a problem that breaks the file as a whole.
    pub fn stop(&mut self, problem: Problem) {
        self.stopped = true;
        self.add(problem);
    }

    /// Whether the file as a whole is broken.
    pub const fn stopped(&self) -> bool {
        self.stopped
    }

    /// How many errors so far.
    pub const fn errors(&self) -> u64 {
        self.errors
    }

    /// Ends the reading: what was read with what was wrong; nothing when the file is broken.
    pub fn finish<T: Default>(self, batch: T) -> Parsed<T> {
        Parsed {
            batch: if self.stopped { T::default() } else { batch },
            problems: self.kept,
            errors: self.errors,
            warnings: self.warnings,
            stopped: self.stopped,
        }
    }

    /// An error is worth more than a warning: it takes the place of the last warning kept.
    fn make_room_for(&mut self, problem: Problem) {
        if let Some(last) = self.kept.iter().rposition(|kept| kept.severity == Severity::Warning) {
            self.kept.remove(last);
            self.kept.push(problem);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_cut_and_hold_no_control_character() {
        let problem = Problem::error("a\0.csv", "x", "y").with_value(&"é\0".repeat(500));
        let value = problem.value.expect("a value");
        assert_eq!(value.chars().count(), MOST_VALUE_CHARACTERS);
        assert!(!value.chars().any(char::is_control) && !problem.file.contains('\0'));
    }

    #[test]
    fn a_flood_of_problems_is_counted_and_errors_are_kept_before_warnings() {
        let mut problems = Problems::default();
        for _ in 0..5_000 {
            problems.add(Problem::warning("f", "w", "a"));
        }
        problems.add(Problem::error("f", "e", "a"));
        let parsed = problems.finish(());
        assert_eq!((parsed.errors, parsed.warnings), (1, 5_000));
        assert_eq!(parsed.problems.len(), MOST_PROBLEMS);
        assert_eq!(parsed.problems_left_out(), 4_001);
        assert!(parsed.problems.iter().any(|problem| problem.severity == Severity::Error));
    }

    #[test]
    fn a_broken_file_gives_an_empty_batch() {
        let mut problems = Problems::default();
        problems.stop(Problem::error("f", "broken", "send it again"));
        assert_eq!(problems.finish(vec![1, 2]).batch, Vec::<i32>::new());
    }
}
