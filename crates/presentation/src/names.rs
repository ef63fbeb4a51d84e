//! The names of fields: what `render` writes and `read_fields` reads.
//!
//! A field is named by the prefix and the response, and where an answer has several fields, by the part after
//! a colon, which no identifier of QTI has: `r-RESPONSE`, `r-RESPONSE:A`, `r-RESPONSE:2:x`.

use domain::item::{Interaction, InteractionKind, Node};

/// At most so many rows of pairs or points, where an item sets no limit.
pub(crate) const MOST_ROWS: usize = 50;

/// The field of a whole response.
pub(crate) fn field(prefix: &str, response: &str) -> String {
    format!("{prefix}{response}")
}

/// The field of one part: of a row, a gap, a place.
pub(crate) fn part(prefix: &str, response: &str, part: &str) -> String {
    format!("{prefix}{response}:{part}")
}

/// The field of one half of a numbered row, rows from 1.
pub(crate) fn half(prefix: &str, response: &str, row: usize, half: &str) -> String {
    format!("{prefix}{response}:{row}:{half}")
}

/// How many rows `max` allows, 0 for no limit.
pub(crate) fn most_rows(max: u32) -> usize {
    match max as usize {
        0 => MOST_ROWS,
        max => max.min(MOST_ROWS),
    }
}

/// How many rows are shown: all that are allowed where that is said, else room for two more than there are.
pub(crate) fn shown_rows(min: u32, max: u32, answered: usize) -> usize {
    match max {
        0 => (min as usize).max(answered + 2).clamp(3, MOST_ROWS),
        max => (max as usize).min(MOST_ROWS),
    }
}

/// The gaps of a passage in reading order.
pub(crate) fn gaps(passage: &[Node]) -> Vec<&domain::item::Gap> {
    let mut found = Vec::new();
    walk(passage, 0, &mut |node| {
        if let Node::Gap(gap) = node {
            found.push(gap);
        }
    });
    found
}

/// The words of a passage that can be chosen, in reading order.
pub(crate) fn hottexts(passage: &[Node]) -> Vec<&domain::item::Choice> {
    let mut found = Vec::new();
    walk(passage, 0, &mut |node| {
        if let Node::Hottext(choice) = node {
            found.push(choice);
        }
    });
    found
}

fn walk<'a>(nodes: &'a [Node], depth: usize, visit: &mut dyn FnMut(&'a Node)) {
    if depth >= crate::allowed::DEEPEST {
        return;
    }
    for node in nodes {
        visit(node);
        if !matches!(node, Node::Interaction(_)) {
            walk(node.children(), depth + 1, visit);
        }
    }
}

/// The second response that a text entry fills with the text as it was typed.
pub(crate) fn text_response(interaction: &Interaction) -> Option<&str> {
    match &interaction.kind {
        InteractionKind::TextEntry { string_identifier, .. } => string_identifier.as_deref(),
        _ => None,
    }
}

/// Whether two that can be paired may go together: a list of names that is empty allows all.
pub(crate) fn may_pair(one: (&str, &[String]), other: (&str, &[String])) -> bool {
    let allows = |group: &[String], name: &str| group.is_empty() || group.iter().any(|known| known == name);
    allows(one.1, other.0) && allows(other.1, one.0)
}
