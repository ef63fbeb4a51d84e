//! What is drawn by chance.

use domain::item::{Expression, Scalar, Value};
use measurement::random::Generator;

use super::number::{float, single, wrong};
use super::{Machine, Problem, Scope};

pub(super) fn value(
    machine: &mut Machine,
    scope: &dyn Scope,
    expression: &Expression,
) -> Result<Value, Problem> {
    match expression {
        Expression::RandomInteger { min, max, step } => {
            let min = machine.attribute(scope, "random-integer", min)?;
            let max = machine.attribute(scope, "random-integer", max)?;
            let step = machine.attribute(scope, "random-integer", step)?;
            let (Some(min), Some(max), Some(step)) = (min, max, step) else { return Ok(Value::Null) };
            let refused =
                |what, found: String| Problem::OutOfRange { operator: "random-integer", what, found };
            if step < 1 {
                return Err(refused("the step", step.to_string()));
            }
            if min > max {
                return Err(refused("the range", format!("{min} to {max}")));
            }
            let places = max.abs_diff(min) / step.unsigned_abs();
            let place = below(&mut machine.generator, places.saturating_add(1));
            Ok(Value::Single(Scalar::Integer(min.wrapping_add_unsigned(place * step.unsigned_abs()))))
        }
        Expression::RandomFloat { min, max } => {
            let (min, max) = (machine.value(scope, min)?, machine.value(scope, max)?);
            let (Some(min), Some(max)) = (single("random-float", &min)?, single("random-float", &max)?)
            else {
                return Ok(Value::Null);
            };
            let (min, max) = (min.float(), max.float());
            if min > max || !(max - min).is_finite() {
                return Err(Problem::OutOfRange {
                    operator: "random-float",
                    what: "the range",
                    found: format!("{min} to {max}"),
                });
            }
            Ok(float((min + machine.generator.uniform() * (max - min)).clamp(min, max)))
        }
        Expression::Random(of) => match machine.value(scope, of)? {
            Value::Null => Ok(Value::Null),
            Value::Multiple(mut all) | Value::Ordered(mut all) => {
                let place = below(&mut machine.generator, all.len() as u64);
                Ok(Value::Single(all.swap_remove(usize::try_from(place).unwrap_or(0))))
            }
            other => Err(wrong("random", "a multiple or ordered container", &other)),
        },
        _ => Err(Problem::NotHere("an expression")),
    }
}

/// A whole number below `end`, the same on machines of any width.
pub(crate) fn below(generator: &mut Generator, end: u64) -> u64 {
    let wide = u128::from(generator.bits()) * u128::from(end);
    u64::try_from(wide >> 64).unwrap_or(0)
}
