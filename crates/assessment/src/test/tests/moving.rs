use domain::item::{Expression, Item, Rule, Value};
use domain::test_plan::{TestChild, TestPlan};
use proptest::prelude::*;

use super::{answered, at_least, branch, child, choice, items, part, plan, section, sequence};
use crate::processing::testing::{constant, name, truth};
use crate::test::{Place, Taken};

/// The items that a learner sees who answers those named rightly and the others wrongly.
#[track_caller]
fn walk(plan: &TestPlan, item: &Item, rightly: &str) -> String {
    let sequence = sequence(plan, item);
    let mut taken: Vec<Option<Taken>> = vec![None; sequence.steps.len()];
    let mut place = sequence.begin(&taken).unwrap();
    let mut seen = Vec::new();
    while let Some(here) = place.step {
        let name_here = &sequence.steps[here].reference.identifier;
        seen.push(name_here.clone());
        let right = rightly.split(' ').any(|one| one == name_here);
        taken[here] = Some(answered(item, name(if right { "B" } else { "A" })));
        let next = sequence.advance(&place, &taken).unwrap();
        assert!(next.step.is_none_or(|next| next > here), "always forward");
        place = next;
    }
    assert!(place.ended());
    seen.join(" ")
}

fn always() -> Expression {
    constant(truth(true))
}

#[test]
fn branches_lead_on_by_what_was_scored() {
    let item = choice();
    let mut one = items("one", "A B C");
    child(&mut one, "A").branches = vec![branch("C", at_least("A", 1.0)), branch("two", always())];
    let plan = plan(vec![part("part", vec![one, items("two", "D")])]);
    assert_eq!(walk(&plan, &item, "A"), "A C D");
    assert_eq!(walk(&plan, &item, ""), "A D");
}

#[test]
fn exits_leave_what_they_name() {
    let item = choice();
    let with = |target: &str| {
        let mut inner = items("inner", "A B");
        child(&mut inner, "A").branches = vec![branch(target, at_least("A", 1.0))];
        let outer = section("outer", vec![TestChild::Section(inner), TestChild::Item(super::reference("C"))]);
        plan(vec![part("first", vec![outer, items("next", "D")]), part("second", vec![items("last", "E")])])
    };
    for (target, expected) in
        [("EXIT_SECTION", "A C D E"), ("EXIT_TESTPART", "A E"), ("EXIT_TEST", "A"), ("second", "A E")]
    {
        assert_eq!(walk(&with(target), &item, "A"), expected, "{target}");
        assert_eq!(walk(&with(target), &item, ""), "A B C D E", "{target}");
    }
}

#[test]
fn a_branch_that_leads_back_or_nowhere_goes_on() {
    let item = choice();
    for target in ["A", "B", "one", "nowhere"] {
        let mut one = items("one", "A B C");
        child(&mut one, "B").branches = vec![branch(target, always())];
        assert_eq!(walk(&plan(vec![part("part", vec![one])]), &item, ""), "A B C", "{target}");
    }
}

#[test]
fn sections_and_parts_have_branches_too() {
    let item = choice();
    let mut one = items("one", "A B");
    one.branches = vec![branch("three", at_least("B", 1.0))];
    let mut first = part("first", vec![one, items("two", "C"), items("three", "D")]);
    first.branches = vec![branch("third", at_least("D", 1.0))];
    let plan =
        plan(vec![first, part("second", vec![items("four", "E")]), part("third", vec![items("five", "F")])]);
    assert_eq!(walk(&plan, &item, ""), "A B C D E F");
    assert_eq!(walk(&plan, &item, "B"), "A B D E F");
    assert_eq!(walk(&plan, &item, "B D"), "A B D F");
}

#[test]
fn what_does_not_meet_its_preconditions_is_passed_over() {
    let item = choice();
    let mut one = items("one", "A B");
    child(&mut one, "B").preconditions = vec![at_least("A", 1.0)];
    one.branches = vec![branch("three", at_least("A", 1.0))];
    let mut two = items("two", "C D");
    two.preconditions = vec![constant(Value::Null)];
    let mut last = part("last", vec![items("four", "F")]);
    last.preconditions = vec![always(), at_least("E", 1.0)];
    let plan = plan(vec![part("first", vec![one, two, items("three", "E")]), last]);
    assert_eq!(walk(&plan, &item, ""), "A E");
    assert_eq!(walk(&plan, &item, "A E"), "A B E F");
}

