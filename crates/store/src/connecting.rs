//! Connections to PostgreSQL.

use std::time::Duration;

use sqlx::{
    Connection as _, PgConnection, PgPool,
    postgres::{PgConnectOptions, PgPoolOptions},
};

use crate::{StoreError, Tx};

/// How connections to PostgreSQL name themselves.
pub(crate) const APPLICATION: &str = "onramp";

/// How long one connection may take before the server counts as silent.
const WAIT_FOR_AN_ANSWER: Duration = Duration::from_secs(5);

/// Statements kept prepared per connection to PostgreSQL.
const PREPARED: usize = 400;

/// Connects to PostgreSQL, with so many connections at most.
pub(crate) async fn connect(address: &str, connections: u32) -> Result<PgPool, StoreError> {
    let options: PgConnectOptions = address.parse()?;
    let options = options.statement_cache_capacity(PREPARED).application_name(APPLICATION);
    let pool = PgPoolOptions::new().max_connections(connections).acquire_timeout(Duration::from_secs(10));
    match pool.connect_with(options.clone()).await {
        // The pool has tried again and again; what the server, or the network, says is more use.
        Err(sqlx::Error::PoolTimedOut) => Err(StoreError::Unusable(why_not(&options).await)),
        connected => Ok(connected?),
    }
}

async fn why_not(options: &PgConnectOptions) -> String {
    let place = format!("{} port {}", options.get_host(), options.get_port());
    let tried = tokio::time::timeout(WAIT_FOR_AN_ANSWER, PgConnection::connect_with(options)).await;
    match tried {
        Ok(Err(error)) => format!("PostgreSQL at {place}: {error}"),
        Ok(Ok(_)) => format!("PostgreSQL at {place} answers now and did not for a while: start again"),
        Err(_) => format!(
            "PostgreSQL at {place} does not answer: is it the right host, and does a firewall stop it?"
        ),
    }
}

/// Refuses a PostgreSQL that answers before a commit is durable.
pub(crate) async fn check_durable(tx: &mut Tx) -> Result<(), StoreError> {
    let setting = tx.row("select current_setting('synchronous_commit') as setting", &[]).await?;
    if setting.map(|row| row.text("setting")).transpose()?.as_deref() == Some("off") {
        return Err(StoreError::Unusable(
            "synchronous_commit is off, so a power cut could lose acknowledged answers; set it to on"
                .to_owned(),
        ));
    }
    Ok(())
}
