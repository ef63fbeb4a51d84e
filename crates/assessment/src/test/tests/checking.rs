use domain::test_plan::{Selection, TestChild, TestPlan, TimeLimits};

use super::{branch, child, items, part, plan, section};
use crate::processing::testing::{constant, truth};
use crate::test::check;

#[track_caller]
fn problems(plan: &TestPlan, expected: &[&str]) {
    let found: Vec<String> = check(plan).iter().map(ToString::to_string).collect();
    assert_eq!(found.len(), expected.len(), "{found:?}");
    for (found, part) in found.iter().zip(expected) {
        assert!(found.contains(part), "{found} lacks {part}");
    }
}

fn two() -> TestPlan {
    plan(vec![
        part("first", vec![items("one", "A B"), items("two", "C")]),
        part("second", vec![items("three", "D")]),
    ])
}

#[test]
fn a_plan_in_order_has_no_problems() {
    let mut plan = two();
    let one = &mut plan.parts[0].sections[0];
    child(one, "A").branches = ["B", "two", "C", "second", "EXIT_TEST", "EXIT_SECTION", "EXIT_TESTPART"]
        .map(|target| branch(target, constant(truth(true))))
        .to_vec();
    one.branches = vec![branch("C", constant(truth(true)))];
    plan.parts[0].branches = vec![branch("second", constant(truth(true)))];
    problems(&plan, &[]);
}

#[test]
fn branches_only_go_forward_and_within_a_part() {
    for (target, expected) in [
        ("nowhere", "leads to \"nowhere\", which is not in the test"),
        ("A", "does not come later"),
        ("B", "does not come later"),
        ("one", "does not come later"),
        ("first", "does not come later"),
        ("D", "\"D\" in another part"),
        ("three", "\"three\" in another part"),
    ] {
        let mut plan = two();
        child(&mut plan.parts[0].sections[0], "B").branches = vec![branch(target, constant(truth(true)))];
        problems(&plan, &[expected]);
    }
    // A section does not lead into itself, nor a part into what is in another.
    let mut plan = two();
    plan.parts[0].sections[0].branches = vec![branch("B", constant(truth(true)))];
    plan.parts[0].branches = vec![branch("D", constant(truth(true)))];
    problems(
        &plan,
        &[
            "\"one\": a branch leads to \"B\", which does not come later",
            "\"first\": a branch leads to \"D\"",
        ],
    );
}

#[test]
fn what_may_come_twice_is_no_target() {
    let mut plan = two();
    plan.parts[0].sections[1].select = Some(Selection { count: 2, with_replacement: true });
    child(&mut plan.parts[0].sections[0], "A").branches = vec![branch("C", constant(truth(true)))];
    problems(&plan, &["\"C\", which may be taken several times"]);
}

#[test]
fn selections_fit_what_there_is() {
    let mut plan = two();
    plan.parts[0].sections[0].select = Some(Selection { count: 3, with_replacement: false });
    problems(&plan, &["3 of 2 are to be taken"]);
    plan.parts[0].sections[0].select = Some(Selection { count: 3, with_replacement: true });
    problems(&plan, &[]);
    plan.parts[0].sections[0].select = Some(Selection { count: 1, with_replacement: false });
    for name in ["A", "B"] {
        child(&mut plan.parts[0].sections[0], name).required = true;
    }
    problems(&plan, &["1 are to be taken but 2 are required"]);
    plan.parts[0].sections[0].select = Some(Selection { count: 1_000_000, with_replacement: true });
    problems(&plan, &["at most 5000 items"]);
}

#[test]
fn names_are_there_once_and_nothing_is_empty() {
    let mut plan = two();
    child(&mut plan.parts[1].sections[0], "D").identifier = "A".to_owned();
    plan.parts[1].sections[0].identifier = "first".to_owned();
    plan.parts[0].sections[1].children.clear();
    plan.parts.push(part("third", vec![]));
    problems(
        &plan,
        &[
            "\"two\": there is nothing",
            "\"A\": the name",
            "\"first\": the name",
            "\"third\": there is nothing",
        ],
    );
    problems(&super::plan(vec![]), &["\"test\": there is nothing"]);
}

#[test]
fn times_and_depth() {
    let mut plan = two();
    plan.time = TimeLimits { least: Some(60.0), most: Some(30.0), allow_late: false };
    problems(&plan, &["at least 60 seconds but at most 30"]);
    let mut deep = items("deep", "A");
    for number in 0..500 {
        deep = section(&format!("S{number}"), vec![TestChild::Section(deep)]);
    }
    problems(&super::plan(vec![part("part", vec![deep])]), &["in sections at most 20 deep"]);
}
