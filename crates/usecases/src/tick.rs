//! What the clock does every few seconds: releases ratings whose time has come, judges again what time
//! alone has changed, signs an anchor a day, goes on with adoptions, batches and regrades that were left half way,
//! ends assessments whose time is over, makes tomorrow's schedules, notes whose pace has changed, writes what found no room before, sweeps ended sessions and old answers, and
//! takes out of SQLite's file what an erasure left. Timers of other use cases are called from here, so that there is
//! one list of them.

use crate::{App, Refusal, chance};

/// Does everything that is due.
pub async fn tick(app: &App) -> Result<(), Refusal> {
    crate::district_day::read_zones(app).await?;
    crate::late_access::write_late(app).await?;
    crate::release_drafts::release_due(app).await?;
    crate::rejudge_due::rejudge_due(app).await?;
    let now = chance::now();
    for district in crate::show_person::list_districts(app).await? {
        let district = district.id;
        crate::anchor_ledger::anchor_daily(app, district, now).await?;
        crate::adoption_steps::go_on(app, district).await?;
        crate::batch_steps::go_on(app, district).await?;
        crate::regrade_item::go_on(app, district).await?;
        crate::sitting_end::end_overdue(app, district).await?;
        crate::learn_from_day::learn_due(app, district, now).await?;
        crate::schedule_day::schedule_evenings(app, district, now).await?;
        crate::tell_pace::tell_pace_daily(app, district, now).await?;
        app.db
            .write((), move |tx, ()| {
                Box::pin(async move {
                    store::session::sweep(tx, district, now).await?;
                    let old = now - crate::answer_once::KEPT;
                    Ok::<_, Refusal>(store::answered_request::sweep(tx, district, old).await?)
                })
            })
            .await?;
    }
    crate::sweep_traces::sweep_by_clock(app, now).await
}
