//! A table in a text file: a header and rows that know their line.

use std::borrow::Cow;

use csv::{ReaderBuilder, StringRecord};

use crate::{Problem, Problems, encoding};

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
    rows: Vec<(u64, StringRecord)>,
}

/// One row of a [`Table`].
#[derive(Debug, Clone, Copy)]
pub struct Row<'t> {
    /// The table it is in.
    pub table: &'t Table,
    /// Its line in the file, from 1.
    pub line: u64,
    record: &'t StringRecord,
}

impl Table {
    /// Reads `bytes`; the first line that is not empty is the header. `None` after reporting that
    /// there is no header.
    pub fn read(file: &str, bytes: &[u8], delimiters: &[u8], problems: &mut Problems) -> Option<Self> {
        let text = encoding::table_text(file, bytes, problems);
        let delimiter = delimiter_of(&text, delimiters);
        let mut reader = ReaderBuilder::new()
            .has_headers(false)
            .flexible(true)
            .delimiter(delimiter)
            .from_reader(text.as_bytes());
        let mut table = Self { file: file.to_owned(), ..Self::default() };
        let mut record = StringRecord::new();
        while reader.read_record(&mut record).unwrap_or(false) {
            let line = line_of(text.as_bytes(), record.position());
            if record.iter().all(|cell| cell.trim().is_empty()) {
                continue;
            }
            if table.columns.is_empty() {
                table.columns = header(&record);
                table.report_columns(line, problems);
            } else if table.accepts(line, &record, problems) {
                record.trim();
                table.rows.push((line, record.clone()));
            }
        }
        if table.columns.is_empty() {
            problems.stop(Problem::error(file, "the file is empty", "Send the file with its header line."));
            return None;
        }
        table.report_open_quote(&text, problems);
        Some(table)
    }

    /// The rows in file order.
    pub fn rows(&self) -> impl Iterator<Item = Row<'_>> {
        self.rows.iter().map(|(line, record)| Row { table: self, line: *line, record })
    }

    /// The row at this place, from 0.
    pub fn row(&self, place: usize) -> Option<Row<'_>> {
        self.rows.get(place).map(|(line, record)| Row { table: self, line: *line, record })
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
            let wanted = folded(name);
            self.columns.iter().position(|column| folded(column) == wanted)
        })
    }

    /// As [`Table::column`], and stops the file when there is none.
    pub fn required_column(&self, names: &[&str], problems: &mut Problems) -> Option<usize> {
        let found = self.column(names);
        if found.is_none() {
            let name = names.first().copied().unwrap_or_default();
            problems.stop(
                Problem::error(
                    &self.file,
                    format!("the column \"{name}\" is missing"),
                    format!("Add a column named {name} to the header line."),
                )
                .at_line(1)
                .in_field(name),
            );
        }
        found
    }

    fn report_columns(&self, line: u64, problems: &mut Problems) {
        for (place, column) in self.columns.iter().enumerate() {
            let key = folded(column);
            if !key.is_empty() && self.columns[..place].iter().any(|earlier| folded(earlier) == key) {
                problems.add(
                    Problem::warning(
                        &self.file,
                        "two columns have this name; the first counts",
                        "Remove or rename one of them.",
                    )
                    .at_line(line)
                    .in_field(column),
                );
            }
        }
    }

    fn accepts(&self, line: u64, record: &StringRecord, problems: &mut Problems) -> bool {
        let column = |place: usize| self.columns.get(place).map_or("(beyond the header)", String::as_str);
        for (place, cell) in record.iter().enumerate() {
            let (what, advice) = if cell.len() > MOST_CELL_BYTES {
                let what: Cow<str> = format!(
                    "the cell has {} bytes; {MOST_CELL_BYTES} is the most. The row is left out",
                    cell.len()
                )
                .into();
                (what, "Look for a quotation mark that is opened here and not closed.")
            } else if cell.contains('\0') {
                ("the cell holds a NUL character. The row is left out".into(), "Remove the character.")
            } else if place >= self.columns.len() && !cell.trim().is_empty() {
                let what = format!(
                    "the row has {} cells, the header {}. The row is left out",
                    record.len(),
                    self.columns.len()
                );
                (what.into(), "Put a cell that holds a comma between quotation marks.")
            } else {
                continue;
            };
            let field = column(place);
            problems
                .add(Problem::error(&self.file, what, advice).at_line(line).in_field(field).with_value(cell));
            return false;
        }
        true
    }

    /// A quote that is opened and never closed swallows the rest of the file: say where it began.
    fn report_open_quote(&self, text: &str, problems: &mut Problems) {
        let quotes = text.bytes().filter(|byte| *byte == b'"').count();
        if quotes % 2 == 0 {
            return;
        }
        let last_line = self.rows.last().map_or(1, |(line, _)| *line);
        problems.add(
            Problem::warning(
                &self.file,
                "the file has an odd number of quotation marks, so one is not closed",
                "Check the rows from here on; write a quotation mark inside a cell twice.",
            )
            .at_line(last_line),
        );
    }
}

