//! What the clock does every few seconds: sweeps ended sessions. Timers of other use cases are called
//! from here, so that there is one list of them.

use crate::{App, Refusal, chance};

/// Does everything that is due.
pub async fn tick(app: &App) -> Result<(), Refusal> {
    let now = chance::now();
    for district in crate::show_person::list_districts(app).await? {
        let district = district.id;
        app.db
            .write((), move |tx, ()| {
                Box::pin(async move { Ok::<_, Refusal>(store::session::sweep(tx, district, now).await?) })
            })
            .await?;
    }
    Ok(())
}
