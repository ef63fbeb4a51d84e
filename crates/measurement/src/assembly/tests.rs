use proptest::prelude::*;

use super::*;
use crate::random::Generator;

fn rule(items: &[usize], at_least: usize, at_most: usize) -> ContentRule {
    ContentRule { name: String::new(), items: items.to_vec(), at_least, at_most }
}

fn set(items: &[usize], at_least: usize, at_most: usize) -> SetRule {
    SetRule { name: String::new(), items: items.to_vec(), at_least, at_most }
}

fn keeps(blueprint: &Blueprint, items: &[usize]) -> bool {
    let count = |of: &[usize]| of.iter().filter(|item| items.contains(item)).count();
    items.len() == blueprint.length
        && blueprint.content.iter().all(|r| (r.at_least..=r.at_most).contains(&count(&r.items)))
        && blueprint.sets.iter().all(|s| {
            let count = count(&s.items);
            count == 0 || (s.at_least.max(1)..=s.at_most).contains(&count)
        })
        && blueprint.enemies.iter().all(|group| count(group) <= 1)
}

/// The best test by looking at every one.
fn best_of_all(items: usize, blueprint: &Blueprint, values: &[f64], settled: Settled<'_>) -> Option<f64> {
    (0_u32..1 << items)
        .filter(|chosen| chosen.count_ones() as usize == blueprint.length)
        .map(|chosen| (0..items).filter(|item| chosen >> item & 1 == 1).collect::<Vec<_>>())
        .filter(|chosen| {
            settled.given.iter().all(|item| chosen.contains(item))
                && settled.barred.iter().all(|item| !chosen.contains(item))
                && keeps(blueprint, chosen)
        })
        .map(|chosen| chosen.iter().map(|item| values[*item]).sum())
        .fold(None, |best: Option<f64>, value| Some(best.map_or(value, |best| best.max(value))))
}

/// A blueprint of some kind for so many items.
fn random(items: usize, generator: &mut Generator) -> Blueprint {
    let some = |count: usize, generator: &mut Generator| {
        let mut out: Vec<usize> = (0..count).map(|_| generator.below(items)).collect();
        out.sort_unstable();
        out.dedup();
        out
    };
    let mut out = Blueprint::of_length(2 + generator.below(items / 2));
    for _ in 0..generator.below(4) {
        let of = some(1 + generator.below(items), generator);
        let at_least = generator.below(of.len().min(out.length) + 1);
        out.content.push(rule(&of, at_least, at_least + generator.below(3)));
    }
    for _ in 0..generator.below(3) {
        let of = some(2 + generator.below(3), generator);
        let at_least = 1 + generator.below(of.len());
        out.sets.push(set(&of, at_least, at_least + generator.below(2)));
    }
    out.enemies = (0..generator.below(4)).map(|_| some(2 + generator.below(2), generator)).collect();
    out
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn the_best_test_is_found_and_none_is_missed(seed in any::<u64>(), items in 6_usize..13) {
        let mut generator = Generator::new(seed);
        let blueprint = random(items, &mut generator);
        let values: Vec<f64> = (0..items).map(|_| generator.normal()).collect();
        let best = best_of_all(items, &blueprint, &values, Settled::default());
        let Ok(assembler) = Assembler::new(items, blueprint.clone()) else {
            prop_assert_eq!(best, None);
            return Ok(());
        };
        let found = assembler.assemble(&values, Settled::default(), None, None).unwrap();
        prop_assert!(keeps(&blueprint, &found.items));
        prop_assert!((found.value - best.unwrap()).abs() < 1e-5, "{:?} {:?}", found, best);
        prop_assert!(found.bound >= best.unwrap() - 1e-9 && found.value <= found.bound);
    }

    #[test]
    fn what_was_given_stays_and_every_next_test_is_there(seed in any::<u64>(), items in 6_usize..13) {
        let mut generator = Generator::new(seed);
        let blueprint = random(items, &mut generator);
        let Ok(assembler) = Assembler::new(items, blueprint.clone()) else { return Ok(()) };
        let mut given: Vec<usize> = Vec::new();
        let mut start = None;
        while given.len() < blueprint.length {
            let values: Vec<f64> = (0..items).map(|_| generator.uniform()).collect();
            let settled = Settled { given: &given, barred: &[] };
            let found = assembler.assemble(&values, settled, start.as_ref(), None).unwrap();
            let best = best_of_all(items, &blueprint, &values, settled).unwrap();
            prop_assert!(keeps(&blueprint, &found.items) && (found.value - best).abs() < 1e-5);
            prop_assert!(given.iter().all(|item| found.items.contains(item)));
            start = Some(assembler.start(&values, start.as_ref()));
            let next = found.items.into_iter().find(|item| !given.contains(item)).unwrap();
            given.push(next);
        }
    }

    #[test]
    fn a_conflict_is_one_and_every_rule_of_it_is_needed(seed in any::<u64>(), items in 6_usize..11) {
        let mut generator = Generator::new(seed);
        let blueprint = random(items, &mut generator);
        let Err(BadBlueprint::Conflict { rules, irreducible }) = Assembler::new(items, blueprint.clone()) else {
            return Ok(());
        };
        prop_assert!(irreducible);
        let with = |rules: &[RuleName]| {
            let has = |name| rules.contains(&name);
            (0_u32..1 << items).any(|chosen| {
                let chosen: Vec<usize> = (0..items).filter(|item| chosen >> item & 1 == 1).collect();
                let mut some = Blueprint { length: chosen.len(), ..Blueprint::default() };
                if has(RuleName::Length) {
                    some.length = blueprint.length;
                }
                let kept = |name: fn(usize) -> RuleName, at: usize| has(name(at));
                some.content = blueprint.content.iter().enumerate()
                    .filter(|(at, _)| kept(RuleName::Content, *at)).map(|(_, r)| r.clone()).collect();
                some.sets = blueprint.sets.iter().enumerate()
                    .filter(|(at, _)| kept(RuleName::Set, *at)).map(|(_, s)| s.clone()).collect();
                some.enemies = blueprint.enemies.iter().enumerate()
                    .filter(|(at, _)| kept(RuleName::Enemies, *at)).map(|(_, e)| e.clone()).collect();
                keeps(&some, &chosen)
            })
        };
        prop_assert!(!with(&rules), "{:?}", rules);
        for name in &rules {
            let fewer: Vec<RuleName> = rules.iter().copied().filter(|other| other != name).collect();
            prop_assert!(fewer.is_empty() || with(&fewer), "{:?} without {:?}", rules, name);
        }
    }
}

