//! What must not change a calibration, and what must be refused.

use measurement::{
    calibrate::{Calibration, CannotCalibrate, Errors, ItemPlan, Reason, Settings, calibrate},
    models::{Item, Model},
    random::Generator,
    responses::Responses,
    simulate,
};
use proptest::prelude::*;

const ITEMS: usize = 6;

fn table(seed: u64, rows: usize) -> Vec<Vec<Option<i32>>> {
    let mut generator = Generator::new(seed);
    let items: Vec<Item> =
        (0..ITEMS).map(|_| Item::two_parameter(1.2, 0.8 * generator.normal()).unwrap()).collect();
    (0..rows)
        .map(|_| {
            let theta = generator.normal();
            items
                .iter()
                .map(|item| {
                    let answer = i32::from(simulate::answer(item, theta, &mut generator));
                    (generator.uniform() > 0.1).then_some(answer)
                })
                .collect()
        })
        .collect()
}

fn responses(rows: &[Vec<Option<i32>>]) -> Responses {
    Responses::from_scores(rows[0].len(), &rows.concat()).unwrap()
}

fn fit(responses: &Responses, model: Model) -> Calibration {
    let settings = Settings { errors: Errors::None, keep_negative_slopes: true, ..Settings::default() };
    calibrate(responses, &vec![ItemPlan::Estimate(model); responses.items()], &settings).unwrap()
}

