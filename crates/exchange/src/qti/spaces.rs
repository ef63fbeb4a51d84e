//! Spaces and ends of lines that only lay out the source.

use domain::item::{Display, InteractionKind, Node};

use super::content_table::{BLOCKS, EDGED, SPACED};

/// Where nodes stand, for what the spaces between them mean.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Around {
    /// Between them spaces mean nothing: rows of a table.
    Parts,
    /// At the edges they mean nothing: a paragraph, a choice.
    Block,
    /// Only beside a block they mean nothing: a span.
    Line,
    /// They all count: preformatted text.
    Kept,
}

impl Around {
    /// What an element is for the nodes in it.
    pub(super) fn of(name: &str) -> Self {
        if name == "pre" {
            Self::Kept
        } else if SPACED.contains(&name) {
            Self::Parts
        } else if BLOCKS.contains(&name) || EDGED.contains(&name) {
            Self::Block
        } else {
            Self::Line
        }
    }
}

/// Joins texts beside one another and takes out those that only lay out the source. Doing it twice changes
/// nothing.
pub(super) fn tidy(nodes: Vec<Node>, around: Around) -> Vec<Node> {
    let mut joined: Vec<Node> = Vec::with_capacity(nodes.len());
    for node in nodes {
        match (joined.last_mut(), node) {
            (_, Node::Text(text)) if text.is_empty() => {}
            (Some(Node::Text(before)), Node::Text(text)) => before.push_str(&text),
            (_, node) => joined.push(node),
        }
    }
    let last = joined.len().saturating_sub(1);
    let kept: Vec<bool> = (0..joined.len())
        .map(|place| match &joined[place] {
            Node::Text(text) if text.trim_matches([' ', '\n', '\t', '\r']).is_empty() => {
                let beside = place.checked_sub(1).and_then(|before| joined.get(before)).is_some_and(block)
                    || joined.get(place + 1).is_some_and(block);
                match around {
                    Around::Parts => false,
                    Around::Block => !beside && place != 0 && place != last,
                    Around::Line => !beside,
                    Around::Kept => true,
                }
            }
            _ => true,
        })
        .collect();
    let mut kept = kept.into_iter();
    joined.retain(|_| kept.next().unwrap_or(true));
    joined
}

/// Whether a node stands on its own rather than in a line of text.
pub(super) fn block(node: &Node) -> bool {
    match node {
        Node::Element(element) => BLOCKS.contains(&element.name.as_str()),
        Node::Feedback(variant) | Node::Template(variant) => variant.display == Display::Block,
        Node::Rubric { .. } => true,
        Node::Interaction(interaction) => !matches!(
            interaction.kind,
            InteractionKind::TextEntry { .. }
                | InteractionKind::InlineChoice { .. }
                | InteractionKind::EndAttempt { .. }
        ),
        Node::Text(_) | Node::PrintedVariable { .. } | Node::Hottext(_) | Node::Gap(_) => false,
    }
}
