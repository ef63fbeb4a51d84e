//! A framework from pasted lines.

use askama::Template;

use super::shell::{Link, Shell};

/// `GET /frameworks/new`; posts `title` and `competencies`, one on each line.
#[derive(Debug, Clone, Template)]
#[template(path = "framework_new.html")]
pub struct FrameworkNew {
    /// The frame.
    pub shell: Shell,
    /// The way back.
    pub crumbs: Vec<Link>,
    /// What was typed.
    pub title: String,
    /// What was typed.
    pub competencies: String,
    /// Why it was not taken.
    pub refusal: Option<String>,
}

impl FrameworkNew {
    /// Two lines, one of them refused.
    pub fn sample() -> Self {
        Self {
            shell: Shell::sample("Standards of your own", "educator"),
            crumbs: vec![Link::new("Standards", "/frameworks")],
            title: "In the kitchen".to_owned(),
            competencies: "K.1 Measures to the nearest mark\nK.1 Keeps it clean".to_owned(),
            refusal: Some("The competencies line 2: this code was already given.".to_owned()),
        }
    }
}
