//! What came of an assessment.

use askama::Template;
use wording::Language;

use super::shell::{Link, Shell};

/// The result.
#[derive(Debug, Clone, Template)]
#[template(path = "sitting_result.html")]
pub struct Result {
    /// The frame.
    pub shell: Shell,
    /// What it is called.
    pub heading: String,
    /// Whose; empty for one's own.
    pub learner: String,
    /// When it ended.
    pub at: String,
    /// A sentence above everything; empty for none.
    pub message: String,
    /// Points; empty where they are not told.
    pub points: String,
    /// Whether it passed, in words.
    pub passed: Option<String>,
    /// Whether it passed.
    pub has_passed: bool,
    /// What to do now; empty for nothing.
    pub advice: String,
    /// By target.
    pub targets: Vec<Target>,
    /// Where a diagnostic places.
    pub placed: Vec<String>,
    /// Question by question.
    pub items: Vec<Answered>,
    /// What happened, for the school.
    pub events: Vec<Happened>,
    /// What else the school sees.
    pub facts: Vec<String>,
    /// What the learner planned; empty for nothing.
    pub planned: String,
    /// Whether a plan is asked for.
    pub asks_for_a_plan: bool,
    /// Where the plan is posted to.
    pub plan_action: String,
    /// Where it came from.
    pub back: Link,
}

/// One target.
#[derive(Debug, Clone)]
pub struct Target {
    /// Its name.
    pub link: Link,
    /// Points in words.
    pub said: String,
    /// Unit: percent.
    pub share: i64,
    /// That it need not be done again; empty for nothing to say.
    pub exempt: String,
}

/// One question.
#[derive(Debug, Clone)]
pub struct Answered {
    /// From 1.
    pub number: i64,
    /// The question with what was answered.
    pub html: String,
    /// Points; empty where nobody has scored it.
    pub points: String,
    /// The item, for the school.
    pub item: Option<Link>,
    /// How long it was worked on, for the school.
    pub seconds: String,
}

/// Something that happened.
#[derive(Debug, Clone)]
pub struct Happened {
    /// When.
    pub at: String,
    /// What.
    pub what: String,
}

impl Result {
    /// A check that was not passed yet.
    pub fn sample() -> Self {
        Self {
            shell: Shell::sample_in(Language::English, "learner"),
            heading: "Check: Equal fractions".to_owned(),
            learner: String::new(),
            at: "today, 10:20".to_owned(),
            message: String::new(),
            points: "7 of 10 points".to_owned(),
            passed: Some("Not yet".to_owned()),
            has_passed: false,
            advice: "That is not the end: look at what was hard, and try again when you feel ready."
                .to_owned(),
            targets: vec![Target {
                link: Link::new("Equal fractions", "/me"),
                said: "7 of 10".to_owned(),
                share: 70,
                exempt: String::new(),
            }],
            placed: Vec::new(),
            items: vec![Answered {
                number: 1,
                html: "<div class=\"item\"><p>Which fraction is equal to one half?</p></div>".to_owned(),
                points: "1 / 1".to_owned(),
                item: None,
                seconds: String::new(),
            }],
            events: Vec::new(),
            facts: Vec::new(),
            planned: String::new(),
            asks_for_a_plan: true,
            plan_action: "/sittings/1/plan".to_owned(),
            back: Link::new("All checks", "/assessments"),
        }
    }
}
