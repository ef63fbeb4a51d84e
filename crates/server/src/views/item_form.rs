//! Writing an item: what kind, and its form with the preview beside it.

use askama::Template;

use super::{
    item::Trying,
    shell::{Choice, Link, Shell},
};

/// `GET /items/new`.
#[derive(Debug, Clone, Template)]
#[template(path = "item_new.html")]
pub struct ItemNew {
    /// The frame.
    pub shell: Shell,
    /// The way back.
    pub crumbs: Vec<Link>,
    /// Each kind: where it is written, what it is for.
    pub kinds: Vec<(Link, String)>,
}

/// `GET /items/new/{kind}` and `GET /items/{item}/edit`; posts the fields and `act`: `preview`, `save`,
/// `picture`, `add:choice`, `remove:choice:2`.
#[derive(Debug, Clone, Template)]
#[template(path = "item_form.html")]
pub struct ItemFormPage {
    /// The frame.
    pub shell: Shell,
    /// The way back.
    pub crumbs: Vec<Link>,
    /// What the page is for.
    pub heading: String,
    /// Where the form posts to.
    pub action: String,
    /// The version that is changed; nothing for a new item.
    pub seen: String,
    /// The word of the kind.
    pub kind: String,
    /// Groups of fields, each with its heading; the first ones are open.
    pub groups: Vec<Group>,
    /// Files that the text may name: name and digest.
    pub files: Vec<(String, String)>,
    /// What has to be mended: the field and what is wrong.
    pub problems: Vec<(String, String)>,
    /// What it looks like; `None` while nothing can be shown.
    pub preview: Option<Trying>,
}

/// Fields that belong together.
#[derive(Debug, Clone)]
pub struct Group {
    /// What they are about.
    pub heading: String,
    /// A sentence on them; may be empty.
    pub said: String,
    /// Whether they stand open.
    pub open: bool,
    /// The fields.
    pub fields: Vec<Field>,
}

/// One field.
#[derive(Debug, Clone)]
pub struct Field {
    /// Its name and id.
    pub name: String,
    /// What people read.
    pub label: String,
    /// What to write; may be empty.
    pub hint: String,
    /// What is in it.
    pub value: String,
    /// How it is filled in.
    pub control: Control,
    /// What is wrong; empty for nothing.
    pub wrong: String,
}

/// How a field is filled in.
#[derive(Debug, Clone)]
pub enum Control {
    /// A line.
    Text,
    /// Some lines.
    Area(usize),
    /// A box to tick.
    Tick,
    /// A list to choose from.
    Select(Vec<Choice>),
    /// Rows, which can be added and removed.
    Rows(Rows),
}

/// Rows of a list.
#[derive(Debug, Clone)]
pub struct Rows {
    /// The list's word, in names and buttons.
    pub list: &'static str,
    /// What one is called.
    pub what: String,
    /// The rows.
    pub rows: Vec<Row>,
}

/// One row.
#[derive(Debug, Clone)]
pub struct Row {
    /// From 1.
    pub number: usize,
    /// The mark that it is right: kind of input, and whether it is made; the kind is empty where none is.
    pub mark: (&'static str, bool),
    /// Its fields.
    pub fields: Vec<Field>,
}

impl Field {
    /// A line.
    pub fn text(name: &str, label: &str, hint: &str, value: &str) -> Self {
        Self {
            name: name.to_owned(),
            label: label.to_owned(),
            hint: hint.to_owned(),
            value: value.to_owned(),
            control: Control::Text,
            wrong: String::new(),
        }
    }

    /// Some lines.
    pub fn area(name: &str, label: &str, hint: &str, value: &str, lines: usize) -> Self {
        Self { control: Control::Area(lines), ..Self::text(name, label, hint, value) }
    }

    /// A box to tick.
    pub fn tick(name: &str, label: &str, ticked: bool) -> Self {
        Self { control: Control::Tick, ..Self::text(name, label, "", if ticked { "1" } else { "" }) }
    }

    /// A list to choose from; `options` are words with what people read.
    pub fn select(name: &str, label: &str, hint: &str, chosen: &str, options: &[(&str, &str)]) -> Self {
        let choice =
            |(word, said): &(&str, &str)| Choice { selected: *word == chosen, ..Choice::new(word, said) };
        let control = Control::Select(options.iter().map(choice).collect());
        Self { control, ..Self::text(name, label, hint, chosen) }
    }

    /// Whether something is wrong with it.
    pub fn is_wrong(&self) -> bool {
        !self.wrong.is_empty()
    }

    /// The names of the elements that describe it.
    pub fn described_by(&self) -> String {
        let mut names = Vec::new();
        if self.is_wrong() {
            names.push(format!("{}-wrong", self.name));
        }
        if !self.hint.is_empty() {
            names.push(format!("{}-hint", self.name));
        }
        names.join(" ")
    }
}

impl ItemNew {
    /// Two kinds.
    pub fn sample() -> Self {
        Self {
            shell: Shell::sample("New item", "Teacher"),
            crumbs: vec![Link::new("Items", "/items")],
            kinds: vec![
                (Link::new("Choose one", "/items/new/choose_one"), "One right answer in a list.".to_owned()),
                (Link::new("Number", "/items/new/number"), "A number.".to_owned()),
            ],
        }
    }
}

impl ItemFormPage {
    /// A choice that lacks its right answer.
    pub fn sample() -> Self {
        let row = |number: usize, text: &str| Row {
            number,
            mark: ("radio", number == 1),
            fields: vec![Field::text(
                &format!("choice_text_{number}"),
                &format!("Choice {number}"),
                "",
                text,
            )],
        };
        let rows =
            Rows { list: "choice", what: "choice".to_owned(), rows: vec![row(1, "2/4"), row(2, "2/3")] };
        let wrong = Field {
            wrong: "is empty: write something".to_owned(),
            ..Field::text("title", "Title", "Learners do not see it.", "")
        };
        Self {
            shell: Shell::sample("New item", "Teacher"),
            crumbs: vec![Link::new("Items", "/items")],
            heading: "Choose one".to_owned(),
            action: "/items/new/choose_one".to_owned(),
            seen: String::new(),
            kind: "choose_one".to_owned(),
            groups: vec![
                Group {
                    heading: "What is asked".to_owned(),
                    said: String::new(),
                    open: true,
                    fields: vec![
                        wrong,
                        Field::area("stem", "Question", "**bold**", "Which is the same as 1/2?", 4),
                        Field { control: Control::Rows(rows), ..Field::text("choice", "Choices", "", "") },
                        Field::tick("shuffle", "In another order for each learner", true),
                    ],
                },
                Group {
                    heading: "Scoring".to_owned(),
                    said: "What counts.".to_owned(),
                    open: false,
                    fields: vec![Field::select("credit", "Counts", "", "all", &[("all", "All or nothing")])],
                },
            ],
            files: vec![("map.png".to_owned(), "00".repeat(32))],
            problems: vec![("title".to_owned(), "Title is empty: write something".to_owned())],
            preview: Some(Trying::sample()),
        }
    }
}
