//! A table in a text file: a header and rows that know their line.

mod reading;

use crate::{Problem, Problems};

pub(crate) use reading::line_of;

/// The most bytes of one cell; a longer one is nearly always a quote that was never closed.
pub const MOST_CELL_BYTES: usize = 100_000;

/// A table read whole.
///
/// Shape: every row has as many cells as the header or fewer, none longer than [`MOST_CELL_BYTES`],
/// none with a NUL; rows that break this are reported and left out.
#[derive(Debug, Clone, Default)]
pub struct Table {
    /// The file's name, for problems.
    pub file: String,
    /// Column names as written, trimmed.
    pub columns: Vec<String>,
    /// How many rows could not be read at all.
    pub unreadable: u64,
    /// Rows may have more cells than the header names: [`Row::beyond`].
    ragged: bool,
    keys: Vec<String>,
    /// The cells of every row, one behind the other: a record for each would be three allocations a row.
    text: String,
    /// Where each cell ends in `text`.
    ends: Vec<u32>,
    rows: Vec<Place>,
}

/// Where a row is.
#[derive(Debug, Clone, Copy)]
struct Place {
    line: u64,
    /// Its first cell.
    first: usize,
}

/// One row of a [`Table`].
#[derive(Debug, Clone, Copy)]
pub struct Row<'t> {
    /// The table it is in.
    pub table: &'t Table,
    /// Its line in the file, from 1.
    pub line: u64,
    /// Its first cell, and the first of the row after it.
    first: usize,
    end: usize,
}

impl Table {
    /// The rows in file order.
    pub fn rows(&self) -> impl Iterator<Item = Row<'_>> {
        (0..self.rows.len()).filter_map(move |place| self.row(place))
    }

    /// The row at this place, from 0.
    pub fn row(&self, place: usize) -> Option<Row<'_>> {
        let Place { line, first } = *self.rows.get(place)?;
        let end = self.rows.get(place + 1).map_or(self.ends.len(), |next| next.first);
        Some(Row { table: self, line, first, end })
    }

    /// How many rows were read.
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// Whether there is only a header.
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// Where the column with one of these names is; capitals, spaces and punctuation do not count.
    pub fn column(&self, names: &[&str]) -> Option<usize> {
        names.iter().find_map(|name| {
            self.keys.iter().position(|key| folded_characters(name).eq(key.chars()) && !key.is_empty())
        })
    }

    /// As [`Table::column`], and stops the file when there is none.
    pub fn required_column(&self, names: &[&str], problems: &mut Problems) -> Option<usize> {
        let found = self.column(names);
        if found.is_none() {
            let name = names.first().copied().unwrap_or_default();
            let what = format!("the column \"{name}\" is missing");
            let advice = format!("Add a column named {name} to the header line.");
            problems.stop(Problem::error(&self.file, what, advice).at_line(1).in_field(name));
        }
        found
    }
}

impl<'t> Row<'t> {
    fn at(self, cell: usize) -> Option<&'t str> {
        let end = *self.table.ends.get(cell).filter(|_| cell < self.end)?;
        let begin = cell.checked_sub(1).and_then(|before| self.table.ends.get(before)).copied().unwrap_or(0);
        self.table.text.get(usize::try_from(begin).ok()?..usize::try_from(end).ok()?)
    }

    fn all(self) -> impl Iterator<Item = &'t str> {
        (self.first..self.end).filter_map(move |cell| self.at(cell))
    }

    /// The cell in this column, trimmed; empty when there is none.
    pub fn cell(&self, column: Option<usize>) -> &'t str {
        column.and_then(|place| self.at(self.first + place)).unwrap_or("")
    }

    /// The cell, or `None` when it is empty.
    pub fn filled(&self, column: Option<usize>) -> Option<&'t str> {
        Some(self.cell(column)).filter(|cell| !cell.is_empty())
    }

    /// Column name and cell, for those that are filled.
    pub fn cells(&self) -> impl Iterator<Item = (&'t str, &'t str)> {
        let columns = self.table.columns.iter().map(String::as_str);
        columns.zip(self.all()).filter(|(_, cell)| !cell.is_empty())
    }

    /// The cells from this column on, whether the header names them or not.
    pub fn beyond(&self, column: usize) -> impl Iterator<Item = &'t str> {
        self.all().skip(column)
    }

    /// Whether two rows say the same.
    pub fn same_cells(&self, other: &Row<'_>) -> bool {
        self.all().eq(other.all())
    }

    /// An error at this row.
    pub fn error(&self, field: &str, what: impl Into<String>, advice: impl Into<String>) -> Problem {
        Problem::error(&self.table.file, what, advice).at_line(self.line).in_field(field)
    }

    /// A warning at this row.
    pub fn warning(&self, field: &str, what: impl Into<String>, advice: impl Into<String>) -> Problem {
        Problem::warning(&self.table.file, what, advice).at_line(self.line).in_field(field)
    }
}

