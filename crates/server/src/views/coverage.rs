//! How far evidence covers a framework.

use askama::Template;

use super::shell::{Link, Shell};

/// `GET /frameworks/{framework}/coverage`.
#[derive(Debug, Clone, Template)]
#[template(path = "coverage.html")]
pub struct Coverage {
    /// The frame.
    pub shell: Shell,
    /// The way back.
    pub crumbs: Vec<Link>,
    /// How many have evidence, in a sentence.
    pub summary: String,
    /// All, with evidence, without.
    pub choices: Vec<Link>,
    /// Below how many learners numbers are left out.
    pub smallest: String,
    /// In the framework's order.
    pub rows: Vec<CoverageRow>,
    /// Such as "and 40 more"; empty when all are shown.
    pub more: String,
}

/// One competency.
#[derive(Debug, Clone)]
pub struct CoverageRow {
    /// The competency.
    pub competency: Link,
    /// Learners of whom something counts.
    pub learners: String,
    /// Pieces of evidence that count.
    pub pieces: String,
    /// Learners who have mastered it.
    pub mastered: String,
}

impl Coverage {
    /// One of each kind of figure.
    pub fn sample() -> Self {
        let row = |label: &str, learners: &str, pieces: &str, mastered: &str| CoverageRow {
            competency: Link::new(label, "/competencies/1"),
            learners: learners.to_owned(),
            pieces: pieces.to_owned(),
            mastered: mastered.to_owned(),
        };
        Self {
            shell: Shell::sample("Coverage", "educator"),
            crumbs: vec![Link::new("Standards", "/frameworks")],
            summary: "2 of 3 competencies have evidence.".to_owned(),
            choices: vec![Link::new("All", "/frameworks/1/coverage")],
            smallest: "10".to_owned(),
            rows: vec![
                row("5.NF.1 Equal fractions", "112", "480", "71"),
                row("5.NF.3 Add fractions", "fewer than 10", "not shown", "not shown"),
                row("5.NF.6 Use fractions to measure", "0", "0", "0"),
            ],
            more: String::new(),
        }
    }
}
