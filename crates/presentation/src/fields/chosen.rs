//! Names out of a list.

use domain::item::{InteractionKind, Scalar, Value};

use super::{Asked, FieldProblem, Sent, Why};
use crate::names;

pub(super) fn read(asked: &Asked, sent: &mut Sent) -> Result<Value, FieldProblem> {
    use InteractionKind as K;
    let (known, max): (Vec<&str>, u32) = match &asked.interaction.kind {
        K::Choice { choices, max, .. } => (choices.iter().map(|one| one.identifier.as_str()).collect(), *max),
        K::InlineChoice { choices, .. } => (choices.iter().map(|one| one.identifier.as_str()).collect(), 1),
        K::Hottext { passage, max, .. } => {
            (names::hottexts(passage).into_iter().map(|one| one.identifier.as_str()).collect(), *max)
        }
        K::Hotspot { choices, max, .. } => {
            (choices.iter().map(|one| one.identifier.as_str()).collect(), *max)
        }
        _ => (Vec::new(), 0),
    };
    let field = asked.field();
    let values = sent.all(&field);
    let mut scalars: Vec<Scalar> = Vec::with_capacity(values.len().min(known.len()));
    for value in values {
        if !known.contains(&value) {
            return Err(FieldProblem::impossible(&field, value));
        }
        let scalar = asked.named(&field, value)?;
        if scalars.contains(&scalar) {
            return Err(FieldProblem::new(&field, Why::Twice(value.to_owned())));
        }
        scalars.push(scalar);
    }
    asked.container(scalars, max)
}

/// The button that ends an attempt: pressed or not.
pub(super) fn read_end(asked: &Asked, sent: &mut Sent) -> Result<Value, FieldProblem> {
    let field = asked.field();
    match sent.one(&field)? {
        None => Ok(Value::Null),
        Some("true") => asked.container(vec![Scalar::Boolean(true)], 1),
        Some(other) => Err(FieldProblem::impossible(&field, other)),
    }
}
