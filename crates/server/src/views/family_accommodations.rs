//! What a learner is given, for the learner and their family.

use askama::Template;
use wording::Language;

use super::shell::{Link, Shell};

/// `GET /learners/{learner}/accommodations`, for who it is about.
#[derive(Debug, Clone, Template)]
#[template(path = "family_accommodations.html")]
pub struct FamilyAccommodations {
    /// The frame.
    pub shell: Shell,
    /// The way back.
    pub crumbs: Vec<Link>,
    /// The heading.
    pub heading: String,
    /// What is given today, one thing each; empty for nothing.
    pub now: Vec<String>,
    /// Until when, in a sentence; empty for without end.
    pub until: String,
    /// Today's version and those that come, newest first.
    pub spans: Vec<Span>,
}

/// One version.
#[derive(Debug, Clone)]
pub struct Span {
    /// From when to when.
    pub when: String,
    /// What, one thing each; empty for nothing.
    pub given: Vec<String>,
}

impl FamilyAccommodations {
    /// Two things today, one of them from next year on.
    pub fn sample() -> Self {
        let (time, print) = ("Extra time (×1.5)".to_owned(), "Large print".to_owned());
        Self {
            shell: Shell::sample_in(Language::English, "guardian"),
            crumbs: vec![
                Link::new("Children", "/children"),
                Link::new("Record and rights", "/learners/1/privacy"),
            ],
            heading: "What Noor Haddad is given at school".to_owned(),
            now: vec![time.clone(), print.clone()],
            until: "Until 18 December 2026.".to_owned(),
            spans: vec![
                Span { when: "From 4 January 2027".to_owned(), given: vec![time.clone()] },
                Span { when: "1 September 2026 to 18 December 2026".to_owned(), given: vec![time, print] },
            ],
        }
    }
}
