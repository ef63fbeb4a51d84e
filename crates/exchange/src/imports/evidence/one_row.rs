//! The cells of one row of evidence, checked all at once.

use domain::{
    Points, Timestamp,
    evidence::{ScoredResult, Source},
    text,
};

use super::{EvidenceRow, RowResult, place_of};
use crate::{Problems, cells, dates, table::Row};

/// The most characters of a note.
const MOST_NOTE_CHARACTERS: usize = 10_000;
/// The most characters of any other text.
const MOST_CHARACTERS: usize = 300;

/// The cells of one row, and where to report them.
pub(super) struct Cells<'r, 'p> {
    pub row: &'r Row<'r>,
    pub places: &'r [Option<usize>; 13],
    pub problems: &'p mut Problems,
}

impl Cells<'_, '_> {
    /// Reads every cell, so that all problems of a row are reported at once.
    pub fn evidence(&mut self) -> Option<EvidenceRow> {
        let before = self.problems.errors();
        let learner = self.name("learner");
        let competency = self.name("competency");
        let result = self.result();
        let worked_at = self.worked_at();
        let source = self.source();
        let instrument = self.text("instrument", MOST_CHARACTERS);
        let attempt = self.attempt();
        let result_group = self.text("result_group", MOST_CHARACTERS);
        let mastery_cut = self.mastery_cut();
        let note = self.text("note", MOST_NOTE_CHARACTERS);
        let key = self.text("key", MOST_CHARACTERS);
        if self.problems.errors() > before {
            return None;
        }
        Some(EvidenceRow {
            line: self.row.line,
            learner: learner?,
            competency: competency?,
            result: result?,
            worked_at,
            source,
            instrument,
            attempt,
            result_group,
            mastery_cut,
            note,
            key,
        })
    }

    fn cell(&self, name: &str) -> &str {
        cells::restored(self.row.cell(self.places[place_of(name)])).trim()
    }

    fn refuse(&mut self, name: &str, what: impl Into<String>, advice: &str) {
        let problem = self.row.error(name, what, advice).with_value(self.cell(name));
        self.problems.add(problem);
    }

    fn text(&mut self, name: &str, most: usize) -> Option<String> {
        match text::optional(self.cell(name), most) {
            Ok(text) => text,
            Err(bad) => {
                self.refuse(name, format!("the text {bad}"), "Shorten it.");
                None
            }
        }
    }

    fn name(&mut self, name: &str) -> Option<String> {
        if self.cell(name).is_empty() {
            self.refuse(name, "the cell is empty", "Say whom and what the evidence is about.");
        }
        self.text(name, MOST_CHARACTERS)
    }

    fn points(&mut self, name: &str) -> Option<Points> {
        if self.cell(name).is_empty() {
            return None;
        }
        let points = self.cell(name).parse().ok();
        if points.is_none() {
            let advice = "Write a decimal number such as 3 or 2.5, at most 1,000,000,000.";
            self.refuse(name, "this is not a number of points", advice);
        }
        points
    }

    fn result(&mut self) -> Option<RowResult> {
        let before = self.problems.errors();
        let points = self.points("points");
        let possible = self.points("points_possible");
        let level = self.text("level", MOST_CHARACTERS);
        if self.problems.errors() > before {
            return None;
        }
        match (points, possible, level) {
            (Some(points), Some(possible), level) => match ScoredResult::new(points, possible, level) {
                Ok(result) => return Some(RowResult::Points(result)),
                Err(bad) => self.refuse("points", bad.to_string(), "Check points and points_possible."),
            },
            (None, _, Some(level)) => return Some(RowResult::Level(level)),
            (Some(_), None, _) => {
                self.refuse(
                    "points_possible",
                    "the most that could be earned is missing",
                    "Fill in points_possible.",
                );
            }
            (None, _, None) => {
                self.refuse("points", "the row has neither points nor a level", "Fill in one of them.");
            }
        }
        None
    }

    fn worked_at(&mut self) -> Option<Timestamp> {
        if matches!(self.cell("worked_at"), "" | "0") {
            return None;
        }
        match dates::moment(self.cell("worked_at")) {
            Ok(moment) => Some(moment),
            Err(bad) => {
                self.refuse("worked_at", bad.to_string(), "Write 2026-09-01 or 2026-09-01T10:30:00Z.");
                None
            }
        }
    }

    fn source(&mut self) -> Source {
        let word = self.cell("source").to_lowercase();
        if word.is_empty() {
            return Source::Import;
        }
        Source::from_word(&word).unwrap_or_else(|| {
            let words = Source::ALL.map(|(_, word)| word).join(", ");
            self.refuse("source", "this source is not known", &format!("Write one of {words}."));
            Source::Import
        })
    }

    fn attempt(&mut self) -> Option<i64> {
        if self.cell("attempt").is_empty() {
            return None;
        }
        let attempt = self.cell("attempt").parse().ok().filter(|attempt| (1..=1_000_000).contains(attempt));
        if attempt.is_none() {
            self.refuse("attempt", "this is not the number of a try", "Write 1 for the first try.");
        }
        attempt
    }

    fn mastery_cut(&mut self) -> Option<Points> {
        let cut = self.points("mastery_cut")?;
        if cut < Points::ZERO || Points::ONE < cut {
            self.refuse(
                "mastery_cut",
                "the cut is not within 0 to 1",
                "Write it as a fraction: 0.7 for 70 %.",
            );
        }
        Some(cut)
    }
}
