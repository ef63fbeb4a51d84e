//! Standard errors of an equating by resampling learners.

use super::ScoreCounts;
use crate::random::Generator;

/// Standard error of the equated score at every score of X, in points of Y.
///
/// Draws learners of both forms anew `replications` times (100 to 1,000 are usual), equates each time by
/// `method`, and takes the standard deviation. `method` gives one number per score of X; a draw that it has no
/// answer for is left out. The same seed gives the same errors. Shape: empty when fewer than two draws had an
/// answer. Source: Kolen & Brennan (2014), ch. 7.
pub fn bootstrap_errors(
    x: &ScoreCounts,
    y: &ScoreCounts,
    method: impl Fn(&ScoreCounts, &ScoreCounts) -> Option<Vec<f64>>,
    replications: usize,
    seed: u64,
) -> Vec<f64> {
    let mut generator = Generator::new(seed);
    let mut draws: Vec<Vec<f64>> = Vec::with_capacity(replications);
    for _ in 0..replications {
        let (Some(x), Some(y)) = (draw(x, &mut generator), draw(y, &mut generator)) else { continue };
        draws.extend(method(&x, &y));
    }
    spread(&draws, x.counts().len())
}

/// The same for forms that share an anchor test: learners, given as pairs of scores (form, anchor), are drawn
/// anew within each group.
pub fn bootstrap_anchor_errors(
    x: &[(usize, usize)],
    y: &[(usize, usize)],
    method: impl Fn(&[(usize, usize)], &[(usize, usize)]) -> Option<Vec<f64>>,
    replications: usize,
    seed: u64,
) -> Vec<f64> {
    let mut generator = Generator::new(seed);
    let mut again = |pairs: &[(usize, usize)]| {
        pairs.iter().map(|_| pairs[generator.below(pairs.len())]).collect::<Vec<_>>()
    };
    let draws: Vec<Vec<f64>> = (0..replications).filter_map(|_| method(&again(x), &again(y))).collect();
    spread(&draws, draws.iter().map(Vec::len).max().unwrap_or(0))
}

/// Standard deviation of the draws at each score.
fn spread(draws: &[Vec<f64>], scores: usize) -> Vec<f64> {
    if draws.len() < 2 {
        return Vec::new();
    }
    let n = draws.len() as f64;
    (0..scores)
        .map(|score| {
            let at = |draw: &Vec<f64>| draw.get(score).copied().unwrap_or(f64::NAN);
            let mean = draws.iter().map(at).sum::<f64>() / n;
            (draws.iter().map(|draw| (at(draw) - mean).powi(2)).sum::<f64>() / (n - 1.0)).sqrt()
        })
        .collect()
}

/// As many learners as there were, each drawn from all.
fn draw(counts: &ScoreCounts, generator: &mut Generator) -> Option<ScoreCounts> {
    let cumulative: Vec<f64> = counts
        .counts()
        .iter()
        .scan(0.0, |sum, count| {
            *sum += count;
            Some(*sum)
        })
        .collect();
    let total = counts.total();
    let mut drawn = vec![0.0; cumulative.len()];
    let mut left = total.round();
    while left > 0.0 {
        let at = generator.uniform() * total;
        let place = cumulative.partition_point(|sum| *sum <= at);
        drawn[place.min(cumulative.len() - 1)] += 1.0;
        left -= 1.0;
    }
    ScoreCounts::new(drawn).ok()
}
