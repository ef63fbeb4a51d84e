//! All pieces of evidence count alike.

use super::{Instruments, Rule, Sample};
use crate::mean;

/// The registry's entry.
pub static ENTRY: Rule = Rule {
    slug: "average",
    name: "Average",
    definition: "The mean of all results, each by the weight of its source.",
    example: "1, 2, 3, 4, 5 of 5 gives 3.",
    source: "Canvas `average`",
    parameters: &[],
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
    mean::weighted(sample.pieces)
}

#[cfg(test)]
mod tests {
    use super::ENTRY;
    use crate::testing::check_rule;

    #[test]
    fn every_result_counts_alike() {
        check_rule(&ENTRY, &[], &["1", "2", "3", "4", "5"], Some("3"));
        check_rule(&ENTRY, &[], &["1", "1", "2"], Some("1.33"));
        check_rule(&ENTRY, &[], &[], None);
    }
}
