//! How sure it is that ability lies at or above a cut, from the parameters of the items answered.

use measurement::{
    decide::{Standing, answers_needed, standing},
    posterior::Grid,
};

use super::{Instruments, Parameter, Rule, Sample};
use crate::{
    doubt::{Doubt, Event, Placed, on_scale},
    measured::Kind,
};

/// The cut on the scale of the items.
pub const CUT: Parameter = Parameter {
    name: "cut_logits",
    label: "The cut on the scale of the items",
    unit: "logits",
    least: -6,
    most: 6,
    default: 0,
    whole: false,
};

/// How sure it must be, either way.
pub const SURE: Parameter = Parameter {
    name: "sure_percent",
    label: "The chance from which on mastered is said; not yet is said when the other way is as sure",
    unit: "percent",
    least: 50,
    most: 99,
    default: 95,
    whole: false,
};

/// Nodes of the grid, and how many standard deviations of the population it reaches: the chance comes within
/// 0.0005 of that of 20,001 nodes.
const GRID: (usize, f64) = (121, 6.0);

/// The registry's entry.
pub static ENTRY: Rule = Rule {
    slug: "irt_cut",
    name: "Ability above a cut",
    definition: "From the parameters of the items answered and the population they were calibrated on, the \
                 posterior of the learner's ability is found, and how much of it lies at or above the cut. \
                 Mastered when that chance is large enough, not yet when it is as small; between the two \
                 nothing is said: more answers are needed. Work on anything but a calibrated item, or with a \
                 score that is none of the item's categories, is not counted; of several answers to one item \
                 the newest counts. The value is the chance, laid on the scale so that the two cuts meet.",
    example: "Five items of slope 1.5 and difficulty -1, population 0 and 1, cut 0: all right gives ability \
              0.75, standard error 0.74, and a chance of 0.84: more answers are needed at 95 %; at 80 % it is \
              mastered.",
    source: "Expected a posteriori ability: Bock & Mislevy (1982); a decision at both error rates: Spray & \
             Reckase (1996), Kingsbury & Weiss (1983). Calibration: onramp measure calibrate",
    parameters: &[CUT, SURE],
    choices: &[],
    version: 1,
    pools_groups: false,
    weighs_sources: false,
    instruments: Instruments::Ignored,
    linear: false,
    needs: Some(Kind::ItemParameters),
    refuses: None,
    doubt: Some(doubt),
    value,
};

fn value(sample: &Sample<'_>) -> Option<f64> {
    let (found, _) = stand(sample)?;
    let sure = sample.part(&SURE);
    let decided = found.chance_above >= sure || found.chance_above <= 1.0 - sure;
    decided.then(|| on_scale(sample, found.chance_above, sure))
}

fn doubt(sample: &Sample<'_>) -> Option<Doubt> {
    let (found, answers) = stand(sample)?;
    let (cut, sure) = (sample.number(&CUT), sample.part(&SURE));
    let mut doubt = Doubt {
        of: Event::AboveCut,
        chance: found.chance_above,
        enough: sure,
        too_little: 1.0 - sure,
        placed: Some(Placed { ability: found.estimate.theta, error: found.estimate.error, cut }),
        more_answers: None,
    };
    if !doubt.is_decided() {
        let spread = sample.measured?.items()?.population().sd;
        // What the answers so far told beyond the population, each.
        let told = (1.0 / found.estimate.error.powi(2) - 1.0 / spread.powi(2)) / answers;
        doubt.more_answers = answers_needed(found.estimate, cut, 1.0 - sure, told).filter(|more| *more > 0);
    }
    Some(doubt)
}

