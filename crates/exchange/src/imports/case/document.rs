//! `CFDocument` to a framework.

use domain::{
    DistrictId,
    framework::{Extra, Framework},
    scale::Scale,
};
use serde_json::{Map, Value};

use super::{
    fields::{Source, link_text},
    naming::{Naming, source_of_word},
    places, scale,
};
use crate::{
    Problems,
    closed_schema::{MADE_BY, SCALE},
};

/// The framework that the document describes, and the format its ids are made for; `None` after
/// reporting that it has no identifier. What is left of `package` (definitions, rubrics,
/// extensions) goes into its `extra`.
pub(super) fn framework(
    district: DistrictId,
    mut source: Source<'_>,
    package: Map<String, Value>,
    problems: &mut Problems,
) -> Option<(Framework, &'static str)> {
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
        let publisher = source.object.get("publisher").and_then(Value::as_str).unwrap_or_default();
        publisher.replace('\0', "").trim().to_owned()
    });
    let version = source.text("version", problems);
    let adoption_status = source.text("adoptionStatus", problems);
    let language = source.text("language", problems);
    let subjects = source.texts("subject", problems);
    let linked = linked_subjects(source.object.get("subjectURI"));
    let licence = take_licence(&mut source, &package);
    let noted = source.object.get(SCALE).and_then(scale::read);
    if noted.is_some() {
        source.object.shift_remove(SCALE);
    }
    let made_by = source.object.get(MADE_BY).and_then(Value::as_str).and_then(source_of_word);
    if made_by.is_some() {
        source.object.shift_remove(MADE_BY);
    }
    let made_by = made_by.unwrap_or("case");
    let mut extra: Extra =
        source.rest().into_iter().map(|(name, json)| (places::of_document(&name), json)).collect();
    for (name, value) in package {
        extra.insert(places::of_package(&name.replace('\0', "")), value.to_string());
    }
    let version_text = version.as_deref().unwrap_or_default();
    let naming = Naming { source: made_by, district, document: &guid, version: version_text };
    let framework = Framework {
        id: naming.framework_id(),
        title,
        creator,
        adoption_status,
        language,
        subjects: if subjects.is_empty() { linked } else { subjects },
        licence,
        scale: noted.unwrap_or_else(Scale::four_levels),
        extra,
        version,
        guid,
    };
    Some((framework, made_by))
}

/// A licence that is a text is taken; a link stays.
fn take_licence(source: &mut Source<'_>, package: &Map<String, Value>) -> Option<String> {
    let licence = licence(source.object.get("licenseURI")?, package.get("CFDefinitions"))?;
    if source.object["licenseURI"].is_string() {
        source.object.shift_remove("licenseURI");
    }
    Some(licence)
}

/// The licence's title, from the link or from the definitions it points to, else its address.
pub(crate) fn licence(link: &Value, definitions: Option<&Value>) -> Option<String> {
    let defined = definitions.and_then(|all| all.get("CFLicenses")).and_then(Value::as_array);
    let named = defined.into_iter().flatten().find(|licence| {
        link_text(licence, "identifier").is_some()
            && link_text(licence, "identifier") == link_text(link, "identifier")
    });
    let address = link.as_str().map(str::trim).filter(|address| !address.is_empty());
    let title = named.and_then(|licence| link_text(licence, "title"));
    let text = address.or(title).or_else(|| link_text(link, "title")).or_else(|| link_text(link, "uri"))?;
    Some(text.replace('\0', ""))
}

/// Packages may name their subjects only by link.
fn linked_subjects(links: Option<&Value>) -> Vec<String> {
    let links = links.and_then(Value::as_array).into_iter().flatten();
    links.filter_map(|link| link_text(link, "title")).map(|text| text.replace('\0', "")).collect()
}
