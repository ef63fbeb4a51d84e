//! The log-linear smoothing: Newton's method on orthogonal polynomials.

use crate::numbers::matrix;

/// Steps of Newton's method; a dozen are usual.
const MOST_STEPS: usize = 100;

/// Expected counts `exp(polynomial)` that fit `counts`; `None` when there is no fit.
pub(super) fn fit(counts: &[f64], degree: usize) -> Option<Vec<f64>> {
    let basis = legendre(counts.len(), degree);
    let n = degree + 1;
    let total: f64 = counts.iter().sum();
    let mut weights = vec![0.0; n];
    weights[0] = (total / counts.len() as f64).ln();
    let expected = |weights: &[f64]| -> Vec<f64> {
        basis.iter().map(|row| row.iter().zip(weights).map(|(b, w)| b * w).sum::<f64>().exp()).collect()
    };
    let value = |weights: &[f64], expected: &[f64]| -> f64 {
        let linear = |row: &Vec<f64>| row.iter().zip(weights).map(|(b, w)| b * w).sum::<f64>();
        basis.iter().zip(counts).zip(expected).map(|((row, count), e)| count * linear(row) - e).sum()
    };
    let mut at = expected(&weights);
    for _ in 0..MOST_STEPS {
        let mut gradient = vec![0.0; n];
        let mut information = vec![0.0; n * n];
        for ((row, count), e) in basis.iter().zip(counts).zip(&at) {
            for i in 0..n {
                gradient[i] += row[i] * (count - e);
                for j in 0..n {
                    information[i * n + j] += row[i] * row[j] * e;
                }
            }
        }
        if gradient.iter().all(|g| g.abs() < 1e-9 * total) {
            return Some(at);
        }
        matrix::cholesky(&mut information, n)?;
        let mut step = gradient;
        matrix::solve(&information, n, &mut step);
        let here = value(&weights, &at);
        let mut length = 1.0;
        loop {
            let moved: Vec<f64> = weights.iter().zip(&step).map(|(w, s)| w + length * s).collect();
            let there = expected(&moved);
            if value(&moved, &there) >= here - 1e-9 * total || length < 1e-6 {
                (weights, at) = (moved, there);
                break;
            }
            length *= 0.5;
        }
    }
    None
}

/// Legendre polynomials of degree 0 to `degree` at scores spread over -1 to 1; one row per score.
fn legendre(scores: usize, degree: usize) -> Vec<Vec<f64>> {
    (0..scores)
        .map(|score| {
            let x = 2.0 * score as f64 / (scores - 1) as f64 - 1.0;
            let mut row = vec![1.0, x];
            for k in 1..degree {
                let order = k as f64;
                row.push(((2.0 * order + 1.0) * x * row[k] - order * row[k - 1]) / (order + 1.0));
            }
            row.truncate(degree + 1);
            row
        })
        .collect()
}
