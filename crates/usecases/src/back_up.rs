//! Backing up and restoring a whole installation on SQLite. PostgreSQL has its own tools, which this
//! names.

use std::path::Path;

use store::tx::Engine;

pub use store::backup::Copied;

use crate::{App, Refusal};

/// Copies the database into the new file `to` while it is in use; the copy is checked and durable.
pub async fn back_up(app: &App, to: &Path) -> Result<Copied, Refusal> {
    if app.db.engine() == Engine::Postgres {
        return Err(Refusal::Conflict(format!(
            "PostgreSQL is backed up with its own tool: pg_dump --format=custom --file={} \"$ONRAMP_DATABASE_URL\"",
            to.display()
        )));
    }
    Ok(store::backup::copy(&app.db, to).await?)
}

/// Puts the copy `from` in the place of the database `address`, which must not exist yet.
pub async fn restore(from: &Path, address: &str) -> Result<Copied, Refusal> {
    if address.starts_with("postgres://") || address.starts_with("postgresql://") {
        return Err(Refusal::Conflict(format!(
            "PostgreSQL is restored with its own tool: pg_restore --exit-on-error --dbname=\"$ONRAMP_DATABASE_URL\" {}",
            from.display()
        )));
    }
    Ok(store::backup::put_back(from, Path::new(address)).await?)
}
