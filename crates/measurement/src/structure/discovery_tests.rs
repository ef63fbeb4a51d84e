use proptest::prelude::*;

use super::*;
use crate::{random::Generator, responses::Responses};

/// Learners of a structure, by going up through random fringes, with guesses and slips.
fn learners(relation: &Prerequisites, count: usize, careless: f64, guess: f64, seed: u64) -> Responses {
    let mut generator = Generator::new(seed);
    let items = relation.len();
    let mut scores = Vec::with_capacity(count * items);
    for _ in 0..count {
        let mut known = Known::nothing(items);
        for _ in 0..generator.below(items + 1) {
            let fringe = relation.outer_fringe(&known);
            known.add(fringe[generator.below(fringe.len())]);
        }
        for item in 0..items {
            let right = generator.uniform() < if known.has(item) { 1.0 - careless } else { guess };
            scores.push(Some(i32::from(right)));
        }
    }
    Responses::from_scores(items, &scores).unwrap()
}

fn independent(count: usize, items: usize, seed: u64) -> Responses {
    let mut generator = Generator::new(seed);
    let shares: Vec<f64> = (0..items).map(|_| 0.15 + 0.7 * generator.uniform()).collect();
    let scores: Vec<Option<i32>> =
        (0..count * items).map(|cell| Some(i32::from(generator.uniform() < shares[cell % items]))).collect();
    Responses::from_scores(items, &scores).unwrap()
}

/// One ability and nothing else: everything goes with everything, and nothing rests on anything.
fn one_ability(count: usize, items: usize, seed: u64) -> Responses {
    let mut generator = Generator::new(seed);
    let mut scores = Vec::new();
    for _ in 0..count {
        let theta = 1.2 * generator.normal();
        for item in 0..items {
            let b = -1.5 + 3.0 * item as f64 / (items - 1) as f64;
            scores.push(Some(i32::from(generator.uniform() < 1.0 / (1.0 + (b - theta).exp()))));
        }
    }
    Responses::from_scores(items, &scores).unwrap()
}

fn pairs(found: &Discovery) -> Vec<(usize, usize)> {
    found.proposals.iter().map(|one| (one.before, one.after)).collect()
}

#[test]
fn a_simulated_structure_is_found_again() {
    // Two branches that meet, and one that stands alone.
    let edges = [(0, 1), (1, 2), (0, 3), (3, 4), (2, 5), (4, 5), (6, 7)];
    let truth = Prerequisites::new(9, &edges).unwrap();
    let (mut hits, mut missed, mut wrong) = (0, 0, 0);
    for seed in 1..=10 {
        let found =
            discover_prerequisites(&learners(&truth, 1500, 0.05, 0.05, seed), &Demands::default()).unwrap();
        let said = Prerequisites::new(9, &pairs(&found)).unwrap();
        hits += edges.iter().filter(|(first, then)| said.after(*first).has(*then)).count();
        missed += edges.iter().filter(|(first, then)| !said.after(*first).has(*then)).count();
        wrong += found.proposals.iter().filter(|one| !truth.after(one.before).has(one.after)).count();
    }
    println!("{hits} found, {missed} missed, {wrong} wrong");
    assert!(hits >= 68 && wrong <= 2, "{hits} {missed} {wrong}");
}

#[test]
fn nothing_is_proposed_where_nothing_is() {
    let mut proposed = 0;
    for seed in 1..=20 {
        let found = discover_prerequisites(&independent(600, 12, seed), &Demands::default()).unwrap();
        assert_eq!(found.tested, 132);
        proposed += found.proposals.len() + found.together.len();
    }
    assert!(proposed <= 1, "{proposed} of 2,640 independent pairs");
}

#[test]
fn ability_alone_makes_no_prerequisite() {
    let mut proposed = 0;
    for seed in 1..=10 {
        let found = discover_prerequisites(&one_ability(2000, 10, seed), &Demands::default()).unwrap();
        proposed += found.proposals.len();
    }
    assert!(proposed <= 2, "{proposed} of 900 pairs");
}

#[test]
fn evidence_is_counted_as_it_stands() {
    // Nobody but one in 41 has the second without the first; no other competency tells learners apart.
    let row = |cells: [i32; 2], times: usize| std::iter::repeat_n(cells.map(Some), times);
    let rows: Vec<[Option<i32>; 2]> =
        row([1, 1], 40).chain(row([1, 0], 30)).chain(row([0, 1], 1)).chain(row([0, 0], 49)).collect();
    let answers = Responses::from_scores(2, &rows.concat()).unwrap();
    let found = discover_prerequisites(&answers, &Demands::default()).unwrap();
    assert_eq!(found.proposals.len(), 1);
    let one = found.proposals[0];
    let counts = Counts { both: 40.0, only_before: 30.0, only_after: 1.0, neither: 49.0 };
    assert_eq!((one.before, one.after, one.counts, one.implied), (0, 1, counts, false));
    // Expected exceptions 50 * 41 / 120; Wilson's interval of 1 / 41 by its formula.
    assert!((one.strength - (1.0 - 120.0 / (50.0 * 41.0))).abs() < 1e-12);
    assert!((one.exceptions - 1.0 / 41.0).abs() < 1e-12);
    let (low, high) = one.exceptions_between;
    assert!((low - 0.004_318).abs() < 1e-5 && (high - 0.125_957).abs() < 1e-5, "{low} {high}");
    // The sign test: 32 of 2^31; the hypergeometric tail is far smaller. Two pairs: 2 * 1.5 / 1.
    assert!((one.p - 32.0 / 2_f64.powi(31)).abs() < 1e-14, "{}", one.p);
    assert!((one.p_adjusted - 3.0 * one.p).abs() < 1e-14);
}

