//! How right answers go on, learned from many learners: the chance that the next answer is right.

use super::{Instruments, Parameter, Rule, Sample};
use crate::{
    doubt::{Doubt, Event, on_scale},
    measured::Kind,
};

/// From which chance on mastery is said.
pub const ENOUGH: Parameter = Parameter {
    name: "right_percent",
    label: "The chance that the next answer is right from which on it is mastered",
    unit: "percent",
    least: 50,
    most: 99,
    default: 85,
    whole: false,
};

/// The registry's entry.
pub static ENTRY: Rule = Rule {
    slug: "traced",
    name: "Chance of the next answer",
    definition: "A result that reaches mastery is right, any other wrong. How answers went on for many learners \
                 before gives the chance that this learner's next one is right, to an item such as is answered on \
                 average. Mastered when the chance reaches its cut; the value is the chance, laid on the scale so \
                 that the two cuts meet. Where an item's difficulty is known, it counts too.",
    example: "Where right answers weigh 1.5 and all answers -0.5 (both as ln(1 + n)) and nothing else does: five \
              right give 6/7 = 0.857, on a scale of 5 mastered at 3 the value 3.10; four right 5/6, the value 2.94; \
              a wrong one after five right 0.847.",
    source: "Our own: the model next-answer of onramp measure trace, a logistic regression as in Pavlik, Cen & \
             Koedinger (2009) and Gervet et al. (2020), with ratings and recency",
    parameters: &[ENOUGH],
    choices: &[],
    version: 1,
    pools_groups: false,
    weighs_sources: false,
    instruments: Instruments::Ignored,
    linear: false,
    needs: Some(Kind::Tracing),
    refuses: None,
    doubt: Some(doubt),
    value,
};

fn value(sample: &Sample<'_>) -> Option<f64> {
    Some(on_scale(sample, chance(sample)?, sample.part(&ENOUGH)))
}

fn doubt(sample: &Sample<'_>) -> Option<Doubt> {
    Some(Doubt::at_one_cut(Event::NextRight, chance(sample)?, sample.part(&ENOUGH)))
}

/// The chance after all pieces; `None` without any, without a model, and for a competency that it does not know.
fn chance(sample: &Sample<'_>) -> Option<f64> {
    if sample.pieces.is_empty() {
        return None;
    }
    let heard = sample.pieces.iter().map(|piece| (piece.instrument, sample.is_right(piece)));
    sample.measured?.tracing()?.chance(sample.competency, heard)
}

#[cfg(test)]
mod tests {
    use std::{collections::BTreeMap, sync::Arc};

    use domain::{
        CompetencyId,
        evidence::{Evidence, Fact},
    };
    use measurement::trace::{OnCompetency, SHARED_NAMES};
    use proptest::prelude::*;

    use crate::{
        Inputs,
        doubt::Event,
        explain,
        explain::MeasuredBy,
        measured::{Kind, Measured, Tracing},
        policy::Policy,
        testing::{COMPETENCY, case, entry, evidence, history, on_day, points, scale_of},
    };

    fn set(weights: &[(&str, f64)], competency: CompetencyId, items: &[(&str, f64)]) -> Arc<Measured> {
        let mut shared: BTreeMap<String, f64> =
            SHARED_NAMES.iter().map(|name| ((*name).to_owned(), 0.0)).collect();
        shared.extend(weights.iter().map(|(name, weight)| ((*name).to_owned(), *weight)));
        let on = OnCompetency { answers: 1, ..OnCompetency::default() };
        let items = items.iter().map(|(name, difficulty)| ((*name).to_owned(), *difficulty));
        Arc::new(Tracing::new(&shared, [(competency, on)], items).expect("a set").into())
    }

    fn inputs(set: &Arc<Measured>) -> Inputs {
        let policy = Policy::of_rule("traced", &[]).expect("a policy");
        Inputs::new(policy, scale_of("3", "5")).measured_by(Arc::clone(set))
    }

    /// `(1 + wins)^1.5` to `(1 + attempts)^0.5`, by hand.
    const COUNTS: [(&str, f64); 2] = [("log_wins", 1.5), ("log_attempts", -0.5)];

    // 6/7: 3 + 2 * 0.007143 / 0.15; 5/6: 3 * 0.833333 / 0.85; 6^1.5 = 14.6969 to 7^0.5 = 2.6458.
    #[test]
    fn the_worked_example_holds() {
        let inputs = inputs(&set(&COUNTS, COMPETENCY, &[]));
        for (scores, chance, value, mastered) in [
            (&["5"; 5][..], 6.0 / 7.0, "3.1", true),
            (&["5"; 4], 5.0 / 6.0, "2.94", false),
            (&["5", "5", "5", "5", "5", "2"], 0.847_443, "2.99", false),
        ] {
            let entries = history(scores, "5");
            let why = explain(&case(&entries, &inputs));
            let doubt = why.doubt.expect("a chance");
            assert!((doubt.chance - chance).abs() < 1e-6 && doubt.of == Event::NextRight, "{doubt:?}");
            assert_eq!((doubt.wrong_if_mastered(), doubt.wrong_if_not_yet()), (None, None));
            assert_eq!(
                (why.finding.value, why.finding.mastered),
                (Some(points(value)), mastered),
                "{scores:?}"
            );
        }
    }

    // Ability begins at 0 and moves by 0.8 of the surprise: 0.8 / (1 + e^-d) for a right answer to difficulty d.
    #[test]
    fn a_right_answer_to_a_harder_item_says_more() {
        let set = set(&[("ability", 1.0)], COMPETENCY, &[("easy", -2.0), ("hard", 2.0)]);
        for (item, ability) in
            [("hard", 0.8 * 0.880_797), ("easy", 0.8 * 0.119_203), ("unheard of", 0.8 * 0.5_f64)]
        {
            let instrument = Some(item.to_owned());
            let one = Evidence { instrument, worked_at: on_day(1), ..evidence("5", "5") };
            let entries = [entry(1, Fact::Evidence(one))];
            let chance = explain(&case(&entries, &inputs(&set))).doubt.expect("a chance").chance;
            assert!((chance - 1.0 / (1.0 + (-ability).exp())).abs() < 1e-6, "{item}: {chance}");
        }
    }

    #[test]
    fn a_competency_that_nothing_was_learned_of_is_not_judged_and_why_says_so() {
        let other = set(&COUNTS, CompetencyId::from_bytes([3; 16]), &[]);
        let entries = history(&["5", "5"], "5");
        let judged = inputs(&other);
        let why = explain(&case(&entries, &judged));
        assert_eq!((why.finding.value, why.measured), (None, MeasuredBy::NotOf(&other)));
        let bare = Inputs::new(Policy::of_rule("traced", &[]).expect("a policy"), scale_of("3", "5"));
        let why = explain(&case(&entries, &bare));
        assert_eq!((why.finding.value, why.measured), (None, MeasuredBy::Missing(Kind::Tracing)));
    }

    proptest! {
        #[test]
        fn of_two_histories_the_one_with_more_right_never_stands_lower(
            history in prop::collection::vec(prop::bool::ANY, 1..20),
            which in 0..20_usize,
        ) {
            let inputs = inputs(&set(&COUNTS, COMPETENCY, &[]));
            let chance = |history: &[bool]| {
                let scores: Vec<&str> = history.iter().map(|right| if *right { "5" } else { "0" }).collect();
                explain(&case(&crate::testing::history(&scores, "5"), &inputs)).doubt.expect("a chance").chance
            };
            let mut right = history.clone();
            right[which % history.len()] = true;
            prop_assert!(chance(&right) >= chance(&history));
        }
    }
}
