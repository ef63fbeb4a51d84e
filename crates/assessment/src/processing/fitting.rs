//! Whether a value fits what a variable is declared as.

use domain::item::{BaseType, Cardinality, Scalar, Value};

use super::{Number, Problem};

/// The value as a variable of this declaration holds it: a whole number becomes a float where floats are held and
/// the other way round, one scalar becomes a container of one, an empty text becomes nothing.
pub fn fit(
    identifier: &str,
    cardinality: Cardinality,
    base: Option<BaseType>,
    value: Value,
) -> Result<Value, Problem> {
    let refusal = |value: &Value| Problem::DoesNotFit {
        identifier: identifier.to_owned(),
        wanted: format!("{} {}", cardinality.word(), base.map_or("", BaseType::word)).trim_end().to_owned(),
        found: described(value),
    };
    let value = emptied(value);
    match (cardinality, value) {
        (_, Value::Null) => Ok(Value::Null),
        (Cardinality::Record, record @ Value::Record(_)) => Ok(record),
        (Cardinality::Single, Value::Single(scalar)) => {
            cast(scalar, base).map(Value::Single).map_err(|scalar| refusal(&Value::Single(scalar)))
        }
        (Cardinality::Multiple, Value::Single(one)) => {
            cast_all(vec![one], base).map(Value::Multiple).map_err(|scalar| refusal(&Value::Single(scalar)))
        }
        (Cardinality::Ordered, Value::Single(one)) => {
            cast_all(vec![one], base).map(Value::Ordered).map_err(|scalar| refusal(&Value::Single(scalar)))
        }
        (Cardinality::Multiple, Value::Multiple(all)) => {
            cast_all(all, base).map(Value::Multiple).map_err(|scalar| refusal(&Value::Single(scalar)))
        }
        (Cardinality::Ordered, Value::Ordered(all)) => {
            cast_all(all, base).map(Value::Ordered).map_err(|scalar| refusal(&Value::Single(scalar)))
        }
        (_, other) => Err(refusal(&other)),
    }
}

/// Nothing where QTI sees nothing: an empty text or container.
pub(super) fn emptied(value: Value) -> Value {
    let empty = match &value {
        Value::Single(Scalar::String(text)) => text.is_empty(),
        Value::Multiple(all) | Value::Ordered(all) => all.is_empty(),
        Value::Record(fields) => fields.is_empty(),
        _ => false,
    };
    if empty { Value::Null } else { value }
}

fn cast_all(all: Vec<Scalar>, base: Option<BaseType>) -> Result<Vec<Scalar>, Scalar> {
    all.into_iter().map(|scalar| cast(scalar, base)).collect()
}

fn cast(scalar: Scalar, base: Option<BaseType>) -> Result<Scalar, Scalar> {
    let Some(base) = base else { return Ok(scalar) };
    if scalar.base_type() == base {
        return Ok(scalar);
    }
    match (base, scalar) {
        (BaseType::IntOrIdentifier, scalar @ (Scalar::Integer(_) | Scalar::Identifier(_))) => Ok(scalar),
        (BaseType::Float, Scalar::Integer(number)) => Ok(Scalar::Float(Number::Integer(number).float())),
        (BaseType::Float, Scalar::Duration(seconds)) => Ok(Scalar::Float(seconds)),
        (BaseType::Duration, scalar @ (Scalar::Integer(_) | Scalar::Float(_))) => {
            Number::of(&scalar).map(|number| Scalar::Duration(number.float())).ok_or(scalar)
        }
        (BaseType::Integer, Scalar::Float(number)) => {
            Number::Float(number).whole().map(Scalar::Integer).ok_or(Scalar::Float(number))
        }
        (BaseType::Identifier, Scalar::String(text)) if !text.is_empty() => Ok(Scalar::Identifier(text)),
        (BaseType::String, Scalar::Identifier(text) | Scalar::Uri(text)) => Ok(Scalar::String(text)),
        (BaseType::Uri, Scalar::String(text)) => Ok(Scalar::Uri(text)),
        (_, other) => Err(other),
    }
}

/// What a value is, for a message: never the value itself, which may be a learner's or a key's.
pub(super) fn described(value: &Value) -> String {
    let base = |all: &[Scalar]| all.first().map_or("", |scalar| scalar.base_type().word());
    match value {
        Value::Null => "nothing".to_owned(),
        Value::Single(scalar) => format!("a single {}", scalar.base_type().word()),
        Value::Multiple(all) => format!("a multiple container of {}", base(all)),
        Value::Ordered(all) => format!("an ordered container of {}", base(all)),
        Value::Record(_) => "a record".to_owned(),
    }
}
