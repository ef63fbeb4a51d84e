//! Calibration finds the parameters that made the answers: files with known truth, and fresh ones.

use crate::fixtures;
use measurement::{
    calibrate::{Calibration, Errors, ItemPlan, PopulationPlan, Settings, calibrate},
    models::{Item, Model},
    posterior::Population,
    random::Generator,
    responses::{MISSING, Responses},
    simulate,
};

/// Root mean square errors allowed.
struct Gate {
    log_likelihood: f64,
    slope: f64,
    difficulty: f64,
    guessing: f64,
}

#[test]
fn two_parameter_1000_by_20() {
    let gate = Gate { log_likelihood: f64::NEG_INFINITY, slope: 0.127, difficulty: 0.122, guessing: 0.0 };
    check("2PL_1000_20", Model::TwoParameter, &gate);
}

#[test]
fn two_parameter_10000_by_50_is_at_the_floor_of_maximum_likelihood() {
    let gate = Gate { log_likelihood: -258_544.055, slope: 0.0336, difficulty: 0.0302, guessing: 0.0 };
    check("2PL_10000_50", Model::TwoParameter, &gate);
}

#[test]
fn three_parameter_10000_by_50_turns_no_item_round() {
    let gate = Gate { log_likelihood: f64::NEG_INFINITY, slope: 0.08, difficulty: 0.08, guessing: 0.03 };
    check("3PL_10000_50", Model::ThreeParameter, &gate);
}

#[test]
fn graded_5000_by_40() {
    let gate = Gate { log_likelihood: f64::NEG_INFINITY, slope: 0.0425, difficulty: 0.0425, guessing: 0.0 };
    check("graded_5000_40", Model::Graded, &gate);
}

#[test]
fn generalized_partial_credit_5000_by_40_converges() {
    let gate = Gate { log_likelihood: f64::NEG_INFINITY, slope: 0.0337, difficulty: 0.0516, guessing: 0.0 };
    check("gpcm_5000_40", Model::GeneralizedPartialCredit, &gate);
}

#[track_caller]
fn check(name: &str, model: Model, gate: &Gate) {
    let Some(table) = fixtures::table(&format!("{name}.csv")) else { return };
    let truth = fixtures::numbers(&format!("{name}.truth.csv"), 0).expect("the truth");
    let settings = Settings { errors: Errors::None, ..Settings::default() };
    let plan = vec![ItemPlan::Estimate(model); table.items.len()];
    let fit = calibrate(&table.responses, &plan, &settings).expect("a fit");
    assert!(fit.converged && fit.set_aside.is_empty(), "{:?}", fit.set_aside);
    assert!(fit.log_likelihood >= gate.log_likelihood - 0.01, "{}", fit.log_likelihood);
    let steps = truth[0].len() - 1 - usize::from(model == Model::ThreeParameter);
    let mut squares = [0.0; 3];
    for (item, truth) in fit.items.iter().flatten().zip(&truth) {
        squares[0] += (item.slope() - truth[0]).powi(2);
        for (b, truth) in item.difficulties().iter().zip(&truth[1..=steps]) {
            squares[1] += (b - truth).powi(2) / steps as f64;
        }
        if model == Model::ThreeParameter {
            squares[2] += (item.guessing() - truth[2]).powi(2);
        }
    }
    let rmse = squares.map(|sum| (sum / truth.len() as f64).sqrt());
    println!(
        "{name}: {:.4} after {} steps, a {:.4} b {:.4} g {:.4}",
        fit.log_likelihood, fit.steps, rmse[0], rmse[1], rmse[2]
    );
    assert!(rmse[0] <= gate.slope && rmse[1] <= gate.difficulty && rmse[2] <= gate.guessing, "{rmse:?}");
}

