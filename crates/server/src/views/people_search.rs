//! Finding people, for administrators.

use askama::Template;

use super::shell::{Choice, Link, Shell};

/// `GET /admin/people?q=&role=`.
#[derive(Debug, Clone, Template)]
#[template(path = "people_search.html")]
pub struct PeopleSearch {
    /// The frame.
    pub shell: Shell,
    /// What was searched for.
    pub query: String,
    /// Field `role`.
    pub roles: Vec<Choice>,
    /// How many, in a sentence.
    pub summary: String,
    /// What was found.
    pub people: Vec<PersonRow>,
    /// The next page; `None` on the last.
    pub next: Option<String>,
    /// A link that was just made; shown only now.
    pub fresh: Option<FreshLink>,
}

/// A link that signs somebody in once.
#[derive(Debug, Clone)]
pub struct FreshLink {
    /// Whom.
    pub name: String,
    /// What to give them.
    pub address: String,
}

/// One person.
#[derive(Debug, Clone)]
pub struct PersonRow {
    /// Family name first.
    pub name: String,
    /// Roles and places, in a line.
    pub roles: String,
    /// The roster's identifier; may be empty.
    pub sourced_id: String,
    /// When they last signed in, as people read it.
    pub last_signed_in: String,
    /// Whether they are still here.
    pub active: bool,
    /// Open the record.
    pub links: Vec<Link>,
    /// Makes a sign-in link; empty for who is not here any more.
    pub link_action: String,
}

impl PeopleSearch {
    /// Four people.
    pub fn sample() -> Self {
        Self {
            shell: Shell::sample("People", "administrator"),
            query: "ha".to_owned(),
            roles: vec![
                Choice::new("", "Anybody").chosen(),
                Choice::new("learner", "Students"),
                Choice::new("educator", "Teachers"),
            ],
            summary: "4 of 214 people.".to_owned(),
            people: (0..4)
                .map(|at| PersonRow {
                    name: super::samples::list_name(at),
                    roles: "Student, Alder School".to_owned(),
                    sourced_id: format!("u-{at:04}"),
                    last_signed_in: if at == 2 { "never".to_owned() } else { "today, 08:12".to_owned() },
                    active: at != 3,
                    links: vec![Link::new("Record", "/learners/1")],
                    link_action: if at == 3 { String::new() } else { "/admin/people/1/link".to_owned() },
                })
                .collect(),
            next: Some("/admin/people?q=ha&after=4".to_owned()),
            fresh: Some(FreshLink {
                name: super::samples::list_name(1),
                address: "https://onramp.school.example/link/willow/5f0c".to_owned(),
            }),
        }
    }
}