#[test]
fn what_is_around_a_section_that_is_passed_over_is_left_by_its_branches() {
    let item = choice();
    let mut inner = items("inner", "B");
    inner.preconditions = vec![constant(truth(false))];
    inner.branches = vec![branch("EXIT_TEST", always())];
    let mut outer = section("outer", vec![TestChild::Item(super::reference("A")), TestChild::Section(inner)]);
    outer.branches = vec![branch("D", always())];
    let plan = plan(vec![part("first", vec![outer, items("next", "C D")])]);
    assert_eq!(walk(&plan, &item, ""), "A D");
}

#[test]
fn in_a_free_part_learners_go_where_they_like() {
    let item = choice();
    let mut free = part("free", vec![items("one", "A B C")]);
    free.free_navigation = true;
    let mut plan = plan(vec![free, part("next", vec![items("two", "D E")])]);
    let TestChild::Item(b) = &mut plan.parts[0].sections[0].children[1] else { unreachable!() };
    b.preconditions = vec![constant(truth(false))];
    let sequence = sequence(&plan, &item);
    let none = vec![None; 5];
    let begun = sequence.begin(&none).unwrap();
    assert_eq!(sequence.reachable(&begun), [0, 1, 2]);
    let last = sequence.go(&begun, 2).unwrap();
    assert_eq!(last, Place { step: Some(2), shown: vec![0, 2] });
    let back = sequence.go(&last, 1).unwrap();
    assert_eq!(sequence.go(&back, 3), None);
    assert_eq!(sequence.advance(&back, &none).unwrap().step, Some(2));
    let left = sequence.leave_part(&back, &none).unwrap();
    assert_eq!(left, Place { step: Some(3), shown: vec![0, 2, 1, 3] });
    assert_eq!(sequence.reachable(&left), [3]);
    assert_eq!(sequence.go(&left, 4), None);
    let over = sequence.leave_part(&left, &none).unwrap();
    assert!(over.ended() && sequence.reachable(&over).is_empty());
    assert!(sequence.advance(&over, &none).unwrap().ended());
    assert!(sequence.advance(&Place { step: Some(99), shown: vec![] }, &none).unwrap().ended());
}

#[test]
fn a_rule_may_end_the_test() {
    let item = choice();
    let mut plan = plan(vec![part("part", vec![items("one", "A B C")])]);
    plan.outcome_processing =
        vec![Rule::Condition { branches: vec![(at_least("B", 1.0), vec![Rule::Exit])], otherwise: vec![] }];
    assert_eq!(walk(&plan, &item, "B"), "A B");
    assert_eq!(walk(&plan, &item, "A"), "A B C");
}

#[test]
fn a_mistake_is_said_with_its_place() {
    let item = choice();
    let mut one = items("one", "A B");
    child(&mut one, "A").branches = vec![branch("B", at_least("Z", 1.0))];
    let plan = plan(vec![part("part", vec![one])]);
    let sequence = sequence(&plan, &item);
    let place = sequence.begin(&[None, None]).unwrap();
    let error = sequence.advance(&place, &[None, None]).unwrap_err();
    assert!(
        error.to_string().starts_with("branch rule of \"test: A\": \"Z.SCORE\" is not declared"),
        "{error}"
    );
}

proptest! {
    #[test]
    fn every_test_ends(jumps in proptest::collection::vec((0_usize..6, 0_usize..9), 0..8)) {
        let item = choice();
        let targets = ["A", "B", "C", "D", "one", "two", "EXIT_SECTION", "EXIT_TESTPART", "nowhere"];
        let mut sections = [items("one", "A B C"), items("two", "D E F")];
        for (from, to) in jumps {
            let name = ["A", "B", "C", "D", "E", "F"][from];
            child(&mut sections[from / 3], name).branches.push(branch(targets[to], always()));
        }
        let plan = plan(vec![part("part", sections.to_vec())]);
        prop_assert!(walk(&plan, &item, "").starts_with('A'));
    }
}
