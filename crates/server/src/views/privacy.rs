//! Privacy for who answers for it: its numbers, and retention.

use askama::Template;

use super::shell::{Link, Shell};

/// `GET /admin/privacy`.
#[derive(Debug, Clone, Template)]
#[template(path = "privacy.html")]
pub struct Privacy {
    /// The frame.
    pub shell: Shell,
    /// Where the other lists are.
    pub links: Vec<Link>,
    /// The numbers.
    pub numbers: Vec<Number>,
    /// Whether the reader may change them.
    pub may_change: bool,
    /// Kind by kind, what would go; none for who may not look.
    pub due: Vec<DueRow>,
    /// What went.
    pub runs: Vec<RunRow>,
}

/// One number.
#[derive(Debug, Clone)]
pub struct Number {
    /// Its word.
    pub field: String,
    /// What it is called.
    pub label: String,
    /// What holds, in words.
    pub value: String,
    /// What the form holds.
    pub typed: String,
    /// The least and the most.
    pub bounds: String,
    /// Each version in a sentence, newest first.
    pub history: Vec<String>,
}

/// What would go of one kind.
#[derive(Debug, Clone)]
pub struct DueRow {
    /// The kind's word.
    pub kind: String,
    /// What it is called.
    pub label: String,
    /// For how long it is kept.
    pub kept: String,
    /// How many would go, by year.
    pub by_year: String,
    /// How many in all.
    pub count: String,
    /// Whether something would go.
    pub any: bool,
}

/// One run of retention.
#[derive(Debug, Clone)]
pub struct RunRow {
    /// When it began.
    pub when: String,
    /// What went.
    pub what: String,
    /// How many, and whether it ended.
    pub count: String,
}

impl Privacy {
    /// With something that would go.
    pub fn sample() -> Self {
        Self {
            shell: Shell::sample("Privacy", "administrator"),
            links: vec![Link::new("Requests to amend", "/admin/amendments")],
            numbers: vec![Number {
                field: "smallest_group".to_owned(),
                label: "Smallest group that figures are shown of".to_owned(),
                value: "10 learners".to_owned(),
                typed: "10".to_owned(),
                bounds: "From 5 to 1,000.".to_owned(),
                history: vec!["10 learners, 24 November, Inés Robledo: as the state asks.".to_owned()],
            }],
            may_change: true,
            due: vec![DueRow {
                kind: "access_log".to_owned(),
                label: "Access log".to_owned(),
                kept: "7 years".to_owned(),
                by_year: "2018: 1,204, 2019: 310".to_owned(),
                count: "1,514".to_owned(),
                any: true,
            }],
            runs: vec![RunRow {
                when: "24 November, 10:02".to_owned(),
                what: "Letters before 24 November 2023".to_owned(),
                count: "310 went.".to_owned(),
            }],
        }
    }
}
