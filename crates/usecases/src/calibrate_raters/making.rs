//! Making a round, and closing it.

use super::{
    Action, Actor, App, CalibrationBar, CalibrationPiece, CalibrationRound, CalibrationRoundId, LearnerId,
    MOST_PIECES, Mark, NONE, Points, Refusal, TaskId, Timestamp, Tx, WholeTask, Work, WorkState, access,
    chance, may,
};

/// A round to be made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewRound {
    /// Whose work, and which attempt: each released, so that its marks are settled.
    pub works: Vec<(LearnerId, i64)>,
    /// What is to be reached.
    pub bar: CalibrationBar,
}

/// Makes a round of released work of a task.
pub async fn make_round(
    app: &App,
    actor: &Actor,
    task: TaskId,
    new: NewRound,
) -> Result<CalibrationRoundId, Refusal> {
    let (now, new) = (chance::now(), checked(new)?);
    app.db
        .write((actor.clone(), new), move |tx, (actor, new)| {
            Box::pin(async move { make(tx, actor, task, new, now).await })
        })
        .await
}

fn checked(mut new: NewRound) -> Result<NewRound, Refusal> {
    new.works.sort_unstable();
    new.works.dedup();
    if new.works.is_empty() || new.works.len() > MOST_PIECES {
        return Err(Refusal::invalid("works", format!("must be 1 to {MOST_PIECES} pieces of released work")));
    }
    let shares = [Some(new.bar.exact), Some(new.bar.adjacent), new.bar.weighted];
    if shares.into_iter().flatten().any(|share| !(Points::ZERO..=Points::ONE).contains(&share)) {
        return Err(Refusal::invalid("bar", "must be shares of 0 to 100 %, and a kappa of 0 to 1"));
    }
    if new.bar.adjacent < new.bar.exact {
        let why = "asks for more exact marks than marks within one level: the second share is the larger one";
        return Err(Refusal::invalid("bar", why));
    }
    Ok(new)
}

async fn make(
    tx: &mut Tx,
    actor: &Actor,
    task: TaskId,
    new: &NewRound,
    now: Timestamp,
) -> Result<CalibrationRoundId, Refusal> {
    let (district, today) = (actor.district, chance::date_of(actor.district, now));
    let whole = WholeTask::load(tx, district, task).await?;
    may(tx, actor, &whole, Action::Judge, today).await?;
    let works = store::work::of_task(tx, district, task).await?;
    let mut pieces = Vec::with_capacity(new.works.len());
    for (place, (learner, attempt)) in (0_i64..).zip(&new.works) {
        let is_it = |work: &&Work| (work.learner, work.attempt) == (*learner, *attempt);
        let released = works.iter().find(is_it).filter(|work| work.state == WorkState::Released);
        if released.is_none() {
            return Err(Refusal::invalid(
                "works",
                "names work that is not released: its marks are not settled",
            ));
        }
        let mut results = store::work::results(tx, district, *learner).await?;
        let anchors = results.remove(&(task, *attempt)).unwrap_or_default();
        let levels = anchors.iter().filter(|one| matches!(one.mark, Some(Mark::Level(_)))).count();
        if levels == 0 {
            return Err(Refusal::invalid(
                "works",
                "names work without a single level: nothing can be compared",
            ));
        }
        pieces.push(CalibrationPiece { place, learner: *learner, attempt: *attempt, anchors });
    }
    let round = CalibrationRound {
        id: chance::calibration_round_id(now),
        task,
        rubric: whole.task.rubric,
        rubric_version: whole.task.rubric_version,
        bar: new.bar,
        made_by: actor.person,
        made_at: now,
        closed_at: None,
    };
    store::calibration_round::put(tx, district, &round).await?;
    store::calibration_round::add_pieces(tx, district, &round, &pieces).await?;
    Ok(round.id)
}

/// Closes a round: nobody begins it any more, and who has passed stays calibrated.
pub async fn close_round(app: &App, actor: &Actor, round: CalibrationRoundId) -> Result<(), Refusal> {
    access::may_write(actor)?;
    let now = chance::now();
    app.db
        .write(actor.clone(), move |tx, actor| {
            Box::pin(async move {
                let (district, today) = (actor.district, chance::date_of(actor.district, now));
                let found = store::calibration_round::find(tx, district, round).await?.ok_or(NONE)?;
                let whole = WholeTask::load(tx, district, found.task).await?;
                may(tx, actor, &whole, Action::Judge, today).await.map_err(|_| NONE)?;
                let closed = CalibrationRound { closed_at: Some(now), ..found };
                Ok::<_, Refusal>(store::calibration_round::put(tx, district, &closed).await?)
            })
        })
        .await
}
