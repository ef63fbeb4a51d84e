//! Items by hand, each as small as what it shows.

mod scoring;
mod showing;
mod templates;
mod validity;

use std::collections::BTreeMap;

use domain::item::{BaseType, Cardinality, Display};
use domain::item::{
    Choice, Expression, Interaction, InteractionKind, Item, Node, Orientation, OutcomeDeclaration,
    ResponseDeclaration, Rule, TemplateDeclaration, Value, Variant,
};

use crate::processing::testing::{outcome, response};

/// An item with nothing in it but `SCORE`.
pub(crate) fn item() -> Item {
    Item {
        identifier: "item".to_owned(),
        title: "A title that learners do not see".to_owned(),
        language: Some("en".to_owned()),
        adaptive: false,
        time_dependent: false,
        responses: Vec::new(),
        outcomes: vec![outcome("SCORE", BaseType::Float, None)],
        templates: Vec::new(),
        template_processing: Vec::new(),
        stimuli: Vec::new(),
        stylesheets: Vec::new(),
        body: Vec::new(),
        response_processing: Vec::new(),
        modal_feedback: Vec::new(),
        catalog: Vec::new(),
    }
}

/// A choice of A to C, one or several, with its key and QTI's rule `match_correct`.
pub(crate) fn choice(cardinality: Cardinality, key: Value, max: u32) -> Item {
    let choices = ["A", "B", "C"].map(|name| offered(name, false)).to_vec();
    let kind =
        InteractionKind::Choice { choices, shuffle: false, min: 1, max, orientation: Orientation::Vertical };
    Item {
        responses: vec![response("RESPONSE", cardinality, BaseType::Identifier, Some(key))],
        body: vec![asking("RESPONSE", kind)],
        response_processing: vec![match_correct("RESPONSE")],
        ..item()
    }
}

pub(crate) fn offered(name: &str, fixed: bool) -> Choice {
    Choice {
        identifier: name.to_owned(),
        fixed,
        template: None,
        content: vec![Node::Text(format!("text of {name}"))],
    }
}

pub(crate) fn asking(response: &str, kind: InteractionKind) -> Node {
    Node::Interaction(Box::new(Interaction {
        response: response.to_owned(),
        prompt: Vec::new(),
        kind,
        attributes: Vec::new(),
    }))
}

pub(crate) fn variable(identifier: &str) -> Expression {
    Expression::Variable { identifier: identifier.to_owned(), weight: None }
}

pub(crate) fn set(identifier: &str, to: Expression) -> Rule {
    Rule::SetValue { identifier: identifier.to_owned(), to }
}

/// 1 where the key is matched, else 0.
pub(crate) fn match_correct(response: &str) -> Rule {
    let matched =
        Expression::Match(Box::new(variable(response)), Box::new(Expression::Correct(response.to_owned())));
    let score = |score| vec![set("SCORE", Expression::BaseValue(domain::item::Scalar::Float(score)))];
    Rule::Condition { branches: vec![(matched, score(1.0))], otherwise: score(0.0) }
}

fn template(identifier: &str, base: BaseType, default: Option<Value>) -> TemplateDeclaration {
    TemplateDeclaration {
        identifier: identifier.to_owned(),
        cardinality: Cardinality::Single,
        base_type: Some(base),
        default,
        param_variable: true,
        math_variable: true,
    }
}

fn block(variable: &str, identifier: &str, show: bool, text: &str) -> Variant {
    Variant {
        variable: variable.to_owned(),
        identifier: identifier.to_owned(),
        show,
        display: Display::Block,
        content: vec![Node::Text(text.to_owned())],
    }
}

pub(crate) fn given(all: &[(&str, Value)]) -> BTreeMap<String, Value> {
    all.iter().map(|(name, value)| ((*name).to_owned(), value.clone())).collect()
}

/// An outcome and response as declared, for struct updates in tests.
pub(crate) fn declared(item: &mut Item) -> (&mut ResponseDeclaration, &mut OutcomeDeclaration) {
    (&mut item.responses[0], &mut item.outcomes[0])
}