#[test]
fn rules_that_contradict_each_other_are_named() {
    let mut blueprint = Blueprint::of_length(4);
    blueprint.content = vec![rule(&[0, 1, 2, 3], 3, 4), rule(&[0, 1, 4], 0, 3), rule(&[4, 5, 6, 7], 2, 4)];
    let conflict = Assembler::new(8, blueprint.clone()).unwrap_err();
    let rules = vec![RuleName::Length, RuleName::Content(0), RuleName::Content(2)];
    assert_eq!(conflict, BadBlueprint::Conflict { rules, irreducible: true });
    blueprint.length = 5;
    let assembler = Assembler::new(8, blueprint).unwrap();
    let settled = Settled { given: &[0], barred: &[1, 2] };
    let conflict = assembler.assemble(&[1.0; 8], settled, None, None).unwrap_err();
    let rules = vec![RuleName::Content(0), RuleName::Given];
    assert_eq!(conflict, BadBlueprint::Conflict { rules, irreducible: true });
}

#[test]
fn what_is_no_blueprint_is_refused() {
    let check = |change: fn(&mut Blueprint), expected: BadBlueprint| {
        let mut blueprint = Blueprint::of_length(3);
        change(&mut blueprint);
        assert_eq!(Assembler::new(5, blueprint).unwrap_err(), expected);
    };
    let length = |length| BadBlueprint::Length { length, items: 5 };
    check(|b| b.length = 0, length(0));
    check(|b| b.length = 6, length(6));
    let turned = |rule, at_least, at_most| BadBlueprint::TurnedRound { rule, at_least, at_most };
    check(|b| b.content.push(rule(&[0], 2, 1)), turned(RuleName::Content(0), 2, 1));
    check(|b| b.sets.push(set(&[0, 1], 0, 0)), turned(RuleName::Set(0), 1, 0));
    let item = |rule, item| BadBlueprint::Item { rule, item };
    check(|b| b.content.push(rule(&[5], 0, 1)), item(RuleName::Content(0), 5));
    check(|b| b.enemies.push(vec![2, 2]), item(RuleName::Enemies(0), 2));
    let conflict = BadBlueprint::Conflict { rules: vec![RuleName::Content(0)], irreducible: true };
    check(|b| b.content.push(rule(&[0, 1], 3, 4)), conflict);
    let assembler = Assembler::new(5, Blueprint::of_length(2)).unwrap();
    let given =
        |given, barred| assembler.assemble(&[1.0; 5], Settled { given, barred }, None, None).unwrap_err();
    assert_eq!(given(&[5], &[]), item(RuleName::Given, 5));
    assert_eq!(given(&[1], &[1]), item(RuleName::Given, 1));
}

#[test]
fn another_solver_is_asked_when_the_search_takes_too_long() {
    #[derive(Debug)]
    struct First;
    impl Solver for First {
        fn solve(&self, program: &ZeroOne<'_>, _gap: f64) -> Option<Solution> {
            assert_eq!(program.rows.len(), 9);
            Some(Solution { taken: vec![0, 1, 2], value: 3.0, bound: 4.0 })
        }
    }
    // Equal worth and rows of odd sums: the linear program says little.
    let items = 60;
    let mut generator = Generator::new(5);
    let mut blueprint = Blueprint::of_length(30);
    for _ in 0..8 {
        let of: Vec<usize> = (0..items).filter(|_| generator.uniform() < 0.5).collect();
        let half = of.len() / 2;
        blueprint.content.push(rule(&of, half, half));
    }
    let values: Vec<f64> = (0..items).map(|_| 1.0 + 1e-3 * generator.uniform()).collect();
    let assembler = Assembler::new(items, blueprint.clone()).unwrap();
    let own = assembler.assemble(&values, Settled::default(), None, None).unwrap();
    assert!(keeps(&blueprint, &own.items) && own.bound >= own.value && !own.elsewhere);
    let asked = assembler.assemble(&values, Settled::default(), None, Some(&First)).unwrap();
    let in_time = own.bound - own.value <= GAP * own.value + 1e-9;
    assert!(asked.elsewhere != in_time && (in_time || asked.items == [0, 1, 2]), "{own:?}");
}

#[test]
fn enemies_are_covered_by_groups() {
    let pairs = [(0, 1), (0, 2), (1, 2), (2, 3), (4, 5)];
    let enemies = |item: usize| {
        pairs.iter().filter_map(|(a, b)| (*a == item).then_some(*b).or((*b == item).then_some(*a))).collect()
    };
    assert_eq!(cliques(6, enemies), [vec![0, 1, 2], vec![2, 3], vec![4, 5]]);
}
