//! What an item or test names has to exist: variables, responses, choices, targets.

use std::collections::{BTreeMap, BTreeSet};

use domain::item::{BaseType, Interaction, InteractionKind as Kind, Item, Node, ResponseDeclaration, Value};

use super::{
    names_used::{Use, in_rules},
    reading::Reading,
    tree::Tag,
};

/// Variables that every item has without declaring them.
const OF_EVERY_ITEM: [&str; 4] = ["numAttempts", "duration", "completionStatus", "QTI_CONTEXT"];

const ADVICE: &str = "Declare it, or correct the name.";

/// What an item declares, by name.
struct Declared<'i> {
    responses: BTreeMap<&'i str, &'i ResponseDeclaration>,
    outcomes: BTreeSet<&'i str>,
    templates: BTreeSet<&'i str>,
}

impl<'i> Declared<'i> {
    fn new(item: &'i Item) -> Self {
        Self {
            responses: item.responses.iter().map(|one| (one.identifier.as_str(), one)).collect(),
            outcomes: item.outcomes.iter().map(|one| one.identifier.as_str()).collect(),
            templates: item.templates.iter().map(|one| one.identifier.as_str()).collect(),
        }
    }

    fn has(&self, used: &Use, template: bool) -> bool {
        match used {
            Use::Variable(name) => self.responses.contains_key(name.as_str()) || self.shown(name),
            Use::Response(name) => self.responses.contains_key(name.as_str()),
            Use::Set(name) if template => self.templates.contains(name.as_str()),
            Use::Set(name) => self.outcomes.contains(name.as_str()) || name == "completionStatus",
        }
    }

    fn shown(&self, name: &str) -> bool {
        self.outcomes.contains(name) || self.templates.contains(name) || OF_EVERY_ITEM.contains(&name)
    }
}

impl Reading<'_> {
    pub(super) fn check_item(&mut self, root: &Tag, item: &Item) {
        let declared = Declared::new(item);
        let mut names = BTreeSet::new();
        let all = item.responses.iter().map(|one| &one.identifier);
        let all = all.chain(item.outcomes.iter().map(|one| &one.identifier));
        for name in all.chain(item.templates.iter().map(|one| &one.identifier)) {
            if !names.insert(name.as_str()) {
                self.refuse(root, format!("two variables are called {name}"), "Give each its own name.");
            }
        }
        let mut missing = BTreeSet::new();
        for (rules, when) in
            [(&item.response_processing, "response"), (&item.template_processing, "template")]
        {
            let mut uses = Vec::new();
            in_rules(rules, &mut uses);
            for used in uses {
                let known = declared.has(&used, when == "template");
                let (Use::Variable(name) | Use::Response(name) | Use::Set(name)) = used;
                if !known && !missing.contains(&name) {
                    let what = format!("{when} processing names {name}, which is not declared as it needs");
                    self.refuse(root, what, ADVICE);
                    missing.insert(name);
                }
            }
        }
        self.check_nodes(root, &declared, &item.body);
        for feedback in &item.modal_feedback {
            self.check_shown_by(
                root,
                declared.outcomes.contains(feedback.variable.as_str()),
                &feedback.variable,
            );
            self.check_nodes(root, &declared, &feedback.content);
            self.no_interaction(root, "feedback", &feedback.content);
        }
        for card in &item.catalog {
            self.no_interaction(root, "the catalog", &card.content);
        }
        for interaction in item.interactions() {
            self.check_interaction(root, &declared, interaction);
        }
    }

    fn check_shown_by(&mut self, root: &Tag, known: bool, variable: &str) {
        if !known {
            let what = format!("something is shown by {variable}, which is not declared");
            self.note(root, what, "It is never shown. Declare the variable, or correct the name.");
        }
    }

    fn check_nodes(&mut self, root: &Tag, declared: &Declared<'_>, nodes: &[Node]) {
        for node in nodes {
            match node {
                Node::Feedback(variant) => {
                    let known = declared.outcomes.contains(variant.variable.as_str());
                    self.check_shown_by(root, known, &variant.variable);
                }
                Node::Template(variant) => {
                    let known = declared.templates.contains(variant.variable.as_str());
                    self.check_shown_by(root, known, &variant.variable);
                }
                Node::PrintedVariable { identifier, .. } => {
                    self.check_shown_by(root, declared.shown(identifier), identifier);
                }
                Node::Interaction(interaction) => {
                    for content in inner(&interaction.kind).into_iter().chain([interaction.prompt.as_slice()])
                    {
                        self.check_nodes(root, declared, content);
                        self.no_interaction(root, "a choice or prompt", content);
                    }
                }
                _ => {}
            }
            self.check_nodes(root, declared, node.children());
        }
    }

    fn check_interaction(&mut self, root: &Tag, declared: &Declared<'_>, interaction: &Interaction) {
        let kind = interaction.kind_word();
        let Some(response) = declared.responses.get(interaction.response.as_str()) else {
            let what =
                format!("the {kind} interaction fills {}, which is not declared", interaction.response);
            return self.refuse(root, what, ADVICE);
        };
        if let Some(base) = response.base_type
            && !allowed(&interaction.kind).contains(&base)
        {
            let what = format!(
                "the {kind} interaction fills {}, whose type {} it cannot give",
                response.identifier,
                base.word()
            );
            self.refuse(root, what, "Correct the base-type of the response.");
        }
        let mut names = BTreeSet::new();
        let identifiers = identifiers(&interaction.kind);
        for name in &identifiers {
            if !names.insert(*name) {
                let what = format!("two choices of a {kind} interaction are called {name}");
                self.refuse(root, what, "Give each choice its own name.");
            }
        }
        if let (Some(correct), Kind::Choice { .. } | Kind::InlineChoice { .. } | Kind::Order { .. }) =
            (&response.correct, &interaction.kind)
        {
            self.check_key(root, &response.identifier, correct, &names);
        }
    }

    fn check_key(&mut self, root: &Tag, response: &str, key: &Value, names: &BTreeSet<&str>) {
        for scalar in key.scalars() {
            if let domain::item::Scalar::Identifier(name) = scalar
                && !names.contains(name.as_str())
            {
                let what = format!("the key of {response} names {name}, which is no choice");
                self.note(root, what, "Nobody can answer it right. Correct the key.");
            }
        }
    }

    /// There is nothing to answer in what is only read.
    pub(super) fn no_interaction(&mut self, root: &Tag, place: &str, nodes: &[Node]) {
        for node in nodes {
            if let Node::Interaction(interaction) = node {
                let what = format!("{place} has a {} interaction in it", interaction.kind_word());
                self.refuse(root, what, "Move the question into the body of an item.");
            }
            self.no_interaction(root, place, node.children());
        }
    }
}

