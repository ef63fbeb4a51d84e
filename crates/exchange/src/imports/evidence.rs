//! Evidence as a table, one piece a row; also what `onramp mastery judge` works on.
//!
//! Columns: `learner`, `competency`, then `points` and `points_possible` or `level`, and any of
//! `worked_at`, `source`, `instrument`, `attempt`, `result_group`, `mastery_cut`, `note`, `key`.
//! Whom and what a row means is text here; the caller looks it up.

mod one_row;

use std::collections::HashMap;

use domain::{
    Points, Timestamp,
    evidence::{ScoredResult, Source},
};

use crate::{
    Parsed, Problems,
    table::{Table, folded},
};
use one_row::Cells;

/// One row that can be used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EvidenceRow {
    /// Its line in the file, from 1.
    pub line: u64,
    /// Whom, as written.
    pub learner: String,
    /// What, as written: a code or a GUID.
    pub competency: String,
    /// How well.
    pub result: RowResult,
    /// When the work was done; `None` when the file does not say (line order is work order).
    pub worked_at: Option<Timestamp>,
    /// Where it comes from; [`Source::Import`] when the file does not say.
    pub source: Source,
    /// The test, task or item.
    pub instrument: Option<String>,
    /// Which try, from 1.
    pub attempt: Option<i64>,
    /// Results of one sitting.
    pub result_group: Option<String>,
    /// The instrument's own mastery cut, as a fraction of the points possible (0 to 1).
    pub mastery_cut: Option<Points>,
    /// What the judge wrote.
    pub note: Option<String>,
    /// The writer's idempotency key; unique in the file.
    pub key: Option<String>,
}

/// How well, before the scale is known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RowResult {
    /// Points out of points possible, checked; with the level's code if the row has both.
    Points(ScoredResult),
    /// Only the code of a level on the framework's scale.
    Level(String),
}

/// The columns as they are written on export, with other names that are understood on import.
pub const COLUMNS: [(&str, &[&str]); 13] = [
    ("learner", &["learner_id", "student", "student_id", "user", "user_id", "sourcedId"]),
    ("competency", &["competency_code", "skill", "standard", "outcome", "code"]),
    ("points", &["score", "points_earned", "earned"]),
    ("points_possible", &["possible", "max_points", "max_score", "out_of"]),
    ("level", &["rating", "proficiency"]),
    ("worked_at", &["date", "time", "timestamp", "when", "assessed_at"]),
    ("source", &[]),
    ("instrument", &["assessment", "task", "test"]),
    ("attempt", &["try"]),
    ("result_group", &["group", "sitting"]),
    ("mastery_cut", &["cut"]),
    ("note", &["comment", "notes"]),
    ("key", &["idempotency_key"]),
];

/// Reads the rows; every row that cannot be used is reported with its line.
pub fn read(file: &str, bytes: &[u8]) -> Parsed<Vec<EvidenceRow>> {
    let mut problems = Problems::default();
    let rows = match Table::read(file, bytes, b",;\t", &mut problems) {
        Some(table) => rows(&table, &mut problems),
        None => Vec::new(),
    };
    problems.finish(rows)
}

fn rows(table: &Table, problems: &mut Problems) -> Vec<EvidenceRow> {
    let places = COLUMNS.map(|(name, aliases)| table.column(&[name]).or_else(|| table.column(aliases)));
    for required in ["learner", "competency"] {
        let place = places[place_of(required)];
        if place.is_none() {
            table.required_column(&[required], problems);
        }
    }
    if places[place_of("points")].is_none() && places[place_of("level")].is_none() {
        table.required_column(&["points", "level"], problems);
    }
    report_unknown_columns(table, &places, problems);
    if problems.stopped() {
        return Vec::new();
    }
    let mut keys: HashMap<String, u64> = HashMap::new();
    let mut rows = Vec::with_capacity(table.len());
    for row in table.rows() {
        let Some(read) = Cells { row: &row, places: &places, problems }.evidence() else { continue };
        if let Some(key) = &read.key {
            if let Some(first) = keys.get(key) {
                let what = format!("line {first} has the same key; this row is left out");
                problems.add(row.error("key", what, "Give each row its own key.").with_value(key));
                continue;
            }
            keys.insert(key.clone(), row.line);
        }
        rows.push(read);
    }
    rows
}

