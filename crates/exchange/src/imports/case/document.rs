//! `CFDocument` to a framework.

use domain::{DistrictId, framework::Framework, scale::Scale};
use serde_json::{Map, Value};

use super::{
    Naming,
    fields::{Source, link_text},
};
use crate::Problems;

/// The framework that the document describes; `None` after reporting that it has no identifier.
/// What is left of `package` (definitions, rubrics, extensions) goes into its `extra`.
pub(super) fn framework(
    district: DistrictId,
    file: &str,
    document: Map<String, Value>,
    package: &mut Map<String, Value>,
    problems: &mut Problems,
) -> Option<Framework> {
    let mut source = Source { file, path: "CFDocument".to_owned(), object: document };
    let Some(guid) = source.text("identifier", problems) else {
        let advice = "Give the document its GUID.";
        problems.stop(source.error("identifier", "the document has no identifier", advice));
        return None;
    };
    let title = source.text("title", problems).unwrap_or_else(|| {
        let advice = "Give the document a title.";
        problems.add(source.warning(
            "title",
            "the document has no title; its identifier stands for it",
            advice,
        ));
        guid.clone()
    });
    let creator = source.text("creator", problems).unwrap_or_else(|| {
        let advice = "Name who made the framework.";
        problems.add(source.warning("creator", "the document has no creator", advice));
        source.object.get("publisher").and_then(Value::as_str).unwrap_or_default().to_owned()
    });
    let version = source.text("version", problems);
    let adoption_status = source.text("adoptionStatus", problems);
    let language = source.text("language", problems);
    let subjects = source.texts("subject", problems);
    let licence = licence(&source, package);
    let mut extra = source.rest();
    for (name, value) in std::mem::take(package) {
        extra.insert(name.replace('\0', ""), value.to_string());
    }
    let naming = Naming { district, document: &guid, version: version.as_deref().unwrap_or_default() };
    Some(Framework {
        id: naming.framework_id(),
        title,
        creator,
        adoption_status,
        language,
        subjects: if subjects.is_empty() { linked_subjects(&extra) } else { subjects },
        licence,
        scale: Scale::four_levels(),
        extra,
        version,
        guid,
    })
}

/// The licence's title, from the link or from the definitions it points to, else its address.
fn licence(source: &Source<'_>, package: &Map<String, Value>) -> Option<String> {
    let link = source.object.get("licenseURI")?;
    if let Some(address) = link.as_str() {
        return Some(address.to_owned());
    }
    let defined =
        package.get("CFDefinitions").and_then(|all| all.get("CFLicenses")).and_then(Value::as_array);
    let named = defined.into_iter().flatten().find(|licence| {
        link_text(licence, "identifier").is_some()
            && link_text(licence, "identifier") == link_text(link, "identifier")
    });
    let title = named.and_then(|licence| link_text(licence, "title"));
    title.or_else(|| link_text(link, "title")).or_else(|| link_text(link, "uri")).map(str::to_owned)
}

/// Packages may name their subjects only by link.
fn linked_subjects(extra: &domain::framework::Extra) -> Vec<String> {
    let links = extra.get("subjectURI").and_then(|json| serde_json::from_str::<Vec<Value>>(json).ok());
    links.iter().flatten().filter_map(|link| link_text(link, "title")).map(str::to_owned).collect()
}
