//! Pages of HTML as they are found, as a tree: tags that were never closed, attributes without quotes, entities.
//! What of it gets in is decided elsewhere; here nothing is trusted and nothing is refused.

mod entities;
mod scanner;

use crate::qti::tree::{Child, Tag};
pub(super) use entities::decoded;
use scanner::{Scanner, Token};

/// How deep elements lie in one another at most; deeper ones lie beside their parents.
const MOST_DEPTH: usize = 60;

/// The most elements and texts of one page.
const MOST_NODES: usize = 50_000;

/// Elements that have nothing in them.
const VOID: [&str; 14] = [
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track",
    "wbr",
];

/// Elements that end where one of the others begins, in the same parent.
const ENDED_BY: [(&str, &[&str]); 12] = [
    ("li", &["li"]),
    ("dt", &["dt", "dd"]),
    ("dd", &["dt", "dd"]),
    ("tr", &["tr", "tbody", "thead", "tfoot"]),
    ("td", &["td", "th", "tr", "tbody", "thead", "tfoot"]),
    ("th", &["td", "th", "tr", "tbody", "thead", "tfoot"]),
    ("thead", &["tbody", "tfoot"]),
    ("tbody", &["tbody", "tfoot"]),
    ("option", &["option", "optgroup"]),
    ("rt", &["rt", "rp"]),
    ("rp", &["rt", "rp"]),
    ("p", &PARAGRAPH_ENDS),
];

/// What ends a paragraph. Source: HTML, 4.4.1 "The p element".
const PARAGRAPH_ENDS: [&str; 30] = [
    "address",
    "article",
    "aside",
    "blockquote",
    "details",
    "div",
    "dl",
    "fieldset",
    "figcaption",
    "figure",
    "footer",
    "form",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "header",
    "hr",
    "main",
    "menu",
    "nav",
    "ol",
    "p",
    "pre",
    "section",
    "table",
    "ul",
    "center",
];

/// A page as a tree.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Page {
    /// What stands in its title; may be empty.
    pub title: String,
    /// What it shows.
    pub body: Vec<Child>,
    /// Whether it has more elements than are read.
    pub cut: bool,
    /// Whether it has a program.
    pub runs: bool,
}

/// Reads a page, or a piece of one.
pub(super) fn read(text: &str) -> Page {
    let mut building = Building { open: vec![Tag::new("body")], nodes: 0, title: String::new() };
    let mut scanner = Scanner::new(text);
    let (mut cut, mut runs) = (false, false);
    while let Some(token) = scanner.next() {
        if building.nodes >= MOST_NODES {
            cut = true;
            break;
        }
        match token {
            Token::Text(text) => building.text(&text),
            Token::Open { name, attributes, closed } => match name.as_str() {
                "title" if building.open.len() == 1 => building.title = scanner.raw("title"),
                // What is in these is no text of the page.
                "script" | "style" | "noscript" | "template" | "textarea" | "xmp" => {
                    runs |= name == "script";
                    drop(scanner.raw(&name));
                }
                _ => building.open(name, attributes, closed),
            },
            Token::Close(name) => building.close(&name),
        }
    }
    while building.open.len() > 1 {
        building.end();
    }
    let body = building.open.pop().unwrap_or_default();
    Page {
        title: decoded(&building.title).split_whitespace().collect::<Vec<_>>().join(" "),
        body: body.children,
        cut,
        runs,
    }
}

struct Building {
    /// Elements that are open, outermost first; the first one is the page.
    open: Vec<Tag>,
    nodes: usize,
    title: String,
}

impl Building {
    fn text(&mut self, text: &str) {
        self.nodes += 1;
        if let Some(last) = self.open.last_mut() {
            last.push_text(text);
        }
    }

    fn open(&mut self, name: String, attributes: Vec<(String, String)>, closed: bool) {
        // These are the page itself, or not shown.
        if matches!(name.as_str(), "html" | "head" | "body") {
            return;
        }
        self.nodes += 1;
        while let Some(last) = self.open.last()
            && ENDED_BY.iter().any(|(open, ends)| *open == last.name && ends.contains(&name.as_str()))
        {
            self.end();
        }
        let nothing_in_it = closed || VOID.contains(&name.as_str());
        self.open.push(Tag { name, attributes, ..Tag::default() });
        if nothing_in_it || self.open.len() > MOST_DEPTH {
            self.end();
        }
    }

    /// Ends the innermost element of a name and what is open in it. One that is not open ends nothing; neither
    /// does one outside the table in which it stands.
    fn close(&mut self, name: &str) {
        let within = self.open.iter().skip(1).rev().take_while(|tag| tag.name != "table" || name == "table");
        let Some(up) = within.map(|tag| tag.name.as_str()).position(|open| open == name) else { return };
        for _ in 0..=up {
            self.end();
        }
    }

    fn end(&mut self) {
        if self.open.len() > 1
            && let Some(tag) = self.open.pop()
            && let Some(parent) = self.open.last_mut()
        {
            parent.children.push(Child::Tag(tag));
        }
    }
}

#[cfg(test)]
mod tests;
