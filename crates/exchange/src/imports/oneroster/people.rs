//! `users.csv`, with `demographics.csv` and `userProfiles.csv` beside each person.

use std::collections::HashMap;

use domain::{PersonId, people::Person};
use serde_json::{Map, Value};

use super::{
    Reading,
    batch::{EndedThing, Kind},
    sheet::{Entry, Sheet, Status},
};
use crate::{Problem, Problems, imports::names::is_email};

/// `role` and `orgSourcedIds` become roles in 1.1; agents become guardianships.
const PLACED: [&str; 7] =
    ["givenName", "familyName", "email", "grades", "role", "orgSourcedIds", "agentSourcedIds"];

impl Reading<'_> {
    /// The id of the person with this sourcedId.
    pub fn person_id(&self, sourced_id: &str) -> PersonId {
        PersonId::derived(self.source.district, &[self.source.name, "user", sourced_id])
    }

    pub fn people(&mut self, users: &Sheet, demographics: &Sheet, profiles: &Sheet) {
        self.report_passwords(users, profiles);
        let demographics = beside(demographics, "sourcedId");
        let profiles = beside(profiles, "userSourcedId");
        for entry in users.entries() {
            let id = self.person_id(entry.sourced_id);
            let mut quiet = Problems::default();
            let ended = matches!(entry.status, Status::Ended(_));
            let problems = if ended { &mut quiet } else { &mut *self.problems };
            let mut person = person(&entry, id, problems);
            if let Some(person) = &mut person {
                if let Some([first, ..]) = demographics.get(entry.sourced_id).map(Vec::as_slice) {
                    person.extra.insert("demographics".to_owned(), first.to_string());
                }
                if let Some(found) = profiles.get(entry.sourced_id) {
                    let list = Value::from(found.clone());
                    person.extra.insert("userProfiles".to_owned(), list.to_string());
                }
            }
            if let Status::Ended(on) = entry.status {
                self.end(&entry, EndedThing::Person(id), on);
            }
            self.stand(Kind::Person, &entry, person.is_some());
            self.batch.people.extend(person);
        }
    }

    fn report_passwords(&mut self, users: &Sheet, profiles: &Sheet) {
        for sheet in [users, profiles] {
            let Some(column) = sheet.column("password") else { continue };
            let filled = sheet.entries().filter(|entry| entry.row.filled(Some(column)).is_some()).count();
            if let Some(first) = sheet.entries().next().filter(|_| filled > 0) {
                let what = format!("{filled} rows hold a password; passwords are not taken");
                let advice = "Leave passwords out of roster files: anyone who sees the file can use them.";
                self.problems.add(Problem::warning(&first.row.table.file, what, advice).in_field("password"));
            }
        }
    }
}

fn person(entry: &Entry<'_>, id: PersonId, problems: &mut Problems) -> Option<Person> {
    let given_name = entry.bounded("givenName", problems);
    let family_name = entry.bounded("familyName", problems);
    let grade = entry.bounded("grades", problems);
    let (given_name, family_name, grade) = (given_name?, family_name?, grade?);
    if given_name.is_empty() && family_name.is_empty() {
        let what = "the user has no name; the row is left out";
        problems.add(entry.row.error("familyName", what, "Fill in givenName and familyName."));
        return None;
    }
    if given_name.is_empty() || family_name.is_empty() {
        let what = "the user has only one name";
        problems.add(entry.row.warning("familyName", what, "Nothing to do, if the person has only one."));
    }
    Some(Person {
        id,
        given_name,
        family_name,
        email: email(entry, problems),
        grade: Some(grade).filter(|grade| !grade.is_empty()),
        language: None,
        sourced_id: Some(entry.sourced_id.to_owned()),
        active: entry.status == Status::Active,
        extra: entry.extra(&PLACED),
    })
}

fn email(entry: &Entry<'_>, problems: &mut Problems) -> Option<String> {
    let cell = entry.cell("email");
    if cell.is_empty() || is_email(cell) {
        return Some(cell.to_owned()).filter(|cell| !cell.is_empty());
    }
    let what = "this is not an e-mail address; the person comes in without one";
    problems.add(entry.row.warning("email", what, "Correct it or clear the cell.").with_value(cell));
    None
}

/// The filled cells of other files' rows, by the user they belong to.
fn beside<'s>(sheet: &'s Sheet, user_column: &str) -> HashMap<&'s str, Vec<Value>> {
    let mut found: HashMap<&str, Vec<Value>> = HashMap::new();
    for entry in sheet.entries().filter(|entry| entry.status == Status::Active) {
        let cells: Map<String, Value> = entry
            .extra(&["userSourcedId"])
            .into_iter()
            .filter_map(|(column, json)| Some((column, serde_json::from_str(&json).ok()?)))
            .collect();
        found.entry(entry.cell(user_column)).or_default().push(Value::Object(cells));
    }
    found
}
