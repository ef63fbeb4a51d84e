//! The demonstration, loaded once for many tests: each test is a process of its own, and loading takes seconds.
//!
//! Every ten minutes it is loaded anew, because much of it is told by the clock.

use std::{
    env, fs,
    path::{Path, PathBuf},
    time::{Duration, UNIX_EPOCH},
};

use domain::DistrictId;
use usecases::{chance, load_demonstration::load_demonstration};

use crate::support::{Place, address, create, psql};

/// How long a loaded one is copied, in seconds.
const FRESH: i64 = 600;

/// When nobody copies one any more.
const OLD: Duration = Duration::from_mins(30);

/// Fills a new place with the demonstration; its district.
pub async fn fill(place: &Place) -> DistrictId {
    let kept = Kept::of(place);
    fs::create_dir_all(&kept.folder).expect("a folder");
    let lock = fs::File::create(kept.folder.with_extension("lock")).expect("a file");
    lock.lock().expect("a lock");
    let district = match kept.district() {
        Some(district) => district,
        None => kept.load().await,
    };
    drop(lock);
    match place {
        Place::Sqlite(folder) => copy(&kept.folder, folder.path()),
        Place::Postgres { server, name } => {
            psql(server, &format!("create database {name} template {} strategy file_copy", kept.name));
        }
    }
    district
}

/// Where one lies that is copied: of this build of the tests, and of these ten minutes.
struct Kept {
    folder: PathBuf,
    name: String,
    server: Option<String>,
}

impl Kept {
    fn of(place: &Place) -> Self {
        let built = env::current_exe().and_then(fs::metadata).and_then(|file| file.modified());
        let built = built.expect("this program").duration_since(UNIX_EPOCH).expect("after 1970").as_secs();
        let name = format!("demonstration_{built}_{}", chance::now().as_second() / FRESH);
        let (engine, server) = match place {
            Place::Sqlite(_) => ("sqlite", None),
            Place::Postgres { server, .. } => ("postgres", Some(server.clone())),
        };
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(engine).join(&name);
        Self { folder, name, server }
    }

    /// The district of one that was loaded.
    fn district(&self) -> Option<DistrictId> {
        let said = fs::read_to_string(self.folder.join("district")).ok()?;
        let there = self.server.as_ref().is_none_or(|server| {
            let asked = format!("select count(*) from pg_database where datname = '{}'", self.name);
            psql(server, &asked).trim() == "1"
        });
        there.then(|| said.parse().expect("an id"))
    }

    async fn load(&self) -> DistrictId {
        self.sweep();
        let at = match &self.server {
            None => self.folder.join("onramp.sqlite").display().to_string(),
            Some(server) => {
                psql(server, &format!("drop database if exists {} with (force)", self.name));
                create(server, &self.name);
                address(server, &self.name)
            }
        };
        let app = usecases::open(&at).await.expect("a database");
        let district = load_demonstration(&app).await.expect("a demonstration").district.id;
        drop(app);
        if let Some(server) = &self.server {
            // A database that somebody is connected to is no template.
            psql(server, &format!("alter database {} with allow_connections false", self.name));
            let end = "select pg_terminate_backend(pid) from pg_stat_activity where datname =";
            psql(server, &format!("{end} '{}'", self.name));
        }
        fs::write(self.folder.join("district"), district.to_string()).expect("a file");
        district
    }

    /// Removes those that nobody will copy any more.
    fn sweep(&self) {
        let beside = self.folder.parent().expect("the folder of the engine");
        for one in fs::read_dir(beside).expect("a folder").flatten() {
            let age = one.metadata().and_then(|it| it.modified()).ok().and_then(|at| at.elapsed().ok());
            if age.is_some_and(|age| age > OLD) {
                let _ = fs::remove_dir_all(one.path()).or_else(|_| fs::remove_file(one.path()));
            }
        }
    }
}

/// Copies a database of SQLite with what its log still holds.
fn copy(from: &Path, to: &Path) {
    for name in ["onramp.sqlite", "onramp.sqlite-wal"] {
        if from.join(name).exists() {
            fs::copy(from.join(name), to.join(name)).expect("a copy");
        }
    }
}
