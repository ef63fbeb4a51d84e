//! Nodes as the light markup they were made from.

use domain::item::{Element, Node};

use super::{inline::formula_end, math};

/// What stands in the places of a text.
pub trait Names {
    /// The formula of a drawn value that stands in a line, with how many nodes from here on show it.
    fn in_line(&self, nodes: &[Node]) -> Option<(String, usize)>;
    /// The formula of a variable that stands in mathematics.
    fn in_formula(&self, identifier: &str) -> Option<String>;
    /// What stands between braces or brackets for a place to answer, with them.
    fn place(&self, node: &Node) -> Option<String>;
}

/// Blocks as markup; `None` where it has no words for something.
pub fn blocks(nodes: &[Node], names: &dyn Names) -> Option<String> {
    let blocks: Option<Vec<String>> = nodes.iter().map(|node| block(node, names)).collect();
    Some(blocks?.join("\n\n"))
}

fn block(node: &Node, names: &dyn Names) -> Option<String> {
    let Node::Element(element) = node else { return None };
    let children = &element.children;
    match element.name.as_str() {
        "math" if element.attribute("display") == Some("block") => {
            Some(format!("$${}$$", math::write(children, &|id| names.in_formula(id))?))
        }
        "table" => table(children, names),
        _ if !element.attributes.is_empty() => None,
        "p" => paragraph(children, names, ""),
        "blockquote" => match children.as_slice() {
            [Node::Element(inner)] if inner.name == "p" && inner.attributes.is_empty() => {
                paragraph(&inner.children, names, "> ")
            }
            _ => None,
        },
        "ul" | "ol" => {
            let mut lines = Vec::new();
            for (at, entry) in children.iter().enumerate() {
                let Node::Element(entry) = entry else { return None };
                let written = inline(&entry.children, names)?;
                let mark = if element.name == "ul" { "-".to_owned() } else { format!("{}.", at + 1) };
                lines.push(format!("{mark} {written}"));
            }
            Some(lines.join("\n"))
        }
        _ => None,
    }
}

fn paragraph(children: &[Node], names: &dyn Names, before: &str) -> Option<String> {
    let is_break = |node: &Node| matches!(node, Node::Element(element) if element.name == "br");
    let mut lines = Vec::new();
    for line in children.split(is_break) {
        let written = inline(line, names)?;
        let guarded = before.is_empty() && begins_a_block(&written);
        lines.push(format!("{before}{}{written}", if guarded { "\\" } else { "" }));
    }
    Some(lines.join("\n"))
}

/// Whether a line of words would be taken for something else.
fn begins_a_block(line: &str) -> bool {
    line.starts_with("- ") || line.starts_with('>') || line.starts_with('|')
}

fn table(parts: &[Node], names: &dyn Names) -> Option<String> {
    let mut lines = Vec::new();
    for part in parts {
        let Node::Element(part) = part else { return None };
        for row in &part.children {
            let Node::Element(row) = row else { return None };
            let mut line = "|".to_owned();
            for cell in &row.children {
                let Node::Element(cell) = cell else { return None };
                line.extend([" ", &inline(&cell.children, names)?, " |"]);
            }
            lines.push(line);
            if part.name == "thead" {
                lines.push(format!("|{}", " --- |".repeat(row.children.len())));
            }
        }
    }
    Some(lines.join("\n"))
}

/// A line as markup.
pub fn inline(nodes: &[Node], names: &dyn Names) -> Option<String> {
    let mut out = String::new();
    let mut at = 0;
    while at < nodes.len() {
        if let Some((formula, shown_by)) = names.in_line(&nodes[at..]) {
            out.extend(["{= ", &formula, "}"]);
            at += shown_by.max(1);
            continue;
        }
        match &nodes[at] {
            Node::Text(text) => out.push_str(&escaped(text)),
            Node::Element(element) => out.push_str(&inline_element(element, names)?),
            place => out.push_str(&names.place(place)?),
        }
        at += 1;
    }
    Some(out)
}

fn inline_element(element: &Element, names: &dyn Names) -> Option<String> {
    let within = || inline(&element.children, names);
    let attribute = |name: &str| element.attribute(name);
    Some(match (element.name.as_str(), element.attributes.len()) {
        ("strong", 0) => format!("**{}**", within()?),
        ("em", 0) => format!("*{}*", within()?),
        ("span", 1) => format!("[{}]{{{}}}", within()?, attribute("lang")?),
        ("math", 0) => format!("${}$", math::write(&element.children, &|id| names.in_formula(id))?),
        ("img", 2) => format!("![{}]({})", attribute("alt")?, attribute("src")?),
        ("audio" | "video", 3) => format!("![{}]({})", attribute("aria-label")?, attribute("src")?),
        _ => return None,
    })
}

/// Text whose signs stand for themselves.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for (at, c) in text.char_indices() {
        let after = &text[at + c.len_utf8()..];
        let mark = match c {
            '\\' => after.starts_with(|c: char| c.is_ascii_punctuation()) || after.is_empty(),
            '*' | '[' | '|' => true,
            '{' => after.starts_with(['=', '{']),
            '$' => formula_end(&text[at..]).is_some() || after.is_empty() || !after.starts_with(' '),
            _ => false,
        };
        if mark {
            out.push('\\');
        }
        out.push(c);
    }
    out
}
