//! Reading a table: header, rows, lines, and quotation marks that are never closed.

use std::io::Read as _;

use csv::{ReaderBuilder, StringRecord};

use super::{MOST_CELL_BYTES, Place, Table, folded};
use crate::{Problem, Problems, encoding};

/// After so many rows with an open quotation mark the file is given up.
const MOST_OPEN_QUOTES: usize = 100;

/// Comes after the text: when it is not the last record alone, a quotation mark was not closed.
const END: &str = "\u{1e}\u{1f}";

/// Where a row with an open quotation mark begins.
struct OpenQuote {
    line: u64,
    byte: usize,
}

impl Table {
    /// Reads `bytes`; the first line that is not empty is the header. `None` after reporting that
    /// there is no header.
    pub fn read(file: &str, bytes: &[u8], delimiters: &[u8], problems: &mut Problems) -> Option<Self> {
        Self { file: file.to_owned(), ..Self::default() }.filled(bytes, delimiters, problems)
    }

    /// As [`Table::read`]; rows may have cells beyond the last column that the header names.
    pub fn read_ragged(file: &str, bytes: &[u8], delimiters: &[u8], problems: &mut Problems) -> Option<Self> {
        let table = Self { file: file.to_owned(), ragged: true, ..Self::default() };
        table.filled(bytes, delimiters, problems)
    }

    fn filled(self, bytes: &[u8], delimiters: &[u8], problems: &mut Problems) -> Option<Self> {
        let mut table = self;
        let file = &table.file.clone();
        let text = encoding::table_text(file, bytes, problems);
        let delimiter = delimiter_of(&text, delimiters);
        let (mut rest, mut lines_before) = (text.as_ref(), 0);
        for found in 0.. {
            let Some(open) = table.read_rows(rest, lines_before, delimiter, problems) else { break };
            if found == MOST_OPEN_QUOTES {
                let what =
                    format!("more than {MOST_OPEN_QUOTES} rows have a quotation mark that is not closed");
                problems.stop(Problem::error(file, what, QUOTE_ADVICE).at_line(open.line));
                break;
            }
            let what = "a quotation mark is opened here and not closed; the row is left out";
            problems.add(Problem::error(file, what, QUOTE_ADVICE).at_line(open.line));
            table.unreadable += 1;
            let from_row = rest.get(open.byte..).unwrap_or_default();
            rest = from_row.split_once('\n').map_or("", |(_, next_lines)| next_lines);
            lines_before = open.line;
        }
        if table.columns.is_empty() {
            problems.stop(Problem::error(file, "the file is empty", "Send the file with its header line."));
            return None;
        }
        Some(table)
    }

    /// Reads rows up to the end, or to one whose quotation mark is not closed.
    fn read_rows(
        &mut self,
        text: &str,
        lines_before: u64,
        delimiter: u8,
        problems: &mut Problems,
    ) -> Option<OpenQuote> {
        let end = [b"\n", END.as_bytes()].concat();
        let mut reader = ReaderBuilder::new()
            .has_headers(false)
            .flexible(true)
            .delimiter(delimiter)
            .from_reader(text.as_bytes().chain(end.as_slice()));
        let mut record = StringRecord::new();
        while reader.read_record(&mut record).unwrap_or(false) {
            if record.len() == 1 && record.get(0) == Some(END) {
                break;
            }
            let (line, byte) = start_of(text.as_bytes(), record.position());
            let line = lines_before + line;
            let over_lines = record.iter().any(|cell| cell.contains('\n'));
            let odd_width = !self.ragged && !self.columns.is_empty() && record.len() != self.columns.len();
            let until = usize::try_from(reader.position().byte()).unwrap_or(text.len()).min(text.len());
            let quotes = || text.get(byte..until).unwrap_or_default().matches('"').count();
            if over_lines && (odd_width || quotes() % 2 == 1) {
                return Some(OpenQuote { line, byte });
            }
            if record.iter().all(|cell| cell.trim().is_empty()) {
                continue;
            }
            if self.columns.is_empty() {
                self.take_header(line, &record, problems);
            } else if let Some(problem) = self.refusal(line, &record) {
                problems.add(problem);
                self.unreadable += 1;
            } else {
                self.take_row(line, &record, problems);
            }
        }
        None
    }

