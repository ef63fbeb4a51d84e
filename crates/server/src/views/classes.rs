//! Classes and who teaches them, for who leads or runs a school; nothing of learners.

use askama::Template;

use super::shell::{Choice, Link, Shell};

/// `GET /admin/classes?q=`.
#[derive(Debug, Clone, Template)]
#[template(path = "classes.html")]
pub struct Classes {
    /// The frame.
    pub shell: Shell,
    /// What was searched for.
    pub query: String,
    /// Each class with its page, and its school.
    pub classes: Vec<(Link, String)>,
    /// How many more there are.
    pub more: usize,
}

/// `GET /admin/classes/{section}`; posts `person`, `role`, `begins`, `ends`, or `person` and `last_day`.
#[derive(Debug, Clone, Template)]
#[template(path = "class_adults.html")]
pub struct ClassAdults {
    /// The frame.
    pub shell: Shell,
    /// The way back.
    pub crumbs: Vec<Link>,
    /// The class.
    pub title: String,
    /// Our id, and name with role and dates in a line.
    pub adults: Vec<(String, String)>,
    /// Field `person`.
    pub people: Vec<Choice>,
    /// Gives a place.
    pub place_action: String,
    /// Takes somebody out.
    pub end_action: String,
    /// The default of `last_day`, as `2026-11-24`.
    pub yesterday: String,
    /// Why it was not taken.
    pub refusal: Option<String>,
}

impl Classes {
    /// Two classes of many.
    pub fn sample() -> Self {
        let class = |title: &str| (Link::new(title, "/admin/classes/1"), "Alder School".to_owned());
        Self {
            shell: Shell::sample("Classes and teachers", "administrator"),
            query: "math".to_owned(),
            classes: vec![class("Mathematics 5, room 12"), class("Mathematics 6")],
            more: 40,
        }
    }
}

impl ClassAdults {
    /// Two adults.
    pub fn sample() -> Self {
        Self {
            shell: Shell::sample("Teachers", "administrator"),
            crumbs: vec![Link::new("Classes and teachers", "/admin/classes")],
            title: "Mathematics 5, room 12".to_owned(),
            adults: vec![
                ("1".to_owned(), "Tom Okafor, teacher, without end".to_owned()),
                ("2".to_owned(), "Dana Whitlock, aide, until 19 December".to_owned()),
            ],
            people: vec![Choice::new("", "Choose").chosen(), Choice::new("3", "Novak, Lena")],
            place_action: "/admin/classes/1/places".to_owned(),
            end_action: "/admin/classes/1/places/end".to_owned(),
            yesterday: "2026-11-23".to_owned(),
            refusal: Some("The person is missing: choose one.".to_owned()),
        }
    }
}
