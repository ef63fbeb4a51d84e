//! The order of competencies and of siblings, from sequence numbers and the order of the file.

use std::collections::HashMap;

use domain::framework::{Association, AssociationKind, Competency};
use serde_json::Value;

/// The sequence number that a kept field holds; a text that is a whole number counts.
pub(crate) fn sequence_number(value: &Value) -> Option<i64> {
    match value {
        Value::Number(number) => number.as_i64(),
        Value::String(text) => text.trim().parse().ok(),
        _ => None,
    }
}

/// The place of each competency, in the order given: by the sequence number below its first parent,
/// then file order. `sequences` are those of `associations`, in their order.
pub(crate) fn of_competencies(
    competencies: &[Competency],
    associations: &[Association],
    sequences: &[Option<i64>],
) -> Vec<i64> {
    let mut first: HashMap<&str, i64> = HashMap::with_capacity(competencies.len());
    for (link, sequence) in associations.iter().zip(sequences) {
        if link.kind == AssociationKind::IsChildOf {
            first.entry(&link.origin.guid).or_insert(sequence.unwrap_or(i64::MAX));
        }
    }
    let place_of = |competency: &Competency| first.get(competency.guid.as_str()).copied().unwrap_or(i64::MAX);
    let mut order: Vec<(i64, usize)> =
        competencies.iter().enumerate().map(|(place, competency)| (place_of(competency), place)).collect();
    order.sort_unstable();
    let mut positions = vec![0; competencies.len()];
    for (position, (_, place)) in (0..).zip(order) {
        positions[place] = position;
    }
    positions
}

/// The place of each `isChildOf` among its siblings, and what is odd about the sequence numbers.
#[derive(Debug, Default)]
pub(crate) struct Siblings {
    /// In the order of the associations; `None` for other kinds.
    pub positions: Vec<Option<i64>>,
    /// How many links have no sequence number.
    pub missing: u64,
    /// How many repeat that of a sibling.
    pub repeated: u64,
}

/// Numbers the children of each parent by (sequence number, file order); a missing number comes last.
pub(crate) fn of_siblings(associations: &[Association], sequences: &[Option<i64>]) -> Siblings {
    let mut found = Siblings { positions: vec![None; associations.len()], ..Siblings::default() };
    let mut children: HashMap<&str, Vec<(i64, usize)>> = HashMap::new();
    for (place, (link, sequence)) in associations.iter().zip(sequences).enumerate() {
        if link.kind == AssociationKind::IsChildOf {
            found.missing += u64::from(sequence.is_none());
            let parent = link.destination.guid.as_str();
            children.entry(parent).or_default().push((sequence.unwrap_or(i64::MAX), place));
        }
    }
    for siblings in children.values_mut() {
        siblings.sort_unstable();
        found.repeated += siblings
            .windows(2)
            .map(|pair| u64::from(pair[0].0 == pair[1].0 && pair[0].0 != i64::MAX))
            .sum::<u64>();
        for (position, (_, place)) in (0..).zip(siblings.iter()) {
            found.positions[*place] = Some(position);
        }
    }
    found
}
