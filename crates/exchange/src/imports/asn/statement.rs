//! One statement of the tree.

use domain::framework::Extra;
use serde_json::{Map, Value, json};

use crate::{
    outline::{Entry, keep},
    plain_text::of_escaped_html,
};

/// A statement as read.
pub(super) struct Statement {
    pub entry: Entry,
    pub subjects: Vec<String>,
    pub language: Option<String>,
    /// GUIDs or addresses of the same statement elsewhere, with the link as it came.
    pub matches: Vec<(String, Extra)>,
}

/// Why a statement is left out.
pub(super) struct Refusal {
    pub field: &'static str,
    pub value: String,
    pub what: &'static str,
    pub advice: &'static str,
}

/// Reads a statement without its children.
pub(super) fn read(mut object: Map<String, Value>) -> Result<Statement, Refusal> {
    let refusal = |field, value: &str, what, advice| Refusal { field, value: value.to_owned(), what, advice };
    let Some(guid) = object.get("id").and_then(text_of) else {
        return Err(refusal("id", "", "the statement has no identifier", "Give it its address."));
    };
    let mut extra = Extra::new();
    let mut taken = vec!["id"];
    let raw = object.get("dcterms_description").and_then(text_of);
    let raw = raw.or_else(|| object.get("text").and_then(text_of));
    let statement = raw.as_deref().map(of_escaped_html).filter(|text| !text.is_empty());
    let Some(statement) = statement else {
        let advice = "Write what a learner can do.";
        return Err(refusal("text", &guid, "the statement has no text", advice));
    };
    // The text twice, as it is: nothing is lost without it.
    if raw.as_deref() == Some(&statement) {
        let plain = |field: &str| object.get(field).is_none_or(|value| value.as_str() == Some(&statement));
        if plain("text") {
            taken.push("text");
        }
        if object.get("dcterms_description").is_some_and(Value::is_string) {
            taken.push("dcterms_description");
        }
    }
    let code_field = ["asn_statementNotation", "asn_altStatementNotation"];
    let code_field = code_field.into_iter().find(|field| object.get(*field).and_then(text_of).is_some());
    let code = code_field.and_then(|field| object.get(field).and_then(text_of));
    taken.extend(code_field);
    let kind = object.get("asn_statementLabel").and_then(text_of);
    let grades = labels(object.get("dcterms_educationLevel"));
    let subjects = labels(object.get("dcterms_subject"));
    let language = object.get("dcterms_description").and_then(|text| text.get("language")).and_then(text_of);
    let matches = matches(object.get("skos_exactMatch"));
    if matches.as_ref().is_some_and(|all| !all.is_empty()) {
        taken.push("skos_exactMatch");
    }
    for field in taken {
        object.shift_remove(field);
    }
    for (name, value) in object {
        keep(&mut extra, &name.replace('\0', ""), value);
    }
    let entry = Entry { guid, code, statement, kind, grades, extra, ..Entry::default() };
    Ok(Statement { entry, subjects, language, matches: matches.unwrap_or_default() })
}

/// A text, the `literal` of one, or the label or address of a term.
fn text_of(value: &Value) -> Option<String> {
    let text = match value {
        Value::String(text) => Some(text.as_str()),
        Value::Object(map) => {
            ["literal", "prefLabel", "uri"].iter().find_map(|name| map.get(*name)?.as_str())
        }
        Value::Array(list) => return list.iter().find_map(text_of),
        _ => None,
    };
    text.map(|text| text.replace('\0', "").trim().to_owned()).filter(|text| !text.is_empty())
}

/// The labels of one term or several.
fn labels(value: Option<&Value>) -> Vec<String> {
    match value {
        Some(Value::Array(list)) => list.iter().filter_map(text_of).collect(),
        Some(other) => text_of(other).into_iter().collect(),
        None => Vec::new(),
    }
}

/// The exact matches; `None` when one of them cannot be read, and so all are kept as they came.
fn matches(value: Option<&Value>) -> Option<Vec<(String, Extra)>> {
    let links = match value? {
        Value::Array(list) => list.iter().collect(),
        one => vec![one],
    };
    links
        .into_iter()
        .map(|link| {
            let address = link.as_str().or_else(|| link.get("uri").and_then(Value::as_str));
            let address =
                address.map(str::trim).filter(|address| !address.is_empty() && !address.contains('\0'))?;
            let guid = guid_of(address);
            let mut extra = Extra::new();
            keep(
                &mut extra,
                "destinationNodeURI",
                json!({"title": address, "identifier": guid, "uri": address}),
            );
            if link.get("prefLabel").is_some_and(|label| label != address) {
                keep(&mut extra, "skos_exactMatch", link.clone());
            }
            Some((guid, extra))
        })
        .collect()
}

/// `urn:guid:5B8F...` as the GUID is written in CASE packages; another address as it is.
fn guid_of(address: &str) -> String {
    let digits = address.strip_prefix("urn:guid:").map(|text| text.replace('-', "").to_lowercase());
    match digits {
        Some(digits) if digits.len() == 32 && digits.bytes().all(|byte| byte.is_ascii_hexdigit()) => {
            [0..8, 8..12, 12..16, 16..20, 20..32].map(|range| &digits[range]).join("-")
        }
        _ => address.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_urn_is_the_guid_of_case() {
        assert_eq!(
            guid_of("urn:guid:FBCBB7C696FE475695920CA6DB25BAA4"),
            "fbcbb7c6-96fe-4756-9592-0ca6db25baa4"
        );
        assert_eq!(guid_of("http://x.example/1"), "http://x.example/1");
    }
}
