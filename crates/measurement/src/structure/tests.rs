use super::*;
use crate::random::Generator;
use proptest::prelude::*;

/// A random relation in which lower numbers come before higher ones.
fn random(len: usize, chance: f64, seed: u64) -> Prerequisites {
    let mut generator = Generator::new(seed);
    let pairs: Vec<(usize, usize)> = (0..len)
        .flat_map(|then| (0..then).map(move |first| (first, then)))
        .filter(|_| generator.uniform() < chance)
        .collect();
    Prerequisites::new(len, &pairs).unwrap()
}

proptest! {
    #[test]
    fn fringes_are_what_trying_every_set_finds(seed in 0_u64..10_000, len in 1_usize..11) {
        let relation = random(len, 0.3, seed);
        let set = |bits: usize| Known::of(len, &(0..len).filter(|i| bits >> i & 1 == 1).collect::<Vec<_>>());
        let states: Vec<Known> = (0..1_usize << len).map(set).filter(|known| relation.is_state(known)).collect();
        for state in &states {
            let other = |competency: &usize, add: bool| {
                let mut other = state.clone();
                if add { other.add(*competency) } else { other.remove(*competency) }
                states.contains(&other)
            };
            let outer: Vec<usize> = (0..len).filter(|c| !state.has(*c) && other(c, true)).collect();
            let inner: Vec<usize> = (0..len).filter(|c| state.has(*c) && other(c, false)).collect();
            prop_assert_eq!(relation.outer_fringe(state), outer);
            prop_assert_eq!(relation.inner_fringe(state), inner);
        }
        prop_assert_eq!(relation.states(1 << len).unwrap().len(), states.len());
    }

    #[test]
    fn nothing_is_recommended_before_its_prerequisites(seed in 0_u64..1000) {
        let relation = random(200, 0.02, seed);
        let mut generator = Generator::new(seed);
        let some: Vec<usize> = (0..40).map(|_| generator.below(200)).collect();
        let known = relation.closure(&Known::of(200, &some));
        prop_assert!(relation.is_state(&known));
        for next in relation.outer_fringe(&known) {
            prop_assert!(!known.has(next) && relation.before(next).iter().all(|first| known.has(first)));
        }
    }
}

#[test]
fn a_cycle_is_named() {
    let bad = Prerequisites::new(6, &[(0, 1), (1, 3), (3, 4), (4, 1), (4, 5)]);
    assert_eq!(bad, Err(BadPrerequisites::Cycle(vec![1, 3, 4])));
    assert_eq!(Prerequisites::new(2, &[(1, 1)]), Err(BadPrerequisites::Cycle(vec![1])));
    assert_eq!(Prerequisites::new(2, &[(0, 2)]), Err(BadPrerequisites::Unknown(2)));
}

#[test]
fn prerequisites_reach_through() {
    let relation = Prerequisites::new(4, &[(0, 1), (1, 2), (0, 3)]).unwrap();
    assert_eq!(relation.before(2).iter().collect::<Vec<_>>(), [0, 1]);
    assert_eq!(relation.after(0).iter().collect::<Vec<_>>(), [1, 2, 3]);
    assert_eq!(relation.outer_fringe(&Known::of(4, &[0])), [1, 3]);
    assert_eq!(relation.inner_fringe(&Known::of(4, &[0, 1, 3])), [1, 3]);
    assert_eq!(relation.states(5), None);
}

#[test]
fn answers_give_states_and_errors_back() {
    let relation = Prerequisites::new(5, &[(0, 1), (0, 2), (1, 3), (2, 3)]).unwrap();
    let states = relation.states(100).unwrap();
    let (careless, guess) = ([0.1, 0.05, 0.12, 0.08, 0.15], [0.05, 0.1, 0.06, 0.02, 0.08]);
    let mut generator = Generator::new(31);
    let shares: Vec<f64> = (0..states.len()).map(|i| if i % 3 == 0 { 2.0 } else { 1.0 }).collect();
    let mut counts = std::collections::HashMap::new();
    for _ in 0..20_000 {
        let state = &states[generator.pick(&shares).unwrap()];
        let right = |item: &usize| {
            generator.uniform() < if state.has(*item) { 1.0 - careless[*item] } else { guess[*item] }
        };
        let pattern = Known::of(5, &(0..5).filter(right).collect::<Vec<_>>());
        *counts.entry(pattern).or_insert(0.0) += 1.0;
    }
    let mut patterns: Vec<(Known, f64)> = counts.into_iter().collect();
    patterns.sort_by_key(|(pattern, _)| pattern.iter().collect::<Vec<_>>());
    let found = fit_careless_guessing(&states, &patterns).unwrap();
    assert!(found.converged && (found.states.iter().sum::<f64>() - 1.0).abs() < 1e-9);
    // The last competency stands alone: its two errors are told apart by nothing else.
    for item in 0..4 {
        let off = (found.careless[item] - careless[item]).abs().max((found.guess[item] - guess[item]).abs());
        assert!(off < 0.05, "{item}: {found:?}");
    }
}

#[test]
fn what_cannot_be_fitted_is_refused() {
    let state = Known::nothing(2);
    assert_eq!(fit_careless_guessing(&[], &[]), Err(BadStructure::Empty));
    assert_eq!(
        fit_careless_guessing(std::slice::from_ref(&state), &[(Known::nothing(3), 1.0)]),
        Err(BadStructure::Items)
    );
    assert_eq!(
        fit_careless_guessing(std::slice::from_ref(&state), &[(state.clone(), -1.0)]),
        Err(BadStructure::Count(-1.0))
    );
}
