//! Numbers of QTI: whole ones stay whole until they meet one that is not.

use std::cmp::Ordering;

use domain::item::{Scalar, Value};

use super::Problem;

/// A whole number or a float.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Number {
    Integer(i64),
    Float(f64),
}

impl Number {
    /// The number in a scalar; a duration counts as its seconds.
    pub(crate) fn of(scalar: &Scalar) -> Option<Self> {
        match scalar {
            Scalar::Integer(number) => Some(Self::Integer(*number)),
            Scalar::Float(number) | Scalar::Duration(number) => Some(Self::Float(*number)),
            _ => None,
        }
    }

    #[expect(clippy::cast_precision_loss, reason = "QTI promotes to a float, whatever the size")]
    pub(crate) fn float(self) -> f64 {
        match self {
            Self::Integer(number) => number as f64,
            Self::Float(number) => number,
        }
    }

    /// The number, if it is whole and within the range of an `i64`.
    #[expect(clippy::cast_possible_truncation, reason = "whole and within range, both looked at before")]
    pub(crate) fn whole(self) -> Option<i64> {
        match self {
            Self::Integer(number) => Some(number),
            // 2^63 itself is no `i64`, and -2^63 is.
            Self::Float(number) => (number.trunc().total_cmp(&number) == Ordering::Equal
                && (-9_223_372_036_854_775_808.0..9_223_372_036_854_775_808.0).contains(&number))
            .then_some(number as i64),
        }
    }

    /// How two numbers compare: whole ones exactly.
    pub(crate) fn compare(self, other: Self) -> Ordering {
        match (self, other) {
            (Self::Integer(one), Self::Integer(two)) => one.cmp(&two),
            (one, two) => one.float().partial_cmp(&two.float()).unwrap_or(Ordering::Equal),
        }
    }

    pub(crate) fn value(self) -> Value {
        match self {
            Self::Integer(number) => Value::Single(Scalar::Integer(number)),
            Self::Float(number) => float(number),
        }
    }
}

/// A float as a value; what is no number is nothing.
pub(super) fn float(number: f64) -> Value {
    if number.is_nan() { Value::Null } else { Value::float(number) }
}

/// A float that has to be finite: "outside the value set defined by float" is nothing.
pub(super) fn finite(number: f64) -> Value {
    if number.is_finite() { Value::float(number) } else { Value::Null }
}

/// A whole number as a value; one out of range is nothing.
pub(super) fn integer(number: Option<i64>) -> Value {
    number.map_or(Value::Null, |number| Value::Single(Scalar::Integer(number)))
}

/// A float brought to a whole number by `how`; one without end stays, one out of range is nothing.
pub(super) fn integral(number: Number, how: impl Fn(f64) -> f64) -> Value {
    match number {
        Number::Integer(_) => number.value(),
        Number::Float(number) if number.is_infinite() => float(number),
        Number::Float(number) => integer(Number::Float(how(number) + 0.0).whole()),
    }
}

/// The one number that an operand is; `None` for nothing.
pub(super) fn single(operator: &'static str, value: &Value) -> Result<Option<Number>, Problem> {
    let number = match value {
        Value::Null => return Ok(None),
        Value::Single(scalar) => Number::of(scalar),
        _ => None,
    };
    number.map(Some).ok_or_else(|| wrong(operator, "one number", value))
}

/// The one whole number that an operand is; `None` for nothing.
pub(super) fn single_integer(operator: &'static str, value: &Value) -> Result<Option<i64>, Problem> {
    match single(operator, value)? {
        None => Ok(None),
        Some(number) => number.whole().map(Some).ok_or_else(|| wrong(operator, "one whole number", value)),
    }
}

/// The numbers of operands, single or in containers; `None` where one is nothing.
pub(super) fn all(operator: &'static str, values: &[Value]) -> Result<Option<Vec<Number>>, Problem> {
    let mut numbers = Vec::with_capacity(values.len());
    for value in values {
        if value.is_null() {
            return Ok(None);
        }
        if matches!(value, Value::Record(_)) {
            return Err(wrong(operator, "numbers", value));
        }
        for scalar in value.scalars() {
            numbers.push(Number::of(scalar).ok_or_else(|| wrong(operator, "numbers", value))?);
        }
    }
    Ok(Some(numbers))
}

/// The refusal of an operand.
pub(super) fn wrong(operator: &'static str, wanted: &'static str, value: &Value) -> Problem {
    Problem::WrongType { operator, wanted, found: super::fitting::described(value) }
}

/// All folded into one: by `whole` while all are whole, else by `floats`.
pub(super) fn fold(
    numbers: &[Number],
    whole: impl Fn(i64, i64) -> Option<i64>,
    floats: impl Fn(f64, f64) -> f64,
) -> Value {
    let Some((first, rest)) = numbers.split_first() else { return Value::Null };
    if numbers.iter().all(|number| matches!(number, Number::Integer(_))) {
        let mut total = first.whole();
        for number in rest {
            total = total.zip(number.whole()).and_then(|(one, two)| whole(one, two));
        }
        return integer(total);
    }
    float(rest.iter().fold(first.float(), |total, number| floats(total, number.float())))
}
