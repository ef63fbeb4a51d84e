//! A bank as JSON.

use serde_json::Value;

use super::{ParameterRow, Parameters, PopulationRow};
use crate::{
    Problem, Problems,
    json::{self, kind_of},
};

const ADVICE: &str = "Send what `onramp measure calibrate --json` prints, or its bank.";

/// Reads `{"items": [...], "populations": [...]}`, or a document that holds it as `bank`.
pub(super) fn read(file: &str, bytes: &[u8], found: &mut Parameters, problems: &mut Problems) {
    let Some(value) = json::read(file, bytes, ADVICE, problems) else { return };
    let bank = value.get("bank").unwrap_or(&value);
    let Some(items) = bank.get("items").and_then(Value::as_array) else {
        problems.stop(Problem::error(file, "there is no list \"items\"", ADVICE).in_field("items"));
        return;
    };
    for (place, item) in (1..).zip(items) {
        let mut reading = Reading { file, at: format!("items[{}]", place - 1), problems };
        if let Some(row) = reading.item(place, item) {
            found.items.push(row);
        }
    }
    let populations = bank.get("populations").and_then(Value::as_array);
    for (place, population) in populations.into_iter().flatten().enumerate() {
        let mut reading = Reading { file, at: format!("populations[{place}]"), problems };
        let (group, mean, sd) = (
            reading.text(population, "group"),
            reading.list(population, "mean"),
            reading.list(population, "sd"),
        );
        match (group, mean.as_deref(), sd.as_deref()) {
            (Some(group), Some([mean]), Some([sd])) => {
                found.populations.push(PopulationRow { group, mean: *mean, sd: *sd });
            }
            (_, None, _) | (_, _, None) | (None, _, _) => {}
            _ => reading.bad("", "a population has one mean and one standard deviation", None),
        }
    }
}

struct Reading<'r> {
    file: &'r str,
    at: String,
    problems: &'r mut Problems,
}

impl Reading<'_> {
    fn item(&mut self, place: u64, item: &Value) -> Option<ParameterRow> {
        if !item.is_object() {
            self.bad("", "an item is an object; it is left out", Some(item));
            return None;
        }
        let (name, model) = (self.text(item, "item"), self.text(item, "model"));
        let (a, b, c, d) =
            (self.list(item, "a"), self.list(item, "b"), self.list(item, "c"), self.list(item, "d"));
        Some(ParameterRow {
            line: place,
            name: name?,
            model: model?.to_lowercase(),
            a: a?,
            b: b?,
            c: c?.first().copied(),
            d: d?,
        })
    }

    /// A text; empty where there is none.
    fn text(&mut self, of: &Value, key: &str) -> Option<String> {
        match of.get(key) {
            None | Some(Value::Null) => Some(String::new()),
            Some(Value::String(text)) => Some(text.trim().to_owned()),
            Some(other) => {
                self.bad(key, "this is no text; it is left out", Some(other));
                None
            }
        }
    }

    /// One number or several; none where there is none.
    fn list(&mut self, of: &Value, key: &str) -> Option<Vec<f64>> {
        let numbers = match of.get(key) {
            None | Some(Value::Null) => return Some(Vec::new()),
            Some(Value::Array(several)) => several.iter().map(Value::as_f64).collect(),
            Some(one) => one.as_f64().map(|one| vec![one]),
        };
        if numbers.is_none() {
            self.bad(key, "this is no number; it is left out", of.get(key));
        }
        numbers
    }

    fn bad(&mut self, key: &str, what: &str, value: Option<&Value>) {
        let field = if key.is_empty() { self.at.clone() } else { format!("{}.{key}", self.at) };
        let problem = Problem::error(self.file, what, ADVICE).in_field(&field);
        self.problems.add(match value {
            Some(value) => problem.with_value(kind_of(value)),
            None => problem,
        });
    }
}
