//! Tables of cases: operands, and what comes of them. Values are those of the QTI 3.0 information model, or by hand.

mod comparing;
mod containers;
mod counting;
mod laws;
mod logic;
mod mapping;
mod rules;

use domain::item::{Expression, Value};

use super::testing::evaluate;

#[track_caller]
fn check(expression: &Expression, expected: &Value) {
    assert_eq!(evaluate(expression).as_ref(), Ok(expected), "{expression:?}");
}

#[track_caller]
fn refused(expression: &Expression, part: &str) {
    match evaluate(expression) {
        Ok(value) => panic!("{expression:?} came to {value:?}"),
        Err(problem) => assert!(problem.to_string().contains(part), "{problem} lacks {part:?}"),
    }
}
