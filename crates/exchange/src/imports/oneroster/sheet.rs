//! One file of a roster: its rows by sourcedId, each once, with status.

use std::collections::HashMap;

use domain::time::Date;

use super::{
    batch::{Kind, Mode},
    manifest::Manifest,
    package::Package,
};
use crate::{
    Problem, Problems, dates,
    table::{Row, Table},
};

/// A file that is read, or an empty one when it is absent.
pub(super) struct Sheet {
    pub kind: Kind,
    pub mode: Mode,
    table: Table,
    without_id: u64,
    /// Places of rows in the table that count, with their status.
    entries: Vec<(usize, Status)>,
}

/// Whether a row's thing goes on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Status {
    Active,
    /// With the day the source says it changed.
    Ended(Option<Date>),
}

/// One row that counts.
#[derive(Clone, Copy)]
pub(super) struct Entry<'s> {
    pub row: Row<'s>,
    pub sourced_id: &'s str,
    pub status: Status,
}

/// The most characters of a sourcedId.
const MOST_ID_BYTES: usize = 255;

impl Sheet {
    /// Reads the file if the manifest says that it is there.
    pub fn open(kind: Kind, package: &mut Package, manifest: &Manifest, problems: &mut Problems) -> Self {
        let mode = manifest.mode(kind);
        let mut sheet = Self { kind, mode, table: Table::default(), without_id: 0, entries: Vec::new() };
        let Some(file) = package.files.get_mut(kind.file_key()).filter(|_| mode != Mode::Absent) else {
            return sheet;
        };
        // The text is in the table then, and needed no more.
        let bytes = std::mem::take(&mut file.bytes);
        let Some(table) = Table::read(&file.name, &bytes, b",", problems) else { return sheet };
        drop(bytes);
        for column in kind.required_columns(manifest.version) {
            table.required_column(&[*column], problems);
        }
        if !problems.stopped() {
            (sheet.entries, sheet.without_id) = entries(&table, mode, problems);
            sheet.table = table;
        }
        sheet
    }

    /// How many rows cannot be read, or have no sourcedId.
    pub fn unreadable(&self) -> u64 {
        self.table.unreadable + self.without_id
    }

    /// The name of the file.
    pub fn file(&self) -> &str {
        &self.table.file
    }

    /// The rows that count, in file order.
    pub fn entries(&self) -> impl Iterator<Item = Entry<'_>> {
        let column = self.table.column(&["sourcedId"]);
        self.entries.iter().filter_map(move |(place, status)| {
            let row = self.table.row(*place)?;
            Some(Entry { row, sourced_id: row.cell(column), status: *status })
        })
    }

    /// Where a column is.
    pub fn column(&self, name: &str) -> Option<usize> {
        self.table.column(&[name])
    }

    pub fn len(&self) -> usize {
        self.entries.len()
    }
}

/// The rows that count, and how many have no sourcedId.
fn entries(table: &Table, mode: Mode, problems: &mut Problems) -> (Vec<(usize, Status)>, u64) {
    let (id, status) = (table.column(&["sourcedId"]), table.column(&["status"]));
    let changed = table.column(&["dateLastModified"]);
    let mut first_rows: HashMap<&str, usize> = HashMap::with_capacity(table.len());
    let mut entries = Vec::with_capacity(table.len());
    let (mut with_status, mut without_id) = (0_u64, 0_u64);
    for (place, row) in table.rows().enumerate() {
        let sourced_id = row.cell(id);
        if sourced_id.is_empty() || sourced_id.len() > MOST_ID_BYTES {
            let what = "the row has no usable sourcedId; it is left out";
            let advice = "Give each row its own sourcedId of at most 255 characters.";
            problems.add(row.error("sourcedId", what, advice).with_value(sourced_id));
            without_id += 1;
            continue;
        }
        if let Some(first) = first_rows.get(sourced_id).and_then(|first| table.row(*first)) {
            problems.add(repeated(&row, &first, sourced_id));
            continue;
        }
        first_rows.insert(sourced_id, place);
        with_status += u64::from(row.filled(status).is_some());
        entries.push((place, read_status(&row, status, changed, mode, problems)));
    }
    if mode == Mode::Bulk && with_status > 0 {
        let what = format!("{with_status} rows of a bulk file have a status; in bulk it should be empty");
        let advice = "Nothing to do: rows to be deleted are taken as ended.";
        problems.add(Problem::warning(&table.file, what, advice).in_field("status"));
    }
    (entries, without_id)
}

fn repeated(row: &Row<'_>, first: &Row<'_>, sourced_id: &str) -> Problem {
    let advice = "Give each row its own sourcedId.";
    let problem = if row.same_cells(first) {
        let what = format!("the row repeats line {} word for word; it counts once", first.line);
        row.warning("sourcedId", what, advice)
    } else {
        let what = format!("line {} has the same sourcedId; this row is left out", first.line);
        row.error("sourcedId", what, advice)
    };
    problem.with_value(sourced_id)
}

fn read_status(
    row: &Row<'_>,
    status: Option<usize>,
    changed: Option<usize>,
    mode: Mode,
    problems: &mut Problems,
) -> Status {
    match row.cell(status).to_lowercase().as_str() {
        "active" => Status::Active,
        "tobedeleted" | "inactive" => {
            Status::Ended(row.filled(changed).and_then(|text| dates::date(text).ok()).map(|read| read.date))
        }
        "" => {
            if mode == Mode::Delta && status.is_some() && changed.is_some() && row.filled(changed).is_none() {
                let what = "a row of a delta has neither status nor dateLastModified; taken as active";
                problems.add(row.warning("status", what, "Write active or tobedeleted."));
            }
            Status::Active
        }
        _ => {
            let what = "this status is not known; taken as active";
            let warning = row.warning("status", what, "Write active or tobedeleted.");
            problems.add(warning.with_value(row.cell(status)));
            Status::Active
        }
    }
}
