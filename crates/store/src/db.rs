//! The database: SQLite by default, PostgreSQL by its address, one way to read and one to write.

use std::{path::Path, sync::Arc};

use futures::future::BoxFuture;
use sqlx::PgPool;
use tokio::sync::{mpsc, oneshot};

use crate::{
    StoreError, Transient, Tx,
    activity::{Activity, Counters},
    address::is_postgres,
    aside,
    checkpoints::Checkpoints,
    connecting::{check_durable, connect},
    migrations,
    readers::Readers,
    sqlite,
    tx::Engine,
    writer::{self, Job, Ran},
};

pub use crate::writer::Turn;

/// How often a use case is run before a conflict is reported.
const TRIES: usize = 3;

/// Connections to PostgreSQL.
const CONNECTIONS: u32 = 16;

/// A handle to the database; cheap to clone.
#[derive(Clone)]
pub struct Db {
    pools: Pools,
    counters: Counters,
}

#[derive(Clone)]
enum Pools {
    Sqlite { readers: Arc<Readers>, writer: mpsc::Sender<Job> },
    Postgres { pool: PgPool },
}

impl Db {
    /// Opens `address`, a `postgres://` address or the path of an SQLite file, and brings its tables
    /// up to date. Refuses PostgreSQL with `synchronous_commit` off: an acknowledged answer must
    /// survive a power cut.
    pub async fn open(address: &str) -> Result<Self, StoreError> {
        let counters = Counters::default();
        let pools = if is_postgres(address) {
            Self::open_postgres(address).await?
        } else {
            Self::open_sqlite(Path::new(address), counters.clone()).await?
        };
        Ok(Self { pools, counters })
    }

    async fn open_sqlite(path: &Path, counters: Counters) -> Result<Pools, StoreError> {
        let mut tx = Tx::sqlite(sqlite::open(path)?.into());
        migrations::run(&mut tx, Some(path)).await?;
        let checkpoints = tx.on_sqlite().map(|writer| Checkpoints::start(writer, sqlite::open(path)?));
        let writer = writer::start(tx, checkpoints.transpose()?, counters)?;
        Ok(Pools::Sqlite { readers: Readers::of(path), writer })
    }

    async fn open_postgres(address: &str) -> Result<Pools, StoreError> {
        let pool = connect(address, CONNECTIONS).await?;
        let mut tx = Tx::postgres(pool.acquire().await?);
        check_durable(&mut tx).await?;
        migrations::run(&mut tx, None).await?;
        drop(tx);
        Ok(Pools::Postgres { pool })
    }

    /// Which database this is.
    pub fn engine(&self) -> Engine {
        match self.pools {
            Pools::Sqlite { .. } => Engine::Sqlite,
            Pools::Postgres { .. } => Engine::Postgres,
        }
    }

    /// The file of an SQLite database.
    pub fn file(&self) -> Option<&Path> {
        match &self.pools {
            Pools::Sqlite { readers, .. } => Some(readers.file()),
            Pools::Postgres { .. } => None,
        }
    }

    /// What it is doing now.
    pub fn activity(&self) -> Activity {
        self.counters.show(match &self.pools {
            Pools::Sqlite { readers, .. } => readers.busy(),
            Pools::Postgres { pool } => {
                let busy = u64::from(pool.size()).saturating_sub(pool.num_idle() as u64);
                (busy, u64::from(CONNECTIONS))
            }
        })
    }

    /// A connection for reading, without a transaction.
    pub(crate) async fn connection(&self) -> Result<Tx, StoreError> {
        Ok(match &self.pools {
            Pools::Sqlite { readers, .. } => Tx::sqlite(readers.lend().await?),
            Pools::Postgres { pool } => Tx::postgres(pool.acquire().await?),
        })
    }

    /// Reads with `work` in one snapshot; nothing is kept of what it writes, and SQLite refuses writes.
    pub async fn read<I, T, E, F>(&self, input: I, work: F) -> Result<T, E>
    where
        I: Send + Sync,
        E: From<StoreError>,
        F: for<'t> FnOnce(&'t mut Tx, &'t I) -> BoxFuture<'t, Result<T, E>>,
    {
        let tx = self.connection().await?;
        let begin = match self.engine() {
            Engine::Sqlite => "begin",
            Engine::Postgres => "begin isolation level repeatable read read only",
        };
        let mut open = OpenTransaction::begin(tx, begin).await?;
        let reading = work(open.tx(), &input);
        let result = match self.engine() {
            Engine::Sqlite => aside::run(reading).await,
            Engine::Postgres => reading.await,
        };
        let ended = open.end("rollback").await;
        let found = result?;
        ended?;
        Ok(found)
    }

    /// Reads with `work` outside any transaction: for one statement, or several that need not agree with
    /// each other. Every request begins with such a reading, so that two statements less are felt.
    pub async fn look_up<I, T, E, F>(&self, input: I, work: F) -> Result<T, E>
    where
        I: Send + Sync,
        E: From<StoreError>,
        F: for<'t> FnOnce(&'t mut Tx, &'t I) -> BoxFuture<'t, Result<T, E>>,
    {
        let mut tx = self.connection().await?;
        work(&mut tx, &input).await
    }

