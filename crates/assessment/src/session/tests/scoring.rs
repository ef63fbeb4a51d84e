use domain::item::{
    AreaMapping, BaseType, Cardinality, Expression, InteractionKind, Item, MapEntry, Mapping, Rule, Scalar,
    Shape, Value,
};

use super::{asking, choice, declared, given, item, set, variable};
use crate::processing::testing::{boxed, constant, int, name, names, num, outcome, response, text, truth};
use crate::session::{Attempt, Outcomes, Prepared, max_score};

#[track_caller]
fn score(item: &Item, answers: &[(&str, Value)]) -> Option<f64> {
    let answers = given(answers);
    Prepared::new(item, 7, &[]).unwrap().answered(&Attempt::first(&answers)).unwrap().score()
}

fn mapped(points: &[(&str, f64)], lower: Option<f64>, upper: Option<f64>, max: u32) -> Item {
    let mut item = choice(Cardinality::Multiple, names("A C"), max);
    let entries = points.iter().map(|(key, value)| MapEntry {
        key: Scalar::Identifier((*key).to_owned()),
        value: *value,
        case_sensitive: true,
    });
    declared(&mut item).0.mapping =
        Some(Mapping { lower_bound: lower, upper_bound: upper, default: 0.0, entries: entries.collect() });
    item.response_processing = vec![set("SCORE", Expression::MapResponse("RESPONSE".to_owned()))];
    item
}

#[test]
fn the_key_gives_a_point() {
    let one = choice(Cardinality::Single, name("B"), 1);
    for (answer, expected) in [(name("B"), 1.0), (name("A"), 0.0), (Value::Null, 0.0)] {
        assert_eq!(score(&one, &[("RESPONSE", answer)]), Some(expected));
    }
    let several = choice(Cardinality::Multiple, names("A C"), 0);
    for (answer, expected) in [(names("C A"), 1.0), (names("A"), 0.0), (names("A B C"), 0.0)] {
        assert_eq!(score(&several, &[("RESPONSE", answer)]), Some(expected));
    }
    assert_eq!(score(&one, &[]), Some(0.0));
}

#[test]
fn the_most_is_what_is_said_or_what_the_best_answer_comes_to() {
    let points = [("A", 1.0), ("B", -1.0), ("C", 0.5)];
    assert_eq!(max_score(&choice(Cardinality::Single, name("B"), 1)), Some(1.0));
    assert_eq!(max_score(&mapped(&points, None, None, 0)), Some(1.5));
    let mut single = mapped(&points, None, None, 1);
    declared(&mut single).0.correct = Some(names("A"));
    assert_eq!(max_score(&single), Some(1.0));
    assert_eq!(max_score(&mapped(&points, Some(0.0), Some(1.25), 0)), Some(1.25));
    let mut said = mapped(&points, None, None, 0);
    declared(&mut said).1.normal_maximum = Some(3.0);
    assert_eq!(max_score(&said), Some(3.0));
    said.outcomes.push(outcome("MAXSCORE", BaseType::Float, Some(num(4.0))));
    assert_eq!(max_score(&said), Some(4.0));
    // Nobody knows what a person gives for an essay.
    assert_eq!(max_score(&item()), None);
    let mut areas = choice(Cardinality::Multiple, names("A"), 0);
    areas.responses = vec![response("RESPONSE", Cardinality::Multiple, BaseType::Point, None)];
    areas.responses[0].area_mapping = Some(AreaMapping {
        lower_bound: None,
        upper_bound: None,
        default: 0.0,
        entries: vec![
            (Shape::Circle([10.0, 10.0, 2.0]), 1.0),
            (Shape::Poly(vec![(50.0, 50.0), (60.0, 50.0), (55.0, 60.0)]), 2.0),
            (Shape::Rect([80.0, 80.0, 90.0, 90.0]), -1.0),
        ],
    });
    areas.response_processing = vec![set("SCORE", Expression::MapResponsePoint("RESPONSE".to_owned()))];
    assert_eq!(max_score(&areas), Some(3.0));
}

#[test]
fn what_a_person_scores_has_no_score_rather_than_none() {
    assert_eq!(score(&item(), &[]), None);
    let mut external = choice(Cardinality::Single, name("B"), 1);
    declared(&mut external).1.external_scored = true;
    external.response_processing = Vec::new();
    assert_eq!(score(&external, &[("RESPONSE", name("B"))]), None);
}

#[test]
fn an_authors_mistake_scores_nothing_and_says_where() {
    let mut item = choice(Cardinality::Single, name("B"), 1);
    item.response_processing.push(set("SCROE", Expression::Null));
    let answers = given(&[("RESPONSE", name("B"))]);
    let prepared = Prepared::new(&item, 1, &[]).unwrap();
    let error = prepared.answered(&Attempt::first(&answers)).unwrap_err();
    assert_eq!(
        error.to_string(),
        "response processing of \"item\", rule 2: \"SCROE\" is not declared here; declare it, or correct the name"
    );
    assert_eq!(prepared.max_score(), None);
}

#[test]
fn what_every_item_has_can_be_asked() {
    let mut item = choice(Cardinality::Single, name("B"), 1);
    let seconds = Expression::Compare(
        domain::item::Comparison::DurationLess,
        Box::new(variable("duration")),
        Box::new(constant(Value::Single(Scalar::Duration(60.0)))),
    );
    let quick = Rule::Condition {
        branches: vec![(seconds, vec![set("SCORE", variable("numAttempts"))])],
        otherwise: vec![],
    };
    item.response_processing = vec![quick];
    let answers = given(&[]);
    let prepared = Prepared::new(&item, 1, &[]).unwrap();
    for (seconds, expected) in [(59.0, 3.0), (60.0, 0.0)] {
        let attempt = Attempt { responses: &answers, number: 3, seconds, before: None };
        assert_eq!(prepared.answered(&attempt).unwrap().score(), Some(expected));
    }
}

