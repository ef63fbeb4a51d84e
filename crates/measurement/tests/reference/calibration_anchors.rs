//! Calibration against independent maximum-likelihood fits and the field's own programs.

use crate::fixtures;
use measurement::{
    calibrate::{Calibration, Errors, ItemPlan, Normal, Priors, Settings, calibrate},
    models::{Item, Model},
    responses::{MISSING, Responses},
};

/// What a fit must come to.
struct Anchor<'a> {
    file: &'a str,
    model: Model,
    log_likelihood: f64,
    /// Slopes and their tolerance; empty where the slope is fixed.
    slopes: &'a [f64],
    /// Intercepts of two-category items.
    intercepts: &'a [f64],
    /// Variance of ability, where it is free.
    variance: Option<f64>,
    tolerance: f64,
}

#[test]
fn lsat6_two_parameter() {
    check(&Anchor {
        file: "LSAT6_expanded.csv",
        model: Model::TwoParameter,
        log_likelihood: -2_466.653_377_4,
        slopes: &[0.825_659_5, 0.722_744_2, 0.890_874_5, 0.688_368_0, 0.656_855_9],
        intercepts: &[2.773_234_4, 0.990_201_2, 0.249_147_5, 1.284_756_9, 2.053_270_4],
        variance: None,
        tolerance: 1e-3,
    });
}

#[test]
fn lsat6_one_parameter() {
    check(&Anchor {
        file: "LSAT6_expanded.csv",
        model: Model::OneParameter,
        log_likelihood: -2_466.937_599_6,
        slopes: &[0.755_134_6; 5],
        intercepts: &[2.730_013_2, 0.998_605_8, 0.239_853_9, 1.306_451_2, 2.099_404_4],
        variance: None,
        tolerance: 1e-3,
    });
}

#[test]
fn lsat6_rasch() {
    check(&Anchor {
        file: "LSAT6.csv",
        model: Model::Rasch,
        log_likelihood: -2_466.937_599_6,
        slopes: &[1.0; 5],
        intercepts: &[2.730_013_2, 0.998_605_8, 0.239_853_9, 1.306_451_2, 2.099_404_4],
        variance: Some(0.570_228_3),
        tolerance: 1e-3,
    });
}

#[test]
fn lsat7_two_parameter() {
    check(&Anchor {
        file: "LSAT7.csv",
        model: Model::TwoParameter,
        log_likelihood: -2_658.805_113_6,
        slopes: &[0.987_545_9, 1.080_837_1, 1.707_477_6, 0.764_989_9, 0.735_672_7],
        intercepts: &[1.855_855_6, 0.807_969_6, 1.805_206_2, 0.485_999_8, 1.854_457_6],
        variance: None,
        tolerance: 1e-3,
    });
}

#[test]
fn lsat7_rasch() {
    check(&Anchor {
        file: "LSAT7_expanded.csv",
        model: Model::Rasch,
        log_likelihood: -2_664.900_890_9,
        slopes: &[1.0; 5],
        intercepts: &[1.868_264_8, 0.791_006_2, 1.460_979_6, 0.521_506_0, 1.992_974_9],
        variance: Some(1.022_662_0),
        tolerance: 1e-3,
    });
}

#[test]
fn de_ayala_two_parameter() {
    check(&Anchor {
        file: "deAyala.csv",
        model: Model::TwoParameter,
        log_likelihood: -55_198.496_088_4,
        slopes: &[1.244_892_7, 2.022_920_7, 1.573_444_4, 1.566_882_5, 0.996_138_8],
        intercepts: &[2.584_920_4, 0.995_758_0, 0.393_869_2, -0.416_318_4, -0.550_478_9],
        variance: None,
        tolerance: 1e-3,
    });
}

#[test]
fn de_ayala_rasch_is_not_cut_off_by_the_grid() {
    check(&Anchor {
        file: "deAyala.csv",
        model: Model::Rasch,
        log_likelihood: -55_387.061_418_5,
        slopes: &[1.0; 5],
        intercepts: &[2.737_410_1, 0.826_407_5, 0.375_326_3, -0.402_669_3, -0.630_452_2],
        variance: Some(2.077_185_4),
        tolerance: 1e-3,
    });
}

#[test]
fn sat12_rasch() {
    check(&at_least("SAT12_scored.csv", Model::Rasch, -9_643.469_4));
}

#[test]
fn sat12_two_parameter() {
    check(&at_least("SAT12_scored.csv", Model::TwoParameter, -9_488.955_0));
}

#[test]
fn science_graded() {
    check(&Anchor {
        slopes: &[1.040_651, 1.225_834, 2.300_530, 1.093_810],
        ..at_least("Science.csv", Model::Graded, -1_608.869_41)
    });
}

#[test]
fn science_generalized_partial_credit() {
    check(&Anchor {
        slopes: &[0.861_183, 0.839_982, 2.237_028, 0.720_408],
        ..at_least("Science.csv", Model::GeneralizedPartialCredit, -1_612.681_59)
    });
}

