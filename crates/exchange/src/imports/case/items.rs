//! `CFItems` to competencies.

use std::collections::HashMap;

use domain::{
    FrameworkId,
    framework::{Competency, Extra},
};
use serde_json::Value;

use super::{fields::Source, naming::Naming, places};
use crate::{Problems, closed_schema::RETIRED, dates};

/// Competencies in file order, and the place that a note of ours gives some of them.
#[derive(Default)]
pub(super) struct Items {
    pub competencies: Vec<Competency>,
    pub noted_positions: Vec<Option<i64>>,
}

/// The competencies in file order. A GUID that comes again is reported, and the first one stands.
pub(super) fn competencies(
    naming: Naming<'_>,
    framework: FrameworkId,
    file: &str,
    items: Vec<Source<'_>>,
    problems: &mut Problems,
) -> Items {
    let mut read = Items::default();
    let mut places: HashMap<String, usize> = HashMap::with_capacity(items.len());
    debug_assert!(items.iter().all(|item| item.file == file));
    for mut source in items {
        let Some(guid) = source.text("identifier", problems) else {
            let advice = "Give the item its GUID.";
            problems.add(source.error("identifier", "the item has no identifier; left out", advice));
            continue;
        };
        let path = source.path.clone();
        let noted = source.noted_position().and_then(|noted| noted.as_i64());
        let Some(competency) = competency(naming, framework, guid, source, problems) else { continue };
        if let Some(first) = places.get(&competency.guid) {
            let differ = differences(&read.competencies[*first], &competency);
            let what =
                format!("this identifier was already given to another item; the first one stands{differ}");
            let problem = crate::Problem::warning(file, what, "Give each item its own GUID.");
            problems.add(problem.in_field(&format!("{path}.identifier")).with_value(&competency.guid));
            continue;
        }
        places.insert(competency.guid.clone(), read.competencies.len());
        read.competencies.push(competency);
        read.noted_positions.push(noted);
    }
    read
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
    let noted = source.object.get(RETIRED).and_then(Value::as_bool);
    if noted.is_some() {
        source.object.shift_remove(RETIRED);
    }
    let extra = source.rest();
    Some(Competency {
        id: naming.competency_id(&guid, code.as_deref()),
        framework,
        guid,
        code,
        statement,
        short,
        kind,
        grades,
        position: 0,
        retired: noted.unwrap_or_else(|| is_retired(&extra)),
        extra,
    })
}

/// An item whose status had ended when it was last changed.
pub(crate) fn is_retired(extra: &Extra) -> bool {
    let day = |field: &str| {
        let value = places::value_of(extra.get(field)?);
        dates::date(value.as_str()?).ok().map(|read| read.date)
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

/// The competencies by the publisher's identifiers.
pub(super) fn by_guid(competencies: &[Competency]) -> HashMap<&str, &Competency> {
    competencies.iter().map(|competency| (competency.guid.as_str(), competency)).collect()
}
