//! Sets that were measured beforehand.

use askama::Template;

use super::shell::{Link, Shell};

/// `GET /admin/measured`.
#[derive(Debug, Clone, Template)]
#[template(path = "measured_sets.html")]
pub struct MeasuredSets {
    /// The frame.
    pub shell: Shell,
    /// The way back.
    pub crumbs: Vec<Link>,
    /// Newest first within a kind.
    pub rows: Vec<SetRow>,
}

/// One version.
#[derive(Debug, Clone)]
pub struct SetRow {
    /// Its kind and number.
    pub name: String,
    /// Whether it is the one that is judged by now.
    pub in_use: bool,
    /// How many items or competencies.
    pub about: String,
    /// The file.
    pub from: String,
    /// From when.
    pub since: String,
    /// Who brought it in.
    pub by: String,
    /// The beginning of what judgements name it by.
    pub digest: String,
}

impl MeasuredSets {
    /// Two versions of one kind, and one of another.
    pub fn sample() -> Self {
        let row = |name: &str, in_use, about: &str, from: &str| SetRow {
            name: name.to_owned(),
            in_use,
            about: about.to_owned(),
            from: from.to_owned(),
            since: "3 November, 09:12".to_owned(),
            by: "Rosa Delgado".to_owned(),
            digest: "9f2c44d1a8e07b36".to_owned(),
        };
        Self {
            shell: Shell::sample("Item parameters and tracing", "Administrator"),
            crumbs: vec![Link::new("Administration", "/admin")],
            rows: vec![
                row("item parameters, version 2", true, "1,204 items", "fractions-bank.json"),
                row("item parameters, version 1", false, "1,198 items", "fractions-bank.json"),
                row("tracing weights, version 1", true, "96 competencies", "autumn-tracing.json"),
            ],
        }
    }
}
