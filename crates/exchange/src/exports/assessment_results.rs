//! What came of an assessment: one row per answer, for spreadsheets; and one file of QTI results per sitting, in a zip.

use std::io::{Cursor, Write as _};

use zip::{ZipWriter, result::ZipError, write::SimpleFileOptions};

use super::Shape;
use crate::qti::results::{AssessmentResult, write_result};

/// The columns.
pub const COLUMNS: [&str; 19] = [
    "learner",
    "family_name",
    "given_name",
    "sitting",
    "attempt",
    "sitting_state",
    "medium",
    "place",
    "item",
    "item_version",
    "seed",
    "state",
    "answer",
    "points",
    "points_possible",
    "correct",
    "seconds",
    "answered_at",
    "repeated",
];

/// One answer.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct AnswerRow {
    /// The learner's identifier: the roster's, else ours.
    pub learner: String,
    /// Family name.
    pub family_name: String,
    /// Given name.
    pub given_name: String,
    /// The sitting.
    pub sitting: String,
    /// Which attempt, from 1.
    pub attempt: i64,
    /// How far the sitting is.
    pub sitting_state: &'static str,
    /// `screen` or `paper`.
    pub medium: &'static str,
    /// In which place, from 1.
    pub place: i64,
    /// By which the item is known.
    pub item: String,
    /// Which version of it.
    pub item_version: i64,
    /// What everything random in it follows from.
    pub seed: i64,
    /// How far it is.
    pub state: &'static str,
    /// The answer, as text: `RESPONSE: choice_A`.
    pub answer: String,
    /// Points; empty where nobody has scored it.
    pub points: String,
    /// Of so many.
    pub points_possible: String,
    /// Whether it is all right; `None` where that is not known.
    pub correct: Option<bool>,
    /// How long it was worked on, with three decimals.
    pub seconds: String,
    /// When; empty where it was not answered.
    pub answered_at: String,
    /// Whether the learner had it before.
    pub repeated: bool,
}

/// The whole table, UTF-8, in the order given.
pub fn write(shape: Shape, rows: impl IntoIterator<Item = AnswerRow>) -> Vec<u8> {
    super::write(shape, &COLUMNS, rows.into_iter().map(cells))
}

fn cells(row: AnswerRow) -> [String; 19] {
    let word = |is: bool| if is { "yes" } else { "no" }.to_owned();
    [
        row.learner,
        row.family_name,
        row.given_name,
        row.sitting,
        row.attempt.to_string(),
        row.sitting_state.to_owned(),
        row.medium.to_owned(),
        row.place.to_string(),
        row.item,
        row.item_version.to_string(),
        row.seed.to_string(),
        row.state.to_owned(),
        row.answer,
        row.points,
        row.points_possible,
        row.correct.map(word).unwrap_or_default(),
        row.seconds,
        row.answered_at,
        word(row.repeated),
    ]
}

/// A zip of QTI results, one file per sitting under the name given with it.
///
/// Errors: two files of the same name.
pub fn write_qti(sittings: &[(String, AssessmentResult)]) -> Result<Vec<u8>, ZipError> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, result) in sittings {
        zip.start_file(name, SimpleFileOptions::default())?;
        zip.write_all(write_result(result).as_bytes())?;
    }
    Ok(zip.finish()?.into_inner())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_answer_that_is_a_formula_is_harmless() {
        let row = AnswerRow {
            family_name: "=1+1".to_owned(),
            answer: "@SUM(A1), \"x\"".to_owned(),
            correct: Some(false),
            attempt: 2,
            ..AnswerRow::default()
        };
        let text = String::from_utf8(write(Shape::Csv, [row])).expect("UTF-8");
        let expected = ",'=1+1,,,2,,,0,,0,0,,\"'@SUM(A1), \"\"x\"\"\",,,no,,,no\r\n";
        assert_eq!(text, format!("{}\r\n{expected}", COLUMNS.join(",")));
    }

    #[test]
    fn a_zip_holds_a_file_per_sitting_and_refuses_two_of_one_name() {
        let one = ("a.xml".to_owned(), AssessmentResult::default());
        let bytes =
            write_qti(&[one.clone(), ("b.xml".to_owned(), AssessmentResult::default())]).expect("a zip");
        let mut zip = zip::ZipArchive::new(Cursor::new(bytes)).expect("opens");
        assert_eq!(zip.len(), 2);
        let mut text = String::new();
        std::io::Read::read_to_string(&mut zip.by_name("a.xml").expect("there"), &mut text).expect("text");
        assert!(text.contains("<assessmentResult"), "{text}");
        assert!(write_qti(&[one.clone(), one]).is_err());
    }
}
