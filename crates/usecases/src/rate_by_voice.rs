//! Feedback by voice: recordings of a rater, which the learner hears once the feedback is released.

use domain::{RatingId, Timestamp, chain::Digest, item::FileValue, task::WorkRating};
use store::Tx;

use crate::{Actor, App, Refusal, access, chance, keep_content::Checked, media::Family, rate_work::load};

/// The most recordings of a rating.
const MOST_RECORDINGS: usize = 5;

/// Adds a recording to what a rater says.
pub async fn add_recording(
    app: &App,
    actor: &Actor,
    rating: RatingId,
    file: Checked,
) -> Result<FileValue, Refusal> {
    access::may_write(actor)?;
    if file.kind.family() != Family::Recording {
        return Err(Refusal::invalid("file", format!("is {}, and no recording", file.kind.name())));
    }
    let now = chance::now();
    app.db
        .write((actor.clone(), file), move |tx, (actor, file)| {
            Box::pin(async move {
                let mut rating = open(tx, actor, rating, now).await?;
                if rating.recordings.len() >= MOST_RECORDINGS {
                    let why = format!("is one too many: {MOST_RECORDINGS} are the most, take one away first");
                    return Err(Refusal::invalid("file", why));
                }
                // Not yet a part of the learner's record: it is when it is released.
                let kept = file.keep(tx, actor.district, None, now).await?;
                if !rating.recordings.contains(&kept.digest) {
                    rating.recordings.push(kept.digest);
                    store::work_rating::put(tx, actor.district, &rating).await?;
                }
                Ok::<_, Refusal>(kept)
            })
        })
        .await
}

/// Takes a recording away that was not released.
pub async fn remove_recording(
    app: &App,
    actor: &Actor,
    rating: RatingId,
    digest: Digest,
) -> Result<(), Refusal> {
    access::may_write(actor)?;
    let now = chance::now();
    app.db
        .write(actor.clone(), move |tx, actor| {
            Box::pin(async move {
                let mut rating = open(tx, actor, rating, now).await?;
                rating.recordings.retain(|one| *one != digest);
                Ok::<_, Refusal>(store::work_rating::put(tx, actor.district, &rating).await?)
            })
        })
        .await
}

/// The rating behind its lock, if its feedback was not released.
async fn open(tx: &mut Tx, actor: &Actor, id: RatingId, now: Timestamp) -> Result<WorkRating, Refusal> {
    let found = store::work_rating::find(tx, actor.district, id).await?;
    let found = found.ok_or(Refusal::NotFound("this rating"))?;
    store::learner::lock(tx, actor.district, found.learner, now).await?;
    let sheet = load(tx, actor, id, now).await?;
    if !sheet.open {
        let why = "This was released or decided meanwhile: it stands as it is.";
        return Err(Refusal::Conflict(why.to_owned()));
    }
    Ok(sheet.rating)
}
