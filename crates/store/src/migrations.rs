//! One history of tables for both engines. A migration is never edited once it has shipped.

use crate::{Arg, StoreError, Tx, tx::Engine};

/// Name and text, in order; the position is the version.
const HISTORY: &[(&str, &str)] = &[
    ("foundation", include_str!("../migrations/0001_foundation.sql")),
    ("plain_cells", include_str!("../migrations/0002_plain_cells.sql")),
    ("requests and last use", include_str!("../migrations/0003_requests_and_last_use.sql")),
    ("versions", include_str!("../migrations/0004_versions.sql")),
    ("families", include_str!("../migrations/0006_families.sql")),
    ("notices", include_str!("../migrations/0007_notices.sql")),
];

/// One number for everybody who brings tables up to date, so that two servers do not do it at once.
const TURN: &str = "select pg_advisory_xact_lock(7305808869229538)";

/// Brings the tables up to date in one transaction; refuses a database that a newer Onramp has changed.
pub(crate) async fn run(tx: &mut Tx) -> Result<(), StoreError> {
    match tx.engine() {
        Engine::Sqlite => tx.script("begin immediate").await?,
        Engine::Postgres => {
            tx.script("begin").await?;
            tx.script(TURN).await?;
        }
    }
    let done = bring_up_to_date(tx).await;
    tx.script(if done.is_ok() { "commit" } else { "rollback" }).await?;
    done
}

async fn bring_up_to_date(tx: &mut Tx) -> Result<(), StoreError> {
    tx.script(
        "create table if not exists migration (
           version bigint not null primary key,
           name text not null
         )",
    )
    .await?;
    let rows = tx.rows("select version, name from migration order by version", &[]).await?;
    if rows.len() > HISTORY.len() {
        return Err(StoreError::Unusable(format!(
            "a newer Onramp has used it (table version {}, this one knows {})",
            rows.len(),
            HISTORY.len()
        )));
    }
    for (position, (name, text)) in HISTORY.iter().enumerate().skip(rows.len()) {
        let version = i64::try_from(position + 1).expect("few migrations");
        match tx.engine() {
            Engine::Sqlite => tx.script(&by_key(text)).await?,
            Engine::Postgres => tx.script(&byte_order(text)).await?,
        }
        tx.run(
            "insert into migration (version, name) values ($1, $2)",
            &[Arg::from(version), Arg::from(*name)],
        )
        .await?;
        tracing::info!(version, name, "tables brought up to date");
    }
    Ok(())
}

/// SQLite keeps a table's rows apart from its key, unless it is told to keep them in the key: one tree
/// to read and to write instead of two. Not for `import`, whose rows hold whole files, and not for
/// `answered_request`, whose rows hold whole answers.
fn by_key(tables: &str) -> String {
    let kept_apart = |table: &str| {
        ["import", "answered_request"].iter().any(|name| table.contains(&format!("create table {name} (")))
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
    tables.replace(" text", " text collate \"C\"")
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
