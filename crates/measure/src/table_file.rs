//! A delimited file with a header, read row by row: what tables of answers, banks and pairs have in common.

use std::{
    fs::File,
    io::{BufRead, BufReader, Read},
    path::Path,
};

use csv::{ByteRecord, ReaderBuilder};

use crate::trouble::{Problem, Trouble};

/// An open file, past its header.
pub struct TableFile {
    /// Its name, as errors give it.
    pub name: String,
    /// The names of the columns.
    pub header: Vec<String>,
    reader: csv::Reader<Box<dyn Read>>,
    record: ByteRecord,
}

/// One row: its line in the file, and its cells.
pub struct Row<'r> {
    /// The line, from 1 (the header).
    pub line: usize,
    record: &'r ByteRecord,
    file: &'r str,
    header: &'r [String],
}

impl TableFile {
    /// Opens a file and reads its header. Cells are separated by comma, semicolon or tab, whichever the
    /// header has most of; quotes are those of RFC 4180; a byte order mark is skipped.
    pub fn open(path: &Path) -> Result<Self, Trouble> {
        let name = path.display().to_string();
        let cannot = |error: &dyn std::fmt::Display| {
            Problem::new(name.as_str(), format!("cannot be read ({error}): check the name and the rights"))
        };
        let file = File::open(path).map_err(|error| cannot(&error))?;
        let mut file = BufReader::with_capacity(1 << 20, file);
        let start = file.fill_buf().map_err(|error| cannot(&error))?;
        let marked = start.starts_with(b"\xEF\xBB\xBF");
        let first = start.split(|byte| *byte == b'\n').next().unwrap_or_default();
        let count = |separator: u8| first.split(|byte| *byte == separator).count();
        let separators = [b',', b';', b'\t'];
        // The first of equals: a header of one column is separated by commas.
        let separator =
            separators.into_iter().rev().max_by_key(|separator| count(*separator)).unwrap_or(b',');
        if marked {
            file.consume(3);
        }
        let reader: Box<dyn Read> = Box::new(file);
        let mut reader =
            ReaderBuilder::new().delimiter(separator).flexible(true).has_headers(false).from_reader(reader);
        let mut record = ByteRecord::new();
        let there = reader.read_byte_record(&mut record).map_err(|error| cannot(&error))?;
        let empty = record.iter().all(|cell| cell.iter().all(u8::is_ascii_whitespace));
        if !there || empty {
            let says = "the file is empty: it needs a header that names the columns, and rows below it";
            return Err(Problem::new(name.as_str(), says).line(1).into());
        }
        let mut header = Vec::with_capacity(record.len());
        let mut trouble = Trouble::default();
        for (place, cell) in record.iter().enumerate() {
            match std::str::from_utf8(cell) {
                Ok(cell) => header.push(cell.trim().to_owned()),
                Err(_) => trouble.add(not_utf8(&name, 1, &format!("column {}", place + 1), cell)),
            }
        }
        let mut seen = std::collections::HashSet::new();
        for column in header.iter().filter(|column| !seen.insert(column.as_str())) {
            let says = "two columns have this name: rename one of them";
            trouble.add(Problem::new(name.as_str(), says).line(1).field(column.as_str()));
        }
        trouble.or(Self { name, header, reader, record })
    }

    /// The place of the first column that has one of these names, whatever its case.
    pub fn column(&self, names: &[&str]) -> Option<usize> {
        self.header.iter().position(|column| names.iter().any(|name| column.eq_ignore_ascii_case(name)))
    }

    /// The next row that is not blank. A row of another width than the header is a problem of its own.
    pub fn next(&mut self) -> Option<Result<Row<'_>, Problem>> {
        loop {
            match self.reader.read_byte_record(&mut self.record) {
                Ok(false) => return None,
                Err(error) => {
                    return Some(Err(Problem::new(
                        self.name.as_str(),
                        format!("cannot be read on ({error})"),
                    )));
                }
                Ok(true) => {}
            }
            let blank = self.record.len() == 1 && self.record[0].iter().all(u8::is_ascii_whitespace);
            if blank && self.header.len() > 1 {
                continue;
            }
            let line =
                self.record.position().map_or(0, |at| usize::try_from(at.line()).unwrap_or(usize::MAX));
            let (cells, columns) = (self.record.len(), self.header.len());
            if cells != columns {
                let says = format!(
                    "the line has {cells} cells under {columns} columns: give each column its cell, and put \
                     quotes around a cell that holds the separator"
                );
                return Some(Err(Problem::new(self.name.as_str(), says).line(line)));
            }
            return Some(Ok(Row { line, record: &self.record, file: &self.name, header: &self.header }));
        }
    }
}

impl Row<'_> {
    /// A cell without the blanks around it.
    pub fn cell(&self, place: usize) -> &[u8] {
        self.record[place].trim_ascii()
    }

    /// A cell as text without the blanks around it; a problem when it is not UTF-8.
    pub fn text(&self, place: usize) -> Result<&str, Problem> {
        let cell = self.cell(place);
        std::str::from_utf8(cell).map_err(|_| not_utf8(self.file, self.line, &self.header[place], cell))
    }

    /// A cell as a number; `None` when it is blank, `NA` or `.`.
    pub fn number(&self, place: usize) -> Result<Option<f64>, Problem> {
        let text = self.text(place)?;
        if is_missing(text.as_bytes()) {
            return Ok(None);
        }
        let number: Option<f64> = text.parse().ok().filter(|number: &f64| number.is_finite());
        number.map(Some).ok_or_else(|| self.problem(place, "a finite number is expected, such as 0.25"))
    }

    /// Something wrong with a cell.
    pub fn problem(&self, place: usize, says: impl Into<String>) -> Problem {
        let value = String::from_utf8_lossy(self.cell(place)).into_owned();
        Problem::new(self.file, says).line(self.line).field(self.header[place].as_str()).value(value)
    }
}

/// Whether a cell says that there is nothing.
pub fn is_missing(cell: &[u8]) -> bool {
    matches!(cell, b"" | b"NA" | b".")
}

fn not_utf8(file: &str, line: usize, field: &str, cell: &[u8]) -> Problem {
    Problem::new(file, "the text is not UTF-8: save the file as UTF-8")
        .line(line)
        .field(field)
        .value(String::from_utf8_lossy(cell))
}
