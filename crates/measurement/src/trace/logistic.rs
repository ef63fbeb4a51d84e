//! Logistic regression on sparse features.

use rayon::prelude::*;

/// Rows of features, most of them 0.
#[derive(Debug, Default)]
pub(super) struct Rows {
    starts: Vec<usize>,
    features: Vec<u32>,
    values: Vec<f32>,
    correct: Vec<bool>,
}

impl Rows {
    pub(super) fn add(&mut self, row: &[(u32, f64)], correct: bool) {
        self.starts.push(self.features.len());
        self.correct.push(correct);
        for (feature, value) in row {
            self.features.push(*feature);
            #[expect(clippy::cast_possible_truncation, reason = "single precision is enough for a feature")]
            self.values.push(*value as f32);
        }
    }

    fn range(&self, row: usize) -> std::ops::Range<usize> {
        self.starts[row]..self.starts.get(row + 1).copied().unwrap_or(self.features.len())
    }

    /// The same features by column: row and value of each.
    fn columns(&self, width: usize) -> Columns {
        let mut starts = vec![0; width + 1];
        for feature in &self.features {
            starts[*feature as usize + 1] += 1;
        }
        for place in 0..width {
            starts[place + 1] += starts[place];
        }
        let mut next = starts.clone();
        let mut rows = vec![0_u32; self.features.len()];
        let mut values = vec![0.0_f32; self.features.len()];
        for (row, number) in (0_u32..).zip(0..self.correct.len()) {
            for place in self.range(number) {
                let to = &mut next[self.features[place] as usize];
                rows[*to] = row;
                values[*to] = self.values[place];
                *to += 1;
            }
        }
        Columns { starts, rows, values }
    }
}

struct Columns {
    starts: Vec<usize>,
    rows: Vec<u32>,
    values: Vec<f32>,
}

/// Rows or columns per task: fixed, so that threads change no digit.
const CHUNK: usize = 4096;
/// Newton steps, and steps of conjugate gradients in each.
const NEWTON_STEPS: usize = 30;
const INNER_STEPS: usize = 60;

/// Weights that minimize `sum of log-loss + penalty / 2 sum of w^2` over features 1, 2, ...; feature 0, the
/// constant, goes free.
///
/// Newton's method, each step solved by conjugate gradients preconditioned with the diagonal of the
/// Hessian: counts and ones differ in scale, which is what slows other solvers down. Stops when the
/// gradient's norm is `tolerance` of its first.
pub(super) fn fit(rows: &Rows, width: usize, penalty: f64, tolerance: f64) -> Vec<f64> {
    let columns = rows.columns(width);
    let mut weights = vec![0.0; width];
    let mut at = evaluate(rows, &weights, penalty);
    let mut first = 0.0;
    for step in 0..NEWTON_STEPS {
        let gradient = gradient(&columns, &weights, &at.residuals, penalty);
        let norm = dot(&gradient, &gradient).sqrt();
        if step == 0 {
            first = norm;
        }
        if norm <= tolerance * first {
            break;
        }
        // The inner solution is as exact as the outer one deserves.
        let forcing = (norm / first).sqrt().clamp(0.01, 0.1);
        let direction = newton_direction(rows, &columns, &gradient, &at.curvatures, penalty, forcing * norm);
        let promise = -dot(&direction, &gradient);
        let mut length = 1.0;
        loop {
            let moved: Vec<f64> = weights.iter().zip(&direction).map(|(w, d)| w + length * d).collect();
            let there = evaluate(rows, &moved, penalty);
            if there.loss <= at.loss - 1e-4 * length * promise || length < 1e-6 {
                weights = moved;
                at = there;
                break;
            }
            length *= 0.5;
        }
    }
    weights
}

/// Loss, and what its derivatives need, at given weights.
struct At {
    loss: f64,
    residuals: Vec<f64>,
    curvatures: Vec<f64>,
}

fn evaluate(rows: &Rows, weights: &[f64], penalty: f64) -> At {
    let n = rows.correct.len();
    let mut residuals = vec![0.0; n];
    let mut curvatures = vec![0.0; n];
    let losses: Vec<f64> = residuals
        .par_chunks_mut(CHUNK)
        .zip(curvatures.par_chunks_mut(CHUNK))
        .enumerate()
        .map(|(chunk, (residuals, curvatures))| {
            let mut loss = 0.0;
            for (place, (residual, curvature)) in residuals.iter_mut().zip(curvatures).enumerate() {
                let row = chunk * CHUNK + place;
                let x = product(rows, row, weights);
                let correct = rows.correct[row];
                let e = (-x.abs()).exp();
                let p = if x >= 0.0 { 1.0 / (1.0 + e) } else { e / (1.0 + e) };
                loss += e.ln_1p() + if correct == (x >= 0.0) { 0.0 } else { x.abs() };
                *residual = p - f64::from(u8::from(correct));
                *curvature = p * (1.0 - p);
            }
            loss
        })
        .collect();
    let shrink: f64 = weights[1..].iter().map(|w| w * w).sum();
    At { loss: losses.iter().sum::<f64>() + 0.5 * penalty * shrink, residuals, curvatures }
}

