//! Takes out of an SQLite file what an erasure leaves where nothing points at it: when the database divides
//! a page, the bytes that moved stay behind on the old one, and no later delete reaches those. Only writing
//! the file anew does.

use crate::{Db, StoreError, Tx, db::Turn, tx::Engine};

/// Notes, in the transaction of an erasure, that the file is to be written anew. It stands in the head of
/// the file, where a killed program leaves it.
pub(crate) async fn note(tx: &mut Tx) -> Result<(), StoreError> {
    if tx.engine() == Engine::Sqlite {
        tx.run("pragma user_version = 1", &[]).await?;
    }
    Ok(())
}

/// Whether something was erased since the file was last written anew.
pub async fn is_due(db: &Db) -> Result<bool, StoreError> {
    if db.engine() == Engine::Postgres {
        return Ok(false);
    }
    let row = db.look_up((), |tx, ()| Box::pin(tx.row("pragma user_version", &[]))).await?;
    Ok(row.map_or(Ok(0), |row| row.number("user_version"))? != 0)
}

/// Writes an SQLite file anew where that is due; whether it was done. Who wants to write waits meanwhile,
/// who reads does not. It takes as much room again as the file, twice, for that long. Not done while
/// somebody reads an older state: to be asked for again.
pub async fn sweep(db: &Db) -> Result<bool, StoreError> {
    if !is_due(db).await? {
        return Ok(false);
    }
    db.write_in(Turn::Behind, (), |tx, ()| Box::pin(outside_a_transaction(tx))).await
}

async fn outside_a_transaction(tx: &mut Tx) -> Result<bool, StoreError> {
    // Who stands behind begins a commit of their own, so nothing of others is in it.
    tx.script("commit").await?;
    let swept = write_anew(tx).await;
    tx.script("begin immediate").await?;
    swept
}

async fn write_anew(tx: &mut Tx) -> Result<bool, StoreError> {
    // The second copy would else be held in memory.
    tx.script("pragma temp_store = file").await?;
    let written = tx.script("vacuum").await;
    tx.script("pragma temp_store = memory").await?;
    written?;
    let row = tx.row("pragma wal_checkpoint(truncate)", &[]).await?;
    if row.map_or(Ok(1), |row| row.number("busy"))? != 0 {
        return Ok(false);
    }
    tx.run("pragma user_version = 0", &[]).await?;
    Ok(true)
}
