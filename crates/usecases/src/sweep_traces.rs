//! Writes an SQLite file anew after an erasure, so that nothing of what went can be read out of it.

use std::sync::atomic::{AtomicI64, Ordering};

use domain::Timestamp;

use crate::{App, Refusal};

/// After a failure, such as a full disk, the clock waits so long before the next try. Unit: seconds.
const WAIT_SECONDS: i64 = 3_600;

/// From when on the clock may try again. Unit: seconds since 1970.
static NOT_BEFORE: AtomicI64 = AtomicI64::new(0);

/// At the machine: done before the command ends.
pub async fn sweep_traces(app: &App) -> Result<bool, Refusal> {
    Ok(store::sweeping::sweep(&app.db).await?)
}

/// By the clock: what fails is tried again later.
pub(crate) async fn sweep_by_clock(app: &App, now: Timestamp) -> Result<(), Refusal> {
    if now.as_second() < NOT_BEFORE.load(Ordering::Relaxed) {
        return Ok(());
    }
    let swept = sweep_traces(app).await;
    if swept.is_err() {
        NOT_BEFORE.store(now.as_second() + WAIT_SECONDS, Ordering::Relaxed);
    }
    swept.map(drop)
}
