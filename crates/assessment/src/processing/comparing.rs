//! One value against another.

use std::cmp::Ordering;

use domain::item::{Bounds, Comparison, Expression, Scalar, Tolerance, Value};

use super::fitting::described;
use super::logic::boolean;
use super::number::{Number, single, wrong};
use super::{Machine, Pattern, Problem, Scope, rounding};

pub(super) fn value(
    machine: &mut Machine,
    scope: &dyn Scope,
    expression: &Expression,
) -> Result<Value, Problem> {
    match expression {
        Expression::Match(left, right) => {
            let Some((left, right)) = machine.both(scope, left, right)? else { return Ok(Value::Null) };
            machine.spend(left.scalars().len().saturating_mul(right.scalars().len()))?;
            matches(&left, &right).map(|same| boolean(Some(same)))
        }
        Expression::StringMatch { left, right, case_sensitive, substring } => {
            texts(machine, scope, "string-match", (left, right), *case_sensitive, |left, right| {
                if *substring { left.contains(right) } else { left == right }
            })
        }
        Expression::Substring { part, whole, case_sensitive } => {
            texts(machine, scope, "substring", (part, whole), *case_sensitive, |part, whole| {
                whole.contains(part)
            })
        }
        Expression::PatternMatch(pattern, of) => {
            let value = machine.value(scope, of)?;
            let Some(text) = text("pattern-match", &value)? else { return Ok(Value::Null) };
            let pattern = Pattern::new(pattern)?;
            machine.spend(pattern.work(text) / 64)?;
            Ok(boolean(Some(pattern.matches(text)?)))
        }
        Expression::Equal { left, right, tolerance } => {
            let Some((left, right)) = numbers(machine, scope, "equal", left, right)? else {
                return Ok(Value::Null);
            };
            match tolerance {
                Tolerance::Exact => Ok(boolean(Some(left.compare(right) == Ordering::Equal))),
                Tolerance::Absolute(bounds) => within(machine, scope, bounds, 1.0, (left, right)),
                Tolerance::Relative(bounds) => {
                    within(machine, scope, bounds, left.float().abs() / 100.0, (left, right))
                }
            }
        }
        Expression::EqualRounded { left, right, rounding, figures } => {
            let figures = machine.attribute(scope, "equal-rounded", figures)?;
            let pair = numbers(machine, scope, "equal-rounded", left, right)?;
            let (Some(figures), Some((left, right))) = (figures, pair) else { return Ok(Value::Null) };
            let figures = rounding::figures("equal-rounded", *rounding, figures)?;
            let [left, right] = [left, right].map(|one| rounding::rounded(one.float(), *rounding, figures));
            Ok(boolean(Some(left.partial_cmp(&right) == Some(Ordering::Equal))))
        }
        Expression::Compare(how, left, right) => {
            let Some((left, right)) = numbers(machine, scope, "a comparison", left, right)? else {
                return Ok(Value::Null);
            };
            let order = left.compare(right);
            Ok(boolean(Some(match how {
                Comparison::Less | Comparison::DurationLess => order.is_lt(),
                Comparison::Greater => order.is_gt(),
                Comparison::LessOrEqual => order.is_le(),
                Comparison::GreaterOrEqual | Comparison::DurationGreaterOrEqual => order.is_ge(),
            })))
        }
        _ => Err(Problem::NotHere("an expression")),
    }
}

/// Whether two scalars are the same answer. Numbers compare as numbers, names and texts as texts, and a pair is
/// the same in either order; scalars of other types are refused.
pub(super) fn same(operator: &'static str, one: &Scalar, two: &Scalar) -> Result<bool, Problem> {
    if let (Some(one), Some(two)) = (Number::of(one), Number::of(two)) {
        return Ok(one.compare(two) == Ordering::Equal);
    }
    if let (Some(one), Some(two)) = (word(one), word(two)) {
        return Ok(one == two);
    }
    // What is typed into a response of type `intOrIdentifier` is either.
    if matches!(
        (one, two),
        (Scalar::Integer(_), Scalar::Identifier(_)) | (Scalar::Identifier(_), Scalar::Integer(_))
    ) {
        return Ok(false);
    }
    if one.base_type() != two.base_type() {
        return Err(Problem::WrongType {
            operator,
            wanted: "values of one type",
            found: format!("{} and {}", one.base_type().word(), two.base_type().word()),
        });
    }
    Ok(one.same(two))
}

