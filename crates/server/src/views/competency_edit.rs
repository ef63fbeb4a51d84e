//! Changing the words of a competency here.

use askama::Template;

use super::shell::{Link, Shell};

/// `GET /competencies/{competency}/edit`; posts `code`, `short`, `statement`.
#[derive(Debug, Clone, Template)]
#[template(path = "competency_edit.html")]
pub struct CompetencyEdit {
    /// The frame.
    pub shell: Shell,
    /// The way back.
    pub crumbs: Vec<Link>,
    /// Where the form posts to.
    pub action: String,
    /// Field `code`.
    pub code: String,
    /// Field `short`.
    pub short: String,
    /// Field `statement`.
    pub statement: String,
    /// What the publisher wrote; empty when nothing was edited here.
    pub published: Vec<(String, String)>,
    /// Why the last try was refused.
    pub refusal: Option<String>,
}

impl CompetencyEdit {
    /// One that was edited.
    pub fn sample() -> Self {
        Self {
            shell: Shell::sample("Change the words", "administrator"),
            crumbs: vec![Link::new("Standards", "/frameworks"), Link::new("5.NF.1", "/competencies/1")],
            action: "/competencies/1/edit".to_owned(),
            code: "5.NF.1".to_owned(),
            short: "Same size, other pieces".to_owned(),
            statement: "Find fractions that are equal.".to_owned(),
            published: vec![("Short title".to_owned(), "Equal fractions".to_owned())],
            refusal: None,
        }
    }
}
