//! A framework to `CFDocument`, and what is left for the package.

use serde_json::{Map, Value};

use super::{Outgoing, fields::begin};
use crate::{
    closed_schema::{Lenient, MADE_BY, SCALE},
    imports::case::{naming, places, scale},
};

/// The document, and the other fields of the package.
pub(super) fn parted(out: &Outgoing<'_>) -> (Lenient, Map<String, Value>) {
    let framework = out.framework;
    let (kept, rest) = places::parted(&framework.extra);
    let mut document = begin(kept);
    document.set("identifier", Some(framework.guid.as_str()));
    document.set("title", Some(framework.title.as_str()));
    document.set("creator", Some(framework.creator.as_str()).filter(|creator| !creator.is_empty()));
    if framework.creator.is_empty() {
        // Else the publisher would be read as the creator.
        document.set("publisher", None::<Value>);
    }
    document.set("version", framework.version.as_deref());
    document.set("adoptionStatus", framework.adoption_status.as_deref());
    document.set("language", framework.language.as_deref());
    document.set_list("subject", &framework.subjects);
    if framework.subjects.is_empty() {
        set_aside_linked_subjects(&mut document);
    }
    set_licence(&mut document, framework.licence.as_deref(), rest.get("CFDefinitions"));
    document.set(SCALE, scale::written(&framework.scale));
    let source = naming::source_of(out.district, framework);
    document.set(MADE_BY, Some(source).filter(|source| *source != "case"));
    (document, rest)
}

/// Links with titles would be read as subjects that the framework does not have.
fn set_aside_linked_subjects(document: &mut Lenient) {
    let links = document.object.get("subjectURI").and_then(Value::as_array);
    if links.is_some_and(|links| links.iter().any(|link| link.get("title").is_some_and(Value::is_string))) {
        document.set("subjectURI", None::<Value>);
    }
}

/// A link that says this licence stays as it is; another licence is written as a text.
fn set_licence(document: &mut Lenient, licence: Option<&str>, definitions: Option<&Value>) {
    let link = document.object.get("licenseURI");
    let said = link.and_then(|link| crate::imports::case::licence(link, definitions));
    if said.as_deref() != licence || link.is_some_and(Value::is_string) {
        document.set("licenseURI", licence);
    }
}
