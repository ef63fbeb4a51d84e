//! Arithmetic.

use domain::item::{Expression, Unary, Value};

use super::number::{Number, all, finite, float, fold, integer, integral, single, single_integer};
use super::{Machine, Problem, Scope, mathematics, rounding};

pub(super) fn value(
    machine: &mut Machine,
    scope: &dyn Scope,
    expression: &Expression,
) -> Result<Value, Problem> {
    match expression {
        Expression::Sum(of) => folded(machine, scope, "sum", of, i64::checked_add, |one, two| one + two),
        Expression::Product(of) => {
            folded(machine, scope, "product", of, i64::checked_mul, |one, two| one * two)
        }
        Expression::Max(of) => numerical(machine, scope, of, |one, two| Some(one.max(two)), f64::max),
        Expression::Min(of) => numerical(machine, scope, of, |one, two| Some(one.min(two)), f64::min),
        Expression::Gcd(of) => whole(machine, scope, of, 0, |one, two| Some(gcd(one, two))),
        Expression::Lcm(of) => whole(machine, scope, of, 1, lcm),
        Expression::Subtract(one, two) => {
            let (one, two) = (machine.value(scope, one)?, machine.value(scope, two)?);
            let Some(pair) = single("subtract", &one)?.zip(single("subtract", &two)?) else {
                return Ok(Value::Null);
            };
            Ok(fold(&[pair.0, pair.1], i64::checked_sub, |one, two| one - two))
        }
        Expression::Divide(one, two) => floats(machine, scope, "divide", one, two, |one, two| {
            if two == 0.0 { Value::Null } else { finite(one / two) }
        }),
        Expression::Power(one, two) => {
            floats(machine, scope, "power", one, two, |one, two| finite(libm::pow(one, two)))
        }
        Expression::IntegerDivide(one, two) => {
            integers(machine, scope, "integer-divide", one, two, floor_divide)
        }
        Expression::IntegerModulus(one, two) => {
            integers(machine, scope, "integer-modulus", one, two, |one, two| {
                let left = if two == 0 { None } else { Some(one.wrapping_rem(two)) }?;
                Some(if left != 0 && (left < 0) != (two < 0) { left + two } else { left })
            })
        }
        Expression::RoundTo { rounding, figures, of } => {
            let figures = machine.attribute(scope, "round-to", figures)?;
            let value = machine.value(scope, of)?;
            let (Some(figures), Some(number)) = (figures, single("round-to", &value)?) else {
                return Ok(Value::Null);
            };
            let figures = rounding::figures("round-to", *rounding, figures)?;
            Ok(float(rounding::rounded(number.float(), *rounding, figures)))
        }
        Expression::Math(name, of) => {
            let values = machine.values(scope, of)?;
            mathematics::value(name, &values)
        }
        Expression::Constant(name) => mathematics::constant(name),
        Expression::Unary(how, of) => {
            let value = machine.value(scope, of)?;
            let Some(number) = single("a rounding", &value)? else { return Ok(Value::Null) };
            Ok(match how {
                Unary::Truncate => integral(number, f64::trunc),
                Unary::Round => integral(number, half_up),
                _ => float(number.float()),
            })
        }
        _ => Err(Problem::NotHere("an expression")),
    }
}

/// The whole number n for all of [n-0.5, n+0.5). Adding a half would round 0.49999999999999994 up.
fn half_up(number: f64) -> f64 {
    let floor = number.floor();
    if number - floor >= 0.5 { floor + 1.0 } else { floor }
}

fn folded(
    machine: &mut Machine,
    scope: &dyn Scope,
    operator: &'static str,
    of: &[Expression],
    whole: impl Fn(i64, i64) -> Option<i64>,
    floats: impl Fn(f64, f64) -> f64,
) -> Result<Value, Problem> {
    let values = machine.values(scope, of)?;
    let Some(numbers) = all(operator, &values)? else { return Ok(Value::Null) };
    machine.spend(numbers.len())?;
    Ok(fold(&numbers, whole, floats))
}

/// As [`folded`], and nothing where an operand is no number.
fn numerical(
    machine: &mut Machine,
    scope: &dyn Scope,
    of: &[Expression],
    whole: impl Fn(i64, i64) -> Option<i64>,
    floats: impl Fn(f64, f64) -> f64,
) -> Result<Value, Problem> {
    let values = machine.values(scope, of)?;
    let Ok(Some(numbers)) = all("max or min", &values) else { return Ok(Value::Null) };
    machine.spend(numbers.len())?;
    Ok(fold(&numbers, whole, floats))
}

/// Whole numbers folded from `start` on; nothing where an operand is none.
fn whole(
    machine: &mut Machine,
    scope: &dyn Scope,
    of: &[Expression],
    start: i64,
    how: impl Fn(i64, i64) -> Option<i64>,
) -> Result<Value, Problem> {
    let values = machine.values(scope, of)?;
    let Ok(Some(numbers)) = all("gcd or lcm", &values) else { return Ok(Value::Null) };
    machine.spend(numbers.len())?;
    let mut total = Some(start).filter(|_| !numbers.is_empty());
    for number in numbers {
        total = total
            .zip(number.whole().filter(|number| *number != i64::MIN))
            .and_then(|(one, two)| how(one, two));
    }
    Ok(integer(total))
}

/// Neither operand is the least `i64`, whose size is none.
fn gcd(one: i64, two: i64) -> i64 {
    let (mut one, mut two) = (one.abs(), two.abs());
    while two != 0 {
        (one, two) = (two, one % two);
    }
    one
}

fn lcm(one: i64, two: i64) -> Option<i64> {
    if one == 0 || two == 0 { Some(0) } else { (one / gcd(one, two)).checked_mul(two)?.checked_abs() }
}

fn floor_divide(one: i64, two: i64) -> Option<i64> {
    let quotient = one.checked_div(two)?;
    let down = one % two != 0 && (one < 0) != (two < 0);
    Some(if down { quotient - 1 } else { quotient })
}

fn floats(
    machine: &mut Machine,
    scope: &dyn Scope,
    operator: &'static str,
    one: &Expression,
    two: &Expression,
    how: impl Fn(f64, f64) -> Value,
) -> Result<Value, Problem> {
    let (one, two) = (machine.value(scope, one)?, machine.value(scope, two)?);
    let pair = single(operator, &one)?.zip(single(operator, &two)?);
    Ok(pair.map_or(Value::Null, |(one, two): (Number, Number)| how(one.float(), two.float())))
}

fn integers(
    machine: &mut Machine,
    scope: &dyn Scope,
    operator: &'static str,
    one: &Expression,
    two: &Expression,
    how: impl Fn(i64, i64) -> Option<i64>,
) -> Result<Value, Problem> {
    let (one, two) = (machine.value(scope, one)?, machine.value(scope, two)?);
    let pair = single_integer(operator, &one)?.zip(single_integer(operator, &two)?);
    Ok(integer(pair.and_then(|(one, two)| how(one, two))))
}
