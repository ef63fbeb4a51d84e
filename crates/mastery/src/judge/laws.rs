//! Laws that hold for every rule and any history.

use domain::{
    Points, Timestamp,
    evidence::{Entry, Evidence, Fact, Sequence, Source},
};
use proptest::prelude::*;

use super::{Case, judge};
use crate::{
    explain::{Standing, explain},
    policy::Inputs,
    rules,
    testing::{COMPETENCY, case, decision, entry, evidence, inputs, on_day, scale_of},
};

/// One entry in the making: kind, score, source, day, instrument, and which entry it corrects.
type Drawn = (u8, i64, usize, i64, u8, i64);

fn drawn() -> impl Strategy<Value = Drawn> {
    (0..12_u8, 0..=10_i64, 0..6_usize, 0..200_i64, 0..3_u8, 1..20_i64)
}

/// Entries 1, 2, 3, ...; no two are worked at the same moment.
fn entries(drawn: &[Drawn]) -> Vec<Entry> {
    (1..)
        .zip(drawn)
        .map(|(sequence, &(kind, score, source, day, instrument, of))| {
            let reason = "because".to_owned();
            match kind {
                0 => entry(sequence, Fact::Retraction { of: Sequence(of), reason }),
                1 => entry(sequence, Fact::Excusal { of: Sequence(of), reason }),
                2 => decision(sequence, "4", (day > 100).then(|| on_day(day))),
                3 => entry(sequence, Fact::Erased),
                _ => {
                    let mut given = evidence("0", "5");
                    given.result.points = Points::from_millionths(score * 500_000);
                    given.source = Source::ALL[source].0;
                    given.instrument = Some(format!("task {instrument}"));
                    given.result_group = (kind < 6).then(|| format!("quiz {instrument}"));
                    given.mastery_cut = (kind == 7).then(|| Points::from_millionths(800_000));
                    given.worked_at =
                        Timestamp::from_second(on_day(day).as_second() + sequence).expect("a time");
                    entry(sequence, Fact::Evidence(given))
                }
            }
        })
        .collect()
}

fn any_inputs() -> impl Strategy<Value = Inputs> {
    (0..rules::ALL.len(), 1..4_i32, 20..400_i32, 0..3_i32).prop_map(|(rule, least, days, weight)| {
        let given =
            [("minimum_evidence", least), ("too_old_days", days), ("source_weight.observation", weight)];
        inputs(rules::ALL[rule].slug, &given, scale_of("3", "5"))
    })
}

proptest! {
    #[test]
    fn the_order_of_arrival_does_not_matter(
        drawn in prop::collection::vec(drawn(), 0..20),
        inputs in any_inputs(),
        turn in 0..20_usize,
    ) {
        let one = entries(&drawn);
        let mut other = one.clone();
        other.reverse();
        let turn = turn % other.len().max(1);
        other.rotate_left(turn);
        prop_assert_eq!(judge(&case(&one, &inputs)), judge(&case(&other, &inputs)));
    }

    #[test]
    fn retracting_an_entry_is_as_if_it_had_never_been(
        drawn in prop::collection::vec(drawn(), 1..20),
        inputs in any_inputs(),
        which in 0..20_usize,
    ) {
        let all = entries(&drawn);
        let which = which % all.len();
        let mut without = all.clone();
        let gone = without.remove(which);
        prop_assume!(gone.fact != Fact::Erased);
        let mut with = all;
        with.push(entry(100, Fact::Retraction { of: gone.sequence, reason: "typo".to_owned() }));
        prop_assert_eq!(judge(&case(&with, &inputs)).finding, judge(&case(&without, &inputs)).finding);
    }

    #[test]
    fn a_mean_lies_between_the_least_and_the_most(
        drawn in prop::collection::vec(drawn(), 1..20),
        rule in prop::sample::select(vec![
            "highest", "latest", "average", "weighted_average", "decaying_average", "time_decayed",
            "n_mastery", "all_criteria", "weighted_outcomes",
        ]),
    ) {
        let inputs = inputs(rule, &[], scale_of("3", "5"));
        let entries = entries(&drawn);
        let why = explain(&case(&entries, &inputs));
        let counted = why.evidence.iter().filter(|line| line.standing == Standing::Counted);
        let values: Vec<Points> = counted.map(|line| line.pooled.or(line.value).expect("a value")).collect();
        if let Some(value) = why.by_rule {
            let hair = Points::from_millionths(5_001);
            let (least, most) = (*values.iter().min().expect("some"), *values.iter().max().expect("some"));
            prop_assert!(least.minus(value) <= hair && value.minus(most) <= hair);
        }
    }

    #[test]
    fn nothing_changes_before_the_moment_that_is_told(
        drawn in prop::collection::vec(drawn(), 0..20),
        inputs in any_inputs(),
        day in 0..300_i64,
        later in 0..400_i64,
    ) {
        let entries = entries(&drawn);
        let at = |as_of| Case { entries: &entries, competency: COMPETENCY, inputs: &inputs, as_of };
        let now = judge(&at(on_day(day)));
        let told = now.finding.changes_at;
        let then = Timestamp::from_second(on_day(day + later).as_second() + later).expect("a time");
        if told.is_none_or(|told| then < told) {
            prop_assert_eq!(&judge(&at(then)), &now);
        }
        if let Some(told) = told {
            prop_assert_ne!(judge(&at(told)).why, now.why);
        }
    }

    #[test]
    fn the_explanation_has_the_digest_of_the_judgement_and_shares_make_a_whole(
        drawn in prop::collection::vec(drawn(), 0..20),
        inputs in any_inputs(),
    ) {
        let entries = entries(&drawn);
        let judged = judge(&case(&entries, &inputs));
        let why = explain(&case(&entries, &inputs));
        prop_assert_eq!((&why.finding, why.why), (&judged.finding, judged.why));
        let shares: Vec<f64> = why.evidence.iter().filter_map(|line| line.share).collect();
        if !shares.is_empty() {
            prop_assert!((shares.iter().sum::<f64>() - 1.0).abs() < 1e-9);
        }
    }

    #[test]
    fn not_enough_is_never_mastered(evidence_days in prop::collection::vec(0..200_i64, 0..3)) {
        let inputs = inputs("average", &[("minimum_evidence", 3)], scale_of("3", "5"));
        let entries: Vec<Entry> = (1..)
            .zip(evidence_days)
            .map(|(sequence, day)| {
                entry(sequence, Fact::Evidence(Evidence { worked_at: on_day(day), ..evidence("5", "5") }))
            })
            .collect();
        let finding = judge(&case(&entries, &inputs)).finding;
        prop_assert!(!finding.mastered && finding.value.is_none() && finding.level.is_none());
    }
}
