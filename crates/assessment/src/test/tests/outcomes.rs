use domain::item::{BaseType, Display, Expression, Item, ItemCount, ItemSubset, Node, Rule, Value, Variant};
use domain::test_plan::{Selection, TestPlan};

use super::{answered, child, choice, items, part, plan, sequence};
use crate::processing::testing::{int, name, num, numbers, outcome};
use crate::session::tests::set;
use crate::test::{Sequence, Taken};

/// A test of A, B in one section and C in another; A weighs 2, and A and C are of category `core`.
fn weighed() -> TestPlan {
    let mut one = items("one", "A B");
    child(&mut one, "A").weights = vec![("W".to_owned(), 2.0)];
    child(&mut one, "A").categories = vec!["core".to_owned(), "easy".to_owned()];
    let mut two = items("two", "C");
    child(&mut two, "C").categories = vec!["core".to_owned()];
    plan(vec![part("first", vec![one]), part("second", vec![two])])
}

fn subset(section: Option<&str>, include: &[&str], exclude: &[&str]) -> ItemSubset {
    let words = |all: &[&str]| all.iter().map(|one| (*one).to_owned()).collect();
    ItemSubset { section: section.map(str::to_owned), include: words(include), exclude: words(exclude) }
}

/// What an expression comes to where A was answered rightly, B wrongly and C not begun.
#[track_caller]
fn check(expression: Expression, base: BaseType, expected: &Value) {
    let mut item = choice();
    item.outcomes[0].normal_maximum = Some(1.0);
    let mut plan = weighed();
    plan.outcomes = vec![outcome("TOTAL", base, None)];
    if matches!(expected, Value::Multiple(_)) {
        plan.outcomes[0].cardinality = domain::item::Cardinality::Multiple;
    }
    plan.outcome_processing = vec![set("TOTAL", expression)];
    let taken = [Some(answered(&item, name("B"))), Some(answered(&item, name("A"))), None];
    let outcomes = sequence(&plan, &item).outcomes(&taken).unwrap();
    assert_eq!(&outcomes.values["TOTAL"], expected);
}

fn scores(weight: Option<&str>, items: ItemSubset) -> Expression {
    Expression::TestVariables {
        variable: "SCORE".to_owned(),
        base_type: None,
        weight: weight.map(str::to_owned),
        items,
    }
}

#[test]
fn scores_are_gathered_over_items() {
    let all = || subset(None, &[], &[]);
    // What was not begun counts what it is beforehand.
    check(scores(None, all()), BaseType::Float, &numbers(&[1.0, 0.0, 0.0]));
    check(scores(Some("W"), all()), BaseType::Float, &numbers(&[2.0, 0.0, 0.0]));
    check(Expression::Sum(vec![scores(Some("W"), all())]), BaseType::Float, &num(2.0));
    check(scores(None, subset(Some("one"), &[], &[])), BaseType::Float, &numbers(&[1.0, 0.0]));
    check(scores(None, subset(Some("second"), &[], &[])), BaseType::Float, &numbers(&[0.0]));
    check(scores(None, subset(None, &["core"], &["easy"])), BaseType::Float, &numbers(&[0.0]));
    check(scores(None, subset(None, &["none"], &[])), BaseType::Float, &Value::Null);
    let variable = |identifier: &str, weight: Option<&str>| Expression::Variable {
        identifier: identifier.to_owned(),
        weight: weight.map(str::to_owned),
    };
    check(variable("A.SCORE", None), BaseType::Float, &num(1.0));
    check(variable("A.SCORE", Some("W")), BaseType::Float, &num(2.0));
    check(variable("A.1.SCORE", None), BaseType::Float, &num(1.0));
    check(variable("A.RESPONSE", None), BaseType::Identifier, &name("B"));
    check(variable("C.RESPONSE", None), BaseType::Identifier, &Value::Null);
    for (item, attempts, status) in [("A", 1, "completed"), ("C", 0, "not_attempted")] {
        check(variable(&format!("{item}.numAttempts"), None), BaseType::Integer, &int(attempts));
        check(variable(&format!("{item}.completionStatus"), None), BaseType::Identifier, &name(status));
    }
    check(Expression::Correct("B.RESPONSE".to_owned()), BaseType::Identifier, &name("B"));
    check(Expression::Default("B.SCORE".to_owned()), BaseType::Float, &num(0.0));
}

#[test]
fn items_are_counted() {
    for (what, expected) in [
        (ItemCount::Selected, 3),
        (ItemCount::Presented, 2),
        (ItemCount::Responded, 2),
        (ItemCount::Correct, 1),
        (ItemCount::Incorrect, 1),
    ] {
        check(Expression::Count(what, subset(None, &[], &[])), BaseType::Integer, &int(expected));
    }
    let hard = subset(None, &["core"], &["easy"]);
    check(Expression::Count(ItemCount::Presented, hard), BaseType::Integer, &int(0));
}

