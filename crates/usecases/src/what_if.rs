//! What a change of policy would do, before anybody adopts it: how many learners and which judgements would
//! change, both ways. Nothing is written but the access-log line of whom the answer names.

mod naming;
mod shown;
mod stretch;
mod tally;

use std::{num::NonZero, sync::Arc, thread::available_parallelism};

use domain::{CompetencyId, LearnerId, Timestamp, policy::Setting};
use store::Tx;
use tokio::{
    sync::{Mutex, mpsc},
    task::JoinSet,
};

pub use crate::policy_change::NewSetting;
use crate::{
    Actor, App, Refusal,
    chance::{self, Stopwatch},
    learner_places::Places,
    policy_change,
    small_cells::Smallest,
    under_change::UnderChange,
};
pub(crate) use naming::leave_out;
pub(crate) use naming::seen_by;
pub use naming::{CellTurned, Group};
pub(crate) use shown::cells as shown_cells;
pub use shown::{ShownGroup, ShownLook, ShownMove, ShownTally};
use stretch::{Stretches, stretch};
use tally::Counted;
pub use tally::{Grade, Move, Tally};

/// How many read and judge at once; one of SQLite's readers is left to people.
const AT_ONCE: usize = 3;

/// What a change would do.
#[derive(Debug, Clone, PartialEq)]
pub struct WhatIf {
    /// The setting as it would be written.
    pub setting: Setting,
    /// What the field is called.
    pub label: String,
    /// Where it would apply, in words.
    pub scope: String,
    /// What is set there today, before the change; `None` for nothing.
    pub today: Option<Setting>,
    /// Learners with anything recorded to whom it can apply.
    pub learners: u64,
    /// Entries in their chains.
    pub entries: u64,
    /// Judgements that would be made again by the change.
    pub judgements: u64,
    /// Learners of whom a level or mastery would change.
    pub learners_changed: u64,
    /// What would become of the judgements.
    pub tally: Tally,
    /// From which level to which, most first.
    pub moves: Vec<Move>,
    /// By school, most changes first.
    pub schools: Vec<Group>,
    /// By section; a learner of two sections counts in both.
    pub sections: Vec<Group>,
    /// By competency.
    pub competencies: Vec<Group>,
    /// The first judgements whose level or mastery would change. The learner is named to who may see the
    /// record.
    pub cells: Vec<CellTurned>,
    /// The moment as of which everything was judged.
    pub as_of: Timestamp,
    /// How long it took.
    pub seconds: f64,
    /// Below how many learners numbers are left out for this reader; `None` for who may open the records.
    pub leave_out: Option<Smallest>,
}

/// Looks at what `new` would do. A setting that begins later is looked at as if it began today. `progress`
/// is told how many learners are done, and of how many. Whoever stops listening stops the work.
pub async fn what_if(
    app: &App,
    actor: &Actor,
    new: &NewSetting,
    progress: &(dyn Fn(u64, u64) + Send + Sync),
) -> Result<WhatIf, Refusal> {
    let clock = Stopwatch::start();
    let now = chance::now();
    let prepared =
        app.db.read((actor, new), |tx, (actor, new)| Box::pin(prepare(tx, actor, new, now))).await?;
    let prepared = Arc::new(prepared);
    let total = prepared.learners.len() as u64;
    progress(0, total);
    let counted = judge_all(app, actor, &prepared, progress, total).await?;
    let mut found = naming::named(app, actor, &prepared, counted, now).await?;
    found.seconds = clock.seconds();
    Ok(found)
}

/// What all who judge share.
struct Prepared {
    /// As it would be written.
    setting: Setting,
    under: UnderChange,
    places: Places,
    /// Everybody with anything recorded, in id order.
    everybody: Vec<LearnerId>,
    /// Those to whom the change can apply, in id order.
    learners: Vec<LearnerId>,
    entries: u64,
}

/// Checks the change, and reads what is the same for all learners.
async fn prepare(tx: &mut Tx, actor: &Actor, new: &NewSetting, now: Timestamp) -> Result<Prepared, Refusal> {
    let setting = policy_change::proposed(tx, actor, new, now).await?;
    let supposed = Setting {
        effective_from: setting.effective_from.min(chance::date_of(actor.district, now)),
        ..setting.clone()
    };
    let district = actor.district;
    let known = store::competency::frameworks(tx, district).await?;
    let competencies: Vec<CompetencyId> = known.into_iter().map(|one| one.competency).collect();
    let under = UnderChange::load(tx, district, &competencies, &supposed, now).await?;
    let places = Places::load(tx, district, chance::date_of(actor.district, now)).await?;
    let heads = store::learner::heads(tx, district, None, i64::MAX).await?;
    let everybody: Vec<LearnerId> = heads.iter().map(|(learner, _)| *learner).collect();
    let learners = places.in_scope(everybody.iter().copied(), setting.scope);
    let entries = heads.iter().filter(|(learner, _)| learners.contains(learner));
    let entries = entries.map(|(_, head)| head.sequence.0.unsigned_abs()).sum();
    Ok(Prepared { setting, under, places, everybody, learners: learners.into_iter().collect(), entries })
}

/// Judges stretch by stretch, each in its own snapshot, on as many cores as there are.
async fn judge_all(
    app: &App,
    actor: &Actor,
    prepared: &Arc<Prepared>,
    progress: &(dyn Fn(u64, u64) + Send + Sync),
    total: u64,
) -> Result<Counted, Refusal> {
    let stretches = Arc::new(Stretches::of(prepared.learners.len()));
    let (tell, mut told) = mpsc::channel(AT_ONCE * 2);
    let mut workers = JoinSet::new();
    let cores = available_parallelism().map_or(1, NonZero::get);
    for _ in 0..cores.min(AT_ONCE).min(stretches.count()) {
        let (app, prepared, stretches, tell) =
            (app.clone(), prepared.clone(), stretches.clone(), tell.clone());
        let district = actor.district;
        workers.spawn(async move {
            let under = Mutex::new(prepared.under.clone());
            while let Some((place, range)) = stretches.next() {
                let learners = &prepared.learners[range];
                let input = (prepared.as_ref(), learners, &under);
                let done = app
                    .db
                    .read(input, |tx, (prepared, learners, under)| {
                        Box::pin(async move {
                            stretch(tx, district, prepared, learners, &mut *under.lock().await).await
                        })
                    })
                    .await
                    .map(|counted| (place, learners.len() as u64, counted));
                if tell.send(done).await.is_err() {
                    return;
                }
            }
        });
    }
    drop(tell);
    let (mut counted, mut done) = (Counted::default(), 0);
    // Dropped half way, the set of workers ends them.
    while let Some(some) = told.recv().await {
        let (place, learners, of_stretch) = some?;
        counted.add(place, of_stretch);
        done += learners;
        progress(done, total);
    }
    while let Some(ended) = workers.join_next().await {
        ended.map_err(|_| Refusal::Internal(store::StoreError::Crashed))?;
    }
    Ok(counted)
}
