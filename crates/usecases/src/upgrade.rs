//! Bringing a database up to date with this program, looked at first. For whoever runs the machine.

pub use store::upgrade::{Done, State};

use crate::{Refusal, back_up::refusal};

/// How far the database at `address` is, and what an upgrade would do; changes nothing.
pub async fn look(address: &str) -> Result<State, Refusal> {
    store::upgrade::look(address).await.map_err(refusal)
}

/// Does it; on SQLite after a copy was made.
pub async fn upgrade(address: &str) -> Result<Done, Refusal> {
    store::upgrade::run(address).await.map_err(refusal)
}
