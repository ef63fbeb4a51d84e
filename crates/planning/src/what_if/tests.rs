use domain::CompetencyId;
use measurement::random::Generator;
use proptest::prelude::*;

use super::{
    BETWEEN_LEARNERS, Case, Effort, Minutes, Missing, Outlook, Recent, Speed, WITHIN_LEARNER,
    chance_at_recent_speed,
};

fn minutes(minutes: f64) -> Minutes {
    Minutes::new(minutes).expect("minutes")
}

fn missing(expected: &[f64]) -> Vec<Missing> {
    let one = |expected: &f64| Missing {
        competency: CompetencyId::from_bytes([1; 16]),
        expected: minutes(*expected),
    };
    expected.iter().map(one).collect()
}

fn cases(took: &[f64]) -> Vec<Case> {
    took.iter().map(|took| Case { expected: minutes(100.0), took: minutes(*took) }).collect()
}

#[test]
fn without_cases_the_speed_is_that_of_learners_in_general() {
    let speed = Speed::of(&[]);
    assert!((speed.factor() - 1.0).abs() < 1e-12);
    assert!((speed.variance - 0.16).abs() < 1e-12 && (speed.noise - 0.25).abs() < 1e-12);
}

// By hand: sum 200, s = 0.25, v = 0.16; E = 200 e^0.205 = 245.50; E[T^2]/E^2 = e^0.16 (1 + 0.5 (e^0.25 - 1)) =
// 1.34015; spread = sqrt(ln 1.34015) = 0.54108; middle = 245.50 / sqrt(1.34015) = 212.07.
#[test]
fn the_interval_is_that_of_the_formula() {
    let effort = Effort::of(&missing(&[100.0, 100.0]), &Speed::of(&[])).expect("something is missing");
    let found = effort.minutes();
    assert!((found.middle - 212.07).abs() < 0.05, "{found:?}");
    assert!(((found.high / found.middle).ln() - 1.281_55 * 0.541_08).abs() < 1e-3, "{found:?}");
    assert!((effort.chance_within(found.high) - 0.9).abs() < 1e-9);
    assert!((effort.chance_within(found.low) - 0.1).abs() < 1e-9);
    assert!(effort.chance_within(0.0) <= 0.0);
}

#[test]
fn few_cases_move_the_speed_little_and_many_move_it_nearly_all_the_way() {
    let few = Speed::of(&cases(&[200.0])).factor();
    let many = Speed::of(&cases(&[200.0; 60])).factor();
    assert!(1.2 < few && few < 1.5, "{few}");
    assert!(1.95 < many && many < 2.0, "{many}");
}

#[test]
fn nothing_missing_takes_nothing() {
    assert_eq!(Effort::of(&[], &Speed::of(&[])), None);
    assert_eq!(chance_at_recent_speed(0, 1.0, Recent { mastered: 0, weeks: 4.0 }), Some(1.0));
}

#[test]
fn minutes_that_nothing_takes_are_refused() {
    for hostile in [0.0, -1.0, 1e7, f64::NAN, f64::INFINITY] {
        assert!(Minutes::new(hostile).is_err(), "{hostile}");
    }
}

// Negative binomial of shape 2.5 and odds 1: P(N = 0) = 0.5^2.5 = 0.17678, P(N = 1) = 0.17678 * 0.5 * 2.5 = 0.22097.
#[test]
fn the_chance_at_the_speed_of_late_is_negative_binomial() {
    let recent = Recent { mastered: 2, weeks: 4.0 };
    let of = |missing| chance_at_recent_speed(missing, 4.0, recent).expect("a chance");
    assert!((of(1) - 0.823_22).abs() < 1e-4 && (of(2) - 0.602_25).abs() < 1e-4);
    assert_eq!(chance_at_recent_speed(1, 0.0, recent), Some(0.0));
    assert_eq!(chance_at_recent_speed(1, 4.0, Recent { mastered: 2, weeks: 0.0 }), None);
    assert_eq!(chance_at_recent_speed(1, f64::NAN, recent), None);
}

#[test]
fn an_outlook_is_a_chance_in_words() {
    assert_eq!([0.8, 0.5, 0.2].map(Outlook::of), [Outlook::Likely, Outlook::Uncertain, Outlook::Unlikely]);
}

/// Learners of the model: what share of the intervals holds what it truly took.
#[test]
fn intervals_of_80_percent_hold_four_in_five_with_few_and_with_many_cases() {
    let mut generator = Generator::new(7);
    for known in [0_usize, 2, 10] {
        let (mut held, learners) = (0_u32, 4_000_u32);
        for _ in 0..learners {
            let speed = BETWEEN_LEARNERS * generator.normal();
            let mut takes = |expected: f64| (speed + WITHIN_LEARNER * generator.normal()).exp() * expected;
            let cases: Vec<Case> =
                (0..known).map(|_| Case { expected: minutes(60.0), took: minutes(takes(60.0)) }).collect();
            let expected = [40.0, 60.0, 90.0, 120.0, 60.0, 30.0, 45.0];
            let truly: f64 = expected.iter().map(|one| takes(*one)).sum();
            let found = Effort::of(&missing(&expected), &Speed::of(&cases)).expect("missing").minutes();
            held += u32::from(found.low <= truly && truly <= found.high);
        }
        let share = f64::from(held) / f64::from(learners);
        assert!((0.775..=0.825).contains(&share), "{known} cases: {share}");
    }
}

proptest! {
    #[test]
    fn more_that_is_missing_takes_longer_and_more_cases_are_no_wider(
        expected in prop::collection::vec(1.0..600.0_f64, 1..30),
        took in prop::collection::vec(20.0..300.0_f64, 0..20),
    ) {
        let speed = Speed::of(&cases(&took));
        let all = Effort::of(&missing(&expected), &speed).expect("missing").minutes();
        prop_assert!(0.0 < all.low && all.low < all.middle && all.middle < all.high && all.high.is_finite());
        if let Some(fewer) = Effort::of(&missing(&expected[1..]), &speed) {
            prop_assert!(fewer.minutes().middle < all.middle);
        }
        let same = vec![100.0; took.len() + 5];
        let more = Speed::of(&cases(&same));
        prop_assert!(more.variance <= Speed::of(&cases(&same[5..])).variance);
    }

    #[test]
    fn the_chance_falls_with_what_is_missing_and_rises_with_time(
        missing in 1..60_usize,
        weeks in 0.1..50.0_f64,
        mastered in 0..40_u32,
    ) {
        let recent = Recent { mastered, weeks: 8.0 };
        let of = |missing, weeks| chance_at_recent_speed(missing, weeks, recent).expect("a chance");
        prop_assert!((0.0..=1.0).contains(&of(missing, weeks)));
        prop_assert!(of(missing + 1, weeks) <= of(missing, weeks));
        prop_assert!(of(missing, weeks) <= of(missing, weeks + 1.0) + 1e-12);
    }
}
