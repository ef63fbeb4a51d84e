//! The first ten minutes, where nothing is there yet.

use askama::Template;

use super::shell::Shell;

/// First steps of an empty district, or of a teacher without a class.
#[derive(Debug, Clone, Template)]
#[template(path = "welcome.html")]
pub struct Welcome {
    /// The frame.
    pub shell: Shell,
    /// In order.
    pub steps: Vec<Step>,
}

/// One step.
#[derive(Debug, Clone)]
pub struct Step {
    /// What to do, as a heading.
    pub title: String,
    /// How long, and what comes of it.
    pub text: String,
    /// What the button says.
    pub button: String,
    /// Where it leads.
    pub href: String,
    /// Whether it is done.
    pub done: bool,
}

impl Welcome {
    /// One step done.
    pub fn sample() -> Self {
        let step = |title: &str, text: &str, button: &str, href: &str, done| Step {
            title: title.to_owned(),
            text: text.to_owned(),
            button: button.to_owned(),
            href: href.to_owned(),
            done,
        };
        Self {
            shell: Shell::sample("First steps", "educator"),
            steps: vec![
                step(
                    "Paste your class list",
                    "One name per line, straight from a spreadsheet or a mail. Thirty names take a minute.",
                    "Paste names",
                    "/sections/new",
                    true,
                ),
                step(
                    "Pick what they are working on",
                    "Search the standards by word or code and tick the ones of this unit.",
                    "Choose targets",
                    "/sections/1/targets",
                    false,
                ),
                step(
                    "Rate what you have seen",
                    "One screen for the whole class. Nobody sees it until you release it.",
                    "Rate the class",
                    "/sections/1/rate",
                    false,
                ),
                step(
                    "See who needs what",
                    "Groups for tomorrow, made from today's ratings.",
                    "See groups",
                    "/sections/1/groups",
                    false,
                ),
            ],
        }
    }
}
