//! What something shows, as plain text: for lists, names and those who do not see it.

use domain::item::{AssociableChoice, Choice, Node};

/// The text of nodes, spaces folded; a picture gives its description.
pub(crate) fn text_of(nodes: &[Node]) -> String {
    let mut text = String::new();
    collect(nodes, &mut text, 0);
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The text of a choice; its name where it has none.
pub(crate) fn of_choice(choice: &Choice) -> String {
    let text = text_of(&choice.content);
    if text.is_empty() { choice.identifier.clone() } else { text }
}

/// The text of a choice that can be paired.
pub(crate) fn of_associable(choice: &AssociableChoice) -> String {
    of_choice(&choice.choice)
}

fn collect(nodes: &[Node], text: &mut String, depth: usize) {
    if depth > crate::allowed::DEEPEST {
        return;
    }
    for node in nodes {
        match node {
            Node::Text(own) => text.push_str(own),
            Node::Element(element) => {
                let described = element.attribute("alt").or_else(|| element.attribute("aria-label"));
                match element.name.as_str() {
                    "img" | "object" | "picture" | "svg" if described.is_some() => {
                        text.push(' ');
                        text.push_str(described.unwrap_or_default());
                        text.push(' ');
                    }
                    "math" if element.attribute("alttext").is_some() => {
                        text.push_str(element.attribute("alttext").unwrap_or_default());
                    }
                    name if crate::allowed::dropped_whole(name) => {}
                    "br" | "p" | "div" | "li" | "td" | "th" => {
                        text.push(' ');
                        collect(&element.children, text, depth + 1);
                        text.push(' ');
                    }
                    _ => collect(&element.children, text, depth + 1),
                }
            }
            other => collect(other.children(), text, depth + 1),
        }
    }
}