#[test]
fn what_is_learned_together_is_said_to_be() {
    let row = |cells: [i32; 2], times: usize| std::iter::repeat_n(cells.map(Some), times);
    let rows: Vec<[Option<i32>; 2]> =
        row([1, 1], 60).chain(row([1, 0], 4)).chain(row([0, 1], 3)).chain(row([0, 0], 60)).collect();
    let answers = Responses::from_scores(2, &rows.concat()).unwrap();
    let found = discover_prerequisites(&answers, &Demands::default()).unwrap();
    assert_eq!((found.proposals.len(), found.together), (0, vec![(0, 1)]));
}

#[test]
fn a_circle_is_named_and_opened_at_its_weakest() {
    // Missing by design: each pair was seen by learners of its own, and each says another order.
    let mut rows = Vec::new();
    for (first, then, weak) in [(0, 1, 2), (1, 2, 6), (2, 0, 3)] {
        for (cells, times) in [((1, 1), 60), ((1, 0), 60), ((0, 1), weak), ((0, 0), 60)] {
            for _ in 0..times {
                let mut row = [None; 3];
                row[first] = Some(cells.0);
                row[then] = Some(cells.1);
                rows.push(row);
            }
        }
    }
    let answers = Responses::from_scores(3, &rows.concat()).unwrap();
    let found = discover_prerequisites(&answers, &Demands::default()).unwrap();
    assert_eq!(found.cycles, [vec![0, 1, 2]]);
    assert_eq!(pairs(&found), [(0, 1), (2, 0)]);
}

#[test]
fn a_way_round_is_marked_as_such() {
    let truth = Prerequisites::new(4, &[(0, 1), (1, 2), (2, 3)]).unwrap();
    let demands = Demands { exceptions: 0.4, strength: 0.05, ..Demands::default() };
    let found = discover_prerequisites(&learners(&truth, 3000, 0.05, 0.05, 3), &demands).unwrap();
    for one in &found.proposals {
        assert_eq!(one.implied, one.after > one.before + 1, "{one:?}");
    }
}

#[test]
fn small_and_odd_tables_are_refused_in_words() {
    let check = |answers: &Responses, demands: Demands, part: &str| {
        let said = discover_prerequisites(answers, &demands).unwrap_err().to_string();
        assert!(said.contains(part), "{said}");
    };
    check(&independent(99, 3, 1), Demands::default(), "99 learners are too few");
    check(&independent(200, 1, 1), Demands::default(), "1 competency");
    let odd = Responses::from_scores(2, &[Some(1), Some(2)].repeat(100)).unwrap();
    check(&odd, Demands::default(), "has 2 on competency 1");
    let answers = independent(200, 3, 1);
    check(&answers, Demands { exceptions: 0.0, ..Demands::default() }, "exceptions cannot be 0");
    check(&answers, Demands { strength: f64::NAN, ..Demands::default() }, "NaN");
    // All right on one: nothing to compare with.
    let same =
        Responses::from_scores(2, &[[Some(1), Some(0)], [Some(1), Some(1)]].repeat(60).concat()).unwrap();
    let found = discover_prerequisites(&same, &Demands::default()).unwrap();
    assert_eq!((found.tested, found.untested, found.proposals.len()), (0, 2, 0));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(16))]

    #[test]
    fn columns_may_stand_in_any_order_and_rows_may_be_weighted(seed in any::<u64>()) {
        let truth = Prerequisites::new(5, &[(0, 1), (1, 2), (3, 4)]).unwrap();
        let answers = learners(&truth, 400, 0.05, 0.05, seed);
        let found = discover_prerequisites(&answers, &Demands::default()).unwrap();
        let turned = discover_prerequisites(&answers.of_items(&[4, 3, 2, 1, 0]).unwrap(), &Demands::default()).unwrap();
        let mut back: Vec<(usize, usize)> = pairs(&turned).iter().map(|(a, b)| (4 - a, 4 - b)).collect();
        let mut forth = pairs(&found);
        back.sort_unstable();
        forth.sort_unstable();
        prop_assert_eq!(&back, &forth);
        let mut counts = std::collections::BTreeMap::new();
        for row in 0..answers.rows() {
            let scores: Vec<Option<i32>> = (0..5).map(|item| answers.score(row, item).map(i32::from)).collect();
            *counts.entry(scores).or_insert(0.0) += 1.0;
        }
        let scores: Vec<Option<i32>> = counts.keys().flatten().copied().collect();
        let merged = Responses::from_scores(5, &scores).unwrap().with_weights(counts.into_values().collect()).unwrap();
        let weighted = discover_prerequisites(&merged, &Demands::default()).unwrap();
        prop_assert_eq!(pairs(&weighted).len(), forth.len());
        for (one, other) in found.proposals.iter().zip(&weighted.proposals) {
            prop_assert!((one.p - other.p).abs() < 1e-12 && one.counts == other.counts);
        }
    }
}
