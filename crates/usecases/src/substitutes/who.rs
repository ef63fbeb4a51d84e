//! Who can be a substitute: people who work at the school, who were one before, or somebody new.

use std::collections::BTreeSet;

use domain::{
    DistrictId, OrganizationId, PersonId, Timestamp,
    framework::Extra,
    people::{Person, RoleKind, Section},
    text,
};
use store::Tx;

use crate::{Actor, Refusal, access, access::Standing, chance};

/// How long somebody who was a substitute can be chosen again.
const KNOWN_DAYS: i64 = 400;

/// To whom a place is given.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Who {
    /// Somebody who works at the school, or was a substitute before.
    Known(PersonId),
    /// Somebody who is not here yet.
    New(NewPerson),
}

/// A person to be made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewPerson {
    /// Given name.
    pub given_name: String,
    /// Family name.
    pub family_name: String,
    /// May be empty.
    pub email: String,
}

impl Who {
    /// The same with its texts checked.
    pub(crate) fn checked(self) -> Result<Self, Refusal> {
        match self {
            Self::New(new) => Ok(Self::New(new.checked()?)),
            known @ Self::Known(_) => Ok(known),
        }
    }

    /// The person; a new one is made.
    pub(super) async fn find_or_make(
        &self,
        tx: &mut Tx,
        actor: &Actor,
        standing: &Standing,
        sections: &[Section],
        now: Timestamp,
    ) -> Result<Person, Refusal> {
        match self {
            Self::Known(id) => {
                let all = candidates(tx, actor, standing, sections, now).await?;
                let found = all.into_iter().find(|one| one.id == *id);
                found.ok_or_else(|| {
                    Refusal::invalid("person", "does not work at this school: write their name as a new one")
                })
            }
            Self::New(new) => new.make(tx, actor.district, None, now).await,
        }
    }
}

impl NewPerson {
    /// The same with its texts checked.
    pub(crate) fn checked(self) -> Result<Self, Refusal> {
        let name = |field, text: &str| text::optional(text, 200).map_err(Refusal::text(field));
        let given_name = name("given_name", &self.given_name)?.unwrap_or_default();
        let family_name = name("family_name", &self.family_name)?.unwrap_or_default();
        if given_name.is_empty() && family_name.is_empty() {
            return Err(Refusal::invalid("name", "is missing: choose somebody, or write a new name"));
        }
        let email = text::optional(&self.email, 300).map_err(Refusal::text("email"))?.unwrap_or_default();
        if !email.is_empty() && !email.contains('@') {
            return Err(Refusal::invalid("email", "is not an address: leave it empty where there is none"));
        }
        Ok(Self { given_name, family_name, email })
    }

    /// Makes the person, whose texts were checked; refused where somebody has the e-mail address already.
    pub(crate) async fn make(
        &self,
        tx: &mut Tx,
        district: DistrictId,
        grade: Option<String>,
        now: Timestamp,
    ) -> Result<Person, Refusal> {
        if !self.email.is_empty() && is_known(tx, district, &self.email).await? {
            let why = "belongs to somebody who is here already: choose them instead";
            return Err(Refusal::invalid("email", why));
        }
        let person = Person {
            id: chance::person_id(now),
            given_name: self.given_name.clone(),
            family_name: self.family_name.clone(),
            email: Some(self.email.clone()).filter(|email| !email.is_empty()),
            grade,
            language: None,
            sourced_id: None,
            active: true,
            extra: Extra::new(),
        };
        store::person::put(tx, district, std::slice::from_ref(&person)).await?;
        Ok(person)
    }
}

/// Whether an e-mail address is somebody's.
pub(crate) async fn is_known(tx: &mut Tx, district: DistrictId, email: &str) -> Result<bool, Refusal> {
    let key = text::search_key(email);
    let found = store::person::page(tx, district, Some(&key), None, 100).await?;
    Ok(found.iter().any(|one| one.email.as_deref().is_some_and(|email| text::search_key(email) == key)))
}

/// Everybody who works in an organization around or below one of `sections`, and who was a substitute
/// lately; by name.
pub(super) async fn candidates(
    tx: &mut Tx,
    actor: &Actor,
    standing: &Standing,
    sections: &[Section],
    now: Timestamp,
) -> Result<Vec<Person>, Refusal> {
    let district = actor.district;
    let schools: BTreeSet<_> = sections.iter().map(|section| section.organization).collect();
    let since = now - jiff::SignedDuration::from_hours(24 * KNOWN_DAYS);
    let mut ids = working_around(tx, district, standing, &schools).await?;
    ids.extend(store::substitution::people_since(tx, district, since).await?);
    ids.remove(&actor.person);
    let ids: Vec<PersonId> = ids.into_iter().collect();
    let mut people = store::person::find_all(tx, district, &ids).await?;
    people.retain(|one| one.active);
    people.sort_by_cached_key(|one| (text::search_key(&one.list_name()), one.id));
    Ok(people)
}

/// Everybody who works today in an organization around or below one of `schools`.
pub(crate) async fn working_around(
    tx: &mut Tx,
    district: DistrictId,
    standing: &Standing,
    schools: &BTreeSet<OrganizationId>,
) -> Result<BTreeSet<PersonId>, Refusal> {
    let mut ids = BTreeSet::new();
    for kind in RoleKind::ALL.iter().copied().filter(|kind| access::is_of_staff(*kind)) {
        for role in store::role::of_kind(tx, district, kind).await? {
            let near = |school| {
                standing.lies_in(school, role.organization) || standing.lies_in(role.organization, school)
            };
            if role.dates.contains(standing.today) && schools.iter().any(|school| near(*school)) {
                ids.insert(role.person);
            }
        }
    }
    Ok(ids)
}

/// Whether a person is a substitute and nothing else: then a link opens nothing but the day. A link for
/// somebody with a role would be a key to all that they may.
pub(super) async fn is_nothing_else(
    tx: &mut Tx,
    district: DistrictId,
    person: PersonId,
) -> Result<bool, Refusal> {
    Ok(store::role::of_person(tx, district, person).await?.is_empty()
        && store::enrollment::of_person(tx, district, person).await?.is_empty()
        && store::guardianship::of_guardian(tx, district, person).await?.is_empty()
        && store::account::of_person(tx, district, person).await?.is_none())
}
