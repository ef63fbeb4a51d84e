//! A class from pasted names: type, look, make.

use askama::Template;

use super::shell::{Choice, Link, Shell};

/// Posts `title`, `organization`, `names`; with `step=preview` nothing is written yet, with `step=make`
/// the class is made. Serves an existing section too, which gains the names.
#[derive(Debug, Clone, Template)]
#[template(path = "section_new.html")]
pub struct SectionNew {
    /// The frame.
    pub shell: Shell,
    /// The way back.
    pub crumbs: Vec<Link>,
    /// Where the form posts to.
    pub action: String,
    /// The name of the class; `None` when names are added to an existing one.
    pub title: Option<String>,
    /// Schools to choose from; no field when there is only one.
    pub organizations: Vec<Choice>,
    /// What was pasted.
    pub names: String,
    /// What was understood; `None` before the first look.
    pub preview: Option<Preview>,
    /// Why the last try was refused.
    pub refusal: Option<String>,
}

/// What was understood.
#[derive(Debug, Clone)]
pub struct Preview {
    /// One sentence, such as "29 new students, 1 line to look at".
    pub summary: String,
    /// One per line that holds something.
    pub rows: Vec<PreviewRow>,
}

/// One pasted line.
#[derive(Debug, Clone)]
pub struct PreviewRow {
    /// Line number from 1.
    pub line: usize,
    /// Given name.
    pub given_name: String,
    /// Family name.
    pub family_name: String,
    /// What to look at; empty when all is well.
    pub remark: String,
}

impl SectionNew {
    /// A look at four lines.
    pub fn sample() -> Self {
        let row = |line, given: &str, family: &str, remark: &str| PreviewRow {
            line,
            given_name: given.to_owned(),
            family_name: family.to_owned(),
            remark: remark.to_owned(),
        };
        Self {
            shell: Shell::sample("New class", "educator"),
            crumbs: vec![Link::new("My classes", "/sections")],
            action: "/sections/new".to_owned(),
            title: Some("Mathematics 5, room 12".to_owned()),
            organizations: vec![Choice::new("1", "Alder School").chosen(), Choice::new("2", "Birch School")],
            names: "Noor Haddad\nO'Brien, Fionnuala\nليلى الحربي\nNoor Haddad".to_owned(),
            preview: Some(Preview {
                summary: "3 new students, 1 line to look at.".to_owned(),
                rows: vec![
                    row(1, "Noor", "Haddad", ""),
                    row(2, "Fionnuala", "O'Brien", ""),
                    row(3, "ليلى", "الحربي", ""),
                    row(
                        4,
                        "Noor",
                        "Haddad",
                        "The same name as line 1: two people? Then it will be made twice.",
                    ),
                ],
            }),
            refusal: None,
        }
    }
}
