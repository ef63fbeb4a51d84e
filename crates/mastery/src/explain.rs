//! The *why* of a judgement, laid out so that a page, a file or a sentence can be made of it.

use domain::{
    PersonId, Points, Timestamp,
    chain::Digest,
    evidence::{Decision, Entry, Evidence, Fact, Sequence},
    judgement::Finding,
    policy::Value,
    scale::{Level, Scale},
};

pub use crate::{
    counting::{DecisionStanding, Standing},
    next_step::NextStep,
};
use crate::{
    doubt::Doubt,
    judge::{Case, Settled, sample, settle},
    measured::{Kind, Measured},
    next_step,
    policy::{self, Given, Policy},
    rules::{Piece, Rule},
};

/// Why a judgement is as it is.
#[derive(Debug, Clone, PartialEq)]
pub struct Explanation<'a> {
    /// The rule that judged.
    pub rule: &'static Rule,
    /// Its parameters, and every other field that changes something, with where each comes from.
    pub fields: Vec<Stated<'a>>,
    /// The policy, resolved.
    pub policy: &'a Policy,
    /// The scale.
    pub scale: &'a Scale,
    /// The points at which mastery begins.
    pub cut: Points,
    /// Every piece of evidence, oldest work first.
    pub evidence: Vec<Line<'a>>,
    /// Every decision, oldest first.
    pub decisions: Vec<DecisionLine<'a>>,
    /// The rule's own value, whatever was decided; `None` when there is not enough evidence for it.
    pub by_rule: Option<Points>,
    /// What was found.
    pub finding: Finding,
    /// The level found, with its name.
    pub level: Option<&'a Level>,
    /// How many more pieces must count before anything is judged.
    pub missing_evidence: usize,
    /// How sure the rule is, where it works with chances and has something to say.
    pub doubt: Option<Doubt>,
    /// What was measured beforehand and is judged by: named by the inputs, or missing.
    pub measured: MeasuredBy<'a>,
    /// What would change the judgement.
    pub next: NextStep<'a>,
    /// Digest of the *why*: equal to the stored judgement's.
    pub why: Digest,
}

/// What was measured beforehand, as an explanation names it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MeasuredBy<'a> {
    /// The rule needs nothing of the kind.
    Nothing,
    /// The rule needs it, and none was in use when this was judged.
    Missing(Kind),
    /// This set.
    Set(&'a Measured),
    /// This set, which says nothing of the competency.
    NotOf(&'a Measured),
}

/// One policy field in an explanation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stated<'a> {
    /// What it decides, for people.
    pub label: &'static str,
    /// Its unit, for people; empty for a choice.
    pub unit: &'static str,
    /// Field, value and origin.
    pub given: &'a Given,
}

/// One piece of evidence in an explanation.
#[derive(Debug, Clone, PartialEq)]
pub struct Line<'a> {
    /// The entry.
    pub entry: &'a Entry,
    /// What it says; `None` when erased.
    pub evidence: Option<&'a Evidence>,
    /// Whether it counts, and if not, why.
    pub standing: Standing,
    /// The reason that was written when it was retracted or excused.
    pub reason: Option<&'a str>,
    /// Who retracted or excused it.
    pub corrected_by: Option<PersonId>,
    /// Points on the scale; `None` when erased.
    pub value: Option<Points>,
    /// Points on the scale after pooling its group, when that is something else.
    pub pooled: Option<Points>,
    /// Weight of its source; 1 is ordinary.
    pub weight: Points,
    /// Its share of the value (0 to 1), for rules that mix by shares.
    pub share: Option<f64>,
    /// Whether it reaches mastery by itself.
    pub reaches_mastery: bool,
}

/// One decision in an explanation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DecisionLine<'a> {
    /// The entry.
    pub entry: &'a Entry,
    /// What was decided, by whom and why.
    pub decision: &'a Decision,
    /// The level decided; `None` when the scale does not have it.
    pub level: Option<&'a Level>,
    /// Whether it stands.
    pub standing: DecisionStanding,
}

/// Explains a case: the same decisions as [`crate::judge()`], laid out.
pub fn explain<'a>(case: &Case<'a>) -> Explanation<'a> {
    let settled = settle(case);
    let (policy, scale) = (case.inputs.policy(), case.inputs.scale());
    let find_level = |code: &str| scale.level(code);
    let decisions = settled.counting.decisions.iter().map(|&(entry, decision, standing)| DecisionLine {
        entry,
        decision,
        level: find_level(&decision.level),
        standing,
    });
    Explanation {
        rule: policy.rule(),
        policy,
        fields: stated(policy),
        scale,
        cut: case.inputs.cut(),
        evidence: lines(case, &settled),
        decisions: decisions.collect(),
        by_rule: settled.by_rule,
        level: settled.finding.level.as_deref().and_then(find_level),
        missing_evidence: policy.minimum_evidence().saturating_sub(settled.pieces.len()),
        doubt: doubt(case, &settled),
        measured: measured_by(case),
        next: next_step::find(case, &settled),
        why: settled.digest(case),
        finding: settled.finding,
    }
}

