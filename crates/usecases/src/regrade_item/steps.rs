//! The work of scoring anew, a few sittings in each transaction, behind what people wait for. Whoever stops half way
//! goes on where it stopped, and two who work at once do nothing twice.

use assessment::regrade::Losing;
use domain::{AssignmentId, CompetencyId, DistrictId, ItemId, LearnerId, RegradeId, SittingId, Timestamp};
use store::{StoreError, Tx, db::Turn, regrade::Regrade};

use super::{decided::Decided, reach::Reach};
use crate::{Actor, App, Change, Refusal, chance};

/// Sittings per transaction, so that nobody who answers waits behind it for long.
const SITTINGS: usize = 10;

/// Transactions that the clock makes at once of a regrade that nobody works on.
const STEPS_OF_A_TICK: usize = 100;

/// Scores whatever is left, to the end.
pub(super) async fn finish(app: &App, district: DistrictId, id: RegradeId) -> Result<Regrade, Refusal> {
    run(app, district, id, usize::MAX).await
}

/// Brings every regrade of an item that was left half way to its end, by its own terms.
pub(super) async fn finish_earlier(app: &App, district: DistrictId, item: ItemId) -> Result<(), Refusal> {
    for id in running(app, district, Some(item)).await? {
        ended(run(app, district, id, usize::MAX).await)?;
    }
    Ok(())
}

/// Goes on with every regrade that was left half way, some steps each; for the clock.
pub async fn go_on(app: &App, district: DistrictId) -> Result<(), Refusal> {
    for id in running(app, district, None).await? {
        ended(run(app, district, id, STEPS_OF_A_TICK).await)?;
    }
    Ok(())
}

async fn running(app: &App, district: DistrictId, item: Option<ItemId>) -> Result<Vec<RegradeId>, Refusal> {
    app.db
        .look_up((district, item), |tx, (district, item)| {
            Box::pin(async move { Ok::<_, Refusal>(store::regrade::running(tx, *district, *item).await?) })
        })
        .await
}

/// Whether what comes next may go on: a regrade that was refused has ended, and says why by itself.
fn ended(done: Result<Regrade, Refusal>) -> Result<(), Refusal> {
    match done {
        Err(failed @ (Refusal::Internal(_) | Refusal::Full)) => Err(failed),
        _ => Ok(()),
    }
}

async fn run(app: &App, district: DistrictId, id: RegradeId, most_steps: usize) -> Result<Regrade, Refusal> {
    let mut order: Option<Vec<(SittingId, LearnerId)>> = None;
    let mut one = found(app, district, id).await?;
    for _ in 0..most_steps {
        if one.finished_at.is_some() {
            break;
        }
        if order.is_none() {
            order = Some(left(app, district, &one).await?);
        }
        let all = order.as_deref().unwrap_or_default();
        let from = one.done_to.map_or(0, |last| all.partition_point(|(sitting, _)| *sitting <= last));
        let next: Vec<(SittingId, LearnerId)> = all[from..].iter().take(SITTINGS).copied().collect();
        let step = Step { district, id, is_last: from + next.len() == all.len(), next };
        let stepped =
            app.db.write_in(Turn::Behind, step, |tx, step| Box::pin(async move { step.run(tx).await }));
        match stepped.await {
            Ok(stepped) => {
                if !stepped.judged.is_empty() {
                    app.tell(Change::of_judgements(district, stepped.judged));
                }
                for assignment in stepped.assignments {
                    app.tell(Change::of_assignment(district, assignment));
                }
            }
            Err(failed @ (Refusal::Internal(_) | Refusal::Full)) => return Err(failed),
            Err(refusal) => {
                stop(app, district, id, refusal.to_string()).await?;
                return Err(refusal);
            }
        }
        one = found(app, district, id).await?;
    }
    Ok(one)
}

async fn found(app: &App, district: DistrictId, id: RegradeId) -> Result<Regrade, Refusal> {
    let found = app.db.look_up((district, id), |tx, (district, id)| {
        Box::pin(async move { Ok::<_, Refusal>(store::regrade::find(tx, *district, *id).await?) })
    });
    found.await?.ok_or(Refusal::NotFound("this regrade"))
}

