//! The loop over learners.

use crate::numbers::exp::exp;

/// Lanes of the running sums below; their order is fixed, so that the digits are too.
const LANES: usize = 8;

/// Patterns per task: a number of tasks that depends on the data alone, never on threads, so that sums
/// come out to the same digit however many threads there are.
pub(crate) fn chunk_size(patterns: usize) -> usize {
    patterns.div_ceil(32).max(512)
}

/// Writes the posterior of one pattern into `out`, not yet divided by its sum; returns its sum and the
/// log-likelihood.
///
/// `out[q] = exp(log_weights[q] + sum over rows of table[row][q] - largest)`.
#[inline]
pub(crate) fn posterior(log_weights: &[f64], table: &[f64], rows: &[u32], out: &mut [f64]) -> (f64, f64) {
    let stride = log_weights.len();
    let of = |row: u32| &table[row as usize * stride..][..stride];
    out.copy_from_slice(log_weights);
    let mut pairs = rows.chunks_exact(2);
    for pair in &mut pairs {
        for ((out, a), b) in out.iter_mut().zip(of(pair[0])).zip(of(pair[1])) {
            *out += a + b;
        }
    }
    for row in pairs.remainder() {
        for (out, a) in out.iter_mut().zip(of(*row)) {
            *out += a;
        }
    }
    let mut most = [f64::NEG_INFINITY; LANES];
    for lanes in out.chunks_exact(LANES) {
        for (most, number) in most.iter_mut().zip(lanes) {
            *most = if *number > *most { *number } else { *most };
        }
    }
    let most = most.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    for number in out.iter_mut() {
        *number = exp(*number - most);
    }
    let mut sums = [0.0; LANES];
    for lanes in out.chunks_exact(LANES) {
        for (sum, number) in sums.iter_mut().zip(lanes) {
            *sum += number;
        }
    }
    let sum: f64 = sums.iter().sum();
    (sum, most + sum.ln())
}
