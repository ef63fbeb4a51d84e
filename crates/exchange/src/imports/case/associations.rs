//! `CFAssociations`: every relation, dangling ones included.

use std::collections::{BTreeMap, HashMap, HashSet};

use domain::{
    AssociationId,
    framework::{Association, AssociationKind, Competency, End, Extra, Framework},
};
use serde_json::{Value, json};

use super::{
    fields::{Source, link_text},
    naming::{Naming, prerequisite_id},
    places,
    positions::{Siblings, of_siblings},
};
use crate::{Problem, Problems, closed_schema::PREREQUISITE};

/// Associations in file order, and the sequence number that the file gives each.
#[derive(Default)]
pub(super) struct Links {
    pub associations: Vec<Association>,
    pub sequences: Vec<Option<i64>>,
}

/// What can stand at an end within the package.
struct Inside<'a> {
    framework: &'a Framework,
    known: &'a HashMap<&'a str, &'a Competency>,
}

/// What is counted over all associations and reported once.
#[derive(Default)]
struct Tally {
    dangling: BTreeMap<AssociationKind, u64>,
    all: BTreeMap<AssociationKind, u64>,
    unknown_words: BTreeMap<String, u64>,
}

/// The associations in file order, with positions among siblings.
pub(super) fn associations(
    naming: Naming<'_>,
    framework: &Framework,
    file: &str,
    sources: Vec<Source<'_>>,
    known: &HashMap<&str, &Competency>,
    problems: &mut Problems,
) -> Links {
    let mut links = Links::default();
    let mut noted_positions = Vec::with_capacity(sources.len());
    let mut seen: HashSet<AssociationId> = HashSet::with_capacity(sources.len());
    let mut tally = Tally::default();
    let inside = Inside { framework, known };
    for mut source in sources {
        let path = source.path.clone();
        let noted = source.noted_position();
        let Some((association, sequence)) = link(naming, &inside, source, problems) else { continue };
        if !seen.insert(association.id) {
            let what = "this identifier was already given to another association; the first one stands";
            let problem = Problem::warning(file, what, "Give each association its own GUID.");
            problems.add(problem.in_field(&path).with_value(&association.guid));
            continue;
        }
        tally.count(&association, naming.document);
        links.associations.push(association);
        links.sequences.push(sequence);
        noted_positions.push(noted);
    }
    tally.report(file, problems);
    let siblings = of_siblings(&links.associations, &links.sequences);
    report_sequences(file, &siblings, problems);
    for ((link, position), noted) in
        links.associations.iter_mut().zip(siblings.positions).zip(noted_positions)
    {
        link.position = noted.map_or(position, |noted| noted.as_i64());
    }
    links
}

fn link(
    naming: Naming<'_>,
    inside: &Inside<'_>,
    mut source: Source<'_>,
    problems: &mut Problems,
) -> Option<(Association, Option<i64>)> {
    let origin = end(&mut source, "originNodeURI", inside, problems)?;
    let destination = end(&mut source, "destinationNodeURI", inside, problems)?;
    let Some(word) = source.text("associationType", problems) else {
        let what = "the association has no type; left out";
        problems.add(source.error("associationType", what, "Give it a type such as isChildOf."));
        return None;
    };
    let made_here = word == PREREQUISITE;
    let kind = if made_here { AssociationKind::Precedes } else { kind_of(&word) };
    if !made_here && kind.word() != word && !matches!(kind, AssociationKind::Other(_)) {
        let what = format!("the type is spelled otherwise in the standard; read as {}", kind.word());
        problems
            .add(source.warning("associationType", what, "Spell it as in the standard.").with_value(&word));
    }
    let guid = source
        .text("identifier", problems)
        .unwrap_or_else(|| format!("{}-{}-{}", origin.guid, kind.word(), destination.guid));
    let sequence = source.whole_number("sequenceNumber", problems);
    let framework = inside.framework.id;
    let id = if made_here {
        prerequisite_id(naming.district, framework, &guid)
    } else {
        naming.association_id(framework, &guid)
    };
    let extra = source.rest();
    Some((Association { id, framework, guid, kind, origin, destination, position: None, extra }, sequence))
}

/// The standard's word, whatever its capitals.
fn kind_of(word: &str) -> AssociationKind {
    match AssociationKind::from_word(word) {
        AssociationKind::Other(_) => {
            let folded = word.to_lowercase();
            KINDS
                .into_iter()
                .find(|known| known.to_lowercase() == folded)
                .map_or_else(|| AssociationKind::Other(word.to_owned()), AssociationKind::from_word)
        }
        kind => kind,
    }
}

