//! A Moodle scale with its configuration to a scale.

use std::collections::BTreeSet;

use domain::{
    Points,
    scale::{Level, Scale},
};
use serde_json::Value;

use super::columns::Columns;
use crate::{Problems, table::Row};

/// The most values of a scale.
const MOST_VALUES: usize = 100;

/// The scale of the framework; `None` when it has none, or after reporting why it cannot be used.
///
/// Moodle's values come from the lowest, numbered from 1; the configuration says by number which are
/// proficient. The points are these numbers, and mastery is the lowest proficient one.
pub(super) fn scale(row: &Row<'_>, columns: &Columns, problems: &mut Problems) -> Option<Scale> {
    let values = row.filled(columns.scale_values)?;
    let names: Vec<&str> = values.split(',').map(str::trim).take(MOST_VALUES + 1).collect();
    if names.len() > MOST_VALUES {
        let what = format!("the scale has more than {MOST_VALUES} values; it is kept, but not used");
        problems.add(row.warning("Scale values", what, "Shorten it.").with_value(values));
        return None;
    }
    let proficient = match proficient(row.cell(columns.scale_configuration)) {
        Ok(numbers) => numbers,
        Err(what) => {
            let advice = "Export the framework from Moodle again, or set the scale after the import.";
            let value = row.cell(columns.scale_configuration);
            problems.add(row.warning("Scale configuration", what, advice).with_value(value));
            return None;
        }
    };
    let count = i32::try_from(names.len()).ok()?;
    let Some(lowest) = proficient.range(1..=count).next().copied() else {
        let what = "the proficient values are none of the scale's; the scale is kept, but not used";
        problems.add(row.warning("Scale configuration", what, "Check the scale.").with_value(values));
        return None;
    };
    let above = (lowest..=count).filter(|number| !proficient.contains(number)).count();
    if above > 0 {
        let what =
            "a value above a proficient one is not proficient; mastery begins at the lowest proficient one";
        let value = row.cell(columns.scale_configuration);
        problems.add(row.warning("Scale configuration", what, "Check the scale.").with_value(value));
    }
    let mut numbered: Vec<_> = (1..=count).zip(&names).collect();
    numbered.reverse();
    let levels = numbered.into_iter().map(|(number, name)| Level {
        code: number.to_string(),
        name: (*name).to_owned(),
        points: Points::whole(number),
    });
    let scale = Scale::new(levels.collect(), Points::whole(lowest), Points::whole(count));
    match scale {
        Ok(scale) => Some(scale),
        Err(bad) => {
            let what = format!("the scale is kept, but cannot be used: {bad}");
            problems
                .add(row.warning("Scale values", what, "Set the scale after the import.").with_value(values));
            None
        }
    }
}

/// Numbers of the values that are proficient.
fn proficient(configuration: &str) -> Result<BTreeSet<i32>, &'static str> {
    let parsed: Value = serde_json::from_str(configuration)
        .map_err(|_| "the configuration of the scale is not JSON; the scale is kept, but not used")?;
    let entries = parsed.as_array().into_iter().flatten();
    let number = |value: &Value| value.as_i64().or_else(|| value.as_str()?.trim().parse().ok());
    let found: BTreeSet<i32> = entries
        .filter(|entry| entry.get("proficient").and_then(&number) == Some(1))
        .filter_map(|entry| i32::try_from(number(entry.get("id")?)?).ok())
        .collect();
    if found.is_empty() {
        return Err("no value of the scale is proficient; the scale is kept, but not used");
    }
    Ok(found)
}