    fn take_row(&mut self, line: u64, record: &StringRecord, problems: &mut Problems) {
        self.rows.push(Place { line, first: self.ends.len() });
        for cell in record {
            self.text.push_str(cell.trim());
            let Ok(end) = u32::try_from(self.text.len()) else {
                let advice = "Send it in several files.";
                return problems.stop(Problem::error(&self.file, "the file has more than 4 GB", advice));
            };
            self.ends.push(end);
        }
    }

    fn take_header(&mut self, line: u64, record: &StringRecord, problems: &mut Problems) {
        let names: Vec<_> = record.iter().map(|name| name.replace('\0', "").trim().to_owned()).collect();
        let filled = names.iter().rposition(|name| !name.is_empty()).map_or(0, |last| last + 1);
        for name in names.into_iter().take(filled) {
            let key = folded(&name);
            if !key.is_empty() && self.keys.contains(&key) {
                let what = "two columns have this name; the first counts";
                let warning = Problem::warning(&self.file, what, "Remove or rename one of them.");
                problems.add(warning.at_line(line).in_field(&name));
            }
            self.columns.push(name);
            self.keys.push(key);
        }
    }

    /// Why a row cannot be taken.
    fn refusal(&self, line: u64, record: &StringRecord) -> Option<Problem> {
        record.iter().enumerate().find_map(|(place, cell)| {
            let width = self.columns.len();
            let (what, advice) = if cell.len() > MOST_CELL_BYTES {
                let what = format!("the cell has {} bytes; {MOST_CELL_BYTES} is the most", cell.len());
                (what, "Shorten it; look for a quotation mark that is not closed.")
            } else if cell.contains('\0') {
                ("the cell holds a NUL character".to_owned(), "Remove the character.")
            } else if !self.ragged && place >= width && !cell.trim().is_empty() {
                let what = format!("the row has {} cells, the header {width}", record.len());
                (what, "Put a cell that holds a comma between quotation marks.")
            } else {
                return None;
            };
            let field = self.columns.get(place).map_or("(beyond the header)", String::as_str);
            let problem = Problem::error(&self.file, format!("{what}; the row is left out"), advice);
            Some(problem.at_line(line).in_field(field).with_value(cell))
        })
    }
}

const QUOTE_ADVICE: &str = "Close it, or write a quotation mark inside a cell twice.";

/// The line on which a record begins, from 1.
pub(crate) fn line_of(text: &[u8], position: Option<&csv::Position>) -> u64 {
    start_of(text, position).0
}

/// Line, from 1, and byte where a record begins. The reader's own count stops before the line feed
/// of a CR LF and before empty lines, so those are added.
fn start_of(text: &[u8], position: Option<&csv::Position>) -> (u64, usize) {
    let Some(position) = position else { return (1, 0) };
    let start = usize::try_from(position.byte()).unwrap_or(text.len()).min(text.len());
    let skipped = text[start..].iter().take_while(|byte| matches!(byte, b'\r' | b'\n'));
    let (bytes, lines) =
        skipped.fold((0, 0), |(bytes, lines), byte| (bytes + 1, lines + u64::from(*byte == b'\n')));
    (position.line() + lines, start + bytes)
}

/// The one of `delimiters` that occurs most in the first line that is not empty.
fn delimiter_of(text: &str, delimiters: &[u8]) -> u8 {
    let first = text.lines().find(|line| !line.trim().is_empty()).unwrap_or("");
    let count = |delimiter: u8| first.split(char::from(delimiter)).count();
    let mut best = delimiters.first().copied().unwrap_or(b',');
    for delimiter in delimiters.iter().copied() {
        if count(delimiter) > count(best) {
            best = delimiter;
        }
    }
    best
}