fn product(rows: &Rows, row: usize, weights: &[f64]) -> f64 {
    let range = rows.range(row);
    rows.features[range.clone()]
        .iter()
        .zip(&rows.values[range])
        .map(|(feature, value)| weights[*feature as usize] * f64::from(*value))
        .sum()
}

/// `X' r`, by column, plus `penalty w`.
fn gradient(columns: &Columns, weights: &[f64], residuals: &[f64], penalty: f64) -> Vec<f64> {
    by_column(columns, |_, rows, values| {
        rows.iter().zip(values).map(|(row, value)| residuals[*row as usize] * f64::from(*value)).sum()
    })
    .iter()
    .zip(weights)
    .enumerate()
    .map(|(place, (sum, w))| sum + if place == 0 { 0.0 } else { penalty * w })
    .collect()
}

fn by_column(columns: &Columns, of: impl Fn(usize, &[u32], &[f32]) -> f64 + Sync) -> Vec<f64> {
    let mut out = vec![0.0; columns.starts.len() - 1];
    out.par_chunks_mut(256).enumerate().for_each(|(chunk, out)| {
        for (place, out) in out.iter_mut().enumerate() {
            let feature = chunk * 256 + place;
            let range = columns.starts[feature]..columns.starts[feature + 1];
            *out = of(feature, &columns.rows[range.clone()], &columns.values[range]);
        }
    });
    out
}

/// Solves `H d = -g` until the residual's norm is `enough`.
fn newton_direction(
    rows: &Rows,
    columns: &Columns,
    gradient: &[f64],
    curvatures: &[f64],
    penalty: f64,
    enough: f64,
) -> Vec<f64> {
    let own = |feature: usize| if feature == 0 { 1e-9 } else { penalty };
    let diagonal = by_column(columns, |feature, rows, values| {
        let of = |(row, value): (&u32, &f32)| curvatures[*row as usize] * f64::from(*value).powi(2);
        own(feature) + rows.iter().zip(values).map(of).sum::<f64>()
    });
    let mut direction = vec![0.0; gradient.len()];
    let mut residual: Vec<f64> = gradient.iter().map(|g| -g).collect();
    let mut solved: Vec<f64> = residual.iter().zip(&diagonal).map(|(r, d)| r / d).collect();
    let mut search = solved.clone();
    let mut size = dot(&residual, &solved);
    let mut along = vec![0.0; rows.correct.len()];
    for _ in 0..INNER_STEPS {
        along.par_chunks_mut(CHUNK).enumerate().for_each(|(chunk, along)| {
            for (place, along) in along.iter_mut().enumerate() {
                let row = chunk * CHUNK + place;
                *along = curvatures[row] * product(rows, row, &search);
            }
        });
        let mut image = by_column(columns, |_, rows, values| {
            rows.iter().zip(values).map(|(row, value)| along[*row as usize] * f64::from(*value)).sum()
        });
        for (feature, (image, search)) in image.iter_mut().zip(&search).enumerate() {
            *image += own(feature) * search;
        }
        let length = size / dot(&search, &image);
        if !length.is_finite() {
            break;
        }
        for ((direction, residual), (search, image)) in
            direction.iter_mut().zip(&mut residual).zip(search.iter().zip(&image))
        {
            *direction += length * search;
            *residual -= length * image;
        }
        if dot(&residual, &residual).sqrt() <= enough {
            break;
        }
        for ((solved, residual), diagonal) in solved.iter_mut().zip(&residual).zip(&diagonal) {
            *solved = residual / diagonal;
        }
        let next = dot(&residual, &solved);
        for (search, solved) in search.iter_mut().zip(&solved) {
            *search = solved + next / size * *search;
        }
        size = next;
    }
    direction
}

fn dot(a: &[f64], b: &[f64]) -> f64 {
    a.iter().zip(b).map(|(a, b)| a * b).sum()
}

#[cfg(test)]
mod tests {
    use super::{Rows, evaluate, fit, gradient};

    #[test]
    fn one_feature_gives_the_log_odds() {
        let mut rows = Rows::default();
        for (times, x, correct) in [(30, 0.0, true), (10, 0.0, false), (20, 1.0, true), (20, 1.0, false)] {
            for _ in 0..times {
                rows.add(&[(0, 1.0), (1, x)], correct);
            }
        }
        let found = fit(&rows, 2, 1e-9, 1e-10);
        assert!(
            (found[0] - 3.0_f64.ln()).abs() < 1e-5 && (found[1] + 3.0_f64.ln()).abs() < 1e-5,
            "{found:?}"
        );
    }

    #[test]
    fn the_gradient_vanishes_at_the_fit() {
        let mut rows = Rows::default();
        for i in 0_u32..300 {
            rows.add(&[(0, 1.0), (1 + i % 7, 1.0), (8, f64::from(i % 13) * 3.0)], i % 5 < 2 + i % 2);
        }
        let weights = fit(&rows, 9, 0.5, 1e-9);
        let at = evaluate(&rows, &weights, 0.5);
        let gradient = gradient(&rows.columns(9), &weights, &at.residuals, 0.5);
        assert!(gradient.iter().all(|g| g.abs() < 1e-5), "{gradient:?}");
    }
}
