//! Scores against mirt's, pattern by pattern.

use crate::fixtures;
use measurement::{
    calibrate::{Errors, ItemPlan, Settings, calibrate},
    models::{Item, Model},
    posterior::{Grid, Population},
    responses::Responses,
    score::{Method, score},
};

#[test]
fn expected_a_posteriori() {
    check("EAP", Method::Eap);
}

#[test]
fn maximum_a_posteriori() {
    check("MAP", Method::Map);
}

#[test]
fn weighted_likelihood() {
    check("WLE", Method::Wle);
}

#[test]
fn maximum_likelihood_has_no_finite_value_for_extreme_patterns() {
    check("ML", Method::Ml);
}

/// All 32 patterns, within 1e-3 of the table (which has mirt's own parameters behind it).
#[track_caller]
fn check(name: &str, method: Method) {
    let Some((items, _)) = lsat7() else { return };
    let rows = fixtures::numbers(&format!("LSAT7_2PL_{name}_mirt.csv"), 0).expect("the table");
    assert_eq!(rows.len(), 32);
    #[expect(clippy::cast_possible_truncation, reason = "scores are 0 and 1")]
    let scores: Vec<Option<i32>> =
        rows.iter().flat_map(|row| row[..5].iter().map(|x| Some(*x as i32))).collect();
    let responses = Responses::from_scores(5, &scores).unwrap();
    let found = score(&responses, &items, &[Population::STANDARD], method, Grid::default()).unwrap();
    let mut most = 0.0_f64;
    for (row, found) in rows.iter().zip(found) {
        let Some(found) = found else {
            assert!(!row[5].is_finite(), "{row:?}");
            continue;
        };
        most = most.max((found.theta - row[5]).abs()).max((found.error - row[6]).abs());
        assert!((found.theta - row[5]).abs() < 1e-3, "{row:?}: {found:?}");
        assert!((found.error - row[6]).abs() < 1e-3, "{row:?}: {found:?}");
    }
    println!("LSAT7 {name}: at most {most:.1e} off");
}

/// LSAT7 and its 2PL items.
pub fn lsat7() -> Option<(Vec<Item>, Responses)> {
    let table = fixtures::table("LSAT7.csv")?;
    let settings = Settings { errors: Errors::None, ..Settings::default() };
    let fit = calibrate(&table.responses, &[const { ItemPlan::Estimate(Model::TwoParameter) }; 5], &settings);
    Some((fit.unwrap().fitted().1, table.responses))
}
