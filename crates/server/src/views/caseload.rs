//! A counselor's caseload.

use askama::Template;

use super::shell::{Choice, Shell};

/// `GET /caseload`.
#[derive(Debug, Clone, Template)]
#[template(path = "caseload.html")]
pub struct Caseload {
    /// The frame.
    pub shell: Shell,
    /// How many, and how many are silent, in a sentence; empty for nobody.
    pub summary: String,
    /// How days are counted, in a sentence.
    pub counted: String,
    /// How many learners are on the reader's own caseload.
    pub own: usize,
    /// Field `days`.
    pub days: i64,
    /// The most days.
    pub most_days: i64,
    /// Field `silent`.
    pub only_silent: bool,
    /// Field `section`, of which several may be chosen.
    pub sections: Vec<Choice>,
    /// Longest silence first.
    pub rows: Vec<Row>,
}

/// One learner.
#[derive(Debug, Clone)]
pub struct Row {
    /// Family name first.
    pub name: String,
    /// The learner's page.
    pub href: String,
    /// Grade, as written; may be empty.
    pub grade: String,
    /// Where they learn today.
    pub sections: Vec<String>,
    /// Targets with evidence.
    pub covered: usize,
    /// Targets mastered.
    pub mastered: usize,
    /// Targets in all.
    pub targets: usize,
    /// The day of the newest evidence, as people read it.
    pub last: String,
    /// Such as `12 school days`.
    pub silence: String,
    /// Whether that is too long.
    pub is_silent: bool,
}

impl Caseload {
    /// Five learners, two of them silent.
    pub fn sample() -> Self {
        Self {
            shell: Shell::sample("Caseload", "educator"),
            summary: "5 students, 2 without evidence for 10 school days or more.".to_owned(),
            counted: "Counted in school days: Monday to Friday within terms.".to_owned(),
            own: 5,
            days: 10,
            most_days: 365,
            only_silent: false,
            sections: vec![
                Choice::new("1", "Mathematics 5, room 12"),
                Choice::new("2", "Science 5").chosen(),
            ],
            rows: (0..5)
                .map(|at| Row {
                    name: super::samples::list_name(at),
                    href: "/learners/1".to_owned(),
                    grade: "5".to_owned(),
                    sections: vec!["Mathematics 5, room 12".to_owned(), "Science 5".to_owned()],
                    covered: 20 - at,
                    mastered: 12 - at,
                    targets: 26,
                    last: if at == 0 { "none yet".to_owned() } else { "2 November".to_owned() },
                    silence: format!("{} school days", 18 - 4 * at),
                    is_silent: at < 2,
                })
                .collect(),
        }
    }
}
