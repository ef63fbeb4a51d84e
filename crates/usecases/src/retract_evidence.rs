//! Taking an entry back: it no longer counts, and the ledger keeps it with the reason.

use domain::{
    EvidenceId, LearnerId, Timestamp,
    evidence::{Fact, Sequence},
    text,
};
use store::Tx;

use crate::{
    Actor, App, Change, Refusal,
    access::{self, Action},
    chance,
    ledger::{self, Appended, NewEntry, Receipt},
};

/// The most characters of a reason.
pub const MOST_REASON_CHARACTERS: usize = 1_000;

/// Takes back one piece of evidence of a learner, with a reason. Taking back twice is the same as once.
pub async fn retract_evidence(
    app: &App,
    actor: &Actor,
    learner: LearnerId,
    entry: Sequence,
    reason: &str,
) -> Result<Sequence, Refusal> {
    let now = chance::now();
    let reason = text::required(reason, MOST_REASON_CHARACTERS).map_err(Refusal::text("reason"))?;
    let input = (actor.clone(), learner, entry, reason);
    let appended = app
        .db
        .write(input, move |tx, (actor, learner, entry, reason)| {
            Box::pin(retract(tx, actor, *learner, *entry, reason, now))
        })
        .await?;
    told(app, actor, appended)
}

async fn retract(
    tx: &mut Tx,
    actor: &Actor,
    learner: LearnerId,
    entry: Sequence,
    reason: &str,
    now: Timestamp,
) -> Result<Appended, Refusal> {
    access::learner(tx, actor, learner, Action::Judge, chance::date_of(actor.district, now)).await?;
    let found = store::evidence::find(tx, actor.district, learner, entry).await?;
    match found.map(|sealed| sealed.entry.fact) {
        Some(Fact::Evidence(_)) => {}
        _ => return Err(Refusal::NotFound("this piece of evidence")),
    }
    let back = taking_back(actor, learner, entry, reason);
    ledger::append(tx, actor.district, &[back], now).await
}

/// An entry that takes back another. The same one is taken back once: nothing brings it back.
pub(crate) fn taking_back(actor: &Actor, learner: LearnerId, of: Sequence, reason: &str) -> NewEntry {
    let parts = ["retraction", &learner.to_string(), &of.0.to_string()];
    NewEntry {
        learner,
        id: EvidenceId::derived(actor.district, &parts),
        recorded_by: Some(actor.person),
        fact: Fact::Retraction { of, reason: reason.to_owned() },
    }
}

/// Tells who listens, and returns where the last entry stands in the chain.
pub(crate) fn told(app: &App, actor: &Actor, appended: Appended) -> Result<Sequence, Refusal> {
    let last = appended.receipts.into_iter().next_back();
    if !appended.judged.is_empty() {
        app.tell(Change::of_judgements(actor.district, appended.judged));
    }
    match last {
        Some(Receipt::Accepted(sequence) | Receipt::Repeated(sequence)) => Ok(sequence),
        Some(Receipt::Refused(why)) => Err(Refusal::Conflict(why)),
        None => Err(Refusal::NotFound("this entry")),
    }
}
