//! Equipercentile equating.

use super::ScoreCounts;

/// The score of Y with the percentile rank of each score of X.
///
/// A score spreads evenly from half a point below to half a point above. Shape: one number per score of X,
/// from 0. A rank of 0 gives half a point below the lowest score of Y, of 100 half a point above the highest;
/// in between, the smallest such score of Y. Source: Kolen & Brennan (2014), eqs. 2.14 to 2.18.
pub fn equipercentile(x: &ScoreCounts, y: &ScoreCounts) -> Vec<f64> {
    (0..x.counts().len()).map(|score| equated(x, y, score as f64)).collect()
}

/// The same for one score, whole or not.
pub(super) fn equated(x: &ScoreCounts, y: &ScoreCounts, score: f64) -> f64 {
    let rank = rank(x, score);
    let highest = (y.counts().len() - 1) as f64;
    if rank <= 0.0 {
        return -0.5;
    }
    if rank >= 1.0 - 1e-12 {
        return highest + 0.5;
    }
    let mut below = 0.0;
    for (score, count) in y.counts().iter().enumerate() {
        let own = count / y.total();
        if below + own > rank {
            return score as f64 - 0.5 + (rank - below) / own;
        }
        below += own;
    }
    highest + 0.5
}

/// The share of learners below a score, from 0 to 1.
fn rank(x: &ScoreCounts, score: f64) -> f64 {
    let mut below = 0.0;
    for (whole, count) in x.counts().iter().enumerate() {
        below += count / x.total() * (score + 0.5 - whole as f64).clamp(0.0, 1.0);
    }
    below
}
