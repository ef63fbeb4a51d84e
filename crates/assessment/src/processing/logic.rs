//! True, false and nothing: Kleene's three values, as QTI has them.

use domain::item::{Expression, Scalar, Value};

use super::number::wrong;
use super::{Machine, Problem, Scope};

/// The truth that a value is; `None` for nothing.
pub(super) fn truth(operator: &'static str, value: &Value) -> Result<Option<bool>, Problem> {
    match value {
        Value::Null => Ok(None),
        Value::Single(Scalar::Boolean(truth)) => Ok(Some(*truth)),
        other => Err(wrong(operator, "one boolean", other)),
    }
}

/// A truth as a value.
pub(super) fn boolean(truth: Option<bool>) -> Value {
    truth.map_or(Value::Null, |truth| Value::Single(Scalar::Boolean(truth)))
}

pub(super) fn value(
    machine: &mut Machine,
    scope: &dyn Scope,
    expression: &Expression,
) -> Result<Value, Problem> {
    match expression {
        Expression::And(of) => settled(machine, scope, "and", of, false),
        Expression::Or(of) => settled(machine, scope, "or", of, true),
        Expression::Unary(_, of) => {
            let value = machine.value(scope, of)?;
            Ok(boolean(truth("not", &value)?.map(|truth| !truth)))
        }
        Expression::AnyN { min, max, of } => {
            let bounds = (machine.attribute(scope, "any-n", min)?, machine.attribute(scope, "any-n", max)?);
            let (mut yes, mut open) = (0_i64, 0_i64);
            for one in of {
                let value = machine.value(scope, one)?;
                match truth("any-n", &value)? {
                    Some(true) => yes += 1,
                    Some(false) => {}
                    None => open += 1,
                }
            }
            let (Some(min), Some(max)) = bounds else { return Ok(Value::Null) };
            Ok(boolean(if yes > max || yes + open < min {
                Some(false)
            } else if yes >= min && yes + open <= max {
                Some(true)
            } else {
                None
            }))
        }
        _ => Err(Problem::NotHere("an expression")),
    }
}

/// Settled by the first operand that is `by`: false for `and`, true for `or`. What comes after is not evaluated.
fn settled(
    machine: &mut Machine,
    scope: &dyn Scope,
    operator: &'static str,
    of: &[Expression],
    by: bool,
) -> Result<Value, Problem> {
    let mut open = false;
    for one in of {
        let value = machine.value(scope, one)?;
        match truth(operator, &value)? {
            Some(truth) if truth == by => return Ok(boolean(Some(by))),
            Some(_) => {}
            None => open = true,
        }
    }
    Ok(boolean(if open { None } else { Some(!by) }))
}
