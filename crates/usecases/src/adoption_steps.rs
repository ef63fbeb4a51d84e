//! The work of an adoption and of its undo, a few learners in each transaction, behind what people wait
//! for. Whoever stops half way goes on where it stopped, and two who work at once do nothing twice.

use std::collections::{BTreeMap, BTreeSet};

use domain::{
    AdoptionId, CompetencyId, DistrictId, LearnerId, Timestamp,
    judgement::Mastery,
    policy::{Scope, Setting},
};
use store::{
    Tx,
    adopted_cell::{AdoptedCell, NewJudgement},
    adoption::Adoption,
    db::Turn,
};

use crate::{
    App, Change, Refusal, chance,
    learner_places::Places,
    under_change::{Histories, UnderChange},
};

/// Learners per transaction, so that each takes less than 50 ms.
const LEARNERS: usize = 20;

/// Transactions that the clock makes at once of an adoption that nobody works on.
const STEPS_OF_A_TICK: usize = 100;

/// Learners to whom a setting of `scope` can apply and of whom anything is recorded, in id order.
pub(crate) async fn learners(
    tx: &mut Tx,
    district: DistrictId,
    scope: Scope,
    at: Timestamp,
) -> Result<BTreeSet<LearnerId>, Refusal> {
    let places = Places::load(tx, district, chance::date_of(district, at)).await?;
    let heads = store::learner::heads(tx, district, None, i64::MAX).await?;
    Ok(places.in_scope(heads.into_iter().map(|(learner, _)| learner), scope))
}

/// Judges or restores whoever is left, to the end. `progress` is told how many learners are done, and of
/// how many.
pub async fn finish(
    app: &App,
    district: DistrictId,
    id: AdoptionId,
    progress: &(dyn Fn(u64, u64) + Send + Sync),
) -> Result<(), Refusal> {
    run(app, district, id, usize::MAX, progress).await.map(drop)
}

/// Goes on with every adoption that was left half way, some steps each; for the clock.
pub async fn go_on(app: &App, district: DistrictId) -> Result<(), Refusal> {
    let open = app
        .db
        .look_up(district, |tx, district| {
            Box::pin(async move { Ok::<_, Refusal>(store::adoption::running(tx, *district).await?) })
        })
        .await?;
    for id in open {
        run(app, district, id, STEPS_OF_A_TICK, &|_, _| {}).await?;
    }
    Ok(())
}

async fn run(
    app: &App,
    district: DistrictId,
    id: AdoptionId,
    most_steps: usize,
    progress: &(dyn Fn(u64, u64) + Send + Sync),
) -> Result<(), Refusal> {
    let mut order: Option<Vec<LearnerId>> = None;
    for _ in 0..most_steps {
        let found = app
            .db
            .look_up((district, id), |tx, (district, id)| {
                Box::pin(async move { Ok::<_, Refusal>(store::adoption::find(tx, *district, *id).await?) })
            })
            .await?;
        let adoption = found.ok_or(Refusal::NotFound("this adoption"))?;
        let count = |number: i64| number.unsigned_abs();
        match &adoption.undo {
            None => progress(count(adoption.learners_done), count(adoption.learners_in_all)),
            Some(undo) => progress(count(undo.learners_restored), count(adoption.learners_done)),
        }
        if !adoption.is_running() {
            return Ok(());
        }
        let cells = if adoption.stands() {
            if order.is_none() {
                order = Some(left(app, district, &adoption).await?);
            }
            let all = order.as_deref().unwrap_or_default();
            let from = adoption.judged_to.map_or(0, |last| all.partition_point(|one| *one <= last));
            let next: Vec<LearnerId> = all[from..].iter().take(LEARNERS).copied().collect();
            let step = Step { district, id, is_last: from + next.len() == all.len(), next };
            app.db.write_in(Turn::Behind, step, |tx, step| Box::pin(judge(tx, step))).await?
        } else {
            app.db
                .write_in(Turn::Behind, (district, id), |tx, (district, id)| {
                    Box::pin(restore(tx, *district, *id))
                })
                .await?
        };
        if !cells.is_empty() {
            app.tell(Change::of_judgements(district, cells));
        }
    }
    Ok(())
}

/// Everybody to whom the adoption can apply.
async fn left(app: &App, district: DistrictId, adoption: &Adoption) -> Result<Vec<LearnerId>, Refusal> {
    let (scope, at) = (adoption.scope, adoption.adopted_at);
    let all =
        app.db.read((), |tx, ()| Box::pin(async move { learners(tx, district, scope, at).await })).await?;
    Ok(all.into_iter().collect())
}

/// The next learners of an adoption.
struct Step {
    district: DistrictId,
    id: AdoptionId,
    /// In id order, as the ledger locks.
    next: Vec<LearnerId>,
    is_last: bool,
}

