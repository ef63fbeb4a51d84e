//! New items calibrated among adaptive answers, against an offline fit of the same answers.

use super::adaptive::bank500;
use measurement::{
    adaptive::{Rules, Selection, Sitting, State, Step, Stopping, Test},
    calibrate::{Errors, ItemPlan, Normal, PopulationPlan, Priors, Settings, calibrate},
    models::{Item, Model},
    online::TrialItem,
    posterior::Population,
    random::Generator,
    responses::{MISSING, Responses},
    simulate,
};

/// 20 new items, each seeded into 700 of 2,000 adaptive tests of 20 items. Generator: slopes lognormal
/// (0, 0.3), difficulties and abilities standard normal, seed 41.
#[test]
fn new_items_are_as_exact_as_an_offline_fit() {
    let Some((bank, _)) = bank500() else { return };
    let mut generator = Generator::new(41);
    let truth: Vec<Item> = (0..20)
        .map(|_| Item::two_parameter((0.3 * generator.normal()).exp(), generator.normal()).unwrap())
        .collect();
    let mut trials: Vec<TrialItem> =
        truth.iter().map(|_| TrialItem::new(Model::TwoParameter).unwrap()).collect();
    let test =
        Test::new(bank.clone(), Rules::new(Selection::MaximumInformation, Stopping::after(20))).unwrap();
    let columns = bank.len() + truth.len();
    let mut codes = vec![MISSING; 2000 * columns];
    for (seed, row) in (0..).zip(codes.chunks_exact_mut(columns)) {
        let theta = generator.normal();
        let mut sitting = Sitting::resume(&test, &State::new(seed)).unwrap();
        while let Step::Ask(choice) = sitting.next() {
            let category = simulate::answer(&bank.items()[choice.item].item, theta, &mut generator);
            sitting.answer(choice.item, category).unwrap();
            row[choice.item] = category;
        }
        for _ in 0..7 {
            let item = generator.below(20);
            if row[bank.len() + item] == MISSING {
                let category = simulate::answer(&truth[item], theta, &mut generator);
                trials[item].add(sitting.estimate(), category).unwrap();
                row[bank.len() + item] = category;
            }
        }
    }
    let prior = Some(Normal { mean: 0.0, sd: 2.0 });
    let online: Vec<Item> = trials.iter().map(|trial| trial.fit(prior, None).unwrap().item).collect();
    let plan: Vec<ItemPlan> = bank
        .items()
        .iter()
        .map(|entry| ItemPlan::Anchored(entry.item.clone()))
        .chain(truth.iter().map(|_| ItemPlan::Estimate(Model::TwoParameter)))
        .collect();
    let settings = Settings {
        errors: Errors::None,
        priors: Priors { log_slope: None, logit_guessing: None },
        populations: Some(vec![PopulationPlan::Fixed(Population::STANDARD)]),
        ..Settings::default()
    };
    let fit = calibrate(&Responses::from_codes(columns, codes).unwrap(), &plan, &settings).unwrap();
    let offline: Vec<Item> = fit.items[bank.len()..].iter().flatten().cloned().collect();
    let rmse = |found: &[Item], of: fn(&Item) -> f64| {
        let square = |(found, truth): (&Item, &Item)| (of(found) - of(truth)).powi(2);
        (found.iter().zip(&truth).map(square).sum::<f64>() / truth.len() as f64).sqrt()
    };
    let difficulty = |item: &Item| item.difficulties()[0];
    let (b_online, b_offline) = (rmse(&online, difficulty), rmse(&offline, difficulty));
    let (a_online, a_offline) = (rmse(&online, Item::slope), rmse(&offline, Item::slope));
    println!("online: b {b_online:.4} a {a_online:.4}; offline: b {b_offline:.4} a {a_offline:.4}");
    assert!(b_online <= 1.1 * b_offline && a_online <= 1.2 * a_offline);
}
