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
    /// Anything else.
    #[error("the database failed: {0}")]
    Database(#[from] sqlx::Error),
    /// The use case crashed, or its connection was lost: nothing of it was kept.
    #[error("the change crashed and was not kept")]
    Crashed,
    /// The writer has stopped, because the program is ending or its disk failed.
    #[error("the writer has stopped")]
    WriterStopped,
}

impl StoreError {
    /// Sorts an engine's error by what can be done about it.
    pub(crate) fn sort(error: sqlx::Error) -> Self {
        let Some(database) = error.as_database_error() else { return Self::Database(error) };
        match database.code().as_deref() {
            // PostgreSQL: serialization failure, deadlock. SQLite: busy and locked, in all their forms.
            Some("40001" | "40P01" | "5" | "6" | "261" | "262" | "517" | "773") => Self::Busy,
            _ if database.is_unique_violation()
                || database.is_foreign_key_violation()
                || database.is_check_violation()
                || matches!(database.kind(), ErrorKind::NotNullViolation) =>
            {
                Self::Refused(database.message().to_owned())
            }
            _ => Self::Database(error),
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
