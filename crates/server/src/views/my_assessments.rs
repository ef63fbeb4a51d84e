//! What a learner is to take, can take and has taken; and what they see before they begin.

use askama::Template;
use wording::Language;

use super::shell::{Link, Shell};

/// The list.
#[derive(Debug, Clone, Template)]
#[template(path = "my_assessments.html")]
pub struct MyAssessments {
    /// The frame.
    pub shell: Shell,
    /// What can be begun or gone on with.
    pub open: Vec<Given>,
    /// What cannot, now.
    pub later: Vec<Given>,
    /// What was taken.
    pub taken: Vec<Taken>,
}

/// One that is given.
#[derive(Debug, Clone)]
pub struct Given {
    /// Its name.
    pub link: Link,
    /// The class.
    pub section: String,
    /// How it stands, or why it cannot begin.
    pub state: String,
    /// Until when; empty for without end.
    pub until: String,
    /// What the link does.
    pub action: String,
    /// Whether it can be begun or gone on with.
    pub can: bool,
}

/// One that was taken.
#[derive(Debug, Clone)]
pub struct Taken {
    /// Its name.
    pub link: Link,
    /// When it ended.
    pub at: String,
    /// Whether something is still to come.
    pub state: String,
}

/// Before it begins.
#[derive(Debug, Clone, Template)]
#[template(path = "assessment_begin.html")]
pub struct Begin {
    /// The frame.
    pub shell: Shell,
    /// What it is called.
    pub heading: String,
    /// What there is to know.
    pub facts: Vec<String>,
    /// What the screen gives this learner.
    pub given: Vec<String>,
    /// What a person has to give.
    pub by_a_person: Vec<String>,
    /// Why it cannot begin; empty where it can.
    pub not_now: String,
    /// Whether the proctor's code is asked for.
    pub asks_code: bool,
    /// Where to go on with what was begun; empty for nothing.
    pub running: String,
    /// Where to make the plan that is asked for; empty for none.
    pub plan_href: String,
    /// Where the form posts to.
    pub action: String,
}

impl MyAssessments {
    /// Two to take, one for later, one taken.
    pub fn sample() -> Self {
        let given = |title: &str, state: &str, can| Given {
            link: Link::new(title, "/assignments/1/begin"),
            section: "Mathematics 7, first period".to_owned(),
            state: state.to_owned(),
            until: "until Friday, 16:00".to_owned(),
            action: "Look".to_owned(),
            can,
        };
        Self {
            shell: Shell::sample_in(Language::English, "learner"),
            open: vec![
                given("Exit slip: Ratios in a table", "", true),
                given("Check: Equal fractions", "You have begun this.", true),
            ],
            later: vec![given("Final: Ratios", "Your teacher opens this when it is time.", false)],
            taken: vec![Taken {
                link: Link::new("Diagnostic: Mathematics", "/sittings/1/result"),
                at: "14 September, 10:20".to_owned(),
                state: String::new(),
            }],
        }
    }
}

impl Begin {
    /// A final with a code.
    pub fn sample() -> Self {
        Self {
            shell: Shell::sample_in(Language::English, "learner"),
            heading: "Final: Ratios".to_owned(),
            facts: vec!["20 questions".to_owned(), "You have 90 minutes.".to_owned()],
            given: vec!["Extra time (×1.5)".to_owned()],
            by_a_person: vec!["a seat at the front".to_owned()],
            not_now: String::new(),
            asks_code: true,
            running: String::new(),
            plan_href: String::new(),
            action: "/assignments/1/begin".to_owned(),
        }
    }
}
