//! ACT mathematics, against the R package equate.

use crate::fixtures;
use measurement::equate::{ScoreCounts, equipercentile, linear, mean};

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
