//! Under the model, fit statistics behave as their distributions say.

#![expect(clippy::cast_precision_loss, reason = "counts lie far below 2^52")]

use measurement::{
    calibrate::{Errors, ItemPlan, Settings, calibrate},
    fit::{
        information, item_chi_squares, limited_information, mean_squares, person_fit, residual_correlations,
    },
    models::{Item, Model},
    posterior::{Grid, Population},
    random::Generator,
    responses::Responses,
    score::{Estimate, Method, score},
    simulate,
};

fn form(count: usize) -> Vec<Item> {
    (0..count)
        .map(|i| {
            let b = -2.0 + 4.0 * (i as f64 + 0.5) / count as f64;
            if i % 3 == 0 { Item::graded(1.2, &[b - 0.6, b, b + 0.7]) } else { Item::two_parameter(1.3, b) }
                .unwrap()
        })
        .collect()
}

fn answers(items: &[Item], learners: usize, seed: u64) -> (Vec<f64>, Responses) {
    let mut generator = Generator::new(seed);
    let abilities: Vec<f64> = (0..learners).map(|_| generator.normal()).collect();
    let responses = simulate::answers(items, &abilities, &mut generator).unwrap();
    (abilities, responses)
}

fn moments(values: impl Iterator<Item = f64> + Clone) -> (f64, f64) {
    let n = values.clone().count() as f64;
    let mean = values.clone().sum::<f64>() / n;
    (mean, (values.map(|x| (x - mean).powi(2)).sum::<f64>() / n).sqrt())
}

#[test]
fn corrected_person_fit_is_standard_normal_and_the_plain_one_is_too_narrow() {
    let items = form(40);
    let (_, responses) = answers(&items, 4000, 1);
    for method in [Method::Wle, Method::Ml] {
        let population = [Population::STANDARD];
        let found = score(&responses, &items, &population, method, Grid::default()).unwrap();
        let fit = person_fit(&responses, &items, &found, method, &population).unwrap();
        let (mean, sd) = moments(fit.iter().flatten().map(|fit| fit.lz_star));
        let (_, plain) = moments(fit.iter().flatten().map(|fit| fit.lz));
        assert!(mean.abs() < 0.12 && (sd - 1.0).abs() < 0.08, "{method:?}: {mean} {sd}");
        assert!(plain < sd, "{plain} {sd}");
    }
}

#[test]
fn a_turned_pattern_is_odd() {
    let items: Vec<Item> = (0..20).map(|i| Item::rasch(f64::from(i) * 0.3 - 3.0).unwrap()).collect();
    let usual: Vec<u8> = (0..20).map(|i| u8::from(i < 10)).collect();
    let odd: Vec<u8> = usual.iter().rev().copied().collect();
    let responses = Responses::from_codes(20, [usual, odd].concat()).unwrap();
    let population = [Population::STANDARD];
    let found = score(&responses, &items, &population, Method::Wle, Grid::default()).unwrap();
    let fit = person_fit(&responses, &items, &found, Method::Wle, &population).unwrap();
    assert!(fit[0].unwrap().lz_star > 1.0 && fit[1].unwrap().lz_star < -5.0, "{fit:?}");
}

#[test]
fn mean_squares_are_one_at_the_true_abilities() {
    let items = form(30);
    let (abilities, responses) = answers(&items, 3000, 2);
    let truth: Vec<_> = abilities.iter().map(|theta| Some(Estimate { theta: *theta, error: 0.0 })).collect();
    let found = mean_squares(&responses, &items, &truth).unwrap();
    for item in found.items.iter().flatten() {
        assert!((item.infit - 1.0).abs() < 0.1 && (item.outfit - 1.0).abs() < 0.4, "{item:?}");
        assert!(item.infit_z.abs() < 4.0 && item.outfit_z.abs() < 4.0, "{item:?}");
    }
    let (mean, sd) = moments(found.rows.iter().flatten().map(|row| row.infit_z));
    assert!(mean.abs() < 0.1 && (sd - 1.0).abs() < 0.1, "{mean} {sd}");
}

#[test]
fn residuals_of_independent_items_hardly_correlate_and_a_copied_item_stands_out() {
    let items: Vec<Item> = (0..20).map(|i| Item::rasch(f64::from(i) * 0.2 - 2.0).unwrap()).collect();
    let (_, responses) = answers(&items, 2000, 3);
    // Item 20 copies item 10.
    let codes: Vec<u8> = (0..2000)
        .flat_map(|row| responses.row(row).iter().copied().chain([responses.row(row)[10]]))
        .collect();
    let copied = Responses::from_codes(21, codes).unwrap();
    let mut form = items.clone();
    form.push(items[10].clone());
    let eap = score(&copied, &form, &[Population::STANDARD], Method::Eap, Grid::default()).unwrap();
    let found = residual_correlations(&copied, &form, &eap).unwrap();
    assert!(found.of(10, 20) > 0.9 && found.of(20, 10) > 0.9);
    assert!(found.of(3, 4).abs() < 0.15 && found.mean() < 0.0);
}

#[test]
fn p_values_of_a_true_model_of_two_categories_are_even() {
    let items: Vec<Item> =
        (0..8).map(|i| Item::two_parameter(1.2, f64::from(i) * 0.4 - 1.4).unwrap()).collect();
    even(&items, Model::TwoParameter, 2);
}

#[test]
fn p_values_of_a_true_model_of_three_categories_are_even() {
    let item = |i: u32| {
        let b = f64::from(i) * 0.3 - 1.05;
        Item::graded(1.3, &[b - 0.6, b + 0.6]).unwrap()
    };
    even(&(0..8).map(item).collect::<Vec<_>>(), Model::Graded, 3);
}

/// Over 60 samples of 800 learners, p of M2 and of S-X2 average a half, and few are below a tenth.
#[track_caller]
fn even(items: &[Item], model: Model, parameters: usize) {
    let plan = vec![ItemPlan::Estimate(model); items.len()];
    let settings = Settings { errors: Errors::None, ..Settings::default() };
    let (mut whole, mut each) = (Vec::new(), Vec::new());
    for seed in 0..60 {
        let (_, responses) = answers(items, 800, 100 + seed);
        let fit = calibrate(&responses, &plan, &settings).unwrap();
        whole.push(limited_information(&fit, &responses, Grid::default()).unwrap().p);
        let parameters = vec![parameters; items.len()];
        let form = fit.fitted().1;
        let found = item_chi_squares(&responses, &form, Population::STANDARD, &parameters, Grid::default());
        each.extend(found.unwrap().iter().flatten().filter_map(|item| item.p));
    }
    for (what, values) in [("M2", whole), ("S-X2", each)] {
        let low = values.iter().filter(|p| **p < 0.1).count() as f64 / values.len() as f64;
        let (mean, _) = moments(values.iter().copied());
        println!("{model:?} {what}: mean p {mean:.3}, below 0.1 {low:.3}");
        assert!((mean - 0.5).abs() < 0.12 && low < 0.2, "{what}: mean p {mean}, below 0.1 {low}");
    }
}

#[test]
fn information_adds_up() {
    let items = form(6);
    let sum: f64 = items.iter().map(|item| item.information(0.3)).sum();
    assert!((information(&items, &[0.3])[0] - sum).abs() < 1e-12);
}
