//! Backing up and restoring a whole installation on SQLite. PostgreSQL has its own tools, which this
//! names.

use std::path::Path;

use store::{StoreError, tx::Engine};

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
    store::backup::copy(&app.db, to).await.map_err(refusal)
}

/// Puts the copy `from` in the place of the database `address`, which must not exist yet.
pub async fn restore(from: &Path, address: &str) -> Result<Copied, Refusal> {
    if address.starts_with("postgres://") || address.starts_with("postgresql://") {
        return Err(Refusal::Conflict(format!(
            "PostgreSQL is restored with its own tool: pg_restore --exit-on-error --dbname=\"$ONRAMP_DATABASE_URL\" {}",
            from.display()
        )));
    }
    store::backup::put_back(from, Path::new(address)).await.map_err(refusal)
}

/// A file that cannot be used is for the person to mend; it is no failure here.
fn refusal(error: StoreError) -> Refusal {
    match error {
        StoreError::Unusable(why) => Refusal::Conflict(why),
        other => other.into(),
    }
}
