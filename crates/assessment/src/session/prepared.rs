//! An item as it is for one sitting.

use domain::item::{
    BaseType, Cardinality, Interaction, InteractionKind, Item, Node, ResponseDeclaration, Scalar, Value,
};

use super::drawn::{Drawn, draw};
use crate::processing::ProcessingError;

/// An item as it is for one sitting: its variables drawn, its lists in their order.
#[derive(Debug, Clone)]
pub struct Prepared<'a> {
    pub(super) item: &'a Item,
    pub(super) seed: u64,
    pub(super) drawn: Drawn,
    /// Responses of buttons that end an attempt: without an answer they are false, not nothing.
    pub(super) buttons: Vec<&'a str>,
    /// The most that can be scored, if it is known.
    pub(super) max_score: Option<f64>,
}

impl<'a> Prepared<'a> {
    /// Prepares an item for the sitting with this seed. The test in which it is taken may set what template
    /// variables are before anything is drawn.
    ///
    /// Errors: template processing fails, or `template_defaults` names a variable that is not declared.
    pub fn new(
        item: &'a Item,
        seed: u64,
        template_defaults: &[(String, Value)],
    ) -> Result<Self, ProcessingError> {
        let drawn = draw(item, seed, template_defaults)?;
        let mut prepared = Self { item, seed, drawn, buttons: Vec::new(), max_score: None };
        for (interaction, _) in prepared.asked() {
            if matches!(interaction.kind, InteractionKind::EndAttempt { .. }) {
                prepared.buttons.push(&interaction.response);
            }
        }
        prepared.max_score = super::maximum::of(&prepared);
        Ok(prepared)
    }

    /// The item.
    pub fn item(&self) -> &'a Item {
        self.item
    }

    /// The value of a template variable as it was drawn; `None` where none of that name is declared.
    pub fn template(&self, identifier: &str) -> Option<&Value> {
        self.drawn.templates.get(identifier)
    }

    /// The most that `SCORE` can be; `None` where nothing says it.
    pub fn max_score(&self) -> Option<f64> {
        self.max_score
    }

    /// The key of a response as it was drawn or is declared.
    pub(super) fn correct(&self, declared: &'a ResponseDeclaration) -> Option<&Value> {
        self.drawn.correct.get(&declared.identifier).or(declared.correct.as_ref())
    }

    /// What a response, outcome or template variable is before an answer; `None` where none of that name is
    /// declared. A number that says nothing begins at 0, unless a person sets it.
    pub(crate) fn initial(&self, identifier: &str) -> Option<Value> {
        if let Some(value) = self.drawn.initial.get(identifier) {
            return Some(value.clone());
        }
        if let Some(one) = self.item.outcome(identifier) {
            let counts = one.cardinality == Cardinality::Single && !one.external_scored;
            return Some(match (&one.default, one.base_type) {
                (Some(value), _) => value.clone(),
                (None, Some(BaseType::Float)) if counts => Value::float(0.0),
                (None, Some(BaseType::Integer)) if counts => Value::Single(Scalar::Integer(0)),
                _ => Value::Null,
            });
        }
        let response = self.item.response(identifier).map(|one| &one.default);
        let template = || self.item.templates.iter().find(|one| one.identifier == identifier);
        let declared = response.or_else(|| template().map(|one| &one.default))?;
        Some(declared.clone().unwrap_or_default())
    }

    /// Every interaction that what was drawn lets be seen, with whether it is always there: one in a feedback
    /// comes and goes.
    pub(super) fn asked(&self) -> Vec<(&'a Interaction, bool)> {
        let mut found = Vec::new();
        self.gather(&self.item.body, true, 0, &mut found);
        found
    }

    fn gather(&self, nodes: &'a [Node], always: bool, depth: u32, found: &mut Vec<(&'a Interaction, bool)>) {
        if depth > super::shown::MAX_DEPTH {
            return;
        }
        for node in nodes {
            let always = match node {
                Node::Template(variant) if !self.drawn_shows(variant) => continue,
                Node::Feedback(_) | Node::Rubric { .. } => false,
                _ => always,
            };
            if let Node::Interaction(interaction) = node {
                found.push((interaction, always));
            }
            self.gather(node.children(), always, depth + 1, found);
        }
    }
}
