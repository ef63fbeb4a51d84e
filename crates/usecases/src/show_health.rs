//! Is everything well? For administrators.

use domain::Timestamp;
pub use store::{anchor::Anchor, tx::Engine};

use crate::{Actor, App, Refusal, access, chance, import_report::ShownImport};

/// What runs and how much there is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Health {
    /// Which database.
    pub engine: Engine,
    /// Its size. Unit: bytes.
    pub database_bytes: i64,
    /// How long the database took to answer. Unit: microseconds.
    pub answered_in_microseconds: u64,
    /// People.
    pub people: i64,
    /// Learners with entries in the ledger.
    pub chains: i64,
    /// Entries in the ledger.
    pub entries: i64,
    /// Sections.
    pub sections: usize,
    /// Frameworks.
    pub frameworks: usize,
    /// The newest import.
    pub last_import: Option<ShownImport>,
    /// An import that was interrupted and waits to go on.
    pub interrupted: Option<ShownImport>,
    /// The newest anchor.
    pub last_anchor: Option<Anchor>,
    /// When this was looked at.
    pub at: Timestamp,
}

/// Looks.
pub async fn show_health(app: &App, actor: &Actor) -> Result<Health, Refusal> {
    let (now, today) = (chance::now(), chance::today(actor.district));
    let engine = app.db.engine();
    app.db
        .read(actor, |tx, actor| {
            Box::pin(async move {
                access::administrator(tx, actor, today).await?;
                let district = actor.district;
                let watch = chance::Stopwatch::start();
                let people = store::person::count(tx, district).await?;
                let answered_in_microseconds = watch.microseconds();
                let (chains, entries) = store::learner::totals(tx, district).await?;
                let imports = store::import::list(tx, district, 50).await?;
                let mut imports = imports.into_iter().map(ShownImport::of);
                let last_import = imports.next();
                let halfway = |one: &ShownImport| one.state == crate::import_report::ImportState::Applying;
                let interrupted = last_import.clone().into_iter().chain(imports).find(halfway);
                Ok(Health {
                    engine,
                    database_bytes: store::size::bytes(tx).await?,
                    answered_in_microseconds,
                    people,
                    chains,
                    entries,
                    sections: store::section::list(tx, district).await?.len(),
                    frameworks: store::framework::list(tx, district).await?.len(),
                    last_import,
                    interrupted,
                    last_anchor: store::anchor::latest(tx, district).await?,
                    at: now,
                })
            })
        })
        .await
}
