use super::*;
use proptest::prelude::*;

fn whole(value: f64, high: f64) -> Column {
    Column { value, low: 0.0, high, whole: true }
}

fn row(entries: &[(usize, f64)], low: f64, high: f64) -> Row {
    Row { entries: entries.to_vec(), low, high }
}

#[track_caller]
fn value(program: &Program) -> f64 {
    solve(program, 0.0).expect("a solution").value
}

#[test]
fn a_knapsack_is_filled_with_what_is_worth_most() {
    // The 0-1 knapsack of Martello & Toth (1990), ex. 2.1: worth 107.
    let items = [(70.0, 31.0), (20.0, 10.0), (39.0, 20.0), (37.0, 19.0), (7.0, 4.0), (5.0, 3.0), (10.0, 6.0)];
    let program = Program {
        columns: items.iter().map(|(worth, _)| whole(*worth, 1.0)).collect(),
        rows: vec![row(
            &items.iter().enumerate().map(|(at, (_, weight))| (at, *weight)).collect::<Vec<_>>(),
            0.0,
            50.0,
        )],
    };
    let found = solve(&program, 0.0).unwrap();
    assert!((found.value - 107.0).abs() < 1e-6 && found.gap < 1e-9, "{found:?}");
    assert_eq!(found.at.iter().map(|at| at.round()).collect::<Vec<_>>(), [1.0, 0.0, 0.0, 1.0, 0.0, 0.0, 0.0]);
}

#[test]
fn without_whole_numbers_parts_are_taken() {
    // The production example of Hillier & Lieberman: 3 x + 5 y, worth 36 at (2, 6).
    let part = |value| Column { value, low: 0.0, high: f64::INFINITY, whole: false };
    let rows = vec![
        row(&[(0, 1.0)], f64::NEG_INFINITY, 4.0),
        row(&[(1, 2.0)], f64::NEG_INFINITY, 12.0),
        row(&[(0, 3.0), (1, 2.0)], f64::NEG_INFINITY, 18.0),
    ];
    let program = Program { columns: vec![part(3.0), part(5.0)], rows };
    assert!((value(&program) - 36.0).abs() < 1e-6);
    let unbounded = Program { rows: Vec::new(), ..program };
    assert_eq!(solve(&unbounded, 0.0), Err(BadProgram::Unbounded));
}

#[test]
fn what_cannot_be_solved_is_refused() {
    let program = |entries: &[(usize, f64)], low| Program {
        columns: vec![whole(1.0, 1.0), whole(2.0, 1.0)],
        rows: vec![row(entries, low, 9.0)],
    };
    let both = [(0, 1.0), (1, 1.0)];
    assert_eq!(solve(&program(&both, 3.0), 0.0), Err(BadProgram::Infeasible));
    assert_eq!(solve(&program(&both, 10.0), 0.0), Err(BadProgram::Infeasible));
    let unknown = solve(&program(&[(2, 1.0)], 0.0), 0.0);
    assert_eq!(unknown, Err(BadProgram::Column { row: 0, column: 2 }));
    assert!(matches!(solve(&program(&[(0, f64::NAN)], 0.0), 0.0), Err(BadProgram::Number(_))));
    assert!(matches!(solve(&program(&both, f64::NAN), 0.0), Err(BadProgram::Number(_))));
    assert_eq!(solve(&program(&both, 0.0), -1.0), Err(BadProgram::Number(-1.0)));
    assert!(solve(&Program::default(), 0.0).unwrap().value.abs() < 1e-12);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(40))]

    #[test]
    fn the_best_of_all_choices_is_found(
        values in proptest::collection::vec(-5.0..5.0_f64, 8),
        weights in proptest::collection::vec(0.0..3.0_f64, 8),
        most in 1.0..10.0_f64,
    ) {
        let entries: Vec<(usize, f64)> = weights.iter().copied().enumerate().collect();
        let columns = values.iter().map(|value| whole(*value, 1.0)).collect();
        let program = Program { columns, rows: vec![row(&entries, 0.0, most)] };
        let sum = |of: &[f64], set: u32| (0..8).filter(|at| set >> at & 1 == 1).map(|at| of[at]).sum::<f64>();
        let best = (0..256).filter(|set| sum(&weights, *set) <= most).map(|set| sum(&values, set));
        let best = best.fold(f64::NEG_INFINITY, f64::max);
        prop_assert!((value(&program) - best).abs() < 1e-6);
    }
}
