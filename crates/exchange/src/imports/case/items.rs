//! `CFItems` to competencies.

use std::collections::HashMap;

use domain::{
    CompetencyId, FrameworkId,
    framework::{AssociationKind, Competency},
};

use super::{Naming, associations::Link, fields::Source};
use crate::{Problems, dates};

/// The competencies in file order. A GUID that comes again is reported, and the first one stands.
pub(super) fn competencies(
    naming: Naming<'_>,
    framework: FrameworkId,
    file: &str,
    items: Vec<Source<'_>>,
    problems: &mut Problems,
) -> Vec<Competency> {
    let mut competencies: Vec<Competency> = Vec::with_capacity(items.len());
    let mut places: HashMap<String, usize> = HashMap::with_capacity(items.len());
    debug_assert!(items.iter().all(|item| item.file == file));
    for mut source in items {
        let Some(guid) = source.text("identifier", problems) else {
            let advice = "Give the item its GUID.";
            problems.add(source.error("identifier", "the item has no identifier; left out", advice));
            continue;
        };
        let path = source.path.clone();
        let Some(competency) = competency(naming, framework, guid, source, problems) else { continue };
        if let Some(first) = places.get(&competency.guid) {
            let differ = differences(&competencies[*first], &competency);
            let what =
                format!("this identifier was already given to another item; the first one stands{differ}");
            let problem = crate::Problem::warning(file, what, "Give each item its own GUID.");
            problems.add(problem.in_field(&format!("{path}.identifier")).with_value(&competency.guid));
            continue;
        }
        places.insert(competency.guid.clone(), competencies.len());
        competencies.push(competency);
    }
    competencies
}

fn competency(
    naming: Naming<'_>,
    framework: FrameworkId,
    guid: String,
    mut source: Source<'_>,
    problems: &mut Problems,
) -> Option<Competency> {
    let code = source.text("humanCodingScheme", problems);
    let short = source.text("abbreviatedStatement", problems);
    let kind = source.text("CFItemType", problems);
    let grades = source.texts("educationLevel", problems);
    let full = source.text("fullStatement", problems);
    let advice = "Write the full statement.";
    let Some(statement) = full.clone().or_else(|| short.clone()).or_else(|| code.clone()) else {
        let what = "the item has no statement; left out";
        problems.add(source.error("fullStatement", what, advice).with_value(&guid));
        return None;
    };
    if full.is_none() {
        let what = "the item has no full statement; its short text stands for it";
        problems.add(source.warning("fullStatement", what, advice).with_value(&guid));
    }
    let retired = is_retired(&source);
    Some(Competency {
        id: CompetencyId::derived(naming.district, &["case", naming.document, naming.version, &guid]),
        framework,
        guid,
        code,
        statement,
        short,
        kind,
        grades,
        position: 0,
        retired,
        extra: source.rest(),
    })
}

/// An item whose status had ended when it was last changed.
fn is_retired(source: &Source<'_>) -> bool {
    let day = |field: &str| {
        let text = source.object.get(field).and_then(serde_json::Value::as_str)?;
        dates::date(text).ok().map(|read| read.date)
    };
    matches!((day("statusEndDate"), day("lastChangeDateTime")), (Some(end), Some(changed)) if end <= changed)
}

fn differences(first: &Competency, again: &Competency) -> String {
    let fields = [
        ("humanCodingScheme", first.code != again.code),
        ("fullStatement", first.statement != again.statement),
        ("abbreviatedStatement", first.short != again.short),
        ("CFItemType", first.kind != again.kind),
        ("educationLevel", first.grades != again.grades),
    ];
    let differ: Vec<_> = fields.into_iter().filter(|(_, differs)| *differs).map(|(name, _)| name).collect();
    if differ.is_empty() { String::new() } else { format!(", though they differ in {}", differ.join(", ")) }
}

/// Our ids by the publisher's identifiers.
pub(super) fn ids_by_guid(competencies: &[Competency]) -> HashMap<String, CompetencyId> {
    competencies.iter().map(|competency| (competency.guid.clone(), competency.id)).collect()
}

/// Orders the competencies by the sequence number below their first parent, then file order.
pub(super) fn set_positions(competencies: &mut [Competency], links: &[Link]) {
    let mut sequence: HashMap<&str, i64> = HashMap::with_capacity(competencies.len());
    for link in links.iter().filter(|link| link.association.kind == AssociationKind::IsChildOf) {
        sequence.entry(&link.association.origin.guid).or_insert(link.sequence.unwrap_or(i64::MAX));
    }
    let mut order: Vec<(i64, usize)> = competencies
        .iter()
        .enumerate()
        .map(|(place, competency)| {
            (sequence.get(competency.guid.as_str()).copied().unwrap_or(i64::MAX), place)
        })
        .collect();
    order.sort_unstable();
    for (position, (_, place)) in (0..).zip(order) {
        competencies[place].position = position;
    }
}
