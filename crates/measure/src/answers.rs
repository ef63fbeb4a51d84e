//! Tables of answers: wide (a line per learner) or long (a line per answer).

mod long;
mod moment;
mod names;
mod wide;

use std::path::{Path, PathBuf};

use measurement::{models::MOST_CATEGORIES, responses::Responses};

pub use long::{Long, LongAnswer};
pub use names::Names;

use crate::{
    table_file::{Row, TableFile, is_missing},
    trouble::{Problem, Trouble},
};

/// The highest score above the lowest.
const MOST_SCORE: i32 = 99;

/// Where the answers are, and what to make of them.
#[derive(Debug, Clone, clap::Args)]
pub struct AnswersFile {
    /// Answers: CSV with a line per learner and a column per item, or with a line per answer.
    #[arg(value_name = "ANSWERS")]
    pub answers: PathBuf,
    /// Columns, or items of a long table, that do not count, separated by commas.
    #[arg(long, value_name = "NAME,...", value_delimiter = ',')]
    pub leave_out: Vec<String>,
    /// The lowest score in the file; it counts as 0.
    #[arg(long, value_name = "SCORE", default_value_t = 0)]
    pub lowest: i32,
}

/// Answers as a table of one row per learner.
#[derive(Debug, Clone)]
pub struct Answers {
    /// The file, as errors give it.
    pub file: String,
    /// Names of the items, one per column.
    pub items: Vec<String>,
    /// The learner of each row; `None` when the file does not say.
    pub learners: Option<Names>,
    /// Names of the groups; one empty name without groups.
    pub groups: Vec<String>,
    /// The scores.
    pub responses: Responses,
    /// The line of each learner's first answer.
    pub lines: Vec<u32>,
}

impl AnswersFile {
    /// Reads a wide table, or a long one into a table of one row per learner.
    pub fn read(&self) -> Result<Answers, Trouble> {
        let table = TableFile::open(&self.answers)?;
        let answers = if long::is_long(&table) {
            long::read(table, self)?.into_table()?
        } else {
            wide::read(table, self)?
        };
        for name in &self.leave_out {
            if answers.items.contains(name) {
                return Err(Problem::new(answers.file, "could not be left out").field(name.as_str()).into());
            }
        }
        Ok(answers)
    }

    /// Reads a long table as it is.
    pub fn read_long(&self) -> Result<Long, Trouble> {
        let table = TableFile::open(&self.answers)?;
        if !long::is_long(&table) {
            let says = "a line per answer is needed, with the columns learner, item and score, oldest answer \
                        first: what happened in which order cannot be seen in a line per learner";
            return Err(Problem::new(table.name, says).line(1).into());
        }
        long::read(table, self)
    }

    /// Whether the table has a line per answer.
    pub fn is_long(&self) -> Result<bool, Trouble> {
        Ok(long::is_long(&TableFile::open(&self.answers)?))
    }

    fn counts(&self, name: &str) -> bool {
        !self.leave_out.iter().any(|left_out| left_out == name)
    }

    /// The score in a cell: `None` when there is none.
    fn score(&self, row: &Row<'_>, place: usize) -> Result<Option<u8>, Problem> {
        let cell = row.cell(place);
        // The usual cells, without the way through text.
        if let [digit @ b'0'..=b'9'] = cell
            && self.lowest == 0
        {
            return Ok(Some(digit - b'0'));
        }
        if is_missing(cell) {
            return Ok(None);
        }
        let text = row.text(place)?;
        let Ok(score) = text.parse::<i64>() else {
            let says =
                "a score is a whole number: correct it, or leave the cell blank where there is no answer";
            return Err(row.problem(place, says));
        };
        let above = score - i64::from(self.lowest);
        if above < 0 {
            let says = format!(
                "a score is {} or more: correct it, or say with --lowest which score counts as 0",
                self.lowest
            );
            return Err(row.problem(place, says));
        }
        u8::try_from(above).ok().filter(|score| i32::from(*score) <= MOST_SCORE).map(Some).ok_or_else(|| {
            let says = format!(
                "an item has at most {MOST_CATEGORIES} categories, scores {} to {}: merge neighbouring scores \
                 into fewer, or leave the column out with --leave-out if it holds no scores",
                self.lowest,
                self.lowest.saturating_add(MOST_SCORE)
            );
            row.problem(place, says)
        })
    }
}

impl Answers {
    /// The learner of a row; its place, from 1, where the file names nobody.
    pub fn learner(&self, row: usize) -> String {
        self.learners.as_ref().map_or_else(|| (row + 1).to_string(), |names| names.get(row).to_owned())
    }

    /// The table with these columns only, in this order.
    pub fn of_items(&self, items: &[usize]) -> Option<Responses> {
        self.responses.of_items(items)
    }

    /// A problem with an item of the file.
    pub fn problem(&self, item: usize, says: impl Into<String>) -> Problem {
        Problem::new(self.file.as_str(), says).field(self.items[item].as_str())
    }
}

/// The name of a file, as errors give it.
pub fn shown(path: &Path) -> String {
    path.display().to_string()
}