/// Lower case, letters and digits only: `Points Possible` and `points_possible` are one name.
pub(crate) fn folded(name: &str) -> String {
    folded_characters(name).collect()
}

fn folded_characters(name: &str) -> impl Iterator<Item = char> {
    name.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn line_numbers_count_lines_of_the_file_not_rows() {
        check("a,b\r\n\r\n1,\"x\r\ny\"\r\n2,z\r\n", &[(3, "1|x\r\ny"), (5, "2|z")], 0);
    }

    #[test]
    fn quotes_in_quotes_are_read() {
        check("a,b\n1,\"say \"\"hi\"\", twice\"\n", &[(2, "1|say \"hi\", twice")], 0);
    }

    #[test]
    fn a_broken_row_never_takes_a_good_one_with_it() {
        let long = "x".repeat(10_000_000);
        check(&format!("a,b\n1,{long}\n2,y\n"), &[(3, "2|y")], 1);
        check("a,b\n1,\0\n2,y\n", &[(3, "2|y")], 1);
        check("a,b\n1,2,3\n2,y,\n", &[(3, "2|y|")], 1);
    }

    #[test]
    fn semicolons_and_tabs_are_seen_from_the_header() {
        check("a;b\n1;2,5\n", &[(2, "1|2,5")], 0);
        check("a\tb\n1\t2\n", &[(2, "1|2")], 0);
    }

    #[test]
    fn an_open_quote_costs_only_its_own_row() {
        check("a,b\n1,\"x\n2,y\n3,z", &[(3, "2|y"), (4, "3|z")], 1);
        check("a,b\n1,\"x\n2,y\n3,\"z\"\n4,w\n", &[(3, "2|y"), (4, "3|z"), (5, "4|w")], 1);
        check("a,b\n1,\"x\ny\"\n2,5\" disk\n", &[(2, "1|x\ny"), (4, "2|5\" disk")], 0);
    }

    #[test]
    fn a_file_of_open_quotes_is_given_up() {
        let mut problems = Problems::default();
        let text = format!("a,b\n{}", "1,\"x\n2,\"y\",z\n".repeat(200));
        Table::read("t", text.as_bytes(), b",", &mut problems);
        assert!(problems.stopped());
    }

    #[test]
    fn an_empty_file_is_broken() {
        let mut problems = Problems::default();
        assert!(Table::read("t", b"\n \n", b",", &mut problems).is_none());
        assert!(problems.stopped());
    }

    #[track_caller]
    fn check(text: &str, expected: &[(u64, &str)], errors: u64) {
        let mut problems = Problems::default();
        let table = Table::read("t", text.as_bytes(), b",;\t", &mut problems).expect("a header");
        let rows: Vec<_> =
            table.rows().map(|row| (row.line, row.all().collect::<Vec<_>>().join("|"))).collect();
        let expected: Vec<_> = expected.iter().map(|(line, text)| (*line, (*text).to_owned())).collect();
        assert_eq!(rows, expected);
        assert_eq!(problems.errors(), errors);
    }
}
