//! Who runs the whole district, and how far one school's administrator reaches.

use std::collections::BTreeSet;

use domain::{Date, DistrictId, PersonId, people::RoleKind};
use store::Tx;

use super::{LearnerPlaces, Standing, standing::is_district};
use crate::{Actor, Refusal};

/// Who runs the whole district on `day`, still here; those who run one school of it are not among them. Who
/// holds the role longest comes first.
pub(crate) async fn administrators_of_the_district(
    tx: &mut Tx,
    district: DistrictId,
    day: Date,
) -> Result<Vec<PersonId>, Refusal> {
    let organizations = store::organization::list(tx, district).await?;
    let mut roles = store::role::of_kind(tx, district, RoleKind::Administrator).await?;
    roles.retain(|role| {
        let whole = organizations.iter().any(|one| one.id == role.organization && is_district(one));
        whole && role.dates.contains(day)
    });
    roles.sort_by_key(|role| (role.dates.begins(), role.person));
    let ids: Vec<PersonId> = roles.iter().map(|role| role.person).collect();
    let known = store::person::find_all(tx, district, &ids).await?;
    let here: BTreeSet<PersonId> = known.into_iter().filter(|one| one.active).map(|one| one.id).collect();
    let mut found: Vec<PersonId> = Vec::new();
    for id in ids {
        if here.contains(&id) && !found.contains(&id) {
            found.push(id);
        }
    }
    Ok(found)
}

/// Whether everything that `person` is here lies where `standing` gives roles: then a link that signs them in
/// opens nothing beyond it.
pub(crate) async fn lies_within(
    tx: &mut Tx,
    actor: &Actor,
    standing: &Standing,
    person: PersonId,
) -> Result<bool, Refusal> {
    if standing.sets_rules_of_the_district() {
        return Ok(true);
    }
    let district = actor.district;
    let roles = store::role::of_person(tx, district, person).await?;
    let sections = store::section::of_person(tx, district, person).await?;
    let mut places: Vec<_> = roles.iter().map(|role| role.organization).collect();
    places.extend(sections.iter().map(|section| section.organization));
    let mut learners: Vec<_> =
        store::guardianship::of_guardian(tx, district, person).await?.iter().map(|one| one.learner).collect();
    learners.extend(store::caseload::of_holder(tx, district, person).await?.iter().map(|one| one.learner));
    for learner in learners {
        let of = LearnerPlaces::load(tx, actor, learner, standing.today).await?;
        places.extend(of.organizations);
        places.extend(of.sections.iter().map(|section| section.organization));
    }
    Ok(places.into_iter().all(|place| standing.gives_roles_in(place)))
}
