//! How a number becomes an outcome by the table that it declares.

use domain::item::{LookupTable, OutcomeDeclaration, Value};

use super::number::single;
use super::{Number, Problem};

/// The line of the table that a number reaches; its default where it reaches none, or is nothing.
pub(super) fn looked_up(outcome: &OutcomeDeclaration, of: &Value) -> Result<Value, Problem> {
    let table = outcome.lookup.as_ref().ok_or_else(|| Problem::NoTable(outcome.identifier.clone()))?;
    let number = single("lookup-outcome-value", of)?;
    let (found, default) = match table {
        LookupTable::Match { default, entries } => {
            let whole = number.and_then(Number::whole);
            (entries.iter().find(|line| Some(line.0) == whole).map(|line| &line.1), default)
        }
        LookupTable::Interpolation { default, entries } => {
            let reached = |bound: f64, included: bool| {
                number.is_some_and(|number| {
                    let number = number.float();
                    if included { bound <= number } else { bound < number }
                })
            };
            (entries.iter().find(|line| reached(line.0, line.1)).map(|line| &line.2), default)
        }
    };
    Ok(found.or(default.as_ref()).map_or(Value::Null, |scalar| Value::Single(scalar.clone())))
}
