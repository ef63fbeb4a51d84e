use super::*;
use crate::{models::Item, posterior::Population, random::Generator};

fn bank(count: usize) -> Bank {
    let mut generator = Generator::new(21);
    let items = (0..count)
        .map(|i| {
            let (a, b) = ((0.3 * generator.normal()).exp(), 1.3 * generator.normal());
            let item = match i % 4 {
                0 => Item::graded(a, &[b - 0.7, b, b + 0.8]),
                1 => Item::partial_credit(a, &[b + 0.3, b - 0.4]),
                2 => Item::three_parameter(a, b, 0.2),
                _ => Item::two_parameter(a, b),
            };
            BankItem { content: i % 3, ..BankItem::new(item.unwrap()) }
        })
        .collect();
    Bank::new(items).unwrap()
}

const EVERY_SELECTION: [Selection; 6] = [
    Selection::MaximumInformation,
    Selection::PosteriorWeighted,
    Selection::KullbackLeibler,
    Selection::Progressive,
    Selection::Stratified { strata: 4 },
    Selection::Randomesque { from: 5 },
];

fn abilities(count: usize) -> Vec<f64> {
    let mut generator = Generator::new(22);
    (0..count).map(|_| generator.normal()).collect()
}

#[test]
fn the_walk_finds_the_exact_maximum() {
    let test = Test::new(bank(300), Rules::new(Selection::MaximumInformation, Stopping::after(25))).unwrap();
    for theta in [-3.0, -0.4, 0.9, 2.5] {
        let mut sitting = Sitting::resume(&test, &State::new(1)).unwrap();
        let mut generator = Generator::new(5);
        while let Step::Ask(choice) = sitting.next() {
            let at = sitting.estimate().theta;
            let asked: Vec<u32> = sitting.state().answers.iter().map(|answer| answer.item).collect();
            let (best, most) = (0_u32..300)
                .filter(|item| !asked.contains(item))
                .map(|item| (item, test.item(item as usize).information(at)))
                .fold((0, 0.0), |best, next| if next.1 > best.1 { next } else { best });
            assert_eq!((choice.item, choice.criterion), (best as usize, most));
            let category = crate::simulate::answer(test.item(choice.item), theta, &mut generator);
            sitting.answer(choice.item, category).unwrap();
        }
    }
}

#[test]
fn every_selection_measures_and_comes_back_from_the_seed() {
    for selection in EVERY_SELECTION {
        let test = Test::new(bank(200), Rules::new(selection, Stopping::after(20))).unwrap();
        let found = simulate_sittings(&test, &abilities(200), 3);
        assert!(found.rmse < 0.4 && found.bias.abs() < 0.1, "{selection:?}: {} {}", found.rmse, found.bias);
        assert!(
            (found.rmse / found.error - 1.0).abs() < 0.2,
            "{selection:?}: {} {}",
            found.rmse,
            found.error
        );
        assert!((found.length - 20.0).abs() < 1e-9);
        assert_eq!(found, simulate_sittings(&test, &abilities(200), 3), "{selection:?}");
    }
}

#[test]
fn a_state_resumes_anywhere_to_the_same_choice() {
    for selection in EVERY_SELECTION {
        let bank = bank(100);
        let rates: Vec<f64> = (0..100).map(|i| if i % 2 == 0 { 0.5 } else { 1.0 }).collect();
        let test = Test::new(bank.with_exposure(&rates).unwrap(), Rules::new(selection, Stopping::after(15)))
            .unwrap();
        let prior = Population { mean: 0.4, sd: 0.8 };
        let mut sitting = Sitting::resume(&test, &State::starting_from(77, prior)).unwrap();
        while let Step::Ask(choice) = sitting.next() {
            let bytes = sitting.state().to_bytes();
            assert_eq!(bytes.len(), 25 + 5 * sitting.state().answers.len());
            let other = Sitting::resume(&test, &State::from_bytes(&bytes).unwrap()).unwrap();
            assert_eq!(other.next(), Step::Ask(choice));
            assert_eq!(other.estimate(), sitting.estimate());
            sitting.answer(choice.item, u8::from(choice.item % 3 == 0)).unwrap();
        }
    }
}

