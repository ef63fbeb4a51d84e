//! Which entries count, and why the others do not.

use std::collections::BTreeMap;
use std::time::Duration;

use domain::{
    Timestamp,
    evidence::{Decision, Entry, Evidence, Fact, Sequence},
};

use crate::{
    conversion::{Worth, worth},
    judge::Case,
    measured::{Measured, NotRead},
    policy::{Alignment, Policy},
    rules::Instruments,
};

/// Whether a piece of evidence counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// It does.
    Counted,
    /// It was wrong.
    Retracted {
        /// The entry that says so.
        by: Sequence,
    },
    /// It is left out without being wrong.
    Excused {
        /// The entry that says so.
        by: Sequence,
    },
    /// Its content was lawfully erased.
    Erased,
    /// The work was done too long ago.
    TooOld {
        /// From when it no longer counted.
        since: Timestamp,
    },
    /// The policy gives its source no weight.
    SourceWithoutWeight,
    /// The policy gives its outcome no weight.
    OutcomeWithoutWeight,
    /// Another entry of the same answer counts already.
    SameAnswer {
        /// That entry.
        counted: Sequence,
    },
    /// The rule judges by parameters of items, and this is no answer to an item that has them.
    NotRead(NotRead),
    /// The rule judges by parameters of items, and the same item was answered again later.
    AnsweredAgain {
        /// That entry.
        counted: Sequence,
    },
}

/// Whether a decision stands over the rule.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DecisionStanding {
    /// It does.
    Stands,
    /// It was taken back.
    Retracted {
        /// The entry that says so.
        by: Sequence,
    },
    /// It stood until then.
    Expired {
        /// From when it no longer stood.
        since: Timestamp,
    },
    /// A later decision took its place.
    Replaced {
        /// That decision.
        by: Sequence,
    },
    /// Its level is not on the scale.
    UnknownLevel,
}

/// One entry that is, or was, evidence.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Considered<'a> {
    pub(crate) entry: &'a Entry,
    /// `None` when erased.
    pub(crate) evidence: Option<&'a Evidence>,
    pub(crate) standing: Standing,
    pub(crate) worth: Worth,
    pub(crate) weight: f64,
}

/// Every entry of a case in its place.
#[derive(Debug)]
pub(crate) struct Counting<'a> {
    /// Oldest work first, then by sequence; erased entries stand where they were recorded.
    pub(crate) considered: Vec<Considered<'a>>,
    /// By sequence.
    pub(crate) decisions: Vec<(&'a Entry, &'a Decision, DecisionStanding)>,
    /// The earliest moment after the case's at which something here stands differently.
    pub(crate) changes_at: Option<Timestamp>,
}

impl<'a> Counting<'a> {
    pub(crate) fn counted(&self) -> impl DoubleEndedIterator<Item = &Considered<'a>> {
        self.considered.iter().filter(|piece| piece.standing == Standing::Counted)
    }

    pub(crate) fn decision(&self) -> Option<&'a Decision> {
        let standing = self.decisions.iter().find(|(_, _, standing)| *standing == DecisionStanding::Stands);
        standing.map(|&(_, decision, _)| decision)
    }
}

/// Puts every entry of a case in its place.
pub(crate) fn count<'a>(case: &Case<'a>) -> Counting<'a> {
    let corrections = Corrections::of(case.entries);
    let mut counting = Counting {
        considered: Vec::with_capacity(case.entries.len()),
        decisions: Vec::new(),
        changes_at: None,
    };
    for entry in case.entries {
        match &entry.fact {
            Fact::Evidence(evidence) if case.concerns(evidence.competency) => {
                let (standing, until) = stand(case, &corrections, entry, evidence);
                counting.changes_at = earliest(counting.changes_at, until);
                counting.considered.push(Considered {
                    entry,
                    evidence: Some(evidence),
                    standing,
                    worth: worth(evidence, case.inputs.scale()),
                    weight: case.inputs.policy().source_weight(evidence.source).to_f64(),
                });
            }
            Fact::Erased => counting.considered.push(Considered {
                entry,
                evidence: None,
                standing: Standing::Erased,
                worth: Worth { fraction: 0.0, points: 0.0 },
                weight: 0.0,
            }),
            Fact::Decision(decision) if case.concerns(decision.competency) => {
                counting.decisions.push((entry, decision, DecisionStanding::Stands));
            }
            _ => {}
        }
    }
    counting.considered.sort_unstable_by_key(|piece| {
        let done = piece.evidence.map_or(piece.entry.recorded_at, |evidence| evidence.worked_at);
        (done, piece.entry.sequence)
    });
    if case.inputs.policy().alignment() == Alignment::Fused {
        fuse(&mut counting.considered);
    }
    if case.inputs.measured().is_some_and(|set| set.items().is_some()) {
        keep_newest(&mut counting.considered);
    }
    if !counting.decisions.is_empty() {
        let until = stand_decisions(case, &corrections, &mut counting.decisions);
        counting.changes_at = earliest(counting.changes_at, until);
    }
    counting
}

