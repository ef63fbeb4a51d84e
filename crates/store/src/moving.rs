//! Moving a whole installation from one database to another, of either engine: every row of every table,
//! compared on the other side before it is kept. All of it or nothing.

use domain::chain::Digest;
use sha2::{Digest as _, Sha256};

use crate::{
    Arg, Row, StoreError, Tx, address, alone, bulk,
    structure::{self, Kind, Table},
    tx::Engine,
};

/// How much is read at a time, about; one row more where rows are larger. Unit: bytes.
const STRETCH_BYTES: usize = 2 << 20;

/// How many rows are read at a time at most.
const MOST_ROWS: usize = 4_096;

/// One table, as it is on both sides.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Moved {
    /// Its name.
    pub table: String,
    /// How many rows it has.
    pub rows: u64,
    /// SHA-256 over all rows in the order of their key, every value with its kind and length.
    pub digest: Digest,
}

/// Copies everything of the database `from` into the database `to`, which holds nothing yet; neither may
/// be open elsewhere. Whatever is in the way, or whatever differs afterwards, leaves `to` without a row.
/// `progress` is told how many of how many rows are done, reading them again included.
pub async fn move_over(
    from: &str,
    to: &str,
    mut progress: impl FnMut(u64, u64),
) -> Result<Vec<Moved>, StoreError> {
    let tables = structure::tables().await?;
    let names: Vec<&str> = tables.iter().map(|table| table.name.as_str()).collect();
    let mut source = alone::open(from, false).await?;
    alone::begin(&mut source, &names).await?;
    let mut total = 0;
    for table in &tables {
        total += count(&mut source, table).await?;
    }
    let mut target = alone::open(to, true).await?;
    alone::begin(&mut target, &names).await?;
    let mut done = 0;
    let moved = copy_all(&mut source, &mut target, &tables, to, |rows| {
        done += rows;
        progress(done, 2 * total);
    })
    .await;
    let kept = match &moved {
        Ok(_) => target.script("commit").await,
        Err(_) => target.script("rollback").await,
    };
    source.script("rollback").await?;
    let moved = moved?;
    kept?;
    if target.engine() == Engine::Postgres {
        // What it knows of its tables is of the empty ones; it would choose bad ways through the full.
        target.script("analyze").await?;
    }
    Ok(moved)
}

async fn copy_all(
    source: &mut Tx,
    target: &mut Tx,
    tables: &[Table],
    to: &str,
    mut done: impl FnMut(u64),
) -> Result<Vec<Moved>, StoreError> {
    for table in tables {
        if count(target, table).await? > 0 {
            return Err(StoreError::Unusable(format!(
                "{}: it is not empty, the table {} has rows: give the address of an empty database",
                address::shown(to),
                table.name
            )));
        }
    }
    let mut moved = Vec::with_capacity(tables.len());
    for table in tables {
        let named = |error: StoreError| StoreError::Unusable(format!("the table {}: {error}", table.name));
        let there = walk(source, table, Some(target), &mut done).await.map_err(named)?;
        let here = walk(target, table, None, &mut done).await.map_err(named)?;
        if there != here {
            return Err(StoreError::Unusable(format!(
                "the table {} differs after it was copied ({} rows here, {} there): nothing was kept",
                table.name, there.rows, here.rows
            )));
        }
        moved.push(there);
    }
    Ok(moved)
}

async fn count(tx: &mut Tx, table: &Table) -> Result<u64, StoreError> {
    let row = tx.row(&format!("select count(*) as rows from {}", table.name), &[]).await?;
    Ok(row.map_or(Ok(0), |row| row.number("rows"))?.unsigned_abs())
}

/// Reads all rows in the order of the key, and adds them to `target` if there is one.
async fn walk(
    tx: &mut Tx,
    table: &Table,
    mut target: Option<&mut Tx>,
    done: &mut impl FnMut(u64),
) -> Result<Moved, StoreError> {
    let (mut hasher, mut rows) = (Sha256::new(), 0);
    let mut after: Option<Row> = None;
    let mut stretch = 1;
    loop {
        let key = match &after {
            Some(row) => table
                .key
                .iter()
                .map(|at| row.at(*at, table.columns[*at].kind))
                .collect::<Result<Vec<_>, _>>()?,
            None => Vec::new(),
        };
        let found = tx.rows(&reading(table, !key.is_empty(), stretch), &key).await?;
        let mut values = Vec::with_capacity(found.len() * table.columns.len());
        for row in &found {
            for (at, column) in table.columns.iter().enumerate() {
                values.push(row.at(at, column.kind)?);
            }
        }
        let bytes = values.iter().map(|value| digest(&mut hasher, value)).sum::<usize>();
        if let Some(target) = target.as_deref_mut() {
            bulk::insert(target, &adding(table), table.columns.len(), "", &values).await?;
        }
        let read = found.len();
        rows += read as u64;
        done(read as u64);
        drop(values);
        if read < stretch {
            return Ok(Moved { table: table.name.clone(), rows, digest: hasher.finalize().into() });
        }
        after = found.into_iter().next_back();
        stretch = next_stretch(read, bytes);
    }
}

/// Rows of one table differ little in size, except for the table of imported files.
fn next_stretch(rows: usize, bytes: usize) -> usize {
    let fitting = STRETCH_BYTES * rows / bytes.max(1);
    // A statement is prepared for each number, so few numbers are used.
    let doubled = (rows * 4).min(fitting).clamp(1, MOST_ROWS);
    1 << doubled.ilog2()
}

fn reading(table: &Table, going_on: bool, rows: usize) -> String {
    let names: Vec<&str> = table.columns.iter().map(|column| column.name.as_str()).collect();
    let key: Vec<&str> = table.key.iter().map(|at| names[*at]).collect();
    let (columns, key) = (names.join(", "), key.join(", "));
    let place = |at: usize| format!("${}", at + 1);
    let after = if going_on {
        let places: Vec<String> = (0..table.key.len()).map(place).collect();
        format!(" where ({key}) > ({})", places.join(", "))
    } else {
        String::new()
    };
    format!("select {columns} from {}{after} order by {key} limit {rows}", table.name)
}

fn adding(table: &Table) -> String {
    let names: Vec<&str> = table.columns.iter().map(|column| column.name.as_str()).collect();
    format!("insert into {} ({})", table.name, names.join(", "))
}

/// Adds a value with its kind and length; how long it is.
fn digest(hasher: &mut Sha256, value: &Arg<'_>) -> usize {
    let (mark, bytes) = match value {
        Arg::Number(Some(number)) => (1, &number.to_be_bytes()[..]),
        Arg::Text(Some(text)) => (2, text.as_bytes()),
        Arg::Owned(Some(text)) => (2, text.as_bytes()),
        Arg::Bytes(Some(bytes)) => (3, *bytes),
        Arg::Id(Some(id)) => (3, &id[..]),
        Arg::Number(None) | Arg::Text(None) | Arg::Owned(None) | Arg::Bytes(None) | Arg::Id(None) => {
            hasher.update([0]);
            return 1;
        }
    };
    hasher.update([mark]);
    hasher.update((bytes.len() as u64).to_be_bytes());
    hasher.update(bytes);
    bytes.len() + 9
}

impl Row {
    /// The value at a place, to be written again as it is.
    fn at(&self, place: usize, kind: Kind) -> Result<Arg<'_>, StoreError> {
        Ok(match kind {
            Kind::Number => Arg::Number(self.number_at(place)?),
            Kind::Text => Arg::Text(self.text_at(place)?),
            Kind::Bytes => Arg::Bytes(self.bytes_at(place)?),
        })
    }
}