fn near(one: &Calibration, other: &Calibration, order: &[usize]) {
    assert!((one.log_likelihood - other.log_likelihood).abs() < 1e-5);
    for (place, item) in order.iter().enumerate() {
        let (one, other) = (one.items[*item].as_ref().unwrap(), other.items[place].as_ref().unwrap());
        let far = (one.slope() - other.slope()).abs();
        assert!(far < 2e-3 * (1.0 + one.slope().abs()), "{one:?} {other:?}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(12))]

    #[test]
    fn the_order_of_rows_changes_no_digit(seed in 0_u64..1000) {
        let rows = table(seed, 300);
        let mut turned = rows.clone();
        turned.reverse();
        prop_assert_eq!(fit(&responses(&rows), Model::TwoParameter), fit(&responses(&turned), Model::TwoParameter));
    }

    #[test]
    fn merged_rows_with_weights_are_the_rows(seed in 0_u64..1000) {
        let rows = table(seed, 200);
        let doubled: Vec<_> = rows.iter().chain(&rows).cloned().collect();
        let weighed = responses(&rows).with_weights(vec![2.0; 200]).unwrap();
        prop_assert_eq!(fit(&responses(&doubled), Model::TwoParameter), fit(&weighed, Model::TwoParameter));
    }

    #[test]
    fn the_order_of_items_does_not_matter(seed in 0_u64..1000) {
        let rows = table(seed, 600);
        let order = [3, 0, 5, 1, 4, 2];
        let turned: Vec<Vec<_>> = rows.iter().map(|row| order.iter().map(|item| row[*item]).collect()).collect();
        near(&fit(&responses(&rows), Model::Rasch), &fit(&responses(&turned), Model::Rasch), &order);
    }
}

#[test]
fn the_number_of_threads_changes_no_digit() {
    let rows = table(5, 3000);
    let responses = responses(&rows);
    let with = |threads| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
        pool.install(|| fit(&responses, Model::TwoParameter))
    };
    let one = with(1);
    assert_eq!(one, with(2));
    assert_eq!(one, with(7));
}

#[test]
fn a_rating_scale_of_one_step_is_the_rasch_model() {
    let responses = responses(&table(6, 500));
    let (rasch, credit) = (fit(&responses, Model::Rasch), fit(&responses, Model::PartialCredit));
    near(&rasch, &credit, &[0, 1, 2, 3, 4, 5]);
    assert!((fit(&responses, Model::RatingScale).log_likelihood - rasch.log_likelihood).abs() < 1e-5);
    let (graded, two) = (fit(&responses, Model::Graded), fit(&responses, Model::TwoParameter));
    near(&two, &graded, &[0, 1, 2, 3, 4, 5]);
    assert!((fit(&responses, Model::Nominal).log_likelihood - two.log_likelihood).abs() < 1e-5);
}

/// 200 learners on six good items and one more, given by `extra`.
fn with_column(extra: impl Fn(usize, &[Option<i32>]) -> Option<i32>, model: Model) -> Calibration {
    let mut rows = table(9, 400);
    for (place, row) in rows.iter_mut().enumerate() {
        row.push(extra(place, row));
    }
    let mut plan = vec![ItemPlan::Estimate(Model::TwoParameter); ITEMS];
    plan.push(ItemPlan::Estimate(model));
    calibrate(&responses(&rows), &plan, &Settings { errors: Errors::None, ..Settings::default() }).unwrap()
}

#[track_caller]
fn named(fit: &Calibration, said: &str) {
    assert_eq!(fit.set_aside.len(), 1, "{:?}", fit.set_aside);
    assert_eq!(fit.set_aside[0].item, ITEMS);
    let reason = fit.set_aside[0].reason.to_string();
    assert!(reason.starts_with(said), "{reason}");
    assert!(fit.items[ITEMS].is_none() && fit.items[..ITEMS].iter().all(Option::is_some));
}

#[test]
fn an_item_that_all_get_right_is_named() {
    named(&with_column(|_, _| Some(1), Model::TwoParameter), "all answers score 1");
}

#[test]
fn an_item_that_nobody_gets_right_is_named() {
    named(&with_column(|_, _| Some(0), Model::Rasch), "all answers score 0");
}

#[test]
fn an_item_that_nobody_answered_is_named() {
    named(&with_column(|_, _| None, Model::Graded), "nobody answered it");
}

#[test]
fn an_item_with_few_answers_is_named() {
    named(
        &with_column(|place, _| (place < 6).then_some(i32::from(place % 2 == 0)), Model::Rasch),
        "it has 6 answers, fewer than 10",
    );
}

#[test]
fn an_item_whose_key_is_wrong_is_named() {
    let wrong = |_: usize, row: &[Option<i32>]| {
        let right: i32 = row.iter().flatten().sum();
        Some(i32::from(right < 3))
    };
    named(&with_column(wrong, Model::TwoParameter), "its slope came out at -");
}

#[test]
fn a_category_that_nobody_reached_is_named() {
    named(
        &with_column(|place, _| Some(if place % 3 == 0 { 2 } else { 0 }), Model::Graded),
        "nobody scores 1: merge the category",
    );
}

#[test]
fn a_score_of_two_in_a_two_category_model_is_named() {
    named(
        &with_column(|place, _| i32::try_from(place % 3).ok(), Model::TwoParameter),
        "scores reach 2, and its model has 2 categories",
    );
}

#[test]
fn one_item_is_too_few() {
    let responses = Responses::from_scores(1, &[Some(0), Some(1), Some(1)]).unwrap();
    let settings = Settings { fewest_answers: 1.0, ..Settings::default() };
    let refused = calibrate(&responses, &[ItemPlan::Estimate(Model::Rasch)], &settings);
    assert!(matches!(refused, Err(CannotCalibrate::TooFewItems { left: 1, .. })), "{refused:?}");
}

#[test]
fn one_learner_is_too_few() {
    let responses = Responses::from_scores(3, &[Some(0), Some(1), Some(1)]).unwrap();
    let refused = calibrate(&responses, &vec![ItemPlan::Estimate(Model::Rasch); 3], &Settings::default());
    let Err(CannotCalibrate::TooFewItems { left: 0, set_aside }) = refused else { panic!("{refused:?}") };
    assert!(matches!(set_aside[0].reason, Reason::OneCategory { score: 0 }));
}

#[test]
fn a_plan_for_other_items_is_refused() {
    let responses = Responses::from_scores(2, &[Some(0), Some(1)]).unwrap();
    let refused = calibrate(&responses, &[ItemPlan::Estimate(Model::Rasch)], &Settings::default());
    assert_eq!(refused.unwrap_err().to_string(), "the plan has 1 items and the answers have 2");
}
