//! A request that carries a key is done once: sent again, it gets the answer of the first time.

use domain::{Timestamp, chain::Digest};
use store::{Tx, answered_request::AnsweredRequest};

use crate::{Actor, App, Refusal, chance};

/// How long an answer is kept.
pub(crate) const KEPT: jiff::SignedDuration = jiff::SignedDuration::from_hours(25);

/// What becomes of a request with a key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Claim {
    /// It comes for the first time: do it, then [`keep`] its answer or [`release`] its key.
    First,
    /// It was done.
    Done {
        /// HTTP status of the answer.
        status: u16,
        /// The answer as it was kept; `None` where it was too long.
        answer: Option<Vec<u8>>,
    },
    /// It came before and has no answer yet, or broke off with the program.
    Begun,
    /// The key belongs to another request of the same person.
    Taken,
}

/// Claims `key` for what was sent, whose digest is `request`. Keys are those of the person who asks.
pub async fn claim(app: &App, actor: &Actor, key: Digest, request: Digest) -> Result<Claim, Refusal> {
    let begun_at = chance::now();
    let new = AnsweredRequest { person: actor.person, key, request, begun_at, status: None, answer: None };
    let district = actor.district;
    app.db
        .write(new, move |tx, new: &AnsweredRequest| {
            Box::pin(async move {
                forget_old(tx, district, new, begun_at).await?;
                if store::answered_request::begin(tx, district, new).await? {
                    return Ok(Claim::First);
                }
                let known = store::answered_request::find(tx, district, new.person, &new.key).await?;
                Ok::<_, Refusal>(known.map_or(Claim::Begun, |known| claimed(known, new.request)))
            })
        })
        .await
}

/// A key that is over a day old is free again, whether or not it was swept yet.
async fn forget_old(
    tx: &mut Tx,
    district: domain::DistrictId,
    new: &AnsweredRequest,
    now: Timestamp,
) -> Result<(), Refusal> {
    let known = store::answered_request::find(tx, district, new.person, &new.key).await?;
    if known.is_some_and(|known| known.begun_at + KEPT < now) {
        store::answered_request::forget(tx, district, new.person, &new.key).await?;
    }
    Ok(())
}

/// How far a request with a claimed key is.
pub async fn look(app: &App, actor: &Actor, key: Digest, request: Digest) -> Result<Claim, Refusal> {
    app.db
        .look_up((actor.clone(), key), move |tx, (actor, key)| {
            Box::pin(async move {
                let known = store::answered_request::find(tx, actor.district, actor.person, key).await?;
                Ok(known.map_or(Claim::Begun, |known| claimed(known, request)))
            })
        })
        .await
}

fn claimed(known: AnsweredRequest, request: Digest) -> Claim {
    match known.status {
        _ if known.request != request => Claim::Taken,
        Some(status) => Claim::Done { status, answer: known.answer },
        None => Claim::Begun,
    }
}

/// Keeps the answer of a request whose key was claimed; `None` where it is too long.
pub async fn keep(
    app: &App,
    actor: &Actor,
    key: Digest,
    status: u16,
    answer: Option<Vec<u8>>,
) -> Result<(), Refusal> {
    app.db
        .write((actor.clone(), key, answer), move |tx, (actor, key, answer)| {
            Box::pin(async move {
                let (district, person) = (actor.district, actor.person);
                let answer = answer.as_deref();
                Ok(store::answered_request::keep(tx, district, person, key, status, answer).await?)
            })
        })
        .await
}

/// Frees the key of a request that was refused, so that it can be sent again, mended.
pub async fn release(app: &App, actor: &Actor, key: Digest) -> Result<(), Refusal> {
    app.db
        .write((actor.clone(), key), move |tx, (actor, key)| {
            Box::pin(async move {
                Ok(store::answered_request::forget(tx, actor.district, actor.person, key).await?)
            })
        })
        .await
}
