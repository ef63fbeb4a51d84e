//! Shadow tests on the pools of TestDesign.

use measurement::{
    adaptive::{Rules, Selection, Stopping, Test, simulate_sittings},
    random::Generator,
};

use crate::{fixtures, pools};

#[test]
fn every_test_from_the_published_pools_keeps_every_constraint() {
    for name in ["fatigue_95", "science_1000"] {
        let file = |what: &str| fixtures::file(&format!("{what}_{name}.csv"));
        let (Some(items), Some(attributes), Some(constraints)) =
            (file("itempool"), file("itemattrib"), file("constraints"))
        else {
            return;
        };
        let pool = pools::pool(&items, &attributes, &constraints);
        let (blueprint, bank) = (pool.blueprint, pool.bank);
        let stopping = Stopping::after(blueprint.length);
        let rules = Rules::new(Selection::MaximumInformation, stopping);
        let rules = Rules { blueprint: Some(blueprint.clone()), ..rules };
        let test = Test::new(bank.clone(), rules).expect("a test");
        let mut generator = Generator::new(2);
        let abilities: Vec<f64> = (0..100).map(|_| 1.3 * generator.normal()).collect();
        let found = simulate_sittings(&test, &abilities, 6);
        let shadows = found.shadows.expect("shadow tests");
        println!("{name}: {shadows:?}, RMSE {:.3}", found.rmse);
        assert!(shadows.least_share >= 0.999 && shadows.tests == 100 * blueprint.length);
        for outcome in &found.outcomes {
            let items: Vec<usize> = outcome.items.iter().map(|item| *item as usize).collect();
            assert_eq!(items.len(), blueprint.length);
            let count = |of: &[usize]| items.iter().filter(|item| of.contains(item)).count();
            for rule in &blueprint.content {
                assert!((rule.at_least..=rule.at_most).contains(&count(&rule.items)), "{}", rule.name);
            }
            for set in &blueprint.sets {
                let count = count(&set.items);
                assert!(count == 0 || (set.at_least..=set.at_most).contains(&count), "{}", set.name);
            }
            for item in &items {
                assert!(bank.items()[*item].enemies.iter().all(|enemy| !items.contains(enemy)));
            }
        }
    }
}
