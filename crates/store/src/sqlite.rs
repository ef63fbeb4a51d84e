//! SQLite, called in the thread that asks: a statement takes microseconds, less than handing it to
//! another thread and waiting for the answer would.

use std::{
    fs::OpenOptions, io::ErrorKind, ops::Range, os::unix::fs::OpenOptionsExt as _, path::Path, sync::Arc,
    time::Duration,
};

use rusqlite::{Connection, OpenFlags, Statement, ToSql, types::ValueRef};

use crate::{Arg, StoreError};

/// Statements kept prepared per connection.
const PREPARED: usize = 400;

/// What every connection is told: an acknowledged answer survives a power cut, and references hold.
const SETTINGS: &str = "pragma synchronous = full; pragma foreign_keys = on; pragma temp_store = memory;";

/// How much of the database a connection keeps in memory (a negative size is in KiB, a positive one in
/// pages). A rating touches some thirty pages and a grid some hundred, most of them again the next time.
const WRITERS_CACHE: &str = "pragma cache_size = -8192;";
const READERS_CACHE: &str = "pragma cache_size = -4096;";

/// Makes the file of a database, for its owner alone, if there is none. What SQLite lays beside it (`-wal`,
/// `-shm`) gets the same rights.
pub(crate) fn create(path: &Path) -> Result<(), StoreError> {
    let made = OpenOptions::new().write(true).create_new(true).mode(0o600).open(path);
    match made {
        Err(error) if error.kind() != ErrorKind::AlreadyExists => {
            Err(StoreError::Unusable(format!("{}: {error}", path.display())))
        }
        _ => Ok(()),
    }
}

/// Opens the database for its writer and makes the file if there is none.
pub(crate) fn open(path: &Path) -> Result<Connection, StoreError> {
    create(path)?;
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE;
    let connection = open_with(path, flags)?;
    connection.execute_batch("pragma journal_mode = wal;")?;
    connection.execute_batch(SETTINGS)?;
    connection.execute_batch(WRITERS_CACHE)?;
    Ok(connection)
}

/// Opens the database for reading only.
pub(crate) fn open_to_read(path: &Path) -> Result<Connection, StoreError> {
    let connection = open_with(path, OpenFlags::SQLITE_OPEN_READ_ONLY)?;
    connection.execute_batch(SETTINGS)?;
    connection.execute_batch(READERS_CACHE)?;
    Ok(connection)
}

/// Opens the database for a connection that keeps everybody else out until it is closed; busy while
/// another program has it open.
pub(crate) fn open_alone(path: &Path) -> Result<Connection, StoreError> {
    create(path)?;
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE;
    let connection = open_with(path, flags)?;
    connection.busy_timeout(Duration::ZERO)?;
    // Before the file is looked at: then it is never shared.
    connection.execute_batch("pragma locking_mode = exclusive; pragma journal_mode = wal;")?;
    connection.execute_batch(SETTINGS)?;
    connection.execute_batch(WRITERS_CACHE)?;
    connection.execute_batch("begin exclusive; commit;")?;
    Ok(connection)
}

/// Opens a file that nobody has open and that is not to change, not even beside it.
pub(crate) fn open_unchanging(path: &Path) -> Result<Connection, StoreError> {
    let shown = path.to_str().ok_or_else(|| {
        StoreError::Unusable(format!("{}: the name of the file is not UTF-8", path.display()))
    })?;
    let name = shown.replace('%', "%25").replace('?', "%3f").replace('#', "%23");
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_URI;
    open_with(Path::new(&format!("file:{name}?immutable=1")), flags)
}

fn open_with(path: &Path, flags: OpenFlags) -> Result<Connection, StoreError> {
    let connection = Connection::open_with_flags(path, flags | OpenFlags::SQLITE_OPEN_NO_MUTEX)?;
    connection.busy_timeout(Duration::from_secs(10))?;
    connection.set_prepared_statement_cache_capacity(PREPARED);
    Ok(connection)
}

