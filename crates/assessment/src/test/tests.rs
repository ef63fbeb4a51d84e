//! Plans by hand.

mod checking;
mod moving;
mod outcomes;
mod selecting;

use domain::item::{BaseType, Cardinality, Comparison, Expression, Item, Value};
use domain::test_plan::{
    Branch, ItemRef, Part, SessionControl, TestChild, TestPlan, TestSection, TimeLimits,
};

use super::{Sequence, Taken};
use crate::processing::testing::{boxed, name, num, outcome};
use crate::session::{Attempt, Prepared};

fn reference(identifier: &str) -> ItemRef {
    ItemRef {
        identifier: identifier.to_owned(),
        href: format!("{identifier}.xml"),
        categories: Vec::new(),
        weights: Vec::new(),
        required: false,
        fixed: false,
        time: TimeLimits::default(),
        preconditions: Vec::new(),
        branches: Vec::new(),
        control: SessionControl::default(),
        template_defaults: Vec::new(),
    }
}

fn section(identifier: &str, children: Vec<TestChild>) -> TestSection {
    TestSection {
        identifier: identifier.to_owned(),
        title: String::new(),
        visible: true,
        keep_together: true,
        required: false,
        fixed: false,
        time: TimeLimits::default(),
        preconditions: Vec::new(),
        branches: Vec::new(),
        control: SessionControl::default(),
        select: None,
        shuffle: false,
        stimuli: Vec::new(),
        rubrics: Vec::new(),
        children,
    }
}

/// A section of items, one a word.
fn items(identifier: &str, names: &str) -> TestSection {
    section(identifier, names.split_whitespace().map(|one| TestChild::Item(reference(one))).collect())
}

fn part(identifier: &str, sections: Vec<TestSection>) -> Part {
    Part {
        identifier: identifier.to_owned(),
        free_navigation: false,
        submit_together: false,
        time: TimeLimits::default(),
        preconditions: Vec::new(),
        branches: Vec::new(),
        control: SessionControl::default(),
        sections,
    }
}

fn plan(parts: Vec<Part>) -> TestPlan {
    TestPlan {
        identifier: "test".to_owned(),
        title: String::new(),
        time: TimeLimits::default(),
        outcomes: vec![outcome("TOTAL", BaseType::Float, None)],
        parts,
        outcome_processing: Vec::new(),
        feedback: Vec::new(),
    }
}

fn child<'a>(section: &'a mut TestSection, identifier: &str) -> &'a mut ItemRef {
    let found = section.children.iter_mut().find_map(|child| match child {
        TestChild::Item(item) if item.identifier == identifier => Some(item),
        _ => None,
    });
    found.unwrap()
}

fn branch(target: &str, when: Expression) -> Branch {
    Branch { target: target.to_owned(), when }
}

/// Whether a score of an item is at least this.
fn at_least(item: &str, score: f64) -> Expression {
    let variable = Expression::Variable { identifier: format!("{item}.SCORE"), weight: None };
    Expression::Compare(Comparison::GreaterOrEqual, Box::new(variable), boxed(num(score)))
}

/// A choice with the key B.
fn choice() -> Item {
    crate::session::tests::choice(Cardinality::Single, name("B"), 1)
}

fn answered(item: &Item, answer: Value) -> Taken {
    let prepared = Prepared::new(item, 1, &[]).unwrap();
    let answers = crate::session::tests::given(&[("RESPONSE", answer)]);
    let outcomes = prepared.answered(&Attempt::first(&answers)).unwrap();
    Taken::new(&prepared, &answers, &outcomes)
}

fn sequence<'a>(plan: &'a TestPlan, item: &'a Item) -> Sequence<'a> {
    Sequence::new(plan, 1, &|_| Some(item)).unwrap()
}

fn order(sequence: &Sequence<'_>) -> String {
    let names: Vec<&str> = sequence.steps.iter().map(|step| step.reference.identifier.as_str()).collect();
    names.join(" ")
}
