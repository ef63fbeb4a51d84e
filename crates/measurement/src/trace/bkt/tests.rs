use super::{Parameters, Settings, fit};
use crate::random::Generator;

fn sequences(truth: &Parameters, learners: usize, length: usize, seed: u64) -> Vec<Vec<bool>> {
    let mut generator = Generator::new(seed);
    (0..learners)
        .map(|_| {
            let mut known = generator.uniform() < truth.prior;
            (0..length)
                .map(|_| {
                    let right = generator.uniform() < if known { 1.0 - truth.slip } else { truth.guess };
                    let change = generator.uniform();
                    known = if known { change >= truth.forget } else { change < truth.learn };
                    right
                })
                .collect()
        })
        .collect()
}

#[track_caller]
fn near(found: &Parameters, truth: &Parameters, tolerance: f64) {
    let pairs = [
        (found.prior, truth.prior),
        (found.learn, truth.learn),
        (found.forget, truth.forget),
        (found.guess, truth.guess),
        (found.slip, truth.slip),
    ];
    assert!(pairs.iter().all(|(a, b)| (a - b).abs() < tolerance), "{found:?} for {truth:?}");
}

#[test]
fn a_hundred_thousand_answers_give_the_parameters_back() {
    for truth in [
        Parameters { prior: 0.35, learn: 0.12, forget: 0.0, guess: 0.2, slip: 0.1 },
        Parameters { prior: 0.1, learn: 0.3, forget: 0.0, guess: 0.1, slip: 0.25 },
    ] {
        let found = fit(&sequences(&truth, 10_000, 10, 5), &Settings::default()).unwrap();
        near(&found.parameters, &truth, 0.02);
        assert!(found.converged && found.agreeing >= 3, "{found:?}");
    }
}

#[test]
fn forgetting_is_found_where_it_is() {
    let truth = Parameters { prior: 0.6, learn: 0.15, forget: 0.08, guess: 0.15, slip: 0.08 };
    let settings = Settings { forgetting: true, ..Settings::default() };
    let found = fit(&sequences(&truth, 4_000, 30, 6), &settings).unwrap();
    near(&found.parameters, &truth, 0.02);
}

#[test]
fn the_fit_is_the_highest_point_around() {
    let truth = Parameters { prior: 0.4, learn: 0.1, forget: 0.0, guess: 0.25, slip: 0.15 };
    let data = sequences(&truth, 300, 8, 7);
    let settings = Settings { weight: 0.0, tolerance: 1e-8, ..Settings::default() };
    let found = fit(&data, &settings).unwrap();
    let p = found.parameters;
    assert!((p.log_likelihood(&data) - found.log_likelihood).abs() < 1e-8);
    for by in [-0.01, 0.01] {
        for moved in [
            Parameters { prior: p.prior + by, ..p },
            Parameters { learn: p.learn + by, ..p },
            Parameters { guess: p.guess + by, ..p },
            Parameters { slip: p.slip + by, ..p },
        ] {
            let there = moved.log_likelihood(&data);
            assert!(there.is_nan() || there < found.log_likelihood, "{moved:?} {p:?}");
        }
    }
}

#[test]
fn all_right_or_all_wrong_stays_identified() {
    for data in [vec![vec![true; 5]; 20], vec![vec![false; 5]; 20], vec![vec![true]]] {
        let found = fit(&data, &Settings::default()).unwrap();
        let p = found.parameters;
        assert!(p.guess + p.slip < 1.0 && found.log_likelihood.is_finite(), "{found:?}");
    }
    assert_eq!(fit(&[], &Settings::default()), None);
    assert_eq!(fit(&[vec![]], &Settings::default()), None);
}

#[test]
fn an_answer_moves_knowing_as_bayes_says() {
    let p = Parameters { prior: 0.5, learn: 0.1, forget: 0.0, guess: 0.2, slip: 0.1 };
    assert!((p.predict(0.5) - 0.55).abs() < 1e-12);
    let after = 0.45 / 0.55;
    assert!((p.update(0.5, true) - (after + (1.0 - after) * 0.1)).abs() < 1e-12);
}
