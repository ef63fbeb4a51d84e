//! Bringing a database up to date apart from opening it: what would be done, and doing it.

use std::path::Path;

use crate::{StoreError, Tx, address, connecting, migrations, sqlite};

pub use crate::migrations::{Done, State, Step};

/// How far the database at `address` is; changes nothing in it.
pub async fn look(address: &str) -> Result<State, StoreError> {
    let mut tx = if address::is_postgres(address) {
        Tx::postgres(connecting::connect(address, 1).await?.acquire().await?)
    } else {
        let path = Path::new(address);
        if !path.exists() {
            return Err(StoreError::Unusable(format!("there is no database at {address}")));
        }
        Tx::sqlite(sqlite::open_to_read(path)?.into())
    };
    migrations::state(&mut tx).await
}

/// Brings it up to date, after making a copy where it is an SQLite file.
pub async fn run(address: &str) -> Result<Done, StoreError> {
    // An empty database is not made by asking for an upgrade.
    look(address).await?.check()?;
    if address::is_postgres(address) {
        let mut tx = Tx::postgres(connecting::connect(address, 1).await?.acquire().await?);
        return migrations::run(&mut tx, None).await;
    }
    let path = Path::new(address);
    migrations::run(&mut Tx::sqlite(sqlite::open(path)?.into()), Some(path)).await
}