/// Where the learner stands to the cut, and from how many answers; `None` without parameters of items, and
/// without an answer to one of them.
fn stand(sample: &Sample<'_>) -> Option<(Standing, f64)> {
    let items = sample.measured?.items()?;
    let read = |piece: &super::Piece<'_>| items.answer(piece.instrument, piece.result?).ok();
    let answers: Vec<_> = sample.pieces.iter().filter_map(read).collect();
    if answers.is_empty() {
        return None;
    }
    let grid = Grid::new(GRID.0, GRID.1).ok()?;
    let found = standing(&answers, items.population(), sample.number(&CUT), grid).ok()?;
    let count = u32::try_from(answers.len()).map_or(f64::MAX, f64::from);
    Some((found, count))
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use domain::evidence::{Entry, Evidence, Fact};
    use measurement::{models::Item, posterior::Population};
    use proptest::prelude::*;

    use crate::{
        Inputs,
        explain::{Standing, explain},
        measured::{ItemParameters, Measured, NotRead},
        policy::Policy,
        testing::{case, entry, evidence, on_day, points, scale_of},
    };

    fn set(items: impl IntoIterator<Item = (String, Item)>) -> Arc<Measured> {
        Arc::new(ItemParameters::new(Population::STANDARD, items).expect("a set").into())
    }

    /// The two-parameter calibration of LSAT7 (mirt test suite), items 1 to 5.
    fn lsat7() -> Arc<Measured> {
        let numbers = [
            (0.987_55, 1.855_86),
            (1.080_84, 0.807_97),
            (1.707_48, 1.805_21),
            (0.764_99, 0.486_00),
            (0.735_67, 1.854_46),
        ];
        set((1..).zip(numbers).map(|(place, (slope, intercept))| {
            (place.to_string(), Item::Logistic { slope, intercept, guessing: 0.0 })
        }))
    }

    fn inputs(set: &Arc<Measured>, given: &[(&str, &str)]) -> Inputs {
        let given: Vec<_> = given.iter().map(|(name, value)| (*name, points(value))).collect();
        let policy = Policy::of_rule("irt_cut", &given).expect("a policy");
        Inputs::new(policy, scale_of("3", "5")).measured_by(Arc::clone(set))
    }

    fn answers(given: &[(&str, &str)]) -> Vec<Entry> {
        let of = |(day, (item, score)): (i64, &(&str, &str))| {
            let instrument = Some((*item).to_owned()).filter(|item| !item.is_empty());
            entry(
                day,
                Fact::Evidence(Evidence { instrument, worked_at: on_day(day), ..evidence(score, "1") }),
            )
        };
        (1..).zip(given).map(of).collect()
    }

    /// One digit per item of LSAT7.
    fn pattern(digits: &str) -> Vec<Entry> {
        let given: Vec<(String, String)> = (1..)
            .zip(digits.chars())
            .map(|(place, digit): (i32, char)| (place.to_string(), digit.to_string()))
            .collect();
        let given: Vec<_> = given.iter().map(|(item, score)| (item.as_str(), score.as_str())).collect();
        answers(&given)
    }

    // Ability and its error from mirt's EAP scores of these patterns; chances by an integration of its own on
    // 20,001 nodes.
    #[test]
    fn ability_is_that_of_mirt_and_the_chance_that_of_a_finer_grid() {
        for (digits, cut, ability, error, chance) in [
            ("11111", "0", 0.727_19, 0.800_93, 0.816_407),
            ("00000", "0", -1.869_78, 0.692_70, 0.002_638),
            ("11111", "-0.5", 0.727_19, 0.800_93, 0.943_992),
        ] {
            let inputs = inputs(&lsat7(), &[("cut", cut)]);
            let doubt = explain(&case(&pattern(digits), &inputs)).doubt.expect("a doubt");
            let placed = doubt.placed.expect("a place");
            assert!(
                (placed.ability - ability).abs() < 1e-4 && (placed.error - error).abs() < 1e-4,
                "{placed:?}"
            );
            assert!((doubt.chance - chance).abs() < 5e-4, "{digits} {cut}: {doubt:?}");
        }
    }

    #[test]
    fn the_worked_example_holds() {
        let items = || {
            (1..=5).map(|place: i32| (place.to_string(), Item::two_parameter(1.5, -1.0).expect("an item")))
        };
        let found = |sure: &str| {
            let inputs = inputs(&set(items()), &[("sure", sure)]);
            let entries = pattern("11111");
            let why = explain(&case(&entries, &inputs));
            let placed = why.doubt.and_then(|doubt| doubt.placed).expect("a place");
            assert_eq!(format!("{:.2} {:.2}", placed.ability, placed.error), "0.75 0.74");
            assert_eq!(format!("{:.2}", why.doubt.expect("a doubt").chance), "0.84");
            (why.finding.value.map(|value| value.to_string()), why.finding.mastered)
        };
        assert_eq!(found("95"), (None, false));
        // The chance is 0.8453 on the finer grid: 3 + 2 * 0.0453 / 0.2.
        assert_eq!(found("80"), (Some("3.45".to_owned()), true));
    }

    #[test]
    fn as_sure_of_not_yet_is_not_yet() {
        let inputs = inputs(&lsat7(), &[]);
        let finding = explain(&case(&pattern("00000"), &inputs)).finding;
        assert_eq!(
            (finding.value, finding.mastered, finding.level.as_deref()),
            (Some(points("0.01")), false, Some("1"))
        );
    }

    #[test]
    fn what_is_no_answer_to_an_item_of_the_set_is_named_and_not_guessed() {
        let inputs = inputs(&lsat7(), &[("sure", "60")]);
        let given = [("1", "1"), ("", "1"), ("9", "1"), ("2", "0.5"), ("1", "0"), ("3", "1")];
        let entries = answers(&given);
        let why = explain(&case(&entries, &inputs));
        let standings: Vec<Standing> = why.evidence.iter().map(|line| line.standing).collect();
        assert_eq!(
            standings,
            [
                Standing::AnsweredAgain { counted: entries[4].sequence },
                Standing::NotRead(NotRead::NoItem),
                Standing::NotRead(NotRead::UnknownItem),
                Standing::NotRead(NotRead::NoCategory),
                Standing::Counted,
                Standing::Counted,
            ]
        );
        assert_eq!(why.finding.evidence_count, 2);
    }

    #[test]
    fn without_parameters_nothing_is_judged() {
        let plain = Inputs::new(Policy::of_rule("irt_cut", &[]).expect("a policy"), scale_of("3", "5"));
        let why = explain(&case(&pattern("11111"), &plain)).finding;
        assert_eq!((why.value, why.evidence_count), (None, 5));
    }

    #[test]
    fn the_digest_of_the_set_is_part_of_the_inputs_and_another_set_is_refused() {
        let (set, other) = (lsat7(), set([("1".to_owned(), Item::rasch(0.0).expect("an item"))]));
        let with = inputs(&set, &[]);
        assert_ne!(with.digest(), inputs(&other, &[]).digest());
        let mut read = Inputs::read(with.text()).expect("reads");
        assert_eq!((read.digest(), read.measured()), (with.digest(), None));
        assert!(!read.bring(&other) && read.bring(&set));
        assert_eq!(read, with);
        let highest = Inputs::new(Policy::of_rule("highest", &[]).expect("a policy"), scale_of("3", "5"));
        assert_eq!(highest.clone().measured_by(set), highest);
    }

    proptest! {
        #[test]
        fn one_more_right_answer_never_lowers_the_chance_and_the_order_does_not_matter(
            digits in prop::collection::vec(prop::bool::ANY, 5),
            which in 0..5_usize,
            turn in 0..5_usize,
        ) {
            let of = |digits: &[bool]| -> String { digits.iter().map(|digit| if *digit { '1' } else { '0' }).collect() };
            let inputs = inputs(&lsat7(), &[]);
            let chance = |entries: &[Entry]| explain(&case(entries, &inputs)).doubt.expect("a doubt").chance;
            let (mut right, mut wrong) = (digits.clone(), digits);
            (right[which], wrong[which]) = (true, false);
            let (right, wrong) = (pattern(&of(&right)), pattern(&of(&wrong)));
            prop_assert!(chance(&right) > chance(&wrong));
            let mut turned = right.clone();
            turned.rotate_left(turn);
            prop_assert_eq!(chance(&turned).to_bits(), chance(&right).to_bits());
        }
    }
}
