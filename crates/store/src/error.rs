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
        use rusqlite::ErrorCode::{ConstraintViolation, DatabaseBusy, DatabaseLocked};
        match error.sqlite_error_code() {
            Some(DatabaseBusy | DatabaseLocked) => Self::Busy,
            Some(ConstraintViolation) => Self::Refused(error.to_string()),
            _ => Self::Sqlite(error),
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
