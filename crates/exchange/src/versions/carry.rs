//! Prerequisites that were made here, carried over to the next version.

use domain::{AssociationId, CompetencyId, DistrictId, framework::AssociationKind};

use super::{Difference, Version, edits::successors};
use crate::imports::case::naming::prerequisite_id;

/// Where prerequisites of the old version lead in the new one.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Carried {
    /// (before, after) in the new version, each pair once.
    pub pairs: Vec<(CompetencyId, CompetencyId)>,
    /// Prerequisites with an end that has no single successor: for a person to look at.
    pub left: Vec<AssociationId>,
}

/// Carries the prerequisites made here (not the publisher's) along the suggested crosswalk.
pub fn carried_prerequisites(district: DistrictId, old: &Version<'_>, difference: &Difference) -> Carried {
    let successors = successors(&difference.crosswalk);
    let mut carried = Carried::default();
    for link in old.associations.iter().filter(|link| link.kind == AssociationKind::Precedes) {
        if link.id != prerequisite_id(district, link.framework, &link.guid) {
            continue;
        }
        let successor = |end: Option<CompetencyId>| successors.get(&end?).copied();
        match (successor(link.origin.competency), successor(link.destination.competency)) {
            (Some(before), Some(after)) if before != after => {
                if !carried.pairs.contains(&(before, after)) {
                    carried.pairs.push((before, after));
                }
            }
            _ => carried.left.push(link.id),
        }
    }
    carried
}
