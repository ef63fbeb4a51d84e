//! What cannot be made into a sheet, and why.

use super::{Answer, MOST_CODE, Options, Row};

/// Most rows of one sheet.
const MOST_ROWS: usize = 300;
/// Most bubbles in one row.
const MOST_BUBBLES: usize = 8;
/// Most lines to write on in one row.
const MOST_LINES: u8 = 20;

/// Why rows cannot be placed on a sheet.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum BadSheet {
    /// No row, or too many.
    #[error("an answer sheet has 1 to {MOST_ROWS} rows, not {0}: make several sheets")]
    Rows(usize),
    /// A row without bubbles, or with too many.
    #[error("row {row} of the answer sheet has {bubbles} bubbles, where 1 to {MOST_BUBBLES} fit")]
    Bubbles {
        /// Which row, from 1.
        row: usize,
        /// How many were asked for.
        bubbles: usize,
    },
    /// A written row without lines, or with more than a page holds.
    #[error("row {row} of the answer sheet has {lines} lines to write on, where 1 to {most} fit")]
    Lines {
        /// Which row, from 1.
        row: usize,
        /// How many were asked for.
        lines: u8,
        /// How many fit in this print.
        most: u8,
    },
    /// A label, letter or word that does not fit its place.
    #[error("the answer sheet's {what} is {length} characters long, where {least} to {most} fit: {text:?}")]
    Length {
        /// Which text.
        what: &'static str,
        /// The text.
        text: String,
        /// Its length, in characters.
        length: usize,
        /// The least that it may have.
        least: usize,
        /// The most that fits.
        most: usize,
    },
    /// A character that the square code or the print cannot show.
    #[error("the answer sheet's {what} has the character {found:?}, which cannot be printed there: {text:?}")]
    Character {
        /// Which text.
        what: &'static str,
        /// The text.
        text: String,
        /// The character.
        found: char,
    },
}

pub(super) fn check(rows: &[Row], options: &Options) -> Result<(), BadSheet> {
    if rows.is_empty() || rows.len() > MOST_ROWS {
        return Err(BadSheet::Rows(rows.len()));
    }
    fits("code", &options.code, 1, MOST_CODE)?;
    if let Some(found) = options.code.chars().find(|c| !c.is_ascii_graphic()) {
        return Err(BadSheet::Character { what: "code", text: options.code.clone(), found });
    }
    fits("title", &options.words.title, 0, 60)?;
    fits("word for the name", &options.words.name, 0, 30)?;
    fits("instruction", &options.words.instruction, 0, 120)?;
    rows.iter().enumerate().try_for_each(|(n, row)| check_row(n + 1, row))
}

fn check_row(number: usize, row: &Row) -> Result<(), BadSheet> {
    fits("label of a row", &row.label, 1, 4)?;
    match &row.answer {
        Answer::Written { lines } if !(1..=MOST_LINES).contains(lines) => {
            Err(BadSheet::Lines { row: number, lines: *lines, most: MOST_LINES })
        }
        Answer::Written { .. } => Ok(()),
        Answer::One(letters) | Answer::Many(letters) => {
            if letters.is_empty() || letters.len() > MOST_BUBBLES {
                return Err(BadSheet::Bubbles { row: number, bubbles: letters.len() });
            }
            letters.iter().try_for_each(|letter| fits("letter in a bubble", letter, 1, 2))
        }
    }
}

fn fits(what: &'static str, text: &str, least: usize, most: usize) -> Result<(), BadSheet> {
    let length = text.chars().count();
    if length < least || length > most {
        return Err(BadSheet::Length { what, text: text.to_owned(), length, least, most });
    }
    match text.chars().find(|c| c.is_control() || matches!(c, '\u{fffe}' | '\u{ffff}')) {
        Some(found) => Err(BadSheet::Character { what, text: text.to_owned(), found }),
        None => Ok(()),
    }
}
