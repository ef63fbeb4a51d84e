//! A database that nobody else is at, for as long as all of it is moved: what somebody wrote meanwhile
//! would be lost.

use std::{path::Path, time::Duration};

use crate::{StoreError, Tx, address, connecting, migrations, sqlite, tx::Engine};

/// How long a program that is just ending is waited for.
const PATIENCE: u32 = 25;
const PAUSE: Duration = Duration::from_millis(200);

/// Opens `address` for one connection and brings its tables up to date; refuses it while another program
/// has it open. Makes an SQLite file where there is none when `may_make` says so.
pub(crate) async fn open(address: &str, may_make: bool) -> Result<Tx, StoreError> {
    let mut tried = 0;
    loop {
        match open_once(address, may_make).await {
            Err(StoreError::Busy) if tried < PATIENCE => tried += 1,
            Err(StoreError::Busy) => {
                return Err(StoreError::Unusable(format!(
                    "{}: another program has it open: stop Onramp first",
                    address::shown(address)
                )));
            }
            ended => return ended,
        }
        tokio::time::sleep(PAUSE).await;
    }
}

async fn open_once(address: &str, may_make: bool) -> Result<Tx, StoreError> {
    let mut tx = if address::is_postgres(address) {
        let mut tx = Tx::postgres(connecting::connect(address, 1).await?.acquire().await?);
        connecting::check_durable(&mut tx).await?;
        let sql = "select count(*) as others from pg_stat_activity where datname = current_database()
                   and application_name = $1 and pid <> pg_backend_pid()";
        let others = tx.row(sql, crate::args![connecting::APPLICATION]).await?;
        if others.map_or(Ok(0), |row| row.number("others"))? > 0 {
            return Err(StoreError::Busy);
        }
        tx
    } else {
        let path = Path::new(address);
        if !may_make && !path.exists() {
            return Err(StoreError::Unusable(format!("there is no database at {address}")));
        }
        let mut tx = Tx::sqlite(sqlite::open_alone(path)?.into());
        let state = migrations::state(&mut tx).await?;
        if state.version > 0 && !state.pending.is_empty() {
            // The copy before an upgrade is made by a second connection, which this one would keep out.
            drop(tx);
            migrations::run(&mut Tx::sqlite(sqlite::open(path)?.into()), Some(path)).await?;
            tx = Tx::sqlite(sqlite::open_alone(path)?.into());
        }
        tx
    };
    migrations::run(&mut tx, None).await?;
    Ok(tx)
}

/// Begins a transaction that sees one moment, and in which nobody else can write.
pub(crate) async fn begin(tx: &mut Tx, tables: &[&str]) -> Result<(), StoreError> {
    match tx.engine() {
        Engine::Sqlite => tx.script("begin immediate").await,
        Engine::Postgres => {
            tx.script("begin isolation level repeatable read").await?;
            // Before the first reading, which fixes the moment that is seen.
            tx.script(&format!("lock table {} in share row exclusive mode", tables.join(", "))).await
        }
    }
}
