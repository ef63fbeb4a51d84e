//! Proof of what a learner was given.

use askama::Template;

use super::shell::{Link, Shell};

/// Sitting by sitting.
#[derive(Debug, Clone, Template)]
#[template(path = "accommodations_given.html")]
pub struct AccommodationsGiven {
    /// The frame.
    pub shell: Shell,
    /// The way here.
    pub crumbs: Vec<Link>,
    /// Whose.
    pub name: String,
    /// When this was written.
    pub at: String,
    /// Newest first.
    pub rows: Vec<GivenRow>,
}

/// One sitting.
#[derive(Debug, Clone)]
pub struct GivenRow {
    /// The assessment; leads to the sitting.
    pub link: Link,
    /// When it began.
    pub at: String,
    /// On a screen or on paper.
    pub medium: String,
    /// What was in force, with its version; empty for nothing.
    pub given: String,
    /// What the screen gave.
    pub by_the_screen: String,
    /// What needed a person.
    pub by_a_person: String,
    /// The time: usual, given, used.
    pub time: String,
}

impl AccommodationsGiven {
    /// Two sittings.
    pub fn sample() -> Self {
        let row = |given: &str| GivenRow {
            link: Link::new("Check: Ratios", "/sittings/1/result"),
            at: "24 November 2026, 10:20".to_owned(),
            medium: "screen".to_owned(),
            given: given.to_owned(),
            by_the_screen: "extra time, read aloud".to_owned(),
            by_a_person: "a quiet seat".to_owned(),
            time: "usual 20 min, given 30 min, used 26 min: 6 min of the extra time".to_owned(),
        };
        Self {
            shell: Shell::sample("What was given", "educator"),
            crumbs: vec![
                Link::new("My cases", "/cases"),
                Link::new("Accommodations", "/learners/1/accommodations"),
            ],
            name: "Noor Haddad".to_owned(),
            at: "1 December 2026".to_owned(),
            rows: vec![row("version 2: extra time ×1.5, read aloud"), row("")],
        }
    }
}
