//! Every newer piece of evidence makes the earlier ones fade by the same share.

use super::{Instruments, Parameter, Rule, Sample, weighted_average::share_of_newest};

/// The weight of each piece against everything before it.
pub const WEIGHT: Parameter = Parameter {
    name: "weight_percent",
    label: "Weight of each newer result against everything before it",
    unit: "percent",
    least: 50,
    most: 99,
    default: 65,
    whole: true,
};

/// The registry's entry.
pub static ENTRY: Rule = Rule {
    slug: "decaying_average",
    name: "Decaying average",
    definition: "Starts at the first result; each newer one moves the value towards itself by a fixed \
                 weight, so that old results fade step by step.",
    example: "1, 2, 3, 4, 5 of 5 at 65 percent: 1, 1.65, 2.5275, 3.484625, 4.46961875, rounded to 4.47.",
    source: "Canvas `standard_decaying_average`",
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
    let weight = sample.number(&WEIGHT) / 100.0;
    let (first, newer) = sample.pieces.split_first()?;
    Some(newer.iter().fold(first.value, |value, piece| {
        let share = share_of_newest(weight, piece.weight);
        (1.0 - share) * value + share * piece.value
    }))
}

#[cfg(test)]
mod tests {
    use super::ENTRY;
    use crate::testing::check_rule;

    #[test]
    fn the_check_vector_of_canvas() {
        check_rule(&ENTRY, &[], &["1", "2", "3", "4", "5"], Some("4.47"));
    }

    // 0.5 x (0.5 x 1 + 0.5 x 2) + 0.5 x 4 = 2.75
    #[test]
    fn half_and_half() {
        check_rule(&ENTRY, &[("weight", 50)], &["1", "2", "4"], Some("2.75"));
    }

    #[test]
    fn one_result_stands_alone() {
        check_rule(&ENTRY, &[], &["2"], Some("2"));
        check_rule(&ENTRY, &[], &[], None);
    }
}
