//! The newest piece of evidence counts.

use super::{Instruments, Rule, Sample};

/// The registry's entry.
pub static ENTRY: Rule = Rule {
    slug: "latest",
    name: "Most recent",
    definition: "The newest result counts, by when the work was done; earlier ones are forgotten.",
    example: "5, 4, 2 of 5 gives 2.",
    source: "Canvas `latest`",
    parameters: &[],
    choices: &[],
    version: 1,
    pools_groups: true,
    weighs_sources: false,
    instruments: Instruments::Ignored,
    linear: true,
    needs: None,
    refuses: None,
    doubt: None,
    value,
};

fn value(sample: &Sample<'_>) -> Option<f64> {
    sample.pieces.last().map(|piece| piece.value)
}

#[cfg(test)]
mod tests {
    use super::ENTRY;
    use crate::testing::check_rule;

    #[test]
    fn the_newest_counts_for_better_or_worse() {
        check_rule(&ENTRY, &[], &["5", "4", "2"], Some("2"));
        check_rule(&ENTRY, &[], &["1", "2", "3", "4", "5"], Some("5"));
        check_rule(&ENTRY, &[], &[], None);
    }
}
