//! The item bank: what is in it, many at once, files in and out.

use askama::Template;

use super::{
    imports::ImportRow,
    shell::{Choice, Link, Shell},
    title::Title,
};

/// `GET /items?q=&state=&kind=&tag=&about=&by=&from=&to=`; posts `item` and `to` for many at once.
#[derive(Debug, Clone, Template)]
#[template(path = "items.html")]
pub struct Items {
    /// The frame.
    pub shell: Shell,
    /// Whether whoever reads may write and review.
    pub may_write: bool,
    /// Field `q`.
    pub q: String,
    /// Field `about`: a code.
    pub about: String,
    /// Fields `from` and `to`: difficulty.
    pub difficulty: (String, String),
    /// Field `state`.
    pub states: Vec<Choice>,
    /// Field `kind`.
    pub kinds: Vec<Choice>,
    /// Field `tag`.
    pub tags: Vec<Choice>,
    /// Field `by`.
    pub authors: Vec<Choice>,
    /// Whether a filter beside the words is set.
    pub narrowed: bool,
    /// How many, in a sentence.
    pub summary: String,
    /// What stands where: how many, with a link.
    pub counts: Vec<(Link, bool)>,
    /// The items.
    pub rows: Vec<ItemLine>,
    /// What can be done with many: word and what it says.
    pub actions: Vec<Choice>,
    /// The page before and the next.
    pub pages: Vec<Link>,
    /// What whoever reads did last to many at once, while it is new; leads to where it is taken back.
    pub last_step: Option<Link>,
    /// Where what was found is exported.
    pub export: String,
}

/// One item of the list.
#[derive(Debug, Clone)]
pub struct ItemLine {
    /// Its id.
    pub id: String,
    /// By which packages name it.
    pub identifier: String,
    /// Its title, with its page.
    pub title: Link,
    /// Where it stands.
    pub state: String,
    /// Whether it is taken.
    pub live: bool,
    /// How it is answered.
    pub kinds: String,
    /// What it is about: code, and the whole.
    pub about: Vec<(String, Title)>,
    /// Difficulty in logits; empty where it is not known.
    pub difficulty: String,
    /// Who wrote it.
    pub author: String,
}

/// `POST /items/many`: what would become of each; and `GET /items/many/{batch}`: what did.
#[derive(Debug, Clone, Template)]
#[template(path = "items_many.html")]
pub struct ItemsMany {
    /// The frame.
    pub shell: Shell,
    /// The way back.
    pub crumbs: Vec<Link>,
    /// What is done.
    pub heading: String,
    /// How many, in a sentence.
    pub summary: String,
    /// The word of the state; empty when it is done.
    pub to: String,
    /// What the button says.
    pub button: String,
    /// The items that move, by id.
    pub items: Vec<String>,
    /// Each item: title with page, where it stood, what becomes of it.
    pub rows: Vec<(Link, String, String)>,
    /// Where all that moved is taken back; empty where it cannot be.
    pub undo: String,
}

/// `GET /items/import`.
#[derive(Debug, Clone, Template)]
#[template(path = "items_import.html")]
pub struct ItemsImport {
    /// The frame.
    pub shell: Shell,
    /// The way back.
    pub crumbs: Vec<Link>,
    /// Whether whoever reads may bring some in.
    pub may_write: bool,
    /// Newest first.
    pub imports: Vec<ImportRow>,
    /// Why the last try was refused.
    pub refusal: Option<String>,
}

impl Items {
    /// Two items.
    pub fn sample() -> Self {
        let row = |identifier: &str, title: &str, state: &str, live| ItemLine {
            id: "1".to_owned(),
            identifier: identifier.to_owned(),
            title: Link::new(title, "/items/1"),
            state: state.to_owned(),
            live,
            kinds: "choice".to_owned(),
            about: vec![("MA.NUM.1".to_owned(), Title::text("Compares fractions"))],
            difficulty: "-0.4".to_owned(),
            author: "Rosa Delgado".to_owned(),
        };
        Self {
            shell: Shell::sample("Items", "Teacher"),
            may_write: true,
            q: "fraction".to_owned(),
            about: String::new(),
            difficulty: (String::new(), String::new()),
            states: vec![Choice::new("", "Any"), Choice::new("live", "Live")],
            kinds: vec![Choice::new("", "Any"), Choice::new("choice", "Choice")],
            tags: vec![Choice::new("", "Any"), Choice::new("generator", "generator (12)")],
            authors: vec![Choice::new("", "Anybody")],
            narrowed: false,
            summary: "2 items".to_owned(),
            counts: vec![
                (Link::new("Draft 1", "/items?state=draft"), false),
                (Link::new("Live 1", "/items"), true),
            ],
            rows: vec![
                row("MA.NUM.1-01", "Equal fractions", "live", true),
                row(
                    "MA.NUM.1-02",
                    "A fraction of a very long title that has to wrap somewhere",
                    "draft",
                    false,
                ),
            ],
            actions: vec![Choice::new("reviewed", "Approve"), Choice::new("export", "Export")],
            pages: vec![Link::new("Next", "/items?page=2")],
            last_step: Some(Link::new("12 items put live, today, 09:12", "/items/many/1")),
            export: "/items/export?q=fraction".to_owned(),
        }
    }
}

impl ItemsMany {
    /// One that moves and one that stays.
    pub fn sample() -> Self {
        Self {
            shell: Shell::sample("Many items", "Teacher"),
            crumbs: vec![Link::new("Items", "/items")],
            heading: "Put live".to_owned(),
            summary: "1 of 2 will move.".to_owned(),
            to: "live".to_owned(),
            button: "Put 1 live".to_owned(),
            items: vec!["1".to_owned()],
            rows: vec![
                (Link::new("Equal fractions", "/items/1"), "reviewed".to_owned(), "moves".to_owned()),
                (
                    Link::new("Ratios", "/items/2"),
                    "draft".to_owned(),
                    "stays: it is a draft: review it first".to_owned(),
                ),
            ],
            undo: String::new(),
        }
    }

    /// A step that was made.
    pub fn sample_made() -> Self {
        Self {
            heading: "12 items put live, today, 09:12".to_owned(),
            summary: "12 of 13 moved.".to_owned(),
            to: String::new(),
            items: Vec::new(),
            undo: "/items/many/1/undo".to_owned(),
            ..Self::sample()
        }
    }
}

impl ItemsImport {
    /// One import.
    pub fn sample() -> Self {
        Self {
            shell: Shell::sample("Import items", "Teacher"),
            crumbs: vec![Link::new("Items", "/items")],
            may_write: true,
            imports: vec![ImportRow {
                file: Link::new("fractions.zip", "/items/import/1"),
                kind: "Items".to_owned(),
                when: "3 November, 09:12, Rosa Delgado".to_owned(),
                outcome: "applied".to_owned(),
                problem: false,
            }],
            refusal: Some("The file must be one file.".to_owned()),
        }
    }
}