#[test]
fn an_item_is_completed_by_an_attempt_unless_it_says_otherwise() {
    let mut item = choice(Cardinality::Single, name("B"), 1);
    let status = |item: &Item| {
        let answers = given(&[("RESPONSE", name("A"))]);
        let prepared = Prepared::new(item, 1, &[]).unwrap();
        assert_eq!(prepared.beginning().values["completionStatus"], name("not_attempted"));
        prepared.answered(&Attempt::first(&answers)).unwrap().completed()
    };
    assert!(status(&item));
    item.response_processing.push(set("completionStatus", constant(name("incomplete"))));
    assert!(!status(&item));
    item.response_processing.pop();
    item.adaptive = true;
    assert!(!status(&item));
}

/// Each attempt takes half a point off; the right answer ends it. The button asks for a hint.
fn adaptive() -> Item {
    let mut item = choice(Cardinality::Single, name("B"), 1);
    item.adaptive = true;
    item.outcomes.push(outcome("LEFT", BaseType::Float, Some(num(1.0))));
    item.outcomes.push(outcome("FEEDBACK", BaseType::Identifier, None));
    item.responses.push(response("HINT", Cardinality::Single, BaseType::Boolean, None));
    item.body.push(asking("HINT", InteractionKind::EndAttempt { title: "Hint".to_owned() }));
    let right = Expression::Match(
        Box::new(variable("RESPONSE")),
        Box::new(Expression::Correct("RESPONSE".to_owned())),
    );
    item.response_processing = vec![Rule::Condition {
        branches: vec![
            (variable("HINT"), vec![set("FEEDBACK", constant(name("hint")))]),
            (
                right,
                vec![set("SCORE", variable("LEFT")), set("completionStatus", constant(name("completed")))],
            ),
        ],
        otherwise: vec![
            set("LEFT", Expression::Subtract(Box::new(variable("LEFT")), boxed(num(0.5)))),
            set("completionStatus", constant(name("incomplete"))),
        ],
    }];
    item
}

#[test]
fn an_adaptive_item_goes_on_where_it_was() {
    let item = adaptive();
    let prepared = Prepared::new(&item, 1, &[]).unwrap();
    let after = |answers: &[(&str, Value)], before: Option<&Outcomes>| {
        let answers = given(answers);
        let number = before.map_or(0, |before| before.attempts) + 1;
        let attempt = Attempt { responses: &answers, number, seconds: 0.0, before };
        prepared.answered(&attempt).unwrap()
    };
    let first = after(&[("RESPONSE", name("A"))], None);
    assert_eq!((first.score(), first.completed(), first.attempts), (Some(0.0), false, 1));
    let hint = after(&[("RESPONSE", name("A")), ("HINT", truth(true))], Some(&first));
    assert_eq!(hint.values["FEEDBACK"], name("hint"));
    let last = after(&[("RESPONSE", name("B"))], Some(&hint));
    assert_eq!((last.score(), last.completed(), last.attempts), (Some(0.5), true, 3));
    // An item that is not adaptive begins anew with each attempt.
    let mut plain = adaptive();
    plain.adaptive = false;
    let prepared = Prepared::new(&plain, 1, &[]).unwrap();
    let answers = given(&[("RESPONSE", name("B"))]);
    let attempt = Attempt { responses: &answers, number: 2, seconds: 0.0, before: Some(&first) };
    assert_eq!(prepared.answered(&attempt).unwrap().score(), Some(1.0));
}

#[test]
fn solutions_and_right_answers() {
    let item = choice(Cardinality::Multiple, names("A C"), 0);
    let prepared = Prepared::new(&item, 1, &[]).unwrap();
    assert_eq!(prepared.solution(), given(&[("RESPONSE", names("A C"))]));
    assert_eq!(prepared.correctly(&given(&[("RESPONSE", names("C A"))])), Some(true));
    assert_eq!(prepared.correctly(&given(&[("RESPONSE", names("C"))])), Some(false));
    assert_eq!(prepared.correctly(&given(&[])), Some(false));
    let mut unkeyed = mapped(&[("B", 2.0), ("C", -1.0)], None, None, 0);
    declared(&mut unkeyed).0.correct = None;
    let prepared = Prepared::new(&unkeyed, 1, &[]).unwrap();
    assert_eq!(prepared.solution(), given(&[("RESPONSE", names("B"))]));
    assert_eq!(prepared.correctly(&given(&[("RESPONSE", names("B"))])), None);
}

#[test]
fn a_hostile_answer_is_no_crash() {
    let item = mapped(&[("A", 1.0)], None, None, 0);
    let prepared = Prepared::new(&item, 1, &[]).unwrap();
    let many = Value::Multiple(vec![Scalar::Identifier("X".to_owned()); 500_000]);
    for answer in
        [many, text("A"), int(3), Value::Record([].into()), Value::Multiple(vec![Scalar::Point(0.0, 0.0)])]
    {
        let answers = given(&[("RESPONSE", answer)]);
        let outcomes = prepared.answered(&Attempt::first(&answers));
        assert!(outcomes.is_err() || outcomes.unwrap().score() <= Some(1.0));
    }
}
