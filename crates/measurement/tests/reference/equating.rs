//! ACT mathematics, against the R package equate.

use crate::fixtures;
use measurement::equate::{ScoreCounts, bootstrap_errors, equipercentile, linear, mean};

fn forms() -> Option<(ScoreCounts, ScoreCounts)> {
    let rows = fixtures::numbers("ACTmath.csv", 1)?;
    let form =
        |column: usize| ScoreCounts::new(rows.iter().map(|row| row[column]).collect()).expect("counts");
    Some((form(0), form(1)))
}

#[track_caller]
fn check(name: &str, found: impl Fn(usize) -> f64) {
    let rows = fixtures::numbers(&format!("equate_ACTmath_{name}.csv"), 1).expect("the concordance");
    assert_eq!(rows.len(), 41);
    let off = |(score, row): (usize, &Vec<f64>)| (found(score) - row[0]).abs();
    let most = rows.iter().enumerate().map(off).fold(0.0, f64::max);
    println!("{name}: at most {most:.1e} off");
    assert!(most < 1e-3, "{most}");
}

#[test]
fn mean_equating() {
    let Some((x, y)) = forms() else { return };
    check("mean", |score| mean(&x, &y).of(score as f64));
}

#[test]
fn linear_equating() {
    let Some((x, y)) = forms() else { return };
    check("linear", |score| linear(&x, &y).of(score as f64));
}

#[test]
fn equipercentile_equating() {
    let Some((x, y)) = forms() else { return };
    check("equip", |score| equipercentile(&x, &y)[score]);
}

#[test]
fn equipercentile_equating_of_smooth_scores() {
    let Some((x, y)) = forms() else { return };
    let found = equipercentile(&x.smoothed(6).unwrap(), &y.smoothed(6).unwrap());
    check("equip_loglin6", |score| found[score]);
}

#[test]
fn errors_by_bootstrap_are_near_the_analytic_ones() {
    let Some((x, y)) = forms() else { return };
    let rows = fixtures::numbers("equate_ACTmath_linear.csv", 1).expect("the concordance");
    let line = |x: &ScoreCounts, y: &ScoreCounts| {
        let line = linear(x, y);
        Some((0..x.counts().len()).map(|score| line.of(score as f64)).collect())
    };
    let found = bootstrap_errors(&x, &y, line, 400, 5);
    // The analytic errors of the reference take scores as normal; those of a test are cut off at both ends.
    for score in 10..=30 {
        let ratio = found[score] / rows[score][1];
        assert!((0.8..1.25).contains(&ratio), "{score}: {} for {}", found[score], rows[score][1]);
    }
}