/// The sittings that are theirs to score who began it, in the order of their ids; how many are not is noted.
async fn left(
    app: &App,
    district: DistrictId,
    one: &Regrade,
) -> Result<Vec<(SittingId, LearnerId)>, Refusal> {
    let now = chance::now();
    let (item, version, by) = (one.item, one.version, Actor::new(district, one.begun_by));
    let found = app.db.read(by, move |tx, by| {
        Box::pin(async move {
            let row = store::item::find(tx, district, item).await?.ok_or(Refusal::NotFound("this item"))?;
            Reach::load(tx, by, &row, version, now).await
        })
    });
    let mut all: Vec<(SittingId, LearnerId)> =
        found.await?.sittings.into_iter().map(|(learner, sitting)| (sitting, learner)).collect();
    all.sort_unstable();
    Ok(all)
}

/// Ends a regrade that cannot go on.
async fn stop(app: &App, district: DistrictId, id: RegradeId, why: String) -> Result<(), Refusal> {
    let now = chance::now();
    app.db
        .write(why, move |tx, why| {
            Box::pin(async move {
                let Some(mut one) = store::regrade::lock(tx, district, id).await? else { return Ok(()) };
                if one.finished_at.is_none() {
                    (one.finished_at, one.stopped_why) = (Some(now), why.clone());
                    store::regrade::update(tx, district, &one).await?;
                }
                Ok::<_, Refusal>(())
            })
        })
        .await
}

/// The next sittings that are scored anew.
struct Step {
    district: DistrictId,
    id: RegradeId,
    /// In the order of the sittings' ids.
    next: Vec<(SittingId, LearnerId)>,
    is_last: bool,
}

#[derive(Default)]
struct Stepped {
    judged: Vec<(LearnerId, CompetencyId)>,
    assignments: Vec<AssignmentId>,
}

impl Step {
    async fn run(&self, tx: &mut Tx) -> Result<Stepped, Refusal> {
        let (district, now) = (self.district, chance::now());
        let Some(mut one) = store::regrade::lock(tx, district, self.id).await? else {
            return Ok(Stepped::default());
        };
        let taken =
            self.next.first().is_some_and(|(first, _)| one.done_to.is_some_and(|last| *first <= last));
        if one.finished_at.is_some() || taken {
            // Somebody else was here first.
            return Ok(Stepped::default());
        }
        let stepped = self.score(tx, &mut one, now).await?;
        one.done_to = self.next.last().map(|(sitting, _)| *sitting).or(one.done_to);
        one.finished_at = self.is_last.then_some(now);
        store::regrade::update(tx, district, &one).await?;
        Ok(stepped)
    }

    async fn score(&self, tx: &mut Tx, one: &mut Regrade, now: Timestamp) -> Result<Stepped, Refusal> {
        let (district, by) = (self.district, Actor::new(self.district, one.begun_by));
        let losing = Losing::from_word(&one.losing)
            .ok_or_else(|| StoreError::Corrupt { column: "losing", value: one.losing.clone() })?;
        // In the order of learners, as the ledger locks.
        let mut next: Vec<(LearnerId, SittingId)> =
            self.next.iter().map(|(sitting, learner)| (*learner, *sitting)).collect();
        next.sort_unstable();
        for (learner, _) in &next {
            store::learner::lock(tx, district, *learner, now).await?;
        }
        let mut stepped = Stepped::default();
        for (_, sitting) in next {
            // A learner whose record was erased meanwhile has no sitting any more.
            if store::sitting::find(tx, district, sitting).await?.is_none() {
                continue;
            }
            let decided = Decided::load(tx, district, sitting, one.item, one.version, losing, now).await?;
            let assignment = decided.assignment();
            *(if decided.regrade.changes.is_empty() { &mut one.unchanged } else { &mut one.changed }) += 1;
            stepped.judged.extend(decided.write(tx, &by, &one.reason, now).await?);
            if !stepped.assignments.contains(&assignment) {
                stepped.assignments.push(assignment);
            }
        }
        Ok(stepped)
    }
}
