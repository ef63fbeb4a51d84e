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
    /// Last sign-in, as people read it.
    pub last_seen: String,
    /// Whether they are still here.
    pub active: bool,
    /// Sign-in link, sessions, open the record.
    pub links: Vec<Link>,
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
                    last_seen: "yesterday".to_owned(),
                    active: at != 3,
                    links: vec![
                        Link::new("Sign-in link", "/people/1/link"),
                        Link::new("Open record", "/people/1/open"),
                    ],
                })
                .collect(),
            next: Some("/admin/people?q=ha&after=4".to_owned()),
        }
    }
}