fn place_of(name: &str) -> usize {
    COLUMNS.iter().position(|(known, _)| *known == name).unwrap_or_default()
}

fn report_unknown_columns(table: &Table, places: &[Option<usize>], problems: &mut Problems) {
    for (place, column) in table.columns.iter().enumerate() {
        let named = COLUMNS.iter().any(|(name, _)| folded(name) == folded(column));
        if !places.contains(&Some(place)) && !named && !column.is_empty() {
            let advice = "Nothing to do, unless it is a known column that is misspelled.";
            let warning = crate::Problem::warning(&table.file, "this column is not read", advice);
            problems.add(warning.at_line(1).in_field(column));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_five_columns_of_the_judge_are_enough() {
        let rows = check("learner,competency,points,points_possible,worked_at\nl1,c1,4,5,2026-09-01\n", &[]);
        let result = ScoredResult::new(Points::whole(4), Points::whole(5), None).expect("in range");
        assert_eq!(rows[0].result, RowResult::Points(result));
        assert_eq!(rows[0].worked_at.map(|at| at.to_string()), Some("2026-09-01T12:00:00Z".to_owned()));
    }

    #[test]
    fn other_header_names_semicolons_and_latin_1_are_understood() {
        let bytes = b"Student ID;Skill;Rating;Comment\r\nJos\xE9;M.1;P;=good\r\n";
        let parsed = read("e.csv", bytes);
        assert_eq!(parsed.errors, 0, "{:?}", parsed.problems);
        assert_eq!(parsed.batch[0].learner, "José");
        assert_eq!(parsed.batch[0].result, RowResult::Level("P".to_owned()));
    }

    #[test]
    fn every_bad_cell_is_named_with_its_line_and_good_rows_come_in() {
        let text = "learner,competency,points,points_possible,worked_at,source,attempt,mastery_cut,key\n\
                    a,c,NaN,5,,,,,\n\
                    a,c,1e400,5,,,,,\n\
                    a,c,1,5,1726-09-01,,,,\n\
                    a,c,1,5,2926-09-01,,,,\n\
                    a,c,-1,5,,,,,\n\
                    a,c,1,0,,,,,\n\
                    ,c,1,,2026-02-30,,0,7,\n\
                    a,c,1,5,,magic,,,\n\
                    a,c,1,5,0,rating,2,0.7,k1\n\
                    a,c,1,5,0,rating,2,0.7,k1\n";
        let bad = [
            (2, "points"),
            (3, "points"),
            (4, "worked_at"),
            (5, "worked_at"),
            (6, "points"),
            (7, "points"),
            (8, "learner"),
            (8, "points_possible"),
            (8, "worked_at"),
            (8, "attempt"),
            (8, "mastery_cut"),
            (9, "source"),
            (11, "key"),
        ];
        assert_eq!(check(text, &bad).len(), 1);
    }

    #[test]
    fn a_missing_column_stops_the_file() {
        assert!(read("e.csv", b"learner,points\na,1\n").stopped);
        assert!(read("e.csv", b"learner,competency\na,c\n").stopped);
        assert!(read("e.csv", b"").stopped);
    }

    #[track_caller]
    fn check(text: &str, errors: &[(u64, &str)]) -> Vec<EvidenceRow> {
        let parsed = read("e.csv", text.as_bytes());
        let found: Vec<_> = parsed
            .problems
            .iter()
            .filter(|problem| problem.severity == crate::Severity::Error)
            .map(|problem| (problem.line.unwrap_or(0), problem.field.clone().unwrap_or_default()))
            .collect();
        let expected: Vec<_> = errors.iter().map(|(line, field)| (*line, (*field).to_owned())).collect();
        assert_eq!(found, expected);
        parsed.batch
    }
}
