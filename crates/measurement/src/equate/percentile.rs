//! Equipercentile equating.

use super::ScoreCounts;

/// The score of Y with the percentile rank of each score of X.
///
/// A score spreads evenly from half a point below to half a point above. Shape: one number per score of X,
/// from 0. A rank of 0 gives half a point below the lowest score of Y, of 100 half a point above the highest;
/// in between, the smallest such score of Y. Source: Kolen & Brennan (2014), eqs. 2.14 to 2.18.
pub fn equipercentile(x: &ScoreCounts, y: &ScoreCounts) -> Vec<f64> {
    let cumulative: Vec<f64> = y
        .counts()
        .iter()
        .scan(0.0, |sum, count| {
            *sum += count / y.total();
            Some(*sum)
        })
        .collect();
    let highest = (y.counts().len() - 1) as f64;
    let mut below = 0.0;
    x.counts()
        .iter()
        .map(|count| {
            let share = count / x.total();
            let rank = below + 0.5 * share;
            below += share;
            if rank <= 0.0 {
                return -0.5;
            }
            if rank >= 1.0 - 1e-12 {
                return highest + 0.5;
            }
            let score = cumulative.partition_point(|sum| *sum <= rank).min(cumulative.len() - 1);
            let before = if score == 0 { 0.0 } else { cumulative[score - 1] };
            let own = cumulative[score] - before;
            score as f64 - 0.5 + if own > 0.0 { (rank - before) / own } else { 0.0 }
        })
        .collect()
}
