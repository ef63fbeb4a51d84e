//! The five problems in probability of Doignon & Falmagne (1999, table 7.1), against the R package pks.

use crate::fixtures;
use measurement::structure::{Known, fit_careless_guessing};

/// Patterns of right answers, and how many of 1,000 learners gave each.
const PATTERNS: [(&str, f64); 32] = [
    ("00000", 80.0),
    ("10000", 92.0),
    ("01000", 89.0),
    ("00100", 3.0),
    ("00010", 2.0),
    ("00001", 1.0),
    ("11000", 89.0),
    ("10100", 16.0),
    ("10010", 18.0),
    ("10001", 10.0),
    ("01100", 18.0),
    ("01010", 20.0),
    ("01001", 4.0),
    ("00110", 2.0),
    ("00101", 2.0),
    ("00011", 3.0),
    ("11100", 89.0),
    ("11010", 89.0),
    ("11001", 19.0),
    ("10110", 16.0),
    ("10101", 16.0),
    ("10011", 3.0),
    ("01110", 18.0),
    ("01101", 16.0),
    ("01011", 2.0),
    ("00111", 2.0),
    ("11110", 73.0),
    ("11101", 82.0),
    ("11011", 19.0),
    ("10111", 15.0),
    ("01111", 15.0),
    ("11111", 77.0),
];

#[test]
fn careless_errors_and_guesses_of_five_problems() {
    let Some(rows) = fixtures::numbers("DoignonFalmagne7__K.csv", 0) else { return };
    let set = |known: &mut dyn FnMut(usize) -> bool| {
        Known::of(5, &(0..5).filter(|item| known(*item)).collect::<Vec<_>>())
    };
    let states: Vec<Known> = rows.iter().map(|row| set(&mut |item| row[item] > 0.5)).collect();
    let patterns: Vec<(Known, f64)> = PATTERNS
        .iter()
        .map(|(pattern, count)| (set(&mut |item| pattern.as_bytes()[item] == b'1'), *count))
        .collect();
    let found = fit_careless_guessing(&states, &patterns).unwrap();
    println!("BLIM: {:.5} df {} {:?} {:?}", found.log_likelihood, found.df, found.careless, found.guess);
    assert!((found.log_likelihood + 2908.5573).abs() < 1e-3);
    assert_eq!(found.parameters, 18);
    assert!((found.df - 13.0).abs() < 1e-9);
    let careless = [0.16487, 0.16311, 0.18884, 0.07984, 0.08865];
    let guess = [0.10306, 0.09507, 0.0, 0.0, 0.01991];
    for item in 0..5 {
        assert!((found.careless[item] - careless[item]).abs() < 1e-3, "{found:?}");
        assert!((found.guess[item] - guess[item]).abs() < 1e-3, "{found:?}");
    }
}
