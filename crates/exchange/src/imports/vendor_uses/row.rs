//! The cells of one row, checked all at once.

use domain::{Timestamp, resource::MOST_MINUTES, text};

use super::{Places, TimeUnit, UseColumns, UseResult, UseRow, refuse, result};
use crate::{Problems, cells, dates, table::Row};

/// The most characters of a name.
const MOST: usize = 200;

/// The cells of one row, and where to report them.
pub(super) struct Cells<'r, 'p> {
    pub row: &'r Row<'r>,
    pub places: &'r Places,
    pub columns: &'r UseColumns,
    pub problems: &'p mut Problems,
}

impl Cells<'_, '_> {
    /// Reads every cell, so that all problems of a row are reported at once.
    pub fn used(&mut self) -> Option<UseRow> {
        let before = self.problems.errors();
        let learner = self.name(self.places.learner, &self.columns.learner);
        let activity = self.name(self.places.activity, &self.columns.activity);
        let used_at = self.moment();
        let minutes = self.minutes();
        let result = self.result();
        let competency = self.places.competency.map(|place| self.cell(place)).filter(|code| !code.is_empty());
        if self.problems.errors() > before {
            return None;
        }
        Some(UseRow {
            line: self.row.line,
            learner: learner?,
            activity: activity?,
            used_at: used_at?,
            minutes,
            result,
            competency,
        })
    }

    fn cell(&self, place: usize) -> String {
        cells::restored(self.row.cell(Some(place))).trim().to_owned()
    }

    fn refuse(&mut self, field: &str, value: &str, what: &str, advice: &str) {
        let problem = refuse(self.row, field, value, what, advice);
        self.problems.add(problem);
    }

    fn name(&mut self, place: usize, field: &str) -> Option<String> {
        let cell = self.cell(place);
        match text::required(&cell, MOST) {
            Ok(name) => Some(name),
            Err(why) => {
                self.refuse(
                    field,
                    &cell,
                    &format!("the cell {why}"),
                    "Mend the row, and bring the file again.",
                );
                None
            }
        }
    }

    fn moment(&mut self) -> Option<Timestamp> {
        let cell = self.cell(self.places.date);
        let read = dates::moment(&cell).ok();
        if read.is_none() {
            self.refuse(&self.columns.date, &cell, "this is no date", dates::DATE_ADVICE);
        }
        read
    }

    fn minutes(&mut self) -> Option<i64> {
        let place = self.places.minutes?;
        let cell = self.cell(place);
        if cell.is_empty() {
            return None;
        }
        let field = self.columns.minutes.clone().unwrap_or_default();
        let minutes = minutes(&cell, self.columns.time);
        match minutes {
            None => {
                self.refuse(
                    &field,
                    &cell,
                    "this is no time as you said that it is written",
                    "Mend the cell.",
                );
            }
            Some(found) if found > MOST_MINUTES => {
                let what = format!("this is {found} minutes, and {MOST_MINUTES} are the most of one use");
                self.refuse(&field, &cell, &what, "Look whether it is in seconds, or a sum of many days.");
            }
            Some(_) => {}
        }
        minutes
    }

    fn result(&mut self) -> Option<UseResult> {
        let place = self.places.result?;
        let cell = self.cell(place);
        if cell.is_empty() {
            return None;
        }
        let found = result::read(&cell, self.columns.scale);
        if found.is_none() {
            let field = self.columns.result.clone().unwrap_or_default();
            self.refuse(&field, &cell, "this is no result as you said that it is written", "Mend the cell.");
        }
        found
    }
}

/// Whole minutes, rounded up; `None` for what is no time.
fn minutes(text: &str, unit: TimeUnit) -> Option<i64> {
    let seconds = match unit {
        TimeUnit::Minutes => result::number(text)? * 60.0,
        TimeUnit::Seconds => result::number(text)?,
        TimeUnit::Clock => {
            let parts: Vec<f64> = text.split(':').map(result::number).collect::<Option<_>>()?;
            let below = |part: &f64| *part < 60.0;
            match parts.as_slice() {
                [hours, rest @ ..] if rest.len() == 2 && rest.iter().all(below) => {
                    hours * 3_600.0 + rest[0] * 60.0 + rest[1]
                }
                [minutes, seconds] if below(seconds) => minutes * 60.0 + seconds,
                _ => return None,
            }
        }
    };
    let minutes = (seconds / 60.0 - 1e-9).ceil().max(0.0);
    #[expect(clippy::cast_possible_truncation, reason = "far below the limit of whole numbers")]
    (minutes < 1e9).then_some(minutes as i64)
}
