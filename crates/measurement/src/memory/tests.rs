//! Against the crate `fsrs` 6.6.2, and laws.

use proptest::prelude::*;

use super::{BadWeights, Memory, Recall, Weights};

const W: Weights = Weights::PUBLISHED;

fn recall(rating: u32) -> Recall {
    [Recall::Again, Recall::Hard, Recall::Good, Recall::Easy][rating as usize - 1]
}

fn follow(reviews: &[(u32, u32)]) -> Memory {
    let first = Memory::first(&W, recall(reviews[0].0));
    reviews[1..].iter().fold(first, |memory, (rating, days)| memory.review(&W, *days, recall(*rating)))
}

/// Reviews as `(rating, days since the one before)`; stability, difficulty, the chance after 10 days and the days
/// until it falls to 0.85, as the crate prints them with its published weights. The fifth history is that of its
/// own test suite.
type Row = (&'static [(u32, u32)], f64, f64, f64, f64);

const CRATE: [Row; 12] = [
    (&[(3, 0)], 2.3065, 2.118_104, 0.774_366_86, 4.397_169),
    (&[(1, 0)], 0.212, 6.4133, 0.551_845_5, 0.404_162_08),
    (&[(2, 0)], 1.2931, 5.112_170_7, 0.717_869_64, 2.465_198),
    (&[(4, 0)], 8.2956, 1.0, 0.886_657_2, 15.814_939),
    (&[(1, 0), (3, 0), (3, 1), (3, 3), (3, 8), (3, 21)], 53.626_91, 6.357_486_7, 0.974_443_3, 102.235_68),
    (&[(3, 0), (3, 3), (1, 10), (3, 1), (3, 4)], 9.818_854, 7.367_922_3, 0.898_739_16, 18.718_908),
    (&[(4, 0), (4, 15), (4, 60), (4, 200)], 1_286.905_4, 1.0, 0.998_830_44, 2_453.388_4),
    (
        &[(2, 0), (2, 1), (2, 2), (2, 5), (1, 9), (1, 0), (3, 0)],
        0.509_176_1,
        9.807_931,
        0.628_836,
        0.970_705_9,
    ),
    (&[(3, 0), (1, 400), (3, 400)], 18.524_698, 7.382_336, 0.936_602_1, 35.315_945),
    (&[(1, 0), (1, 0), (1, 0), (1, 0), (1, 0)], 0.007_209_406_2, 9.936_387, 0.328_676_07, 0.013_744_191),
    (&[(3, 0), (4, 0), (3, 7), (2, 20), (3, 45)], 162.562, 4.001_826_3, 0.991_011_1, 309.912_23),
    (&[(4, 0), (1, 1), (4, 1), (1, 1), (4, 1)], 3.163_242_8, 8.219_645, 0.804_492_65, 6.030_484_7),
];

#[test]
fn memories_are_those_of_the_crate() {
    let near = |found: f64, expected: f64| (found / expected - 1.0).abs() < 1e-5;
    for (reviews, stability, difficulty, chance, days) in CRATE {
        let memory = follow(reviews);
        assert!(
            near(memory.stability, stability) && near(memory.difficulty, difficulty),
            "{reviews:?} {memory:?}"
        );
        assert!(near(memory.retrievability(&W, 10.0), chance), "{reviews:?}");
        assert!(near(memory.days_until(&W, 0.85).expect("days"), days), "{reviews:?}");
    }
}

// The crate's own test of intervals: stability 1, retentions 0.1 to 0.9.
#[test]
fn intervals_are_those_that_are_published() {
    let memory = Memory { stability: 1.0, difficulty: 5.0 };
    for (tenths, days) in (1..).zip([3_116_766.0, 34_793.0, 2_508.0, 387.0, 90.0, 27.0, 9.0, 3.0, 1.0]) {
        let found = memory.days_until(&W, f64::from(tenths) / 10.0).expect("days").round();
        assert!((found / days - 1.0_f64).abs() < 1e-5, "{tenths}: {found}");
    }
    for none in [0.0, 1.0, -0.5, 1.5, f64::NAN] {
        assert_eq!(memory.days_until(&W, none), None);
    }
}

#[test]
fn a_score_is_recalled_by_where_it_lies() {
    for (points, cut, possible, expected) in [
        (0.0, 3.0, 5.0, Recall::Again),
        (2.99, 3.0, 5.0, Recall::Again),
        (3.0, 3.0, 5.0, Recall::Hard),
        (4.0, 3.0, 5.0, Recall::Good),
        (5.0, 3.0, 5.0, Recall::Good),
        (5.5, 3.0, 5.0, Recall::Easy),
        (5.0, 5.0, 5.0, Recall::Good),
        (f64::NAN, 3.0, 5.0, Recall::Again),
    ] {
        assert_eq!(Recall::of_score(points, cut, possible), expected, "{points} {cut} {possible}");
    }
}

#[test]
fn weights_that_are_none_are_named() {
    let mut weights = W.0;
    assert_eq!(Weights::new(weights), Ok(W));
    weights[20] = 0.0;
    assert_eq!(Weights::new(weights), Err(BadWeights { place: 20, weight: 0.0 }));
    weights[7] = f64::INFINITY;
    assert_eq!(Weights::new(weights), Err(BadWeights { place: 7, weight: f64::INFINITY }));
}

proptest! {
    #[test]
    fn memories_stay_in_their_range_and_fade(
        reviews in prop::collection::vec((1..=4_u32, 0..=36_500_u32), 1..30),
        days in 0.0..50_000.0_f64,
        retention in 0.01..0.999_f64,
    ) {
        let memory = follow(&reviews);
        prop_assert!((0.001..=36_500.0).contains(&memory.stability) && (1.0..=10.0).contains(&memory.difficulty));
        let chance = memory.retrievability(&W, days);
        prop_assert!(chance > 0.0 && chance <= 1.0 && memory.retrievability(&W, days + 1.0) < chance);
        prop_assert!((memory.retrievability(&W, memory.stability) - 0.9).abs() < 1e-9);
        let until = memory.days_until(&W, retention).expect("days");
        prop_assert!((memory.retrievability(&W, until) - retention).abs() < 1e-9);
    }
}
