//! Cells of a roster row: texts, lists, dates, and what has no place.

use domain::{
    framework::Extra,
    text,
    time::{Date, Dates},
};
use serde_json::Value;

use super::{EndDates, sheet::Entry};
use crate::{Problems, dates, table::folded};

/// The most characters of a name or title.
pub(super) const MOST_CHARACTERS: usize = 300;

impl<'s> Entry<'s> {
    /// A column's cell.
    pub fn cell(&self, column: &str) -> &'s str {
        self.row.cell(self.row.table.column(&[column]))
    }

    /// A text that must be there; `None` after reporting why the row is left out.
    pub fn required(&self, column: &str, problems: &mut Problems) -> Option<String> {
        match text::required(self.cell(column), MOST_CHARACTERS) {
            Ok(text) => Some(text),
            Err(bad) => {
                let what = format!("the cell {bad}; the row is left out");
                let problem = self.row.error(column, what, "Fill in the cell, 300 characters at most.");
                problems.add(problem.with_value(self.cell(column)));
                None
            }
        }
    }

    /// A text that may be empty; `None` after reporting why the row is left out.
    pub fn bounded(&self, column: &str, problems: &mut Problems) -> Option<String> {
        if self.cell(column).is_empty() { Some(String::new()) } else { self.required(column, problems) }
    }

    /// The parts of a list in one cell.
    pub fn list(&self, column: &str) -> Vec<&'s str> {
        self.cell(column).split([',', ';']).map(str::trim).filter(|part| !part.is_empty()).collect()
    }

    /// As [`Entry::list`], owned.
    pub fn words(&self, column: &str) -> Vec<String> {
        self.list(column).into_iter().map(str::to_owned).collect()
    }

    /// A first and last day; `Err` after reporting why the row is left out.
    pub fn dates(&self, columns: [&str; 2], ends: EndDates, problems: &mut Problems) -> Result<Dates, ()> {
        let begins = self.date(columns[0], problems);
        let last = self.date(columns[1], problems);
        let (begins, mut last) = (begins?, last?);
        if ends == EndDates::DayAfter {
            last = last.map(|day| day.yesterday().unwrap_or(day));
        }
        Dates::new(begins, last).map_err(|bad| {
            let what = format!("{bad}; the row is left out");
            problems.add(
                self.row.error(columns[1], what, "Correct the dates.").with_value(self.cell(columns[1])),
            );
        })
    }

    fn date(&self, column: &str, problems: &mut Problems) -> Result<Option<Date>, ()> {
        let cell = self.cell(column);
        if cell.is_empty() {
            return Ok(None);
        }
        match dates::date(cell) {
            Ok(read) => {
                if !read.clean {
                    let what = format!("the date is not in the form of the standard; read as {}", read.date);
                    problems.add(self.row.warning(column, what, dates::DATE_ADVICE).with_value(cell));
                }
                Ok(Some(read.date))
            }
            Err(bad) => {
                let what = format!("{bad}; the row is left out");
                problems.add(self.row.error(column, what, dates::DATE_ADVICE).with_value(cell));
                Err(())
            }
        }
    }

    /// Filled cells of columns that have no place of their own, as JSON texts.
    pub fn extra(&self, placed: &[&str]) -> Extra {
        let placed: Vec<String> = placed.iter().chain(&NEVER_KEPT).map(|name| folded(name)).collect();
        self.row
            .cells()
            .filter(|(column, _)| !column.is_empty() && !placed.contains(&folded(column)))
            .map(|(column, cell)| (column.to_owned(), Value::from(cell).to_string()))
            .collect()
    }
}

/// Columns that say how the row travels, and secrets that are not ours to hold.
const NEVER_KEPT: [&str; 4] = ["sourcedId", "status", "dateLastModified", "password"];

/// The span cut at the day it ended; `None` when it ended before it began.
pub(super) fn closed(dates: Dates, on: Date) -> Option<Dates> {
    let last = dates.ends().map_or(on, |last| last.min(on));
    Dates::new(dates.begins(), Some(last)).ok()
}
