//! Do 95 % intervals hold the truth 95 % of the time? `bench_coverage REPLICATIONS LEARNERS`.
//!
//! For every model: 12 items with difficulties spread from -1.5 to 1.5 (the hard setting: -2.5 to 2.5 and
//! 30 % missing), lower asymptotes drawn from their prior, abilities standard normal, seeds 1, 2, 3, ... Intervals are estimate plus and minus 1.96
//! standard errors of every free slope and difficulty (of nominal items, of every slope and intercept).

use std::env;

use measurement::{
    calibrate::{Errors, ItemPlan, Normal, Priors, Settings, calibrate},
    models::{Item, Model},
    random::Generator,
    responses::{MISSING, Responses},
    simulate,
};

const MODELS: [Model; 9] = [
    Model::Rasch,
    Model::OneParameter,
    Model::TwoParameter,
    Model::ThreeParameter,
    Model::PartialCredit,
    Model::RatingScale,
    Model::Graded,
    Model::GeneralizedPartialCredit,
    Model::Nominal,
];

fn main() {
    let numbers: Vec<usize> = env::args().skip(1).filter_map(|number| number.parse().ok()).collect();
    let [replications, learners] = numbers.as_slice() else {
        eprintln!("usage: bench_coverage REPLICATIONS LEARNERS");
        return;
    };
    for (setting, reach, missing) in [("easy", 1.5, 0.0), ("hard", 2.5, 0.3)] {
        for model in MODELS {
            let (mut held, mut all, mut failed) = (0.0, 0.0, 0);
            for seed in 1..=*replications {
                let Some((inside, count)) = replicate(model, reach, *learners, missing, seed as u64) else {
                    failed += 1;
                    continue;
                };
                held += inside;
                all += count;
            }
            println!(
                "{setting} {model:?}: {:.2} % of {all} intervals, {failed} without errors",
                100.0 * held / all
            );
        }
    }
}

fn item(model: Model, k: u32, reach: f64, generator: &mut Generator) -> Item {
    let b = reach * (2.0 * f64::from(k) / 11.0 - 1.0);
    let a = if model.has_fixed_slope() || model == Model::OneParameter {
        1.0
    } else {
        0.8 + 0.1 * f64::from(k % 6)
    };
    match model {
        Model::ThreeParameter => {
            let log_odds = -1.4 + 0.5 * generator.normal();
            Item::three_parameter(a + 0.4, b, 1.0 / (1.0 + f64::exp(-log_odds)))
        }
        Model::Graded => Item::graded(a, &[b - 0.6, b + 0.6]),
        Model::Nominal => Item::nominal(&[0.6 * a, 1.4 * a], &[0.3 - 0.6 * a * b, -1.4 * a * b]),
        Model::PartialCredit | Model::RatingScale | Model::GeneralizedPartialCredit => {
            Item::partial_credit(a, &[b - 0.4, b + 0.4])
        }
        _ => Item::two_parameter(a, b),
    }
    .expect("an item")
}

fn replicate(model: Model, reach: f64, learners: usize, missing: f64, seed: u64) -> Option<(f64, f64)> {
    let mut generator = Generator::new(seed);
    let items: Vec<Item> = (0..12).map(|k| item(model, k, reach, &mut generator)).collect();
    let abilities: Vec<f64> = (0..learners).map(|_| generator.normal()).collect();
    let full = simulate::answers(&items, &abilities, &mut generator)?;
    let rows = 0..full.rows();
    let codes = rows
        .flat_map(|row| full.row(row).to_vec())
        .map(|code| if generator.uniform() < missing { MISSING } else { code })
        .collect();
    let responses = Responses::from_codes(items.len(), codes).ok()?;
    let priors = Priors { log_slope: None, logit_guessing: Some(Normal { mean: -1.4, sd: 0.5 }) };
    let settings = Settings { errors: Errors::Oakes, priors, ..Settings::default() };
    let plan = vec![ItemPlan::Estimate(model); items.len()];
    let fit = calibrate(&responses, &plan, &settings).ok()?;
    let (mut inside, mut count) = (0.0, 0.0);
    let mut see = |found: f64, truth: f64, error: f64| {
        if error > 0.0 {
            count += 1.0;
            inside += f64::from(u8::from((found - truth).abs() <= 1.96 * error));
        }
    };
    for ((found, errors), truth) in fit.items.iter().zip(&fit.errors).zip(&items) {
        let (Some(found), Some(errors)) = (found, errors) else { continue };
        if let (Item::Nominal { slopes, intercepts }, Item::Nominal { slopes: a, intercepts: d }) =
            (found, truth)
        {
            let found = slopes.iter().chain(intercepts).zip(a.iter().chain(d));
            let errors = errors.slopes.iter().chain(&errors.intercepts);
            found.zip(errors).for_each(|((found, truth), error)| see(*found, *truth, *error));
            continue;
        }
        see(found.slope(), truth.slope(), errors.slopes[0]);
        let b = found.difficulties().into_iter().zip(truth.difficulties()).zip(&errors.difficulties);
        for ((found, truth), error) in b {
            see(found, truth, *error);
        }
    }
    (count > 0.0).then_some((inside, count))
}
