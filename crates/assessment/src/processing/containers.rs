//! Containers: what is in them, and what they come to.

use domain::item::{Cardinality, Expression, Scalar, Value};

use super::comparing::same;
use super::logic::boolean;
use super::number::{integer, wrong};
use super::{Machine, Problem, Scope, statistics};

pub(super) fn value(
    machine: &mut Machine,
    scope: &dyn Scope,
    expression: &Expression,
) -> Result<Value, Problem> {
    match expression {
        Expression::Multiple(of) => gathered(machine, scope, "multiple", Cardinality::Multiple, of),
        Expression::Ordered(of) => gathered(machine, scope, "ordered", Cardinality::Ordered, of),
        Expression::Repeat(times, of) => {
            let Some(times) = machine.attribute(scope, "repeat", times)? else { return Ok(Value::Null) };
            let mut all = Vec::new();
            for _ in 0..times.max(0) {
                // Drawn anew each time round: that is what repeat is for.
                if let Value::Ordered(more) = gathered(machine, scope, "repeat", Cardinality::Ordered, of)? {
                    all.extend(more);
                }
                machine.spend(1)?;
            }
            Ok(Value::container(Cardinality::Ordered, all))
        }
        Expression::Index(of, place) => {
            let place = machine.attribute(scope, "index", place)?;
            match machine.value(scope, of)? {
                Value::Null => Ok(Value::Null),
                Value::Ordered(mut all) => match place {
                    None => Ok(Value::Null),
                    Some(place) if place < 1 => Err(Problem::OutOfRange {
                        operator: "index",
                        what: "the place",
                        found: place.to_string(),
                    }),
                    Some(place) => Ok(usize::try_from(place - 1)
                        .ok()
                        .filter(|place| *place < all.len())
                        .map_or(Value::Null, |place| Value::Single(all.swap_remove(place)))),
                },
                other => Err(wrong("index", "an ordered container", &other)),
            }
        }
        Expression::Unary(_, of) => match machine.value(scope, of)? {
            Value::Null => Ok(integer(Some(0))),
            Value::Multiple(all) | Value::Ordered(all) => Ok(integer(i64::try_from(all.len()).ok())),
            other => Err(wrong("container-size", "a multiple or ordered container", &other)),
        },
        Expression::Member(one, of) => {
            let Some((one, of)) = machine.both(scope, one, of)? else { return Ok(Value::Null) };
            let one = scalar("member", &one)?;
            let mut found = false;
            for other in container("member", &of)? {
                machine.spend(1)?;
                found |= same("member", one, other)?;
            }
            Ok(boolean(Some(found)))
        }
        Expression::Delete(one, of) => {
            let Some((one, of)) = machine.both(scope, one, of)? else { return Ok(Value::Null) };
            let one = scalar("delete", &one)?;
            let mut left = Vec::new();
            for other in container("delete", &of)? {
                machine.spend(1)?;
                if !same("delete", one, other)? {
                    left.push(other.clone());
                }
            }
            let ordered = matches!(of, Value::Ordered(_));
            Ok(Value::container(if ordered { Cardinality::Ordered } else { Cardinality::Multiple }, left))
        }
        Expression::Contains(whole, part) => {
            let Some((whole, part)) = machine.both(scope, whole, part)? else { return Ok(Value::Null) };
            machine.spend(whole.scalars().len().saturating_mul(part.scalars().len()))?;
            contains(&whole, &part).map(|held| boolean(Some(held)))
        }
        Expression::Statistic(name, of) => {
            let value = machine.value(scope, of)?;
            machine.spend(value.scalars().len())?;
            statistics::value(name, &value)
        }
        _ => Err(Problem::NotHere("an expression")),
    }
}

fn gathered(
    machine: &mut Machine,
    scope: &dyn Scope,
    operator: &'static str,
    cardinality: Cardinality,
    of: &[Expression],
) -> Result<Value, Problem> {
    let mut all: Vec<Scalar> = Vec::new();
    for one in of {
        let value = machine.value(scope, one)?;
        let more = match (value, cardinality) {
            (Value::Null, _) => continue,
            (Value::Single(one), _) => vec![one],
            (Value::Multiple(more), Cardinality::Multiple) | (Value::Ordered(more), Cardinality::Ordered) => {
                more
            }
            (other, Cardinality::Multiple) => {
                return Err(wrong(operator, "single or multiple values", &other));
            }
            (other, _) => return Err(wrong(operator, "single or ordered values", &other)),
        };
        machine.spend(more.len())?;
        if let (Some(first), Some(next)) = (all.first(), more.first()) {
            // Whether they may be compared at all is whether they are of one type.
            same(operator, first, next)?;
        }
        all.extend(more);
    }
    Ok(Value::container(cardinality, all))
}

/// Whether one container is within another: in no order each scalar as often, in order without a gap.
fn contains(whole: &Value, part: &Value) -> Result<bool, Problem> {
    match (whole, part) {
        (Value::Multiple(whole), Value::Multiple(part)) => {
            let mut left: Vec<&Scalar> = whole.iter().collect();
            for one in part {
                let mut place = None;
                for (index, other) in left.iter().enumerate() {
                    if same("contains", one, other)? {
                        place = Some(index);
                        break;
                    }
                }
                match place {
                    Some(index) => left.swap_remove(index),
                    None => return Ok(false),
                };
            }
            Ok(true)
        }
        (Value::Ordered(whole), Value::Ordered(part)) => {
            for run in whole.windows(part.len()) {
                let mut all = true;
                for (one, other) in run.iter().zip(part) {
                    all = all && same("contains", one, other)?;
                }
                if all {
                    return Ok(true);
                }
            }
            Ok(false)
        }
        (Value::Multiple(_) | Value::Ordered(_), other) | (other, _) => {
            Err(wrong("contains", "two containers of one cardinality", other))
        }
    }
}

fn scalar<'a>(operator: &'static str, value: &'a Value) -> Result<&'a Scalar, Problem> {
    match value {
        Value::Single(scalar) => Ok(scalar),
        other => Err(wrong(operator, "first a single value", other)),
    }
}

fn container<'a>(operator: &'static str, value: &'a Value) -> Result<&'a [Scalar], Problem> {
    match value {
        Value::Multiple(all) | Value::Ordered(all) => Ok(all),
        other => Err(wrong(operator, "second a multiple or ordered container", other)),
    }
}
