//! Backing up and restoring a whole installation on SQLite. PostgreSQL has its own tools, which this
//! names.

use std::path::{Path, PathBuf};

use domain::Timestamp;
use store::{StoreError, tx::Engine};

pub use store::{address::is_postgres, backup::Copied};

use crate::{App, Refusal, chance};

/// Copies the database into the new file `to` while it is in use; the copy is checked and durable.
pub async fn back_up(app: &App, to: &Path) -> Result<Copied, Refusal> {
    if app.db.engine() == Engine::Postgres {
        return Err(Refusal::Conflict(format!(
            "PostgreSQL is backed up with its own tool: pg_dump --format=custom --file={} \"$ONRAMP_DATABASE_URL\"",
            to.display()
        )));
    }
    let copied = store::backup::copy(&app.db, to).await.map_err(refusal)?;
    if let Some(file) = app.db.file() {
        let note = format!("{}\n{}\n", chance::now(), to.display());
        // Only `onramp doctor` reads it; the backup is made without it too.
        let _ = std::fs::write(note_of(file), note);
    }
    Ok(copied)
}

/// When the newest copy of the database in `file` was made, as far as was noted beside it.
pub fn last_backup(file: &Path) -> Option<Timestamp> {
    std::fs::read_to_string(note_of(file)).ok()?.lines().next()?.parse().ok()
}

fn note_of(file: &Path) -> PathBuf {
    let mut name = file.as_os_str().to_owned();
    name.push(".last-backup");
    PathBuf::from(name)
}

/// Puts the copy `from` in the place of the database `address`, which must not exist yet.
pub async fn restore(from: &Path, address: &str) -> Result<Copied, Refusal> {
    if is_postgres(address) {
        return Err(Refusal::Conflict(format!(
            "PostgreSQL is restored with its own tool: pg_restore --exit-on-error --dbname=\"$ONRAMP_DATABASE_URL\" {}",
            from.display()
        )));
    }
    store::backup::put_back(from, Path::new(address)).await.map_err(refusal)
}

/// A file that cannot be used is for the person to mend; it is no failure here.
pub(crate) fn refusal(error: StoreError) -> Refusal {
    match error {
        StoreError::Unusable(why) => Refusal::Conflict(why),
        other => other.into(),
    }
}
