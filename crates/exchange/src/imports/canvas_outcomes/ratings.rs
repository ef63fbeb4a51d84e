//! Ratings and the points of mastery to a scale.

use domain::{
    Points,
    scale::{Level, Scale},
};
use serde_json::{Value, json};

use super::rows::Columns;
use crate::{Problems, table::Row};

/// The most ratings of one outcome.
const MOST_RATINGS: usize = 50;

/// The cells of the ratings, without empty ones at the end: points and words by turns.
fn cells<'t>(row: &Row<'t>, columns: &Columns) -> Vec<&'t str> {
    let Some(start) = columns.ratings else { return Vec::new() };
    let mut cells: Vec<&str> = row.beyond(start).take(columns.ratings_width).collect();
    while cells.last().is_some_and(|cell| cell.is_empty()) {
        cells.pop();
    }
    cells
}

/// The ratings as they came, to keep.
pub(super) fn kept(row: &Row<'_>, columns: &Columns) -> Vec<Value> {
    let words = |pair: &[&str]| pair.get(1).copied().unwrap_or_default().to_owned();
    cells(row, columns).chunks(2).map(|pair| json!({"points": pair[0], "description": words(pair)})).collect()
}

/// The scale of an outcome; `None` when it has no ratings, or after reporting why they are none.
pub(super) fn scale(row: &Row<'_>, columns: &Columns, problems: &mut Problems) -> Option<Scale> {
    let cells = cells(row, columns);
    if cells.is_empty() {
        return None;
    }
    if cells.len() > 2 * MOST_RATINGS {
        let what =
            format!("the outcome has more than {MOST_RATINGS} ratings; they are kept, but are no scale");
        problems.add(row.warning("ratings", what, "Look for cells in the wrong column."));
        return None;
    }
    let mut levels = Vec::new();
    for pair in cells.chunks(2) {
        let Some(points) = points(pair[0]) else {
            let what = "a rating has no number of points; these ratings are kept, but are no scale";
            problems.add(row.warning("ratings", what, ADVICE).with_value(pair[0]));
            return None;
        };
        let name = pair.get(1).filter(|name| !name.is_empty());
        let name = name.map_or_else(|| points.to_string(), |name| (*name).to_owned());
        levels.push(Level { code: points.to_string(), name, points });
    }
    let written = row.cell(columns.mastery_points);
    let Some(mastery) = points(written) else {
        let what = "the outcome has ratings and no usable mastery_points; they are kept, but are no scale";
        problems.add(row.warning("mastery_points", what, "Write the points of mastery.").with_value(written));
        return None;
    };
    let possible = levels.iter().map(|level| level.points).max()?;
    match Scale::new(levels, mastery, possible) {
        Ok(scale) => Some(scale),
        Err(bad) => {
            let what = format!("these ratings are kept, but are no scale: {bad}");
            problems.add(row.warning("ratings", what, ADVICE).with_value(&cells.join(", ")));
            None
        }
    }
}

const ADVICE: &str = "Write points and words by turns, the highest first.";

/// A number of points, with a decimal point or a decimal comma.
fn points(text: &str) -> Option<Points> {
    text.replacen(',', ".", 1).parse().ok().filter(|points| *points >= Points::ZERO)
}
