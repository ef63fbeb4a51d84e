//! One result on the framework's scale: Canvas's first stage.

use domain::{evidence::Evidence, scale::Scale};

use crate::rounding::half_away;

/// The decimals that Canvas keeps of a fraction that it moved to the instrument's own cut.
const CUT_DECIMALS: u8 = 4;

/// What a result is worth on a scale.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Worth {
    /// Part of the scale's points possible.
    pub(crate) fraction: f64,
    /// Points on the scale.
    pub(crate) points: f64,
}

/// What `evidence` is worth on `scale`.
///
/// A level of the scale is worth its points. Other results are the fraction of the points possible,
/// times the scale's points possible; when the instrument has its own mastery cut, the fraction is
/// first moved piecewise-linearly so that the instrument's cut falls on the scale's (0 to 0, cut to
/// cut, 1 to 1) and rounded to four decimals. A result without points possible is taken as points.
/// Source: Canvas learning outcome results.
pub(crate) fn worth(evidence: &Evidence, scale: &Scale) -> Worth {
    let scale_possible = scale.points_possible().to_f64();
    let of_points = |points: f64| Worth { fraction: points / scale_possible, points };
    let result = &evidence.result;
    if let Some(level) = result.level.as_deref().and_then(|code| scale.level(code)) {
        return of_points(level.points.to_f64());
    }
    let (score, possible) = (result.points.to_f64(), result.points_possible.to_f64());
    if possible <= 0.0 {
        return of_points(score);
    }
    let scale_cut = scale.mastery().to_f64() / scale_possible;
    let fraction = match evidence.mastery_cut.map(domain::Points::to_f64) {
        Some(cut) if cut > 0.0 => at_cut(score, possible, cut, scale_cut),
        _ => score / possible,
    };
    Worth { fraction, points: fraction * scale_possible }
}

/// The fraction `score / possible`, moved so that the instrument's `cut` becomes `scale_cut`.
fn at_cut(score: f64, possible: f64, cut: f64, scale_cut: f64) -> f64 {
    let factor = scale_cut / cut;
    if (factor - 1.0).abs() <= f64::EPSILON {
        return score / possible;
    }
    let below = factor * score / possible;
    let moved = if score > cut * possible && cut < 1.0 {
        below + ((score - cut * possible) / (possible * (1.0 - cut))) * (1.0 - factor)
    } else {
        below
    };
    half_away(moved, CUT_DECIMALS)
}

#[cfg(test)]
mod tests {
    use domain::{Points, scale::Scale};

    use super::worth;
    use crate::testing::{evidence, scale_of};

    #[test]
    fn a_fraction_of_the_points_possible_becomes_points_on_the_scale() {
        check("8", "10", None, "3", "5", 4.0);
        check("0", "10", None, "3", "5", 0.0);
        check("12", "10", None, "3", "5", 6.0);
    }

    // A question bank mastered at 80 % on a scale mastered at 60 %: 0, 40, 80, 90 and 100 % come to
    // 0, 30, 60, 80 and 100 %, straight lines between the three fixed points.
    #[test]
    fn the_instruments_own_cut_falls_on_the_scales() {
        for (score, points) in [("0", 0.0), ("4", 1.5), ("8", 3.0), ("9", 4.0), ("10", 5.0)] {
            check(score, "10", Some("0.8"), "3", "5", points);
        }
    }

    #[test]
    fn a_cut_that_needs_everything_leaves_no_upper_line() {
        check("10", "10", Some("1"), "3", "5", 3.0);
    }

    // Two thirds of 0.8 are 0.5333...: k = (2/3)/0.8, half of it is 0.41666..., kept as 0.4167.
    #[test]
    fn a_moved_fraction_keeps_four_decimals() {
        check("5", "10", Some("0.8"), "2", "3", 0.4167 * 3.0);
    }

    #[test]
    fn a_named_level_is_worth_its_points_whatever_the_points_say() {
        let mut rated = evidence("1", "10");
        rated.result.level = Some("3".to_owned());
        assert_eq!(worth(&rated, &Scale::four_levels()).points.to_bits(), 3.0_f64.to_bits());
        rated.result.level = Some("not on this scale".to_owned());
        assert_eq!(worth(&rated, &Scale::four_levels()).points.to_bits(), 0.4_f64.to_bits());
    }

    #[track_caller]
    fn check(score: &str, possible: &str, cut: Option<&str>, mastery: &str, of: &str, points: f64) {
        let mut given = evidence(score, possible);
        given.mastery_cut = cut.map(|cut| cut.parse::<Points>().expect("a cut"));
        let found = worth(&given, &scale_of(mastery, of)).points;
        assert!((found - points).abs() < 1e-12, "{found} is not {points}");
    }
}
