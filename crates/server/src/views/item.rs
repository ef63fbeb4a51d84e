//! One item: as a learner sees it, its versions and review, its use.

use askama::Template;

use super::{
    shell::{Link, Shell},
    title::Title,
};

/// `GET /items/{item}`; moves it on by a form with `to`, `seen` and `note`.
#[derive(Debug, Clone, Template)]
#[template(path = "item.html")]
pub struct ItemPage {
    /// The frame.
    pub shell: Shell,
    /// The way back.
    pub crumbs: Vec<Link>,
    /// What it is called.
    pub title: String,
    /// By which packages name it.
    pub identifier: String,
    /// Where it stands, in a sentence.
    pub standing: String,
    /// Its newest version.
    pub version: i64,
    /// Where it is written; empty for who may not.
    pub edit: String,
    /// Where it is moved.
    pub review_action: String,
    /// Where whoever reads may move it: word, what the button says, whether a note is needed.
    pub moves: Vec<Step>,
    /// What it is about: code, title and page of each.
    pub about: Vec<(String, Title, String)>,
    /// What else is said about it.
    pub facts: Vec<(String, String)>,
    /// How it was answered.
    pub uses: Vec<(String, String)>,
    /// A sentence on its use.
    pub use_said: String,
    /// What to do about it, most urgent first.
    pub advice: Vec<String>,
    /// Its versions, newest first.
    pub versions: Vec<VersionRow>,
    /// As a learner sees it.
    pub trying: Trying,
}

/// Something that can be done in its review.
#[derive(Debug, Clone)]
pub struct Step {
    /// The word of the state.
    pub to: &'static str,
    /// What the button says.
    pub says: &'static str,
    /// Whether it is the one that goes on.
    pub main: bool,
}

/// One version.
#[derive(Debug, Clone)]
pub struct VersionRow {
    /// From 1.
    pub number: i64,
    /// Where it stands.
    pub state: String,
    /// Who wrote it and when.
    pub written: String,
    /// What is new.
    pub note: String,
    /// Who reviewed it, when, and what they said.
    pub reviewed: String,
    /// Where it can be looked at.
    pub href: String,
}

/// An item that is tried.
#[derive(Debug, Clone, Template)]
#[template(path = "parts/item_try.html")]
pub struct Trying {
    /// The inside of the form.
    pub html: String,
    /// Words for the scripts.
    pub script_words: String,
    /// Where answers go; empty where it cannot be answered yet.
    pub action: String,
    /// The token of the form.
    pub csrf: String,
    /// What is drawn follows from it.
    pub seed: u64,
    /// Where another draw is seen; empty where nothing is drawn.
    pub another: String,
    /// What came of the answer, in a sentence; empty before one.
    pub result: String,
    /// What of the answer cannot be taken.
    pub problems: Vec<String>,
    /// Outcomes by name.
    pub outcomes: Vec<(String, String)>,
    /// Right answers by response.
    pub solution: Vec<(String, String)>,
}

/// `GET /items/{item}/preview?seed=&version=`.
#[derive(Debug, Clone, Template)]
#[template(path = "item_preview.html")]
pub struct ItemPreview {
    /// The frame.
    pub shell: Shell,
    /// The way back.
    pub crumbs: Vec<Link>,
    /// What it is called, with its version.
    pub title: String,
    /// As a learner sees it.
    pub trying: Trying,
}

impl Trying {
    /// A choice, answered.
    pub fn sample() -> Self {
        Self {
            html: "<div class=\"item\"><p>Which fraction is equal to one half?</p><fieldset class=\"ask\">\
                   <legend class=\"prompt\">Choose one</legend><div class=\"options\"><label class=\"option\">\
                   <input type=\"radio\" name=\"r0-RESPONSE\" value=\"A\"><span class=\"option-body\">3/6</span>\
                   </label></div></fieldset></div>"
                .to_owned(),
            script_words: String::new(),
            action: "/items/1/preview".to_owned(),
            csrf: String::new(),
            seed: 1,
            another: "/items/1?seed=2".to_owned(),
            result: "Right: 1 of 1 point.".to_owned(),
            problems: vec!["“7” cannot be an answer here.".to_owned()],
            outcomes: vec![("SCORE".to_owned(), "1".to_owned())],
            solution: vec![("RESPONSE".to_owned(), "A".to_owned())],
        }
    }
}

impl ItemPage {
    /// An item with two versions.
    pub fn sample() -> Self {
        let row = |number, state: &str| VersionRow {
            number,
            state: state.to_owned(),
            written: "Rosa Delgado, 3 November, 09:12".to_owned(),
            note: "A clearer question".to_owned(),
            reviewed: "Kwame Boateng, 4 November, 10:00: fine".to_owned(),
            href: format!("/items/1/preview?version={number}"),
        };
        Self {
            shell: Shell::sample("Equal fractions", "Teacher"),
            crumbs: vec![Link::new("Items", "/items")],
            title: "Equal fractions".to_owned(),
            identifier: "MA.NUM.1-01".to_owned(),
            standing: "Version 2 is a draft; version 1 is live and taken.".to_owned(),
            version: 2,
            edit: "/items/1/edit".to_owned(),
            review_action: "/items/1/review".to_owned(),
            moves: vec![
                Step { to: "reviewed", says: "Approve", main: true },
                Step { to: "retired", says: "Retire", main: false },
            ],
            about: vec![("MA.NUM.1".to_owned(), Title::text("Compares fractions"), "/frameworks".to_owned())],
            facts: vec![("Tags".to_owned(), "fractions, generator".to_owned())],
            uses: vec![
                ("Given".to_owned(), "430 times".to_owned()),
                ("Answered".to_owned(), "412 times".to_owned()),
                ("Share of the points (p)".to_owned(), "18 % ± 2".to_owned()),
                ("Tells stronger from weaker".to_owned(), "-0.12".to_owned()),
            ],
            use_said: "Over all its versions: the last time of each of 402 learners.".to_owned(),
            advice: vec!["18 % are right, fewer than by guessing among 4 options: check the key".to_owned()],
            versions: vec![row(2, "draft"), row(1, "live")],
            trying: Trying::sample(),
        }
    }
}

impl ItemPreview {
    /// The same, on its own.
    pub fn sample() -> Self {
        Self {
            shell: Shell::sample("Equal fractions", "Teacher"),
            crumbs: vec![Link::new("Items", "/items"), Link::new("Equal fractions", "/items/1")],
            title: "Equal fractions, version 1".to_owned(),
            trying: Trying::sample(),
        }
    }
}
