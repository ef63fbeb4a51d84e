//! An educator's classes.

use askama::Template;

use super::shell::{Link, Shell};

/// `GET /sections`.
#[derive(Debug, Clone, Template)]
#[template(path = "sections.html")]
pub struct Sections {
    /// The frame.
    pub shell: Shell,
    /// Where they teach in somebody's place today.
    pub lent: Vec<SectionCard>,
    /// Running ones first.
    pub sections: Vec<SectionCard>,
    /// Where a day's place is given; empty for who gives none.
    pub substitutes_href: String,
    /// Whether they may make a class.
    pub makes: bool,
}

/// One class.
#[derive(Debug, Clone)]
pub struct SectionCard {
    /// Its name.
    pub title: String,
    /// School, term, role, in a line.
    pub place: String,
    /// One sentence about now, such as "12 ratings wait to be released".
    pub now: String,
    /// The mastery grid.
    pub href: String,
    /// Rate, groups, people and so on.
    pub links: Vec<Link>,
}

impl Sections {
    /// Two classes.
    pub fn sample() -> Self {
        let card = |title: &str, place: &str, now: &str| SectionCard {
            title: title.to_owned(),
            place: place.to_owned(),
            now: now.to_owned(),
            href: "/sections/1".to_owned(),
            links: vec![
                Link::new("Rate", "/sections/1/rate"),
                Link::new("Groups", "/sections/1/groups"),
                Link::new("Targets", "/sections/1/targets"),
                Link::new("People", "/sections/1/people"),
            ],
        };
        Self {
            shell: Shell::sample("My classes", "educator"),
            lent: vec![card(
                "World language 9, fourth period",
                "Alder School · autumn term · 27 students",
                "Yours until tomorrow, 00:00. Rate in drafts; the teacher releases them.",
            )],
            substitutes_href: "/substitutes".to_owned(),
            makes: true,
            sections: vec![
                card(
                    "Mathematics 5, room 12",
                    "Alder School · autumn term · 30 students",
                    "15 ratings wait to be released.",
                ),
                card("Science 5", "Alder School · autumn term · 28 students", "Last rated two weeks ago."),
            ],
        }
    }
}
