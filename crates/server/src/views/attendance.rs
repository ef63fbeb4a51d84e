//! Attendance of a class on one day.

use askama::Template;

use super::shell::{Choice, Link, Shell};

/// `GET /sections/{section}/attendance?day=&period=`; posts `day`, `period`, and for each learner
/// `presence.ID` and `minutes.ID`.
#[derive(Debug, Clone, Template)]
#[template(path = "attendance.html")]
pub struct Attendance {
    /// The frame.
    pub shell: Shell,
    /// The way back.
    pub crumbs: Vec<Link>,
    /// This page's address.
    pub href: String,
    /// The day as people read it.
    pub when: String,
    /// Field `day`.
    pub day: String,
    /// The last day that can be chosen.
    pub today: String,
    /// Field `period`: the whole day first.
    pub periods: Vec<Choice>,
    /// Why no attendance is taken; empty on a school day.
    pub closed: String,
    /// Whether the reader may take it.
    pub may_take: bool,
    /// The class.
    pub rows: Vec<AttendanceRow>,
    /// How many are there, in a sentence.
    pub summary: String,
    /// What was wrong, or what was written.
    pub refusal: Option<String>,
    /// Days on which it was taken.
    pub days: Vec<Link>,
}

/// One learner.
#[derive(Debug, Clone)]
pub struct AttendanceRow {
    /// What the fields are named by.
    pub learner: String,
    /// Their name.
    pub name: String,
    /// `present`, `absent`, `late` or `excused`; what is checked.
    pub presence: &'static str,
    /// Minutes late; may be empty.
    pub minutes: String,
    /// Whether somebody said it already.
    pub said: bool,
}

impl AttendanceRow {
    /// The choices: word, label, and whether it is checked.
    pub fn choices(&self) -> [(&'static str, &'static str, bool); 4] {
        [("present", "Here"), ("late", "Late"), ("absent", "Absent"), ("excused", "Excused")]
            .map(|(word, label)| (word, label, word == self.presence))
    }
}

impl Attendance {
    /// Three learners of whom one is late.
    pub fn sample() -> Self {
        let row = |at: usize, presence, minutes: &str| AttendanceRow {
            learner: at.to_string(),
            name: super::samples::list_name(at),
            presence,
            minutes: minutes.to_owned(),
            said: at < 2,
        };
        Self {
            shell: Shell::sample("Attendance", "educator"),
            crumbs: vec![Link::new("Mathematics 5, room 12", "/sections/1")],
            href: "/sections/1/attendance".to_owned(),
            when: "24 November 2026".to_owned(),
            day: "2026-11-24".to_owned(),
            today: "2026-11-24".to_owned(),
            periods: vec![Choice::new("", "The whole day").chosen(), Choice::new("1", "First period")],
            closed: String::new(),
            may_take: true,
            rows: vec![row(0, "present", ""), row(1, "late", "7"), row(2, "present", "")],
            summary: "2 of 3 are noted.".to_owned(),
            refusal: None,
            days: vec![Link::new("23 November 2026", "/sections/1/attendance?day=2026-11-23")],
        }
    }
}
