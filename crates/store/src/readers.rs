//! SQLite's readers: a few connections that are lent out, one to a reader.

use std::{
    ops::Deref,
    path::{Path, PathBuf},
    sync::{Arc, Mutex, PoisonError},
};

use rusqlite::Connection;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use crate::{StoreError, sqlite};

/// How many read at once; each connection keeps its own page cache.
const READERS: usize = 4;

/// The connections that nobody reads with now.
pub(crate) struct Readers {
    file: PathBuf,
    idle: Mutex<Vec<Connection>>,
    turns: Arc<Semaphore>,
}

impl Readers {
    /// Of the database in `file`; connections are opened when they are first needed.
    pub(crate) fn of(file: &Path) -> Arc<Self> {
        let turns = Arc::new(Semaphore::new(READERS));
        Arc::new(Self { file: file.to_owned(), idle: Mutex::new(Vec::new()), turns })
    }

    /// The database's file.
    pub(crate) fn file(&self) -> &Path {
        &self.file
    }

    /// Waits for a connection; it comes back when it is dropped.
    pub(crate) async fn lend(self: &Arc<Self>) -> Result<Lent, StoreError> {
        let turn = self.turns.clone().acquire_owned().await.map_err(|_| StoreError::WriterStopped)?;
        let idle = self.idle().pop();
        let connection = idle.map_or_else(|| sqlite::open_to_read(&self.file), Ok)?;
        Ok(Lent { connection: Some(connection), home: Some(self.clone()), _turn: Some(turn) })
    }

    /// How many read now, of how many at most.
    pub(crate) fn busy(&self) -> (u64, u64) {
        let free = self.turns.available_permits() as u64;
        ((READERS as u64).saturating_sub(free), READERS as u64)
    }

    fn idle(&self) -> std::sync::MutexGuard<'_, Vec<Connection>> {
        self.idle.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A connection in use: lent by the readers, or somebody's own.
pub(crate) struct Lent {
    connection: Option<Connection>,
    home: Option<Arc<Readers>>,
    /// Given back last, when the connection is home.
    _turn: Option<OwnedSemaphorePermit>,
}

impl From<Connection> for Lent {
    fn from(own: Connection) -> Self {
        Self { connection: Some(own), home: None, _turn: None }
    }
}

impl Deref for Lent {
    type Target = Connection;

    fn deref(&self) -> &Connection {
        self.connection.as_ref().expect("taken only when dropped")
    }
}

impl Drop for Lent {
    /// A reader that went away half way leaves no transaction open; what cannot be closed is not lent again.
    fn drop(&mut self) {
        if let (Some(connection), Some(home)) = (self.connection.take(), &self.home)
            && (connection.is_autocommit() || connection.execute_batch("rollback").is_ok())
        {
            home.idle().push(connection);
        }
    }
}
