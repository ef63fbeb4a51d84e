//! How large the database is.

use crate::{StoreError, Tx, tx::Engine};

/// Bytes of the whole database, all districts together.
pub async fn bytes(tx: &mut Tx) -> Result<i64, StoreError> {
    let sql = match tx.engine() {
        Engine::Sqlite => {
            "select page_count * page_size as bytes from pragma_page_count(), pragma_page_size()"
        }
        Engine::Postgres => "select pg_database_size(current_database()) as bytes",
    };
    tx.row(sql, &[]).await?.map_or(Ok(0), |row| row.number("bytes"))
}
