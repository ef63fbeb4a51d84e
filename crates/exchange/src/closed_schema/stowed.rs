//! Values that are put deeper into a file than they came, so that a reader's limit on depth is not
//! passed: what is nested very deep is put away as text.

use serde_json::{Map, Value, json};

/// The member that holds a value as text.
const TEXT: &str = "onramp:json";

/// A value with more levels than this is put away as text; readers take 128 levels in all.
const MOST_LEVELS: usize = 90;

/// The value as it is put away.
pub(crate) fn stow(value: Value) -> Value {
    if levels(&value) > MOST_LEVELS || value.get(TEXT).is_some() {
        json!({ TEXT: value.to_string() })
    } else {
        value
    }
}

/// The value as it was before [`stow`].
pub(crate) fn unstow(value: Value) -> Value {
    let text = value.as_object().filter(|map| map.len() == 1).and_then(|map| map.get(TEXT)?.as_str());
    text.and_then(|text| serde_json::from_str(text).ok()).unwrap_or(value)
}

/// As [`stow`], each member.
pub(crate) fn stow_all(map: Map<String, Value>) -> Map<String, Value> {
    map.into_iter().map(|(name, value)| (name, stow(value))).collect()
}

/// As [`unstow`], each member.
pub(crate) fn unstow_all(map: Map<String, Value>) -> Map<String, Value> {
    map.into_iter().map(|(name, value)| (name, unstow(value))).collect()
}

/// How deep lists and objects are nested; a file that could be read has at most 128.
fn levels(value: &Value) -> usize {
    match value {
        Value::Array(list) => 1 + list.iter().map(levels).max().unwrap_or(0),
        Value::Object(map) => 1 + map.values().map(levels).max().unwrap_or(0),
        _ => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn deep_values_and_look_alikes_come_back() {
        let deep: Value =
            serde_json::from_str(&format!("{}1{}", "[".repeat(120), "]".repeat(120))).expect("JSON");
        for value in [deep, json!({TEXT: "1"}), json!({TEXT: 1}), json!({"a": [1]}), json!(null)] {
            let stowed = stow(value.clone());
            assert!(levels(&stowed) <= MOST_LEVELS);
            assert_eq!(unstow(stowed), value);
        }
    }
}
