//! The EM algorithm of a bivariate normal seen with known errors.

use super::{BadNorms, FEWEST, Norms, Pair};
use crate::posterior::Population;

/// The EM stops when a step changes no number by more than this share of the spread.
const TOLERANCE: f64 = 1e-9;
const MOST_STEPS: usize = 10_000;
/// A spread below this share of the scores' own is none.
const LEAST_SPREAD: f64 = 1e-3;
/// Correlations are kept this far off 1: ability at the end is then as good as known from the start.
const HIGHEST: f64 = 0.9999;

/// Means and covariances (variance at the start, covariance, variance at the end).
type Moments = ([f64; 2], [f64; 3]);

pub(super) fn fit(pairs: &[Pair]) -> Result<Norms, BadNorms> {
    if pairs.len() < FEWEST {
        return Err(BadNorms::TooFew(pairs.len()));
    }
    let fine = |pair: &Pair| {
        [pair.start, pair.end]
            .iter()
            .all(|score| score.theta.is_finite() && score.error.is_finite() && score.error >= 0.0)
    };
    if let Some(place) = pairs.iter().position(|pair| !fine(pair)) {
        return Err(BadNorms::Score(place));
    }
    let n = pairs.len() as f64;
    let (mean, seen) = of_scores(pairs);
    let error = |of: fn(&Pair) -> f64| pairs.iter().map(|pair| of(pair).powi(2)).sum::<f64>() / n;
    let least = |seen: f64, error: f64| (seen - error).max(0.05 * seen);
    let start = least(seen[0], error(|pair| pair.start.error));
    let end = least(seen[2], error(|pair| pair.end.error));
    let most = 0.99 * (start * end).sqrt();
    let mut now: Moments = (mean, [start, seen[1].clamp(-most, most), end]);
    if seen[0] <= 0.0 || seen[2] <= 0.0 {
        return Err(BadNorms::NoSpread);
    }
    for _ in 0..MOST_STEPS {
        let next = step(&now, pairs);
        let moved = |one: &[f64], other: &[f64]| {
            one.iter().zip(other).map(|(a, b)| (a - b).abs()).fold(0.0, f64::max)
        };
        let still = moved(&now.0, &next.0) < TOLERANCE * seen[0].sqrt()
            && moved(&now.1, &next.1) < TOLERANCE * seen[0];
        now = next;
        if still {
            break;
        }
    }
    let ([start_mean, end_mean], [start, covariance, end]) = now;
    if start < LEAST_SPREAD * seen[0] || end < LEAST_SPREAD * seen[2] {
        return Err(BadNorms::NoSpread);
    }
    let correlation = (covariance / (start * end).sqrt()).clamp(-HIGHEST, HIGHEST);
    Ok(Norms {
        start: Population { mean: start_mean, sd: start.sqrt() },
        end: Population { mean: end_mean, sd: end.sqrt() },
        correlation,
    })
}

/// Moments of the scores themselves.
fn of_scores(pairs: &[Pair]) -> Moments {
    let n = pairs.len() as f64;
    let mean = |of: fn(&Pair) -> f64| pairs.iter().map(of).sum::<f64>() / n;
    let (start, end) = (mean(|pair| pair.start.theta), mean(|pair| pair.end.theta));
    let mut sums = [0.0; 3];
    for pair in pairs {
        let (a, b) = (pair.start.theta - start, pair.end.theta - end);
        sums[0] += a * a;
        sums[1] += a * b;
        sums[2] += b * b;
    }
    ([start, end], sums.map(|sum| sum / n))
}

/// One step: the mean of the posteriors, and the spread of their means and in them.
fn step((mean, covariance): &Moments, pairs: &[Pair]) -> Moments {
    let n = pairs.len() as f64;
    let posteriors: Vec<Moments> = pairs.iter().map(|pair| given(mean, covariance, *pair)).collect();
    let sum = |of: &dyn Fn(&Moments) -> f64| posteriors.iter().map(of).sum::<f64>() / n;
    let next = [sum(&|one| one.0[0]), sum(&|one| one.0[1])];
    let spread = |i: usize, j: usize, within: usize| {
        sum(&|one| one.1[within] + (one.0[i] - next[i]) * (one.0[j] - next[j]))
    };
    (next, [spread(0, 0, 0), spread(0, 1, 1), spread(1, 1, 2)])
}

/// Posterior mean and covariance of the true abilities of a learner.
pub(super) fn posterior(norms: &Norms, pair: Pair) -> Moments {
    let (start, end) = (norms.start.sd, norms.end.sd);
    let covariance = [start * start, norms.correlation * start * end, end * end];
    given(&[norms.start.mean, norms.end.mean], &covariance, pair)
}

/// `m + S (S + D)^-1 (x - m)` and `S - S (S + D)^-1 S`, D the squared errors.
fn given(mean: &[f64; 2], [a, b, c]: &[f64; 3], pair: Pair) -> Moments {
    let (p, q) = (a + pair.start.error.powi(2), c + pair.end.error.powi(2));
    let determinant = p * q - b * b;
    let (x, y) = (pair.start.theta - mean[0], pair.end.theta - mean[1]);
    // Rows of S (S + D)^-1.
    let (k00, k01) = ((a * q - b * b) / determinant, (b * p - a * b) / determinant);
    let (k10, k11) = ((b * q - b * c) / determinant, (c * p - b * b) / determinant);
    let mean = [mean[0] + k00 * x + k01 * y, mean[1] + k10 * x + k11 * y];
    (mean, [a - (k00 * a + k01 * b), b - (k00 * b + k01 * c), c - (k10 * b + k11 * c)])
}
