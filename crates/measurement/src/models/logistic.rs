//! Rasch, 1PL, 2PL and 3PL: `P = g + (1 - g) L`, `L = 1 / (1 + exp(-x))`, `x = a theta + d`.

use crate::numbers::logistic::{log_sigmoid, sigmoid};

pub(super) fn log_probabilities(x: f64, guessing: f64, out: &mut [f64]) {
    if guessing == 0.0 {
        out[0] = log_sigmoid(-x);
        out[1] = log_sigmoid(x);
    } else {
        out[0] = (-guessing).ln_1p() + log_sigmoid(-x);
        out[1] = (guessing + (1.0 - guessing) * sigmoid(x)).ln();
    }
}

/// `(1 - g) L (1 - L) / P`, which is `1 - L` without guessing.
fn pull(x: f64, guessing: f64) -> f64 {
    if guessing == 0.0 {
        sigmoid(-x)
    } else {
        let l = sigmoid(x);
        (1.0 - guessing) * l * sigmoid(-x) / (guessing + (1.0 - guessing) * l)
    }
}

pub(super) fn slopes(a: f64, x: f64, guessing: f64, first: &mut [f64], second: &mut [f64]) {
    let l = sigmoid(x);
    let q = sigmoid(-x);
    let pull = pull(x, guessing);
    first[0] = -a * l;
    second[0] = -a * a * l * q;
    first[1] = a * pull;
    second[1] = if guessing == 0.0 { -a * a * l * q } else { a * a * pull * (q - l - pull) };
}

pub(super) fn jacobian(theta: f64, x: f64, guessing: f64, out: &mut [f64]) {
    let l = sigmoid(x);
    let pull = pull(x, guessing);
    let p = guessing + (1.0 - guessing) * l;
    out[0] = -theta * l;
    out[1] = -l;
    out[2] = -guessing;
    out[3] = theta * pull;
    out[4] = pull;
    out[5] = if guessing == 0.0 { 0.0 } else { guessing * (1.0 - guessing) * sigmoid(-x) / p };
}

/// `a^2 L^2 (1 - g) (1 - L) / P`, from `P'^2 / (P Q)`.
pub(super) fn information(a: f64, x: f64, guessing: f64) -> f64 {
    let e = (-x.abs()).exp();
    let (l, q) = if x < 0.0 { (e / (1.0 + e), 1.0 / (1.0 + e)) } else { (1.0 / (1.0 + e), e / (1.0 + e)) };
    if guessing == 0.0 {
        return a * a * l * q;
    }
    a * a * (1.0 - guessing) * l * l * q / (guessing + (1.0 - guessing) * l)
}
