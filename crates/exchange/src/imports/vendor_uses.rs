//! What another system reports of minutes and results, as a table of its own making: somebody says once which column
//! is which.
//!
//! Whom and what a row means is text here; the caller looks it up.

mod result;
mod row;

use domain::{Points, Timestamp};

use crate::{
    Parsed, Problem, Problems,
    table::{Row, Table},
};

/// Rows that somebody sees before they say what the columns are.
const SAMPLE: usize = 5;

/// The most characters of a cell in such a sample.
const MOST_SHOWN: usize = 60;

/// Which column says what, by the names in the first line.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct UseColumns {
    /// Whom.
    pub learner: String,
    /// With what they worked.
    pub activity: String,
    /// When.
    pub date: String,
    /// How long; `None` where the table does not say.
    pub minutes: Option<String>,
    /// What came of it; `None` where the table does not say.
    pub result: Option<String>,
    /// Which competency it was about, by its code; `None` where the table does not say.
    pub competency: Option<String>,
    /// How minutes are written.
    pub time: TimeUnit,
    /// How results are written.
    pub scale: ResultScale,
}

/// How a time is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum TimeUnit {
    /// Minutes, such as `12` or `12.5`.
    #[default]
    Minutes,
    /// Seconds.
    Seconds,
    /// Hours, minutes and seconds: `1:05:00`, or `12:30` for minutes and seconds.
    Clock,
}

/// How a result is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum ResultScale {
    /// Out of a hundred, with or without a percent sign.
    #[default]
    Percent,
    /// A share, 0 to 1.
    Share,
    /// So many of so many: `4/5`, `4 of 5`.
    OutOf,
    /// Words: passed or not, yes or no.
    Passed,
}

impl TimeUnit {
    /// Every unit with its word.
    pub const ALL: [(Self, &'static str); 3] =
        [(Self::Minutes, "minutes"), (Self::Seconds, "seconds"), (Self::Clock, "clock")];

    /// Its word.
    pub fn word(self) -> &'static str {
        Self::ALL[self as usize].1
    }

    /// Reads the word back.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.iter().find(|(_, known)| *known == word).map(|(unit, _)| *unit)
    }
}

impl ResultScale {
    /// Every scale with its word.
    pub const ALL: [(Self, &'static str); 4] = [
        (Self::Percent, "percent"),
        (Self::Share, "share"),
        (Self::OutOf, "out_of"),
        (Self::Passed, "passed"),
    ];

    /// Its word.
    pub fn word(self) -> &'static str {
        Self::ALL[self as usize].1
    }

    /// Reads the word back.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.iter().find(|(_, known)| *known == word).map(|(scale, _)| *scale)
    }
}

/// One row that can be used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UseRow {
    /// Its line in the file, from 1.
    pub line: u64,
    /// Whom, as written.
    pub learner: String,
    /// With what they worked, as written.
    pub activity: String,
    /// When.
    pub used_at: Timestamp,
    /// How long. Unit: whole minutes, rounded up, so that a few seconds are one.
    pub minutes: Option<i64>,
    /// What came of it.
    pub result: Option<UseResult>,
    /// Which competency it was about, as written.
    pub competency: Option<String>,
}

/// What came of a use.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct UseResult {
    /// Earned.
    pub points: Points,
    /// Possible; above 0.
    pub possible: Points,
}

/// What a table holds, before anybody said what its columns are.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Sample {
    /// Names of the columns.
    pub columns: Vec<String>,
    /// The first rows, cells cut to what can be shown.
    pub rows: Vec<Vec<String>>,
}

/// Looks at the first rows of a table.
pub fn sample(file: &str, bytes: &[u8]) -> Parsed<Sample> {
    let mut problems = Problems::default();
    let mut found = Sample::default();
    if let Some(table) = Table::read(file, bytes, b",;\t", &mut problems) {
        found.columns.clone_from(&table.columns);
        let cut = |cell: &str| cell.chars().take(MOST_SHOWN).collect::<String>();
        found.rows =
            table.rows().take(SAMPLE).map(|row| row.cells().map(|(_, cell)| cut(cell)).collect()).collect();
    }
    problems.finish(found)
}

/// Reads the rows by what somebody said of the columns; every row that cannot be used is reported with its line.
pub fn read(file: &str, bytes: &[u8], columns: &UseColumns) -> Parsed<Vec<UseRow>> {
    let mut problems = Problems::default();
    let mut rows = Vec::new();
    if let Some(table) = Table::read(file, bytes, b",;\t", &mut problems)
        && let Some(places) = Places::of(&table, columns, &mut problems)
    {
        for row in table.rows() {
            rows.extend(row::Cells { row: &row, places: &places, columns, problems: &mut problems }.used());
        }
        twice(&table, &mut rows, &mut problems);
    }
    problems.finish(rows)
}

/// Where the columns are.
struct Places {
    learner: usize,
    activity: usize,
    date: usize,
    minutes: Option<usize>,
    result: Option<usize>,
    competency: Option<usize>,
}

impl Places {
    /// Finds every column that was named; says all that are missing.
    fn of(table: &Table, columns: &UseColumns, problems: &mut Problems) -> Option<Self> {
        let mut find = |name: &str| {
            let found = table.column(&[name]);
            if found.is_none() {
                let what = format!("the table has no column \"{name}\"");
                let advice = "Say again which column is which: the table has changed, or is another one.";
                problems.stop(Problem::error(&table.file, what, advice).in_field(name));
            }
            found
        };
        let (learner, activity, date) =
            (find(&columns.learner), find(&columns.activity), find(&columns.date));
        let mut optional = |name: &Option<String>| name.as_deref().map(&mut find);
        let (minutes, result, competency) =
            (optional(&columns.minutes), optional(&columns.result), optional(&columns.competency));
        Some(Self {
            learner: learner?,
            activity: activity?,
            date: date?,
            minutes: minutes.flatten(),
            result: result.flatten(),
            competency: competency.flatten(),
        })
    }
}

/// A row that says word for word what an earlier one says counts once: systems repeat lines.
fn twice(table: &Table, rows: &mut Vec<UseRow>, problems: &mut Problems) {
    let mut seen = std::collections::HashMap::new();
    rows.retain(|row| {
        let said = (row.learner.clone(), row.activity.clone(), row.used_at, row.minutes, row.result_key());
        match seen.insert(said, row.line) {
            None => true,
            Some(first) => {
                let what = format!("line {first} says the same; the row counts once");
                let problem = Problem::warning(&table.file, what, "Nothing to do.");
                problems.add(problem.at_line(row.line).in_field("learner").with_value(&row.learner));
                false
            }
        }
    });
}

impl UseRow {
    fn result_key(&self) -> Option<(i64, i64)> {
        self.result.map(|one| (one.points.millionths(), one.possible.millionths()))
    }
}

/// A problem with a cell, as rows report it.
fn refuse(row: &Row<'_>, field: &str, value: &str, what: &str, advice: &str) -> Problem {
    row.error(field, format!("{what}; the row is left out"), advice).with_value(value)
}

#[cfg(test)]
mod tests;
