//! How an answer becomes points, and which feedback follows.

use domain::item::{Bounds, Comparison, Expression as Q, MapEntry, Mapping, Rule, Scalar, Tolerance};

use super::{Authored, AuthoredChoice, AuthoredKind, NumberTolerance, qti::variable};

/// Whether a person scores it.
pub(super) fn by_a_person(kind: &AuthoredKind) -> bool {
    matches!(
        kind,
        AuthoredKind::ExtendedText { .. }
            | AuthoredKind::FileUpload { .. }
            | AuthoredKind::AudioAnswer { .. }
    )
}

/// The choices that may have feedback of their own.
pub(super) fn choices(kind: &AuthoredKind) -> Option<&[AuthoredChoice]> {
    match kind {
        AuthoredKind::ChooseOne { choices, .. } | AuthoredKind::ChooseSeveral { choices, .. } => {
            Some(choices)
        }
        _ => None,
    }
}

pub(super) fn says_something(authored: &Authored) -> bool {
    let said = &authored.feedback;
    [&said.general, &said.right, &said.wrong].into_iter().any(Option::is_some)
}

pub(super) fn says_of_choices(kind: &AuthoredKind) -> bool {
    choices(kind).is_some_and(|all| all.iter().any(|choice| choice.feedback.is_some()))
}

/// All points when every condition is true, none otherwise.
pub(super) fn all_or_nothing(points: f64, mut conditions: Vec<Q>) -> Vec<Rule> {
    let condition = if conditions.len() == 1 { conditions.swap_remove(0) } else { Q::And(conditions) };
    vec![Rule::Condition {
        branches: vec![(condition, vec![score(number(points))])],
        otherwise: vec![score(number(0.0))],
    }]
}

/// A response that is the key.
pub(super) fn is_key(response: &str) -> Q {
    Q::Match(Box::new(variable(response)), Box::new(Q::Correct(response.to_owned())))
}

/// The share of the points that the mapping of `RESPONSE` gives out of `count`.
pub(super) fn mapped(points: f64, count: usize) -> Vec<Rule> {
    vec![score(share(Q::MapResponse("RESPONSE".to_owned()), points, count))]
}

/// The share of the points that the number of true conditions gives.
pub(super) fn counted(points: f64, conditions: Vec<Q>) -> Vec<Rule> {
    let count = conditions.len();
    let mut rules = vec![score(number(0.0))];
    for condition in conditions {
        let one_more = score(Q::Sum(vec![variable("SCORE"), number(1.0)]));
        rules.push(Rule::Condition { branches: vec![(condition, vec![one_more])], otherwise: Vec::new() });
    }
    rules.push(score(share(variable("SCORE"), points, count)));
    rules
}

/// Each right answer gives 1, a wrong one takes `penalty`; never below 0, never above all of them.
pub(super) fn mapping(right: Vec<Scalar>, penalty: f64) -> Mapping {
    #[expect(clippy::cast_precision_loss, reason = "a few dozen answers")]
    let most = right.len() as f64;
    let entries = right.into_iter().map(|key| MapEntry { key, value: 1.0, case_sensitive: true }).collect();
    // Without a penalty 0 and not -0, which would be written as such.
    Mapping { lower_bound: Some(0.0), upper_bound: Some(most), default: 0.0 - penalty, entries }
}

/// The penalty of a mapping.
pub(super) fn penalty(mapping: Option<&Mapping>) -> f64 {
    mapping.map_or(0.0, |mapping| 0.0 - mapping.default)
}

/// A number that is near enough.
pub(super) fn near(tolerance: NumberTolerance) -> Tolerance {
    let bounds = |by: f64| Bounds {
        below: Box::new(number(by)),
        above: Box::new(number(by)),
        include_lower: true,
        include_upper: true,
    };
    match tolerance {
        NumberTolerance::Exact => Tolerance::Absolute(bounds(1e-9)),
        NumberTolerance::Absolute(by) => Tolerance::Absolute(bounds(by)),
        NumberTolerance::Relative(percent) => Tolerance::Relative(bounds(percent)),
    }
}

/// The other way round.
pub(super) fn tolerance(near: &Tolerance) -> Option<NumberTolerance> {
    let by = |bounds: &Bounds| match &*bounds.below {
        Q::BaseValue(Scalar::Float(by)) => Some(*by),
        _ => None,
    };
    Some(match near {
        Tolerance::Exact => return None,
        Tolerance::Absolute(bounds) => match by(bounds)? {
            by if by < 1e-6 => NumberTolerance::Exact,
            by => NumberTolerance::Absolute(by),
        },
        Tolerance::Relative(bounds) => NumberTolerance::Relative(by(bounds)?),
    })
}

/// Rules that say which feedback is shown.
pub(super) fn feedback(authored: &Authored) -> Vec<Rule> {
    let mut rules = Vec::new();
    let said = &authored.feedback;
    let set = |names: &[&str]| Rule::SetValue {
        identifier: "FEEDBACK".to_owned(),
        to: Q::Multiple(
            names.iter().map(|name| Q::BaseValue(Scalar::Identifier((*name).to_owned()))).collect(),
        ),
    };
    if by_a_person(&authored.kind) {
        if said.general.is_some() {
            rules.push(set(&["general"]));
        }
    } else if says_something(authored) {
        let all_points = Q::Compare(
            Comparison::GreaterOrEqual,
            Box::new(variable("SCORE")),
            Box::new(variable("MAXSCORE")),
        );
        rules.push(Rule::Condition {
            branches: vec![(all_points, vec![set(&["general", "right"])])],
            otherwise: vec![set(&["general", "wrong"])],
        });
    }
    if says_of_choices(&authored.kind) {
        rules.push(Rule::SetValue { identifier: "CHOSEN".to_owned(), to: variable("RESPONSE") });
    }
    rules
}

/// Whether shares of the points are given.
pub(super) fn gives_shares(rules: &[Rule]) -> bool {
    rules
        .iter()
        .any(|rule| matches!(rule, Rule::SetValue { identifier, to: Q::Divide(..) } if identifier == "SCORE"))
}

fn share(of: Q, points: f64, count: usize) -> Q {
    let count = i64::try_from(count).unwrap_or(i64::MAX);
    Q::Divide(Box::new(Q::Product(vec![of, number(points)])), Box::new(Q::BaseValue(Scalar::Integer(count))))
}

pub(super) fn score(to: Q) -> Rule {
    Rule::SetValue { identifier: "SCORE".to_owned(), to }
}

pub(super) fn number(number: f64) -> Q {
    Q::BaseValue(Scalar::Float(number))
}
