//! The tables of a whole record, one function each: who somebody is here; what they learned and what is said
//! of their rights in files of their own.

mod assessments;
mod learning;
mod pace;
mod paths;
mod resources;
mod rights;
mod support;
mod work;

use std::collections::HashMap;

use domain::{DistrictId, LearnerId, PersonId, SectionId, Timestamp, people::Person};
use exchange::exports::whole_record::{Cell, Heading, Package};
use store::Tx;

use super::Reader;
use crate::{Refusal, chance};

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
    writing.caseloads().await?;
    writing.accommodations().await?;
    writing.merges().await?;
    writing.attendance().await?;
    writing.pauses().await?;
    writing.pace().await?;
    writing.own_days().await?;
    writing.evidence().await?;
    writing.judgements().await?;
    writing.sittings().await?;
    writing.targets().await?;
    writing.sessions().await?;
    writing.resource_uses().await?;
    writing.paths().await?;
    writing.work().await?;
    writing.feedback().await?;
    writing.consents().await?;
    writing.amendments().await?;
    writing.notices().await?;
    writing.disclosures().await?;
    writing.readers().await
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

    /// A word of storage, as a text of the words says it to people.
    fn word(&self, key: &str, word: &str) -> Cell {
        let code = word.replace(['_', ' '], "-");
        let given = [("code", code.as_str().into()), ("word", word.into())];
        Cell::shown(word, self.reader.words.tell(key, &given))
    }

    fn yes_or_no(&self, yes: bool) -> Cell {
        self.word("said-yes-no", if yes { "yes" } else { "no" })
    }

    /// A moment: in UTC for programs, in the school's time for people.
    fn moment(&self, at: Timestamp) -> Cell {
        let (words, local) = (&self.reader.words, chance::local(self.district, at));
        let (day, time) = (words.day(local.date()), format!("{:02}:{:02}", local.hour(), local.minute()));
        Cell::shown(at.to_string(), words.tell("moment", &[("day", (&day).into()), ("time", (&time).into())]))
    }

    fn moment_or_empty(&self, at: Option<Timestamp>) -> Cell {
        at.map(|at| self.moment(at)).unwrap_or_default()
    }

    fn day_or_empty(&self, day: Option<domain::Date>) -> Cell {
        day.map(|day| Cell::shown(day.to_string(), self.reader.words.day(day))).unwrap_or_default()
    }

    /// The name of a level, which people read in their language.
    fn level(&self, value: &str, name: &str) -> Cell {
        Cell::shown(value, self.reader.words.tell("level", &[("level", name.into())]))
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
        let text = |value: &Option<String>| Cell::from(value.clone().unwrap_or_default());
        let last = store::person::last_sign_in(self.tx, self.district, person.id).await?;
        let mut rows = vec![
            ("id", person.id.to_string().into()),
            ("given_name", person.given_name.clone().into()),
            ("family_name", person.family_name.clone().into()),
            ("grade", text(&person.grade)),
            ("email", text(&person.email)),
            ("language", text(&person.language)),
            ("sourced_id", text(&person.sourced_id)),
            ("active", self.yes_or_no(person.active)),
            ("last_signed_in_at", self.moment_or_empty(last)),
        ];
        // Who else speaks for the child stands in its own table, as far as the reader may know it.
        let of_others = |name: &str| {
            ["agent", "guardian", "password"].iter().any(|part| name.to_lowercase().contains(part))
        };
        for (name, json) in person.extra.iter() {
            if !self.reader.is_private() || !of_others(name) {
                rows.push((name, json.to_owned().into()));
            }
        }
        for (field, value) in rows {
            let field = self.word("said-field", field);
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
            let role = self.word("said-role", one.role.word());
            let (from, until) = (self.day_or_empty(one.dates.begins()), self.day_or_empty(one.dates.ends()));
            self.package.row(&[title.into(), role, from, until]);
        }
        let organizations = store::organization::list(self.tx, self.district).await?;
        for role in store::role::of_person(self.tx, self.district, self.person.id).await? {
            let place = organizations.iter().find(|one| one.id == role.organization);
            let name = place.map(|one| one.name.clone()).unwrap_or_default();
            let kind = self.word("said-role", role.kind.word());
            let (from, until) =
                (self.day_or_empty(role.dates.begins()), self.day_or_empty(role.dates.ends()));
            self.package.row(&[name.into(), kind, from, until]);
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
            let relation = self.word("said-relation", one.relation.as_deref().unwrap_or_default());
            let row = [
                name.into(),
                relation,
                self.yes_or_no(one.may_see),
                email.into(),
                self.day_or_empty(one.dates.begins()),
                self.day_or_empty(one.dates.ends()),
            ];
            self.package.row(&row);
        }
        Ok(())
    }
}
