use proptest::prelude::*;

use super::{kappa::Table, *};

/// Pairs from a table of counts, first rater in rows.
fn pairs<const N: usize>(table: [[usize; N]; N]) -> Vec<(usize, usize)> {
    let cells = (0..N).flat_map(|a| (0..N).map(move |b| (a, b)));
    cells.flat_map(|(a, b)| std::iter::repeat_n((a, b), table[a][b])).collect()
}

#[track_caller]
fn near(found: f64, expected: f64, digits: i32) {
    assert!((found - expected).abs() <= 0.5 * 10_f64.powi(-digits) + 1e-12, "{found}, not {expected}");
}

/// Two dermatologists, 88 patients: SAS/STAT User's Guide, The FREQ Procedure, Agreement Study.
const SKIN: [[usize; 4]; 4] = [[10, 4, 1, 0], [5, 10, 12, 2], [2, 4, 12, 5], [0, 2, 6, 13]];
/// 19 pieces; printed by SAS, quoted in the tests of statsmodels.
const TEN: [[usize; 3]; 3] = [[0, 4, 1], [0, 8, 0], [0, 1, 5]];

#[test]
fn kappa_and_its_interval_are_those_that_sas_prints() {
    let found = of_pair(4, &pairs(SKIN)).expect("agreement");
    let kappa = found.kappa.expect("kappa");
    near(kappa.value, 0.3449, 4);
    near(kappa.interval.0, 0.2030, 4);
    near(kappa.interval.1, 0.4868, 4);
    // 45 on the diagonal and 36 beside it, of 88.
    near(found.exact, 45.0 / 88.0, 9);
    near(found.adjacent, 81.0 / 88.0, 9);
    let kappa = of_pair(3, &pairs(TEN)).expect("agreement").kappa.expect("kappa");
    near(kappa.value, 0.4842, 4);
    near(kappa.error, 0.1380, 4);
    near(kappa.interval.0, 0.2137, 4);
    near(kappa.interval.1, 0.7547, 4);
}

#[test]
fn weighted_kappa_has_the_standard_error_that_sas_prints_for_its_weights() {
    // SAS weighs by distance; the formula of the error is the same for any weights.
    let table = Table::new(3, &pairs(TEN)).expect("a table");
    let kappa = table.kappa(|a, b| [1.0, 0.5, 0.0][a.abs_diff(b)]).expect("kappa");
    near(kappa.value, 0.4701, 4);
    near(kappa.error, 0.1457, 4);
    near(kappa.interval.0, 0.1845, 4);
    near(kappa.interval.1, 0.7558, 4);
}

#[test]
fn quadratic_weights_are_those_of_the_package_irr() {
    // The data set "anxiety" of irr, raters 2 and 3, which use levels 1, 2, 3, 4 and 6: kappa2 prints -0.00629 and, for
    // squared weights, 0.252.
    let second = [3, 6, 4, 6, 2, 4, 2, 4, 3, 3, 2, 3, 3, 3, 2, 2, 1, 3, 3, 4];
    let third = [2, 1, 4, 4, 3, 2, 1, 6, 1, 1, 1, 2, 3, 3, 1, 1, 3, 3, 2, 2];
    let level = |rating: usize| if rating == 6 { 4 } else { rating - 1 };
    let pairs: Vec<(usize, usize)> =
        second.into_iter().zip(third).map(|(a, b)| (level(a), level(b))).collect();
    let found = of_pair(5, &pairs).expect("agreement");
    near(found.kappa.expect("kappa").value, -0.006_289_308, 9);
    near(found.weighted.expect("kappa").value, 0.252_032_5, 7);
}

#[test]
fn raters_who_use_one_level_only_have_no_kappa() {
    let found = of_pair(4, &[(2, 2); 9]).expect("agreement");
    assert_eq!((found.exact, found.kappa, found.weighted), (1.0, None, None));
}

#[test]
fn a_rubric_has_its_criteria_and_all_of_them() {
    let ratings = |name: &str, levels, pairs| CriterionRatings { name: name.to_owned(), levels, pairs };
    let criteria = [
        ratings("Reasoning", 4, vec![(0, 0), (1, 1), (2, 3), (3, 3)]),
        ratings("Form", 3, vec![(0, 2), (1, 1)]),
    ];
    let found = of_rubric(&criteria).expect("agreement");
    assert_eq!(found.ratings, 6);
    near(found.exact, 4.0 / 6.0, 9);
    near(found.adjacent, 5.0 / 6.0, 9);
    near(found.criteria[0].agreement.difference, 0.25, 9);
    assert_eq!(found.criteria[1].name, "Form");
}

