//! Partial credit and nominal: `P(k)` proportional to `exp(s_k theta + d_k)`.

use super::Item;

/// The slope of category `k`.
fn score(item: &Item, k: usize) -> f64 {
    match item {
        Item::Nominal { slopes, .. } if k > 0 => slopes[k - 1],
        Item::Nominal { .. } => 0.0,
        _ => k as f64 * item.slope(),
    }
}

pub(super) fn log_probabilities(item: &Item, theta: f64, out: &mut [f64]) {
    let (Item::PartialCredit { intercepts, .. } | Item::Nominal { intercepts, .. }) = item else {
        return;
    };
    let mut most = f64::NEG_INFINITY;
    for (k, out) in out.iter_mut().enumerate() {
        *out = score(item, k) * theta + if k == 0 { 0.0 } else { intercepts[k - 1] };
        most = most.max(*out);
    }
    let total = most + out.iter().map(|z| (z - most).exp()).sum::<f64>().ln();
    for out in out {
        *out -= total;
    }
}

pub(super) fn slopes(item: &Item, log_p: &[f64], first: &mut [f64], second: &mut [f64]) {
    let mean: f64 = log_p.iter().enumerate().map(|(k, log_p)| log_p.exp() * score(item, k)).sum();
    let mut variance = 0.0;
    for (k, log_p) in log_p.iter().enumerate() {
        first[k] = score(item, k) - mean;
        variance += log_p.exp() * first[k] * first[k];
    }
    second.fill(-variance);
}

pub(super) fn jacobian_of_steps(theta: f64, log_p: &[f64], out: &mut [f64]) {
    let categories = log_p.len();
    let mean: f64 = log_p.iter().enumerate().map(|(k, log_p)| log_p.exp() * k as f64).sum();
    for (k, row) in out.chunks_exact_mut(categories).enumerate() {
        row[0] = theta * (k as f64 - mean);
        for j in 1..categories {
            row[j] = f64::from(u8::from(j == k)) - log_p[j].exp();
        }
    }
}

pub(super) fn jacobian_of_nominal(theta: f64, log_p: &[f64], out: &mut [f64]) {
    let free = log_p.len() - 1;
    for (k, row) in out.chunks_exact_mut(2 * free).enumerate() {
        for j in 0..free {
            let pull = f64::from(u8::from(j + 1 == k)) - log_p[j + 1].exp();
            row[j] = theta * pull;
            row[free + j] = pull;
        }
    }
}
