//! What may be shown: everything put in, nothing that decides.

use std::collections::BTreeMap;

use domain::item::{
    AssociableChoice, Choice, Display, Element, Interaction, InteractionKind, Item, Node, ShownItem, Value,
    Variant, View,
};

use super::order::arrange;
use super::printing::printed_value;
use super::{Outcomes, Prepared};

/// How deep a body is shown; what is nested deeper is left out.
pub(super) const MAX_DEPTH: u32 = 200;

impl Prepared<'_> {
    /// What somebody may see of the item now: before an answer without `outcomes`, afterwards with those of the
    /// last attempt. Feedback and blocks that are not shown are left out, not hidden.
    pub fn view(&self, outcomes: Option<&Outcomes>, audience: View) -> ShownItem {
        let beginning;
        let values = if let Some(outcomes) = outcomes {
            &outcomes.values
        } else {
            beginning = self.beginning();
            &beginning.values
        };
        let showing = Showing { prepared: self, outcomes: values, audience };
        let ended = outcomes.is_some_and(|outcomes| outcomes.attempts > 0);
        let modal = self.item.modal_feedback.iter().filter(|one| ended && showing.feedback_shows(one));
        ShownItem {
            language: self.item.language.clone(),
            body: showing.nodes(self.item.body.clone(), false, 0),
            modal_feedback: modal.map(|one| showing.nodes(one.content.clone(), false, 0)).collect(),
        }
    }

    /// Whether what was drawn shows a block.
    pub(super) fn drawn_shows(&self, variant: &Variant) -> bool {
        shows(self.drawn.templates.get(&variant.variable), &variant.identifier, variant.show)
    }

    /// Whether what was drawn shows a choice.
    pub(super) fn offers(&self, identifier: &str, template: Option<&(String, bool)>) -> bool {
        template.is_none_or(|(variable, show)| shows(self.drawn.templates.get(variable), identifier, *show))
    }
}

/// Whether something is shown: its name is among a variable's values, or is not, as `show` says.
fn shows(value: Option<&Value>, identifier: &str, show: bool) -> bool {
    let among = value.is_some_and(|value| value.scalars().iter().any(|one| one.text() == identifier));
    among == show
}

/// Puts everything in for one reader.
struct Showing<'a> {
    prepared: &'a Prepared<'a>,
    outcomes: &'a BTreeMap<String, Value>,
    audience: View,
}

