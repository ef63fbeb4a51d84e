//! Evidence fades with the calendar.

use measurement::memory::{Memory, Recall, Weights};

use super::{Choice, Instruments, Parameter, Piece, Rule, Sample};
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

/// By which law results fade.
pub const FORGETTING: Choice = Choice {
    name: "forgetting",
    label: "By which law results fade: by half for every half-life, or as memory fades (FSRS-6)",
    words: &["half_life", "fsrs"],
};

const SECONDS_PER_DAY: f64 = 86_400.0;

/// The registry's entry.
pub static ENTRY: Rule = Rule {
    slug: "time_decayed",
    name: "Fading with time",
    definition: "A mean in which a result weighs half as much for every half-life that it is older than \
                 the newest. Weights are relative to the newest result, so that the value does not move \
                 while nothing is added. Where forgetting is fsrs, a result weighs the chance that what it \
                 showed is still recalled at the newest: every result is a review, again below mastery, hard \
                 from mastery on, good from half way to the points possible on, easy beyond them.",
    example: "1 of 5, then 5 of 5 one half-life later: (0.5 x 1 + 1 x 5) / 1.5 = 3.67. By fsrs ten days later \
              1 of 5 weighs 0.55: (0.5518 x 1 + 1 x 5) / 1.5518 = 3.58.",
    source: "Exponential decay; the platform's own rule. Memory: FSRS-6 with its published weights (Ye, Su & \
             Cao, 2022; open-spaced-repetition)",
    parameters: &[HALF_LIFE],
    choices: &[FORGETTING],
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
    if sample.word(&FORGETTING) == "fsrs" {
        return as_memory_fades(sample);
    }
    let half_life_seconds = sample.number(&HALF_LIFE) * SECONDS_PER_DAY;
    mean::of(sample.pieces.iter().map(|piece| {
        let seconds = newest.duration_since(piece.worked_at).as_secs_f64();
        (piece.value, piece.weight * libm::exp2(-seconds / half_life_seconds))
    }))
}

/// The mean in which each piece weighs the chance that what it showed is still recalled at the newest, by the
/// memory as it stood after that piece.
fn as_memory_fades(sample: &Sample<'_>) -> Option<f64> {
    let weights = Weights::PUBLISHED;
    let newest = sample.pieces.last()?.worked_at;
    let days = |from: &Piece<'_>, to| to_days(from.worked_at, to);
    let mut before: Option<(&Piece<'_>, Memory)> = None;
    mean::of(sample.pieces.iter().map(|piece| {
        let recall = Recall::of_score(piece.value, sample.mastery, sample.possible);
        let memory = match before {
            None => Memory::first(&weights, recall),
            Some((last, memory)) => memory.review(&weights, whole(days(last, piece.worked_at)), recall),
        };
        before = Some((piece, memory));
        (piece.value, piece.weight * memory.retrievability(&weights, days(piece, newest)))
    }))
}

fn to_days(from: domain::Timestamp, to: domain::Timestamp) -> f64 {
    to.duration_since(from).as_secs_f64() / SECONDS_PER_DAY
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped")]
fn whole(days: f64) -> u32 {
    days.floor().clamp(0.0, 36_500.0) as u32
}

#[cfg(test)]
mod tests {
    use domain::evidence::{Evidence, Fact};

    use super::ENTRY;
    use crate::{
        judge::judge,
        policy::{Inputs, Policy},
        testing::{case, check_rule, entry, evidence, on_day, scale_of},
    };

    // Results are a day apart: weights 1/16, 1/8, 1/4, 1/2, 1 give 8.0625 / 1.9375 = 4.1613.
    #[test]
    fn a_result_one_half_life_older_weighs_half() {
        check_rule(&ENTRY, &[("half_life", 1)], &["1", "5"], Some("3.67"));
        check_rule(&ENTRY, &[("half_life", 1)], &["1", "2", "3", "4", "5"], Some("4.16"));
    }

    /// Judges `(day, score of 5)` by the memory of FSRS-6.
    #[track_caller]
    fn check_memory(given: &[(i64, &str)], expected: &str) {
        let policy =
            Policy::of_rule("time_decayed", &[]).and_then(|policy| policy.choosing("forgetting", "fsrs"));
        let inputs = Inputs::new(policy.expect("a policy"), scale_of("3", "5"));
        let entries: Vec<_> = (1..)
            .zip(given)
            .map(|(place, (day, score))| {
                entry(place, Fact::Evidence(Evidence { worked_at: on_day(*day), ..evidence(score, "5") }))
            })
            .collect();
        let value = judge(&case(&entries, &inputs)).finding.value.map(|value| value.to_string());
        assert_eq!(value.as_deref(), Some(expected), "{given:?}");
    }

    // After ten days again is recalled with 0.551846, hard with 0.717870 and good with 0.774367 (crate fsrs 6.6.2).
    #[test]
    fn by_fsrs_a_result_weighs_what_is_still_recalled() {
        check_memory(&[(0, "1"), (10, "5")], "3.58");
        check_memory(&[(0, "3"), (10, "5")], "4.16");
        check_memory(&[(0, "5"), (10, "1")], "2.75");
        check_memory(&[(0, "4")], "4");
        check_memory(&[(0, "1"), (0, "5")], "3");
    }

    #[test]
    fn forgetting_that_nobody_chose_leaves_no_line_and_one_that_was_reads_back() {
        let plain = Policy::of_rule("time_decayed", &[]).expect("a policy");
        assert!(plain.origins().iter().all(|given| !given.field.contains("forgetting")));
        let chosen = plain.clone().choosing("forgetting", "fsrs").expect("a policy");
        let inputs = Inputs::new(chosen, scale_of("3", "5"));
        assert_ne!(inputs.digest(), Inputs::new(plain.clone(), scale_of("3", "5")).digest());
        assert_eq!(Inputs::read(inputs.text()), Ok(inputs));
        assert!(
            plain.clone().choosing("forgetting", "never").is_err() && plain.choosing("x", "fsrs").is_err()
        );
    }

    #[test]
    fn within_days_a_long_half_life_is_nearly_an_average() {
        check_rule(&ENTRY, &[], &["1", "2", "3", "4", "5"], Some("3.02"));
        check_rule(&ENTRY, &[], &["2"], Some("2"));
        check_rule(&ENTRY, &[], &[], None);
    }
}
