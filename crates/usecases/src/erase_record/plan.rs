//! What an erasure would take away, and whether it can be done.

use std::collections::BTreeSet;

use domain::{
    Date, DistrictId, LearnerId, PersonId,
    people::{Person, RoleKind, SectionRole},
};
use store::Tx;

use crate::Refusal;

/// What an erasure takes away, and what stays.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Plan {
    /// Whose record.
    pub learner: Person,
    /// Entries of the ledger whose content goes.
    pub entries: i64,
    /// How many rows go, by table; nothing of what is empty.
    pub rows: Vec<(&'static str, i64)>,
    /// Guardians who speak for nobody else, and of whom everything goes too.
    pub guardians: Vec<Person>,
    /// Why it cannot be done; empty when it can.
    pub hindrance: String,
}

pub(crate) async fn plan(
    tx: &mut Tx,
    district: DistrictId,
    learner: LearnerId,
    today: Date,
) -> Result<Plan, Refusal> {
    let person = store::person::find(tx, district, learner.as_person()).await?;
    let person = person.ok_or(Refusal::NotFound("this learner"))?;
    let mut counts = store::erasure::count(tx, district, learner).await?;
    counts.retain(|(_, count)| *count > 0);
    let entries = counts.iter().find(|(table, _)| *table == "evidence").map_or(0, |(_, count)| *count);
    counts.retain(|(table, _)| *table != "evidence");
    Ok(Plan {
        hindrance: hindrance(tx, district, learner, today).await?,
        learner: person,
        entries,
        rows: counts,
        guardians: guardians_of_nobody_else(tx, district, learner).await?,
    })
}

/// Who works here is not erased as a learner: others' records name them. Nor is one of two records that count
/// as one: the other repeats its entries.
async fn hindrance(
    tx: &mut Tx,
    district: DistrictId,
    learner: LearnerId,
    today: Date,
) -> Result<String, Refusal> {
    if store::erasure::erased_at(tx, district, learner).await?.is_some() {
        return Ok("This record is erased already.".to_owned());
    }
    let person = learner.as_person();
    let joined = store::record_link::kept_of(tx, district, person).await?.is_some()
        || !store::record_link::merged_into(tx, district, person).await?.is_empty();
    if joined {
        return Ok("This record and another count as one: separate them first.".to_owned());
    }
    let roles = store::role::of_person(tx, district, person).await?;
    let places = store::enrollment::of_person(tx, district, person).await?;
    let works = roles.iter().any(|role| role.kind != RoleKind::Learner && role.dates.contains(today))
        || places.iter().any(|one| one.role != SectionRole::Learner && one.dates.contains(today));
    let speaks = !store::guardianship::of_guardian(tx, district, person).await?.is_empty();
    if works || speaks {
        return Ok(
            "This person also works here or speaks for somebody: end that in the roster first.".to_owned()
        );
    }
    Ok(String::new())
}

/// Guardians of this learner and of no other who hold no other role and no place in a class.
async fn guardians_of_nobody_else(
    tx: &mut Tx,
    district: DistrictId,
    learner: LearnerId,
) -> Result<Vec<Person>, Refusal> {
    let mut alone = BTreeSet::new();
    for one in store::guardianship::of_learner(tx, district, learner).await? {
        let children = store::guardianship::of_guardian(tx, district, one.guardian).await?;
        let roles = store::role::of_person(tx, district, one.guardian).await?;
        let places = store::enrollment::of_person(tx, district, one.guardian).await?;
        let others = children.iter().any(|child| child.learner != learner);
        if !others && places.is_empty() && roles.iter().all(|role| role.kind == RoleKind::Guardian) {
            alone.insert(one.guardian);
        }
    }
    let alone: Vec<PersonId> = alone.into_iter().collect();
    Ok(store::person::find_all(tx, district, &alone).await?)
}
