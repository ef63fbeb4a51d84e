//! Lines of the access log that found no room on the disk. Reading goes on while the disk is full, and who
//! read what is written down as soon as there is room; it is lost when the program is killed before.

use std::sync::{Arc, Mutex, PoisonError};

use domain::DistrictId;
use store::access_log::Access;

use crate::{App, Refusal};

/// How many lines wait at most; then reading what is logged is refused too.
const MOST: usize = 20_000;

/// The lines that wait; cheap to clone.
#[derive(Clone, Default)]
pub(crate) struct Late(Arc<Mutex<Vec<(DistrictId, Access)>>>);

impl Late {
    /// Keeps a line for later.
    pub(crate) fn keep(&self, district: DistrictId, line: Access) -> Result<(), Refusal> {
        let mut waiting = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if waiting.len() >= MOST {
            return Err(Refusal::Full);
        }
        waiting.push((district, line));
        Ok(())
    }

    fn first(&self) -> Vec<(DistrictId, Access)> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Forgets the oldest lines; those that came since stay.
    fn forget(&self, count: usize) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).drain(..count);
    }
}

/// Writes what waits, in one transaction; what finds no room waits on.
pub async fn write_late(app: &App) -> Result<(), Refusal> {
    let lines = app.late.first();
    if lines.is_empty() {
        return Ok(());
    }
    let count = lines.len();
    app.db
        .write(lines, |tx, lines| {
            Box::pin(async move {
                for (district, line) in lines {
                    store::access_log::add(tx, *district, line).await?;
                }
                Ok::<_, Refusal>(())
            })
        })
        .await?;
    app.late.forget(count);
    Ok(())
}