/// Krippendorff (2011): twelve units, four observers with gaps, levels 1 to 5.
fn observers() -> Vec<Vec<Option<usize>>> {
    let rows = ["123321412...", "1233224125.3", ".3332342251.", "12332441251."];
    let level =
        |observer: &str, unit: usize| observer[unit..=unit].parse::<usize>().ok().map(|level| level - 1);
    (0..12).map(|unit| rows.iter().map(|row| level(row, unit)).collect()).collect()
}

#[test]
fn alpha_is_that_of_krippendorffs_example() {
    for (metric, expected) in [(Metric::Nominal, 0.743), (Metric::Ordinal, 0.815), (Metric::Interval, 0.849)]
    {
        near(alpha(5, &observers(), metric).expect("ratings").expect("alpha"), expected, 3);
    }
}

#[test]
fn what_cannot_be_compared_is_refused() {
    assert_eq!(of_pair(1, &[(0, 0)]), Err(BadRatings::Levels(1)));
    assert_eq!(of_pair(4, &[]), Err(BadRatings::Empty));
    assert_eq!(of_pair(4, &[(0, 0), (3, 4)]), Err(BadRatings::Level { place: 1, level: 4, levels: 4 }));
    assert_eq!(alpha(4, &[vec![Some(1), None]], Metric::Ordinal), Err(BadRatings::Empty));
    assert_eq!(alpha(4, &[vec![Some(1), Some(1)]], Metric::Ordinal), Ok(None));
}

#[test]
fn a_rater_is_ready_at_the_bar_and_is_told_what_is_short() {
    let anchors = [0, 0, 1, 1, 2, 2, 3, 3, 3, 3];
    let rated = |levels: [usize; 10]| {
        let pairs = anchors.into_iter().zip(levels).collect();
        [CriterionRatings { name: "Claim".to_owned(), levels: 4, pairs }]
    };
    let bar = CalibrationRule::default();
    let good = calibrate(&rated([0, 0, 1, 1, 2, 2, 3, 3, 3, 2]), bar).expect("a round");
    assert!(good.is_passed() && good.far.is_empty(), "{good:?}");
    let harsh = calibrate(&rated([0, 0, 0, 0, 1, 1, 0, 2, 2, 1]), bar).expect("a round");
    assert_eq!(harsh.far, [(0, 6), (0, 9)]);
    // Twice right, six times one below, once two, once three below.
    near(harsh.agreement.difference, -1.1, 9);
    let said: Vec<String> = harsh.short.iter().map(ToString::to_string).collect();
    assert_eq!(said[0], "20 % of the levels are the settled ones, and 70 % are needed");
    assert_eq!(harsh.short[1], Short::Adjacent { share: 0.8, needed: 0.9 });
    // Every level is one and the same: no kappa can be told, and one is asked for.
    let same = [CriterionRatings { name: "Claim".to_owned(), levels: 4, pairs: vec![(2, 2); 3] }];
    let needed = CalibrationRule { weighted: Some(0.7), ..bar };
    assert_eq!(
        calibrate(&same, needed).expect("a round").short,
        [Short::Weighted { reached: None, needed: 0.7 }]
    );
    assert!(calibrate(&same, CalibrationRule { weighted: None, ..bar }).expect("a round").is_passed());
}

proptest! {
    #[test]
    fn coefficients_keep_their_bounds_and_do_not_mind_who_is_first(pairs in prop::collection::vec((0_usize..4, 0_usize..4), 1..40)) {
        let found = of_pair(4, &pairs).expect("agreement");
        prop_assert!(found.exact <= found.adjacent && found.adjacent <= 1.0);
        let turned: Vec<(usize, usize)> = pairs.iter().map(|(a, b)| (*b, *a)).collect();
        let other = of_pair(4, &turned).expect("agreement");
        for (one, two) in [(found.kappa, other.kappa), (found.weighted, other.weighted)] {
            prop_assert_eq!(one.is_some(), two.is_some());
            if let (Some(one), Some(two)) = (one, two) {
                prop_assert!(one.value <= 1.0 + 1e-12 && one.error.is_finite());
                prop_assert!((one.value - two.value).abs() < 1e-9 && (one.error - two.error).abs() < 1e-9);
            }
        }
    }

    #[test]
    fn alpha_of_two_who_agree_is_one(levels in prop::collection::vec(0_usize..4, 2..20)) {
        let pieces: Vec<Vec<Option<usize>>> = levels.iter().map(|level| vec![Some(*level), Some(*level)]).collect();
        for metric in [Metric::Nominal, Metric::Ordinal, Metric::Interval] {
            let found = alpha(4, &pieces, metric).expect("ratings");
            prop_assert!(found.is_none_or(|alpha| (alpha - 1.0).abs() < 1e-12));
        }
    }
}
