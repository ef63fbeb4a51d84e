//! One transaction on either engine.

use sqlx::{AssertSqlSafe, Executor as _, Postgres, pool::PoolConnection};

use crate::{Arg, Row, StoreError, arguments, readers::Lent, sqlite};

/// A connection with an open transaction.
pub struct Tx {
    connection: Connection,
    /// What the database answered to the first statement that failed, until it is asked.
    failure: Option<Failure>,
}

/// Why a transaction can no longer be kept.
enum Failure {
    Busy,
    Full,
    Refused(String),
    Other(String),
}

enum Connection {
    Sqlite(Lent),
    Postgres(PoolConnection<Postgres>),
}

/// Which database is behind a transaction.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Engine {
    /// SQLite.
    Sqlite,
    /// PostgreSQL.
    Postgres,
}

impl Tx {
    pub(crate) fn sqlite(connection: Lent) -> Self {
        Self { connection: Connection::Sqlite(connection), failure: None }
    }

    pub(crate) fn postgres(connection: PoolConnection<Postgres>) -> Self {
        Self { connection: Connection::Postgres(connection), failure: None }
    }

    /// Which database this is.
    pub fn engine(&self) -> Engine {
        match self.connection {
            Connection::Sqlite(_) => Engine::Sqlite,
            Connection::Postgres(_) => Engine::Postgres,
        }
    }

    /// The connection, where this is SQLite.
    pub(crate) fn on_sqlite(&self) -> Option<&rusqlite::Connection> {
        match &self.connection {
            Connection::Sqlite(connection) => Some(connection),
            Connection::Postgres(_) => None,
        }
    }

    /// Runs a statement; how many rows it touched.
    pub async fn run(&mut self, sql: &str, args: &[Arg<'_>]) -> Result<u64, StoreError> {
        match &mut self.connection {
            Connection::Sqlite(connection) => sqlite::run(connection, sql, args),
            Connection::Postgres(connection) => {
                let query = sqlx::query_with(AssertSqlSafe(sql), arguments::for_postgres(args)?);
                let done = query.execute(&mut **connection).await;
                done.map(|done| done.rows_affected()).map_err(StoreError::from)
            }
        }
        .map_err(|error| self.note(error))
    }

    /// All rows of a query.
    pub async fn rows(&mut self, sql: &str, args: &[Arg<'_>]) -> Result<Vec<Row>, StoreError> {
        match &mut self.connection {
            Connection::Sqlite(connection) => {
                let rows = sqlite::rows(connection, sql, args);
                rows.map(|rows| rows.into_iter().map(Row::Sqlite).collect())
            }
            Connection::Postgres(connection) => {
                let query = sqlx::query_with(AssertSqlSafe(sql), arguments::for_postgres(args)?);
                let rows = query.fetch_all(&mut **connection).await;
                rows.map(|rows| rows.into_iter().map(Row::Postgres).collect()).map_err(StoreError::from)
            }
        }
        .map_err(|error| self.note(error))
    }

    /// The one row of a query, or none.
    pub async fn row(&mut self, sql: &str, args: &[Arg<'_>]) -> Result<Option<Row>, StoreError> {
        Ok(self.rows(sql, args).await?.pop())
    }

    /// Whether everything since the last call succeeded. PostgreSQL answers `commit` of a transaction in
    /// which a statement failed with a quiet rollback, so a use case that went on after a failure must
    /// not be told that it was kept; SQLite is held to the same.
    pub(crate) fn take_failure(&mut self) -> Result<(), StoreError> {
        match self.failure.take() {
            None => Ok(()),
            Some(Failure::Busy) => Err(StoreError::Busy),
            Some(Failure::Full) => Err(StoreError::Full),
            Some(Failure::Refused(why)) => Err(StoreError::Refused(why)),
            Some(Failure::Other(why)) => Err(StoreError::Unusable(why)),
        }
    }

    /// Whether SQLite has rolled back everything by itself, as it may when a disk is full or fails.
    pub(crate) fn is_gone(&self) -> bool {
        match &self.connection {
            Connection::Sqlite(connection) => connection.is_autocommit(),
            Connection::Postgres(_) => false,
        }
    }

    fn note(&mut self, error: StoreError) -> StoreError {
        self.failure.get_or_insert_with(|| match &error {
            StoreError::Busy => Failure::Busy,
            StoreError::Full => Failure::Full,
            StoreError::Refused(why) => Failure::Refused(why.clone()),
            other => Failure::Other(other.logged()),
        });
        error
    }

    /// Runs statements without arguments, several if separated by semicolons.
    pub(crate) async fn script(&mut self, sql: &str) -> Result<(), StoreError> {
        match &mut self.connection {
            // What opens and closes transactions is kept prepared like any other statement.
            Connection::Sqlite(connection) if !sql.contains(';') => {
                sqlite::run(connection, sql, &[]).map(drop)
            }
            Connection::Sqlite(connection) => Ok(connection.execute_batch(sql)?),
            Connection::Postgres(connection) => {
                let done = (&mut **connection).execute(AssertSqlSafe(sql)).await;
                done.map(drop).map_err(StoreError::from)
            }
        }
    }
}
