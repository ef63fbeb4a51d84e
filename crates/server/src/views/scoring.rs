//! Answers that a person scores, one after the other.

use askama::Template;

use super::shell::{Link, Shell};

/// The answer to score now.
#[derive(Debug, Clone, Template)]
#[template(path = "scoring.html")]
pub struct Scoring {
    /// The frame.
    pub shell: Shell,
    /// The way here.
    pub crumbs: Vec<Link>,
    /// What was given.
    pub heading: String,
    /// How many wait, in words.
    pub summary: String,
    /// The answer; `None` where nothing waits.
    pub next: Option<Waiting>,
    /// Where it posts to.
    pub action: String,
    /// The one after this; empty where there is none.
    pub later_href: String,
    /// Back to the first; empty where this is it.
    pub first_href: String,
}

/// One answer.
#[derive(Debug, Clone)]
pub struct Waiting {
    /// The sitting.
    pub sitting: String,
    /// Its place, from 0.
    pub place: i64,
    /// Its number, from 1.
    pub number: i64,
    /// How many others are passed over.
    pub skip: usize,
    /// Whose; leads to the whole sitting.
    pub learner: Link,
    /// The question; leads to it.
    pub item: Link,
    /// The question as whoever scores it sees it, with the answer.
    pub html: String,
    /// Why no rule could score it; empty where none should.
    pub failed: String,
    /// Of how many points; empty where the question does not say.
    pub possible: String,
    /// Points that are one key each.
    pub keys: Vec<u32>,
}

impl Scoring {
    /// An essay.
    pub fn sample() -> Self {
        Self {
            shell: Shell::sample("Score answers", "educator"),
            crumbs: vec![Link::new("My classes", "/sections"), Link::new("Check: Ratios", "/assignments/1")],
            heading: "Check: Ratios".to_owned(),
            summary: "12 answers wait.".to_owned(),
            next: Some(Waiting {
                sitting: "1".to_owned(),
                place: 3,
                number: 4,
                skip: 0,
                learner: Link::new("Haddad, Noor", "/sittings/1/result"),
                item: Link::new("ratio-essay-1", "/items/1"),
                html: "<div class=\"item\"><p>Why are these two ratios the same?</p></div>".to_owned(),
                failed: String::new(),
                possible: "4".to_owned(),
                keys: vec![0, 1, 2, 3, 4],
            }),
            action: "/assignments/1/score".to_owned(),
            later_href: "/assignments/1/score?skip=1".to_owned(),
            first_href: String::new(),
        }
    }
}
