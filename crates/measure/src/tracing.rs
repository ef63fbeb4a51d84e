//! The model of the next answer that the mastery rule `traced` judges by, with the names it is about.

use measurement::trace::{NextAnswer, SHARED_NAMES};
use serde_json::{Map, Value, json};

/// A fitted model with its names.
#[derive(Debug, Clone, PartialEq)]
pub struct Tracing {
    /// The model.
    pub model: NextAnswer,
    /// Names of its competencies, by number.
    pub competencies: Vec<String>,
    /// Names of its items, by number.
    pub items: Vec<String>,
    /// Answers it was fitted to: one for each competency of an item.
    pub answers: usize,
}

/// The model as a JSON value: what `onramp import tracing` takes. Weights, eases and difficulties in logits.
pub(crate) fn document(tracing: &Tracing) -> Value {
    let model = &tracing.model;
    let shared: Map<String, Value> = SHARED_NAMES
        .iter()
        .zip(model.shared)
        .map(|(name, weight)| ((*name).to_owned(), json!(weight)))
        .collect();
    let competencies = tracing.competencies.iter().zip(&model.competencies).filter(|(_, on)| on.answers > 0);
    let competencies: Vec<Value> = competencies
        .map(|(name, on)| {
            json!({
                "competency": name,
                "offset": on.offset,
                "wins": on.wins,
                "attempts": on.attempts,
                "ease": on.ease,
                "difficulty": on.difficulty,
                "answers": on.answers,
            })
        })
        .collect();
    let items: Vec<Value> = tracing
        .items
        .iter()
        .zip(&model.items)
        .map(|(name, on)| json!({ "item": name, "ease": on.ease, "difficulty": on.difficulty }))
        .collect();
    json!({ "answers": tracing.answers, "shared": shared, "competencies": competencies, "items": items })
}
