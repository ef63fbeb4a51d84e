//! What several items share, from light markup.

use domain::item::Stimulus;

use super::Building;
use crate::authoring::{Authored, AuthoredKind, AuthoringProblem, Feedback, check};

/// Makes a stimulus of light markup, or says what has to be mended first. Nothing can be answered or drawn in it.
pub fn to_stimulus(
    identifier: &str,
    title: &str,
    language: Option<&str>,
    text: &str,
) -> Result<Stimulus, Vec<AuthoringProblem>> {
    let kind = AuthoredKind::ExtendedText { lines: 1, guideline: String::new() };
    let authored = Authored {
        identifier: identifier.to_owned(),
        title: title.to_owned(),
        language: language.map(str::to_owned),
        stimuli: Vec::new(),
        stem: text.to_owned(),
        kind,
        hint: None,
        feedback: Feedback::default(),
        points: 1.0,
        variables: Vec::new(),
        constraint: None,
        changing_supports: Vec::new(),
    };
    let mut building = Building::new(&authored);
    check::shape(&authored, &mut building.problems);
    let body = building.blocks("text", text);
    if !building.problems.0.is_empty() {
        return Err(building.problems.0);
    }
    let Authored { identifier, title, language, .. } = authored.clone();
    Ok(Stimulus { identifier, title, language, body })
}
