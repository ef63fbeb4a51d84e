//! An educator's decision about one competency, with a reason, and taking it back.

use std::collections::BTreeSet;

use domain::{
    CompetencyId, LearnerId, Timestamp,
    evidence::{Decision, Entry, Fact, Sequence},
    text,
};
use store::Tx;

use crate::{
    Actor, App, Refusal,
    access::{self, Action},
    chance,
    ledger::{self, Appended, NewEntry},
    retract_evidence::{MOST_REASON_CHARACTERS, taking_back, told},
};

/// What is decided.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewDecision {
    /// Of what.
    pub competency: CompetencyId,
    /// Code of the level, on the framework's scale.
    pub level: String,
    /// Why; shown wherever the judgement is shown.
    pub reason: String,
    /// From when it no longer stands; `None` for until it is taken back.
    pub expires_at: Option<Timestamp>,
}

/// Decides the level of one competency over the rule.
pub async fn decide_mastery(
    app: &App,
    actor: &Actor,
    learner: LearnerId,
    decision: NewDecision,
) -> Result<Sequence, Refusal> {
    let now = chance::now();
    let reason = text::required(&decision.reason, MOST_REASON_CHARACTERS).map_err(Refusal::text("reason"))?;
    if decision.expires_at.is_some_and(|at| at <= now) {
        return Err(Refusal::invalid("expires", "has passed: choose a later day, or none"));
    }
    let new = NewEntry {
        learner,
        id: chance::evidence_id(now),
        recorded_by: Some(actor.person),
        fact: Fact::Decision(Decision {
            competency: decision.competency,
            level: decision.level,
            reason,
            judge: actor.person,
            expires_at: decision.expires_at,
        }),
    };
    let appended = app
        .db
        .write((actor.clone(), new), move |tx, (actor, new)| Box::pin(decide(tx, actor, new, now)))
        .await?;
    told(app, actor, appended)
}

async fn decide(tx: &mut Tx, actor: &Actor, new: &NewEntry, now: Timestamp) -> Result<Appended, Refusal> {
    access::learner(tx, actor, new.learner, Action::Judge, chance::date_of(actor.district, now)).await?;
    ledger::append(tx, actor.district, std::slice::from_ref(new), now).await
}

/// Takes back every decision about one competency that stands, with a reason: the rule judges again.
pub async fn withdraw_decision(
    app: &App,
    actor: &Actor,
    learner: LearnerId,
    competency: CompetencyId,
    reason: &str,
) -> Result<Sequence, Refusal> {
    let now = chance::now();
    let reason = text::required(reason, MOST_REASON_CHARACTERS).map_err(Refusal::text("reason"))?;
    let input = (actor.clone(), learner, competency, reason);
    let appended = app
        .db
        .write(input, move |tx, (actor, learner, competency, reason)| {
            Box::pin(withdraw(tx, actor, (*learner, *competency), reason, now))
        })
        .await?;
    told(app, actor, appended)
}

async fn withdraw(
    tx: &mut Tx,
    actor: &Actor,
    (learner, competency): (LearnerId, CompetencyId),
    reason: &str,
    now: Timestamp,
) -> Result<Appended, Refusal> {
    access::learner(tx, actor, learner, Action::Judge, chance::date_of(actor.district, now)).await?;
    store::learner::lock(tx, actor.district, learner, now).await?;
    // A decision about an older version stands here too, where its evidence is carried.
    let links = store::crosswalk::around(tx, actor.district, competency, None).await?;
    let mut of: Vec<CompetencyId> =
        mastery::crosswalk::Crosswalk::of(links).sources(competency).into_iter().collect();
    of.push(competency);
    let history = store::evidence::histories(tx, actor.district, learner, &of).await?;
    let entries: Vec<Entry> = history.into_iter().map(|sealed| sealed.entry).collect();
    let standing = standing_decisions(&entries);
    if standing.is_empty() {
        return Err(Refusal::Conflict("No decision stands here.".to_owned()));
    }
    let batch: Vec<NewEntry> =
        standing.into_iter().map(|decision| taking_back(actor, learner, decision, reason)).collect();
    ledger::append(tx, actor.district, &batch, now).await
}

/// The decisions that were not taken back, whether expired or not.
fn standing_decisions(entries: &[Entry]) -> Vec<Sequence> {
    let taken_back: BTreeSet<Sequence> = entries
        .iter()
        .filter_map(|entry| match &entry.fact {
            Fact::Retraction { of, .. } => Some(*of),
            _ => None,
        })
        .collect();
    entries
        .iter()
        .filter(|entry| matches!(entry.fact, Fact::Decision(_)) && !taken_back.contains(&entry.sequence))
        .map(|entry| entry.sequence)
        .collect()
}
