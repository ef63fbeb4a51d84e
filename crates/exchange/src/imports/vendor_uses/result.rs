//! A result as another system writes it, as points out of points possible.

use domain::Points;

use super::{ResultScale, UseResult};

/// Words for having passed, and for not having.
const WORDS: [(&str, bool); 14] = [
    ("passed", true),
    ("pass", true),
    ("yes", true),
    ("true", true),
    ("1", true),
    ("complete", true),
    ("completed", true),
    ("not passed", false),
    ("failed", false),
    ("fail", false),
    ("no", false),
    ("false", false),
    ("0", false),
    ("incomplete", false),
];

/// Reads a result; `None` for what is none of its scale.
pub(super) fn read(text: &str, scale: ResultScale) -> Option<UseResult> {
    let text = text.trim();
    match scale {
        ResultScale::Percent => of(number(text.trim_end_matches('%').trim_end())?, 100.0),
        ResultScale::Share => of(number(text)?, 1.0),
        ResultScale::OutOf => {
            let lower = text.to_lowercase();
            let (points, possible) =
                ["/", " of ", " out of "].iter().rev().find_map(|by| lower.split_once(by))?;
            of(number(points.trim())?, number(possible.trim())?)
        }
        ResultScale::Passed => {
            let lower = text.to_lowercase();
            let (_, passed) = WORDS.iter().find(|(word, _)| *word == lower)?;
            of(if *passed { 1.0 } else { 0.0 }, 1.0)
        }
    }
}

/// A number with a point or a comma.
pub(super) fn number(text: &str) -> Option<f64> {
    let plain = text.replace(',', ".");
    let digits = plain.chars().all(|letter| letter.is_ascii_digit() || letter == '.');
    plain.parse().ok().filter(|number: &f64| digits && number.is_finite())
}

fn of(points: f64, possible: f64) -> Option<UseResult> {
    let within = possible > 0.0 && (0.0..=possible).contains(&points) && possible <= 1_000_000.0;
    let (points, possible) = (Points::from_f64(points).ok()?, Points::from_f64(possible).ok()?);
    within.then_some(UseResult { points, possible })
}
