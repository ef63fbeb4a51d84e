//! What something shows, as plain text: for lists, names and those who do not see it.

use domain::item::{AssociableChoice, Choice, Node};

/// The text of nodes, spaces folded; a picture gives its description.
pub(crate) fn text_of(nodes: &[Node]) -> String {
    let mut text = String::new();
    collect(nodes, &mut text, 0);
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// How nodes with formulas are heard: few readers of screens take a formula as the name of a field. `None` where
/// there is none.
pub(crate) fn of_formulas(nodes: &[Node]) -> Option<String> {
    fn has_formula(nodes: &[Node], depth: usize) -> bool {
        let is = |node: &Node| match node {
            Node::Element(element) if element.name == "math" => true,
            other => depth < crate::allowed::DEEPEST && has_formula(other.children(), depth + 1),
        };
        nodes.iter().any(is)
    }
    has_formula(nodes, 0).then(|| text_of(nodes)).filter(|text| !text.is_empty())
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
                    "mfrac" | "msup" | "msub" if element.children.len() == 2 => {
                        let between = match element.name.as_str() {
                            "mfrac" => "/",
                            "msup" => "^",
                            _ => "_",
                        };
                        for (at, part) in element.children.iter().enumerate() {
                            text.push_str(if at == 0 { "" } else { between });
                            collect(std::slice::from_ref(part), text, depth + 1);
                        }
                    }
                    "msqrt" => {
                        text.push('√');
                        collect(&element.children, text, depth + 1);
                    }
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

#[cfg(test)]
mod tests {
    use domain::item::Element;

    use super::*;

    #[test]
    fn a_formula_is_heard_as_one_writes_it_in_a_line() {
        let text = |word: &str| Node::Text(word.to_owned());
        let element = |name: &str, inside: Vec<Node>| Node::Element(Element::new(name, inside));
        let number = |word: &str| element("mn", vec![text(word)]);
        for (inside, heard) in [
            (element("mfrac", vec![number("3"), number("4")]), "3/4"),
            (element("msup", vec![element("mi", vec![text("x")]), number("2")]), "x^2"),
            (element("msqrt", vec![number("9")]), "√9"),
        ] {
            assert_eq!(of_formulas(&[element("math", vec![inside])]).as_deref(), Some(heard));
        }
        assert_eq!(of_formulas(&[text("three")]), None);
    }
}
