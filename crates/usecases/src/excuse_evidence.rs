//! Leaving a piece of evidence out of judgement without calling it wrong, and bringing it back.

use std::collections::BTreeSet;

use domain::{
    LearnerId, Timestamp,
    evidence::{Entry, Fact, Sequence},
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

/// What is to happen to a piece of evidence.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Wish {
    LeaveOut,
    BringBack,
}

/// Leaves one piece of evidence out, with a reason.
pub async fn excuse_evidence(
    app: &App,
    actor: &Actor,
    learner: LearnerId,
    entry: Sequence,
    reason: &str,
) -> Result<Sequence, Refusal> {
    change(app, actor, learner, entry, reason, Wish::LeaveOut).await
}

/// Brings a piece of evidence back that was left out, with a reason.
pub async fn bring_back_evidence(
    app: &App,
    actor: &Actor,
    learner: LearnerId,
    entry: Sequence,
    reason: &str,
) -> Result<Sequence, Refusal> {
    change(app, actor, learner, entry, reason, Wish::BringBack).await
}

async fn change(
    app: &App,
    actor: &Actor,
    learner: LearnerId,
    entry: Sequence,
    reason: &str,
    wish: Wish,
) -> Result<Sequence, Refusal> {
    let now = chance::now();
    let reason = text::required(reason, MOST_REASON_CHARACTERS).map_err(Refusal::text("reason"))?;
    let asked = Asked { actor: actor.clone(), learner, entry, reason, wish, now };
    let appended =
        app.db.write(asked, |tx, asked: &Asked| Box::pin(async move { asked.append(tx).await })).await?;
    told(app, actor, appended)
}

struct Asked {
    actor: Actor,
    learner: LearnerId,
    entry: Sequence,
    reason: String,
    wish: Wish,
    now: Timestamp,
}

impl Asked {
    async fn append(&self, tx: &mut Tx) -> Result<Appended, Refusal> {
        let district = self.actor.district;
        let today = chance::date_of(district, self.now);
        access::learner(tx, &self.actor, self.learner, Action::Judge, today).await?;
        store::learner::lock(tx, district, self.learner, self.now).await?;
        let found = store::evidence::find(tx, district, self.learner, self.entry).await?;
        let (Some(Fact::Evidence(_)), Some(competency)) =
            (found.as_ref().map(|sealed| &sealed.entry.fact), found.as_ref().and_then(|s| s.competency))
        else {
            return Err(Refusal::NotFound("this piece of evidence"));
        };
        let history = store::evidence::histories(tx, district, self.learner, &[competency]).await?;
        let entries: Vec<Entry> = history.into_iter().map(|sealed| sealed.entry).collect();
        let new = match (self.wish, standing_excusal(&entries, self.entry)) {
            (Wish::LeaveOut, None) => NewEntry {
                learner: self.learner,
                id: chance::evidence_id(self.now),
                recorded_by: Some(self.actor.person),
                fact: Fact::Excusal { of: self.entry, reason: self.reason.clone() },
            },
            (Wish::BringBack, Some(excusal)) => taking_back(&self.actor, self.learner, excusal, &self.reason),
            (Wish::LeaveOut, Some(_)) => {
                return Err(Refusal::Conflict("This is already left out.".to_owned()));
            }
            (Wish::BringBack, None) => {
                return Err(Refusal::Conflict("This is not left out.".to_owned()));
            }
        };
        ledger::append(tx, district, &[new], self.now).await
    }
}

/// The excusal that leaves `of` out now, if one does.
pub fn standing_excusal(entries: &[Entry], of: Sequence) -> Option<Sequence> {
    let taken_back: BTreeSet<Sequence> = entries
        .iter()
        .filter_map(|entry| match &entry.fact {
            Fact::Retraction { of, .. } => Some(*of),
            _ => None,
        })
        .collect();
    entries
        .iter()
        .rev()
        .filter(|entry| !taken_back.contains(&entry.sequence))
        .find(|entry| matches!(&entry.fact, Fact::Excusal { of: named, .. } if *named == of))
        .map(|entry| entry.sequence)
}

#[cfg(test)]
mod tests {
    use domain::EvidenceId;

    use super::*;

    fn entry(sequence: i64, fact: Fact) -> Entry {
        Entry {
            learner: LearnerId::from_bytes([1; 16]),
            sequence: Sequence(sequence),
            id: EvidenceId::from_bytes([2; 16]),
            recorded_at: Timestamp::UNIX_EPOCH,
            recorded_by: None,
            fact,
        }
    }

    fn excusal(of: i64) -> Fact {
        Fact::Excusal { of: Sequence(of), reason: "ill that day".to_owned() }
    }

    fn retraction(of: i64) -> Fact {
        Fact::Retraction { of: Sequence(of), reason: "a mistake".to_owned() }
    }

    #[test]
    fn nothing_is_left_out_without_an_excusal() {
        check(&[], None);
        check(&[excusal(9)], None);
    }

    #[test]
    fn an_excusal_stands_until_it_is_taken_back() {
        check(&[excusal(1)], Some(2));
        check(&[excusal(1), retraction(2)], None);
    }

    #[test]
    fn leaving_out_again_after_bringing_back_stands() {
        check(&[excusal(1), retraction(2), excusal(1)], Some(4));
    }

    /// Entries 2, 3, ... after a piece of evidence at 1.
    #[track_caller]
    fn check(facts: &[Fact], expected: Option<i64>) {
        let entries: Vec<Entry> = (2..).zip(facts).map(|(place, fact)| entry(place, fact.clone())).collect();
        assert_eq!(standing_excusal(&entries, Sequence(1)), expected.map(Sequence));
    }
}
