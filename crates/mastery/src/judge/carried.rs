//! Laws of evidence that comes over a crosswalk.

use domain::{
    CompetencyId,
    crosswalk::{Carry, Relation},
    evidence::{Entry, Fact},
};
use proptest::prelude::*;

use super::{Case, judge};
use crate::{
    explain::explain,
    policy::Inputs,
    rules,
    testing::{COMPETENCY, case, decision, inputs, scale_of, scored},
};

const OLDER: [CompetencyId; 2] = [CompetencyId::from_bytes([3; 16]), CompetencyId::from_bytes([4; 16])];

fn carrying(inputs: Inputs) -> Inputs {
    let link = |old, new, relation| Carry { old, new, relation };
    inputs.carrying(&[link(OLDER[1], OLDER[0], Relation::Same), link(OLDER[0], COMPETENCY, Relation::Split)])
}

/// Work and decisions about the competency itself and two older ones: `(whose, score)`.
fn entries(drawn: &[(usize, u8)], all_own: bool) -> Vec<Entry> {
    (1..)
        .zip(drawn)
        .map(|(sequence, &(whose, score))| {
            let mut made = match score {
                9 => decision(sequence, "4", None),
                score => scored(sequence, &score.to_string(), "5"),
            };
            let whose = if all_own { COMPETENCY } else { [COMPETENCY, OLDER[0], OLDER[1]][whose] };
            match &mut made.fact {
                Fact::Evidence(evidence) => evidence.competency = whose,
                Fact::Decision(decision) => decision.competency = whose,
                _ => {}
            }
            made
        })
        .collect()
}

proptest! {
    #[test]
    fn nothing_is_lost_on_the_way_and_the_order_does_not_matter(
        drawn in prop::collection::vec((0..3_usize, prop_oneof![8 => 0..=5_u8, 1 => Just(9_u8)]), 0..20),
        rule in 0..rules::ALL.len(),
        turn in 0..20_usize,
    ) {
        let plain = inputs(rules::ALL[rule].slug, &[], scale_of("3", "5"));
        let carrying = carrying(plain.clone());
        let (carried, own) = (entries(&drawn, false), entries(&drawn, true));
        let judged = judge(&case(&carried, &carrying));
        prop_assert_eq!(&judged.finding, &judge(&case(&own, &plain)).finding);
        let lines = explain(&case(&carried, &carrying));
        prop_assert_eq!(lines.evidence.len() + lines.decisions.len(), drawn.len());
        prop_assert_eq!(lines.why, judged.why);
        let mut turned = carried.clone();
        turned.rotate_left(turn % drawn.len().max(1));
        prop_assert_eq!(judge(&case(&turned, &carrying)), judged);
    }
}

#[test]
fn the_crosswalk_is_part_of_the_inputs_and_reads_back() {
    let plain = inputs("highest", &[], scale_of("3", "5"));
    let carrying = carrying(plain.clone());
    assert_ne!(carrying.digest(), plain.digest());
    assert_eq!(Inputs::read(carrying.text()).as_ref(), Ok(&carrying));
    assert_eq!(plain.clone().carrying(&[]), plain);
}

#[test]
fn without_a_link_older_evidence_is_passed_over() {
    let entries = entries(&[(1, 5), (2, 5)], false);
    let plain = inputs("highest", &[], scale_of("3", "5"));
    assert_eq!(judge(&Case { ..case(&entries, &plain) }).finding.evidence_count, 0);
}
