//! What comes of an item.

use domain::item::{BaseType, Cardinality, OutcomeDeclaration, Value};

use crate::authoring::{Authored, AuthoredKind, scoring};

/// The outcomes of an item: its score, and what its feedback goes by.
pub(super) fn outcomes(authored: &Authored) -> Vec<OutcomeDeclaration> {
    let by_a_person = scoring::by_a_person(&authored.kind);
    let outcome = |identifier: &str, cardinality, base_type| OutcomeDeclaration {
        identifier: identifier.to_owned(),
        cardinality,
        base_type: Some(base_type),
        default: None,
        normal_maximum: None,
        normal_minimum: None,
        mastery_value: None,
        interpretation: None,
        external_scored: false,
        lookup: None,
    };
    let mut score = outcome("SCORE", Cardinality::Single, BaseType::Float);
    score.default = Some(Value::float(0.0));
    score.normal_maximum = Some(authored.points);
    score.normal_minimum = Some(0.0);
    score.external_scored = by_a_person;
    let mut most = outcome("MAXSCORE", Cardinality::Single, BaseType::Float);
    most.default = Some(Value::float(authored.points));
    let mut all = vec![score, most];
    if scoring::says_something(authored) {
        all.push(outcome("FEEDBACK", Cardinality::Multiple, BaseType::Identifier));
    }
    if scoring::says_of_choices(&authored.kind) {
        let cardinality = match authored.kind {
            AuthoredKind::ChooseSeveral { .. } => Cardinality::Multiple,
            _ => Cardinality::Single,
        };
        all.push(outcome("CHOSEN", cardinality, BaseType::Identifier));
    }
    all
}
