//! Samejima's graded response: `P(k) = S(x_k) - S(x_(k+1))`, `x_k = a theta + d_k`, `x_0 = inf`.
//!
//! The difference is written as a product, `S(x) S(-y) (1 - exp(y - x))`, which loses no digits and
//! makes every derivative a sum of logistic curves.

use crate::numbers::logistic::{log_sigmoid, sigmoid};

pub(super) fn log_probabilities(at: f64, intercepts: &[f64], out: &mut [f64]) {
    let last = intercepts.len();
    for (k, out) in out.iter_mut().enumerate() {
        *out = 0.0;
        if k > 0 {
            *out += log_sigmoid(at + intercepts[k - 1]);
        }
        if k < last {
            *out += log_sigmoid(-(at + intercepts[k]));
        }
        if k > 0 && k < last {
            *out += (-(intercepts[k] - intercepts[k - 1]).exp_m1()).ln();
        }
    }
}

/// `S(-x_k)` and `S(x_(k+1))`, with 0 at the ends.
fn tails(at: f64, intercepts: &[f64], k: usize) -> (f64, f64) {
    let below = if k == 0 { 0.0 } else { sigmoid(-(at + intercepts[k - 1])) };
    let above = if k == intercepts.len() { 0.0 } else { sigmoid(at + intercepts[k]) };
    (below, above)
}

pub(super) fn slopes(a: f64, theta: f64, intercepts: &[f64], first: &mut [f64], second: &mut [f64]) {
    for k in 0..=intercepts.len() {
        let (below, above) = tails(a * theta, intercepts, k);
        first[k] = a * (below - above);
        second[k] = -a * a * (below * (1.0 - below) + above * (1.0 - above));
    }
}

pub(super) fn jacobian(a: f64, theta: f64, intercepts: &[f64], out: &mut [f64]) {
    let naturals = intercepts.len() + 1;
    out.fill(0.0);
    for k in 0..naturals {
        let row = &mut out[k * naturals..][..naturals];
        let (below, above) = tails(a * theta, intercepts, k);
        row[0] = theta * (below - above);
        // The width of the category is e / (1 - e) further from the threshold, e = exp(y - x).
        let inner = if k > 0 && k < intercepts.len() {
            let gap = (intercepts[k] - intercepts[k - 1]).exp_m1();
            -(1.0 + gap) / gap
        } else {
            0.0
        };
        if k > 0 {
            row[k] = below + inner;
        }
        if k < intercepts.len() {
            row[k + 1] = -above - inner;
        }
    }
}
