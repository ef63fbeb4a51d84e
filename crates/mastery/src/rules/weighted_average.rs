//! The newest piece of evidence against the mean of all before it.
//!
//! Canvas called this "decaying average" for years; its page now says "Weighted Average".

use super::{Instruments, Parameter, Rule, Sample};
use crate::mean;

/// The weight of the newest piece.
pub const WEIGHT: Parameter = Parameter {
    name: "weight_percent",
    label: "Weight of the newest result",
    unit: "percent",
    least: 1,
    most: 99,
    default: 65,
    whole: true,
};

/// The registry's entry.
pub static ENTRY: Rule = Rule {
    slug: "weighted_average",
    name: "Weighted average",
    definition: "The newest result has a fixed weight; the mean of all earlier results has the rest.",
    example: "1, 2, 3, 4, 5 of 5 at 65 percent: 0.65 x 5 + 0.35 x 2.5 = 4.125, rounded to 4.13.",
    source: "Canvas `decaying_average` and `weighted_average`",
    parameters: &[WEIGHT],
    choices: &[],
    version: 1,
    pools_groups: true,
    weighs_sources: true,
    instruments: Instruments::Ignored,
    linear: true,
    needs: None,
    refuses: None,
    doubt: None,
    value,
};

fn value(sample: &Sample<'_>) -> Option<f64> {
    let (newest, before) = sample.pieces.split_last()?;
    let Some(mean) = mean::weighted(before) else { return Some(newest.value) };
    let weight = share_of_newest(sample.number(&WEIGHT) / 100.0, newest.weight);
    Some(weight * newest.value + (1.0 - weight) * mean)
}

/// The newest piece's share when its source weighs `source_weight` times an ordinary one: the odds of
/// the newest against the rest are multiplied by it. Exactly `weight` for an ordinary source.
pub(super) fn share_of_newest(weight: f64, source_weight: f64) -> f64 {
    let odds = weight * source_weight;
    if odds.to_bits() == weight.to_bits() { weight } else { odds / (odds + (1.0 - weight)) }
}

#[cfg(test)]
mod tests {
    use super::{ENTRY, share_of_newest};
    use crate::testing::check_rule;

    #[test]
    fn the_published_example_of_canvas() {
        check_rule(&ENTRY, &[], &["1", "2", "3", "4", "5"], Some("4.13"));
    }

    // 0.8 x 5 + 0.2 x 2.5 = 4.5
    #[test]
    fn a_higher_weight_trusts_the_newest_more() {
        check_rule(&ENTRY, &[("weight", 80)], &["1", "2", "3", "4", "5"], Some("4.5"));
    }

    #[test]
    fn one_result_stands_alone() {
        check_rule(&ENTRY, &[], &["2"], Some("2"));
        check_rule(&ENTRY, &[], &[], None);
    }

    // Odds of 1 to 1, tripled, are 3 to 1.
    #[test]
    fn a_heavy_source_multiplies_the_odds() {
        assert_eq!(share_of_newest(0.5, 3.0).to_bits(), 0.75_f64.to_bits());
        assert_eq!(share_of_newest(0.65, 1.0).to_bits(), 0.65_f64.to_bits());
    }
}
