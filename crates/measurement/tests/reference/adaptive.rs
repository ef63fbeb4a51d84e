//! Adaptive tests on the bank of 500 items that other programs were measured on.

use crate::fixtures;
use measurement::{
    adaptive::{
        Bank, BankItem, Classification, DecisionRule, ExposureTrial, Quota, Rules, Selection, Simulation,
        Stopping, Test, price_exposure, simulate_sittings,
    },
    models::Item,
    posterior::Population,
};

/// The bank, its content areas by turns, and 1,000 abilities.
pub fn bank500() -> Option<(Bank, Vec<f64>)> {
    let rows = fixtures::numbers("cat_bank500_3pl.csv", 0)?;
    let items = rows.iter().enumerate().map(|(i, row)| BankItem {
        content: i % 4,
        ..BankItem::new(Item::three_parameter(row[0], row[1], row[2]).expect("an item"))
    });
    let abilities =
        fixtures::file("cat_thetas1000.csv")?.lines().map(|line| line.trim().parse().unwrap()).collect();
    Some((Bank::new(items.collect()).expect("a bank"), abilities))
}

fn until_sure() -> Stopping {
    Stopping { least: 1, most: 60, error: Some(0.3), information: None, classification: None }
}

fn run(bank: &Bank, rules: Rules, abilities: &[f64], seed: u64) -> Simulation {
    simulate_sittings(&Test::new(bank.clone(), rules).expect("a test"), abilities, seed)
}

#[test]
fn stopping_at_a_standard_error_needs_few_items() {
    let Some((bank, abilities)) = bank500() else { return };
    let (mut length, mut rmse, mut bias) = (0.0, 0.0, 0.0);
    for seed in 1..=5 {
        let found = run(&bank, Rules::new(Selection::MaximumInformation, until_sure()), &abilities, seed);
        println!("seed {seed}: {:.2} items, RMSE {:.3}, bias {:.3}", found.length, found.rmse, found.bias);
        length += found.length / 5.0;
        rmse += found.rmse / 5.0;
        bias += found.bias / 5.0;
    }
    assert!(length <= 21.7 && rmse <= 0.305 && f64::abs(bias) < 0.02, "{length} {rmse} {bias}");
}

#[test]
fn prices_hold_exposure_at_little_cost_and_lots_at_more() {
    let Some((bank, abilities)) = bank500() else { return };
    let rules = Rules::new(Selection::MaximumInformation, Stopping::after(30));
    let abilities: Vec<f64> = abilities.iter().copied().cycle().take(5000).collect();
    let free = run(&bank, rules.clone(), &abilities, 2);
    let trial =
        ExposureTrial { most: 0.245, population: Population::STANDARD, learners: 2000, rounds: 40, seed: 3 };
    let priced = bank.with_prices(&price_exposure(&bank, &rules, &trial).unwrap()).unwrap();
    let lots =
        bank.with_exposure_limited(&rules, &ExposureTrial { learners: 4000, rounds: 8, ..trial }).unwrap();
    let most = |found: &Simulation| found.exposure.iter().copied().fold(0.0, f64::max);
    for (what, bank, exposure, loss) in [("prices", priced, 0.27, 0.02), ("lots", lots, 0.28, 0.028)] {
        let found = run(&bank, rules.clone(), &abilities, 2);
        println!(
            "{what}: RMSE {:.4} (free {:.4}), exposure {:.3} (free {:.2}), overlap {:.2} (free {:.2})",
            found.rmse,
            free.rmse,
            most(&found),
            most(&free),
            found.overlap,
            free.overlap
        );
        assert!(most(&found) <= exposure && found.rmse - free.rmse <= loss, "{what}");
    }
}

#[test]
fn content_quotas_are_exact() {
    let Some((bank, abilities)) = bank500() else { return };
    let mut rules = Rules::new(Selection::MaximumInformation, Stopping::after(30));
    rules.quotas = [(0, 12), (1, 9), (2, 6), (3, 3)]
        .map(|(content, items)| Quota { content, at_least: items, at_most: items })
        .to_vec();
    for outcome in run(&bank, rules, &abilities[..200], 4).outcomes {
        let in_area = |area| outcome.items.iter().filter(|item| **item % 4 == area).count();
        assert_eq!([0, 1, 2, 3].map(in_area), [12, 9, 6, 3]);
    }
}

#[test]
fn classification_needs_no_more_items_than_an_interval_rule_elsewhere() {
    let Some((bank, abilities)) = bank500() else { return };
    for (rule, most_items) in [
        (DecisionRule::Sprt { half_width: 0.3, false_above: 0.05, false_below: 0.05 }, 22.5),
        (DecisionRule::GeneralizedRatio { half_width: 0.3, false_above: 0.05, false_below: 0.05 }, 22.5),
        (DecisionRule::Interval { risk: 0.05 }, 24.0),
    ] {
        let classification = Some(Classification { cut: 0.0, rule });
        let stopping = Stopping { least: 1, most: 60, error: None, information: None, classification };
        let found = run(&bank, Rules::new(Selection::MaximumInformation, stopping), &abilities, 5);
        let outside = |outcome: &&measurement::adaptive::Outcome| outcome.theta.abs() > 0.3;
        let wrong =
            found.outcomes.iter().filter(outside).filter(|outcome| outcome.misclassified == Some(true));
        let share = wrong.count() as f64 / found.outcomes.iter().filter(outside).count() as f64;
        println!(
            "{rule:?}: {:.1} items, wrong {:?}, wrong beyond 0.3 {share:.4}",
            found.length, found.misclassified
        );
        assert!(found.length <= most_items && share <= 0.06, "{} {share}", found.length);
    }
}
