//! Paragraphs, lists, quotes and tables.

use domain::item::{Element, Node};

use super::{Bad, Slots, inline, math};

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Bullets,
    Numbers,
    Quote,
    Table,
    Formula,
    Words,
}

/// A text as blocks.
pub fn read(text: &str, slots: &mut dyn Slots) -> Result<Vec<Node>, Bad> {
    let mut blocks = Vec::new();
    let mut lines = text.lines().map(str::trim).peekable();
    while let Some(first) = lines.next() {
        if first.is_empty() {
            continue;
        }
        let kind = kind_of(first);
        let mut block = vec![first];
        while let Some(line) = lines.next_if(|line| !line.is_empty() && kind_of(line) == kind) {
            block.push(line);
        }
        match kind {
            Kind::Bullets | Kind::Numbers => blocks.push(list(&block, kind, slots)?),
            Kind::Quote => {
                let inner: Vec<&str> = block.iter().map(|line| line[1..].trim_start()).collect();
                let paragraph = words(&inner, slots)?;
                blocks.push(Node::Element(Element::new("blockquote", vec![paragraph])));
            }
            Kind::Table => blocks.push(table(&block, slots)?),
            Kind::Formula => {
                for line in block {
                    blocks.push(math::read(&line[2..line.len() - 2], true, slots)?);
                }
            }
            Kind::Words => blocks.push(words(&block, slots)?),
        }
    }
    Ok(blocks)
}

fn kind_of(line: &str) -> Kind {
    if line.starts_with("- ") {
        Kind::Bullets
    } else if numbered(line).is_some() {
        Kind::Numbers
    } else if line.starts_with('>') {
        Kind::Quote
    } else if line.starts_with('|') {
        Kind::Table
    } else if line.len() > 4 && line.starts_with("$$") && line.ends_with("$$") {
        Kind::Formula
    } else {
        Kind::Words
    }
}

/// What stands after `12. `.
pub(super) fn numbered(line: &str) -> Option<&str> {
    let (number, rest) = line.split_once(". ")?;
    (!number.is_empty() && number.len() < 4 && number.bytes().all(|byte| byte.is_ascii_digit()))
        .then_some(rest)
}

fn words(lines: &[&str], slots: &mut dyn Slots) -> Result<Node, Bad> {
    let mut content = Vec::new();
    for (at, line) in lines.iter().enumerate() {
        if at > 0 {
            content.push(Node::Element(Element::new("br", Vec::new())));
        }
        content.extend(inline::read(line, slots)?);
    }
    Ok(Node::Element(Element::new("p", content)))
}

fn list(lines: &[&str], kind: Kind, slots: &mut dyn Slots) -> Result<Node, Bad> {
    let mut entries = Vec::new();
    for line in lines {
        let entry = if kind == Kind::Bullets { &line[2..] } else { numbered(line).unwrap_or(line) };
        entries.push(Node::Element(Element::new("li", inline::read(entry, slots)?)));
    }
    Ok(Node::Element(Element::new(if kind == Kind::Bullets { "ul" } else { "ol" }, entries)))
}

/// Rows of cells; the first is a head where a line of dashes follows it.
fn table(lines: &[&str], slots: &mut dyn Slots) -> Result<Node, Bad> {
    let headed = lines.get(1).is_some_and(|line| line.chars().all(|c| "|-: ".contains(c)));
    let mut parts = Vec::new();
    let mut body = Vec::new();
    let mut width = None;
    for (at, line) in lines.iter().enumerate() {
        if headed && at == 1 {
            continue;
        }
        let cells = cells(line);
        if *width.get_or_insert(cells.len()) != cells.len() {
            return Err(Bad::Markup(format!("the row {line} has another number of cells than the first")));
        }
        let mut row = Vec::new();
        for cell in cells {
            let mut element = Element::new("td", inline::read(&cell, slots)?);
            if headed && at == 0 {
                "th".clone_into(&mut element.name);
                element.attributes.push(("scope".to_owned(), "col".to_owned()));
            }
            row.push(Node::Element(element));
        }
        let row = Node::Element(Element::new("tr", row));
        if headed && at == 0 {
            parts.push(Node::Element(Element::new("thead", vec![row])));
        } else {
            body.push(row);
        }
    }
    parts.push(Node::Element(Element::new("tbody", body)));
    Ok(Node::Element(Element::new("table", parts)))
}

/// The cells of a row; `\|` is a line within one, and so is what stands between dollar signs.
fn cells(line: &str) -> Vec<String> {
    let mut cells = vec![String::new()];
    let mut escaped = false;
    let mut formula = false;
    let inner = line.strip_prefix('|').unwrap_or(line);
    for c in inner.chars() {
        formula ^= c == '$' && !escaped;
        match cells.last_mut() {
            Some(cell) if c != '|' || escaped || formula => cell.push(c),
            _ => cells.push(String::new()),
        }
        escaped = c == '\\' && !escaped;
    }
    if cells.len() > 1 && cells.last().is_some_and(|last| last.trim().is_empty()) {
        cells.pop();
    }
    cells.into_iter().map(|cell| cell.trim().to_owned()).collect()
}