impl<'t> Row<'t> {
    /// The cell in this column, trimmed; empty when there is none.
    pub fn cell(&self, column: Option<usize>) -> &'t str {
        column.and_then(|place| self.record.get(place)).unwrap_or("")
    }

    /// The cell, or `None` when it is empty.
    pub fn filled(&self, column: Option<usize>) -> Option<&'t str> {
        Some(self.cell(column)).filter(|cell| !cell.is_empty())
    }

    /// Column name and cell, for those that are filled.
    pub fn cells(&self) -> impl Iterator<Item = (&'t str, &'t str)> {
        let columns = self.table.columns.iter().map(String::as_str);
        columns.zip(self.record.iter()).filter(|(_, cell)| !cell.is_empty())
    }

    /// Whether two rows say the same.
    pub fn same_cells(&self, other: &Row<'_>) -> bool {
        self.record.iter().eq(other.record.iter())
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

fn header(record: &StringRecord) -> Vec<String> {
    let columns: Vec<_> = record.iter().map(|name| name.replace('\0', "").trim().to_owned()).collect();
    let filled = columns.iter().rposition(|name| !name.is_empty()).map_or(0, |last| last + 1);
    columns.into_iter().take(filled).collect()
}

/// The line on which a record begins, from 1. The reader's own count stops before the line feed of
/// a CR LF and before empty lines, so those are added.
pub(crate) fn line_of(text: &[u8], position: Option<&csv::Position>) -> u64 {
    let Some(position) = position else { return 1 };
    let start = usize::try_from(position.byte()).unwrap_or(text.len()).min(text.len());
    let skipped = text[start..].iter().take_while(|byte| matches!(byte, b'\r' | b'\n'));
    position.line() + skipped.map(|byte| u64::from(*byte == b'\n')).sum::<u64>()
}

/// Lower case, letters and digits only: `Points Possible` and `points_possible` are one name.
pub(crate) fn folded(name: &str) -> String {
    name.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// The one of `delimiters` that occurs most in the first line that is not empty.
fn delimiter_of(text: &str, delimiters: &[u8]) -> u8 {
    let first = text.lines().find(|line| !line.trim().is_empty()).unwrap_or("");
    let count = |delimiter: u8| first.bytes().filter(|byte| *byte == delimiter).count();
    let mut best = delimiters.first().copied().unwrap_or(b',');
    for delimiter in delimiters.iter().copied() {
        if count(delimiter) > count(best) {
            best = delimiter;
        }
    }
    best
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
    fn an_open_quote_is_reported() {
        let mut problems = Problems::default();
        Table::read("t", b"a,b\n1,\"x\n2,y\n", b",", &mut problems);
        assert_eq!(problems.finish(()).warnings, 1);
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
            table.rows().map(|row| (row.line, row.record.iter().collect::<Vec<_>>().join("|"))).collect();
        let expected: Vec<_> = expected.iter().map(|(line, text)| (*line, (*text).to_owned())).collect();
        assert_eq!(rows, expected);
        assert_eq!(problems.errors(), errors);
    }
}
