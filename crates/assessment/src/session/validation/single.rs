//! Texts, numbers, points and files.

use domain::item::{InteractionKind, Scalar, Stage, Value};

use super::{Found, Invalidity, Reason, counted, shortened};
use crate::processing::{Number, Pattern};

/// How far a number may lie beside a step, as a share of the step: what binary fractions leave.
const STEP_SLACK: f64 = 1e-6;

pub(super) fn look(kind: &InteractionKind, given: &Value, found: &mut Found) {
    match kind {
        InteractionKind::TextEntry { pattern, pattern_message, .. } => {
            texts(pattern.as_deref(), pattern_message.as_deref(), given, found);
        }
        InteractionKind::ExtendedText { pattern, pattern_message, min_strings, max_strings, .. } => {
            texts(pattern.as_deref(), pattern_message.as_deref(), given, found);
            counted(given.scalars().len(), *min_strings, *max_strings, found);
        }
        InteractionKind::SelectPoint { stage, min, max }
        | InteractionKind::PositionObject { stage, min, max, .. } => {
            points(stage, given, found);
            counted(given.scalars().len(), *min, *max, found);
        }
        InteractionKind::Slider { lower, upper, step, .. } => slider(*lower, *upper, *step, given, found),
        InteractionKind::Upload { types } => files(types, given, found),
        InteractionKind::Drawing { .. } => files(&["image/*".to_owned()], given, found),
        InteractionKind::Media { min_plays, .. } => {
            for scalar in given.scalars() {
                match Number::of(scalar) {
                    Some(plays) if plays.float() < 0.0 => {
                        found.push((Invalidity::Impossible, Reason::Outside));
                    }
                    Some(plays) if plays.float() < f64::from(*min_plays) => {
                        found.push((Invalidity::Incomplete, Reason::TooFew(*min_plays)));
                    }
                    Some(_) => {}
                    None => found.push((Invalidity::Impossible, Reason::WrongForm)),
                }
            }
            if given.is_null() && *min_plays > 0 {
                found.push((Invalidity::Incomplete, Reason::TooFew(*min_plays)));
            }
        }
        _ => {}
    }
}

fn texts(pattern: Option<&str>, message: Option<&str>, given: &Value, found: &mut Found) {
    // A pattern that cannot be read is its author's mistake: no learner is stopped by it.
    let Some(pattern) = pattern.and_then(|pattern| Pattern::new(pattern).ok()) else { return };
    for scalar in given.scalars() {
        if pattern.matches(&scalar.text()) == Ok(false) {
            found.push((Invalidity::Incomplete, Reason::Pattern(message.map(str::to_owned))));
            return;
        }
    }
}

fn points(stage: &Stage, given: &Value, found: &mut Found) {
    for scalar in given.scalars() {
        let Scalar::Point(x, y) = scalar else {
            found.push((Invalidity::Impossible, Reason::WrongForm));
            return;
        };
        let inside =
            (0.0..=f64::from(stage.width)).contains(x) && (0.0..=f64::from(stage.height)).contains(y);
        if !inside {
            found.push((Invalidity::Impossible, Reason::Outside));
            return;
        }
    }
}

fn slider(lower: f64, upper: f64, step: Option<f64>, given: &Value, found: &mut Found) {
    for scalar in given.scalars() {
        let Some(number) = Number::of(scalar).map(Number::float) else {
            found.push((Invalidity::Impossible, Reason::WrongForm));
            return;
        };
        if !(lower..=upper).contains(&number) {
            found.push((Invalidity::Impossible, Reason::Outside));
        } else if let Some(step) = step.filter(|step| *step > 0.0) {
            let steps = (number - lower) / step;
            if (steps - steps.round()).abs() > STEP_SLACK {
                found.push((Invalidity::Impossible, Reason::BetweenSteps));
            }
        }
    }
}

fn files(types: &[String], given: &Value, found: &mut Found) {
    for scalar in given.scalars() {
        let Scalar::File(file) = scalar else {
            found.push((Invalidity::Impossible, Reason::WrongForm));
            return;
        };
        let takes = |wanted: &String| match wanted.trim().strip_suffix("/*") {
            Some("*") => true,
            Some(kind) => {
                file.media_type.split_once('/').is_some_and(|(found, _)| found.eq_ignore_ascii_case(kind))
            }
            None => file.media_type.eq_ignore_ascii_case(wanted.trim()),
        };
        if !types.is_empty() && !types.iter().any(takes) {
            found.push((Invalidity::Impossible, Reason::MediaType(shortened(&file.media_type))));
        }
    }
}
