//! JSON files: read whole, with the line of what is wrong.

use serde_json::Value;

use crate::{Problem, Problems, encoding};

/// Reads the file. `None` after reporting why it cannot be read; nothing is nested deeper than 128.
pub(crate) fn read(file: &str, bytes: &[u8], advice: &str, problems: &mut Problems) -> Option<Value> {
    let text = encoding::strict_text(file, bytes, problems)?;
    match serde_json::from_str(&text) {
        Ok(value) => Some(value),
        Err(error) => {
            let (what, advice) = if error.is_eof() {
                ("the file ends too early", "It was cut off: download it again.")
            } else {
                ("the file is not JSON", advice)
            };
            let problem = Problem::error(file, format!("{what}: {error}"), advice);
            problems.stop(problem.at_line(error.line() as u64));
            None
        }
    }
}

/// What a JSON value is, in words.
pub(crate) fn kind_of(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "a truth value",
        Value::Number(_) => "a number",
        Value::String(_) => "a text",
        Value::Array(_) => "a list",
        Value::Object(_) => "an object",
    }
}
