//! One history of tables for both engines. A migration is never edited once it has shipped.

use crate::{Arg, StoreError, Tx};

/// Name and text, in order; the position is the version.
const HISTORY: &[(&str, &str)] = &[("foundation", include_str!("../migrations/0001_foundation.sql"))];

/// Brings the tables up to date; refuses a database that a newer Onramp has changed.
pub(crate) async fn run(tx: &mut Tx) -> Result<(), StoreError> {
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
        tx.script("begin").await?;
        tx.script(text).await?;
        tx.run(
            "insert into migration (version, name) values ($1, $2)",
            &[Arg::from(version), Arg::from(*name)],
        )
        .await?;
        tx.script("commit").await?;
        tracing::info!(version, name, "tables brought up to date");
    }
    Ok(())
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
