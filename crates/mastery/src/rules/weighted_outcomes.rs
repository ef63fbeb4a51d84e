//! Several outcomes of the same work, each with its weight.

use std::collections::BTreeMap;

use super::{Instruments, Rule, Sample};
use crate::mean;

/// The registry's entry.
pub static ENTRY: Rule = Rule {
    slug: "weighted_outcomes",
    name: "Weighted outcomes",
    definition: "Each instrument is an outcome and counts by its mean; the value is the mean of the \
                 outcomes by their weights (policy fields `mastery.outcome_weight.<instrument>`). The \
                 weight of an outcome without evidence is spread over the others in proportion. An outcome \
                 that the policy gives no weight does not count; when it gives none at all, all weigh \
                 alike.",
    example: "Knowledge 4, oral 2 of 5 at 70 and 10 (written and teamwork, 10 each, not yet seen): \
              (70 x 4 + 10 x 2) / 80 = 3.75.",
    source: "New Tech Network, outcome weights 70/10/10/10, Agency not graded",
    parameters: &[],
    choices: &[],
    version: 1,
    pools_groups: false,
    weighs_sources: true,
    instruments: Instruments::Outcomes,
    linear: true,
    needs: None,
    refuses: None,
    doubt: None,
    value,
};

fn value(sample: &Sample<'_>) -> Option<f64> {
    let mut outcomes: BTreeMap<&str, Vec<(f64, f64)>> = BTreeMap::new();
    for piece in sample.pieces {
        outcomes.entry(piece.instrument.unwrap_or_default()).or_default().push((piece.value, piece.weight));
    }
    mean::of(outcomes.into_iter().filter_map(|(outcome, pieces)| {
        Some((mean::of(pieces)?, sample.policy.outcome_weight(outcome).to_f64()))
    }))
}

#[cfg(test)]
mod tests {
    use domain::Points;

    use super::ENTRY;
    use crate::{
        Inputs, Policy,
        testing::{check_instruments, check_rule, scale_of},
    };

    #[test]
    fn the_weights_of_new_tech() {
        check(&[("knowledge", "4"), ("written", "2"), ("oral", "3"), ("teamwork", "1")], Some("3.4"));
    }

    #[test]
    fn a_missing_outcome_gives_its_weight_to_the_others() {
        check(&[("knowledge", "4"), ("oral", "2")], Some("3.75"));
    }

    #[test]
    fn an_outcome_counts_by_its_mean_however_often_it_was_seen() {
        check(&[("knowledge", "3"), ("knowledge", "5"), ("oral", "2"), ("oral", "2")], Some("3.75"));
    }

    #[test]
    fn an_outcome_without_weight_does_not_count() {
        check(&[("knowledge", "4"), ("agency", "0")], Some("4"));
        check(&[("agency", "0")], None);
    }

    #[test]
    fn without_any_weights_all_outcomes_weigh_alike() {
        check_rule(&ENTRY, &[], &["1", "4"], Some("2.5"));
    }

    #[track_caller]
    fn check(scores: &[(&str, &str)], expected: Option<&str>) {
        let weights = [("knowledge", 70), ("written", 10), ("oral", 10), ("teamwork", 10)];
        let given: Vec<_> = weights
            .iter()
            .map(|(outcome, weight)| (format!("outcome_weight.{outcome}"), Points::whole(*weight)))
            .collect();
        let given: Vec<_> = given.iter().map(|(name, weight)| (name.as_str(), *weight)).collect();
        let policy = Policy::of_rule(ENTRY.slug, &given).expect("a policy");
        check_instruments(&Inputs::new(policy, scale_of("3", "5")), scores, expected);
    }
}
