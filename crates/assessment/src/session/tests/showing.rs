use domain::item::{
    BaseType, Cardinality, Element, Expression, Interaction, InteractionKind, Item, Node, Scalar, Value, View,
};
use proptest::prelude::*;

use super::{block, choice, declared, given, item, match_correct, offered, set, template};
use crate::processing::testing::{constant, int, name, num, outcome, response, text};
use crate::session::{Attempt, Prepared};

/// The text that is shown, in reading order.
fn reading(nodes: &[Node]) -> String {
    let mut all = String::new();
    for node in nodes {
        match node {
            Node::Text(text) => all.push_str(text),
            Node::Interaction(interaction) => {
                if let InteractionKind::Choice { choices, .. } = &interaction.kind {
                    for one in choices {
                        all.push_str(&reading(&one.content));
                        all.push('|');
                    }
                }
            }
            _ => {}
        }
        all.push_str(&reading(node.children()));
    }
    all
}

fn shown(item: &Item, seed: u64) -> String {
    reading(&Prepared::new(item, seed, &[]).unwrap().view(None, View::Candidate).body)
}

fn of_body(templates: Vec<domain::item::TemplateDeclaration>, body: Vec<Node>) -> Item {
    Item { templates, body, ..item() }
}

fn written(identifier: &str, format: Option<&str>) -> Node {
    Node::PrintedVariable {
        identifier: identifier.to_owned(),
        format: format.map(str::to_owned),
        index: None,
        delimiter: None,
        field: None,
    }
}

#[test]
fn what_was_drawn_is_put_in() {
    let templates =
        vec![template("X", BaseType::Float, Some(num(2.5))), template("N", BaseType::Integer, Some(int(-4)))];
    let math = |name: &str, text: &str| Node::Element(Element::new(name, vec![Node::Text(text.to_owned())]));
    let mut param = Element::new("param", vec![]);
    param.attributes = vec![("name".to_owned(), "X".to_owned()), ("value".to_owned(), "X".to_owned())];
    let body = vec![
        written("X", Some("%.2f")),
        written("N", None),
        written("unknown", None),
        Node::Element(Element::new("math", vec![math("mi", " N "), math("mi", "y"), math("ci", "X")])),
        math("mi", "N"),
        Node::Element(param),
    ];
    let item = of_body(templates, body);
    let shown = Prepared::new(&item, 1, &[]).unwrap().view(None, View::Candidate);
    let mut param = Element::new("param", vec![]);
    param.attributes = vec![("name".to_owned(), "X".to_owned()), ("value".to_owned(), "2.5".to_owned())];
    assert_eq!(
        shown.body,
        [
            Node::Text("2.50".to_owned()),
            Node::Text("-4".to_owned()),
            Node::Element(Element::new("math", vec![math("mn", "-4"), math("mi", "y"), math("cn", "2.5")])),
            math("mi", "N"),
            Node::Element(param),
        ]
    );
}

#[test]
fn blocks_are_there_or_not_at_all() {
    let templates = vec![template("T", BaseType::Identifier, Some(name("yes")))];
    let body = vec![
        Node::Template(block("T", "yes", true, "a")),
        Node::Template(block("T", "no", true, "b")),
        Node::Template(block("T", "yes", false, "c")),
        Node::Template(block("T", "no", false, "d")),
    ];
    assert_eq!(shown(&of_body(templates, body), 1), "ad");
}

#[test]
fn feedback_is_shown_once_its_outcome_says_so() {
    let mut item = choice(Cardinality::Single, name("B"), 1);
    item.outcomes.push(outcome("FEEDBACK", BaseType::Identifier, None));
    item.response_processing.push(set("FEEDBACK", super::variable("RESPONSE")));
    item.body = vec![
        Node::Feedback(block("FEEDBACK", "B", true, "right")),
        Node::Feedback(block("FEEDBACK", "B", false, "not yet")),
    ];
    item.modal_feedback = vec![block("FEEDBACK", "B", true, "well"), block("FEEDBACK", "B", false, "again")];
    let prepared = Prepared::new(&item, 1, &[]).unwrap();
    let before = prepared.view(None, View::Candidate);
    assert_eq!((reading(&before.body).as_str(), before.modal_feedback.len()), ("not yet", 0));
    for (answer, body, modal) in [("B", "right", "well"), ("A", "not yet", "again")] {
        let answers = given(&[("RESPONSE", name(answer))]);
        let outcomes = prepared.answered(&Attempt::first(&answers)).unwrap();
        let after = prepared.view(Some(&outcomes), View::Candidate);
        assert_eq!(reading(&after.body), body);
        assert_eq!(after.modal_feedback, [vec![Node::Text(modal.to_owned())]]);
    }
}