/// Judges the next learners. Each is locked first: an entry that waits for the lock is judged with the new
/// version, one that was before it is read here.
async fn judge(tx: &mut Tx, step: &Step) -> Result<Vec<(LearnerId, CompetencyId)>, Refusal> {
    let district = step.district;
    let Some(adoption) = store::adoption::lock(tx, district, step.id).await? else { return Ok(Vec::new()) };
    let taken = step.next.first().is_some_and(|first| adoption.judged_to.is_some_and(|last| *first <= last));
    if !adoption.stands() || !adoption.is_running() || taken {
        // Somebody else was here first, or it was undone.
        return Ok(Vec::new());
    }
    let setting = adopted(tx, district, &adoption).await?;
    let mut stored: BTreeMap<LearnerId, Vec<Mastery>> = BTreeMap::new();
    for learner in &step.next {
        store::learner::lock(tx, district, *learner, adoption.adopted_at).await?;
        stored.insert(*learner, store::mastery::of_learner(tx, district, *learner).await?);
    }
    let of: BTreeSet<CompetencyId> = stored.values().flatten().map(|one| one.competency).collect();
    let of: Vec<CompetencyId> = of.into_iter().collect();
    let mut under = UnderChange::load(tx, district, &of, &setting, adoption.adopted_at).await?;
    let (mut judged, mut cells) = (Vec::new(), Vec::new());
    for (learner, stored) in &stored {
        let contexts = under.with().contexts(tx, *learner).await?;
        let concerned = under.concerned(&contexts, stored)?;
        if concerned.is_empty() {
            continue;
        }
        let mut histories = Histories::new();
        for sealed in store::evidence::histories(tx, district, *learner, &[]).await? {
            if let Some(competency) = sealed.competency {
                histories.entry(competency).or_default().push(sealed.entry);
            }
        }
        for cell in concerned {
            let Some((after, turn)) = under.judge(*learner, &cell, &histories)? else { continue };
            cells.push(AdoptedCell {
                learner: *learner,
                competency: cell.competency,
                context: cell.context,
                turn: turn.word().to_owned(),
                new: NewJudgement {
                    value: after.finding.value,
                    level: after.finding.level.clone(),
                    mastered: after.finding.mastered,
                    inputs: after.inputs,
                    read_to: after.last_sequence,
                },
                before: cell.before.cloned(),
            });
            judged.push(after);
        }
    }
    store::judgement_input::keep(tx, district, &under.named_inputs()).await?;
    store::adopted_cell::add(tx, district, step.id, &cells).await?;
    store::mastery::put(tx, district, &judged).await?;
    let more = i64::try_from(step.next.len()).unwrap_or(i64::MAX);
    let last = step.next.last().copied().or(adoption.judged_to);
    let finished = step.is_last.then(chance::now);
    store::adoption::judged(tx, district, step.id, (last, more), finished).await?;
    Ok(judged.iter().map(|one| (one.learner, one.competency)).collect())
}

/// The setting that was adopted.
async fn adopted(tx: &mut Tx, district: DistrictId, adoption: &Adoption) -> Result<Setting, Refusal> {
    let all = store::policy::list(tx, district).await?;
    let found = all.into_iter().map(|one| one.setting).find(|one| {
        (one.scope, one.effect, one.version) == (adoption.scope, adoption.effect, adoption.version)
            && one.field == adoption.field
    });
    found.ok_or_else(|| Refusal::Conflict("The version that was adopted is not there any more.".to_owned()))
}

/// Puts back what stood before for the next learners. A judgement that was made again since, because
/// evidence or a decision came in, stands as it is.
async fn restore(
    tx: &mut Tx,
    district: DistrictId,
    id: AdoptionId,
) -> Result<Vec<(LearnerId, CompetencyId)>, Refusal> {
    let Some(adoption) = store::adoption::lock(tx, district, id).await? else { return Ok(Vec::new()) };
    let Some(undo) = adoption.undo.as_ref().filter(|undo| undo.finished_at.is_none()) else {
        return Ok(Vec::new());
    };
    let limit = i64::try_from(LEARNERS).unwrap_or(1);
    let cells = store::adopted_cell::of_next(tx, district, id, undo.restored_to, limit).await?;
    let learners: BTreeSet<LearnerId> = cells.iter().map(|cell| cell.learner).collect();
    let mut stored: BTreeMap<LearnerId, Vec<Mastery>> = BTreeMap::new();
    for learner in &learners {
        store::learner::lock(tx, district, *learner, undo.at).await?;
        stored.insert(*learner, store::mastery::of_learner(tx, district, *learner).await?);
    }
    let (mut before, mut touched) = (Vec::new(), Vec::new());
    for cell in cells {
        let of = stored.get(&cell.learner).map(Vec::as_slice).unwrap_or_default();
        let key = (cell.competency, cell.context);
        let still = of.iter().any(|one| {
            (one.competency, one.context) == key
                && (one.inputs, one.last_sequence) == (cell.new.inputs, cell.new.read_to)
        });
        if !still {
            continue;
        }
        touched.push((cell.learner, cell.competency));
        match cell.before {
            Some(judgement) => before.push(judgement),
            None => {
                store::mastery::remove_one(tx, district, cell.learner, cell.competency, cell.context).await?;
            }
        }
    }
    store::mastery::put(tx, district, &before).await?;
    let more = i64::try_from(learners.len()).unwrap_or(i64::MAX);
    let last = learners.last().copied().or(undo.restored_to);
    let finished = (learners.len() < LEARNERS).then(chance::now);
    store::adoption::restored(tx, district, id, (last, more), finished).await?;
    Ok(touched)
}
