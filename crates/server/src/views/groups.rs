//! Groups for tomorrow: who needs the same thing, who is ready for what.

use askama::Template;

use super::shell::{Choice, Link, Shell};

/// `GET /sections/{section}/groups`.
#[derive(Debug, Clone, Template)]
#[template(path = "groups.html")]
pub struct Groups {
    /// The frame.
    pub shell: Shell,
    /// The way back.
    pub crumbs: Vec<Link>,
    /// This page's address.
    pub href: String,
    /// Field `size`: the most learners in a group.
    pub sizes: Vec<Choice>,
    /// Who needs the same thing, largest need first.
    pub need: Vec<Group>,
    /// Who is ready for what.
    pub ready: Vec<Group>,
    /// Who cannot be placed, and why, in a sentence; empty for nobody.
    pub left_over: String,
}

/// A group around one competency.
#[derive(Debug, Clone)]
pub struct Group {
    /// What they need or are ready for.
    pub title: String,
    /// Why these, in a sentence.
    pub reason: String,
    /// Names with their pages.
    pub learners: Vec<Link>,
    /// Rating these on that.
    pub rate_href: Option<String>,
}

impl Groups {
    /// Three groups.
    pub fn sample() -> Self {
        let learners = |from: usize, to: usize| {
            super::samples::NAMES[from..to].iter().map(|name| Link::new(name, "/learners/1")).collect()
        };
        let group = |title: &str, reason: &str, learners| Group {
            title: title.to_owned(),
            reason: reason.to_owned(),
            learners,
            rate_href: Some("/sections/1/rate?competency=1".to_owned()),
        };
        Self {
            shell: Shell::sample("Groups for tomorrow", "educator"),
            crumbs: vec![Link::new("Mathematics 5, room 12", "/sections/1")],
            href: "/sections/1/groups".to_owned(),
            sizes: vec![
                Choice::new("4", "up to 4"),
                Choice::new("6", "up to 6").chosen(),
                Choice::new("30", "any size"),
            ],
            need: vec![
                group(
                    "5.NF.1 Equal fractions",
                    "Below Proficient, and adding fractions waits for it.",
                    learners(0, 4),
                ),
                group("5.MD.3 Area", "Below Proficient; all have tried at least twice.", learners(4, 7)),
            ],
            ready: vec![group(
                "5.NF.4 Multiply fractions",
                "Everything it builds on is Proficient.",
                learners(7, 12),
            )],
            left_over: "Two students have no ratings yet, so they are in no group.".to_owned(),
        }
    }
}
