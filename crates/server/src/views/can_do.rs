//! A learner's own page: what I can do, what is next, and how it went.

use askama::Template;
use wording::Language;

use super::{
    chart::History,
    mark::{Mark, Shape},
    shell::Shell,
    title::Title,
};

/// What one learner can do, strand by strand.
#[derive(Debug, Clone, Template)]
#[template(path = "can_do.html")]
pub struct CanDo {
    /// The frame.
    pub shell: Shell,
    /// The heading, in the first or third person.
    pub heading: String,
    /// One warm, true sentence.
    pub summary: String,
    /// Groups of targets.
    pub strands: Vec<Strand>,
    /// How many targets are reached, over time.
    pub history: Option<History>,
    /// The record and the rights of the reader.
    pub rights_href: String,
    /// By when.
    pub pace_href: String,
}

/// One group of targets.
#[derive(Debug, Clone)]
pub struct Strand {
    /// Its name.
    pub title: String,
    /// How many targets are reached.
    pub reached: usize,
    /// How many there are.
    pub total: usize,
    /// Both in words.
    pub reached_word: String,
    /// Reached.
    pub can: Vec<Target>,
    /// Under way.
    pub working_on: Vec<Target>,
    /// What to do next; empty when all is reached.
    pub next: Vec<Target>,
}

/// One target.
#[derive(Debug, Clone)]
pub struct Target {
    /// What it says.
    pub statement: Title,
    /// Where the learner stands.
    pub mark: Mark,
    /// The *why*.
    pub href: String,
    /// Why it is next, or what is missing; empty for nothing to say.
    pub note: String,
}

impl CanDo {
    /// Two strands.
    pub fn sample() -> Self {
        let target = |statement: &str, shape, word: &str, note: &str| Target {
            statement: Title::text(statement),
            mark: Mark::new(shape, word),
            href: "/me/targets/1".to_owned(),
            note: note.to_owned(),
        };
        Self {
            shell: Shell::sample_in(Language::English, "learner"),
            heading: "What I can do".to_owned(),
            summary: "You have reached 5 of 9 targets. Comparing fractions came this week.".to_owned(),
            strands: vec![
                Strand {
                    title: "Fractions".to_owned(),
                    reached: 3,
                    total: 5,
                    reached_word: "3 of 5 reached".to_owned(),
                    can: vec![
                        target("Show a fraction on a number line", Shape::There, "Got it", ""),
                        target("Compare two fractions with different wholes", Shape::There, "Got it", ""),
                        target("Find fractions that are equal", Shape::Past, "And beyond", ""),
                    ],
                    working_on: vec![target(
                        "Add fractions with unlike denominators",
                        Shape::Near,
                        "Almost",
                        "One more good try would do it.",
                    )],
                    next: vec![target(
                        "Multiply a fraction by a whole number",
                        Shape::Unknown,
                        "Not tried yet",
                        "You are ready: everything it builds on is done.",
                    )],
                },
                Strand {
                    title: "Measuring".to_owned(),
                    reached: 2,
                    total: 4,
                    reached_word: "2 of 4 reached".to_owned(),
                    can: vec![
                        target("Read a ruler to the millimetre", Shape::There, "Got it", ""),
                        target("Change metres into centimetres", Shape::There, "Got it", ""),
                    ],
                    working_on: vec![target("Find the area of an L-shape", Shape::Far, "Started", "")],
                    next: vec![target(
                        "Find the volume of a box",
                        Shape::Unknown,
                        "Not tried yet",
                        "After areas.",
                    )],
                },
            ],
            history: Some(History::sample()),
            rights_href: "/learners/1/privacy".to_owned(),
            pace_href: "/learners/1/pace".to_owned(),
        }
    }
}
