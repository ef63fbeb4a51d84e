use super::*;
use crate::{
    calibrate::{Errors, ItemPlan, Settings, calibrate},
    models::{Item, Model},
    posterior::Grid,
    random::Generator,
    simulate,
};

const EVERY_CRITERION: [Criterion; 4] =
    [Criterion::MeanMean, Criterion::MeanSigma, Criterion::Haebara, Criterion::StockingLord];

fn form() -> Vec<Item> {
    let mut items =
        vec![Item::graded(1.3, &[-0.8, 0.1, 1.0]).unwrap(), Item::partial_credit(0.9, &[0.4, -0.5]).unwrap()];
    for k in 0..8 {
        let b = f64::from(k) * 0.5 - 1.75;
        items.push(
            if k % 2 == 0 { Item::two_parameter(1.1, b) } else { Item::three_parameter(0.9, b, 0.2) }
                .unwrap(),
        );
    }
    items
}

#[test]
fn a_moved_scale_is_found_exactly() {
    let truth = Linking { slope: 1.25, intercept: -0.6 };
    let new = form();
    let old: Vec<Item> = new.iter().map(|item| truth.item(item)).collect();
    for criterion in EVERY_CRITERION {
        let found = link(&old, &new, criterion, Grid::default()).unwrap();
        let off = (found.slope - truth.slope).abs().max((found.intercept - truth.intercept).abs());
        assert!(off < 1e-6, "{criterion:?}: {found:?}");
    }
}

#[test]
fn a_moved_item_is_the_same_item() {
    let by = Linking { slope: 0.7, intercept: 0.9 };
    for item in form() {
        let moved = by.item(&item);
        for theta in [-1.5, 0.2, 1.8] {
            let pairs = item.probabilities(theta).into_iter().zip(moved.probabilities(by.ability(theta)));
            assert!(pairs.into_iter().all(|(p, q)| (p - q).abs() < 1e-12), "{item:?}");
        }
    }
}

#[test]
fn two_calibrations_of_differing_groups_are_linked() {
    let mut generator = Generator::new(17);
    let items: Vec<Item> = (0..40)
        .map(|k| Item::two_parameter(1.0 + 0.02 * f64::from(k), f64::from(k) * 0.1 - 2.0).unwrap())
        .collect();
    let settings = Settings { errors: Errors::None, ..Settings::default() };
    let mut fits = Vec::new();
    for (mean, sd) in [(0.0, 1.0), (0.5, 1.2)] {
        let abilities: Vec<f64> = (0..6000).map(|_| mean + sd * generator.normal()).collect();
        let responses = simulate::answers(&items, &abilities, &mut generator).unwrap();
        let plan = vec![ItemPlan::Estimate(Model::TwoParameter); 40];
        fits.push(calibrate(&responses, &plan, &settings).unwrap().fitted().1);
    }
    for criterion in [Criterion::Haebara, Criterion::StockingLord] {
        let found = link(&fits[0], &fits[1], criterion, Grid::default()).unwrap();
        assert!(
            (found.slope - 1.2).abs() < 0.04 && (found.intercept - 0.5).abs() < 0.04,
            "{criterion:?} {found:?}"
        );
    }
}

#[test]
fn items_that_do_not_pair_are_refused() {
    let items = form();
    let found = |old: &[Item], new: &[Item]| link(old, new, Criterion::Haebara, Grid::default()).unwrap_err();
    assert_eq!(found(&items, &items[1..]), CannotLink::Lengths { old: 10, new: 9 });
    assert_eq!(found(&items[..2], &items[1..3]), CannotLink::Kinds(0));
    assert_eq!(found(&items[2..3], &items[2..3]), CannotLink::TooFew);
}

#[test]
fn smoothing_keeps_its_moments() {
    let counts = ScoreCounts::new(vec![1.0, 0.0, 4.0, 9.0, 7.0, 12.0, 5.0, 6.0, 0.0, 2.0]).unwrap();
    let smooth = counts.smoothed(3).unwrap();
    let moment = |counts: &ScoreCounts, power: i32| -> f64 {
        let of = |(score, count): (usize, &f64)| (score as f64).powi(power) * count;
        counts.counts().iter().enumerate().map(of).sum()
    };
    for power in 0..=3 {
        let (one, other) = (moment(&counts, power), moment(&smooth, power));
        assert!((one / other - 1.0).abs() < 1e-8, "{power}: {one} {other}");
    }
    assert!(smooth.counts().iter().all(|count| *count > 0.0));
}

#[test]
fn a_form_equates_to_itself() {
    let counts = ScoreCounts::new(vec![2.0, 5.0, 9.0, 6.0, 3.0]).unwrap();
    for (score, found) in equipercentile(&counts, &counts).iter().enumerate() {
        assert!((found - score as f64).abs() < 1e-12);
    }
    assert!((linear(&counts, &counts).of(3.0) - 3.0).abs() < 1e-12);
    let group =
        AnchorGroup::of_scores(&[(3.0, 1.0), (5.0, 2.0), (8.0, 2.0), (9.0, 4.0), (6.0, 3.0)]).unwrap();
    for line in [tucker(&group, &group), levine(&group, &group, true), levine(&group, &group, false)] {
        assert!((line.of(4.0) - 4.0).abs() < 1e-12, "{line:?}");
    }
    assert!((chained_linear(&group, &group).of(4.0) - 4.0).abs() < 1e-12);
}

