//! Leaving a learner's evidence of a competency, or of an instrument, out of judgement.

use std::collections::BTreeSet;

use domain::{
    EvidenceId, LearnerId,
    batch::BatchAction,
    evidence::{Entry, Fact, Sequence},
};
use store::Tx;

use super::{Did, Doing, Undid, joined, many, parts};
use crate::{
    Refusal,
    excuse_evidence::standing_excusal,
    ledger::{self, NewEntry, Receipt},
    retract_evidence::taking_back,
};

/// What would be done.
pub(super) struct Plan {
    pub would: String,
    pieces: Vec<Sequence>,
}

pub(super) async fn plan(
    doing: &Doing,
    tx: &mut Tx,
    learner: LearnerId,
) -> Result<Result<Plan, String>, Refusal> {
    let BatchAction::Excuse { competency, instrument } = &doing.action else {
        return Ok(Err("this leaves nothing out".to_owned()));
    };
    let of: Vec<_> = competency.iter().copied().collect();
    let entries = history(doing, tx, learner, &of).await?;
    let taken_back = taken_back(&entries);
    let pieces: Vec<Sequence> = entries
        .iter()
        .filter(|entry| match &entry.fact {
            Fact::Evidence(evidence) => {
                competency.is_none_or(|competency| competency == evidence.competency)
                    && instrument.as_ref().is_none_or(|name| evidence.instrument.as_ref() == Some(name))
            }
            _ => false,
        })
        .map(|entry| entry.sequence)
        .filter(|piece| !taken_back.contains(piece) && standing_excusal(&entries, *piece).is_none())
        .collect();
    if pieces.is_empty() {
        return Ok(Err("has nothing of this that counts".to_owned()));
    }
    let would = format!("{} left out", many(pieces.len(), "piece of evidence is", "pieces of evidence are"));
    Ok(Ok(Plan { would, pieces }))
}

pub(super) async fn act(
    doing: &Doing,
    tx: &mut Tx,
    learner: LearnerId,
) -> Result<Result<Did, String>, Refusal> {
    let plan = match plan(doing, tx, learner).await? {
        Ok(plan) => plan,
        Err(why) => return Ok(Err(why)),
    };
    let batch = doing.batch.to_string();
    let excusal = |of: &Sequence| NewEntry {
        learner,
        id: EvidenceId::derived(
            doing.district(),
            &["batch", &batch, &learner.to_string(), &of.0.to_string()],
        ),
        recorded_by: Some(doing.actor.person),
        fact: Fact::Excusal { of: *of, reason: doing.reason.clone() },
    };
    let new: Vec<NewEntry> = plan.pieces.iter().map(excusal).collect();
    let appended = ledger::append(tx, doing.district(), &new, doing.now).await?;
    let recorded: Vec<i64> = recorded(&appended.receipts).map(|place| place.0).collect();
    Ok(Ok(Did { answer: plan.would, left_behind: joined(recorded), cells: appended.judged }))
}

pub(super) async fn undo(
    doing: &Doing,
    tx: &mut Tx,
    learner: LearnerId,
    left: &str,
) -> Result<Undid, Refusal> {
    let excusals: Vec<i64> = parts(left);
    let entries = history(doing, tx, learner, &[]).await?;
    let gone = taken_back(&entries);
    let standing: Vec<Sequence> =
        excusals.iter().map(|place| Sequence(*place)).filter(|place| !gone.contains(place)).collect();
    if standing.is_empty() {
        return Ok(Undid::Kept("somebody has brought it back already".to_owned()));
    }
    let back: Vec<NewEntry> =
        standing.iter().map(|excusal| taking_back(&doing.actor, learner, *excusal, &doing.reason)).collect();
    let appended = ledger::append(tx, doing.district(), &back, doing.now).await?;
    let answer =
        format!("{} again", many(standing.len(), "piece of evidence counts", "pieces of evidence count"));
    Ok(Undid::Undone(Did { answer, left_behind: left.to_owned(), cells: appended.judged }))
}

/// One learner's entries about some competencies; about all when none is named.
pub(super) async fn history(
    doing: &Doing,
    tx: &mut Tx,
    learner: LearnerId,
    of: &[domain::CompetencyId],
) -> Result<Vec<Entry>, Refusal> {
    let sealed = store::evidence::histories(tx, doing.district(), learner, of).await?;
    Ok(sealed.into_iter().map(|sealed| sealed.entry).collect())
}

/// The entries that were taken back.
pub(super) fn taken_back(entries: &[Entry]) -> BTreeSet<Sequence> {
    let of = |entry: &Entry| match &entry.fact {
        Fact::Retraction { of, .. } => Some(*of),
        _ => None,
    };
    entries.iter().filter_map(of).collect()
}

/// Where entries stand that were recorded.
pub(super) fn recorded(receipts: &[Receipt]) -> impl Iterator<Item = Sequence> {
    receipts.iter().filter_map(|receipt| match receipt {
        Receipt::Accepted(place) | Receipt::Repeated(place) => Some(*place),
        Receipt::Refused(_) => None,
    })
}
