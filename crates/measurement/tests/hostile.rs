//! Nothing that anybody hands in may crash a function, or come back as a number that is none.

use measurement::{
    adaptive::{
        Bank, BankItem, Classification, DecisionRule, Quota, Rules, Selection, Sitting, State, Step,
        Stopping, Test,
    },
    calibrate::{Errors, ItemPlan, Settings, calibrate},
    dif,
    fit::{
        empirical_reliability, item_chi_squares, limited_information, mean_squares, person_fit,
        residual_correlations,
    },
    models::{Item, Model},
    posterior::{Grid, Population},
    responses::{MISSING, Responses, read_wide},
    score::{Method, plausible_values, score, sum_scores},
    trace::{Kind, Log, Traced, bkt},
};
use proptest::{prelude::*, test_runner::TestCaseError};

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

fn codes() -> impl Strategy<Value = (usize, Vec<u8>)> {
    (1_usize..6, 1_usize..40).prop_flat_map(|(items, rows)| {
        let code = prop_oneof![3 => 0_u8..2, 1 => 0_u8..4, 1 => Just(MISSING)];
        (Just(items), proptest::collection::vec(code, items * rows))
    })
}

fn finite(item: &Item) -> bool {
    item.clone().checked().is_ok()
}

/// Calibrates, scores by every method, and looks at every fit: numbers or refusals, never nonsense.
fn never_nonsense(
    items: usize,
    codes: Vec<u8>,
    models: &[usize],
    two_groups: bool,
    errors: usize,
) -> Result<(), TestCaseError> {
    let rows = codes.len() / items;
    let mut responses = Responses::from_codes(items, codes).unwrap();
    if two_groups && rows > 1 {
        responses = responses.with_groups((0..rows).map(|row| u16::from(row % 2 == 1)).collect()).unwrap();
    }
    let plan: Vec<ItemPlan> = (0..items).map(|item| ItemPlan::Estimate(MODELS[models[item]])).collect();
    let settings = Settings {
        fewest_answers: 2.0,
        errors: [Errors::None, Errors::Oakes, Errors::CrossProduct][errors],
        most_steps: 60,
        ..Settings::default()
    };
    let Ok(fit) = calibrate(&responses, &plan, &settings) else { return Ok(()) };
    prop_assert!(fit.log_likelihood.is_finite() && fit.items.iter().flatten().all(finite), "{:?}", fit);
    prop_assert!(fit.populations.iter().all(|p| p.mean.is_finite() && p.sd > 0.0));
    limited_information(&fit, &responses, Grid::default());
    let (places, form) = fit.fitted();
    let own = responses.of_items(&places).unwrap();
    for method in [Method::Eap, Method::Map, Method::Wle, Method::Ml] {
        // A score beyond an item's categories is named, not scored.
        let Ok(found) = score(&own, &form, &fit.populations, method, Grid::default()) else { continue };
        for estimate in found.iter().flatten() {
            prop_assert!(
                estimate.theta.is_finite() && !estimate.error.is_nan(),
                "{:?} {:?}",
                method,
                estimate
            );
        }
        mean_squares(&own, &form, &found).unwrap();
        person_fit(&own, &form, &found, method, &fit.populations).unwrap();
        residual_correlations(&own, &form, &found).unwrap();
        empirical_reliability(&found, &vec![1.0; rows]);
    }
    let _ = item_chi_squares(&own, &form, fit.populations[0], &vec![2; form.len()], Grid::default());
    let _ = plausible_values(&own, &form, &fit.populations, Grid::default(), 2, 1);
    let table = sum_scores(&form, fit.populations[0], Grid::default());
    prop_assert!((table.iter().map(|row| row.probability).sum::<f64>() - 1.0).abs() < 1e-9);
    let _ = dif::mantel_haenszel(&own);
    let _ = dif::logistic(&own);
    Ok(())
}

