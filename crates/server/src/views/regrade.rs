//! A mended question scored anew: looked at first.

use askama::Template;

use super::shell::{Choice, Link, Shell};

/// What it would do.
#[derive(Debug, Clone, Template)]
#[template(path = "regrade.html")]
pub struct RegradeView {
    /// The frame.
    pub shell: Shell,
    /// The way here.
    pub crumbs: Vec<Link>,
    /// Which question.
    pub heading: String,
    /// This page.
    pub href: String,
    /// Versions by which it can be scored.
    pub versions: Vec<Choice>,
    /// Whether anybody may lose.
    pub losing: Vec<Choice>,
    /// By which version.
    pub version: i64,
    /// Which choice of `losing`.
    pub losing_word: String,
    /// What it would do, a sentence each.
    pub summary: Vec<String>,
    /// How far a regrade before this one is; empty where none is left.
    pub unfinished: String,
    /// Who changes.
    pub rows: Vec<RegradeRow>,
    /// Whether there is anything to do.
    pub any: bool,
    /// What was typed.
    pub reason: String,
    /// Why it was not done; empty for nothing.
    pub wrong: String,
}

/// One sitting that changes.
#[derive(Debug, Clone)]
pub struct RegradeRow {
    /// Whose, family name first; leads to the sitting.
    pub link: Link,
    /// In which class.
    pub section: String,
    /// Before.
    pub before: String,
    /// After.
    pub after: String,
    /// Across the pass mark, in words.
    pub crossing: String,
}

impl RegradeView {
    /// Two who change.
    pub fn sample() -> Self {
        let row = |at: usize, crossing: &str| RegradeRow {
            link: Link::new(&super::samples::list_name(at), "/sittings/1/result"),
            section: "Mathematics 7".to_owned(),
            before: "3 / 5".to_owned(),
            after: "4 / 5".to_owned(),
            crossing: crossing.to_owned(),
        };
        Self {
            shell: Shell::sample("Score anew", "educator"),
            crumbs: vec![Link::new("ratio-table-3", "/items/1")],
            heading: "ratio-table-3".to_owned(),
            href: "/items/1/regrade".to_owned(),
            versions: vec![Choice::new("2", "version 2 (live): the key was B").chosen()],
            losing: vec![Choice::new("keeps_the_old", "Nobody loses").chosen()],
            version: 2,
            losing_word: "keeps_the_old".to_owned(),
            summary: vec!["2 sittings change, 26 stay as they are.".to_owned(), "1 passes now.".to_owned()],
            unfinished:
                "Scoring by version 2, begun 3 November, 09:12, is not at its end: 20 sittings so far."
                    .to_owned(),
            rows: vec![row(0, "passes now"), row(3, "")],
            any: true,
            reason: String::new(),
            wrong: String::new(),
        }
    }
}
