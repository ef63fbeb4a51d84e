//! A framework's levels as the value of a policy field, so that a change of them is versioned, dated, looked
//! at, adopted and undone as every other change of what judges.

use std::fmt::Write as _;

use domain::{
    Date, FrameworkId, Points,
    policy::{Scope, Setting, Value, resolve},
    scale::{Level, Scale},
};

use super::BadPolicy;
use crate::escaped::{escape, unescape};

/// What stands between the parts of a level, and between levels.
const SEPARATORS: [char; 2] = ['|', ';'];

/// The beginning of the fields that hold the levels of frameworks; the framework's id follows.
pub const SCALE: &str = "mastery.scale.";

/// The field of a framework's levels.
pub fn scale_field(framework: FrameworkId) -> String {
    format!("{SCALE}{framework}")
}

/// The framework whose levels a field holds; `None` for every other field.
pub fn scaled_framework(field: &str) -> Option<FrameworkId> {
    field.strip_prefix(SCALE)?.parse().ok()
}

/// The levels that `settings` give a framework on `day`; `None` where nobody ever changed them.
pub fn scale_of(settings: &[Setting], framework: FrameworkId, day: Date) -> Option<Scale> {
    let field = scale_field(framework);
    let of: Vec<Setting> = settings.iter().filter(|one| one.field == field).cloned().collect();
    match resolve(&of, &[Scope::DISTRICT], day)?.value {
        Value::Choice(text) => read_scale(&text, None).ok(),
        Value::Number(_) => None,
    }
}

/// Levels as one text: `4|Advanced|4; 3|Proficient|3; ...; mastery 3 of 4`, highest first. `%`, `|`, `;` and
/// line ends in a code or a name are written as `%` and two hexadecimal digits.
pub fn write_scale(scale: &Scale) -> String {
    let mut text = String::new();
    for level in scale.levels() {
        escape(&level.code, &SEPARATORS, &mut text);
        text.push('|');
        escape(&level.name, &SEPARATORS, &mut text);
        _ = write!(text, "|{}; ", level.points);
    }
    _ = write!(text, "mastery {} of {}", scale.mastery(), scale.points_possible());
    text
}

/// Reads what [`write_scale`] writes, with any space around its parts, or line ends for `;`. Parts that are
/// left out are taken from `current`: `mastery 3`, or `3` alone, moves where mastery begins and nothing else.
pub fn read_scale(text: &str, current: Option<&Scale>) -> Result<Scale, BadPolicy> {
    let unread = |part: &str| {
        BadPolicy::Scale(format!("\"{part}\" is no level (CODE|NAME|POINTS) and not where mastery begins"))
    };
    let (mut levels, mut cut): (Vec<Level>, Option<(&str, Option<&str>)>) = (Vec::new(), None);
    for part in text.split([';', '\n']).map(str::trim).filter(|part| !part.is_empty()) {
        if let [code, name, points] = part.split('|').collect::<Vec<_>>()[..] {
            let (code, name) = (unescape(code.trim()), unescape(name.trim()));
            let (Some(code), Some(name), Ok(points)) = (code, name, points.trim().parse::<Points>()) else {
                return Err(unread(part));
            };
            if code.is_empty() || name.is_empty() {
                return Err(unread(part));
            }
            levels.push(Level { code, name, points });
        } else {
            let (mastery, possible) = match part.strip_prefix("mastery").unwrap_or(part).split_once(" of ") {
                Some((mastery, possible)) => (mastery.trim(), Some(possible.trim())),
                None => (part.strip_prefix("mastery").unwrap_or(part).trim(), None),
            };
            if mastery.parse::<Points>().is_err() || cut.replace((mastery, possible)).is_some() {
                return Err(unread(part));
            }
        }
    }
    let missing = |what: &str| BadPolicy::Scale(format!("{what} missing"));
    if levels.is_empty() {
        levels = current.ok_or_else(|| missing("levels are"))?.levels().to_vec();
    }
    let points = |text: &str| text.parse::<Points>().map_err(|_| unread(text));
    let mastery = match (cut, current) {
        (Some((mastery, _)), _) => points(mastery)?,
        (None, Some(current)) => current.mastery(),
        (None, None) => return Err(missing("where mastery begins is")),
    };
    let possible = match (cut.and_then(|(_, possible)| possible), current) {
        (Some(possible), _) => points(possible)?,
        (None, Some(current)) => current.points_possible(),
        (None, None) => return Err(missing("the most points are")),
    };
    if current.is_some() && levels.iter().any(|level| level.points > possible) {
        return Err(BadPolicy::Scale(format!("a level has more than the most points, {possible}")));
    }
    Scale::new(levels, mastery, possible).map_err(|error| BadPolicy::Scale(error.to_string()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_scale_reads_back_whatever_its_levels_are_called() {
        let level = |code: &str, name: &str, points: i32| Level {
            code: code.to_owned(),
            name: name.to_owned(),
            points: Points::whole(points),
        };
        let odd = vec![level("A|1", "50 % ; and more", 3), level("ب", "ثان", 0)];
        let odd = Scale::new(odd, Points::ONE, Points::whole(5)).expect("a scale");
        for scale in [Scale::four_levels(), odd] {
            assert_eq!(read_scale(&write_scale(&scale), None), Ok(scale));
        }
        assert_eq!(
            write_scale(&Scale::four_levels()),
            "4|Advanced|4; 3|Proficient|3; 2|Developing|2; 1|Beginning|1; mastery 3 of 4"
        );
    }

    #[test]
    fn what_is_left_out_stays_as_it_is() {
        let four = Scale::four_levels();
        for text in ["3.5", "mastery 3.5", " mastery  3.5 of 4 "] {
            let read = read_scale(text, Some(&four)).expect("a scale");
            assert_eq!((read.levels(), read.mastery().to_string()), (four.levels(), "3.5".to_owned()));
        }
        let renamed =
            read_scale("4|Exceeds|4\n3|Meets|3\n2|Near|2\n1|Below|1", Some(&four)).expect("a scale");
        assert_eq!((renamed.levels()[1].name.as_str(), renamed.mastery()), ("Meets", four.mastery()));
    }

    #[test]
    fn what_is_no_scale_is_refused() {
        let four = Scale::four_levels();
        for text in
            ["5", "0", "x", "4|Advanced", "4||4", "4|A|4; 4|B|3", "1|A|1; 2|B|2", "9|A|9", "3; 4", "3 of x"]
        {
            let read = read_scale(text, Some(&four));
            assert!(matches!(read, Err(BadPolicy::Scale(_))), "{text}: {read:?}");
        }
        assert!(read_scale("3", None).is_err() && read_scale("4|A|4", None).is_err());
    }
}
