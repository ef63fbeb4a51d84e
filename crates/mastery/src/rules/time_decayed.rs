//! Evidence fades with the calendar.

use super::{Instruments, Parameter, Rule, Sample};
use crate::mean;

/// After how many days a piece weighs half.
pub const HALF_LIFE: Parameter = Parameter {
    name: "half_life_days",
    label: "Days after which a result weighs half as much as a new one",
    unit: "days",
    least: 1,
    most: 3650,
    default: 90,
    whole: true,
};

const SECONDS_PER_DAY: f64 = 86_400.0;

/// The registry's entry.
pub static ENTRY: Rule = Rule {
    slug: "time_decayed",
    name: "Fading with time",
    definition: "A mean in which a result weighs half as much for every half-life that it is older than \
                 the newest. Weights are relative to the newest result, so that the value does not move \
                 while nothing is added.",
    example: "1 of 5, then 5 of 5 one half-life later: (0.5 x 1 + 1 x 5) / 1.5 = 3.67.",
    source: "Exponential decay; the platform's own rule",
    parameters: &[HALF_LIFE],
    version: 1,
    pools_groups: false,
    weighs_sources: true,
    instruments: Instruments::Ignored,
    linear: true,
    needs: None,
    refuses: None,
    doubt: None,
    value,
};

fn value(sample: &Sample<'_>) -> Option<f64> {
    let newest = sample.pieces.last()?.worked_at;
    let half_life_seconds = sample.number(&HALF_LIFE) * SECONDS_PER_DAY;
    mean::of(sample.pieces.iter().map(|piece| {
        let seconds = newest.duration_since(piece.worked_at).as_secs_f64();
        (piece.value, piece.weight * libm::exp2(-seconds / half_life_seconds))
    }))
}

#[cfg(test)]
mod tests {
    use super::ENTRY;
    use crate::testing::check_rule;

    // Results are a day apart: weights 1/16, 1/8, 1/4, 1/2, 1 give 8.0625 / 1.9375 = 4.1613.
    #[test]
    fn a_result_one_half_life_older_weighs_half() {
        check_rule(&ENTRY, &[("half_life", 1)], &["1", "5"], Some("3.67"));
        check_rule(&ENTRY, &[("half_life", 1)], &["1", "2", "3", "4", "5"], Some("4.16"));
    }

    #[test]
    fn within_days_a_long_half_life_is_nearly_an_average() {
        check_rule(&ENTRY, &[], &["1", "2", "3", "4", "5"], Some("3.02"));
        check_rule(&ENTRY, &[], &["2"], Some("2"));
        check_rule(&ENTRY, &[], &[], None);
    }
}
