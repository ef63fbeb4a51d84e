//! Competencies that lie below other parents than before.

use std::collections::{BTreeSet, HashMap};

use domain::framework::AssociationKind;

use super::{
    Moved, Version,
    linking::{Degrees, Edge},
};

/// Single pairs whose parents are not one another's counterparts.
pub(super) fn moved(old: &Version<'_>, new: &Version<'_>, edges: &[Edge], sides: &Degrees) -> Vec<Moved> {
    let single: Vec<&Edge> = edges.iter().filter(|edge| sides.is_single(edge)).collect();
    let mut counterparts: HashMap<&str, &str> = single
        .iter()
        .map(|edge| (old.competencies[edge.old].guid.as_str(), new.competencies[edge.new].guid.as_str()))
        .collect();
    counterparts.insert(&old.framework.guid, &new.framework.guid);
    let images: BTreeSet<&str> = counterparts.values().copied().collect();
    let (old_parents, new_parents) = (parents(old), parents(new));
    let none = BTreeSet::new();
    let mut moved = Vec::new();
    for edge in single {
        let (from, to) = (&old.competencies[edge.old], &new.competencies[edge.new]);
        let before = old_parents.get(from.guid.as_str()).unwrap_or(&none);
        let after = new_parents.get(to.guid.as_str()).unwrap_or(&none);
        // Of a parent without a counterpart only the GUID can say that it is the same.
        let expected: BTreeSet<(bool, &str)> = before
            .iter()
            .map(|parent| counterparts.get(parent).map_or((false, *parent), |other| (true, *other)))
            .collect();
        let found = after.iter().map(|parent| (images.contains(parent), *parent)).collect();
        if expected != found {
            let guids = |parents: &BTreeSet<&str>| parents.iter().map(|guid| (*guid).to_owned()).collect();
            moved.push(Moved { old: from.id, new: to.id, from: guids(before), to: guids(after) });
        }
    }
    moved
}

/// GUIDs of the parents by GUID of the child.
fn parents<'a>(version: &Version<'a>) -> HashMap<&'a str, BTreeSet<&'a str>> {
    let mut parents: HashMap<&str, BTreeSet<&str>> = HashMap::new();
    for link in version.associations.iter().filter(|link| link.kind == AssociationKind::IsChildOf) {
        parents.entry(&link.origin.guid).or_default().insert(&link.destination.guid);
    }
    parents
}
