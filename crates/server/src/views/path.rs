//! A learner's path: what to choose from, the goals, and the map.

use askama::Template;
use wording::Language;

use super::{
    path_picture::PathPicture,
    shell::{Choice, Link, Shell},
};

/// One learner's path, for the learner, the family or an educator.
#[derive(Debug, Clone, Template)]
#[template(path = "path.html")]
pub struct PathPage {
    /// The frame.
    pub shell: Shell,
    /// The way back; empty for one's own.
    pub crumbs: Vec<Link>,
    /// The heading.
    pub heading: String,
    /// Where the page is.
    pub href: String,
    /// What was refused, in a sentence.
    pub refusal: Option<String>,
    /// What is offered today.
    pub today: Vec<Offer>,
    /// What else can be started, and what waits to be looked at again.
    pub more: Vec<Offer>,
    /// What can be begun beyond the goals.
    pub beyond: Vec<Offer>,
    /// Sentences where nothing new can be learned.
    pub instead: Vec<String>,
    /// Whether the reader picks.
    pub may_choose: bool,
    /// Whether the reader pins, skips and sends back.
    pub may_direct: bool,
    /// Whether the reader sets goals and interests.
    pub may_set: bool,
    /// The goals.
    pub goals: Vec<Goal>,
    /// Sentences about what no way leads to.
    pub without_path: Vec<String>,
    /// What stands by an educator's word.
    pub directives: Vec<DirectiveLine>,
    /// The picture.
    pub picture: PathPicture,
    /// The same as a list, strand by strand.
    pub strands: Vec<MapStrand>,
    /// What the learner likes, with commas.
    pub interests: String,
    /// What a goal may be.
    pub aims: Vec<Choice>,
    /// Frameworks, for a band of grades.
    pub frameworks: Vec<Choice>,
    /// What a goal still takes; `None` where nobody asked.
    pub plan: Option<Plan>,
    /// Competencies that an educator may direct.
    pub steps: Vec<Choice>,
}

/// Something to work on.
#[derive(Debug, Clone)]
pub struct Offer {
    /// Its id.
    pub id: String,
    /// What it says.
    pub title: String,
    /// Where to read more.
    pub href: String,
    /// New, or to look at again.
    pub kind: String,
    /// Sentences.
    pub reasons: Vec<String>,
    /// Whether the learner picked it.
    pub picked: bool,
}

/// One goal.
#[derive(Debug, Clone)]
pub struct Goal {
    /// What it says.
    pub title: String,
    /// How far it is.
    pub reached: String,
    /// Mastered.
    pub done: usize,
    /// Of how many.
    pub total: usize,
    /// By when; empty for no day.
    pub until: String,
    /// Where to end it.
    pub end_action: Option<String>,
    /// Its id, for asking what it takes; `None` where it was not set by a person.
    pub id: Option<String>,
}

/// One directive.
#[derive(Debug, Clone)]
pub struct DirectiveLine {
    /// In a sentence.
    pub text: String,
    /// Where to end it.
    pub end_action: String,
}

/// One strand of the map.
#[derive(Debug, Clone)]
pub struct MapStrand {
    /// Its title.
    pub title: String,
    /// Its steps.
    pub steps: Vec<MapStep>,
}

/// One step of the map.
#[derive(Debug, Clone)]
pub struct MapStep {
    /// Its id within the page.
    pub id: String,
    /// What it says.
    pub title: String,
    /// Where to read more.
    pub href: String,
    /// Where it is, in a word.
    pub stage: String,
    /// The class that draws it.
    pub class: &'static str,
    /// What it waits for, and the way; empty for nothing.
    pub note: String,
}

/// What a goal still takes.
#[derive(Debug, Clone)]
pub struct Plan {
    /// Sentences.
    pub sentences: Vec<String>,
    /// What is missing.
    pub missing: Vec<String>,
}

impl PathPage {
    /// A learner's own.
    pub fn sample() -> Self {
        Self::in_shell(Shell::sample_in(Language::English, "learner"), "learner")
    }

    /// An educator's.
    pub fn sample_educator() -> Self {
        Self::in_shell(Shell::sample("What’s next for Noor Haddad", "educator"), "educator")
    }

    fn in_shell(shell: Shell, role: &str) -> Self {
        let offer = |title: &str, kind: &str, reasons: &[&str], picked| Offer {
            id: "1".to_owned(),
            title: title.to_owned(),
            href: "/learners/1/competencies/1".to_owned(),
            kind: kind.to_owned(),
            reasons: reasons.iter().map(|reason| (*reason).to_owned()).collect(),
            picked,
        };
        let step = |title: &str, stage: &str, class, note: &str| MapStep {
            id: format!("step-{class}"),
            title: title.to_owned(),
            href: "/learners/1/competencies/1".to_owned(),
            stage: stage.to_owned(),
            class,
            note: note.to_owned(),
        };
        Self {
            crumbs: Vec::new(),
            heading: shell.title.clone(),
            href: "/learners/1/path".to_owned(),
            refusal: None,
            today: vec![
                offer("Compare fractions", "New", &["Opens 7 others.", "Ready since Tuesday."], true),
                offer(
                    "Round numbers",
                    "Look at it again",
                    &["Fades if it is not looked at again by Friday."],
                    false,
                ),
            ],
            more: vec![offer("Read a clock", "New", &["Nothing has to come before it."], false)],
            beyond: vec![offer("Angles", "New", &[], false)],
            instead: Vec::new(),
            may_choose: role == "learner",
            may_direct: role == "educator",
            may_set: true,
            goals: vec![Goal {
                title: "Fractions before summer".to_owned(),
                reached: "3 of 9 reached".to_owned(),
                done: 3,
                total: 9,
                until: "until 18 June".to_owned(),
                end_action: Some("/goals/1/end".to_owned()),
                id: Some("1".to_owned()),
            }],
            without_path: vec![
                "These wait for each other: Mass; Weight. A teacher can open the way.".to_owned(),
            ],
            directives: vec![DirectiveLine {
                text: "Compare fractions: Inés Robledo put this first: for Friday’s test".to_owned(),
                end_action: "/directives/1/end".to_owned(),
            }],
            picture: PathPicture::sample(),
            strands: vec![MapStrand {
                title: "Fractions".to_owned(),
                steps: vec![
                    step("Equal fractions", "Done", "done", ""),
                    step("Compare fractions", "Ready", "ready", ""),
                    step("Add fractions", "Next", "next", "Waits for Compare fractions."),
                    step(
                        "Multiply fractions",
                        "Later",
                        "later",
                        "Waits for Add fractions. The nearest step: Compare fractions.",
                    ),
                ],
            }],
            interests: "bees, trains".to_owned(),
            aims: vec![Choice::new("1", "Fractions")],
            frameworks: vec![Choice::new("1", "Mathematics")],
            plan: Some(Plan {
                sentences: vec!["6 steps are missing for “Fractions before summer”.".to_owned()],
                missing: vec!["Compare fractions".to_owned()],
            }),
            steps: vec![Choice::new("1", "Compare fractions")],
            shell,
        }
    }
}
