//! Places of a text, read back.

use domain::item::{Expression, InteractionKind, Node, Scalar};

use super::Reading;
use crate::authoring::{Formula, formula::Function, markup::Names, qti};

impl Names for Reading<'_> {
    fn in_line(&self, nodes: &[Node]) -> Option<(String, usize)> {
        match nodes.first()? {
            Node::PrintedVariable { identifier, format, .. } => {
                let formula = if identifier.starts_with('E') {
                    self.formula_of(identifier)?
                } else {
                    Formula::Name(identifier.clone())
                };
                let places = format.as_ref().and_then(|format| format.strip_prefix("%.")?.strip_suffix('f'));
                let Some(places) = places else { return Some((formula.to_string(), 1)) };
                let places = Formula::Number(places.parse().ok()?);
                Some((Formula::Call(Function::Fixed, vec![formula, places]).to_string(), 1))
            }
            // A fraction: a whole number, or the fraction, by what was drawn.
            Node::Template(variant) => {
                let name = variant.variable.strip_suffix('w')?;
                let part = |part: &str| match self.set.get(format!("{name}{part}").as_str())? {
                    Expression::IntegerDivide(of, _) => qti::formula(of),
                    _ => None,
                };
                let fraction = Formula::Call(Function::Frac, vec![part("n")?, part("d")?]);
                Some((fraction.to_string(), 2))
            }
            _ => None,
        }
    }

    fn in_formula(&self, identifier: &str) -> Option<String> {
        Some(self.formula_of(identifier)?.to_string())
    }

    fn place(&self, node: &Node) -> Option<String> {
        match node {
            Node::Interaction(interaction) => {
                Some(format!("{{{{{}}}}}", interaction.response.strip_prefix("RESPONSE_").unwrap_or("1")))
            }
            Node::Hottext(choice) => {
                let right = self.key().contains(&Scalar::Identifier(choice.identifier.clone()));
                let mark = if right { "*" } else { "" };
                Some(format!("[[{mark}{}]]", self.line(&choice.content)?))
            }
            Node::Gap(gap) => {
                let interactions = self.item.interactions();
                let InteractionKind::GapMatch { choices, .. } = &interactions.first()?.kind else {
                    return None;
                };
                let word = self.key().iter().find_map(|pair| match pair {
                    Scalar::DirectedPair(word, place) if *place == gap.identifier => Some(word),
                    _ => None,
                })?;
                let choice = choices.iter().find(|one| one.choice.identifier == *word)?;
                Some(format!("{{{{{}}}}}", self.line(&choice.choice.content)?))
            }
            _ => None,
        }
    }
}
