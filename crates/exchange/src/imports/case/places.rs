//! Where a kept field of a framework came from: the package or its document.
//!
//! A framework keeps both in one [`Extra`]. Fields of the document have their own name; so have the
//! definitions and rubrics of the package; other fields of the package begin with `CFPackage.`, and
//! a field of the document that could be taken for one of these begins with `CFDocument.`.

use domain::framework::Extra;
use serde_json::{Map, Value};

const PACKAGE: &str = "CFPackage.";
const DOCUMENT: &str = "CFDocument.";
const OWN: [&str; 2] = ["CFDefinitions", "CFRubrics"];

/// The name under which a field of the package is kept.
pub(crate) fn of_package(name: &str) -> String {
    if OWN.contains(&name) { name.to_owned() } else { format!("{PACKAGE}{name}") }
}

/// The name under which a field of the document is kept.
pub(crate) fn of_document(name: &str) -> String {
    let alike = OWN.contains(&name) || name.starts_with(PACKAGE) || name.starts_with(DOCUMENT);
    if alike { format!("{DOCUMENT}{name}") } else { name.to_owned() }
}

/// Fields of the document, and fields of the package.
pub(crate) fn parted(extra: &Extra) -> (Map<String, Value>, Map<String, Value>) {
    let (mut document, mut package) = (Map::new(), Map::new());
    for (name, json) in extra.iter() {
        let value = value_of(json);
        if let Some(own) = name.strip_prefix(PACKAGE) {
            package.insert(own.to_owned(), value);
        } else if OWN.contains(&name) {
            package.insert(name.to_owned(), value);
        } else {
            let own = name.strip_prefix(DOCUMENT).unwrap_or(name);
            document.insert(own.to_owned(), value);
        }
    }
    (document, package)
}

/// A kept JSON text as a value; what is no JSON, as the text.
pub(crate) fn value_of(json: &str) -> Value {
    serde_json::from_str(json).unwrap_or_else(|_| Value::from(json))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_field_goes_back_where_it_was() {
        let names = ["CFDefinitions", "extensions", "CFPackage.a", "CFDocument.b", "note"];
        let document = names.map(|name| (of_document(name), "true".to_owned()));
        let package = names.map(|name| (of_package(name), "false".to_owned()));
        let extra: Extra = document.into_iter().chain(package).collect();
        assert_eq!(extra.len(), 10);
        let (document, package) = parted(&extra);
        let mut wanted = names;
        wanted.sort_unstable();
        for (found, value) in [(document, true), (package, false)] {
            let mut keys: Vec<_> = found.keys().cloned().collect();
            keys.sort();
            assert_eq!(keys, wanted);
            assert!(found.values().all(|one| *one == value));
        }
    }
}
