//! What an author wrote, from an item; only where making it again gives the same item.

mod kinds;
mod names;
mod source;
mod stimulus;

use std::collections::BTreeMap;

pub use stimulus::from_stimulus;

use domain::item::{Expression, Item, Node, Rule, Scalar, Value, Variant};

use super::{
    Authored, Credit, Feedback, Formula, Variable,
    build::{CHANGING, HINT, to_item},
    markup, qti, scoring,
};

/// The item as an author writes it; `None` where it has another shape than [`to_item`] makes.
///
/// Texts and formulas come back in their canonical writing.
pub fn from_item(item: &Item) -> Option<Authored> {
    let reading = Reading::of(item);
    let authored = reading.authored()?;
    (to_item(&authored).as_ref() == Ok(item)).then_some(authored)
}

/// Supports that change what the item measures, as its author said; empty for an item that says nothing.
pub fn changing_supports(item: &Item) -> Vec<String> {
    let said = item.body.iter().filter_map(|node| match node {
        Node::Rubric { purpose: Some(purpose), content, .. } if purpose == CHANGING => content.first(),
        _ => None,
    });
    said.filter_map(|node| match node.children() {
        [Node::Text(words)] => Some(words.split_whitespace().map(str::to_owned)),
        _ => None,
    })
    .flatten()
    .collect()
}

struct Reading<'a> {
    item: &'a Item,
    /// What each variable was set to.
    set: BTreeMap<&'a str, &'a Expression>,
    /// The stem and what stands below it, without rubrics.
    body: &'a [Node],
    rubrics: &'a [Node],
}

impl<'a> Reading<'a> {
    fn of(item: &'a Item) -> Self {
        let mut set = BTreeMap::new();
        for rule in &item.template_processing {
            if let Rule::SetValue { identifier, to } = rule {
                set.insert(identifier.as_str(), to);
            }
        }
        let first = item.body.iter().position(|node| matches!(node, Node::Rubric { .. }));
        let (body, rubrics) = item.body.split_at(first.unwrap_or(item.body.len()));
        Self { item, set, body, rubrics }
    }

    fn authored(&self) -> Option<Authored> {
        let item = self.item;
        let (stem, kind) = self.kind()?;
        Some(Authored {
            identifier: item.identifier.clone(),
            title: item.title.clone(),
            language: item.language.clone(),
            stimuli: item.stimuli.clone(),
            stem,
            kind,
            hint: self.rubric(HINT)?,
            feedback: Feedback {
                general: self.said("FEEDBACK", "general")?,
                right: self.said("FEEDBACK", "right")?,
                wrong: self.said("FEEDBACK", "wrong")?,
            },
            points: item.outcome("SCORE")?.normal_maximum?,
            variables: self.variables()?,
            constraint: self.constraint()?,
            changing_supports: changing_supports(item),
        })
    }

    /// The text of a rubric; `Some(None)` where there is none, `None` where it cannot be read.
    #[expect(clippy::option_option, reason = "nothing there, or nothing that can be read")]
    fn rubric(&self, wanted: &str) -> Option<Option<String>> {
        for node in self.rubrics {
            match node {
                Node::Rubric { purpose: Some(purpose), content, .. } if purpose == wanted => {
                    return Some(Some(markup::write_blocks(content, self)?));
                }
                Node::Rubric { .. } => {}
                _ => return None,
            }
        }
        Some(None)
    }

    #[expect(clippy::option_option, reason = "nothing there, or nothing that can be read")]
    fn said(&self, variable: &str, name: &str) -> Option<Option<String>> {
        let is = |said: &&Variant| said.variable == variable && said.identifier == name;
        match self.item.modal_feedback.iter().find(is) {
            Some(said) => Some(Some(markup::write_blocks(&said.content, self)?)),
            None => Some(None),
        }
    }

    fn variables(&self) -> Option<Vec<Variable>> {
        let written = self
            .item
            .templates
            .iter()
            .filter(|one| one.identifier.starts_with(|c: char| c.is_ascii_lowercase()));
        written
            .map(|one| {
                let kind = source::source(self.set.get(one.identifier.as_str())?)?;
                Some(Variable { name: one.identifier.clone(), kind })
            })
            .collect()
    }

    #[expect(clippy::option_option, reason = "nothing there, or nothing that can be read")]
    fn constraint(&self) -> Option<Option<String>> {
        for rule in &self.item.template_processing {
            if let Rule::TemplateConstraint(expression) = rule {
                return Some(Some(qti::formula(expression)?.to_string()));
            }
        }
        Some(None)
    }

    fn line(&self, nodes: &[Node]) -> Option<String> {
        markup::write_inline(nodes, self)
    }

    fn credit(&self) -> Credit {
        if scoring::gives_shares(&self.item.response_processing) {
            let mapping = self.item.response("RESPONSE").and_then(|one| one.mapping.as_ref());
            Credit::PerAnswer { penalty: scoring::penalty(mapping) }
        } else {
            Credit::AllOrNothing
        }
    }

    fn key(&self) -> &[Scalar] {
        self.item.response("RESPONSE").and_then(|one| one.correct.as_ref()).map_or(&[], Value::scalars)
    }

    /// The formula that a made variable holds.
    fn formula_of(&self, name: &str) -> Option<Formula> {
        match self.set.get(name)? {
            Expression::RoundTo { of, .. } if name.starts_with('M') => qti::formula(of),
            expression => qti::formula(expression),
        }
    }
}
