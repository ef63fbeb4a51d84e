//! A learning curve through the evidence, read at its newest end.

use super::{Instruments, Parameter, Rule, Sample};
use crate::mean::{self, Sum};

/// What a very low result is taken as.
pub const LEAST: Parameter = Parameter {
    name: "least_percent",
    label: "A lower result is taken as this part of the points possible (a curve cannot start at 0)",
    unit: "percent",
    least: 1,
    most: 50,
    default: 10,
    whole: true,
};

/// The registry's entry.
pub static ENTRY: Rule = Rule {
    slug: "power_law",
    name: "Power law",
    definition: "Fits the curve y = a x^b through the results in order (x = 1, 2, 3, ...) by least squares \
                 on logarithms, and takes its height at the newest result, at most the scale's points \
                 possible (or the best result, where extra credit lies above them).",
    example: "2, 2.5, 3, 3 of 4: the curve's height at the fourth is 3.12.",
    source: "Marzano, power law of learning as used for final topic scores",
    parameters: &[LEAST],
    choices: &[],
    version: 1,
    pools_groups: false,
    weighs_sources: true,
    instruments: Instruments::Ignored,
    linear: false,
    needs: None,
    refuses: None,
    doubt: None,
    value,
};

fn value(sample: &Sample<'_>) -> Option<f64> {
    let pieces = sample.pieces;
    if let [only] = pieces {
        return Some(only.value);
    }
    let least = sample.number(&LEAST) / 100.0 * sample.possible;
    let points = || {
        (1_u32..).zip(pieces).map(|(place, piece)| {
            (libm::log(f64::from(place)), libm::log(piece.value.max(least)), piece.weight)
        })
    };
    let mean_x = mean::of(points().map(|(x, _, weight)| (x, weight)))?;
    let mean_y = mean::of(points().map(|(_, y, weight)| (y, weight)))?;
    let (mut together, mut spread) = (Sum::default(), Sum::default());
    for (x, y, weight) in points() {
        together.add(weight * (x - mean_x) * (y - mean_y));
        spread.add(weight * (x - mean_x) * (x - mean_x));
    }
    let slope = together.total() / spread.total();
    let newest = libm::log(f64::from(u32::try_from(pieces.len()).ok()?));
    let height = libm::exp(mean_y + slope * (newest - mean_x));
    let most = pieces.iter().map(|piece| piece.value).fold(sample.possible, f64::max);
    height.is_finite().then(|| height.min(most))
}

#[cfg(test)]
mod tests {
    use super::ENTRY;
    use crate::testing::check_rule;

    // Expected values from an independent computation of the fit.
    #[test]
    fn the_curve_is_read_at_the_newest_result() {
        check_rule(&ENTRY, &[], &["1", "2", "3", "4"], Some("4"));
        check_rule(&ENTRY, &[], &["2", "2.5", "3", "3"], Some("3.12"));
        check_rule(&ENTRY, &[], &["1", "2", "2", "3", "4"], Some("3.65"));
        check_rule(&ENTRY, &[], &["1", "1", "5"], Some("3.29"));
    }

    // The fit alone would say 5.48.
    #[test]
    fn the_curve_does_not_leave_the_scale() {
        check_rule(&ENTRY, &[], &["0", "4", "4"], Some("5"));
    }

    #[test]
    fn two_results_give_the_newer_one() {
        check_rule(&ENTRY, &[], &["4", "1"], Some("1"));
        check_rule(&ENTRY, &[], &["2"], Some("2"));
        check_rule(&ENTRY, &[], &[], None);
    }
}
