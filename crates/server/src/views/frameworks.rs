//! The list of frameworks.

use askama::Template;

use super::shell::{Link, Shell};

/// `GET /frameworks`.
#[derive(Debug, Clone, Template)]
#[template(path = "frameworks.html")]
pub struct Frameworks {
    /// The frame.
    pub shell: Shell,
    /// By title.
    pub frameworks: Vec<FrameworkCard>,
    /// Where to bring one in; `None` for who may not.
    pub import: Option<Link>,
    /// Where to write one; `None` for who may not.
    pub write: Option<Link>,
}

/// One framework.
#[derive(Debug, Clone)]
pub struct FrameworkCard {
    /// Its title.
    pub title: String,
    /// Its page.
    pub href: String,
    /// Publisher, version, status, in a line.
    pub publisher: String,
    /// Such as "143 competencies, 12 prerequisites".
    pub size: String,
    /// The licence; empty when the publisher states none.
    pub licence: String,
}

impl Frameworks {
    /// Two frameworks.
    pub fn sample() -> Self {
        let card = |title: &str, size: &str, licence: &str| FrameworkCard {
            title: title.to_owned(),
            href: "/frameworks/1".to_owned(),
            publisher: "Willow Bend District · version 2026 · adopted".to_owned(),
            size: size.to_owned(),
            licence: licence.to_owned(),
        };
        Self {
            shell: Shell::sample("Standards", "educator"),
            frameworks: vec![
                card("Mathematics, grades 3 to 6", "48 competencies, 41 prerequisites", "CC BY 4.0"),
                card("Science, grades 3 to 6", "31 competencies, 12 prerequisites", ""),
            ],
            import: Some(Link::new("Bring in a package", "/admin/imports")),
            write: Some(Link::new("Write your own", "/frameworks/new")),
        }
    }
}
