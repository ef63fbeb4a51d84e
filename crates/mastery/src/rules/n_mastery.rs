//! Mastery shown a number of times, as Canvas counts it.

use super::{Instruments, Parameter, Rule, Sample};
use crate::mean;

/// How many results must reach mastery.
pub const TIMES: Parameter = Parameter {
    name: "times",
    label: "Results at mastery that are needed",
    unit: "results",
    least: 1,
    most: 10,
    default: 5,
    whole: true,
};

/// The registry's entry.
pub static ENTRY: Rule = Rule {
    slug: "n_mastery",
    name: "Number of times",
    definition: "The mean of the results that reach mastery, once there are enough of them; before that \
                 there is no value.",
    example: "1, 2, 3, 4, 5 of 5, mastered at 3, three times: the mean of 3, 4, 5 = 4.",
    source: "Canvas `n_mastery`",
    parameters: &[TIMES],
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
    let reaching = || sample.pieces.iter().filter(|piece| piece.value >= sample.mastery);
    if reaching().count() < sample.count(&TIMES) {
        return None;
    }
    mean::weighted(reaching())
}

#[cfg(test)]
mod tests {
    use super::ENTRY;
    use crate::testing::check_rule;

    #[test]
    fn only_results_at_mastery_are_averaged() {
        check_rule(&ENTRY, &[("times", 3)], &["1", "2", "3", "4", "5"], Some("4"));
    }

    #[test]
    fn too_few_give_no_value_and_no_failure() {
        check_rule(&ENTRY, &[("times", 4)], &["1", "2", "3", "4", "5"], None);
        check_rule(&ENTRY, &[], &["5", "5", "5", "5"], None);
        check_rule(&ENTRY, &[], &["5", "5", "5", "5", "4"], Some("4.8"));
    }
}