#[test]
fn bytes_that_are_no_state_are_refused() {
    let good = State::new(4).to_bytes();
    for (bytes, said) in [
        (vec![], "0 bytes are no whole state".to_owned()),
        (vec![9, 9], "these are bytes of version 9, and this program reads version 1".to_owned()),
        (good[..20].to_vec(), "20 bytes are no whole state".to_owned()),
        ([&good[..], &[1, 2]].concat(), "27 bytes are no whole state".to_owned()),
        (
            [&good[..17], &f64::NAN.to_le_bytes()].concat(),
            "the prior is not a finite mean and a positive standard deviation".to_owned(),
        ),
    ] {
        assert_eq!(State::from_bytes(&bytes).unwrap_err().to_string(), said);
    }
}

#[test]
fn quotas_are_exact() {
    let mut rules = Rules::new(Selection::MaximumInformation, Stopping::after(12));
    rules.quotas = vec![
        Quota { content: 0, at_least: 6, at_most: 6 },
        Quota { content: 1, at_least: 2, at_most: 3 },
        Quota { content: 2, at_least: 0, at_most: 4 },
    ];
    for selection in EVERY_SELECTION {
        let test = Test::new(bank(90), Rules { selection, ..rules.clone() }).unwrap();
        for outcome in simulate_sittings(&test, &abilities(50), 4).outcomes {
            let in_area = |area| outcome.items.iter().filter(|item| **item % 3 == area).count();
            assert_eq!(outcome.items.len(), 12);
            assert!(in_area(0) == 6 && (2..=3).contains(&in_area(1)) && in_area(2) <= 4, "{selection:?}");
        }
    }
}

#[test]
fn enemies_never_meet() {
    let mut items = bank(60).items().to_vec();
    for (i, entry) in items.iter_mut().enumerate().take(30) {
        entry.enemies = vec![i + 30];
    }
    let test =
        Test::new(Bank::new(items).unwrap(), Rules::new(Selection::MaximumInformation, Stopping::after(25)))
            .unwrap();
    for outcome in simulate_sittings(&test, &abilities(50), 5).outcomes {
        let halves: std::collections::HashSet<u32> = outcome.items.iter().map(|item| item % 30).collect();
        assert_eq!(halves.len(), outcome.items.len());
    }
}

#[test]
fn each_stop_says_why() {
    let none = Stopping { least: 3, most: 30, error: None, information: None, classification: None };
    let sprt = DecisionRule::Sprt { half_width: 0.3, false_above: 0.05, false_below: 0.05 };
    for (stopping, said) in [
        (Stopping::after(7), "7 questions were answered, the most this test asks"),
        (Stopping { error: Some(0.4), ..none }, "the standard error is 0."),
        (Stopping { information: Some(0.9), ..none }, "information, below 0.9"),
        (
            Stopping { classification: Some(Classification { cut: -1.0, rule: sprt }), ..none },
            "questions the learner is at or above the cut of -1",
        ),
        (
            Stopping { least: 3, most: 50, ..none },
            "after 40 questions no other question of the bank is allowed",
        ),
    ] {
        let test = Test::new(bank(40), Rules::new(Selection::MaximumInformation, stopping)).unwrap();
        let found = simulate_sittings(&test, &[0.8], 6);
        let reason = found.outcomes[0].reason.to_string();
        assert!(reason.contains(said), "{reason}");
    }
}

#[test]
fn classification_errs_no_more_than_it_says() {
    let abilities: Vec<f64> = (0..800).map(|i| if i % 2 == 0 { -0.4 } else { 0.4 }).collect();
    let mut lengths = Vec::new();
    for rule in [
        DecisionRule::Sprt { half_width: 0.4, false_above: 0.05, false_below: 0.05 },
        DecisionRule::GeneralizedRatio { half_width: 0.4, false_above: 0.05, false_below: 0.05 },
        DecisionRule::Interval { risk: 0.1 },
    ] {
        let classification = Some(Classification { cut: 0.0, rule });
        let stopping = Stopping { least: 5, most: 150, error: None, information: None, classification };
        let test = Test::new(bank(400), Rules::new(Selection::MaximumInformation, stopping)).unwrap();
        let found = simulate_sittings(&test, &abilities, 8);
        assert!(found.misclassified.unwrap() < 0.08, "{rule:?}: {:?}", found.misclassified);
        lengths.push(found.length);
    }
    assert!(lengths[1] <= lengths[0] + 1e-9, "the generalized ratio is no longer: {lengths:?}");
}

