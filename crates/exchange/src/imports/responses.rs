//! Answers to items, one a row, and which competencies each item shows.
//!
//! Made for logs of hundreds of thousands of rows: rows are compact, learners and items are interned,
//! and nothing is allocated per row. A time of 0 or an empty one is unknown; then line order is work
//! order.

mod item_map;

use std::collections::HashMap;

use csv::ByteRecord;
use domain::{Points, Timestamp};

pub use item_map::ItemMap;

use crate::{
    Parsed, Problem, Problems, dates, encoding,
    table::{folded, line_of},
};

/// Which columns hold what.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ResponseColumns {
    /// Whom.
    pub learner: String,
    /// The item that was answered.
    pub item: String,
    /// 1 or 0, true or false, or a part of one point.
    pub correct: String,
    /// When, if there is such a column: seconds since 1970, or a moment as text.
    pub time: Option<String>,
}

/// The answers of one file, in line order.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Responses {
    /// Learners as written, in the order they first occur.
    pub learners: Vec<String>,
    /// Items as written, in the order they first occur.
    pub items: Vec<String>,
    /// The answers.
    pub rows: Vec<ResponseRow>,
}

/// One answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ResponseRow {
    /// Its line in the file, from 1; with the file's digest it is the idempotency key.
    pub line: u64,
    /// Index into [`Responses::learners`].
    pub learner: u32,
    /// Index into [`Responses::items`].
    pub item: u32,
    /// 0 to 1 point.
    pub points: Points,
    /// `None` when unknown.
    pub worked_at: Option<Timestamp>,
}

impl ResponseColumns {
    /// The usual names: `user_id`, `item_id`, `correct`, `timestamp`.
    pub fn usual() -> Self {
        Self {
            learner: "user_id".to_owned(),
            item: "item_id".to_owned(),
            correct: "correct".to_owned(),
            time: Some("timestamp".to_owned()),
        }
    }
}

/// Reads every answer of a table that is separated by tabs, commas or semicolons.
pub fn read(file: &str, bytes: &[u8], columns: &ResponseColumns) -> Parsed<Responses> {
    let mut problems = Problems::default();
    let text = encoding::table_text(file, bytes, &mut problems);
    let mut responses = Responses::default();
    if let Some(mut reader) = Reader::open(file, text.as_bytes(), columns, &mut problems) {
        while let Some(row) = reader.next_row(&mut problems) {
            responses.rows.push(row);
        }
        (responses.learners, responses.items) = (reader.learners.names, reader.items.names);
    }
    problems.finish(responses)
}

/// Goes through a file row by row.
struct Reader<'b> {
    file: &'b str,
    text: &'b [u8],
    csv: csv::Reader<&'b [u8]>,
    record: ByteRecord,
    learner: usize,
    item: usize,
    correct: usize,
    time: Option<usize>,
    learners: Interned,
    items: Interned,
}

/// Names in the order they first occur.
#[derive(Default)]
struct Interned {
    numbers: HashMap<Box<[u8]>, u32>,
    names: Vec<String>,
}

impl Interned {
    fn number(&mut self, name: &[u8]) -> Option<u32> {
        if let Some(number) = self.numbers.get(name) {
            return Some(*number);
        }
        let text = std::str::from_utf8(name).ok()?;
        let number = u32::try_from(self.names.len()).ok()?;
        self.numbers.insert(name.into(), number);
        self.names.push(text.to_owned());
        Some(number)
    }
}

impl<'b> Reader<'b> {
    fn open(
        file: &'b str,
        text: &'b [u8],
        columns: &ResponseColumns,
        problems: &mut Problems,
    ) -> Option<Self> {
        let first =
            text.split(|byte| *byte == b'\n').find(|line| !line.trim_ascii().is_empty()).unwrap_or(b"");
        let count = |delimiter: u8| first.split(|byte| *byte == delimiter).count();
        let delimiter =
            [b'\t', b';', b','].into_iter().max_by_key(|delimiter| count(*delimiter)).unwrap_or(b',');
        let mut csv = csv::ReaderBuilder::new()
            .has_headers(false)
            .flexible(true)
            .delimiter(delimiter)
            .from_reader(text);
        let mut record = ByteRecord::new();
        csv.read_byte_record(&mut record).ok();
        let header: Vec<_> = record.iter().map(|name| folded(&String::from_utf8_lossy(name))).collect();
        let mut place = |name: &str| {
            let found = header.iter().position(|column| *column == folded(name));
            if found.is_none() {
                let what = format!("the column \"{name}\" is missing");
                let advice = format!("Say which column to read; the file has {}.", header.join(", "));
                problems.stop(Problem::error(file, what, advice).at_line(1).in_field(name));
            }
            found
        };
        let (learner, item, correct) =
            (place(&columns.learner), place(&columns.item), place(&columns.correct));
        let time = match &columns.time {
            Some(name) => Some(place(name)?),
            None => None,
        };
        let (learner, item, correct) = (learner?, item?, correct?);
        let (learners, items) = (Interned::default(), Interned::default());
        Some(Self { file, text, csv, record, learner, item, correct, time, learners, items })
    }

