//! An educator saw it happen: made for a phone in one hand.

use askama::Template;

use super::shell::{Choice, Link, Shell};

/// `GET /sections/{section}/observe?competency=`: posts `competency`, `learner` (several), `note`, `level`.
#[derive(Debug, Clone, Template)]
#[template(path = "observe.html")]
pub struct Observe {
    /// The frame.
    pub shell: Shell,
    /// The way back.
    pub crumbs: Vec<Link>,
    /// This page's address.
    pub href: String,
    /// Field `competency`.
    pub targets: Vec<Choice>,
    /// The one that is chosen; empty where the class has no targets.
    pub competency: String,
    /// Everybody of the class, field `learner`.
    pub learners: Vec<Choice>,
    /// Code and name of each level, lowest first.
    pub levels: Vec<(String, String)>,
    /// What was typed.
    pub note: String,
    /// Why it was not taken.
    pub refusal: Option<String>,
}

impl Observe {
    /// Three learners.
    pub fn sample() -> Self {
        Self {
            shell: Shell::sample("Observe", "educator"),
            crumbs: vec![Link::new("My classes", "/sections"), Link::new("Workshop", "/sections/1")],
            href: "/sections/1/observe".to_owned(),
            targets: vec![Choice::new("1", "K.1 Measures to the nearest mark").chosen()],
            competency: "1".to_owned(),
            learners: super::samples::NAMES.iter().take(3).map(|name| Choice::new("1", name)).collect(),
            levels: vec![("1".to_owned(), "Beginning".to_owned()), ("2".to_owned(), "There".to_owned())],
            note: String::new(),
            refusal: Some("The learners are missing: tap whom you saw.".to_owned()),
        }
    }
}
