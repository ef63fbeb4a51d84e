//! How a database is set up, looked at without changing anything in it.

use std::path::Path;

use domain::Timestamp;

use crate::{
    StoreError, Tx, address, connecting,
    migrations::{self, State},
    sqlite,
    tx::Engine,
};

/// What was seen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Examined {
    /// How far its tables are.
    pub state: State,
    /// How it keeps what was acknowledged: settings by name.
    pub settings: Vec<(String, String)>,
    /// Its size. Unit: bytes.
    pub bytes: i64,
    /// The time by its own clock; SQLite has none.
    pub clock: Option<Timestamp>,
    /// When something was last recorded in a ledger; `None` before the tables are up to date.
    pub newest: Option<Timestamp>,
}

/// What PostgreSQL must be set to, as it names it.
const SETTINGS: [&str; 4] = ["synchronous_commit", "fsync", "full_page_writes", "server_version"];

/// Looks at the database at `address`.
pub async fn examine(address: &str) -> Result<Examined, StoreError> {
    let mut tx = if address::is_postgres(address) {
        Tx::postgres(connecting::connect(address, 1).await?.acquire().await?)
    } else {
        Tx::sqlite(sqlite::open_to_read(Path::new(address))?.into())
    };
    let state = migrations::state(&mut tx).await?;
    let mut settings = Vec::new();
    let mut clock = None;
    match tx.engine() {
        Engine::Sqlite => {
            let row = tx.row("pragma journal_mode", &[]).await?;
            let mode = row.map_or(Ok(String::new()), |row| row.text("journal_mode"))?;
            settings.push(("journal_mode".to_owned(), mode));
        }
        Engine::Postgres => {
            for name in SETTINGS {
                let row = tx.row("select current_setting($1) as value", crate::args![name]).await?;
                settings.push((name.to_owned(), row.map_or(Ok(String::new()), |row| row.text("value"))?));
            }
            let sql = "select (date_part('epoch', clock_timestamp()) * 1000000)::bigint as now";
            clock = tx.row(sql, &[]).await?.map(|row| row.time("now")).transpose()?;
        }
    }
    let mut newest = None;
    if state.version == state.known {
        for district in crate::district::list(&mut tx).await? {
            newest = newest.max(crate::learner::newest(&mut tx, district.id).await?);
        }
    }
    Ok(Examined { state, settings, bytes: crate::size::bytes(&mut tx).await?, clock, newest })
}
