//! A judgement: value, level, trend, and the digest of the *why*.

use std::collections::BTreeMap;

use domain::{CompetencyId, Points, Timestamp, chain::Digest, evidence::Entry, judgement::Finding};
use sha2::{Digest as _, Sha256};

use crate::{
    counting::{Considered, Counting, DecisionStanding, Standing, count},
    mean::Sum,
    measured::NotRead,
    policy::Inputs,
    rounding::half_away,
    rules::{Piece, Sample},
};

/// The decimals of a value; it is rounded once, at the end.
const DECIMALS: u8 = 2;

/// What is judged: one learner, one competency, one moment.
#[derive(Debug, Clone, Copy)]
pub struct Case<'a> {
    /// All entries of one learner that concern the competency and the older ones whose evidence it takes
    /// in, in any order: evidence and decisions, and the retractions and excusals of those. Evidence of
    /// others is passed over.
    pub entries: &'a [Entry],
    /// The competency.
    pub competency: CompetencyId,
    /// Policy and scale.
    pub inputs: &'a Inputs,
    /// The moment: what is too old or expired by then does not count.
    pub as_of: Timestamp,
}

impl Case<'_> {
    /// Whether what is said about `competency` counts: the judged one, or an older version of it.
    pub fn concerns(&self, competency: CompetencyId) -> bool {
        competency == self.competency || self.inputs.takes_in(competency)
    }
}

/// A judgement, ready to be stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Judged {
    /// What was found.
    pub finding: Finding,
    /// Digest of the *why*; the explanation of the same case has the same.
    pub why: Digest,
    /// Version of the rule's code.
    pub rule_version: i64,
}

/// Judges a case. The order of its entries does not matter.
pub fn judge(case: &Case<'_>) -> Judged {
    let settled = settle(case);
    Judged {
        why: settled.digest(case),
        finding: settled.finding,
        rule_version: case.inputs.policy().rule().version,
    }
}

/// What a case comes to, without the digest of its *why*: for looking at many without keeping any.
pub fn find(case: &Case<'_>) -> Finding {
    settle(case).finding
}

/// A case with everything that decided it.
pub(crate) struct Settled<'a> {
    pub(crate) counting: Counting<'a>,
    /// The pieces as the rule saw them, pooled where it pools.
    pub(crate) pieces: Vec<Piece<'a>>,
    /// The rule's own value, whatever was decided.
    pub(crate) by_rule: Option<Points>,
    pub(crate) finding: Finding,
}

/// Settles what counts, what the rule says, and what is found.
pub(crate) fn settle<'a>(case: &Case<'a>) -> Settled<'a> {
    let counting = count(case);
    let (scale, pooled) = (case.inputs.scale(), pools(case.inputs, &counting));
    let pieces = pieces(case.inputs, counting.counted(), pooled);
    let by_rule = value(case, &pieces);
    let (value, trend) = match counting.decision().and_then(|decision| scale.level(&decision.level)) {
        Some(level) => (Some(level.points), None),
        None => {
            (by_rule, by_rule.and_then(|value| Some(value.minus(before(case, &counting, &pieces, pooled)?))))
        }
    };
    let finding = Finding {
        value,
        level: value.map(|value| scale.level_at(value).code.clone()),
        mastered: value.is_some_and(|value| value >= case.inputs.cut()),
        trend,
        evidence_count: i64::try_from(pieces.len()).unwrap_or(i64::MAX),
        last_worked_at: pieces.last().map(|piece| piece.worked_at),
        decided: counting.decision().is_some(),
        changes_at: counting.changes_at,
    };
    Settled { counting, pieces, by_rule, finding }
}

/// The rule's value of these pieces, rounded; `None` when they are not enough.
pub(crate) fn value(case: &Case<'_>, pieces: &[Piece<'_>]) -> Option<Points> {
    let policy = case.inputs.policy();
    if pieces.len() < policy.minimum_evidence() {
        return None;
    }
    let value = (policy.rule().value)(&sample(case.inputs, pieces, case.competency))?;
    Points::from_f64(half_away(value, DECIMALS)).ok()
}

/// The pieces as a rule takes them.
pub(crate) fn sample<'s>(
    inputs: &'s Inputs,
    pieces: &'s [Piece<'s>],
    competency: CompetencyId,
) -> Sample<'s> {
    let scale = inputs.scale();
    Sample {
        pieces,
        mastery: inputs.cut().to_f64(),
        possible: scale.points_possible().to_f64(),
        policy: inputs.policy(),
        competency,
        measured: inputs.measured(),
    }
}