/// How sure the rule is of enough pieces.
fn doubt(case: &Case<'_>, settled: &Settled<'_>) -> Option<Doubt> {
    let policy = case.inputs.policy();
    if settled.pieces.len() < policy.minimum_evidence() {
        return None;
    }
    policy.rule().doubt?(&sample(case.inputs, &settled.pieces, case.competency))
}

fn measured_by<'a>(case: &Case<'a>) -> MeasuredBy<'a> {
    let knows = |set: &Measured| set.tracing().is_none_or(|tracing| tracing.knows(case.competency));
    match (case.inputs.policy().rule().needs, case.inputs.measured()) {
        (None, _) => MeasuredBy::Nothing,
        (Some(_), Some(set)) if !knows(set) => MeasuredBy::NotOf(set),
        (Some(_), Some(set)) => MeasuredBy::Set(set),
        (Some(kind), None) => MeasuredBy::Missing(kind),
    }
}

/// The rule's parameters and the minimum always; other fields when they are not what ships.
fn stated(policy: &Policy) -> Vec<Stated<'_>> {
    let of_rule = format!("mastery.{}.", policy.rule().slug);
    let roll_up = |field: &str| field.starts_with("mastery.rollup");
    let always = |field: &str| {
        field == "mastery.rule" || field == "mastery.minimum_evidence" || field.starts_with(&of_rule)
    };
    let fields = policy.origins().iter().filter(|given| !roll_up(&given.field));
    fields
        .filter_map(|given| {
            let field = policy::field(&given.field)?;
            (always(&given.field) || given.value != field.default).then_some(Stated {
                label: field.label,
                unit: field.unit,
                given,
            })
        })
        .collect()
}

fn lines<'a>(case: &Case<'a>, settled: &Settled<'a>) -> Vec<Line<'a>> {
    let shares = shares(case, &settled.pieces);
    let mut seen = settled.pieces.iter().zip(shares);
    let considered = settled.counting.considered.iter();
    considered
        .map(|piece| {
            let counted = if piece.standing == Standing::Counted { seen.next() } else { None };
            let value = piece.evidence.and_then(|_| Points::from_f64(piece.worth.points).ok());
            let pooled = counted.and_then(|(counted, _)| Points::from_f64(counted.value).ok());
            let correction = correction(case.entries, piece.standing);
            Line {
                entry: piece.entry,
                evidence: piece.evidence,
                standing: piece.standing,
                reason: correction.map(|(reason, _)| reason),
                corrected_by: correction.and_then(|(_, by)| by),
                value,
                pooled: pooled.filter(|pooled| Some(*pooled) != value),
                weight: Points::from_f64(piece.weight).unwrap_or_default(),
                share: counted.and_then(|(_, share)| share),
                reaches_mastery: value.is_some_and(|value| value >= case.inputs.cut()),
            }
        })
        .collect()
}

/// Why and by whom a piece was retracted or excused.
fn correction(entries: &[Entry], standing: Standing) -> Option<(&str, Option<PersonId>)> {
    let by: Sequence = match standing {
        Standing::Retracted { by } | Standing::Excused { by } => by,
        _ => return None,
    };
    let entry = entries.iter().find(|entry| entry.sequence == by)?;
    match &entry.fact {
        Fact::Retraction { reason, .. } | Fact::Excusal { reason, .. } => Some((reason, entry.recorded_by)),
        _ => None,
    }
}

/// The share of each piece: the value of a sample in which only that piece is 1.
fn shares(case: &Case<'_>, pieces: &[Piece<'_>]) -> Vec<Option<f64>> {
    /// Beyond this many pieces shares are too small to be read, and too many to be computed.
    const MOST: usize = 500;
    let rule = case.inputs.policy().rule();
    if !rule.linear || pieces.len() > MOST {
        return vec![None; pieces.len()];
    }
    let mut alone: Vec<Piece<'_>> = pieces.iter().map(|piece| Piece { value: 0.0, ..*piece }).collect();
    (0..pieces.len())
        .map(|place| {
            alone[place].value = 1.0;
            let share = (rule.value)(&sample(case.inputs, &alone, case.competency));
            alone[place].value = 0.0;
            share
        })
        .collect()
}

impl Stated<'_> {
    /// The value as a text.
    pub fn value(&self) -> String {
        match &self.given.value {
            Value::Number(number) => number.to_string(),
            Value::Choice(word) => word.clone(),
        }
    }
}

impl Line<'_> {
    /// When the work was done; `None` when erased.
    pub fn worked_at(&self) -> Option<Timestamp> {
        self.evidence.map(|evidence| evidence.worked_at)
    }
}
