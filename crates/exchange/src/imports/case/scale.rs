//! A framework's named levels in a note of ours: CASE has no place for them.

use domain::{
    Points,
    scale::{Level, Scale},
};
use serde_json::{Value, json};

/// The note; `None` for the built-in four levels, which need none.
pub(crate) fn written(scale: &Scale) -> Option<Value> {
    if *scale == Scale::four_levels() {
        return None;
    }
    let levels: Vec<Value> = scale
        .levels()
        .iter()
        .map(|level| json!({"code": level.code, "name": level.name, "points": level.points.to_string()}))
        .collect();
    let (mastery, possible) = (scale.mastery().to_string(), scale.points_possible().to_string());
    Some(json!({ "levels": levels, "mastery": mastery, "points_possible": possible }))
}

/// The most levels that are read.
const MOST_LEVELS: usize = 100;

/// Reads the note; `None` when it is no usable scale.
pub(crate) fn read(note: &Value) -> Option<Scale> {
    let text = |value: &Value, field: &str| value.get(field)?.as_str().map(str::to_owned);
    let points = |value: &Value, field: &str| text(value, field)?.parse::<Points>().ok();
    let levels = note.get("levels")?.as_array().filter(|levels| levels.len() <= MOST_LEVELS)?;
    let levels = levels.iter().map(|level| {
        Some(Level {
            code: text(level, "code")?,
            name: text(level, "name")?,
            points: points(level, "points")?,
        })
    });
    let scale = Scale::new(
        levels.collect::<Option<_>>()?,
        points(note, "mastery")?,
        points(note, "points_possible")?,
    )
    .ok()?;
    Some(scale).filter(|scale| !scale.levels().iter().any(|level| format!("{level:?}").contains("\\0")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_scale_reads_back_and_the_built_in_one_needs_no_note() {
        let level =
            |code: &str, points: Points| Level { code: code.to_owned(), name: code.to_uppercase(), points };
        let levels = vec![level("b", Points::from_millionths(2_500_000)), level("a", Points::ZERO)];
        let scale = Scale::new(levels, Points::ONE, Points::whole(3)).expect("a scale");
        assert_eq!(written(&scale).as_ref().and_then(read), Some(scale));
        assert_eq!(written(&Scale::four_levels()), None);
        for bad in [json!(3), json!({}), json!({"levels": [], "mastery": "1", "points_possible": "2"})] {
            assert_eq!(read(&bad), None);
        }
    }
}