fn inner(kind: &Kind) -> Vec<&[Node]> {
    match kind {
        Kind::Choice { choices, .. } | Kind::InlineChoice { choices, .. } | Kind::Order { choices, .. } => {
            choices.iter().map(|choice| choice.content.as_slice()).collect()
        }
        Kind::Match { sets, .. } => sets.iter().flatten().map(|one| one.choice.content.as_slice()).collect(),
        Kind::Associate { choices, .. }
        | Kind::GapMatch { choices, .. }
        | Kind::GraphicGapMatch { choices, .. } => {
            choices.iter().map(|one| one.choice.content.as_slice()).collect()
        }
        _ => Vec::new(),
    }
}

/// Names that have to differ.
fn identifiers(kind: &Kind) -> Vec<&str> {
    match kind {
        Kind::Choice { choices, .. } | Kind::InlineChoice { choices, .. } | Kind::Order { choices, .. } => {
            choices.iter().map(|one| one.identifier.as_str()).collect()
        }
        Kind::Match { sets, .. } => sets.iter().flatten().map(|one| one.choice.identifier.as_str()).collect(),
        Kind::Associate { choices, .. } | Kind::GapMatch { choices, .. } => {
            choices.iter().map(|one| one.choice.identifier.as_str()).collect()
        }
        Kind::Hotspot { choices, .. }
        | Kind::GraphicOrder { choices, .. }
        | Kind::GraphicAssociate { choices, .. } => {
            choices.iter().map(|one| one.identifier.as_str()).collect()
        }
        Kind::GraphicGapMatch { choices, gaps, .. } => {
            let choices = choices.iter().map(|one| one.choice.identifier.as_str());
            choices.chain(gaps.iter().map(|one| one.identifier.as_str())).collect()
        }
        _ => Vec::new(),
    }
}

/// Types of what an interaction gives.
fn allowed(kind: &Kind) -> &'static [BaseType] {
    match kind {
        Kind::Choice { .. }
        | Kind::InlineChoice { .. }
        | Kind::Order { .. }
        | Kind::Hottext { .. }
        | Kind::Hotspot { .. }
        | Kind::GraphicOrder { .. } => &[BaseType::Identifier, BaseType::IntOrIdentifier],
        Kind::Associate { .. } | Kind::GraphicAssociate { .. } => &[BaseType::Pair],
        Kind::Match { .. } | Kind::GapMatch { .. } | Kind::GraphicGapMatch { .. } => {
            &[BaseType::DirectedPair]
        }
        Kind::SelectPoint { .. } | Kind::PositionObject { .. } => &[BaseType::Point],
        Kind::TextEntry { .. } | Kind::ExtendedText { .. } => {
            &[BaseType::String, BaseType::Integer, BaseType::Float]
        }
        Kind::Slider { .. } => &[BaseType::Integer, BaseType::Float],
        Kind::Upload { .. } | Kind::Drawing { .. } => &[BaseType::File],
        Kind::Media { .. } => &[BaseType::Integer],
        Kind::EndAttempt { .. } => &[BaseType::Boolean],
    }
}
