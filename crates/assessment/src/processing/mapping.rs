//! Points of a response, by answer or by area.

use domain::item::{Mapping, ResponseDeclaration, Scalar, Value};

use super::comparing::same;
use super::fitting::described;
use super::{Problem, holds};

/// Points of a response by its mapping: every different answer counts once, what is not in the list counts the
/// default, and the sum is kept within the bounds. No answer counts the default.
///
/// Errors: no mapping is declared; the response is a record or of another type than the keys.
/// Source: QTI 3.0 information model, map-response.
pub fn map_response(declaration: &ResponseDeclaration, response: &Value) -> Result<f64, Problem> {
    let mapping =
        declaration.mapping.as_ref().ok_or_else(|| Problem::NoMapping(declaration.identifier.clone()))?;
    let all = match response {
        Value::Null => return Ok(bounded(mapping.default, mapping.lower_bound, mapping.upper_bound)),
        Value::Record(_) => {
            return Err(Problem::WrongType {
                operator: "map-response",
                wanted: "a response that is no record",
                found: described(response),
            });
        }
        other => other.scalars(),
    };
    let mut total = 0.0;
    let mut unlisted: Vec<&Scalar> = Vec::new();
    let mut counted = vec![false; mapping.entries.len()];
    for answer in all {
        match entry(mapping, answer)? {
            Some(place) if std::mem::replace(&mut counted[place], true) => {}
            Some(place) => total += mapping.entries[place].value,
            None if mapping.default == 0.0 || unlisted.iter().any(|known| known.same(answer)) => {}
            None => {
                unlisted.push(answer);
                total += mapping.default;
            }
        }
    }
    Ok(bounded(total, mapping.lower_bound, mapping.upper_bound))
}

/// Which line an answer is: the first with that key.
fn entry(mapping: &Mapping, answer: &Scalar) -> Result<Option<usize>, Problem> {
    for (place, line) in mapping.entries.iter().enumerate() {
        let found = match (&line.key, answer) {
            (Scalar::String(key), Scalar::String(text)) if !line.case_sensitive => {
                key == text || key.to_lowercase() == text.to_lowercase()
            }
            (key, answer) => same("map-response", key, answer)?,
        };
        if found {
            return Ok(Some(place));
        }
    }
    Ok(None)
}

/// Points of a response by its areas: an area counts once however many points lie in it, and a point in no area
/// counts the default. No answer counts the default.
pub(super) fn map_response_point(
    declaration: &ResponseDeclaration,
    response: &Value,
) -> Result<f64, Problem> {
    let mapping = declaration
        .area_mapping
        .as_ref()
        .ok_or_else(|| Problem::NoMapping(declaration.identifier.clone()))?;
    let mut points = Vec::new();
    for scalar in response.scalars() {
        let Scalar::Point(x, y) = scalar else {
            return Err(Problem::WrongType {
                operator: "map-response-point",
                wanted: "points",
                found: described(response),
            });
        };
        points.push((*x, *y, false));
    }
    if points.is_empty() {
        return Ok(bounded(mapping.default, mapping.lower_bound, mapping.upper_bound));
    }
    let mut total = 0.0;
    for (shape, value) in &mapping.entries {
        let mut hit = false;
        for (x, y, listed) in &mut points {
            if holds(shape, *x, *y) {
                hit = true;
                *listed = true;
            }
        }
        if hit {
            total += value;
        }
    }
    for (_, _, listed) in &points {
        if !listed {
            total += mapping.default;
        }
    }
    Ok(bounded(total, mapping.lower_bound, mapping.upper_bound))
}

fn bounded(total: f64, lower: Option<f64>, upper: Option<f64>) -> f64 {
    let total = lower.map_or(total, |lower| total.max(lower));
    upper.map_or(total, |upper| total.min(upper))
}
