//! Functions of numbers. `libm` rather than the system's library: the same bits on every machine.

use std::f64::consts::{E, PI};

use domain::item::Value;

use super::Problem;
use super::number::{Number, float, integer, integral, single};

/// The constant that QTI calls `name`.
pub(super) fn constant(name: &str) -> Result<Value, Problem> {
    match name {
        "pi" => Ok(Value::float(PI)),
        "e" => Ok(Value::float(E)),
        other => Err(Problem::UnknownFunction { name: other.to_owned(), operands: 0 }),
    }
}

/// The function that QTI calls `name`; nothing where an operand is nothing or outside of its domain.
pub(super) fn value(name: &str, of: &[Value]) -> Result<Value, Problem> {
    let unknown = || Problem::UnknownFunction { name: name.to_owned(), operands: of.len() };
    match of {
        [of] => {
            let which = one(name).ok_or_else(unknown)?;
            let Some(number) = single("math-operator", of)? else { return Ok(Value::Null) };
            Ok(match which {
                Function::Float(function) => float(function(number.float())),
                Function::Whole(function) => integral(number, function),
                Function::Abs => match number {
                    Number::Integer(number) => integer(number.checked_abs()),
                    Number::Float(number) => float(number.abs()),
                },
                Function::Signum => integer(Some(match number.compare(Number::Integer(0)) {
                    std::cmp::Ordering::Less => -1,
                    std::cmp::Ordering::Equal => 0,
                    std::cmp::Ordering::Greater => 1,
                })),
            })
        }
        [y, x] if name == "atan2" => {
            let (Some(y), Some(x)) = (single("math-operator", y)?, single("math-operator", x)?) else {
                return Ok(Value::Null);
            };
            Ok(float(libm::atan2(y.float(), x.float())))
        }
        _ => Err(unknown()),
    }
}

enum Function {
    /// Not a number where there is no value.
    Float(fn(f64) -> f64),
    Whole(fn(f64) -> f64),
    Abs,
    Signum,
}

fn one(name: &str) -> Option<Function> {
    Some(match name {
        "floor" => Function::Whole(f64::floor),
        "ceil" => Function::Whole(f64::ceil),
        "abs" => Function::Abs,
        "signum" => Function::Signum,
        name => Function::Float(match name {
            "sin" => libm::sin,
            "cos" => libm::cos,
            "tan" => libm::tan,
            "sec" => |x| reciprocal(libm::cos(x)),
            "csc" => |x| reciprocal(libm::sin(x)),
            "cot" => |x| reciprocal(libm::tan(x)),
            "asin" => libm::asin,
            "acos" => libm::acos,
            "atan" => libm::atan,
            "asec" => |x| if x.abs() < 1.0 { f64::NAN } else { libm::acos(1.0 / x) },
            "acsc" => |x| if x.abs() < 1.0 { f64::NAN } else { libm::asin(1.0 / x) },
            "acot" => |x| if x == 0.0 { PI / 2.0 } else { libm::atan(1.0 / x) },
            "sinh" => libm::sinh,
            "cosh" => libm::cosh,
            "tanh" => libm::tanh,
            "sech" => |x| reciprocal(libm::cosh(x)),
            "csch" => |x| reciprocal(libm::sinh(x)),
            "coth" => |x| reciprocal(libm::tanh(x)),
            "log" => |x| if x > 0.0 { libm::log10(x) } else { f64::NAN },
            "ln" => |x| if x > 0.0 { libm::log(x) } else { f64::NAN },
            "exp" => libm::exp,
            "toDegrees" => |x| x * (180.0 / PI),
            "toRadians" => |x| x * (PI / 180.0),
            _ => return None,
        }),
    })
}

/// One by `x`, and not a number where `x` is 0.
fn reciprocal(x: f64) -> f64 {
    if x == 0.0 { f64::NAN } else { 1.0 / x }
}
