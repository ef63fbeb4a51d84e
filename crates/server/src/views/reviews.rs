//! Own work or a classmate's, as a learner rates it.

use askama::Template;
use wording::Language;

use super::{
    ratings::{RatedCriterion, RatedLevel},
    shell::{Link, Shell},
    work::{FileKind, KeptFile},
};

/// `GET /reviews/{rating}`: posts what a rating posts.
#[derive(Debug, Clone, Template)]
#[template(path = "review.html")]
pub struct ReviewPage {
    /// The frame.
    pub shell: Shell,
    /// The way back.
    pub crumbs: Vec<Link>,
    /// Whose work: one's own, or a classmate's.
    pub heading: String,
    /// What comes of it, and who sees it.
    pub intro: String,
    /// What was to be done, as safe HTML.
    pub prompt: String,
    /// What was written.
    pub words: String,
    /// Where it lies, if elsewhere.
    pub link: String,
    /// What was given.
    pub files: Vec<KeptFile>,
    /// Where it posts to; empty where it stands as it is.
    pub action: String,
    /// By criterion.
    pub criteria: Vec<RatedCriterion>,
    /// Of the whole.
    pub comment: String,
    /// Why it was not taken.
    pub refusal: Option<String>,
}

impl ReviewPage {
    /// A classmate's, in Spanish.
    pub fn sample() -> Self {
        let level = |value: &str, name: &str| RatedLevel {
            value: value.to_owned(),
            key: value.to_owned(),
            name: name.to_owned(),
            descriptor: "Says why".to_owned(),
            chosen: value == "1",
        };
        Self {
            shell: Shell::sample_in(Language::Spanish, "learner"),
            crumbs: vec![Link::new("Write an argument", "/work/1")],
            heading: "El trabajo de alguien de tu clase".to_owned(),
            intro: "No se dice de quién es.".to_owned(),
            prompt: "<p>Write about something that should change.</p>".to_owned(),
            words: "It should change because …".to_owned(),
            link: "https://example.org/work".to_owned(),
            files: vec![KeptFile {
                link: Link::new("file-1.png", "/reviews/1/files/2"),
                kind: FileKind::Picture,
                remove_action: String::new(),
            }],
            action: "/reviews/1".to_owned(),
            criteria: vec![RatedCriterion {
                place: 0,
                title: "Claim".to_owned(),
                description: String::new(),
                both: Vec::new(),
                levels: vec![level("0", "Not yet"), level("1", "There"), level("na", "No se miró")],
                comment: String::new(),
            }],
            comment: String::new(),
            refusal: Some("Faltan niveles.".to_owned()),
        }
    }
}
