//! Adaptive tests with a blueprint.

use super::*;
use crate::{
    assembly::{BadBlueprint, Blueprint, ContentRule, RuleName, SetRule},
    models::Item,
    random::Generator,
};

fn bank() -> Bank {
    let mut generator = Generator::new(31);
    let items = (0..120).map(|place| {
        let (a, b) = ((0.3 * generator.normal()).exp(), 1.2 * generator.normal());
        let enemies = if place % 10 == 0 { vec![place + 1, place + 2] } else { Vec::new() };
        BankItem { enemies, ..BankItem::new(Item::two_parameter(a, b).unwrap()) }
    });
    Bank::new(items.collect()).unwrap()
}

fn every(name: &str, from: usize, by: usize, at_least: usize, at_most: usize) -> ContentRule {
    ContentRule { name: name.to_owned(), items: (from..120).step_by(by).collect(), at_least, at_most }
}

/// Crossed kinds, so that quotas of one kind alone would not do, and sets of six.
fn blueprint() -> Blueprint {
    let sets = (0..5).map(|set| SetRule {
        name: format!("text {set}"),
        items: (90 + 6 * set..96 + 6 * set).collect(),
        at_least: 3,
        at_most: 4,
    });
    Blueprint {
        length: 16,
        content: vec![
            every("thirds", 0, 3, 6, 6),
            every("fifths", 1, 5, 4, 5),
            every("sevenths", 2, 7, 2, 3),
        ],
        sets: sets.collect(),
        enemies: vec![vec![3, 6, 9]],
    }
}

fn rules(selection: Selection) -> Rules {
    Rules { blueprint: Some(blueprint()), ..Rules::new(selection, Stopping::after(16)) }
}

#[test]
fn every_test_keeps_the_blueprint_and_sets_come_together() {
    let abilities: Vec<f64> = (0..60).map(|n| -2.5 + f64::from(n) / 12.0).collect();
    let bank = bank();
    for selection in [Selection::MaximumInformation, Selection::PosteriorWeighted, Selection::KullbackLeibler]
    {
        let test = Test::new(bank.clone(), rules(selection)).unwrap();
        let found = simulate_sittings(&test, &abilities, 3);
        let shadows = found.shadows.unwrap();
        assert!(shadows.tests == 60 * 16 && shadows.least_share > 0.999, "{selection:?}: {shadows:?}");
        let mut in_sets = 0;
        for outcome in &found.outcomes {
            let items: Vec<usize> = outcome.items.iter().map(|item| *item as usize).collect();
            assert_eq!(items.len(), 16, "{selection:?}");
            let count = |of: &[usize]| items.iter().filter(|item| of.contains(item)).count();
            for rule in blueprint().content {
                assert!((rule.at_least..=rule.at_most).contains(&count(&rule.items)), "{rule:?} {items:?}");
            }
            for set in blueprint().sets {
                let places: Vec<usize> = (0..16).filter(|place| set.items.contains(&items[*place])).collect();
                in_sets += places.len();
                assert!(places.is_empty() || (3..=4).contains(&places.len()), "{places:?}");
                assert!(places.windows(2).all(|two| two[1] == two[0] + 1), "{places:?}");
            }
            assert!(count(&[3, 6, 9]) <= 1);
            for item in &items {
                assert!(bank.enemies(*item).iter().all(|enemy| !items.contains(enemy)), "{items:?}");
            }
        }
        assert!(in_sets > 0 && found.rmse < 0.6, "{selection:?}: {in_sets} {}", found.rmse);
    }
}

#[test]
fn a_sitting_taken_up_again_asks_the_same() {
    let test = Test::new(bank(), rules(Selection::MaximumInformation)).unwrap();
    let mut sitting = Sitting::resume(&test, &State::new(4)).unwrap();
    while let Step::Ask(choice) = sitting.next() {
        let resumed =
            Sitting::resume(&test, &State::from_bytes(&sitting.state().to_bytes()).unwrap()).unwrap();
        assert_eq!(resumed.next(), Step::Ask(choice));
        sitting.answer(choice.item, u8::from(choice.item % 2 == 0)).unwrap();
    }
    assert_eq!(sitting.next(), Step::Stop(StopReason::Length(16)));
}

#[test]
fn answers_that_leave_no_test_end_it() {
    let test = Test::new(bank(), rules(Selection::MaximumInformation)).unwrap();
    let mut state = State::new(1);
    // Two enemies.
    state.answers = [3, 6].map(|item| Answered { item, category: 1 }).to_vec();
    let sitting = Sitting::resume(&test, &state).unwrap();
    assert_eq!(sitting.next(), Step::Stop(StopReason::NothingLeft(2)));
}

#[test]
fn without_rules_the_shadow_test_asks_what_most_information_asks() {
    let abilities: Vec<f64> = (0..30).map(|n| -2.0 + f64::from(n) / 8.0).collect();
    let free = Rules::new(Selection::MaximumInformation, Stopping::after(12));
    let shadow = Rules { blueprint: Some(Blueprint::of_length(12)), ..free.clone() };
    let alone =
        Bank::new(bank().items().iter().map(|one| BankItem::new(one.item.clone())).collect()).unwrap();
    let run = |rules| simulate_sittings(&Test::new(alone.clone(), rules).unwrap(), &abilities, 9);
    let (free, shadow) = (run(free), run(shadow));
    for (one, other) in free.outcomes.iter().zip(&shadow.outcomes) {
        assert_eq!(one.items, other.items);
    }
}

#[test]
fn what_does_not_go_with_a_blueprint_is_refused() {
    let check = |change: &dyn Fn(&mut Rules), what: &str| {
        let mut rules = rules(Selection::MaximumInformation);
        change(&mut rules);
        match Test::new(bank(), rules).unwrap_err() {
            BadRules::BesideBlueprint { what: said } => assert!(said.contains(what), "{said}"),
            other => panic!("{other}"),
        }
    };
    check(&|rules| rules.stopping.least = 3, "length");
    check(&|rules| rules.quotas.push(Quota { content: 0, at_least: 0, at_most: 9 }), "quotas");
    check(&|rules| rules.per_set = Some(PerSet { at_least: 1, at_most: 2 }), "stimulus");
    check(&|rules| rules.selection = Selection::Progressive, "progressive");
    check(&|rules| rules.selection = Selection::Stratified { strata: 2 }, "stratified");
    check(&|rules| rules.selection = Selection::Randomesque { from: 2 }, "randomesque");
    let mut impossible = rules(Selection::MaximumInformation);
    impossible.blueprint.as_mut().unwrap().content.push(every("all", 0, 3, 7, 9));
    let rules = vec![RuleName::Content(0), RuleName::Content(3)];
    let conflict = BadBlueprint::Conflict { rules, irreducible: true };
    assert_eq!(Test::new(bank(), impossible).unwrap_err(), BadRules::Blueprint(conflict));
    let lots = bank().with_exposure(&[0.5; 120]).unwrap();
    assert!(Test::new(lots, self::rules(Selection::MaximumInformation)).is_err());
}
