//! The options of an item of one choice, as an analysis takes them.

use assessment::analysis::Choice;
use domain::item::{Cardinality, InteractionKind, Item, Node, Scalar, Value};
use store::response::Response;

use crate::{Refusal, response_text};

/// Options of one item; none for an item of another kind.
#[derive(Debug, Clone, Default)]
pub(crate) struct Options {
    response: String,
    /// Name, text and whether it is the key, in the author's order.
    all: Vec<(String, String, bool)>,
}

impl Options {
    /// Those of an item that asks for one choice, and for nothing else.
    pub fn of(item: &Item) -> Self {
        let asked = item.interactions();
        let [interaction] = asked.as_slice() else { return Self::default() };
        let (InteractionKind::Choice { choices, .. } | InteractionKind::InlineChoice { choices, .. }) =
            &interaction.kind
        else {
            return Self::default();
        };
        let Some(declared) = item.response(&interaction.response) else { return Self::default() };
        if declared.cardinality != Cardinality::Single {
            return Self::default();
        }
        let is_key = |name: &str| declared.correct.as_ref() == Some(&Value::identifier(name));
        let all = choices
            .iter()
            .map(|one| (one.identifier.clone(), text(&one.content), is_key(&one.identifier)))
            .collect();
        Self { response: interaction.response.clone(), all }
    }

    /// By letter, as the analysis names them.
    pub fn choices(&self) -> Vec<Choice> {
        let choice = |(place, (.., is_key)): (usize, &(String, String, bool))| Choice {
            label: letter(place),
            is_key: *is_key,
        };
        self.all.iter().enumerate().map(choice).collect()
    }

    /// What the option in `place` says.
    pub fn text(&self, place: usize) -> String {
        self.all.get(place).map(|(_, text, _)| text.clone()).unwrap_or_default()
    }

    /// The place of the option that was chosen.
    pub fn chosen(&self, response: &Response) -> Result<Option<usize>, Refusal> {
        let (Some(answer), false) = (&response.answer, self.all.is_empty()) else { return Ok(None) };
        let values = response_text::read(answer)?;
        let Some(Value::Single(Scalar::Identifier(name))) = values.get(&self.response) else {
            return Ok(None);
        };
        Ok(self.all.iter().position(|(known, ..)| known == name))
    }
}

/// A, B, ..., Z, then 27, 28, ...
fn letter(place: usize) -> String {
    u8::try_from(place)
        .ok()
        .filter(|place| *place < 26)
        .map_or_else(|| (place + 1).to_string(), |place| char::from(b'A' + place).to_string())
}

/// The plain text of nodes, cut for a table.
fn text(nodes: &[Node]) -> String {
    fn collect(nodes: &[Node], text: &mut String) {
        for node in nodes {
            match node {
                Node::Text(own) => {
                    text.push_str(own);
                    text.push(' ');
                }
                Node::Element(element) => {
                    if let Some(described) = element.attribute("alt").or(element.attribute("alttext")) {
                        text.push_str(described);
                        text.push(' ');
                    }
                    collect(node.children(), text);
                }
                other => collect(other.children(), text),
            }
        }
    }
    let mut found = String::new();
    collect(nodes, &mut found);
    let folded: Vec<&str> = found.split_whitespace().collect();
    folded.join(" ").chars().take(200).collect()
}

#[cfg(test)]
mod tests {
    use super::letter;

    #[test]
    fn options_are_letters_as_long_as_there_are_any() {
        for (place, expected) in [(0, "A"), (3, "D"), (25, "Z"), (26, "27")] {
            assert_eq!(letter(place), expected);
        }
    }
}
