//! The best piece of evidence counts.

use super::{Instruments, Rule, Sample};

/// The registry's entry.
pub static ENTRY: Rule = Rule {
    slug: "highest",
    name: "Highest",
    definition: "The best result counts; lower ones before or after it change nothing.",
    example: "1, 4, 2 of 5 gives 4.",
    source: "Canvas `highest`; Summit's highest score per skill",
    parameters: &[],
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
    sample.pieces.iter().map(|piece| piece.value).reduce(f64::max)
}

#[cfg(test)]
mod tests {
    use super::ENTRY;
    use crate::testing::check_rule;

    #[test]
    fn the_best_counts_wherever_it_stands() {
        check_rule(&ENTRY, &[], &["1", "4", "2"], Some("4"));
        check_rule(&ENTRY, &[], &["1", "2", "3", "4", "5"], Some("5"));
        check_rule(&ENTRY, &[], &[], None);
    }
}
