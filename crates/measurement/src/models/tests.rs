use super::Item;

fn every_family() -> Vec<Item> {
    vec![
        Item::rasch(0.4).unwrap(),
        Item::two_parameter(1.7, -0.6).unwrap(),
        Item::three_parameter(1.2, 0.3, 0.2).unwrap(),
        Item::graded(1.4, &[-1.0, 0.2, 1.1]).unwrap(),
        Item::partial_credit(0.9, &[-0.3, 0.8, 0.1]).unwrap(),
        Item::nominal(&[0.4, -0.2, 1.3], &[0.1, 0.6, -0.5]).unwrap(),
    ]
}

#[test]
fn a_rasch_item_at_its_difficulty_is_even() {
    check(&Item::rasch(1.5).unwrap(), 1.5, &[0.5, 0.5]);
}

#[test]
fn guessing_lifts_the_lower_end() {
    check(&Item::three_parameter(1.0, 0.0, 0.2).unwrap(), 0.0, &[0.4, 0.6]);
}

#[test]
fn graded_categories_are_differences_of_cumulative_logits() {
    let s = |x: f64| 1.0 / (1.0 + (-x).exp());
    check(&Item::graded(2.0, &[-0.5, 0.5]).unwrap(), 0.0, &[1.0 - s(1.0), s(1.0) - s(-1.0), s(-1.0)]);
}

#[test]
fn neighbouring_credits_are_even_at_their_step() {
    let p = Item::partial_credit(1.3, &[-0.7, 0.9]).unwrap().probabilities(0.9);
    assert!((p[1] - p[2]).abs() < 1e-15);
}

#[track_caller]
fn check(item: &Item, theta: f64, expected: &[f64]) {
    let found = item.probabilities(theta);
    assert!(found.iter().zip(expected).all(|(f, e)| (f - e).abs() < 1e-14), "{found:?}");
}

#[test]
fn probabilities_sum_to_one_even_far_away() {
    for item in every_family() {
        for theta in [-60.0, -6.0, -0.1, 0.0, 2.3, 60.0] {
            let sum: f64 = item.probabilities(theta).iter().sum();
            assert!((sum - 1.0).abs() < 1e-12, "{item:?} at {theta}: {sum}");
        }
    }
}

#[test]
fn a_hopeless_category_still_has_a_logarithm() {
    let mut out = [0.0; 4];
    Item::graded(3.0, &[0.0, 0.001, 0.002]).unwrap().log_probabilities(400.0, &mut out);
    assert!(out.iter().all(|log_p| log_p.is_finite()) && out[0] < -1190.0);
}

#[test]
fn derivatives_by_ability_agree_with_differences() {
    let h = 1e-5;
    for item in every_family() {
        for theta in [-2.0, 0.3, 1.9] {
            let log_p = |t: f64| item.probabilities(t).iter().map(|p| p.ln()).collect::<Vec<_>>();
            let (low, mid, high) = (log_p(theta - h), log_p(theta), log_p(theta + h));
            let slopes = item.slopes(theta);
            for k in 0..item.categories() {
                let first = (high[k] - low[k]) / (2.0 * h);
                let second = (high[k] - 2.0 * mid[k] + low[k]) / (h * h);
                assert!((slopes.first[k] - first).abs() < 1e-8, "{item:?} at {theta}, {k}");
                assert!((slopes.second[k] - second).abs() < 1e-4, "{item:?} at {theta}, {k}");
            }
        }
    }
}

#[test]
fn derivatives_by_parameters_agree_with_differences() {
    let h = 1e-6;
    for item in every_family() {
        let naturals = item.to_naturals();
        let categories = item.categories();
        for theta in [-1.2, 0.8] {
            let mut log_p = vec![0.0; categories];
            item.log_probabilities(theta, &mut log_p);
            let mut jacobian = vec![0.0; categories * naturals.len()];
            item.jacobian(theta, &log_p, &mut jacobian);
            for j in 0..naturals.len() {
                if !naturals[j].is_finite() {
                    continue;
                }
                let moved = |by: f64| {
                    let mut numbers = naturals.clone();
                    numbers[j] += by;
                    let mut other = item.clone();
                    other.set_naturals(&numbers);
                    let mut out = vec![0.0; categories];
                    other.log_probabilities(theta, &mut out);
                    out
                };
                let (low, high) = (moved(-h), moved(h));
                for k in 0..categories {
                    let expected = (high[k] - low[k]) / (2.0 * h);
                    let found = jacobian[k * naturals.len() + j];
                    assert!((found - expected).abs() < 1e-8, "{item:?} at {theta}, {k} by {j}");
                }
            }
        }
    }
}

#[test]
fn information_of_a_three_parameter_item_is_birnbaums() {
    let (a, b, g, theta) = (1.5, 0.2, 0.25, 0.9);
    let item = Item::three_parameter(a, b, g).unwrap();
    let p = item.probabilities(theta)[1];
    let birnbaum = a * a * ((1.0 - p) / p) * ((p - g) / (1.0 - g)).powi(2);
    assert!((item.information(theta) - birnbaum).abs() < 1e-14);
}

#[test]
fn difficulties_come_back_as_given() {
    let b = [-0.3, 0.8, 0.1];
    let found = Item::partial_credit(0.9, &b).unwrap().difficulties();
    assert!(found.iter().zip(b).all(|(f, e)| (f - e).abs() < 1e-14), "{found:?}");
}

#[test]
fn numbers_that_make_no_item_are_refused() {
    for (bad, said) in [
        (Item::rasch(f64::NAN), "an item's parameters are finite numbers, not NaN"),
        (Item::three_parameter(1.0, 0.0, 1.0), "a lower asymptote lies from 0 to below 1, not at 1"),
        (
            Item::graded(1.0, &[0.5, 0.5]),
            "graded intercepts must fall from category to category: -0.5 comes after -0.5",
        ),
        (Item::partial_credit(1.0, &[]), "an item has 2 to 100 categories, not 1"),
        (Item::nominal(&[1.0], &[1.0, 2.0]), "1 slopes do not fit 2 intercepts"),
    ] {
        assert_eq!(bad.unwrap_err().to_string(), said);
    }
}
