//! A copy of an SQLite database while it is in use, and the checks of such a copy.

use std::{
    fs::{self, File, OpenOptions},
    io,
    path::{Path, PathBuf},
};

use crate::{Arg, Db, StoreError, Tx, aside, migrations, sqlite, tx::Engine};

/// How many copies of upgrades to one version may lie beside a database.
const MOST_COPIES: usize = 1_000;

/// What a copy holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Copied {
    /// Bytes of the file.
    pub bytes: u64,
    /// Entries of all ledgers in it.
    pub entries: i64,
}

/// Copies the database behind `db` into the new file `to`, in one snapshot, while others read and
/// write; returns when the copy was checked and is durable. SQLite only: PostgreSQL has `pg_dump`.
pub async fn copy(db: &Db, to: &Path) -> Result<Copied, StoreError> {
    if db.engine() == Engine::Postgres {
        return Err(StoreError::Unusable("PostgreSQL is backed up with pg_dump".to_owned()));
    }
    copy_with(db.connection().await?, to).await
}

async fn copy_with(mut tx: Tx, to: &Path) -> Result<Copied, StoreError> {
    let partial = beside(to)?;
    let name = partial.to_str().ok_or_else(|| unusable(&partial, "its name is not UTF-8"))?.to_owned();
    // Others on the machine may not read it: SQLite writes into an empty file that is there.
    sqlite::create(&partial)?;
    let copied = aside::run(tx.run("vacuum into $1", &[Arg::from(name.as_str())])).await;
    drop(tx);
    match copied {
        Ok(_) => finish(&partial, to).await,
        Err(error) => {
            // What is not whole helps nobody, and takes the room that was missing.
            let _ = fs::remove_file(&partial);
            Err(error)
        }
    }
}

/// Copies the database in `file` beside it before the migration `version` changes it; where the copy is.
pub(crate) async fn before_upgrade(file: &Path, version: i64) -> Result<PathBuf, StoreError> {
    let stem = file.file_stem().unwrap_or_default().to_string_lossy().into_owned();
    let named = |count: usize| {
        let count = if count == 1 { String::new() } else { format!("-{count}") };
        file.with_file_name(format!("{stem}-before-{version}{count}.sqlite"))
    };
    let to = (1..MOST_COPIES).map(named).find(|name| !name.exists());
    let to = to.ok_or_else(|| unusable(file, "there are too many copies of earlier upgrades beside it"))?;
    copy_with(Tx::sqlite(sqlite::open_to_read(file)?.into()), &to).await.map_err(|error| {
        StoreError::Unusable(format!(
            "no copy could be made before the upgrade, so nothing was changed: {error}"
        ))
    })?;
    tracing::info!(copy = %to.display(), "copied before the tables are brought up to date");
    Ok(to)
}

/// Puts a copy in the place `to` of a database that does not exist, after checking it.
pub async fn put_back(copy: &Path, to: &Path) -> Result<Copied, StoreError> {
    let partial = beside(to)?;
    if fs::metadata(log_of(copy)).is_ok_and(|log| log.len() > 0) {
        return Err(unusable(
            copy,
            "it is a database in use, not a backup: a part of it lies in its -wal file",
        ));
    }
    if log_of(to).exists() {
        let why = "the -wal file of an earlier database lies beside it: move that away with its database";
        return Err(unusable(to, why));
    }
    check(copy).await?;
    sqlite::create(&partial)?;
    let copied = File::open(copy)
        .and_then(|mut from| io::copy(&mut from, &mut OpenOptions::new().write(true).open(&partial)?));
    copied.map_err(|error| {
        let _ = fs::remove_file(&partial);
        failed(&partial, &error)
    })?;
    finish(&partial, to).await
}

/// Checks that `file` is a whole database that this Onramp can use, without changing it.
pub async fn check(file: &Path) -> Result<Copied, StoreError> {
    let bytes = fs::metadata(file).map_err(|error| failed(file, &error))?.len();
    let mut tx = Tx::sqlite(sqlite::open_unchanging(file)?.into());
    let whole = aside::run(tx.row("pragma integrity_check(1)", &[])).await;
    let verdict = whole.and_then(|row| row.map_or(Ok(String::new()), |row| row.text("integrity_check")));
    match verdict.as_deref() {
        Ok("ok") => {}
        Ok(damage) => return Err(unusable(file, damage)),
        Err(_) => return Err(unusable(file, "it is not an SQLite database")),
    }
    if !migrations::fits(&mut tx).await? {
        return Err(unusable(file, "it is not a database of this version of Onramp or an earlier one"));
    }
    let sql = "select cast(coalesce(sum(last_sequence), 0) as bigint) as entries from learner";
    let entries = tx.row(sql, &[]).await?.map_or(Ok(0), |row| row.number("entries"))?;
    Ok(Copied { bytes, entries })
}

/// Checks the finished file and gives it its name, so that a file of that name is always whole.
async fn finish(partial: &Path, to: &Path) -> Result<Copied, StoreError> {
    let copied = check(partial).await?;
    let durable = || {
        File::open(partial)?.sync_all()?;
        fs::rename(partial, to)?;
        let folder = to.parent().filter(|folder| !folder.as_os_str().is_empty());
        File::open(folder.unwrap_or(Path::new(".")))?.sync_all()
    };
    durable().map_err(|error| failed(to, &error))?;
    Ok(copied)
}

/// The name under which a file is written until it is whole; refuses to replace anything.
fn beside(to: &Path) -> Result<PathBuf, StoreError> {
    if to.exists() {
        return Err(unusable(
            to,
            "there is a file of this name already: move it away or choose another name",
        ));
    }
    let mut name = to.file_name().ok_or_else(|| unusable(to, "it is not the name of a file"))?.to_owned();
    name.push(".partial");
    let partial = to.with_file_name(name);
    match fs::remove_file(&partial) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(failed(&partial, &error)),
        _ => Ok(partial),
    }
}

/// Where SQLite keeps what is not in the file itself yet.
fn log_of(file: &Path) -> PathBuf {
    let mut name = file.as_os_str().to_owned();
    name.push("-wal");
    PathBuf::from(name)
}

fn unusable(file: &Path, why: &str) -> StoreError {
    StoreError::Unusable(format!("{}: {why}", file.display()))
}

fn failed(file: &Path, error: &io::Error) -> StoreError {
    unusable(file, &error.to_string())
}
