//! Handing in once more what was not yet met.

use domain::{
    TaskId,
    task::{NotAgain, again},
};

use crate::{
    Actor, App, Refusal, access, chance, feedback,
    hand_in::{begun, own},
};

/// Begins once more, with the criteria that are not met yet; the last attempt stays as it is.
pub async fn begin_again(app: &App, actor: &Actor, task: TaskId) -> Result<i64, Refusal> {
    let now = chance::now();
    app.db
        .write(actor.clone(), move |tx, actor| {
            Box::pin(async move {
                access::may_write(actor)?;
                let (district, learner) = (actor.district, actor.person.as_learner());
                store::learner::lock(tx, district, learner, now).await?;
                let (whole, attempts, open) = own(tx, actor, task, now).await?;
                let last = attempts.last().ok_or(Refusal::NotFound("this work"))?;
                let feedback = feedback::released(tx, district, learner, &attempts).await?;
                let meetings = store::work::meetings(tx, district, learner, task).await?;
                let meetings: Vec<i64> = meetings.iter().map(|meeting| meeting.attempt).collect();
                let asked = again(&whole.task, last, &feedback::met(&whole, &feedback), &meetings, now);
                let asked = asked.map_err(|why| Refusal::Conflict(why_not(why).to_owned()))?;
                if !open {
                    return Err(Refusal::Conflict(why_not(NotAgain::Closed).to_owned()));
                }
                let mut next = begun(learner, task, last.attempt + 1, asked, now);
                // What was written is where the next attempt begins.
                next.words.clone_from(&last.words);
                next.link.clone_from(&last.link);
                next.files.clone_from(&last.files);
                store::work::add(tx, district, &next).await?;
                Ok::<_, Refusal>(next.attempt)
            })
        })
        .await
}

/// Why a learner cannot begin again, as a sentence for programs; pages have their own words.
pub fn why_not(why: NotAgain) -> &'static str {
    match why {
        NotAgain::NotYet => "The last attempt has no feedback yet.",
        NotAgain::AllMet => "Everything is met.",
        NotAgain::Most(_) => "This was handed in as often as the task allows.",
        NotAgain::Meeting => "A meeting comes before the next attempt.",
        NotAgain::Closed => "This task takes nothing more.",
    }
}
