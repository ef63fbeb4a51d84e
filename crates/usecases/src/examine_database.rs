//! How a database is set up, for whoever runs the machine. Changes nothing in it.

pub use store::{address::shown, examine::Examined};

use crate::Refusal;

/// Looks at the database at `address`.
pub async fn examine_database(address: &str) -> Result<Examined, Refusal> {
    store::examine::examine(address).await.map_err(crate::back_up::refusal)
}
