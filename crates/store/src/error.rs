//! The one error of the store.

use sqlx::error::ErrorKind;

/// What a database can answer other than rows.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// Another transaction was in the way; the whole use case can be run again.
    #[error("another change was in the way")]
    Busy,
    /// A unique key, foreign key, check or missing value refused a row.
    #[error("the database refused a row: {0}")]
    Refused(String),
    /// A stored value is not what its column should hold.
    #[error("column {column} holds {value}, which cannot be")]
    Corrupt {
        /// The column.
        column: &'static str,
        /// What stands there.
        value: String,
    },
    /// The database cannot be opened as it is set up.
    #[error("the database cannot be used: {0}")]
    Unusable(String),
    /// There is no room, or the disk refuses to be written.
    #[error("the disk of the database is full or cannot be written; nothing of this was kept")]
    Full,
    /// What is stored cannot be read any more, as after a disk that failed.
    #[error(
        "the database is damaged ({0}): end Onramp, keep the file as it is, and bring back the newest copy with \
         `onramp restore`"
    )]
    Damaged(String),
    /// Anything else from SQLite.
    #[error("the database failed: {0}")]
    Sqlite(#[source] rusqlite::Error),
    /// Anything else from PostgreSQL.
    #[error("the database failed: {0}")]
    Postgres(#[source] sqlx::Error),
    /// The use case crashed, or its connection was lost: nothing of it was kept.
    #[error("the change crashed and was not kept")]
    Crashed,
    /// The writer has stopped, because the program is ending or its disk failed.
    #[error("the writer has stopped")]
    WriterStopped,
}

impl From<rusqlite::Error> for StoreError {
    /// Sorts what SQLite answers by what can be done about it.
    fn from(error: rusqlite::Error) -> Self {
        use rusqlite::ErrorCode::{
            ConstraintViolation, DatabaseBusy, DatabaseCorrupt, DatabaseLocked, DiskFull, NotADatabase,
        };
        match error.sqlite_error_code() {
            Some(DatabaseBusy | DatabaseLocked) => Self::Busy,
            Some(DiskFull) => Self::Full,
            Some(DatabaseCorrupt | NotADatabase) => Self::Damaged(error.to_string()),
            _ if is_unwritable(&error) => Self::Full,
            Some(ConstraintViolation) => Self::Refused(error.to_string()),
            _ => Self::Sqlite(error),
        }
    }
}

/// Whether the system refused a write: beyond a limit or a quota, or on a disk that fails.
fn is_unwritable(error: &rusqlite::Error) -> bool {
    use rusqlite::ffi::{
        SQLITE_IOERR_FSYNC, SQLITE_IOERR_SHMSIZE, SQLITE_IOERR_TRUNCATE, SQLITE_IOERR_WRITE,
    };
    let writing = [SQLITE_IOERR_FSYNC, SQLITE_IOERR_SHMSIZE, SQLITE_IOERR_TRUNCATE, SQLITE_IOERR_WRITE];
    error.sqlite_error().is_some_and(|error| writing.contains(&error.extended_code))
}

impl StoreError {
    /// What may stand in a log: as it is shown, but without any value out of the database, which may be
    /// somebody's name.
    pub fn logged(&self) -> String {
        match self {
            Self::Corrupt { column, .. } => format!("column {column} holds what cannot be"),
            Self::Postgres(error) => {
                match error.as_database_error().and_then(sqlx::error::DatabaseError::code) {
                    Some(code) => format!("the database failed (SQLSTATE {code})"),
                    None => self.to_string(),
                }
            }
            other => other.to_string(),
        }
    }
}

impl From<sqlx::Error> for StoreError {
    /// Sorts what PostgreSQL answers by what can be done about it.
    fn from(error: sqlx::Error) -> Self {
        let Some(database) = error.as_database_error() else { return Self::Postgres(error) };
        match database.code().as_deref() {
            // Serialization failure, deadlock.
            Some("40001" | "40P01") => Self::Busy,
            // Disk full.
            Some("53100") => Self::Full,
            // Data, or an index, corrupted.
            Some("XX001" | "XX002") => Self::Damaged(database.message().to_owned()),
            _ if database.is_unique_violation()
                || database.is_foreign_key_violation()
                || database.is_check_violation()
                || matches!(database.kind(), ErrorKind::NotNullViolation) =>
            {
                Self::Refused(database.message().to_owned())
            }
            _ => Self::Postgres(error),
        }
    }
}

/// An error of a use case that says whether running it again can help.
pub trait Transient {
    /// Whether another transaction was in the way.
    fn is_transient(&self) -> bool;
}

impl Transient for StoreError {
    fn is_transient(&self) -> bool {
        matches!(self, Self::Busy)
    }
}

#[cfg(test)]
mod tests {
    use super::StoreError;

    #[test]
    fn a_log_does_not_say_what_a_column_holds() {
        let error = StoreError::Corrupt { column: "begins_on", value: "Noor Berg".to_owned() };
        assert!(error.to_string().contains("Noor Berg"));
        assert_eq!(error.logged(), "column begins_on holds what cannot be");
    }
}