#[test]
fn science_partial_credit() {
    check(&Anchor {
        variance: Some(1.002_530_7),
        ..at_least("Science.csv", Model::PartialCredit, -1_619.274_10)
    });
}

#[test]
fn science_rating_scale() {
    check(&Anchor {
        variance: Some(0.982_744_9),
        ..at_least("Science.csv", Model::RatingScale, -1_636.908_45)
    });
}

#[test]
fn science_nominal() {
    check(&at_least("Science.csv", Model::Nominal, -1_608.452_00));
}

/// Programs stop near the maximum: ours is at least theirs, and the parameters are near.
fn at_least(file: &str, model: Model, log_likelihood: f64) -> Anchor<'_> {
    Anchor { file, model, log_likelihood, slopes: &[], intercepts: &[], variance: None, tolerance: 3e-3 }
}

#[track_caller]
fn check(anchor: &Anchor) {
    let settings = Settings { errors: Errors::None, keep_negative_slopes: true, ..Settings::default() };
    let Some(fit) = fit(anchor.file, anchor.model, &settings) else { return };
    assert!(fit.converged, "converged in {} steps", fit.steps);
    let above = fit.log_likelihood - anchor.log_likelihood;
    assert!(above > -1e-4 && above < 1e-2, "log-likelihood {}", fit.log_likelihood);
    if !anchor.intercepts.is_empty() {
        assert!(above.abs() < 1e-4, "log-likelihood {}", fit.log_likelihood);
    }
    let items: Vec<&Item> = fit.items.iter().flatten().collect();
    for (item, slope) in items.iter().zip(anchor.slopes) {
        assert!((item.slope() - slope).abs() < anchor.tolerance, "slope {} for {slope}", item.slope());
    }
    for (item, intercept) in items.iter().zip(anchor.intercepts) {
        let found = -item.slope() * item.difficulties()[0];
        assert!((found - intercept).abs() < anchor.tolerance, "intercept {found} for {intercept}");
    }
    if let Some(variance) = anchor.variance {
        let found = fit.populations[0].sd.powi(2);
        assert!((found - variance).abs() < anchor.tolerance, "variance {found} for {variance}");
    }
    println!("{} {:?}: {:.7} in {} steps", anchor.file, anchor.model, fit.log_likelihood, fit.steps);
}

fn fit(file: &str, model: Model, settings: &Settings) -> Option<Calibration> {
    let table = fixtures::table(file)?;
    let scores = from_zero(&table.responses);
    let plan = vec![ItemPlan::Estimate(model); scores.items()];
    Some(calibrate(&scores, &plan, settings).expect("a fit"))
}

/// Categories of these files may begin at 1.
fn from_zero(responses: &Responses) -> Responses {
    let rows = 0..responses.rows();
    let least = rows.clone().flat_map(|row| responses.row(row)).copied().min().unwrap_or(0);
    let codes = rows
        .clone()
        .flat_map(|row| responses.row(row))
        .map(|code| if *code == MISSING { MISSING } else { code - least })
        .collect();
    let weights = rows.map(|row| responses.weight(row)).collect();
    Responses::from_codes(responses.items(), codes).unwrap().with_weights(weights).unwrap()
}

#[test]
fn sat12_three_parameter_converges_where_others_do_not() {
    let priors = Priors { log_slope: None, logit_guessing: Some(Normal { mean: -1.5, sd: 0.5 }) };
    let settings = Settings { priors, errors: Errors::None, ..Settings::default() };
    let Some(fit) = fit("SAT12_scored.csv", Model::ThreeParameter, &settings) else { return };
    assert!(fit.converged, "converged in {} steps", fit.steps);
    let posterior = fit.log_likelihood + fit.log_prior;
    println!("SAT12 3PL: {} + {} in {} steps", fit.log_likelihood, fit.log_prior, fit.steps);
    assert!(posterior > -9_441.211_4 - 11.522_8 - 1e-3, "{} {}", fit.log_likelihood, fit.log_prior);
}

#[test]
fn lsat7_standard_errors_by_oakes() {
    let Some(fit) = fit("LSAT7.csv", Model::TwoParameter, &Settings::default()) else { return };
    let slopes = [0.1772, 0.1688, 0.3211, 0.1341, 0.1511];
    let intercepts = [0.1315, 0.0912, 0.2048, 0.0749, 0.1144];
    for (item, errors) in fit.errors.iter().enumerate() {
        let errors = errors.as_ref().expect("standard errors");
        println!("{item}: {:?} {:?}", errors.slopes, errors.intercepts);
        assert!((errors.slopes[0] / slopes[item] - 1.0).abs() < 0.01, "slope of {item}");
        assert!((errors.intercepts[0] / intercepts[item] - 1.0).abs() < 0.01, "intercept of {item}");
    }
}
