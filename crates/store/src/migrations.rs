//! One history of tables for both engines. A migration is never edited once it has shipped.

use std::path::{Path, PathBuf};

use crate::{Arg, StoreError, Tx, backup, tx::Engine};

/// Name and text, in order; the position is the version.
const HISTORY: &[(&str, &str)] = &[
    ("foundation", include_str!("../migrations/0001_foundation.sql")),
    ("plain_cells", include_str!("../migrations/0002_plain_cells.sql")),
    ("requests and last use", include_str!("../migrations/0003_requests_and_last_use.sql")),
    ("versions", include_str!("../migrations/0004_versions.sql")),
    ("adoption", include_str!("../migrations/0005_adoption.sql")),
    ("families", include_str!("../migrations/0006_families.sql")),
    ("notices", include_str!("../migrations/0007_notices.sql")),
    ("people who help", include_str!("../migrations/0008_people_who_help.sql")),
    ("privacy", include_str!("../migrations/0009_privacy.sql")),
    ("many at once", include_str!("../migrations/0010_many_at_once.sql")),
    ("exact indexes", include_str!("../migrations/0011_exact_indexes.sql")),
    ("measured sets", include_str!("../migrations/0012_measured_sets.sql")),
    ("custody", include_str!("../migrations/0013_custody.sql")),
    ("roles by hand", include_str!("../migrations/0014_roles_by_hand.sql")),
    ("disclosure texts", include_str!("../migrations/0015_disclosure_texts.sql")),
    ("items and sittings", include_str!("../migrations/0016_items_and_sittings.sql")),
    ("tasks", include_str!("../migrations/0017_tasks.sql")),
    ("raters", include_str!("../migrations/0018_raters.sql")),
    ("regrades", include_str!("../migrations/0019_regrades.sql")),
    ("item batches", include_str!("../migrations/0020_item_batches.sql")),
    ("resources", include_str!("../migrations/0021_resources.sql")),
    ("paths", include_str!("../migrations/0022_paths.sql")),
    ("pace", include_str!("../migrations/0023_pace.sql")),
    ("room programs", include_str!("../migrations/0024_room_programs.sql")),
];

/// One number for everybody who brings tables up to date, so that two servers do not do it at once.
const TURN: &str = "select pg_advisory_xact_lock(7305808869229538)";

/// A step that a database has not seen.
pub type Step = (i64, &'static str);

/// How far a database is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct State {
    /// The version of its tables; 0 for an empty database.
    pub version: i64,
    /// The version that this program knows.
    pub known: i64,
    /// What would be run, by version and name.
    pub pending: Vec<Step>,
}

impl State {
    /// Refuses what a newer Onramp has changed.
    pub(crate) fn check(&self) -> Result<(), StoreError> {
        if self.version <= self.known {
            return Ok(());
        }
        Err(StoreError::Unusable(format!(
            "a newer Onramp has used it (table version {}, this one knows {}): start the newer program \
             again, or restore the backup from before its upgrade",
            self.version, self.known
        )))
    }
}

/// What was done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Done {
    /// How far the database was before.
    pub before: State,
    /// The copy that was made first, of an SQLite file that held something.
    pub copy: Option<PathBuf>,
}

/// How far the database is; changes nothing.
pub(crate) async fn state(tx: &mut Tx) -> Result<State, StoreError> {
    let exists = match tx.engine() {
        Engine::Sqlite => "select 1 as one from sqlite_schema where type = 'table' and name = 'migration'",
        Engine::Postgres => "select 1::bigint as one where to_regclass('migration') is not null",
    };
    let mut version = 0;
    if tx.row(exists, &[]).await?.is_some() {
        let row = tx.row("select count(*) as version from migration", &[]).await?;
        version = row.map_or(Ok(0), |row| row.number("version"))?;
    }
    let numbered = (1..).zip(HISTORY.iter().map(|(name, _)| *name));
    let pending = numbered.filter(|(number, _)| *number > version).collect();
    Ok(State { version, known: i64::try_from(HISTORY.len()).expect("few migrations"), pending })
}

/// Brings the tables up to date in one transaction; refuses a database that a newer Onramp has changed.
/// Of an SQLite `file` that holds something, a copy is made before anything in it is changed.
pub(crate) async fn run(tx: &mut Tx, file: Option<&Path>) -> Result<Done, StoreError> {
    match tx.engine() {
        Engine::Sqlite => tx.script("begin immediate").await?,
        Engine::Postgres => {
            tx.script("begin").await?;
            tx.script(TURN).await?;
        }
    }
    let done = bring_up_to_date(tx, file).await;
    tx.script(if done.is_ok() { "commit" } else { "rollback" }).await?;
    done
}

async fn bring_up_to_date(tx: &mut Tx, file: Option<&Path>) -> Result<Done, StoreError> {
    let before = state(tx).await?;
    before.check()?;
    let mut copy = None;
    if let (Some(file), Some((first, _)), true) = (file, before.pending.first(), before.version > 0) {
        copy = Some(backup::before_upgrade(file, *first).await?);
    }
    tx.script(
        "create table if not exists migration (
           version bigint not null primary key,
           name text not null
         )",
    )
    .await?;
    for (version, name) in &before.pending {
        add(tx, *version, name).await?;
    }
    Ok(Done { before, copy })
}