#[test]
fn rubrics_are_for_those_they_name() {
    let rubric = |views: Vec<View>, text: &str| Node::Rubric {
        views,
        purpose: None,
        content: vec![Node::Text(text.to_owned())],
    };
    let item = of_body(
        vec![],
        vec![
            rubric(vec![View::Candidate, View::Scorer], "a"),
            rubric(vec![View::Scorer], "b"),
            rubric(vec![], "c"),
        ],
    );
    let prepared = Prepared::new(&item, 1, &[]).unwrap();
    assert_eq!(reading(&prepared.view(None, View::Candidate).body), "a");
    assert_eq!(reading(&prepared.view(None, View::Scorer).body), "ab");
}

#[test]
fn choices_stand_in_the_order_of_the_sitting() {
    let mut item = choice(Cardinality::Single, name("B"), 1);
    let Node::Interaction(interaction) = &mut item.body[0] else { unreachable!() };
    let InteractionKind::Choice { choices, shuffle, .. } = &mut interaction.kind else { unreachable!() };
    *shuffle = true;
    choices.push(offered("none of these", true));
    choices[0].template = Some(("T".to_owned(), true));
    item.templates = vec![template("T", BaseType::Identifier, Some(name("A")))];
    let mut orders = std::collections::BTreeSet::new();
    for seed in 0..60 {
        let shown = shown(&item, seed);
        assert!(shown.ends_with("|text of none of these|"), "{shown}");
        orders.insert(shown);
    }
    assert_eq!(orders.len(), 6);
    item.templates[0].default = Some(name("other"));
    assert!(!shown(&item, 1).contains("text of A"));
}

proptest! {
    #[test]
    fn nothing_of_a_key_is_shown(key in "[q-z]{8}", points in "[q-z]{8}", seed in any::<u64>(), wrong in any::<bool>()) {
        let mut item = choice(Cardinality::Single, name("B"), 1);
        item.responses.push(response("TEXT", Cardinality::Single, BaseType::String, Some(text(&key))));
        item.body.push(Node::Interaction(Box::new(Interaction {
            response: "TEXT".to_owned(),
            prompt: vec![],
            kind: InteractionKind::TextEntry {
                expected_length: None, pattern: None, pattern_message: None, placeholder: None, base: 10,
                string_identifier: None,
            },
            attributes: vec![],
        })));
        let mapping = domain::item::Mapping {
            lower_bound: None, upper_bound: None, default: 0.0,
            entries: vec![domain::item::MapEntry {
                key: Scalar::String(points.clone()), value: 73.25, case_sensitive: true,
            }],
        };
        item.responses[1].mapping = Some(mapping);
        item.outcomes.push(outcome("FEEDBACK", BaseType::Identifier, None));
        item.response_processing.push(match_correct("TEXT"));
        item.response_processing.push(set("FEEDBACK", constant(name("shown"))));
        item.body.push(Node::Feedback(block("FEEDBACK", "hidden", true, &key)));
        item.modal_feedback.push(block("FEEDBACK", "hidden", true, &key));
        item.body.push(Node::Rubric {
            views: vec![View::Scorer], purpose: None, content: vec![Node::Text(key.clone())],
        });
        declared(&mut item).1.interpretation = Some(key.clone());
        let prepared = Prepared::new(&item, seed, &[]).unwrap();
        let answers = given(&[("TEXT", if wrong { text("guess") } else { Value::Null })]);
        let outcomes = prepared.answered(&Attempt::first(&answers)).unwrap();
        for outcomes in [None, Some(&outcomes)] {
            let shown = format!("{:?}", prepared.view(outcomes, View::Candidate));
            for secret in [key.as_str(), points.as_str(), "73.25", "A title"] {
                prop_assert!(!shown.contains(secret), "{} in {}", secret, shown);
            }
        }
    }

    #[test]
    fn expressions_that_draw_are_the_same_for_a_seed(seed in any::<u64>()) {
        let float = Expression::RandomFloat {
            min: Box::new(constant(num(0.0))), max: Box::new(constant(num(1.0))),
        };
        let mut item = of_body(vec![template("X", BaseType::Float, None)], vec![written("X", None)]);
        item.template_processing = vec![set("X", float)];
        prop_assert_eq!(shown(&item, seed), shown(&item, seed));
    }
}

#[test]
fn what_a_seed_draws_never_changes() {
    // Sittings are stored by their seed: were this to change, learners would see other numbers than they answered.
    let mut item = of_body(vec![template("X", BaseType::Integer, None)], vec![written("X", None)]);
    item.template_processing = vec![set(
        "X",
        Expression::RandomInteger {
            min: Box::new(constant(int(0))),
            max: Box::new(constant(int(999_999))),
            step: Box::new(constant(int(1))),
        },
    )];
    let drawn = [1, 2, u64::MAX].map(|seed| shown(&item, seed));
    assert_eq!(drawn, expected_draws());
}

/// By hand from the generator: `Generator::of(seed, 0, 0)`, one draw of 64 bits, its share of a million.
fn expected_draws() -> [String; 3] {
    [1, 2, u64::MAX].map(|seed| {
        let bits = measurement::random::Generator::of(seed, 0, 0).bits();
        ((u128::from(bits) * 1_000_000) >> 64).to_string()
    })
}