#[test]
fn rules_that_cannot_be_are_named() {
    let rules = |stopping, quotas: &[(usize, usize, usize)]| {
        let quota = |(content, at_least, at_most): &(usize, usize, usize)| Quota {
            content: *content,
            at_least: *at_least,
            at_most: *at_most,
        };
        let mut rules = Rules::new(Selection::MaximumInformation, stopping);
        rules.quotas = quotas.iter().map(quota).collect();
        rules
    };
    for (rules, said) in [
        (rules(Stopping::after(0), &[]), "a test of at least 0 and at most 0 items cannot be"),
        (rules(Stopping::after(31), &[]), "the test needs 31 items and the bank has 30"),
        (rules(Stopping::after(20), &[(1, 11, 12)]), "content area 1 needs 11 items, and the bank has 10"),
        (rules(Stopping::after(20), &[(7, 1, 2)]), "content area 7 needs 1 items, and the bank has 0"),
        (
            rules(Stopping::after(10), &[(0, 6, 6), (1, 6, 6)]),
            "the quotas need 12 items, and the test stops after 10",
        ),
        (
            rules(Stopping::after(10), &[(0, 0, 3), (1, 0, 3), (2, 0, 3)]),
            "the quotas allow 9 items, and the test needs 10",
        ),
        (
            rules(Stopping::after(10), &[(0, 4, 3)]),
            "content area 0 has contradicting quotas: at least 4 and at most 3",
        ),
        (
            rules(Stopping { error: Some(0.0), ..Stopping::after(10) }, &[]),
            "the standard error to stop at cannot be 0",
        ),
    ] {
        assert_eq!(Test::new(bank(30), rules).unwrap_err().to_string(), said);
    }
}

#[test]
fn banks_and_answers_that_cannot_be_are_refused() {
    assert_eq!(Bank::new(vec![]).unwrap_err(), BadBank::Empty);
    let without = BankItem::new(Item::Logistic { slope: f64::NAN, intercept: 0.0, guessing: 0.0 });
    assert!(matches!(Bank::new(vec![without]), Err(BadBank::Item { item: 0, .. })));
    let enemy = BankItem { enemies: vec![0], ..bank(1).items()[0].clone() };
    assert_eq!(Bank::new(vec![enemy]).unwrap_err(), BadBank::Enemy { item: 0, enemy: 0 });
    let test = Test::new(bank(9), Rules::new(Selection::MaximumInformation, Stopping::after(5))).unwrap();
    let mut sitting = Sitting::resume(&test, &State::new(1)).unwrap();
    assert_eq!(sitting.answer(9, 0), Err(BadAnswer::Item(9)));
    assert_eq!(sitting.answer(2, 2), Err(BadAnswer::Category { item: 2, category: 2, categories: 2 }));
    sitting.answer(2, 1).unwrap();
    assert_eq!(sitting.answer(2, 0), Err(BadAnswer::Twice(2)));
}

/// Forty stimuli of four to six questions, and sixty questions that stand alone, in three areas.
fn bank_with_sets() -> Bank {
    let single = bank(260);
    let items = single.items().iter().enumerate().map(|(place, entry)| BankItem {
        set: (place < 200).then_some(place / 5 - usize::from(place % 25 == 20)),
        ..entry.clone()
    });
    Bank::new(items.collect()).unwrap()
}

