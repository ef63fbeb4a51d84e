//! So many successes one after the other, as Kolibri's exercises count.

use super::{Instruments, Parameter, Rule, Sample, n_of_m};

/// How many successes in a row are needed.
pub const NEEDED: Parameter = Parameter {
    name: "needed",
    label: "Successes in a row that are needed",
    unit: "results",
    least: 1,
    most: 100,
    default: 3,
    whole: true,
};

/// The registry's entry.
pub static ENTRY: Rule = Rule {
    slug: "k_in_a_row",
    name: "In a row",
    definition: "Mastered when so many results in a row reach mastery: N of M with both numbers alike. \
                 Until then the value is the part of the mastery cut that the successes within a run of \
                 that length make up.",
    example: "3 in a row, mastered at 3 of 5 points: 5, 0, 5, 5 has two of three, 2/3 of 3 = 2; one more 5 \
              gives 5.",
    source: "Kolibri `num_correct_in_a_row_2`, `_3`, `_5`, `_10` (an exercise once complete stays complete)",
    parameters: &[NEEDED, n_of_m::KEEPS],
    choices: &[],
    version: 1,
    pools_groups: false,
    weighs_sources: false,
    instruments: Instruments::Ignored,
    linear: false,
    needs: None,
    refuses: None,
    doubt: None,
    value,
};

fn value(sample: &Sample<'_>) -> Option<f64> {
    let needed = sample.count(&NEEDED);
    n_of_m::runs(sample, needed, needed, sample.count(&n_of_m::KEEPS) == 1)
}

#[cfg(test)]
mod tests {
    use super::ENTRY;
    use crate::testing::check_rule;

    #[test]
    fn a_failure_in_between_breaks_the_row() {
        check_rule(&ENTRY, &[], &["5", "0", "5", "5"], Some("2"));
        check_rule(&ENTRY, &[], &["5", "0", "5", "5", "5"], Some("5"));
    }

    #[test]
    fn a_row_once_complete_stays_complete() {
        check_rule(&ENTRY, &[("needed", 2)], &["4", "4", "0"], Some("4"));
        check_rule(&ENTRY, &[("needed", 2), ("keeps_once_met", 0)], &["4", "4", "0"], Some("1.5"));
    }
}