/// Where one piece of evidence stands, and until when if it counts.
fn stand(
    case: &Case<'_>,
    corrections: &Corrections,
    entry: &Entry,
    evidence: &Evidence,
) -> (Standing, Option<Timestamp>) {
    let policy = case.inputs.policy();
    if let Some(&by) = corrections.retracted.get(&entry.sequence) {
        return (Standing::Retracted { by }, None);
    }
    if let Some(&by) = corrections.excused.get(&entry.sequence) {
        return (Standing::Excused { by }, None);
    }
    if policy.source_weight(evidence.source) <= domain::Points::ZERO {
        return (Standing::SourceWithoutWeight, None);
    }
    let outcome = || evidence.instrument.as_deref().unwrap_or_default();
    if policy.rule().instruments == Instruments::Outcomes
        && policy.outcome_weight(outcome()) <= domain::Points::ZERO
    {
        return (Standing::OutcomeWithoutWeight, None);
    }
    if let Some(items) = case.inputs.measured().and_then(Measured::items)
        && let Err(why) = items.answer(evidence.instrument.as_deref(), &evidence.result)
    {
        return (Standing::NotRead(why), None);
    }
    // Last, so that what does not count for another reason never changes with time.
    let until = too_old_from(policy, evidence.worked_at);
    if let Some(since) = until.filter(|&until| until <= case.as_of) {
        return (Standing::TooOld { since }, None);
    }
    (Standing::Counted, until)
}

/// From when work of that moment no longer counts; `None` for never.
fn too_old_from(policy: &Policy, worked_at: Timestamp) -> Option<Timestamp> {
    let days = policy.too_old_days()?;
    worked_at.checked_add(Duration::from_secs(u64::from(days) * 86_400)).ok()
}

/// Lets only the first entry of each answer count.
fn fuse(considered: &mut [Considered<'_>]) {
    let mut first = BTreeMap::new();
    for piece in considered {
        let (Standing::Counted, Some(evidence)) = (piece.standing, piece.evidence) else { continue };
        let Some(instrument) = &evidence.instrument else { continue };
        let group = &evidence.result_group;
        let answer = (instrument, evidence.attempt, group, evidence.source, evidence.worked_at);
        let counted = *first.entry(answer).or_insert(piece.entry.sequence);
        if counted != piece.entry.sequence {
            piece.standing = Standing::SameAnswer { counted };
        }
    }
}

/// Lets only the newest answer to each item count: two answers to one item are not two witnesses.
fn keep_newest(considered: &mut [Considered<'_>]) {
    let mut newest = BTreeMap::new();
    for piece in considered.iter_mut().rev() {
        let (Standing::Counted, Some(evidence)) = (piece.standing, piece.evidence) else { continue };
        let counted = *newest.entry(&evidence.instrument).or_insert(piece.entry.sequence);
        if counted != piece.entry.sequence {
            piece.standing = Standing::AnsweredAgain { counted };
        }
    }
}

/// Lets the newest decision stand, if it has not expired; gives the moment it will.
fn stand_decisions(
    case: &Case<'_>,
    corrections: &Corrections,
    decisions: &mut [(&Entry, &Decision, DecisionStanding)],
) -> Option<Timestamp> {
    decisions.sort_unstable_by_key(|(entry, ..)| entry.sequence);
    let (mut newest, mut until) = (None, None);
    for (entry, decision, standing) in decisions.iter_mut().rev() {
        *standing = if let Some(&by) = corrections.retracted.get(&entry.sequence) {
            DecisionStanding::Retracted { by }
        } else if case.inputs.scale().level(&decision.level).is_none() {
            DecisionStanding::UnknownLevel
        } else if let Some(by) = newest {
            DecisionStanding::Replaced { by }
        } else {
            newest = Some(entry.sequence);
            match decision.expires_at {
                Some(since) if since <= case.as_of => DecisionStanding::Expired { since },
                expires_at => {
                    until = expires_at;
                    DecisionStanding::Stands
                }
            }
        };
    }
    until
}

fn earliest(one: Option<Timestamp>, other: Option<Timestamp>) -> Option<Timestamp> {
    match (one, other) {
        (Some(one), Some(other)) => Some(one.min(other)),
        (one, other) => one.or(other),
    }
}

/// What was taken back or left out, and by which entry.
struct Corrections {
    retracted: BTreeMap<Sequence, Sequence>,
    excused: BTreeMap<Sequence, Sequence>,
}

impl Corrections {
    /// A correction reaches back only, and one that was itself taken back does nothing: going from the
    /// newest to the oldest settles each before it is asked for.
    fn of(entries: &[Entry]) -> Self {
        let correcting = |entry: &&Entry| matches!(&entry.fact, Fact::Retraction { of, .. } | Fact::Excusal { of, .. } if *of < entry.sequence);
        let mut corrections: Vec<&Entry> = entries.iter().filter(correcting).collect();
        corrections.sort_unstable_by_key(|entry| std::cmp::Reverse(entry.sequence));
        let mut found = Self { retracted: BTreeMap::new(), excused: BTreeMap::new() };
        for entry in corrections {
            if found.retracted.contains_key(&entry.sequence) {
                continue;
            }
            match &entry.fact {
                Fact::Retraction { of, .. } => _ = found.retracted.insert(*of, entry.sequence),
                Fact::Excusal { of, .. } => _ = found.excused.insert(*of, entry.sequence),
                _ => {}
            }
        }
        found
    }
}