#[test]
fn questions_on_a_stimulus_come_together_and_it_is_not_seen_again() {
    let bank = bank_with_sets();
    let per_set = PerSet { at_least: 2, at_most: 4 };
    let quotas =
        vec![Quota { content: 0, at_least: 6, at_most: 8 }, Quota { content: 1, at_least: 3, at_most: 7 }];
    for selection in EVERY_SELECTION {
        let rules = Rules::new(selection, Stopping::after(20));
        let rules = Rules { per_set: Some(per_set), quotas: quotas.clone(), ..rules };
        let test = Test::new(bank.clone(), rules).unwrap();
        let found = simulate_sittings(&test, &abilities(100), 8);
        let mut shared = 0;
        for outcome in &found.outcomes {
            assert_eq!(outcome.items.len(), 20, "{selection:?}");
            let sets: Vec<Option<usize>> =
                outcome.items.iter().map(|item| bank.items()[*item as usize].set).collect();
            let runs: Vec<&[Option<usize>]> =
                sets.chunk_by(|one, other| one.is_some() && one == other).collect();
            let mut seen = Vec::new();
            for run in runs.iter().filter(|run| run[0].is_some()) {
                assert!((2..=4).contains(&run.len()), "{selection:?}: {sets:?}");
                assert!(!seen.contains(&run[0]), "{selection:?}: {sets:?}");
                seen.push(run[0]);
                shared += run.len();
            }
            for quota in &quotas {
                let of_area = |item: &&u32| bank.items()[**item as usize].content == quota.content;
                let count = outcome.items.iter().filter(of_area).count();
                assert!((quota.at_least..=quota.at_most).contains(&count), "{selection:?}: {count}");
            }
        }
        assert!(shared > 0 && found.rmse < 0.5, "{selection:?}: {shared} {}", found.rmse);
    }
}

#[test]
fn a_stimulus_is_entered_for_the_mean_of_its_best_questions_and_left_for_a_better_one() {
    let item = |a: f64| Item::two_parameter(a, 0.0).unwrap();
    // The best question has a poor companion; two good ones stand beside it, and one alone is between.
    let slopes =
        [(2.0, Some(0)), (0.5, Some(0)), (1.5, Some(1)), (1.4, Some(1)), (1.2, Some(1)), (1.3, None)];
    let items = slopes.iter().map(|(a, set)| BankItem { set: *set, ..BankItem::new(item(*a)) });
    let bank = Bank::new(items.collect()).unwrap();
    let rules = Rules {
        per_set: Some(PerSet { at_least: 2, at_most: 3 }),
        ..Rules::new(Selection::MaximumInformation, Stopping::after(6))
    };
    let test = Test::new(bank.clone(), rules.clone()).unwrap();
    let mut sitting = Sitting::resume(&test, &State::new(1)).unwrap();
    let mut asked = Vec::new();
    while let Step::Ask(choice) = sitting.next() {
        asked.push(choice.item);
        // Nothing is learned, so that information is a^2 / 4 nearly throughout.
        sitting.answer(choice.item, u8::from(asked.len() % 2 == 0)).unwrap();
        assert_eq!(Sitting::resume(&test, sitting.state()).unwrap().next(), sitting.next());
    }
    // Means: (1 + 0.0625) / 2 = 0.53 of stimulus 0, (0.5625 + 0.49) / 2 = 0.526 of stimulus 1, 0.42 alone.
    assert_eq!(asked[..2], [0, 1]);
    assert_eq!(asked[2..4], [2, 3]);
    // The third of stimulus 1 tells less than the one alone: the stimulus is left for good.
    assert_eq!(asked[4..], [5]);
    let too_many = Rules { per_set: Some(PerSet { at_least: 3, at_most: 3 }), ..rules.clone() };
    let small = BadRules::SetTooSmall { set: 0, items: 2, at_least: 3 };
    assert_eq!(Test::new(bank.clone(), too_many).unwrap_err(), small);
    let turned = Rules { per_set: Some(PerSet { at_least: 3, at_most: 2 }), ..rules };
    assert!(matches!(Test::new(bank, turned), Err(BadRules::PerSet { .. })));
}

#[test]
fn an_item_passed_over_is_not_asked_and_changes_no_estimate() {
    let test = Test::new(bank(40), Rules::new(Selection::MaximumInformation, Stopping::after(40))).unwrap();
    let mut sitting = Sitting::resume(&test, &State::new(1)).unwrap();
    let Step::Ask(first) = sitting.next() else { panic!("asks") };
    let before = sitting.estimate();
    sitting.bar(first.item).unwrap();
    assert_eq!(sitting.estimate(), before);
    assert_eq!(sitting.bar(40), Err(BadAnswer::Item(40)));
    let mut asked = Vec::new();
    while let Step::Ask(choice) = sitting.next() {
        asked.push(choice.item);
        sitting.answer(choice.item, 0).unwrap();
    }
    assert_eq!((asked.len(), asked.contains(&first.item)), (39, false));
}