/// Runs a statement; how many rows it touched.
pub(crate) fn run(connection: &Connection, sql: &str, args: &[Arg<'_>]) -> Result<u64, StoreError> {
    let mut statement = connection.prepare_cached(sql)?;
    bind(&mut statement, args)?;
    let mut rows = statement.raw_query();
    // A statement that returns rows has done its work only when they were all asked for.
    while rows.next()?.is_some() {}
    drop(rows);
    Ok(if statement.readonly() { 0 } else { connection.changes() })
}

/// All rows of a query.
pub(crate) fn rows(connection: &Connection, sql: &str, args: &[Arg<'_>]) -> Result<Vec<Row>, StoreError> {
    let mut statement = connection.prepare_cached(sql)?;
    bind(&mut statement, args)?;
    let mut found = Found::of(&statement);
    let width = found.names.len();
    let mut rows = statement.raw_query();
    while let Some(row) = rows.next()? {
        for column in 0..width {
            found.keep(row.get_ref(column)?);
        }
    }
    let found = Arc::new(found);
    let starts = (0..found.cells.len()).step_by(width.max(1));
    Ok(starts.map(|start| Row { found: found.clone(), start }).collect())
}

/// Gives `$3` the third argument. SQLite numbers names by where they first occur, whatever they say;
/// a placeholder without a name takes the argument of its own place.
fn bind(statement: &mut Statement<'_>, args: &[Arg<'_>]) -> Result<(), StoreError> {
    for place in 1..=statement.parameter_count() {
        let named = statement.parameter_name(place).and_then(|name| name[1..].parse().ok());
        let arg = args.get(named.unwrap_or(place) - 1);
        let arg =
            arg.ok_or(rusqlite::Error::InvalidParameterCount(args.len(), statement.parameter_count()))?;
        match arg {
            Arg::Number(value) => statement.raw_bind_parameter(place, value),
            Arg::Text(value) => statement.raw_bind_parameter(place, value),
            Arg::Owned(value) => statement.raw_bind_parameter(place, value),
            Arg::Bytes(value) => statement.raw_bind_parameter(place, value),
            Arg::Id(value) => statement.raw_bind_parameter(place, value.as_ref().map(|id| id as &dyn ToSql)),
        }?;
    }
    Ok(())
}

/// All that a query found, side by side, so that a row costs no allocation of its own.
struct Found {
    names: Vec<Range<usize>>,
    cells: Vec<Cell>,
    bytes: Vec<u8>,
}

/// One value; texts and bytes lie in [`Found::bytes`].
enum Cell {
    Null,
    Number(i64),
    Float(f64),
    Text(Range<usize>),
    Bytes(Range<usize>),
}

impl Found {
    fn of(statement: &Statement<'_>) -> Self {
        let mut found = Self { names: Vec::new(), cells: Vec::new(), bytes: Vec::new() };
        for name in statement.column_names() {
            let name = found.add(name.as_bytes());
            found.names.push(name);
        }
        found
    }

    fn keep(&mut self, value: ValueRef<'_>) {
        let cell = match value {
            ValueRef::Null => Cell::Null,
            ValueRef::Integer(number) => Cell::Number(number),
            ValueRef::Real(number) => Cell::Float(number),
            ValueRef::Text(text) => Cell::Text(self.add(text)),
            ValueRef::Blob(bytes) => Cell::Bytes(self.add(bytes)),
        };
        self.cells.push(cell);
    }

    fn add(&mut self, bytes: &[u8]) -> Range<usize> {
        let start = self.bytes.len();
        self.bytes.extend_from_slice(bytes);
        start..self.bytes.len()
    }
}

/// One row.
pub struct Row {
    found: Arc<Found>,
    start: usize,
}

impl Row {
    /// A number or null.
    pub(crate) fn number(&self, column: &'static str) -> Result<Option<i64>, StoreError> {
        self.as_number(column, self.cell(column)?)
    }

    /// A text or null.
    pub(crate) fn text(&self, column: &'static str) -> Result<Option<&str>, StoreError> {
        self.as_text(column, self.cell(column)?)
    }

    /// Bytes or null.
    pub(crate) fn bytes(&self, column: &'static str) -> Result<Option<&[u8]>, StoreError> {
        self.as_bytes(column, self.cell(column)?)
    }

    /// The number at a place of the query, or null.
    pub(crate) fn number_at(&self, place: usize) -> Result<Option<i64>, StoreError> {
        self.as_number("of numbers", &self.found.cells[self.start + place])
    }

    /// The text at a place of the query, or null.
    pub(crate) fn text_at(&self, place: usize) -> Result<Option<&str>, StoreError> {
        self.as_text("of texts", &self.found.cells[self.start + place])
    }

    /// The bytes at a place of the query, or null.
    pub(crate) fn bytes_at(&self, place: usize) -> Result<Option<&[u8]>, StoreError> {
        self.as_bytes("of bytes", &self.found.cells[self.start + place])
    }

    fn as_number(&self, column: &'static str, cell: &Cell) -> Result<Option<i64>, StoreError> {
        match cell {
            Cell::Null => Ok(None),
            Cell::Number(number) => Ok(Some(*number)),
            other => Err(self.unlike(column, other, "a number")),
        }
    }

    fn as_text(&self, column: &'static str, cell: &Cell) -> Result<Option<&str>, StoreError> {
        match cell {
            Cell::Null => Ok(None),
            Cell::Text(range) => std::str::from_utf8(&self.found.bytes[range.clone()])
                .map(Some)
                .map_err(|_| StoreError::Corrupt { column, value: "text that is not UTF-8".to_owned() }),
            other => Err(self.unlike(column, other, "text")),
        }
    }

    fn as_bytes(&self, column: &'static str, cell: &Cell) -> Result<Option<&[u8]>, StoreError> {
        match cell {
            Cell::Null => Ok(None),
            // Somebody who tampers may leave text where bytes belong; `ledger verify` names the entry.
            Cell::Bytes(range) | Cell::Text(range) => Ok(Some(&self.found.bytes[range.clone()])),
            other => Err(self.unlike(column, other, "bytes")),
        }
    }

    fn cell(&self, column: &'static str) -> Result<&Cell, StoreError> {
        let named = |name: &Range<usize>| self.found.bytes[name.clone()] == *column.as_bytes();
        let place = self.found.names.iter().position(named);
        let place = place.ok_or_else(|| rusqlite::Error::InvalidColumnName(column.to_owned()))?;
        Ok(&self.found.cells[self.start + place])
    }

    fn unlike(&self, column: &'static str, cell: &Cell, expected: &str) -> StoreError {
        let value = match cell {
            Cell::Null => "null".to_owned(),
            Cell::Number(number) => number.to_string(),
            Cell::Float(number) => number.to_string(),
            Cell::Text(range) => String::from_utf8_lossy(&self.found.bytes[range.clone()]).into_owned(),
            Cell::Bytes(range) => format!("{} bytes", range.len()),
        };
        StoreError::Corrupt { column, value: format!("{value}, not {expected}") }
    }
}
