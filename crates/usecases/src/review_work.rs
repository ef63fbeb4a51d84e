//! Rating by learners: their own work, and that of classmates without being told whose it is. What they say is
//! evidence of a source of its own, which counts only where a policy gives it a weight.

use domain::{
    DistrictId, RatingId, TaskId, Timestamp,
    access::Relationship,
    chain::Digest,
    item::FileValue,
    people::SectionRole,
    task::{RaterKind, Seat, Work, WorkRating, WorkState},
};
use store::Tx;

use crate::{
    Actor, App, Refusal, access, chance,
    keep_content::{self, Shown, Stretch},
    rate_work::blind_name,
    said::Said,
    whole_task::{WholeTask, files, seat},
};

const NONE: Refusal = Refusal::NotFound("this work");

/// A piece of work that a learner may rate.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Review {
    /// The rating.
    pub rating: WorkRating,
    /// The task's title.
    pub title: String,
}

/// A piece of work as a learner rates it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReviewSheet {
    /// What is said so far.
    pub rating: WorkRating,
    /// The task with its rubric.
    pub whole: WholeTask,
    /// The work.
    pub work: Work,
    /// Its files; of a classmate's work their names say nothing.
    pub files: Vec<FileValue>,
    /// Whether it can still be changed: its feedback was not released.
    pub open: bool,
}

/// Gives a learner the seat of their own work, where the task has one.
pub(crate) async fn ask(
    tx: &mut Tx,
    district: DistrictId,
    whole: &WholeTask,
    work: &Work,
    now: Timestamp,
) -> Result<(), Refusal> {
    if whole.task.judging.own {
        let own = work.learner.as_person();
        seat(tx, district, work, Seat::Own, (&[own], &[]), now).await?;
    }
    Ok(())
}

/// What a learner may rate now, of one task or of all; what is done comes last.
pub(crate) async fn of_reviewer(
    tx: &mut Tx,
    actor: &Actor,
    task: Option<TaskId>,
) -> Result<Vec<Review>, Refusal> {
    let mut found = Vec::new();
    for rating in store::work_rating::of_rater(tx, actor.district, actor.person).await? {
        let other = task.is_some_and(|task| task != rating.task);
        if other || rating.seat.kind() == RaterKind::Staff {
            continue;
        }
        let attempts = store::work::attempts(tx, actor.district, rating.learner, rating.task).await?;
        if attempts.iter().any(|work| work.attempt == rating.attempt && work.state == WorkState::HandedIn) {
            let task = store::task::find(tx, actor.district, rating.task).await?.ok_or(NONE)?;
            found.push(Review { rating, title: task.title });
        }
    }
    found.sort_by_key(|one| (one.rating.done_at.is_some(), one.rating.given_at, one.rating.id));
    Ok(found)
}

/// Shows a piece of work to the learner who rates it.
pub async fn show_review(app: &App, actor: &Actor, rating: RatingId) -> Result<ReviewSheet, Refusal> {
    let now = chance::now();
    let sheet = app
        .db
        .read(actor.clone(), move |tx, actor| Box::pin(async move { load(tx, actor, rating, now).await }))
        .await?;
    log(app, actor, &sheet, now).await?;
    Ok(sheet)
}

async fn log(app: &App, actor: &Actor, sheet: &ReviewSheet, now: Timestamp) -> Result<(), Refusal> {
    let by = if sheet.rating.seat == Seat::Own { Relationship::Own } else { Relationship::Classmate };
    access::log(app, actor, "work", by, vec![sheet.rating.learner], now).await
}

async fn load(tx: &mut Tx, actor: &Actor, id: RatingId, now: Timestamp) -> Result<ReviewSheet, Refusal> {
    let district = actor.district;
    let rating = store::work_rating::find(tx, district, id).await?.ok_or(NONE)?;
    if rating.rater != actor.person || rating.seat.kind() == RaterKind::Staff {
        return Err(NONE);
    }
    let whole = WholeTask::load(tx, district, rating.task).await?;
    // Who has left the class is shown nothing of it any more.
    let today = chance::date_of(district, now);
    let places = store::enrollment::of_person_in(tx, district, actor.person, whole.section.id).await?;
    if !places.iter().any(|place| place.role == SectionRole::Learner && place.dates.contains(today)) {
        return Err(NONE);
    }
    let attempts = store::work::attempts(tx, district, rating.learner, rating.task).await?;
    let work = attempts.into_iter().find(|work| work.attempt == rating.attempt).ok_or(NONE)?;
    let mut files = files(tx, district, rating.learner, &work).await?;
    let open = work.state == WorkState::HandedIn && rating.left_out_at.is_none();
    if rating.seat.kind() == RaterKind::Peer {
        // What classmates handed in is theirs again once it is released.
        if !open {
            return Err(NONE);
        }
        for (place, file) in files.iter_mut().enumerate() {
            file.name = blind_name(&file.name, place);
        }
    }
    Ok(ReviewSheet { rating, whole, work, files, open })
}

/// A file of a piece of work, for the learner who rates it.
pub async fn show_review_file(
    app: &App,
    actor: &Actor,
    rating: RatingId,
    digest: Digest,
    stretch: Stretch,
) -> Result<Option<Shown>, Refusal> {
    let now = chance::now();
    let (sheet, shown) = app
        .db
        .read(actor.clone(), move |tx, actor| {
            Box::pin(async move {
                let sheet = load(tx, actor, rating, now).await?;
                let file = sheet.files.iter().find(|file| file.digest == digest);
                let name = file.ok_or(Refusal::NotFound("this file"))?.name.clone();
                let shown = keep_content::read(tx, actor.district, &digest, name, stretch).await?;
                Ok::<_, Refusal>((sheet, shown))
            })
        })
        .await?;
    log(app, actor, &sheet, now).await?;
    Ok(shown)
}

/// Keeps what a learner says of a piece of work; done, it can be changed until the feedback is released.
pub async fn review_work(app: &App, actor: &Actor, rating: RatingId, said: Said) -> Result<(), Refusal> {
    access::may_write(actor)?;
    let (now, said) = (chance::now(), said.checked()?);
    app.db
        .write((actor.clone(), said), move |tx, (actor, said)| {
            Box::pin(async move {
                let found = store::work_rating::find(tx, actor.district, rating).await?.ok_or(NONE)?;
                store::learner::lock(tx, actor.district, found.learner, now).await?;
                let sheet = load(tx, actor, rating, now).await?;
                if !sheet.open {
                    let why = "The feedback on this was released meanwhile: it stands as it is.";
                    return Err(Refusal::Conflict(why.to_owned()));
                }
                let rating = WorkRating {
                    marks: said.marks_on(&sheet.whole.rubric, &sheet.work.asked)?,
                    comment: said.comment.clone(),
                    done_at: said.done.then_some(now),
                    ..sheet.rating
                };
                Ok::<_, Refusal>(store::work_rating::put(tx, actor.district, &rating).await?)
            })
        })
        .await
}
