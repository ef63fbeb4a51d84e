//! Taking fields out of JSON objects, and keeping the rest.

use domain::framework::Extra;
use serde_json::{Map, Value};

use super::positions::sequence_number;
use crate::{
    Problem, Problems,
    closed_schema::{Lenient, POSITION, restore, shapes::Shape},
    json::kind_of,
};

/// One object of the package and where it stands, for problems.
pub(super) struct Source<'a> {
    pub file: &'a str,
    /// Such as `CFItems[12]`.
    pub path: String,
    pub object: Map<String, Value>,
    /// Unusable values of fields that hold another: kept, not read.
    pub beside: Map<String, Value>,
    /// Fields that are read and not kept.
    pub made: Vec<String>,
}

impl<'a> Source<'a> {
    /// An object as it was before it was written for the closed schema.
    pub fn restored(file: &'a str, path: String, object: Map<String, Value>, shape: &Shape) -> Self {
        let Lenient { object, beside, made, .. } = restore::read(object, shape);
        Self { file, path, object, beside, made }
    }

    /// Takes a text; a number or truth value is read as its text, anything else is reported.
    pub fn text(&mut self, field: &str, problems: &mut Problems) -> Option<String> {
        let text = match self.object.get(field)? {
            Value::String(_) => match self.object.shift_remove(field) {
                Some(Value::String(text)) => text,
                _ => return None,
            },
            Value::Number(_) | Value::Bool(_) => self.object.shift_remove(field)?.to_string(),
            Value::Null => {
                self.object.shift_remove(field);
                return None;
            }
            other => {
                let what = format!("a text is expected here, not {}", kind_of(other));
                problems.add(self.warning(field, what, "Nothing to do: the field is kept as it is."));
                return None;
            }
        };
        if text.contains('\0') {
            let advice = "Remove the character and send the file again.";
            problems.add(self.error(field, "the text holds a NUL character", advice).with_value(&text));
            return Some(text.replace('\0', ""));
        }
        let trimmed = text.trim();
        if trimmed.is_empty() {
            return None;
        }
        Some(if trimmed.len() == text.len() { text } else { trimmed.to_owned() })
    }

    /// Takes a list of texts; one text alone counts as a list of one.
    pub fn texts(&mut self, field: &str, problems: &mut Problems) -> Vec<String> {
        match self.object.get(field) {
            Some(Value::Array(list)) if list.iter().all(Value::is_string) => {
                let texts = list.iter().filter_map(Value::as_str).map(|text| text.replace('\0', ""));
                let texts =
                    texts.map(|text| text.trim().to_owned()).filter(|text| !text.is_empty()).collect();
                self.object.shift_remove(field);
                texts
            }
            Some(Value::String(_)) => self.text(field, problems).into_iter().collect(),
            _ => Vec::new(),
        }
    }

    /// Takes a whole number; a text that is one counts.
    pub fn whole_number(&mut self, field: &str, problems: &mut Problems) -> Option<i64> {
        let value = self.object.get(field)?;
        if value.is_null() {
            return None;
        }
        let number = sequence_number(value);
        if number.is_none() {
            let value = self.object[field].to_string();
            let warning =
                self.warning(field, "this is not a whole number", "It does not count for the order.");
            problems.add(warning.with_value(&value));
        }
        number
    }

    /// Everything that was not taken, as JSON texts by field name.
    pub fn rest(mut self) -> Extra {
        for name in &self.made {
            self.object.shift_remove(name);
        }
        let all = self.object.into_iter().chain(self.beside);
        all.map(|(name, value)| (name.replace('\0', ""), value.to_string())).collect()
    }

    /// Takes our own note of a place among siblings: a whole number, or null that says there is none.
    pub fn noted_position(&mut self) -> Option<Value> {
        let noted = self.object.get(POSITION)?;
        if noted.is_null() || noted.is_i64() { self.object.shift_remove(POSITION) } else { None }
    }

    pub fn error(&self, field: &str, what: impl Into<String>, advice: &str) -> Problem {
        Problem::error(self.file, what, advice).in_field(&self.field(field))
    }

    pub fn warning(&self, field: &str, what: impl Into<String>, advice: &str) -> Problem {
        Problem::warning(self.file, what, advice).in_field(&self.field(field))
    }

    fn field(&self, field: &str) -> String {
        if field.is_empty() { self.path.clone() } else { format!("{}.{field}", self.path) }
    }
}

/// Takes a list of objects out of the package, restored when they have a `shape`; what is no object
/// is reported.
pub(super) fn objects<'a>(
    file: &'a str,
    package: &mut Map<String, Value>,
    name: &str,
    shape: Option<&Shape>,
    problems: &mut Problems,
) -> Vec<Source<'a>> {
    let list = match package.shift_remove(name) {
        None | Some(Value::Null) => return Vec::new(),
        Some(Value::Array(list)) => list,
        Some(other) => {
            let what = format!("a list is expected here, not {}", kind_of(&other));
            problems.stop(Problem::error(file, what, "Export the package again.").in_field(name));
            return Vec::new();
        }
    };
    let mut sources = Vec::with_capacity(list.len());
    for (place, value) in list.into_iter().enumerate() {
        let path = format!("{name}[{place}]");
        match value {
            Value::Object(object) => sources.push(match shape {
                Some(shape) => Source::restored(file, path, object, shape),
                None => Source { file, path, object, beside: Map::new(), made: Vec::new() },
            }),
            other => {
                let what = format!("an object is expected here, not {}; left out", kind_of(&other));
                problems.add(Problem::error(file, what, "Export the package again.").in_field(&path));
            }
        }
    }
    sources
}

/// A text field of a link such as `licenseURI`.
pub(super) fn link_text<'v>(link: &'v Value, field: &str) -> Option<&'v str> {
    link.get(field).and_then(Value::as_str).map(str::trim).filter(|text| !text.is_empty())
}