    /// The next row that can be used; `None` at the end of the file.
    fn next_row(&mut self, problems: &mut Problems) -> Option<ResponseRow> {
        while self.csv.read_byte_record(&mut self.record).unwrap_or(false) {
            let line = line_of(self.text, self.record.position());
            match self.row(line) {
                Ok(row) => return Some(row),
                Err((place, what, advice)) => {
                    let value = String::from_utf8_lossy(self.record.get(place).unwrap_or_default());
                    let field = if place == self.learner {
                        "learner"
                    } else if place == self.item {
                        "item"
                    } else if place == self.correct {
                        "correct"
                    } else {
                        "time"
                    };
                    let problem = Problem::error(self.file, what, advice).at_line(line);
                    problems.add(problem.in_field(field).with_value(&value));
                }
            }
        }
        None
    }

    fn row(&mut self, line: u64) -> Result<ResponseRow, (usize, &'static str, &'static str)> {
        let cell = |place: usize| self.record.get(place).unwrap_or_default().trim_ascii();
        let points = points(cell(self.correct)).ok_or((
            self.correct,
            "this is neither right nor wrong; the row is left out",
            "Write 1 or 0, or a number between them.",
        ))?;
        let worked_at = match self.time.map(cell) {
            None | Some(b"" | b"0") => None,
            Some(text) => {
                let place = self.time.unwrap_or_default();
                Some(moment(text).ok_or((
                    place,
                    "this is not a moment; the row is left out",
                    "Write seconds since 1970, or 2026-09-01T10:30:00Z; 0 for unknown.",
                ))?)
            }
        };
        let advice = "Write a name of at most 300 characters.";
        for place in [self.learner, self.item] {
            let name = cell(place);
            if name.is_empty() || is_too_long(name) || name.contains(&0) {
                return Err((
                    place,
                    "the name is empty, too long or holds a NUL; the row is left out",
                    advice,
                ));
            }
        }
        let learner = self.learners.number(cell(self.learner));
        let item = self.items.number(cell(self.item));
        let (Some(learner), Some(item)) = (learner, item) else {
            return Err((self.learner, "the file has too many names", "Split it."));
        };
        Ok(ResponseRow { line, learner, item, points, worked_at })
    }
}

/// The most characters of a learner's or item's name.
const MOST_NAME_CHARACTERS: usize = 300;

fn is_too_long(name: &[u8]) -> bool {
    name.len() > MOST_NAME_CHARACTERS
        && std::str::from_utf8(name).map_or(true, |name| name.chars().count() > MOST_NAME_CHARACTERS)
}

fn points(cell: &[u8]) -> Option<Points> {
    match cell {
        b"1" => Some(Points::ONE),
        b"0" => Some(Points::ZERO),
        other => match std::str::from_utf8(other).ok()?.to_lowercase().as_str() {
            "true" | "yes" | "correct" | "right" => Some(Points::ONE),
            "false" | "no" | "incorrect" | "wrong" => Some(Points::ZERO),
            number => number.parse().ok().filter(|points| (Points::ZERO..=Points::ONE).contains(points)),
        },
    }
}

fn moment(cell: &[u8]) -> Option<Timestamp> {
    let text = std::str::from_utf8(cell).ok()?;
    match text.parse::<i64>() {
        Ok(seconds) => {
            let at = Timestamp::from_second(seconds).ok()?;
            dates::moment(&at.to_string()).ok()
        }
        Err(_) => dates::moment(text).ok(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tabs_and_commas_are_read_and_line_order_is_kept() {
        for separator in ["\t", ",", ";"] {
            let text = "user_id,item_id,timestamp,correct\n5,9,0,1\n4,9,0,0\r\n5,8,1600000000,0.5\n";
            let read = check(&text.replace(',', separator), &[]);
            assert_eq!(read.learners, ["5", "4"]);
            assert_eq!(read.items, ["9", "8"]);
            assert_eq!(read.rows.iter().map(|row| row.line).collect::<Vec<_>>(), [2, 3, 4]);
            assert_eq!(read.rows[2].worked_at.map(domain::Timestamp::as_second), Some(1_600_000_000));
            assert_eq!(read.rows[2].points.to_string(), "0.5");
        }
    }

    #[test]
    fn every_bad_row_is_named_and_the_good_ones_come_in() {
        let text = "user_id,item_id,timestamp,correct\n5,9,0,NaN\n5,9,0,1e400\n,9,0,1\n5,\0,0,1\n5,9,99999999999,1\n5,9,0,1\n";
        assert_eq!(check(text, &[2, 3, 4, 5, 6]).rows.len(), 1);
    }

    #[test]
    fn a_column_that_is_not_there_stops_the_file() {
        let parsed = read("r.csv", b"who,what,ok\n1,2,1\n", &ResponseColumns::usual());
        assert!(parsed.stopped && parsed.problems[0].advice.contains("who, what, ok"));
    }

    #[track_caller]
    fn check(text: &str, bad_lines: &[u64]) -> Responses {
        let parsed = read("r.csv", text.as_bytes(), &ResponseColumns::usual());
        let lines: Vec<_> = parsed.problems.iter().filter_map(|problem| problem.line).collect();
        assert_eq!(lines, bad_lines, "{:?}", parsed.problems);
        parsed.batch
    }
}