/// Whether two values are the same; nothing and values of other types never are.
pub(crate) fn same_value(left: &Value, right: &Value) -> bool {
    !left.is_null() && !right.is_null() && matches(left, right).unwrap_or(false)
}

/// Whether two values are the same: containers without order by how often each scalar is in them.
fn matches(left: &Value, right: &Value) -> Result<bool, Problem> {
    match (left, right) {
        (Value::Single(one), Value::Single(two)) => same("match", one, two),
        (Value::Ordered(left), Value::Ordered(right)) => {
            let mut all = left.len() == right.len();
            for (one, two) in left.iter().zip(right) {
                all &= same("match", one, two)?;
            }
            Ok(all)
        }
        (Value::Multiple(left), Value::Multiple(right)) => {
            let mut open: Vec<&Scalar> = right.iter().collect();
            for one in left {
                let mut found = None;
                for (place, two) in open.iter().enumerate() {
                    if same("match", one, two)? && found.is_none() {
                        found = Some(place);
                    }
                }
                match found {
                    Some(place) => open.swap_remove(place),
                    None => return Ok(false),
                };
            }
            Ok(open.is_empty())
        }
        (Value::Record(left), Value::Record(right)) => Ok(left == right),
        (left, right) => Err(Problem::WrongType {
            operator: "match",
            wanted: "values of one cardinality",
            found: format!("{} and {}", described(left), described(right)),
        }),
    }
}

/// Whether the second number lies as far around the first as the bounds, in units of `unit`, say.
fn within(
    machine: &mut Machine,
    scope: &dyn Scope,
    bounds: &Bounds,
    unit: f64,
    (center, number): (Number, Number),
) -> Result<Value, Problem> {
    let mut side = |of| {
        let value = machine.value(scope, of)?;
        let Some(far) = single("equal", &value)? else { return Ok(None) };
        if far.float() < 0.0 {
            return Err(Problem::OutOfRange {
                operator: "equal",
                what: "a tolerance",
                found: far.float().to_string(),
            });
        }
        Ok(Some(far.float() * unit))
    };
    let (Some(below), Some(above)) = (side(&bounds.below)?, side(&bounds.above)?) else {
        return Ok(Value::Null);
    };
    let (center, number) = (center.float(), number.float());
    let (low, high) = (center - below, center + above);
    let enough = if bounds.include_lower { number >= low } else { number > low };
    let little = if bounds.include_upper { number <= high } else { number < high };
    Ok(boolean(Some(enough && little)))
}

fn numbers(
    machine: &mut Machine,
    scope: &dyn Scope,
    operator: &'static str,
    left: &Expression,
    right: &Expression,
) -> Result<Option<(Number, Number)>, Problem> {
    let (left, right) = (machine.value(scope, left)?, machine.value(scope, right)?);
    Ok(single(operator, &left)?.zip(single(operator, &right)?))
}

fn texts(
    machine: &mut Machine,
    scope: &dyn Scope,
    operator: &'static str,
    (left, right): (&Expression, &Expression),
    case_sensitive: bool,
    compare: impl Fn(&str, &str) -> bool,
) -> Result<Value, Problem> {
    let Some((left, right)) = machine.both(scope, left, right)? else { return Ok(Value::Null) };
    let (Some(left), Some(right)) = (text(operator, &left)?, text(operator, &right)?) else {
        return Ok(Value::Null);
    };
    machine.spend((left.len() + right.len()) / 64)?;
    Ok(boolean(Some(if case_sensitive {
        compare(left, right)
    } else {
        compare(&left.to_lowercase(), &right.to_lowercase())
    })))
}

fn text<'a>(operator: &'static str, value: &'a Value) -> Result<Option<&'a str>, Problem> {
    match value {
        Value::Null => Ok(None),
        Value::Single(scalar) => word(scalar).map(Some).ok_or_else(|| wrong(operator, "one text", value)),
        other => Err(wrong(operator, "one text", other)),
    }
}

/// The text of a scalar that is one.
fn word(scalar: &Scalar) -> Option<&str> {
    match scalar {
        Scalar::String(text) | Scalar::Identifier(text) | Scalar::Uri(text) => Some(text),
        _ => None,
    }
}
