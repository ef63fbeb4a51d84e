//! Texts and pictures that several items share: the list, one with its items, and its form.

use askama::Template;

use super::{
    item_form::{Control, Field},
    shell::{Link, Shell},
};

/// `GET /stimuli?q=`.
#[derive(Debug, Clone, Template)]
#[template(path = "stimuli.html")]
pub struct Stimuli {
    /// The frame.
    pub shell: Shell,
    /// The way back.
    pub crumbs: Vec<Link>,
    /// Whether whoever reads may write.
    pub may_write: bool,
    /// What is looked for.
    pub q: String,
    /// By title.
    pub rows: Vec<StimulusLine>,
}

/// One of them.
#[derive(Debug, Clone)]
pub struct StimulusLine {
    /// What it is called.
    pub title: Link,
    /// By which packages name it.
    pub identifier: String,
    /// How many items are shown with it, in words.
    pub items: String,
}

/// `GET /stimuli/{stimulus}`.
#[derive(Debug, Clone, Template)]
#[template(path = "stimulus.html")]
pub struct StimulusPage {
    /// The frame.
    pub shell: Shell,
    /// The way back.
    pub crumbs: Vec<Link>,
    /// What it is called.
    pub title: String,
    /// By which packages name it.
    pub identifier: String,
    /// Who wrote it and when.
    pub written: String,
    /// Where it is changed; empty for who may not, and where the form does not know its shape.
    pub edit: String,
    /// Whether it can only be changed where it was made.
    pub elsewhere: bool,
    /// As learners see it.
    pub html: String,
    /// Items that are shown with it: page, identifier, where each stands.
    pub items: Vec<(Link, String, String)>,
    /// Files that it shows.
    pub files: Vec<Link>,
}

/// `GET /stimuli/new` and `GET /stimuli/{stimulus}/edit`; posts the fields and `act`: `preview`, `save`, `picture`.
#[derive(Debug, Clone, Template)]
#[template(path = "stimulus_form.html")]
pub struct StimulusForm {
    /// The frame.
    pub shell: Shell,
    /// The way back.
    pub crumbs: Vec<Link>,
    /// What the page is for.
    pub heading: String,
    /// Where the form posts to.
    pub action: String,
    /// The digest of the text that is changed; nothing for a new one.
    pub seen: String,
    /// What is typed.
    pub fields: Vec<Field>,
    /// Files that the text may name: name and digest.
    pub files: Vec<(String, String)>,
    /// What has to be mended: the field and what is wrong.
    pub problems: Vec<(String, String)>,
    /// What it looks like; `None` while nothing can be shown.
    pub preview: Option<String>,
}

const HTML: &str = "<section class=\"stimulus card\"><p>The river rises in spring.</p></section>";

impl Stimuli {
    /// Two of them.
    pub fn sample() -> Self {
        let line = |title: &str, items: &str| StimulusLine {
            title: Link::new(title, "/stimuli/1"),
            identifier: "TXT-RIVER".to_owned(),
            items: items.to_owned(),
        };
        Self {
            shell: Shell::sample("Shared texts", "Teacher"),
            crumbs: vec![Link::new("Items", "/items")],
            may_write: true,
            q: "river".to_owned(),
            rows: vec![line("The river in spring", "4 items"), line("A table of rainfall", "no items")],
        }
    }
}

impl StimulusPage {
    /// One with an item.
    pub fn sample() -> Self {
        Self {
            shell: Shell::sample("The river in spring", "Teacher"),
            crumbs: vec![Link::new("Items", "/items"), Link::new("Shared texts", "/stimuli")],
            title: "The river in spring".to_owned(),
            identifier: "TXT-RIVER".to_owned(),
            written: "Written by Rosa Delgado, 3 November, 09:12.".to_owned(),
            edit: "/stimuli/1/edit".to_owned(),
            elsewhere: false,
            html: HTML.to_owned(),
            items: vec![(Link::new("Why it rises", "/items/1"), "RIVER-1".to_owned(), "live".to_owned())],
            files: vec![Link::new("map.png", "/content/1")],
        }
    }
}

impl StimulusForm {
    /// One that lacks its title.
    pub fn sample() -> Self {
        let wrong = Field {
            wrong: "Title: is empty: write something".to_owned(),
            ..Field::text("title", "Title", "Learners do not see it.", "")
        };
        Self {
            shell: Shell::sample("New shared text", "Teacher"),
            crumbs: vec![Link::new("Items", "/items"), Link::new("Shared texts", "/stimuli")],
            heading: "New shared text".to_owned(),
            action: "/stimuli/new".to_owned(),
            seen: String::new(),
            fields: vec![wrong, Field::area("text", "Text", "**bold**", "The river rises in spring.", 14)],
            files: vec![("map.png".to_owned(), "00".repeat(32))],
            problems: vec![("title".to_owned(), "Title: is empty: write something".to_owned())],
            preview: Some(HTML.to_owned()),
        }
    }
}