#[test]
fn the_most_is_nothing_where_an_item_does_not_say_it() {
    let bound = |maximum| Expression::OutcomeBound {
        maximum,
        variable: "SCORE".to_owned(),
        weight: Some("W".to_owned()),
        items: subset(None, &[], &[]),
    };
    check(bound(true), BaseType::Float, &numbers(&[2.0, 1.0, 1.0]));
    check(bound(false), BaseType::Float, &Value::Null);
    let item = choice();
    let mut plan = weighed();
    plan.outcome_processing = vec![set("TOTAL", Expression::Sum(vec![bound(true)]))];
    let outcomes = sequence(&plan, &item).outcomes(&[None, None, None]).unwrap();
    assert_eq!(outcomes.values["TOTAL"], Value::Null);
}

#[test]
fn an_item_that_was_not_selected_holds_nothing_and_an_unknown_one_is_a_mistake() {
    let item = choice();
    let mut pool = items("pool", "A B C");
    pool.select = Some(Selection { count: 1, with_replacement: false });
    let mut plan = plan(vec![part("part", vec![pool])]);
    let variable = |name: &str| Expression::Variable { identifier: name.to_owned(), weight: None };
    let all = ["A.SCORE", "B.SCORE", "C.SCORE"].map(variable).to_vec();
    plan.outcome_processing = vec![set("TOTAL", Expression::Sum(vec![Expression::Multiple(all)]))];
    let right = [Some(answered(&item, name("B")))];
    assert_eq!(sequence(&plan, &item).outcomes(&right).unwrap().values["TOTAL"], num(1.0));
    for unknown in ["Z.SCORE", "SCORE", "", "."] {
        plan.outcome_processing = vec![set("TOTAL", variable(unknown))];
        let error = sequence(&plan, &item).outcomes(&right).unwrap_err();
        assert!(error.to_string().starts_with("outcome processing of \"test\", rule 1: "), "{error}");
    }
}

#[test]
fn the_same_item_twice_is_asked_by_its_number() {
    let item = choice();
    let mut pool = items("pool", "A");
    pool.select = Some(Selection { count: 2, with_replacement: true });
    let mut plan = plan(vec![part("part", vec![pool])]);
    for (identifier, expected) in [("A.1.SCORE", 1.0), ("A.2.SCORE", 0.0), ("A.SCORE", 0.0)] {
        let variable = Expression::Variable { identifier: identifier.to_owned(), weight: None };
        plan.outcome_processing = vec![set("TOTAL", variable)];
        let taken = [Some(answered(&item, name("B"))), Some(answered(&item, name("A")))];
        let outcomes = sequence(&plan, &item).outcomes(&taken).unwrap();
        assert_eq!(outcomes.values["TOTAL"], num(expected), "{identifier}");
    }
}

#[test]
fn answers_are_what_differs_from_before() {
    let item = choice();
    let empty = answered(&item, Value::Null);
    assert_eq!((empty.responded, empty.correct), (false, Some(false)));
    let mut unkeyed = choice();
    unkeyed.responses[0].correct = None;
    unkeyed.responses[0].default = Some(name("A"));
    let same = answered(&unkeyed, name("A"));
    assert_eq!((same.responded, same.correct), (false, None));
    assert!(answered(&unkeyed, name("C")).responded);
}

#[test]
fn feedback_and_template_values_come_from_the_test() {
    let item: Item = choice();
    let mut plan = weighed();
    plan.outcomes.push(outcome("LEVEL", BaseType::Identifier, None));
    plan.outcome_processing = vec![Rule::SetValue {
        identifier: "LEVEL".to_owned(),
        to: Expression::BaseValue(domain::item::Scalar::Identifier("high".to_owned())),
    }];
    let feedback = |identifier: &str, show| Variant {
        variable: "LEVEL".to_owned(),
        identifier: identifier.to_owned(),
        show,
        display: Display::Block,
        content: vec![Node::Text(format!("{identifier} {show}"))],
    };
    plan.feedback = vec![feedback("high", true), feedback("low", true), feedback("low", false)];
    let set = |plan: &mut TestPlan| {
        let step = child(&mut plan.parts[0].sections[0], "B");
        let score = Expression::Variable { identifier: "A.SCORE".to_owned(), weight: None };
        step.template_defaults = vec![("X".to_owned(), score)];
    };
    set(&mut plan);
    let sequence: Sequence<'_> = sequence(&plan, &item);
    let taken: [Option<Taken>; 3] = [Some(answered(&item, name("B"))), None, None];
    let outcomes = sequence.outcomes(&taken).unwrap();
    let shown: Vec<_> = sequence.feedback(&outcomes).map(|one| one.content.clone()).collect();
    assert_eq!(shown, [vec![Node::Text("high true".to_owned())], vec![Node::Text("low false".to_owned())]]);
    let defaults = sequence.template_defaults(&sequence.steps[1], &taken).unwrap();
    assert_eq!(defaults, [("X".to_owned(), num(1.0))]);
    assert_eq!(sequence.template_defaults(&sequence.steps[0], &taken), Ok(vec![]));
}
