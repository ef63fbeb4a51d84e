//! What the server is doing, in figures without anybody in them; and whether it can serve at all.

use std::time::Duration;

use domain::Timestamp;
pub use store::{activity::Activity, tx::Engine};

use crate::{App, Refusal, chance};

/// How long the database may take to answer before the server counts as not ready.
const PATIENCE: Duration = Duration::from_secs(3);

/// Figures over all districts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Measures {
    /// Which database.
    pub engine: Engine,
    /// What it is doing.
    pub activity: Activity,
    /// Its size. Unit: bytes.
    pub database_bytes: i64,
    /// Sessions that have not ended.
    pub sessions: i64,
    /// When the oldest of the districts' newest anchors was made; `None` while a district has none.
    pub anchored_at: Option<Timestamp>,
}

/// Reads them.
pub async fn measure_server(app: &App) -> Result<Measures, Refusal> {
    let now = chance::now();
    let (engine, activity) = (app.db.engine(), app.db.activity());
    app.db
        .look_up((), move |tx, ()| {
            Box::pin(async move {
                let (mut sessions, mut anchors) = (0, Vec::new());
                for district in store::district::list(tx).await? {
                    sessions += store::session::count(tx, district.id, now).await?;
                    anchors.push(store::anchor::latest(tx, district.id).await?.map(|anchor| anchor.made_at));
                }
                let anchored_at = anchors.into_iter().min().flatten();
                let database_bytes = store::size::bytes(tx).await?;
                Ok(Measures { engine, activity, database_bytes, sessions, anchored_at })
            })
        })
        .await
}

/// Whether the database answers.
pub async fn is_ready(app: &App) -> bool {
    let asked = app.db.look_up((), |tx, ()| {
        Box::pin(async move { Ok::<_, Refusal>(store::district::list(tx).await?.len()) })
    });
    matches!(tokio::time::timeout(PATIENCE, asked).await, Ok(Ok(_)))
}
