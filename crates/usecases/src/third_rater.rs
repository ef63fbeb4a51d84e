//! Who decides where two raters are too far apart.

use domain::{
    LearnerId, PersonId, TaskId, Timestamp,
    task::{Seat, Work, WorkRating},
};
use store::Tx;

use crate::{
    Actor, App, Refusal,
    access::Action,
    chance,
    give_task::may,
    rated::{Rated, rated},
    whole_task::{WholeTask, educators, seat, works},
};

/// Asks a third person where two are done and too far apart, and somebody else is there to be asked.
pub(crate) async fn ask(
    tx: &mut Tx,
    actor: &Actor,
    whole: &WholeTask,
    work: &Work,
    now: Timestamp,
) -> Result<(), Refusal> {
    let district = actor.district;
    let all = store::work_rating::of_task(tx, district, work.task).await?;
    let of_work: Vec<&WorkRating> =
        all.iter().filter(|one| one.learner == work.learner && one.attempt == work.attempt).collect();
    if !matches!(rated(&whole.task, work, &of_work), Rated::Apart(_)) {
        return Ok(());
    }
    let today = chance::date_of(district, now);
    let mut pool = whole.pool(tx, district, today).await?;
    pool.extend(educators(tx, district, &whole.section, today).await?);
    let mut not: Vec<PersonId> = of_work.iter().map(|one| one.rater).collect();
    not.push(work.learner.as_person());
    seat(tx, district, work, Seat::Third, (&pool, &not), now).await.map(drop)
}

/// Asks somebody by name to decide between two, for who releases: where nobody could be asked, or somebody else
/// is to.
pub async fn name_third(
    app: &App,
    actor: &Actor,
    (task, learner): (TaskId, LearnerId),
    person: PersonId,
) -> Result<(), Refusal> {
    let now = chance::now();
    app.db
        .write(actor.clone(), move |tx, actor| {
            Box::pin(async move {
                let (district, today) = (actor.district, chance::date_of(actor.district, now));
                let whole = WholeTask::load(tx, district, task).await?;
                may(tx, actor, &whole, Action::Judge, today).await?;
                store::learner::lock(tx, district, learner, now).await?;
                let attempts = store::work::attempts(tx, district, learner, task).await?;
                let work = attempts.last().ok_or(Refusal::NotFound("this work"))?;
                let all = store::work_rating::of_task(tx, district, task).await?;
                let two: Vec<&WorkRating> = all
                    .iter()
                    .filter(|one| one.learner == learner && one.attempt == work.attempt)
                    .filter(|one| matches!(one.seat, Seat::First | Seat::Second))
                    .collect();
                if !matches!(rated(&whole.task, work, &two), Rated::Apart(_)) {
                    return Err(Refusal::Conflict("Nothing is to be decided here.".to_owned()));
                }
                let works = works(tx, district, person, today).await?;
                let rated_already = two.iter().any(|one| one.rater == person);
                if !works || rated_already || person == learner.as_person() {
                    return Err(Refusal::invalid("person", "must work here, and be none of the two"));
                }
                let not: Vec<PersonId> = two.iter().map(|one| one.rater).collect();
                seat(tx, district, work, Seat::Third, (&[person], &not), now).await.map(drop)
            })
        })
        .await
}