impl Showing<'_> {
    fn item(&self) -> &Item {
        self.prepared.item
    }

    fn feedback_shows(&self, variant: &Variant) -> bool {
        shows(self.outcomes.get(&variant.variable), &variant.identifier, variant.show)
    }

    fn nodes(&self, nodes: Vec<Node>, formula: bool, depth: u32) -> Vec<Node> {
        let mut shown = Vec::with_capacity(nodes.len());
        if depth <= MAX_DEPTH {
            for node in nodes {
                self.node(node, formula, depth + 1, &mut shown);
            }
        }
        shown
    }

    fn node(&self, node: Node, formula: bool, depth: u32, shown: &mut Vec<Node>) {
        match node {
            Node::Text(_) => shown.push(node),
            Node::Element(element) => shown.push(Node::Element(self.element(element, formula, depth))),
            Node::Interaction(interaction) => {
                shown.push(Node::Interaction(Box::new(self.interaction(*interaction, depth))));
            }
            Node::PrintedVariable { identifier, format, index, delimiter, field } => {
                let Some(value) = self.variable(&identifier) else { return };
                let index = index.map(|index| self.number(&index).unwrap_or(0));
                let text =
                    printed_value(value, format.as_deref(), index, delimiter.as_deref(), field.as_deref());
                shown.push(Node::Text(text));
            }
            Node::Template(variant) => {
                if self.prepared.drawn_shows(&variant) {
                    shown.append(&mut self.nodes(variant.content, formula, depth));
                }
            }
            Node::Feedback(variant) => {
                if self.feedback_shows(&variant) {
                    let name = if variant.display == Display::Block { "div" } else { "span" };
                    let mut element = Element::new(name, self.nodes(variant.content, formula, depth));
                    element.attributes.push(("class".to_owned(), "qti-feedback".to_owned()));
                    shown.push(Node::Element(element));
                }
            }
            Node::Rubric { views, purpose, content } => {
                if views.contains(&self.audience) {
                    let content = self.nodes(content, formula, depth);
                    shown.push(Node::Rubric { views, purpose, content });
                }
            }
            Node::Hottext(choice) => {
                shown.extend(self.choice(choice, depth).map(Node::Hottext));
            }
            Node::Gap(mut gap) => {
                if self.prepared.offers(&gap.identifier, gap.template.as_ref()) {
                    gap.template = None;
                    shown.push(Node::Gap(gap));
                }
            }
        }
    }

    /// A template variable or outcome that may be printed; responses may not.
    fn variable(&self, identifier: &str) -> Option<&Value> {
        self.prepared.drawn.templates.get(identifier).or_else(|| self.outcomes.get(identifier))
    }

    /// A place that is a number or the name of a variable.
    fn number(&self, text: &str) -> Option<i64> {
        let name = text.trim().trim_start_matches('{').trim_end_matches('}');
        let value = || self.variable(name)?.scalars().first()?.text().parse().ok();
        name.parse().ok().or_else(value)
    }

    fn element(&self, mut element: Element, formula: bool, depth: u32) -> Element {
        let formula = formula || element.name == "math";
        if formula && matches!(element.name.as_str(), "mi" | "ci") {
            if let [Node::Text(text)] = element.children.as_slice()
                && let Some(value) = self.declared_variable(text.trim(), |one| one.math_variable)
            {
                // `mi` becomes `mn`, and `ci` becomes `cn`.
                element.name.replace_range(1.., "n");
                element.children = vec![Node::Text(value)];
            }
            return element;
        }
        if element.name == "param" {
            for (name, text) in &mut element.attributes {
                if name == "value"
                    && let Some(value) = self.declared_variable(text.trim(), |one| one.param_variable)
                {
                    *text = value;
                }
            }
        }
        element.children = self.nodes(std::mem::take(&mut element.children), formula, depth);
        element
    }

    /// The value of the template variable that a text names, if its declaration lets it stand for itself there.
    fn declared_variable(
        &self,
        name: &str,
        may: impl Fn(&domain::item::TemplateDeclaration) -> bool,
    ) -> Option<String> {
        let declared = self.item().templates.iter().find(|one| one.identifier == name && may(one))?;
        let value = self.prepared.drawn.templates.get(&declared.identifier)?;
        Some(printed_value(value, None, None, None, None))
    }

    fn choice(&self, mut choice: Choice, depth: u32) -> Option<Choice> {
        if !self.prepared.offers(&choice.identifier, choice.template.as_ref()) {
            return None;
        }
        choice.template = None;
        choice.content = self.nodes(choice.content, false, depth);
        Some(choice)
    }

    fn choices(&self, response: &str, all: &mut Vec<Choice>, shuffle: &mut bool, depth: u32) {
        *all = std::mem::take(all).into_iter().filter_map(|one| self.choice(one, depth)).collect();
        if std::mem::take(shuffle) {
            arrange(self.prepared.seed, response, 0, all, |one| one.fixed);
        }
    }

    fn associable(
        &self,
        response: &str,
        list: u64,
        all: &mut Vec<AssociableChoice>,
        shuffle: bool,
        depth: u32,
    ) {
        let shown = std::mem::take(all).into_iter().filter_map(|one| {
            let choice = self.choice(one.choice, depth)?;
            Some(AssociableChoice { choice, ..one })
        });
        all.extend(shown);
        if shuffle {
            arrange(self.prepared.seed, response, list, all, |one| one.choice.fixed);
        }
    }

    fn interaction(&self, mut interaction: Interaction, depth: u32) -> Interaction {
        interaction.prompt = self.nodes(interaction.prompt, false, depth);
        let response = interaction.response.as_str();
        let image = |element: &mut Element| *element = self.element(std::mem::take(element), false, depth);
        match &mut interaction.kind {
            InteractionKind::Choice { choices, shuffle, .. }
            | InteractionKind::InlineChoice { choices, shuffle, .. }
            | InteractionKind::Order { choices, shuffle, .. } => {
                self.choices(response, choices, shuffle, depth);
            }
            InteractionKind::Match { sets: [rows, columns], shuffle, .. } => {
                let shuffle = std::mem::take(shuffle);
                self.associable(response, 0, rows, shuffle, depth);
                self.associable(response, 1, columns, shuffle, depth);
            }
            InteractionKind::Associate { choices, shuffle, .. } => {
                self.associable(response, 0, choices, std::mem::take(shuffle), depth);
            }
            InteractionKind::GapMatch { choices, shuffle, passage, .. } => {
                self.associable(response, 0, choices, std::mem::take(shuffle), depth);
                *passage = self.nodes(std::mem::take(passage), false, depth);
            }
            InteractionKind::Hottext { passage, .. } => {
                *passage = self.nodes(std::mem::take(passage), false, depth);
            }
            InteractionKind::GraphicGapMatch { stage, choices, .. } => {
                image(&mut stage.image);
                self.associable(response, 0, choices, false, depth);
            }
            InteractionKind::Hotspot { stage, .. }
            | InteractionKind::SelectPoint { stage, .. }
            | InteractionKind::GraphicOrder { stage, .. }
            | InteractionKind::GraphicAssociate { stage, .. }
            | InteractionKind::Drawing { stage } => image(&mut stage.image),
            InteractionKind::PositionObject { stage, object, .. } => {
                image(&mut stage.image);
                image(&mut object.element);
            }
            InteractionKind::Media { media, .. } => image(&mut media.element),
            InteractionKind::TextEntry { .. }
            | InteractionKind::ExtendedText { .. }
            | InteractionKind::Slider { .. }
            | InteractionKind::Upload { .. }
            | InteractionKind::EndAttempt { .. } => {}
        }
        interaction
    }
}