#[test]
fn the_likelihood_of_mirts_parameters_is_not_above_ours() {
    for (name, model) in [
        ("2PL_1000_20", Model::TwoParameter),
        ("2PL_10000_50", Model::TwoParameter),
        ("graded_5000_40", Model::Graded),
        ("gpcm_5000_40", Model::GeneralizedPartialCredit),
    ] {
        let Some(table) = fixtures::table(&format!("{name}.csv")) else { return };
        let theirs = fixtures::numbers(&format!("mirt_{name}.csv"), 1).expect("mirt's parameters");
        let item = |row: &Vec<f64>| match model {
            Model::Graded => Item::graded(row[0], &row[1..]).unwrap(),
            Model::GeneralizedPartialCredit => Item::partial_credit(row[0], &row[1..]).unwrap(),
            _ => Item::two_parameter(row[0], row[1]).unwrap(),
        };
        let anchored: Vec<ItemPlan> = theirs.iter().map(|row| ItemPlan::Anchored(item(row))).collect();
        let populations = Some(vec![PopulationPlan::Fixed(Population::STANDARD)]);
        let settings = Settings { errors: Errors::None, populations, ..Settings::default() };
        let mirt = calibrate(&table.responses, &anchored, &settings).unwrap().log_likelihood;
        let plan = vec![ItemPlan::Estimate(model); table.items.len()];
        let ours = calibrate(&table.responses, &plan, &settings).unwrap().log_likelihood;
        println!("{name}: ours {ours:.4}, mirt {mirt:.4} on the same 61 nodes");
        assert!(ours >= mirt - 0.01);
    }
}

fn abilities(count: usize, population: Population, generator: &mut Generator) -> Vec<f64> {
    (0..count).map(|_| population.at(generator.normal())).collect()
}

fn bank(count: usize, generator: &mut Generator) -> Vec<Item> {
    (0..count)
        .map(|_| {
            let a = (0.3 * generator.normal()).exp();
            Item::two_parameter(a, generator.normal()).unwrap()
        })
        .collect()
}

fn two_parameter(responses: &Responses, settings: &Settings) -> Calibration {
    calibrate(responses, &vec![ItemPlan::Estimate(Model::TwoParameter); responses.items()], settings)
        .expect("a fit")
}

#[test]
fn a_second_population_on_other_items_is_placed_by_the_items_in_common() {
    let mut generator = Generator::new(11);
    let items = bank(30, &mut generator);
    let higher = Population { mean: 1.2, sd: 1.3 };
    let mut thetas = abilities(4000, Population::STANDARD, &mut generator);
    thetas.extend(abilities(4000, higher, &mut generator));
    let all = simulate::answers(&items, &thetas, &mut generator).unwrap();
    // The first group misses the last 10 items, the second the first 10: missing by design.
    let mut codes = Vec::new();
    for row in 0..all.rows() {
        let left_out = if row < 4000 { 20..30 } else { 0..10 };
        codes.extend(
            all.row(row)
                .iter()
                .enumerate()
                .map(|(i, code)| if left_out.contains(&i) { MISSING } else { *code }),
        );
    }
    let groups = (0..8000).map(|row| u16::from(row >= 4000)).collect();
    let responses = Responses::from_codes(30, codes).unwrap().with_groups(groups).unwrap();
    let fit = two_parameter(&responses, &Settings::default());
    let found = fit.populations[1];
    let errors = fit.population_errors.as_ref().unwrap()[1];
    assert_eq!(fit.populations[0], Population::STANDARD);
    assert!((found.mean - higher.mean).abs() < 3.0 * errors.mean, "{found:?} {errors:?}");
    assert!((found.sd - higher.sd).abs() < 3.0 * errors.sd, "{found:?} {errors:?}");
    assert!(errors.mean > 0.01 && errors.mean < 0.08, "{errors:?}");
    within_errors(&fit, &items);
}

#[test]
fn anchored_items_hold_the_scale() {
    let mut generator = Generator::new(12);
    let items = bank(20, &mut generator);
    let there = Population { mean: -0.8, sd: 0.7 };
    let thetas = abilities(5000, there, &mut generator);
    let responses = simulate::answers(&items, &thetas, &mut generator).unwrap();
    let plan: Vec<ItemPlan> = items
        .iter()
        .enumerate()
        .map(|(i, item)| match i {
            0..10 => ItemPlan::Anchored(item.clone()),
            _ => ItemPlan::Estimate(Model::TwoParameter),
        })
        .collect();
    let fit = calibrate(&responses, &plan, &Settings::default()).unwrap();
    let found = fit.populations[0];
    assert!((found.mean - there.mean).abs() < 0.06 && (found.sd - there.sd).abs() < 0.06, "{found:?}");
    assert_eq!(fit.items[3].as_ref(), Some(&items[3]));
    within_errors(&fit, &items);
}

