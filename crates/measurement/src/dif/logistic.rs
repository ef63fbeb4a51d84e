//! Logistic regression of an answer on score, group, and both together.

use super::{CannotCompare, Size, matching::Matched};
use crate::{
    numbers::{distributions::chi_square_above, logistic::sigmoid, matrix},
    responses::Responses,
};

/// One item's regressions compared.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct LogisticDif {
    /// Log-odds by which the focal group is ahead at equal scores; below 0 the item is harder for it.
    pub effect: f64,
    /// Chi-square of one degree of freedom: does the group shift the curve (uniform)?
    pub uniform: f64,
    /// Its p.
    pub uniform_p: f64,
    /// Chi-square of one degree of freedom: does the group tilt the curve (non-uniform)?
    pub tilted: f64,
    /// Its p.
    pub tilted_p: f64,
    /// How much both raise Nagelkerke's R squared.
    pub r_squared: f64,
    /// Size by Jodoin & Gierl (2001): A when not significant or below 0.035, C from 0.07.
    pub size: Size,
}

/// Logistic comparisons of every two-category item, from the rows without missing answers.
///
/// Matching scores are purified as in [`super::mantel_haenszel`]. `None` where a regression has no finite
/// fit. Errors: [`CannotCompare`]. Source: Swaminathan & Rogers (1990).
pub fn logistic(responses: &Responses) -> Result<Vec<Option<LogisticDif>>, CannotCompare> {
    let matched = Matched::new(responses)?;
    let judge = |item: usize, matching: &[bool]| {
        let scores: Vec<f64> =
            matched.rows.iter().map(|row| matched.score(*row, matching, item) as f64).collect();
        let center = scores.iter().sum::<f64>() / scores.len() as f64;
        let spread = (scores.iter().map(|s| (s - center).powi(2)).sum::<f64>() / scores.len() as f64).sqrt();
        let rows: Vec<([f64; 4], bool, f64)> = matched
            .rows
            .iter()
            .zip(&scores)
            .map(|(row, score)| {
                let (z, focal) = ((score - center) / spread, matched.group(*row) as f64);
                ([1.0, z, focal, z * focal], matched.right(*row, item), matched.weight(*row))
            })
            .collect();
        compare(&rows)
    };
    Ok(matched.purify(judge, |found| found.map(|found| found.size)))
}

fn compare(rows: &[([f64; 4], bool, f64)]) -> Option<LogisticDif> {
    let [empty, score, shifted, tilted] =
        [fit(rows, 1)?, fit(rows, 2)?, fit(rows, 3)?, fit(rows, 4)?].map(|(value, weights)| (value, weights));
    let (uniform, tilt) = (2.0 * (shifted.0 - score.0).max(0.0), 2.0 * (tilted.0 - shifted.0).max(0.0));
    let n: f64 = rows.iter().map(|row| row.2).sum();
    let nagelkerke =
        |value: f64| (1.0 - (2.0 * (empty.0 - value) / n).exp()) / (1.0 - (2.0 * empty.0 / n).exp());
    let r_squared = nagelkerke(tilted.0) - nagelkerke(score.0);
    let significant = chi_square_above(uniform + tilt, 2.0) < 0.05;
    let size = match (significant, r_squared) {
        (true, r) if r >= 0.07 => Size::C,
        (true, r) if r >= 0.035 => Size::B,
        _ => Size::A,
    };
    Some(LogisticDif {
        effect: shifted.1[2],
        uniform,
        uniform_p: chi_square_above(uniform, 1.0),
        tilted: tilt,
        tilted_p: chi_square_above(tilt, 1.0),
        r_squared,
        size,
    })
}

/// Log-likelihood and weights of a regression on the first `n` features, by Newton's method.
fn fit(rows: &[([f64; 4], bool, f64)], n: usize) -> Option<(f64, [f64; 4])> {
    let mut weights = [0.0; 4];
    let mut last = f64::NEG_INFINITY;
    for _ in 0..50 {
        let mut gradient = vec![0.0; n];
        let mut information = vec![0.0; n * n];
        let mut value = 0.0;
        for (features, right, weight) in rows {
            let x: f64 = features[..n].iter().zip(&weights).map(|(f, w)| f * w).sum();
            let p = sigmoid(x);
            value += weight * if *right { p.ln() } else { sigmoid(-x).ln() };
            let (pull, bend) = (weight * (f64::from(u8::from(*right)) - p), weight * p * (1.0 - p));
            for i in 0..n {
                gradient[i] += pull * features[i];
                for j in 0..n {
                    information[i * n + j] += bend * features[i] * features[j];
                }
            }
        }
        if !value.is_finite() {
            return None;
        }
        if (value - last).abs() < 1e-10 * (1.0 + value.abs()) {
            return Some((value, weights));
        }
        last = value;
        matrix::cholesky(&mut information, n)?;
        matrix::solve(&information, n, &mut gradient);
        for (weight, step) in weights.iter_mut().zip(&gradient) {
            *weight += step.clamp(-3.0, 3.0);
        }
    }
    None
}