/// The rule's value without the newest piece.
fn before(case: &Case<'_>, counting: &Counting<'_>, now: &[Piece<'_>], pooled: bool) -> Option<Points> {
    let earlier = now.len().checked_sub(1)?;
    if pooled {
        return value(case, &pieces(case.inputs, counting.counted().take(earlier), true));
    }
    value(case, &now[..earlier])
}

fn pools(inputs: &Inputs, counting: &Counting<'_>) -> bool {
    let grouped = |piece: &Considered<'_>| piece.evidence.is_some_and(|found| found.result_group.is_some());
    inputs.policy().pool_groups() && inputs.policy().rule().pools_groups && counting.counted().any(grouped)
}

/// The pieces for the rule. Pooled, every result of a group stands in its place with the group's
/// value: the mean of the group's fractions by their points possible, as Canvas pools a quiz.
fn pieces<'a: 'c, 'c>(
    inputs: &Inputs,
    counted: impl Iterator<Item = &'c Considered<'a>>,
    pooled: bool,
) -> Vec<Piece<'a>> {
    let mut groups: BTreeMap<&str, (Sum, Sum)> = BTreeMap::new();
    let (mut pieces, mut names) = (Vec::new(), Vec::new());
    for found in counted {
        let Some(evidence) = found.evidence else { continue };
        pieces.push(Piece {
            value: found.worth.points,
            weight: found.weight,
            worked_at: evidence.worked_at,
            instrument: evidence.instrument.as_deref(),
            result: Some(&evidence.result),
        });
        if pooled {
            let group = evidence.result_group.as_deref();
            names.push(group);
            if let Some(group) = group {
                let possible = evidence.result.points_possible.to_f64();
                let (earned, weights) = groups.entry(group).or_default();
                earned.add(possible * found.worth.fraction);
                weights.add(possible);
            }
        }
    }
    for (piece, group) in pieces.iter_mut().zip(names) {
        if let Some((earned, weights)) = group.and_then(|group| groups.get(group))
            && weights.total() > 0.0
        {
            piece.value = (earned.total() / weights.total()) * inputs.scale().points_possible().to_f64();
        }
    }
    pieces
}

impl Settled<'_> {
    /// SHA-256 over the inputs' digest, the rule and its version, every entry with how it stands and
    /// what it is worth, and what was found. The moment itself is not in it: until the finding's
    /// `changes_at` the same *why* holds.
    pub(crate) fn digest(&self, case: &Case<'_>) -> Digest {
        let rule = case.inputs.policy().rule();
        let mut text = Vec::with_capacity(256 + 40 * self.counting.considered.len());
        text.extend_from_slice(b"onramp-why-1");
        text.extend_from_slice(&case.inputs.digest());
        text.extend_from_slice(case.competency.as_bytes());
        word(&mut text, rule.slug);
        number(&mut text, rule.version);
        for piece in &self.counting.considered {
            let (mark, detail) = standing(piece.standing);
            text.push(mark);
            number(&mut text, piece.entry.sequence.0);
            number(&mut text, detail);
            number(&mut text, Points::from_f64(piece.worth.points).map_or(i64::MIN, Points::millionths));
        }
        for (entry, _, standing) in &self.counting.decisions {
            let (mark, detail) = decision_standing(*standing);
            text.push(mark);
            number(&mut text, entry.sequence.0);
            number(&mut text, detail);
        }
        let finding = &self.finding;
        optional(&mut text, self.by_rule.map(Points::millionths));
        optional(&mut text, finding.value.map(Points::millionths));
        word(&mut text, finding.level.as_deref().unwrap_or_default());
        optional(&mut text, finding.trend.map(Points::millionths));
        optional(&mut text, finding.changes_at.map(Timestamp::as_microsecond));
        text.extend([u8::from(finding.mastered), u8::from(finding.decided)]);
        Sha256::digest(&text).into()
    }
}

fn standing(standing: Standing) -> (u8, i64) {
    match standing {
        Standing::Counted => (1, 0),
        Standing::Retracted { by } => (2, by.0),
        Standing::Excused { by } => (3, by.0),
        Standing::Erased => (4, 0),
        Standing::TooOld { since } => (5, since.as_microsecond()),
        Standing::SourceWithoutWeight => (6, 0),
        Standing::OutcomeWithoutWeight => (7, 0),
        Standing::SameAnswer { counted } => (8, counted.0),
        Standing::NotRead(NotRead::NoItem) => (9, 0),
        Standing::NotRead(NotRead::UnknownItem) => (10, 0),
        Standing::NotRead(NotRead::NoCategory) => (11, 0),
        Standing::AnsweredAgain { counted } => (12, counted.0),
    }
}

fn decision_standing(standing: DecisionStanding) -> (u8, i64) {
    match standing {
        DecisionStanding::Stands => (21, 0),
        DecisionStanding::Retracted { by } => (22, by.0),
        DecisionStanding::Expired { since } => (23, since.as_microsecond()),
        DecisionStanding::Replaced { by } => (24, by.0),
        DecisionStanding::UnknownLevel => (25, 0),
    }
}

fn number(text: &mut Vec<u8>, number: i64) {
    text.extend_from_slice(&number.to_be_bytes());
}

fn optional(text: &mut Vec<u8>, value: Option<i64>) {
    text.push(u8::from(value.is_some()));
    number(text, value.unwrap_or_default());
}

fn word(text: &mut Vec<u8>, word: &str) {
    number(text, i64::try_from(word.len()).unwrap_or(i64::MAX));
    text.extend_from_slice(word.as_bytes());
}

#[cfg(test)]
mod carried;
#[cfg(test)]
mod laws;
#[cfg(test)]
mod tests;