const KINDS: [&str; 10] = [
    "isChildOf",
    "precedes",
    "isPartOf",
    "exactMatchOf",
    "isRelatedTo",
    "replacedBy",
    "exemplar",
    "hasSkillLevel",
    "isPeerOf",
    "isTranslationOf",
];

/// One end. The link as written stays in the source's rest unless it can be made again from the
/// competency it points to.
fn end(source: &mut Source<'_>, field: &str, inside: &Inside<'_>, problems: &mut Problems) -> Option<End> {
    let node = source.object.get(field);
    let Some(guid) = node.and_then(end_guid) else {
        let what = "this end of the association names nothing; the association is left out";
        problems.add(source.error(field, what, "Give it an identifier."));
        return None;
    };
    let guid = guid.to_owned();
    let known = inside.known.get(guid.as_str()).copied();
    let is_inside = known.is_some() || guid == inside.framework.guid;
    let title = node.and_then(|node| link_text(node, "title")).map(|title| title.replace('\0', ""));
    if is_inside && node == Some(&remade_link(inside.framework, known)) {
        source.object.shift_remove(field);
    }
    Some(End { guid, competency: known.map(|known| known.id), title: title.filter(|_| !is_inside) })
}

/// The identifier that a link names, or the last part of its address.
pub(crate) fn end_guid(node: &Value) -> Option<&str> {
    let address = node.as_str().or_else(|| link_text(node, "uri"));
    let last_part = address.and_then(|address| address.trim_end_matches('/').rsplit('/').next());
    link_text(node, "identifier").or(last_part).filter(|guid| !guid.is_empty() && !guid.contains('\0'))
}

/// The link to a competency, else to the document of `framework`, as made from what they say.
pub(crate) fn remade_link(framework: &Framework, competency: Option<&Competency>) -> Value {
    let (title, guid, extra): (&str, &str, &Extra) = competency.map_or_else(
        || (framework.title.as_str(), framework.guid.as_str(), &framework.extra),
        |competency| {
            let title =
                competency.code.as_ref().or(competency.short.as_ref()).unwrap_or(&competency.statement);
            (title.as_str(), competency.guid.as_str(), &competency.extra)
        },
    );
    match extra.get("uri").map(places::value_of) {
        Some(Value::String(uri)) => json!({ "title": title, "identifier": guid, "uri": uri }),
        _ => json!({ "title": title, "identifier": guid }),
    }
}

impl Tally {
    fn count(&mut self, association: &Association, document: &str) {
        *self.all.entry(association.kind.clone()).or_default() += 1;
        if let AssociationKind::Other(word) = &association.kind {
            *self.unknown_words.entry(word.clone()).or_default() += 1;
        }
        if dangles(&association.origin, document) || dangles(&association.destination, document) {
            *self.dangling.entry(association.kind.clone()).or_default() += 1;
        }
    }

    fn report(self, file: &str, problems: &mut Problems) {
        for (kind, count) in self.dangling {
            let all = self.all.get(&kind).copied().unwrap_or_default();
            let what =
                format!("{count} of {all} {} links lead out of this package; they are kept", kind.word());
            let advice = "Import the package they lead to, if you have it.";
            problems.add(Problem::warning(file, what, advice).in_field("CFAssociations"));
        }
        for (word, count) in self.unknown_words {
            let what =
                format!("{count} associations have a type that the standard does not know; they are kept");
            let warning = Problem::warning(file, what, "Nothing to do, unless the word is misspelled.");
            problems.add(warning.in_field("CFAssociations.associationType").with_value(&word));
        }
    }
}

/// Whether an end is neither a competency of the package nor the document itself.
pub(super) fn dangles(end: &End, document: &str) -> bool {
    end.competency.is_none() && end.guid != document
}

/// Says once how many sequence numbers are missing or repeated.
fn report_sequences(file: &str, siblings: &Siblings, problems: &mut Problems) {
    for (count, what) in [
        (siblings.missing, "isChildOf links have no sequence number"),
        (siblings.repeated, "isChildOf links repeat a sequence number"),
    ] {
        if count > 0 {
            let problem = Problem::warning(file, format!("{count} {what}"), "The order in the file decides.");
            problems.add(problem.in_field("CFAssociations.sequenceNumber"));
        }
    }
}
