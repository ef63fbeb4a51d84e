//! The tables of a whole record, one function each: who somebody is here; what they learned and what is said
//! of their rights in files of their own.

mod learning;
mod rights;

use std::collections::HashMap;

use domain::{DistrictId, LearnerId, PersonId, SectionId, Timestamp, people::Person};
use exchange::exports::whole_record::{Heading, Package};
use store::Tx;

use super::Reader;
use crate::Refusal;

/// Where everything is read from and written to.
struct Writing<'w> {
    tx: &'w mut Tx,
    district: DistrictId,
    person: &'w Person,
    learner: LearnerId,
    reader: &'w Reader,
    package: &'w mut Package,
    names: HashMap<PersonId, String>,
    sections: HashMap<SectionId, String>,
    now: Timestamp,
}

/// Writes every table.
pub(super) async fn write(
    tx: &mut Tx,
    district: DistrictId,
    person: &Person,
    reader: &Reader,
    package: &mut Package,
    now: Timestamp,
) -> Result<(), Refusal> {
    let sections = store::section::list(tx, district).await?;
    let mut writing = Writing {
        tx,
        district,
        person,
        learner: person.id.as_learner(),
        reader,
        package,
        names: HashMap::new(),
        sections: sections.into_iter().map(|one| (one.id, one.title)).collect(),
        now,
    };
    writing.profile().await?;
    writing.places().await?;
    writing.guardians().await?;
    writing.evidence().await?;
    writing.judgements().await?;
    writing.targets().await?;
    writing.accommodations().await?;
    writing.consents().await?;
    writing.amendments().await?;
    writing.notices().await?;
    writing.disclosures().await?;
    writing.readers().await
}

fn moment(at: Timestamp) -> String {
    at.to_string()
}

fn or_empty<T: ToString>(value: Option<T>) -> String {
    value.map_or_else(String::new, |value| value.to_string())
}

impl Writing<'_> {
    fn begin(&mut self, slug: &'static str, title: &str, about: &str, columns: &[(&'static str, &str)]) {
        let reader = self.reader;
        self.package.begin(Heading {
            slug,
            title: reader.say(title),
            about: reader.say(about),
            columns: columns.iter().map(|(name, key)| (*name, reader.say(key))).collect(),
        });
    }

    async fn name(&mut self, person: PersonId) -> Result<String, Refusal> {
        if let Some(known) = self.names.get(&person) {
            return Ok(known.clone());
        }
        let found = store::person::find(self.tx, self.district, person).await?;
        let name = found.map_or_else(String::new, |one| one.name());
        self.names.insert(person, name.clone());
        Ok(name)
    }

    /// A name that families read only where it is their own.
    async fn own_name(&mut self, person: PersonId) -> Result<String, Refusal> {
        if self.reader.is_private() && person != self.reader.person {
            return Ok(String::new());
        }
        self.name(person).await
    }

    async fn profile(&mut self) -> Result<(), Refusal> {
        self.begin(
            "profile",
            "record-profile",
            "record-profile-about",
            &[("field", "record-field"), ("value", "record-value")],
        );
        let person = self.person;
        let mut rows = vec![
            ("id".to_owned(), person.id.to_string()),
            ("given_name".to_owned(), person.given_name.clone()),
            ("family_name".to_owned(), person.family_name.clone()),
            ("grade".to_owned(), person.grade.clone().unwrap_or_default()),
            ("email".to_owned(), person.email.clone().unwrap_or_default()),
            ("language".to_owned(), person.language.clone().unwrap_or_default()),
            ("sourced_id".to_owned(), person.sourced_id.clone().unwrap_or_default()),
            ("active".to_owned(), if person.active { "yes" } else { "no" }.to_owned()),
        ];
        let last = store::person::last_sign_in(self.tx, self.district, person.id).await?;
        rows.push(("last_signed_in_at".to_owned(), or_empty(last)));
        // Who else speaks for the child stands in its own table, as far as the reader may know it.
        let of_others = |name: &str| {
            ["agent", "guardian", "password"].iter().any(|part| name.to_lowercase().contains(part))
        };
        for (name, json) in person.extra.iter() {
            if !self.reader.is_private() || !of_others(name) {
                rows.push((name.to_owned(), json.to_owned()));
            }
        }
        for (field, value) in rows {
            self.package.row(&[field, value]);
        }
        Ok(())
    }

    async fn places(&mut self) -> Result<(), Refusal> {
        self.begin(
            "classes",
            "record-classes",
            "record-classes-about",
            &[
                ("place", "record-place"),
                ("role", "record-role"),
                ("begins_on", "record-from"),
                ("ends_on", "record-until"),
            ],
        );
        for one in store::enrollment::of_person(self.tx, self.district, self.person.id).await? {
            let title = self.sections.get(&one.section).cloned().unwrap_or_default();
            let (from, until) = (or_empty(one.dates.begins()), or_empty(one.dates.ends()));
            self.package.row(&[title, one.role.word().to_owned(), from, until]);
        }
        let organizations = store::organization::list(self.tx, self.district).await?;
        for role in store::role::of_person(self.tx, self.district, self.person.id).await? {
            let place = organizations.iter().find(|one| one.id == role.organization);
            let name = place.map(|one| one.name.clone()).unwrap_or_default();
            let (from, until) = (or_empty(role.dates.begins()), or_empty(role.dates.ends()));
            self.package.row(&[name, role.kind.word().to_owned(), from, until]);
        }
        Ok(())
    }

    async fn guardians(&mut self) -> Result<(), Refusal> {
        self.begin(
            "guardians",
            "record-guardians",
            "record-guardians-about",
            &[
                ("name", "record-name"),
                ("relation", "record-relation"),
                ("may_see", "record-may-see"),
                ("email", "record-email"),
                ("begins_on", "record-from"),
                ("ends_on", "record-until"),
            ],
        );
        for one in store::guardianship::of_learner(self.tx, self.district, self.learner).await? {
            let own = one.guardian == self.reader.person;
            if self.reader.is_private() && !own {
                continue;
            }
            let found = store::person::find(self.tx, self.district, one.guardian).await?;
            let (name, email) =
                found.map(|one| (one.name(), one.email.unwrap_or_default())).unwrap_or_default();
            self.package.row(&[
                name,
                one.relation.unwrap_or_default(),
                if one.may_see { "yes" } else { "no" }.to_owned(),
                email,
                or_empty(one.dates.begins()),
                or_empty(one.dates.ends()),
            ]);
        }
        Ok(())
    }
}
