//! What tests share: evidence, entries and scales in a few words.

use domain::{
    CompetencyId, EvidenceId, LearnerId, PersonId, Points, Timestamp,
    evidence::{Decision, Entry, Evidence, Fact, ScoredResult, Sequence, Source},
    scale::{Level, Scale},
};

use crate::{
    judge::{Case, judge},
    policy::{Inputs, Policy},
    rules::Rule,
};

pub(crate) const COMPETENCY: CompetencyId = CompetencyId::from_bytes([9; 16]);
pub(crate) const DAY: i64 = 86_400;

pub(crate) fn points(text: &str) -> Points {
    text.parse().expect("points")
}

/// Day `day` after 2026-01-01, at midnight UTC.
pub(crate) fn on_day(day: i64) -> Timestamp {
    Timestamp::from_second(1_767_225_600 + day * DAY).expect("a time")
}

pub(crate) fn evidence(score: &str, possible: &str) -> Evidence {
    Evidence {
        competency: COMPETENCY,
        result: ScoredResult { points: points(score), points_possible: points(possible), level: None },
        mastery_cut: None,
        result_group: None,
        source: Source::Rating,
        judge: None,
        instrument: None,
        attempt: None,
        section: None,
        worked_at: on_day(0),
        note: None,
        attachment: None,
    }
}

/// A fact as entry `sequence`.
pub(crate) fn entry(sequence: i64, fact: Fact) -> Entry {
    Entry {
        learner: LearnerId::from_bytes([1; 16]),
        sequence: Sequence(sequence),
        id: EvidenceId::from_bytes([2; 16]),
        recorded_at: on_day(sequence),
        recorded_by: None,
        fact,
    }
}

/// A score of `possible`, worked on day `sequence`.
pub(crate) fn scored(sequence: i64, score: &str, possible: &str) -> Entry {
    entry(sequence, Fact::Evidence(Evidence { worked_at: on_day(sequence), ..evidence(score, possible) }))
}

/// Scores of `possible`, worked one day after the other.
pub(crate) fn history(scores: &[&str], possible: &str) -> Vec<Entry> {
    (1..).zip(scores).map(|(day, score)| scored(day, score, possible)).collect()
}

pub(crate) fn decision(sequence: i64, level: &str, expires_at: Option<Timestamp>) -> Entry {
    let decision = Decision {
        competency: COMPETENCY,
        level: level.to_owned(),
        reason: "seen in the workshop".to_owned(),
        judge: PersonId::from_bytes([7; 16]),
        expires_at,
    };
    entry(sequence, Fact::Decision(decision))
}

/// Whole-numbered levels from `of` down to 1, mastered at `mastery`.
pub(crate) fn scale_of(mastery: &str, of: &str) -> Scale {
    let most: i32 = of.parse().expect("a whole number");
    let level = |number: i32| Level {
        code: number.to_string(),
        name: format!("Level {number}"),
        points: Points::whole(number),
    };
    Scale::new((1..=most).rev().map(level).collect(), points(mastery), points(of)).expect("a scale")
}

pub(crate) fn inputs(rule: &str, parameters: &[(&str, i32)], scale: Scale) -> Inputs {
    let given: Vec<_> = parameters.iter().map(|&(name, value)| (name, Points::whole(value))).collect();
    Inputs::new(Policy::of_rule(rule, &given).expect("a policy"), scale)
}

pub(crate) fn case<'a>(entries: &'a [Entry], inputs: &'a Inputs) -> Case<'a> {
    Case { entries, competency: COMPETENCY, inputs, as_of: on_day(1_000) }
}

/// Judges scores of 5 on a scale of 5 mastered at 3.
#[track_caller]
pub(crate) fn check_rule(rule: &Rule, parameters: &[(&str, i32)], scores: &[&str], expected: Option<&str>) {
    let entries = history(scores, "5");
    let inputs = inputs(rule.slug, parameters, scale_of("3", "5"));
    let value = judge(&case(&entries, &inputs)).finding.value.map(|value| value.to_string());
    assert_eq!(value.as_deref(), expected, "{rule:?} {parameters:?} {scores:?}");
}

/// Judges scores of 5 by the instrument each was earned on.
#[track_caller]
pub(crate) fn check_instruments(inputs: &Inputs, scores: &[(&str, &str)], expected: Option<&str>) {
    let entries: Vec<Entry> = (1..)
        .zip(scores)
        .map(|(day, (instrument, score))| {
            let mut given = Evidence { worked_at: on_day(day), ..evidence(score, "5") };
            given.instrument = Some((*instrument).to_owned());
            entry(day, Fact::Evidence(given))
        })
        .collect();
    let value = judge(&case(&entries, inputs)).finding.value.map(|value| value.to_string());
    assert_eq!(value.as_deref(), expected, "{scores:?}");
}
