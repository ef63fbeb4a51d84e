//! Moving a whole installation to another database: from SQLite to PostgreSQL and back. For whoever runs
//! the machine.

pub use store::{
    address::shown,
    moving::{Moved, move_over},
};

use crate::{Refusal, back_up::refusal};

/// Moves everything from the database `from` into the empty database `to`, compares it there and keeps it
/// only when it is the same: all of it or nothing. The database `from` stays as it was.
/// `progress` is told how many of how many rows are done.
pub async fn move_installation(
    from: &str,
    to: &str,
    progress: impl FnMut(u64, u64),
) -> Result<Vec<Moved>, Refusal> {
    move_over(from, to, progress).await.map_err(refusal)
}
