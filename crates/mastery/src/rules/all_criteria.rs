//! Every criterion must be met.

use std::collections::BTreeMap;

use super::{Instruments, Parameter, Rule, Sample};

/// How many criteria must have been judged.
pub const CRITERIA: Parameter = Parameter {
    name: "criteria",
    label: "Different criteria that must have been judged",
    unit: "criteria",
    least: 1,
    most: 100,
    default: 1,
    whole: true,
};

/// The registry's entry.
pub static ENTRY: Rule = Rule {
    slug: "all_criteria",
    name: "All criteria",
    definition: "Each instrument is a criterion, and its best result counts, so that only what is not yet \
                 met is done again; the value is that of the weakest criterion. Evidence without an \
                 instrument is one criterion of its own.",
    example: "Plan 4, talk 2, talk again 3, log 5 of 5: the weakest is the talk, 3.",
    source: "Digital Promise micro-credentials, College for America, VLACS: all rows of the rubric met",
    parameters: &[CRITERIA],
    choices: &[],
    version: 1,
    pools_groups: false,
    weighs_sources: false,
    instruments: Instruments::Criteria,
    linear: false,
    needs: None,
    refuses: None,
    doubt: None,
    value,
};

fn value(sample: &Sample<'_>) -> Option<f64> {
    let mut best: BTreeMap<Option<&str>, f64> = BTreeMap::new();
    for piece in sample.pieces {
        best.entry(piece.instrument)
            .and_modify(|value| *value = value.max(piece.value))
            .or_insert(piece.value);
    }
    if best.len() < sample.count(&CRITERIA) {
        return None;
    }
    best.into_values().reduce(f64::min)
}

#[cfg(test)]
mod tests {
    use super::ENTRY;
    use crate::testing::{check_instruments, check_rule, inputs, scale_of};

    #[test]
    fn the_weakest_criterion_decides_and_can_be_done_again() {
        check(1, &[("plan", "4"), ("talk", "2"), ("log", "5")], Some("2"));
        check(1, &[("plan", "4"), ("talk", "2"), ("talk", "3"), ("log", "5")], Some("3"));
    }

    #[test]
    fn a_criterion_not_yet_judged_leaves_it_open() {
        check(3, &[("plan", "4"), ("talk", "5")], None);
        check(3, &[("plan", "4"), ("talk", "5"), ("log", "5")], Some("4"));
    }

    #[test]
    fn evidence_without_an_instrument_is_one_criterion() {
        check_rule(&ENTRY, &[], &["1", "4", "2"], Some("4"));
    }

    #[track_caller]
    fn check(criteria: i32, scores: &[(&str, &str)], expected: Option<&str>) {
        check_instruments(
            &inputs(ENTRY.slug, &[("criteria", criteria)], scale_of("3", "5")),
            scores,
            expected,
        );
    }
}