async fn add(tx: &mut Tx, version: i64, name: &str) -> Result<(), StoreError> {
    let place = usize::try_from(version - 1).expect("versions begin with 1");
    let (_, text) = HISTORY[place];
    match tx.engine() {
        Engine::Sqlite => tx.script(&by_key(text)).await?,
        Engine::Postgres => tx.script(&byte_order(text)).await?,
    }
    tx.run("insert into migration (version, name) values ($1, $2)", &[Arg::from(version), Arg::from(name)])
        .await?;
    tracing::info!(version, name, "tables brought up to date");
    Ok(())
}

/// SQLite keeps a table's rows apart from its key, unless it is told to keep them in the key: one tree
/// to read and to write instead of two. Not for tables whose rows hold whole files or answers.
fn by_key(tables: &str) -> String {
    let kept_apart = |table: &str| {
        ["import", "answered_request", "content_piece", "item_version", "work", "resource_version"]
            .iter()
            .any(|name| table.contains(&format!("create table {name} (")))
    };
    let tables = tables.split_inclusive("\n);").map(|table| match table.strip_suffix("\n);") {
        Some(columns) if columns.contains("create table") && !kept_apart(columns) => {
            format!("{columns}\n) without rowid;")
        }
        _ => table.to_owned(),
    });
    tables.collect()
}

/// Texts sort by their bytes on SQLite; PostgreSQL would sort them by the language of its database, so
/// that a list had another order, and a page began elsewhere, from one machine to the next.
fn byte_order(tables: &str) -> String {
    // A column may be called so itself.
    tables.replace(" text text", " \"text\" text").replace(" text", " text collate \"C\"")
}

/// Whether the tables are those of this Onramp or of an earlier one.
pub(crate) async fn fits(tx: &mut Tx) -> Result<bool, StoreError> {
    let Ok(rows) = tx.rows("select name from migration order by version", &[]).await else {
        return Ok(false);
    };
    let names = rows.iter().map(|row| row.text("name")).collect::<Result<Vec<_>, _>>()?;
    let known = HISTORY.iter().map(|(name, _)| *name);
    Ok(!names.is_empty() && names.len() <= HISTORY.len() && names.iter().zip(known).all(|(a, b)| a == b))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Db, sqlite, upgrade};

    /// Leaves an SQLite file as the program of `version` left it, with a district in it.
    async fn old(file: &Path, version: i64) {
        let mut tx = Tx::sqlite(sqlite::open(file).expect("opens").into());
        tx.script("create table migration (version bigint not null primary key, name text not null)")
            .await
            .expect("made");
        for (number, (name, _)) in (1..=version).zip(HISTORY) {
            add(&mut tx, number, name).await.expect("added");
        }
        let sql = "insert into district (district_id, name, code, created_at) values (zeroblob(16), 'Old', 'old', 0)";
        tx.run(sql, &[]).await.expect("a district");
    }

    #[tokio::test]
    async fn every_older_database_is_copied_before_it_is_changed_and_the_copy_is_a_way_back() {
        let folder = std::env::temp_dir().join(format!("onramp-upgrade-{}", std::process::id()));
        let known = i64::try_from(HISTORY.len()).expect("few");
        for version in 1..known {
            std::fs::create_dir_all(&folder).expect("a folder");
            let file = folder.join("onramp.sqlite");
            let address = file.to_str().expect("readable");
            old(&file, version).await;
            // A copy of an earlier upgrade that went back is not replaced.
            let earlier = folder.join(format!("onramp-before-{}.sqlite", version + 1));
            std::fs::write(&earlier, b"kept").expect("written");

            let looked = upgrade::look(address).await.expect("it looks");
            assert_eq!((looked.version, looked.known), (version, known));
            assert_eq!(i64::try_from(looked.pending.len()).expect("few"), known - version);
            let done = upgrade::run(address).await.expect("it is brought up to date");
            assert_eq!(done.before, looked, "looking changed nothing");
            let copy = done.copy.expect("a copy was made first");
            assert_eq!(copy, folder.join(format!("onramp-before-{}-2.sqlite", version + 1)));
            assert_eq!(std::fs::read(&earlier).expect("there"), b"kept");

            let looked = upgrade::look(address).await.expect("it looks");
            assert_eq!((looked.version, looked.pending), (known, Vec::new()));
            let again = upgrade::run(address).await.expect("nothing is left to do");
            assert_eq!(again.copy, None);

            // The older program takes the copy, and so does this one.
            let back = folder.join("back.sqlite");
            backup::put_back(&copy, &back).await.expect("the copy is whole");
            let back = back.to_str().expect("readable");
            assert_eq!(upgrade::look(back).await.expect("it looks").version, version);
            let db = Db::open(back).await.expect("it opens");
            let districts = db.look_up((), |tx, ()| Box::pin(crate::district::list(tx))).await;
            assert_eq!(districts.expect("read").len(), 1);
            drop(db);
            std::fs::remove_dir_all(&folder).expect("the folder goes");
        }
    }

    #[tokio::test]
    async fn without_room_for_the_copy_nothing_is_changed() {
        let folder = std::env::temp_dir().join(format!("onramp-no-copy-{}", std::process::id()));
        std::fs::create_dir_all(&folder).expect("a folder");
        let file = folder.join("onramp.sqlite");
        let address = file.to_str().expect("readable");
        old(&file, 1).await;
        // A folder where the copy would be written.
        std::fs::create_dir(folder.join("onramp-before-2.sqlite.partial")).expect("in the way");
        let refused = upgrade::run(address).await.expect_err("refused").to_string();
        assert!(refused.contains("onramp-before-2.sqlite.partial"), "{refused}");
        assert_eq!(upgrade::look(address).await.expect("it looks").version, 1);
        std::fs::remove_dir_all(&folder).expect("the folder goes");
    }
}
