//! A fresh database on each engine, and one case run on both.

use std::{
    env, fs,
    path::PathBuf,
    pin::Pin,
    process,
    sync::atomic::{AtomicU32, Ordering},
};

use sqlx::{AssertSqlSafe, Connection as _, Executor as _, PgConnection};
use store::{Db, StoreError, Tx};

use crate::sample;

/// What one use case gives back.
pub type Running<'t, T> = Pin<Box<dyn Future<Output = Result<T, StoreError>> + Send + 't>>;

/// A case: runs in one transaction, after [`sample::lay`].
pub type Case = for<'t> fn(&'t mut Tx) -> Running<'t, ()>;

/// A database of its own, removed when the case has passed.
pub struct Fresh {
    /// What [`Db::open`] takes.
    pub address: String,
    folder: Option<PathBuf>,
}

/// Runs `case` in one transaction on each engine.
pub async fn on_both(case: Case) {
    for fresh in Fresh::on_each().await {
        let db = fresh.open().await;
        write(&db, case).await.unwrap_or_else(|error| panic!("on {:?}: {error}", db.engine()));
        drop(db);
        fresh.remove().await;
    }
}

/// Runs `case` as one use case.
pub async fn write(db: &Db, case: Case) -> Result<(), StoreError> {
    db.write((), move |tx, ()| case(tx)).await
}

/// Runs `case` as one reader.
pub async fn read(db: &Db, case: Case) -> Result<(), StoreError> {
    db.read((), move |tx, ()| case(tx)).await
}

impl Fresh {
    /// One on SQLite, and one on PostgreSQL where there is a server.
    pub async fn on_each() -> Vec<Self> {
        let mut all = vec![Self::sqlite()];
        all.extend(Self::postgres().await);
        all
    }

    /// A new SQLite file.
    pub fn sqlite() -> Self {
        let folder = env::temp_dir().join(format!("onramp-store-{}", unique()));
        fs::create_dir_all(&folder).expect("a folder for the database");
        let address = folder.join("onramp.db").to_str().expect("a readable path").to_owned();
        Self { address, folder: Some(folder) }
    }

    /// A new database on the server, whose language does not sort by bytes.
    pub async fn postgres() -> Option<Self> {
        let Ok(server) = env::var("ONRAMP_TEST_POSTGRES") else {
            eprintln!("skipped on PostgreSQL: ONRAMP_TEST_POSTGRES names no server");
            return None;
        };
        let name = format!("onramp_{}", unique());
        on_server(&format!("drop database if exists {name} with (force)")).await;
        on_server(&format!(
            "create database {name} template template0 encoding 'UTF8' locale 'C.UTF-8'
             locale_provider icu icu_locale 'en-US'"
        ))
        .await;
        let (base, _) = server.rsplit_once('/').expect("an address that ends in a database");
        Some(Self { address: format!("{base}/{name}"), folder: None })
    }

    /// Opens it with the sample in it.
    pub async fn open(&self) -> Db {
        let db = Db::open(&self.address).await.expect("opens");
        write(&db, |tx| Box::pin(sample::lay(tx))).await.expect("the sample is laid");
        db
    }

    /// The name of the database on the server.
    pub fn name(&self) -> &str {
        self.address.rsplit_once('/').expect("a name").1
    }

    /// Removes it.
    pub async fn remove(self) {
        match &self.folder {
            Some(folder) => fs::remove_dir_all(folder).expect("the folder goes"),
            None => on_server(&format!("drop database if exists {} with (force)", self.name())).await,
        }
    }
}

/// Runs a statement on the server itself.
pub async fn on_server(sql: &str) {
    let server = env::var("ONRAMP_TEST_POSTGRES").expect("asked only where there is a server");
    let mut connection = PgConnection::connect(&server).await.expect("the server answers");
    connection.execute(AssertSqlSafe(sql)).await.expect("the server does it");
    connection.close().await.expect("the connection closes");
}

fn unique() -> String {
    static COUNT: AtomicU32 = AtomicU32::new(0);
    format!("{}_{}", process::id(), COUNT.fetch_add(1, Ordering::Relaxed))
}
