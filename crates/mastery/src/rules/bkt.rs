//! Known or not, from right and wrong answers: Bayesian knowledge tracing.

use measurement::trace::bkt::Parameters;

use super::{Instruments, Parameter, Rule, Sample};
use crate::{
    doubt::{Doubt, Event, on_scale},
    policy::Policy,
};

/// Known before the first answer.
pub const PRIOR: Parameter = percent("prior_percent", "Known before the first result", (0, 100), 40);

/// Learned between two answers.
pub const LEARN: Parameter = percent("learn_percent", "Learned from one result to the next", (0, 100), 10);

/// Right though not known.
pub const GUESS: Parameter = percent("guess_percent", "Right though not known (a guess)", (0, 99), 20);

/// Wrong though known.
pub const SLIP: Parameter = percent("slip_percent", "Wrong though known (a slip)", (0, 99), 10);

/// Forgotten between two answers.
pub const FORGET: Parameter = percent("forget_percent", "Forgotten from one result to the next", (0, 100), 0);

/// From which chance on mastery is said.
pub const ENOUGH: Parameter =
    percent("known_percent", "The chance of knowing from which on it is mastered", (50, 100), 95);

const fn percent(
    name: &'static str,
    label: &'static str,
    (least, most): (i32, i32),
    default: i32,
) -> Parameter {
    Parameter { name, label, unit: "percent", least, most, default, whole: false }
}

/// The registry's entry.
pub static ENTRY: Rule = Rule {
    slug: "bkt",
    name: "Knowledge tracing",
    definition: "A result that reaches mastery is right, any other wrong. From each the chance that the \
                 competency is known is found by Bayes' law, allowing for guesses and slips, and raised by \
                 what is learned (lowered by what is forgotten) until the next. Mastered when the chance \
                 reaches its cut; the value is the chance, laid on the scale so that the two cuts meet.",
    example: "Known before 40 %, learned 10 %, guess 20 %, slip 10 %: right, right gives 0.9455, on a scale \
              of 5 mastered at 3 the value 2.99; right once more 0.9886, the value 4.54.",
    source: "Corbett & Anderson (1995), mastery at 0.95. Parameters of a competency: onramp measure trace; \
             those that ship are no estimate of yours",
    parameters: &[PRIOR, LEARN, GUESS, SLIP, FORGET, ENOUGH],
    choices: &[],
    version: 1,
    pools_groups: false,
    weighs_sources: false,
    instruments: Instruments::Ignored,
    linear: false,
    needs: None,
    refuses: Some(refuses),
    doubt: Some(doubt),
    value,
};

/// With guess + slip at 1 or above, right answers would speak against knowing.
/// Source: Baker, Corbett & Aleven (2008); van de Sande (2013).
fn refuses(policy: &Policy) -> Option<&'static str> {
    let together = policy.parameter(&GUESS).to_f64() + policy.parameter(&SLIP).to_f64();
    (together >= 100.0)
        .then_some("guess and slip come to 100 percent or more: a right answer would speak against knowing")
}

fn value(sample: &Sample<'_>) -> Option<f64> {
    Some(on_scale(sample, known(sample)?, sample.part(&ENOUGH)))
}

fn doubt(sample: &Sample<'_>) -> Option<Doubt> {
    Some(Doubt::at_one_cut(Event::Known, known(sample)?, sample.part(&ENOUGH)))
}

/// The chance of knowing after all pieces; `None` without any, and for parameters that cannot judge.
fn known(sample: &Sample<'_>) -> Option<f64> {
    if sample.pieces.is_empty() || refuses(sample.policy).is_some() {
        return None;
    }
    let parameters = Parameters {
        prior: sample.part(&PRIOR),
        learn: sample.part(&LEARN),
        forget: sample.part(&FORGET),
        guess: sample.part(&GUESS),
        slip: sample.part(&SLIP),
    };
    let update = |known, piece| parameters.update(known, sample.is_right(piece));
    Some(sample.pieces.iter().fold(parameters.prior, update))
}

#[cfg(test)]
mod tests {
    use domain::Points;
    use proptest::prelude::*;

    use super::ENTRY;
    use crate::{
        explain,
        policy::{BadPolicy, Policy},
        testing::{case, check_rule, history, inputs, scale_of},
    };

    // By hand: 0.4 * 0.9 / 0.48 = 0.75, learned 0.775; 0.6975 / 0.7425, learned 0.945454...;
    // 0.850909 / 0.861818 = 0.987342, learned 0.988608. Laid on the scale 2.9856, and 3 + 2 * 0.772152.
    #[test]
    fn the_worked_example_holds() {
        check_rule(&ENTRY, &[], &["5"], Some("2.45"));
        check_rule(&ENTRY, &[], &["5", "5"], Some("2.99"));
        check_rule(&ENTRY, &[], &["5", "5", "5"], Some("4.54"));
        check_rule(&ENTRY, &[], &[], None);
    }

    // 0.4 * 0.1 / (0.04 + 0.48) = 0.076923, learned 0.169231: 3 * 0.169231 / 0.95.
    #[test]
    fn a_wrong_result_lowers_it_and_forgetting_lowers_it_too() {
        check_rule(&ENTRY, &[], &["0"], Some("0.53"));
        check_rule(&ENTRY, &[], &["5", "5", "5", "0"], Some("2.92"));
        // 0.75 * 0.8 + 0.25 * 0.1 = 0.625: 3 * 0.625 / 0.95.
        check_rule(&ENTRY, &[("forget", 20)], &["5"], Some("1.97"));
    }

    #[test]
    fn guess_and_slip_together_stay_below_one() {
        let given = |guess, slip| [("guess", Points::whole(guess)), ("slip", Points::whole(slip))];
        for (guess, slip, refused) in [(60, 39, false), (60, 40, true), (99, 99, true), (0, 0, false)] {
            let made = Policy::of_rule("bkt", &given(guess, slip));
            assert_eq!(matches!(made, Err(BadPolicy::Together { .. })), refused, "{guess} {slip}");
        }
    }

    #[test]
    fn both_ways_of_being_wrong_are_told() {
        let inputs = inputs("bkt", &[], scale_of("3", "5"));
        let entries = history(&["5", "5"], "5");
        let doubt = explain(&case(&entries, &inputs)).doubt.expect("a doubt");
        assert!((doubt.wrong_if_not_yet().expect("a chance") - 0.945_454_545).abs() < 1e-9);
        assert!((doubt.wrong_if_mastered().expect("a chance") - 0.054_545_455).abs() < 1e-9);
    }

    proptest! {
        #[test]
        fn a_right_result_never_speaks_against_knowing(
            history in prop::collection::vec(prop::bool::ANY, 0..30),
            guess in 0..60_i32,
            slip in 0..40_i32,
            prior in 0..=100_i32,
        ) {
            let given = [("guess", guess), ("slip", slip), ("prior", prior), ("learn", 0)];
            let inputs = inputs("bkt", &given, scale_of("3", "5"));
            let chance = |last: &str| {
                let scores = history.iter().map(|right| if *right { "5" } else { "0" });
                let scores: Vec<&str> = scores.chain([last]).collect();
                explain(&case(&crate::testing::history(&scores, "5"), &inputs)).doubt.expect("a doubt").chance
            };
            let (right, wrong) = (chance("5"), chance("0"));
            prop_assert!((0.0..=1.0).contains(&right) && (0.0..=1.0).contains(&wrong));
            prop_assert!(right >= wrong);
        }
    }
}