#[test]
fn models_mix_by_item() {
    let mut generator = Generator::new(13);
    let mut items = Vec::new();
    let mut plan = Vec::new();
    for k in 0..4 {
        let shift = f64::from(k) * 0.5 - 0.8;
        items.push(Item::rasch(shift).unwrap());
        plan.push(ItemPlan::Estimate(Model::Rasch));
        items.push(Item::two_parameter(1.4, shift).unwrap());
        plan.push(ItemPlan::Estimate(Model::TwoParameter));
        items.push(Item::graded(1.2, &[shift - 1.0, shift, shift + 1.0]).unwrap());
        plan.push(ItemPlan::Estimate(Model::Graded));
        items.push(Item::partial_credit(0.8, &[shift, shift - 0.3, shift + 0.9]).unwrap());
        plan.push(ItemPlan::Estimate(Model::GeneralizedPartialCredit));
        items.push(Item::partial_credit(1.0, &[shift + 0.4, shift]).unwrap());
        plan.push(ItemPlan::Estimate(Model::PartialCredit));
    }
    let population = Population { mean: 0.0, sd: 1.4 };
    let thetas = abilities(6000, population, &mut generator);
    let responses = simulate::answers(&items, &thetas, &mut generator).unwrap();
    let fit = calibrate(&responses, &plan, &Settings::default()).unwrap();
    assert!((fit.populations[0].sd - 1.4).abs() < 0.1, "{:?}", fit.populations);
    within_errors(&fit, &items);
}

/// Every difficulty lies within four standard errors of the truth, and their mean square is near 1.
#[track_caller]
fn within_errors(fit: &Calibration, truth: &[Item]) {
    assert!(fit.converged);
    let (mut squares, mut count) = (0.0, 0.0);
    for ((item, errors), truth) in fit.items.iter().zip(&fit.errors).zip(truth) {
        let (item, errors) = (item.as_ref().unwrap(), errors.as_ref().unwrap());
        for ((b, error), truth) in
            item.difficulties().iter().zip(&errors.difficulties).zip(truth.difficulties())
        {
            if *error > 0.0 {
                let z = (b - truth) / error;
                assert!(z.abs() < 4.0, "{b} for {truth}, standard error {error}");
                squares += z * z;
                count += 1.0;
            }
        }
    }
    assert!((0.4..2.0).contains(&(squares / count)), "mean square {}", squares / count);
}

#[test]
fn the_cross_product_is_near_oakes_where_the_model_holds() {
    let mut generator = Generator::new(14);
    let items = bank(10, &mut generator);
    let thetas = abilities(8000, Population::STANDARD, &mut generator);
    let responses = simulate::answers(&items, &thetas, &mut generator).unwrap();
    let oakes = two_parameter(&responses, &Settings::default());
    let cross = two_parameter(&responses, &Settings { errors: Errors::CrossProduct, ..Settings::default() });
    for (cross, oakes) in cross.errors.iter().flatten().zip(oakes.errors.iter().flatten()) {
        assert!((cross.slopes[0] / oakes.slopes[0] - 1.0).abs() < 0.08, "{cross:?} {oakes:?}");
        assert!((cross.difficulties[0] / oakes.difficulties[0] - 1.0).abs() < 0.08, "{cross:?} {oakes:?}");
    }
}

#[test]
fn a_fixed_population_stays() {
    let mut generator = Generator::new(15);
    let items = bank(8, &mut generator);
    let thetas = abilities(1000, Population::STANDARD, &mut generator);
    let responses = simulate::answers(&items, &thetas, &mut generator).unwrap();
    let fixed = Population { mean: 0.5, sd: 2.0 };
    let settings = Settings { populations: Some(vec![PopulationPlan::Fixed(fixed)]), ..Settings::default() };
    let moved = two_parameter(&responses, &settings);
    let standard = two_parameter(&responses, &Settings::default());
    assert_eq!(moved.populations, [fixed]);
    assert!((moved.log_likelihood - standard.log_likelihood).abs() < 1e-5);
    for (moved, standard) in moved.items.iter().flatten().zip(standard.items.iter().flatten()) {
        assert!((moved.difficulties()[0] - fixed.at(standard.difficulties()[0])).abs() < 1e-3);
    }
}
