use std::collections::BTreeSet;

use domain::item::{BaseType, Cardinality, Comparison, Expression, Item, Rule, Value, View};

use super::{choice, given, set, template, variable};
use crate::processing::testing::{boxed, int, name, num, response};
use crate::session::{Attempt, Prepared};

fn drawn(min: i64, max: i64) -> Expression {
    Expression::RandomInteger { min: boxed(int(min)), max: boxed(int(max)), step: boxed(int(1)) }
}

/// Two numbers to be added; the key is their sum.
fn sum() -> Item {
    let mut item = choice(Cardinality::Single, Value::Null, 1);
    item.responses = vec![response("RESPONSE", Cardinality::Single, BaseType::Integer, None)];
    item.templates = vec![template("X", BaseType::Integer, None), template("Y", BaseType::Integer, None)];
    let to = Expression::Sum(vec![variable("X"), variable("Y")]);
    item.template_processing = vec![
        set("X", drawn(1, 9)),
        set("Y", drawn(1, 9)),
        Rule::SetCorrect { identifier: "RESPONSE".to_owned(), to },
    ];
    item
}

#[test]
fn a_drawn_key_scores_as_a_written_one_and_is_the_same_every_time() {
    let item = sum();
    let mut keys = BTreeSet::new();
    for seed in 0..50 {
        let prepared = Prepared::new(&item, seed, &[]).unwrap();
        let key = prepared.solution()["RESPONSE"].clone();
        let parts = ["X", "Y"].map(|name| prepared.template(name).unwrap().number().unwrap());
        assert_eq!(key.number(), Some(parts[0] + parts[1]));
        let right = given(&[("RESPONSE", key.clone())]);
        assert_eq!(prepared.answered(&Attempt::first(&right)).unwrap().score(), Some(1.0));
        let again = Prepared::new(&item, seed, &[]).unwrap();
        assert_eq!(again.solution()["RESPONSE"], key);
        assert_eq!(again.view(None, View::Candidate), prepared.view(None, View::Candidate));
        keys.insert(key.number().unwrap().to_string());
    }
    assert!(keys.len() > 8, "{keys:?}");
}

fn constrained(condition: Expression) -> Item {
    let mut item = sum();
    item.templates[0].default = Some(int(100));
    item.templates[1].default = Some(int(1));
    item.template_processing.insert(2, Rule::TemplateConstraint(condition));
    item
}

#[test]
fn it_is_drawn_again_until_the_constraint_is_met() {
    let less = Expression::Compare(Comparison::Less, Box::new(variable("X")), Box::new(variable("Y")));
    let item = constrained(less);
    for seed in 0..100 {
        let prepared = Prepared::new(&item, seed, &[]).unwrap();
        let [x, y] = ["X", "Y"].map(|name| prepared.template(name).unwrap().number().unwrap());
        assert!(x < y, "{x} {y}");
        assert_eq!(prepared.solution()["RESPONSE"].number(), Some(x + y));
    }
}

#[test]
fn after_a_hundred_draws_the_declared_values_are_taken() {
    for condition in [Expression::Null, Expression::Or(vec![])] {
        let item = constrained(condition);
        let prepared = Prepared::new(&item, 3, &[]).unwrap();
        assert_eq!(prepared.template("X"), Some(&int(100)));
        assert_eq!(prepared.solution()["RESPONSE"], int(101));
    }
}

#[test]
fn a_test_may_set_what_is_not_drawn() {
    let mut item = sum();
    item.template_processing.remove(0);
    let prepared = Prepared::new(&item, 1, &[("X".to_owned(), num(40.0))]).unwrap();
    assert_eq!(prepared.template("X"), Some(&int(40)));
    let error = Prepared::new(&item, 1, &[("Z".to_owned(), num(1.0))]).unwrap_err();
    assert_eq!(
        error.to_string(),
        "template processing of \"item\": \"Z\" is not declared here; declare it, or correct the name"
    );
}

#[test]
fn what_a_template_sets_beforehand_is_where_an_outcome_begins() {
    let mut item = sum();
    item.template_processing.push(Rule::SetDefault { identifier: "SCORE".to_owned(), to: variable("X") });
    item.response_processing = vec![set("SCORE", Expression::Default("SCORE".to_owned()))];
    let prepared = Prepared::new(&item, 5, &[]).unwrap();
    let x = prepared.template("X").unwrap().number();
    assert_eq!(prepared.beginning().score(), x);
    assert_eq!(prepared.answered(&Attempt::first(&given(&[]))).unwrap().score(), x);
}

#[test]
fn a_mistake_in_a_template_is_said_with_its_rule() {
    let mut item = sum();
    item.template_processing.push(set("X", boxed(name("A")).as_ref().clone()));
    let error = Prepared::new(&item, 1, &[]).unwrap_err();
    assert_eq!(
        error.to_string(),
        "template processing of \"item\", rule 4: \"X\" is declared as single integer and cannot hold a single identifier"
    );
}
