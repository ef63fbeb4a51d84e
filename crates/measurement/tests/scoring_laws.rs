//! What scores must obey.

use measurement::{
    models::Item,
    posterior::{Grid, Population},
    random::Generator,
    responses::Responses,
    score::{Estimate, Method, plausible_values, score, sum_scores},
    simulate,
};
use proptest::prelude::*;

const METHODS: [Method; 4] = [Method::Eap, Method::Map, Method::Wle, Method::Ml];

fn mixed_form() -> Vec<Item> {
    vec![
        Item::rasch(-0.5).unwrap(),
        Item::three_parameter(1.3, 0.4, 0.2).unwrap(),
        Item::graded(1.1, &[-1.0, 0.0, 1.2]).unwrap(),
        Item::partial_credit(0.9, &[0.3, -0.2]).unwrap(),
        Item::nominal(&[0.5, 1.1], &[0.2, -0.4]).unwrap(),
    ]
}

fn scores(items: &[Item], codes: &[u8], method: Method) -> Vec<Option<Estimate>> {
    let responses = Responses::from_codes(items.len(), codes.to_vec()).unwrap();
    score(&responses, items, &[Population::STANDARD], method, Grid::default()).unwrap()
}

proptest! {
    #[test]
    fn a_higher_category_never_lowers_an_ordered_score(a in 0_u8..2, b in 0_u8..3, c in 0_u8..2) {
        let items = [Item::rasch(0.2).unwrap(), Item::graded(1.4, &[-1.0, 0.1, 0.9]).unwrap(),
            Item::partial_credit(0.7, &[0.5, -0.4, 0.3]).unwrap()];
        for method in METHODS {
            let found = scores(&items, &[a, b, c, a, b + 1, c, a, b, c + 1], method);
            for higher in [found[1], found[2]] {
                if let (Some(low), Some(high)) = (found[0], higher) {
                    prop_assert!(high.theta > low.theta, "{:?} {:?}", low, high);
                }
            }
        }
    }

    #[test]
    fn a_peak_is_where_the_likelihood_is_highest(codes in (0_u8..2, 0_u8..2, 0_u8..4, 0_u8..3, 0_u8..3)) {
        let items = mixed_form();
        let codes = [codes.0, codes.1, codes.2, codes.3, codes.4];
        let height = |theta: f64| -> f64 {
            let each = items.iter().zip(codes).map(|(item, k)| item.probabilities(theta)[usize::from(k)].ln());
            each.sum::<f64>() - 0.5 * theta * theta
        };
        let found = scores(&items, &codes, Method::Map)[0].unwrap();
        let most = (-600..=600).map(|step| height(f64::from(step) * 0.01)).fold(f64::NEG_INFINITY, f64::max);
        prop_assert!(height(found.theta) >= most - 1e-12);
    }
}

#[test]
fn a_learner_without_answers_is_the_population() {
    let missing = [u8::MAX; 5];
    let population = Estimate { theta: 0.0, error: 1.0 };
    for (method, expected) in METHODS.into_iter().zip([Some(population), Some(population), None, None]) {
        match (scores(&mixed_form(), &missing, method)[0], expected) {
            (Some(found), Some(expected)) => {
                assert!(
                    (found.theta - expected.theta).abs() < 1e-9
                        && (found.error - expected.error).abs() < 1e-6
                );
            }
            (found, expected) => assert_eq!(found, expected, "{method:?}"),
        }
    }
}

#[test]
fn a_score_that_the_item_does_not_have_is_named() {
    let responses = Responses::from_scores(1, &[Some(2)]).unwrap();
    let refused = score(
        &responses,
        &[Item::rasch(0.0).unwrap()],
        &[Population::STANDARD],
        Method::Eap,
        Grid::default(),
    );
    assert_eq!(
        refused.unwrap_err().to_string(),
        "row 0, item 0 (both from 0): the score 2 is not one of 2 categories"
    );
}

#[test]
fn rasch_sum_scores_say_what_the_patterns_say() {
    let items: Vec<Item> = [-1.0, 0.3, 0.9].iter().map(|b| Item::rasch(*b).unwrap()).collect();
    let table = sum_scores(&items, Population::STANDARD, Grid::default());
    let patterns = scores(&items, &[0, 0, 0, 1, 0, 0, 0, 1, 0, 1, 0, 1, 1, 1, 1], Method::Eap);
    for (sum, pattern) in [(0, 0), (1, 1), (1, 2), (2, 3), (3, 4)] {
        let pattern = patterns[pattern].unwrap();
        assert!((table[sum].theta - pattern.theta).abs() < 1e-12);
        assert!((table[sum].error - pattern.error).abs() < 1e-9);
    }
    assert!((table.iter().map(|row| row.probability).sum::<f64>() - 1.0).abs() < 1e-12);
}

#[test]
fn sum_scores_of_a_mixed_form_sum_up_all_patterns() {
    let items = mixed_form();
    let table = sum_scores(&items, Population::STANDARD, Grid::default());
    assert_eq!(table.len(), 1 + 1 + 1 + 3 + 2 + 2);
    let mut by_score = vec![0.0; table.len()];
    let nodes: Vec<f64> = (0..61).map(|q| Grid::default().node(q)).collect();
    let total: f64 = nodes.iter().map(|z| (-0.5 * z * z).exp()).sum();
    for z in &nodes {
        let p: Vec<Vec<f64>> = items.iter().map(|item| item.probabilities(*z)).collect();
        for a in 0..2 {
            for b in 0..2 {
                for c in 0..4 {
                    for d in 0..3 {
                        for e in 0..3 {
                            by_score[a + b + c + d + e] +=
                                p[0][a] * p[1][b] * p[2][c] * p[3][d] * p[4][e] * (-0.5 * z * z).exp()
                                    / total;
                        }
                    }
                }
            }
        }
    }
    for (row, expected) in table.iter().zip(by_score) {
        assert!((row.probability - expected).abs() < 1e-14, "{row:?} {expected}");
    }
}

#[test]
fn plausible_values_have_the_moments_of_the_posterior_and_come_back_from_the_seed() {
    let items = mixed_form();
    let mut generator = Generator::new(3);
    let responses = simulate::answers(&items, &[-0.7, 1.5], &mut generator).unwrap();
    let population = [Population { mean: 0.3, sd: 1.2 }];
    let eap = score(&responses, &items, &population, Method::Eap, Grid::default()).unwrap();
    let draws = 40_000;
    let values = plausible_values(&responses, &items, &population, Grid::default(), draws, 99).unwrap();
    for (row, eap) in eap.iter().enumerate() {
        let eap = eap.unwrap();
        let own = &values[row * draws..][..draws];
        let mean = own.iter().sum::<f64>() / 40_000.0;
        let sd = (own.iter().map(|x| (x - mean).powi(2)).sum::<f64>() / 40_000.0).sqrt();
        assert!((mean - eap.theta).abs() < 0.02 && (sd - eap.error).abs() < 0.02, "{mean} {sd} {eap:?}");
    }
    let again = plausible_values(&responses, &items, &population, Grid::default(), draws, 99).unwrap();
    assert_eq!(values, again);
}
