//! Figures of a container.

use domain::item::Value;

use super::Problem;
use super::number::{Number, float, wrong};

/// The figure that QTI calls `name`; nothing where a scalar is no number, or of fewer than two for what spreads.
#[expect(clippy::cast_precision_loss, reason = "containers hold far fewer than 2^53 scalars")]
pub(super) fn value(name: &str, of: &Value) -> Result<Value, Problem> {
    let less = match name {
        "mean" => None,
        "sampleVariance" | "sampleSD" => Some(1.0),
        "popVariance" | "popSD" => Some(0.0),
        other => return Err(Problem::UnknownFunction { name: other.to_owned(), operands: 1 }),
    };
    let all = match of {
        Value::Null => return Ok(Value::Null),
        Value::Multiple(all) | Value::Ordered(all) => all,
        other => return Err(wrong("stats-operator", "a multiple or ordered container", other)),
    };
    let Some(numbers) =
        all.iter().map(|one| Number::of(one).map(Number::float)).collect::<Option<Vec<f64>>>()
    else {
        return Ok(Value::Null);
    };
    let count = numbers.len() as f64;
    let mean = numbers.iter().sum::<f64>() / count;
    let Some(less) = less else { return Ok(float(mean)) };
    if numbers.len() < 2 {
        return Ok(Value::Null);
    }
    let squares: f64 = numbers.iter().map(|number| (number - mean) * (number - mean)).sum();
    let variance = squares / (count - less);
    Ok(float(if name.ends_with("SD") { variance.sqrt() } else { variance }))
}
