//! By when the targets of a class are to be mastered, and what they take.

use askama::Template;

use super::{
    shell::{Choice, Link, Shell},
    title::Title,
};

/// `GET /sections/{section}/dates`; posts `competency` (several), `minutes.ID` and `due.ID`.
#[derive(Debug, Clone, Template)]
#[template(path = "dates.html")]
pub struct Dates {
    /// The frame.
    pub shell: Shell,
    /// The way back.
    pub crumbs: Vec<Link>,
    /// This page's address.
    pub href: String,
    /// What the days are counted by, in a sentence.
    pub counted: String,
    /// Field `calendar`: by which calendar the class goes.
    pub calendars: Vec<Choice>,
    /// Field `until` of spreading.
    pub until: String,
    /// Whether days can be spread.
    pub can_spread: bool,
    /// The targets, in order.
    pub rows: Vec<DateRow>,
    /// Why it was not taken.
    pub refusal: Option<String>,
}

/// One target.
#[derive(Debug, Clone)]
pub struct DateRow {
    /// What the fields are named by.
    pub id: String,
    /// Its code; may be empty.
    pub code: String,
    /// What it says.
    pub title: Title,
    /// Field `minutes`.
    pub minutes: String,
    /// Field `due`; may be empty.
    pub due: String,
}

impl Dates {
    /// Two targets, one with a day.
    pub fn sample() -> Self {
        let row = |id: &str, code: &str, title: &str, minutes: &str, due: &str| DateRow {
            id: id.to_owned(),
            code: code.to_owned(),
            title: Title::text(title),
            minutes: minutes.to_owned(),
            due: due.to_owned(),
        };
        Self {
            shell: Shell::sample("Days", "educator"),
            crumbs: vec![Link::new("Mathematics 5, room 12", "/sections/1")],
            href: "/sections/1/dates".to_owned(),
            counted: "Counted by “2026/27”: 74 school days.".to_owned(),
            calendars: vec![Choice::new("", "That of the school").chosen(), Choice::new("1", "Summer")],
            until: "2026-12-18".to_owned(),
            can_spread: true,
            rows: vec![
                row("1", "5.NF.1", "Find fractions that are equal", "120", "2026-11-27"),
                row("2", "5.NF.3", "Add fractions with unlike denominators", "240", ""),
            ],
            refusal: None,
        }
    }
}
