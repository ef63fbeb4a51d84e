//! Pace as the learner and the family read it, and what somebody is told of it.

use askama::Template;
use wording::Language;

use super::shell::{Link, Shell};

/// `GET /learners/{learner}/pace`, for who it is about and who speaks for them.
#[derive(Debug, Clone, Template)]
#[template(path = "family_pace.html")]
pub struct FamilyPace {
    /// The frame.
    pub shell: Shell,
    /// The way back.
    pub crumbs: Vec<Link>,
    /// The heading.
    pub heading: String,
    /// Each class.
    pub classes: Vec<FamilyClass>,
}

/// One class.
#[derive(Debug, Clone)]
pub struct FamilyClass {
    /// Its title.
    pub title: String,
    /// The standing, the finish and what is next, in sentences; the first is the standing.
    pub sentences: Vec<String>,
    /// What the finish stands on, in a sentence; may be empty.
    pub hint: String,
    /// What was planned for earlier.
    pub overdue: Vec<String>,
    /// The plan: what, by when, and whether it is reached.
    pub plan: Vec<(String, String, String)>,
}

/// `GET /pace`
#[derive(Debug, Clone, Template)]
#[template(path = "pace_news.html")]
pub struct PaceNews {
    /// The frame.
    pub shell: Shell,
    /// What there is: the sentence with its page, the day, and the fields `learner` and `section`.
    pub news: Vec<(Link, String, String, String)>,
}

impl FamilyPace {
    /// One class in which a learner is behind.
    pub fn sample() -> Self {
        let text = str::to_owned;
        Self {
            shell: Shell::sample_in(Language::English, "guardian"),
            crumbs: vec![Link::new("Children", "/children")],
            heading: text("By when: Noor Haddad"),
            classes: vec![FamilyClass {
                title: text("Mathematics 5"),
                sentences: vec![
                    text("Noor is on pace in Mathematics 5."),
                    text("5 of 9 targets reached."),
                    text(
                        "At this speed Noor will be done around 12 March, most likely between 3 March and 2 April.",
                    ),
                ],
                hint: text("This takes it that the speed stays as it was."),
                overdue: vec![text("Compare fractions")],
                plan: vec![(text("Compare fractions"), text("20 November 2026"), text("not yet"))],
            }],
        }
    }
}

impl PaceNews {
    /// One line.
    pub fn sample() -> Self {
        let text = str::to_owned;
        let link = Link::new("Noor Haddad is behind the days in Mathematics 5.", "/learners/1/pace");
        Self {
            shell: Shell::sample_in(Language::English, "guardian"),
            news: vec![(link, text("24 November 2026"), text("1"), text("1"))],
        }
    }
}