    /// Runs one use case in one transaction and returns when it is durable. Run again, up to three
    /// times, when another transaction was in the way. What it writes is dropped when it fails.
    pub async fn write<I, T, E, F>(&self, input: I, work: F) -> Result<T, E>
    where
        I: Send + Sync + 'static,
        T: Send + 'static,
        E: From<StoreError> + Transient + Send + 'static,
        F: for<'t> Fn(&'t mut Tx, &'t I) -> BoxFuture<'t, Result<T, E>> + Send + Sync + 'static,
    {
        self.write_in(Turn::Next, input, work).await
    }

    /// As [`Db::write`], in the turn that is asked for.
    pub async fn write_in<I, T, E, F>(&self, turn: Turn, input: I, work: F) -> Result<T, E>
    where
        I: Send + Sync + 'static,
        T: Send + 'static,
        E: From<StoreError> + Transient + Send + 'static,
        F: for<'t> Fn(&'t mut Tx, &'t I) -> BoxFuture<'t, Result<T, E>> + Send + Sync + 'static,
    {
        let _waits = self.counters.wait();
        let work = Arc::new((input, work));
        let mut tried = 1;
        loop {
            let ended = match &self.pools {
                // The writer runs what it was given, whether its caller is still there or not.
                Pools::Sqlite { writer, .. } => on_sqlite(writer, turn, &self.counters, work.clone()).await,
                // A task of its own: a caller that goes away cannot leave a use case half run.
                Pools::Postgres { pool } => {
                    tokio::spawn(on_postgres(pool.clone(), self.counters.clone(), work.clone()))
                        .await
                        .map_err(|_| StoreError::Crashed)?
                }
            };
            match ended {
                Err(error) if error.is_transient() && tried < TRIES => tried += 1,
                ended => return ended,
            }
        }
    }
}

/// Waits until every SQLite database that nobody uses any more is closed, which brings what its log holds into
/// the file; not for ever, because somebody may hold one until the program ends.
pub async fn writers_ended() {
    writer::all_ended().await;
}

/// Rolls back when it is dropped half way (a caller went away, a use case panicked), so that the pool
/// never hands out a connection with an open transaction.
struct OpenTransaction(Option<Tx>);

impl OpenTransaction {
    async fn begin(tx: Tx, begin: &'static str) -> Result<Self, StoreError> {
        // Guarded before it begins: a caller can go away while the database is at it.
        let mut open = Self(Some(tx));
        open.tx().script(begin).await?;
        Ok(open)
    }

    fn tx(&mut self) -> &mut Tx {
        self.0.as_mut().expect("taken only by end, which consumes this")
    }

    async fn end(mut self, how: &'static str) -> Result<(), StoreError> {
        self.tx().script(how).await?;
        self.0 = None;
        Ok(())
    }
}

impl Drop for OpenTransaction {
    fn drop(&mut self) {
        // SQLite's connection sees to itself when it comes back.
        if let Some(mut tx) = self.0.take()
            && tx.engine() == Engine::Postgres
            && let Ok(runtime) = tokio::runtime::Handle::try_current()
        {
            runtime.spawn(async move { tx.script("rollback").await });
        }
    }
}

/// Whether all that a use case did succeeded.
fn sound(tx: &mut Tx, counters: &Counters) -> Result<(), StoreError> {
    let sound = tx.take_failure();
    if matches!(sound, Err(StoreError::Full)) {
        counters.full();
    }
    sound
}

async fn on_sqlite<I, T, E, F>(
    writer: &mpsc::Sender<Job>,
    turn: Turn,
    counters: &Counters,
    work: Arc<(I, F)>,
) -> Result<T, E>
where
    I: Send + Sync + 'static,
    T: Send + 'static,
    E: From<StoreError> + Send + 'static,
    F: for<'t> Fn(&'t mut Tx, &'t I) -> BoxFuture<'t, Result<T, E>> + Send + Sync + 'static,
{
    let (tell, told) = oneshot::channel();
    let counters = counters.clone();
    let work: writer::Work = Box::new(move |tx| {
        Box::pin(async move {
            let result = (work.1)(tx, &work.0).await;
            let sound = sound(tx, &counters).map_err(E::from);
            let result = result.and_then(|done| sound.map(|()| done));
            let keep = result.is_ok();
            let answer: writer::Answer = Box::new(move |committed| {
                // The caller may have gone; then nobody needs to know.
                let _ = tell.send(committed.map_err(E::from).and(result));
            });
            Ran { keep, answer }
        })
    });
    writer.send(Job { turn, work }).await.map_err(|_| StoreError::WriterStopped)?;
    told.await.map_err(|_| E::from(StoreError::Crashed))?
}

async fn on_postgres<I, T, E, F>(pool: PgPool, counters: Counters, work: Arc<(I, F)>) -> Result<T, E>
where
    I: Send + Sync + 'static,
    T: Send + 'static,
    E: From<StoreError> + Send + 'static,
    F: for<'t> Fn(&'t mut Tx, &'t I) -> BoxFuture<'t, Result<T, E>> + Send + Sync + 'static,
{
    let mut open =
        OpenTransaction::begin(Tx::postgres(pool.acquire().await.map_err(StoreError::from)?), "begin")
            .await?;
    let result = (work.1)(open.tx(), &work.0).await;
    let sound = sound(open.tx(), &counters).map_err(E::from);
    match result.and_then(|done| sound.map(|()| done)) {
        Ok(done) => {
            let ended = open.end("commit").await;
            counters.committed(ended.is_ok());
            ended?;
            Ok(done)
        }
        Err(error) => {
            // A rollback that fails hides nothing: the connection is rolled back again or given up.
            let _ = open.end("rollback").await;
            Err(error)
        }
    }
}
