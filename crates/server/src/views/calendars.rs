//! Calendars: what there is, and one to be written.

use askama::Template;

use super::shell::{Choice, Link, Shell};

/// `GET /admin/calendars` and `GET /admin/calendars/{calendar}`.
#[derive(Debug, Clone, Template)]
#[template(path = "calendars.html")]
pub struct Calendars {
    /// The frame.
    pub shell: Shell,
    /// The way back.
    pub crumbs: Vec<Link>,
    /// What there is.
    pub rows: Vec<CalendarRow>,
    /// The form; `None` for who may not keep any.
    pub form: Option<CalendarForm>,
}

/// One calendar.
#[derive(Debug, Clone)]
pub struct CalendarRow {
    /// Its name, and where it is changed; no address where the reader may not.
    pub link: Link,
    /// Whose.
    pub organization: String,
    /// From when to when.
    pub span: String,
    /// How many school days.
    pub school_days: u32,
    /// Its bells, a line each.
    pub bells: Vec<String>,
    /// Where clocks change within a period, in sentences.
    pub clocks: Vec<String>,
}

/// The form of one; posts `organization`, `name`, `first`, `last`, `weekday` (several), `closures`, `bells`.
#[derive(Debug, Clone)]
pub struct CalendarForm {
    /// What it is about.
    pub heading: String,
    /// Where it posts to.
    pub action: String,
    /// Where it is taken away; empty for a new one.
    pub remove_action: String,
    /// Whose it can be.
    pub organizations: Vec<Choice>,
    /// Field `name`.
    pub name: String,
    /// Field `first`.
    pub first: String,
    /// Field `last`.
    pub last: String,
    /// Field `weekday`.
    pub weekdays: Vec<Choice>,
    /// Field `closures`, a line each.
    pub closures: String,
    /// Field `bells`, a line each.
    pub bells: String,
    /// Why it was not taken.
    pub refusal: Option<String>,
}

/// The weekdays as choices.
pub fn weekdays(chosen: &[&str]) -> Vec<Choice> {
    let names = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];
    domain::calendar::Weekdays::WORDS
        .iter()
        .zip(names)
        .map(|(word, name)| {
            let choice = Choice::new(word, name);
            if chosen.contains(word) { choice.chosen() } else { choice }
        })
        .collect()
}

impl Calendars {
    /// One calendar, and a form with a line that was refused.
    pub fn sample() -> Self {
        Self {
            shell: Shell::sample("Calendars", "administrator"),
            crumbs: vec![Link::new("Administration", "/admin")],
            rows: vec![CalendarRow {
                link: Link::new("2026/27", "/admin/calendars/1"),
                organization: "Willow Bend".to_owned(),
                span: "1 September 2026 to 11 June 2027".to_owned(),
                school_days: 178,
                bells: vec!["08:05-08:50 First period".to_owned(), "08:55-09:40 Second period".to_owned()],
                clocks: Vec::new(),
            }],
            form: Some(CalendarForm {
                heading: "A new calendar".to_owned(),
                action: "/admin/calendars".to_owned(),
                remove_action: String::new(),
                organizations: vec![Choice::new("1", "Willow Bend").chosen()],
                name: "Summer".to_owned(),
                first: "2027-06-21".to_owned(),
                last: "2027-07-30".to_owned(),
                weekdays: weekdays(&["mon", "tue", "wed", "thu"]),
                closures: "2027-07-05 Independence Day".to_owned(),
                bells: "09:00-09:00 Morning".to_owned(),
                refusal: Some("The bells cannot be read in line 1: a period has zero minutes.".to_owned()),
            }),
        }
    }
}
