//! What is made is looked at, made wrong on purpose, and read back.

mod laws;
mod made;
mod mended;

use super::*;

/// A small item to change in tests.
fn item(stem: &str, kind: AuthoredKind) -> Authored {
    Authored {
        identifier: "A-1".to_owned(),
        title: "A title".to_owned(),
        language: Some("en".to_owned()),
        stimuli: Vec::new(),
        stem: stem.to_owned(),
        kind,
        hint: None,
        feedback: Feedback::default(),
        points: 1.0,
        variables: Vec::new(),
        constraint: None,
        changing_supports: Vec::new(),
    }
}

fn choose_one(texts: &[&str]) -> AuthoredKind {
    let choice = |(at, text): (usize, &&str)| AuthoredChoice {
        text: (*text).to_owned(),
        right: at == 0,
        feedback: None,
    };
    AuthoredKind::ChooseOne { choices: texts.iter().enumerate().map(choice).collect(), shuffle: true }
}

fn number(value: &str) -> AuthoredKind {
    AuthoredKind::Number {
        value: value.to_owned(),
        tolerance: NumberTolerance::Exact,
        units: Vec::new(),
        decimal_comma: false,
    }
}

fn range(name: &str, least: f64, most: f64) -> Variable {
    Variable { name: name.to_owned(), kind: VariableKind::Range { least, most, step: 1.0 } }
}