#[test]
fn a_crossing_where_all_is_flat_is_no_estimate() {
    let codes = vec![
        1, 0, 1, 0, 255, 0, 1, 1, 0, 255, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 1, 255, 3, 0, 255, 1, 1, 2, 255, 0,
        255, 255, 0, 1, 1,
    ];
    never_nonsense(5, codes, &[7, 7, 4, 3, 3, 3], true, 1).expect("finite");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(150))]

    #[test]
    fn any_answers_by_any_models(
        (items, codes) in codes(),
        models in proptest::collection::vec(0_usize..9, 6),
        two_groups in any::<bool>(),
        errors in 0_usize..3,
    ) {
        never_nonsense(items, codes, &models, two_groups, errors)?;
    }

    #[test]
    fn any_bytes_are_a_state_or_refused(bytes in proptest::collection::vec(any::<u8>(), 0..80)) {
        let mut versioned = bytes.clone();
        if let Some(first) = versioned.first_mut() {
            *first = 1;
        }
        for bytes in [bytes, versioned] {
            if let Ok(state) = State::from_bytes(&bytes) {
                prop_assert_eq!(State::from_bytes(&state.to_bytes()), Ok(state.clone()));
                let bank = Bank::new(vec![BankItem::new(Item::rasch(0.0).unwrap()); 5]).unwrap();
                let test = Test::new(bank, Rules::new(Selection::MaximumInformation, Stopping::after(3))).unwrap();
                if let Ok(sitting) = Sitting::resume(&test, &state) {
                    sitting.next();
                }
            }
        }
    }

    #[test]
    fn any_test_ends(
        items in proptest::collection::vec((-9.0_f64..9.0, 0.01_f64..4.0, 0.0_f64..0.9, 0_usize..3), 1..25),
        selection in 0_usize..6,
        (least, most) in (0_usize..12, 0_usize..30),
        quota in (0_usize..4, 0_usize..5, 0_usize..5),
        cut in -12.0_f64..12.0,
        answers in proptest::collection::vec(0_u8..2, 30),
        prior in (-8.0_f64..8.0, 0.01_f64..5.0),
    ) {
        let bank: Vec<BankItem> = items
            .iter()
            .enumerate()
            .map(|(place, (b, a, c, content))| BankItem {
                content: *content,
                enemies: if place % 5 == 1 { vec![place - 1] } else { vec![] },
                exposure: if place % 3 == 0 { 0.3 } else { 1.0 },
                price: if place % 4 == 0 { 0.2 } else { 0.0 },
                ..BankItem::new(Item::three_parameter(*a, *b, *c).unwrap())
            })
            .collect();
        let selection = [
            Selection::MaximumInformation,
            Selection::PosteriorWeighted,
            Selection::KullbackLeibler,
            Selection::Progressive,
            Selection::Stratified { strata: 3 },
            Selection::Randomesque { from: 3 },
        ][selection];
        let rule = [
            DecisionRule::Sprt { half_width: 0.2, false_above: 0.05, false_below: 0.05 },
            DecisionRule::GeneralizedRatio { half_width: 0.2, false_above: 0.05, false_below: 0.05 },
            DecisionRule::Interval { risk: 0.05 },
        ][least % 3];
        let classification = Some(Classification { cut, rule });
        let stopping = Stopping { least, most, error: Some(0.2), information: Some(0.01), classification };
        let mut rules = Rules::new(selection, stopping);
        rules.quotas = vec![Quota { content: quota.0, at_least: quota.1, at_most: quota.2 }];
        let Ok(test) = Test::new(Bank::new(bank).unwrap(), rules) else { return Ok(()) };
        let prior = Population { mean: prior.0, sd: prior.1 };
        let mut sitting = Sitting::resume(&test, &State::starting_from(9, prior)).unwrap();
        let mut count = 0;
        while let Step::Ask(choice) = sitting.next() {
            prop_assert!(count < items.len().min(most));
            sitting.answer(choice.item, answers[count]).unwrap();
            prop_assert!(sitting.estimate().theta.is_finite() && sitting.estimate().error.is_finite());
            count += 1;
        }
        let decision = sitting.decision().unwrap();
        prop_assert!((0.0..=1.0 + 1e-9).contains(&decision.chance_above), "{:?}", decision);
    }

    #[test]
    fn any_text_is_a_table_or_refused(text in "[a-c0-9,\"\n .-]{0,120}") {
        let _ = read_wide(&text);
        if let Ok(log) = Log::read(&format!("user_id,item_id,skill_id,correct\n{text}")) {
            bkt::fit_skills(&log.by_skill(), &bkt::Settings::default());
            let model = Traced::fit(Kind::CountsAndRatings, &log, 1.0);
            prop_assert!(model.tracer().follow(&log).iter().all(|p| (0.0..=1.0).contains(p)));
        }
    }
}