#[test]
fn an_easier_form_is_corrected_for_abler_learners() {
    // Form and anchor in a straight line: every method must find the truth, y = x + 2.
    let x: Vec<(f64, f64)> = (0..50).map(|k| (f64::from(k % 10) * 2.0, f64::from(k % 10))).collect();
    let y: Vec<(f64, f64)> =
        (0..50).map(|k| (f64::from(3 + k % 8) * 2.0 + 2.0, f64::from(3 + k % 8))).collect();
    let (x, y) = (AnchorGroup::of_scores(&x).unwrap(), AnchorGroup::of_scores(&y).unwrap());
    for line in [tucker(&x, &y), levine(&x, &y, true), chained_linear(&x, &y)] {
        assert!((line.slope - 1.0).abs() < 1e-9 && (line.intercept - 2.0).abs() < 1e-9, "{line:?}");
    }
}

#[test]
fn curves_of_one_group_are_those_of_its_forms() {
    let mut generator = Generator::new(23);
    let scores: Vec<(usize, usize)> = (0..3000)
        .map(|_| {
            let able = generator.uniform();
            let hits = |items: usize, generator: &mut Generator| {
                (0..items).filter(|_| generator.uniform() < able).count()
            };
            (hits(12, &mut generator), hits(5, &mut generator))
        })
        .collect();
    let group = AnchorCounts::of_scores(&scores, (12, 5)).unwrap();
    let curves = [frequency_estimation(&group, &group).unwrap(), chained_equipercentile(&group, &group)];
    for curve in curves {
        assert!(
            curve.iter().enumerate().all(|(score, found)| (found - score as f64).abs() < 1e-9),
            "{curve:?}"
        );
    }
    assert!(AnchorCounts::of_scores(&scores, (11, 5)).is_err());
    assert_eq!(AnchorCounts::new(vec![vec![1.0, 2.0], vec![3.0]]), Err(BadCounts::OneScore));
}

#[test]
fn curves_correct_an_easier_form_for_abler_learners() {
    // Y is X with one point more for everybody, given to an abler group; the anchor is half of the form.
    let mut generator = Generator::new(24);
    let mut group = |shift: f64, more: usize| {
        let scores: Vec<(usize, usize)> = (0..20_000)
            .map(|_| {
                let able = 1.0 / (1.0 + (-(generator.normal() + shift)).exp());
                let hits: Vec<bool> = (0..20).map(|_| generator.uniform() < able).collect();
                let count = |part: &[bool]| part.iter().filter(|hit| **hit).count();
                (count(&hits) + more, count(&hits[..10]))
            })
            .collect();
        AnchorCounts::of_scores(&scores, (21, 10)).unwrap()
    };
    let (x, y) = (group(0.0, 0), group(0.5, 1));
    // Both correct too little when groups differ much and the anchor is short, frequency estimation more.
    for (curve, off) in [(chained_equipercentile(&x, &y), 0.35), (frequency_estimation(&x, &y).unwrap(), 0.5)]
    {
        assert!((4..17).all(|score| (curve[score] - score as f64 - 1.0).abs() < off), "{curve:?}");
    }
}

#[test]
fn numbers_that_count_nobody_are_refused() {
    for (counts, said) in [
        (vec![1.0, -2.0], "-2 learners cannot have scored 1"),
        (vec![0.0, 3.0], "at least two different scores must have been reached"),
        (vec![], "at least two different scores must have been reached"),
    ] {
        assert_eq!(ScoreCounts::new(counts).unwrap_err().to_string(), said);
    }
    let counts = ScoreCounts::new(vec![1.0, 2.0]).unwrap();
    assert_eq!(counts.smoothed(2), Err(BadCounts::Degree { degree: 2, scores: 2 }));
}

/// The two groups of Kolen & Brennan's example (2014, table 4.4), by means, deviations (divided by N) and
/// covariances; the equated scores are those of the R package equate.
#[test]
fn the_textbook_example_of_an_internal_anchor() {
    let x = AnchorGroup {
        form: (15.820_543_8, 6.527_825_7),
        anchor: (5.106_344_4, 2.376_023_7),
        covariance: 13.408_812_3,
        learners: 1655.0,
    };
    let y = AnchorGroup {
        form: (18.672_771_7, 6.878_440_7),
        anchor: (5.862_637_4, 2.451_494_5),
        covariance: 14.760_301_4,
        learners: 1638.0,
    };
    for (line, reference) in [
        (tucker(&x, &y), [0.5378, 10.8294, 21.1210, 31.4126, 37.5875]),
        (levine(&x, &y, true), [0.2514, 10.3612, 20.4711, 30.5810, 36.6469]),
    ] {
        for (score, reference) in [0.0, 10.0, 20.0, 30.0, 36.0].into_iter().zip(reference) {
            assert!((line.of(score) - reference).abs() < 1e-3, "{score}: {} for {reference}", line.of(score));
        }
    }
}
