//! Tracing models on ASSISTments 2009, split by learner, one prediction per answer.

use std::collections::HashMap;

use crate::fixtures;
use measurement::trace::{
    Accuracy, Kind, Log, Ratings, Traced, accuracy,
    bkt::{self, Parameters},
    rate_answers,
};

/// Answers of training learners and of others.
fn assist09() -> Option<(Log, Log)> {
    let read = |part: &str| {
        let text = fixtures::response_file(&format!("assistments09_preprocessed_data_{part}.csv"))?;
        Some(Log::read(&text).expect("a log"))
    };
    Some((read("train")?, read("test")?))
}

fn judge(name: &str, predicted: &[f64], test: &Log) -> Accuracy {
    let correct: Vec<bool> = test.answers().iter().map(|answer| answer.correct).collect();
    let found = accuracy(predicted, &correct).expect("rights and wrongs");
    println!("{name}: {found:.4?}");
    found
}

#[test]
fn bayesian_tracing_of_assist09() {
    let Some((train, test)) = assist09() else { return };
    let fits = bkt::fit_skills(&train.by_skill(), &bkt::Settings::default());
    let right = train.answers().iter().filter(|answer| answer.correct).count() as f64;
    let base = right / train.answers().len() as f64;
    let mut known: HashMap<(u32, u32), f64> = HashMap::new();
    let predict = |answer: &measurement::trace::Answer| {
        let Some(fit) = fits.get(answer.skill as usize).copied().flatten() else { return base };
        let known = known.entry((answer.learner, answer.skill)).or_insert(fit.parameters.prior);
        let predicted = fit.parameters.predict(*known);
        *known = fit.parameters.update(*known, answer.correct);
        predicted
    };
    let predicted: Vec<f64> = test.answers().iter().map(predict).collect();
    let found = judge("BKT", &predicted, &test);
    assert!(found.auc >= 0.7156 && found.rmse <= 0.4401, "{found:?}");
}

#[test]
fn every_competency_is_at_least_as_likely_as_by_pybkt() {
    let (Some((train, _)), Some(text)) = (assist09(), fixtures::file("pybkt_assist09_params.csv")) else {
        return;
    };
    let mut theirs: HashMap<usize, Parameters> = HashMap::new();
    for line in text.lines().skip(1) {
        let cells: Vec<&str> = line.split(',').collect();
        let none = Parameters { prior: 0.0, learn: 0.0, forget: 0.0, guess: 0.0, slip: 0.0 };
        let (skill, value): (usize, f64) = (cells[0].parse().unwrap(), cells[3].parse().unwrap());
        let of = theirs.entry(skill).or_insert(none);
        match cells[1] {
            "prior" => of.prior = value,
            "learns" => of.learn = value,
            "forgets" => of.forget = value,
            "guesses" => of.guess = value,
            _ => of.slip = value,
        }
    }
    let skills = train.by_skill();
    let settings = bkt::Settings { weight: 1e-3, ..bkt::Settings::default() };
    let fits = bkt::fit_skills(&skills, &settings);
    let (mut compared, mut ours_total, mut theirs_total, mut worst) = (0, 0.0, 0.0, f64::INFINITY);
    for (skill, parameters) in &theirs {
        if parameters.guess + parameters.slip >= 1.0 {
            continue;
        }
        let fit = fits[*skill].expect("a fit");
        let reference = parameters.log_likelihood(&skills[*skill]);
        let above = fit.log_likelihood - reference;
        worst = f64::min(worst, above);
        assert!(above >= -0.1, "skill {skill}: {fit:?}, theirs {reference} {parameters:?}");
        compared += 1;
        ours_total += fit.log_likelihood;
        theirs_total += reference;
    }
    println!("{compared} skills: {ours_total:.1} ours, {theirs_total:.1} theirs, at worst {worst:.3} above");
    assert!(compared > 100);
}

#[test]
fn ratings_of_assist09() {
    let Some((train, test)) = assist09() else { return };
    let mut ratings = Ratings::default();
    rate_answers(&mut ratings, &train);
    // Test learners are numbered from 0 as well.
    let shift = train.answers().iter().map(|answer| answer.learner).max().unwrap() + 1;
    let mut predicted = Vec::new();
    for answer in test.answers() {
        predicted.push(ratings.update(answer.learner + shift, answer.item, answer.correct));
    }
    let found = judge("Elo", &predicted, &test);
    assert!(found.auc >= 0.7565, "{found:?}");
}

#[test]
fn logistic_models_of_assist09() {
    let Some((train, test)) = assist09() else { return };
    for (kind, penalty, auc) in [
        (Kind::Irt, 1.0, 0.6856),
        (Kind::Pfa, 1.0, 0.708),
        (Kind::BestLr, 1.0, 0.766),
        (Kind::CountsAndRatings, 3.3, 0.777),
    ] {
        let model = Traced::fit(kind, &train, penalty);
        let found = judge(&format!("{kind:?}"), &model.tracer().follow(&test), &test);
        assert!(found.auc >= auc, "{kind:?}: {found:?}");
        assert!(found.calibration_error <= 0.02, "{kind:?}: {found:?}");
    }
}
