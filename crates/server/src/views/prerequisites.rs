//! What must come before what.

use askama::Template;

use super::shell::{Choice, Link, Shell};

/// `GET /frameworks/{framework}/prerequisites`; posts `before` and `after`, or a file `csv`.
#[derive(Debug, Clone, Template)]
#[template(path = "prerequisites.html")]
pub struct Prerequisites {
    /// The frame.
    pub shell: Shell,
    /// The way back.
    pub crumbs: Vec<Link>,
    /// Where the forms post to.
    pub action: String,
    /// Competencies to choose from; none where there are too many for a list, and each is written by its code.
    pub competencies: Vec<Choice>,
    /// What was written and refused.
    pub before: String,
    /// What was written and refused.
    pub after: String,
    /// Whether pairs are searched on the server: there are more than are shown.
    pub searches: bool,
    /// The words that pairs were searched by.
    pub query: String,
    /// How many more pairs there are; "0" where all are shown.
    pub hidden: String,
    /// What is recorded.
    pub rows: Vec<PrerequisiteRow>,
    /// Why the last try was refused, such as a circle, named.
    pub refusal: Option<String>,
}

/// One prerequisite.
#[derive(Debug, Clone)]
pub struct PrerequisiteRow {
    /// Must be mastered first.
    pub before: String,
    /// Waits for it.
    pub after: String,
    /// Who says so.
    pub origin: String,
    /// Removes it; `None` when the publisher's file states it.
    pub remove_action: Option<String>,
}

impl Prerequisites {
    /// Two rows and a refused circle.
    pub fn sample() -> Self {
        let row = |before: &str, after: &str, origin: &str, remove: Option<&str>| PrerequisiteRow {
            before: before.to_owned(),
            after: after.to_owned(),
            origin: origin.to_owned(),
            remove_action: remove.map(str::to_owned),
        };
        Self {
            shell: Shell::sample("Prerequisites", "administrator"),
            crumbs: vec![Link::new("Mathematics, grades 3 to 6", "/frameworks/1")],
            action: "/frameworks/1/prerequisites".to_owned(),
            competencies: vec![
                Choice::new("1", "5.NF.1 Equal fractions"),
                Choice::new("2", "5.NF.2 Compare fractions"),
                Choice::new("3", "5.NF.3 Add fractions"),
            ],
            before: String::new(),
            after: String::new(),
            searches: false,
            query: String::new(),
            hidden: "0".to_owned(),
            rows: vec![
                row(
                    "5.NF.1 Equal fractions",
                    "5.NF.3 Add fractions",
                    "Inés Robledo, 3 September",
                    Some("/frameworks/1/prerequisites/1/remove"),
                ),
                row("5.NF.1 Equal fractions", "5.NF.2 Compare fractions", "the publisher's file", None),
            ],
            refusal: Some("That would close a circle: 5.NF.1, then 5.NF.3, then 5.NF.1 again.".to_owned()),
        }
    }
}
