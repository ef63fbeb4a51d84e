//! How often a family gets notices.

use askama::Template;
use wording::Language;

use super::shell::{Choice, Shell};

/// `GET /notices`; posts `notices`.
#[derive(Debug, Clone, Template)]
#[template(path = "notices.html")]
pub struct Notices {
    /// The frame.
    pub shell: Shell,
    /// Where they go to, in a sentence.
    pub address: String,
    /// How often.
    pub choices: Vec<Choice>,
}

impl Notices {
    /// Weekly, in Spanish.
    pub fn sample() -> Self {
        Self {
            shell: Shell::sample_in(Language::Spanish, "guardian"),
            address: "Los enviamos a salma@home.example.".to_owned(),
            choices: vec![
                Choice::new("daily", "Una vez al día, como máximo"),
                Choice::new("weekly", "Una vez a la semana, como máximo").chosen(),
                Choice::new("never", "Nunca"),
            ],
        }
    }
}
