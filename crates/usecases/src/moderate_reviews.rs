//! What learners say of a task's work, read by who releases it before anybody else does: what should not be said is
//! left out.

use domain::{
    LearnerId, RatingId, TaskId, Timestamp,
    access::Relationship,
    task::{RaterKind, WorkRating, WorkState},
};
use store::Tx;

use crate::{
    Actor, App, Refusal,
    access::{self, Action},
    chance,
    give_task::may,
    whole_task::{WholeTask, name},
};

/// What the learners of a class say of each other's work and of their own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reviews {
    /// The task.
    pub whole: WholeTask,
    /// Everything that is done, by whose work it is.
    pub rows: Vec<ReviewRow>,
    /// How many classmates' ratings were asked for.
    pub asked: usize,
}

/// What one learner says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReviewRow {
    /// What is said.
    pub rating: WorkRating,
    /// Whose work.
    pub learner: String,
    /// Who says it; the same for their own.
    pub reviewer: String,
    /// Whether the feedback is still to be released, so that it can be left out or taken in again.
    pub open: bool,
}

/// Lists what learners say of the work of a task.
pub async fn list_reviews(app: &App, actor: &Actor, task: TaskId) -> Result<Reviews, Refusal> {
    let now = chance::now();
    let (relationship, found) = app
        .db
        .read(actor.clone(), move |tx, actor| Box::pin(async move { load(tx, actor, task, now).await }))
        .await?;
    let mut learners: Vec<LearnerId> =
        found.rows.iter().flat_map(|one| [one.rating.learner, one.rating.rater.as_learner()]).collect();
    learners.sort_unstable();
    learners.dedup();
    access::log(app, actor, "ratings by learners", relationship, learners, now).await?;
    Ok(found)
}

async fn load(
    tx: &mut Tx,
    actor: &Actor,
    task: TaskId,
    now: Timestamp,
) -> Result<(Relationship, Reviews), Refusal> {
    let (district, today) = (actor.district, chance::date_of(actor.district, now));
    let whole = WholeTask::load(tx, district, task).await?;
    let relationship = may(tx, actor, &whole, Action::Whole, today).await?;
    let works = store::work::of_task(tx, district, task).await?;
    let ratings = store::work_rating::of_task(tx, district, task).await?;
    let asked = ratings.iter().filter(|one| one.seat.kind() == RaterKind::Peer).count();
    let mut rows = Vec::new();
    for rating in ratings {
        if rating.seat.kind() == RaterKind::Staff || rating.done_at.is_none() {
            continue;
        }
        let work = works.iter().find(|work| (work.learner, work.attempt) == (rating.learner, rating.attempt));
        let open = work.is_some_and(|work| work.state == WorkState::HandedIn);
        let learner = name(tx, district, rating.learner.as_person()).await?;
        let reviewer = name(tx, district, rating.rater).await?;
        rows.push(ReviewRow { rating, learner, reviewer, open });
    }
    rows.sort_by(|one, other| (&one.learner, one.rating.seat).cmp(&(&other.learner, other.rating.seat)));
    Ok((relationship, Reviews { whole, rows, asked }))
}

/// Leaves out what a learner says, or takes it in again, until the feedback is released.
pub async fn leave_out_review(
    app: &App,
    actor: &Actor,
    rating: RatingId,
    out: bool,
) -> Result<TaskId, Refusal> {
    const NONE: Refusal = Refusal::NotFound("this rating");
    access::may_write(actor)?;
    let now = chance::now();
    app.db
        .write(actor.clone(), move |tx, actor| {
            Box::pin(async move {
                let (district, today) = (actor.district, chance::date_of(actor.district, now));
                let found = store::work_rating::find(tx, district, rating).await?.ok_or(NONE)?;
                let whole = WholeTask::load(tx, district, found.task).await?;
                may(tx, actor, &whole, Action::Judge, today).await.map_err(|_| NONE)?;
                store::learner::lock(tx, district, found.learner, now).await?;
                let found = store::work_rating::find(tx, district, rating).await?.ok_or(NONE)?;
                let attempts = store::work::attempts(tx, district, found.learner, found.task).await?;
                let open = attempts
                    .iter()
                    .any(|work| work.attempt == found.attempt && work.state == WorkState::HandedIn);
                if !open || found.seat.kind() == RaterKind::Staff {
                    let why = "The feedback was released: what was said stands as it is.";
                    return Err(Refusal::Conflict(why.to_owned()));
                }
                let task = found.task;
                let left = WorkRating { left_out_at: out.then_some(now), ..found };
                store::work_rating::put(tx, district, &left).await?;
                Ok::<_, Refusal>(task)
            })
        })
        .await
}
