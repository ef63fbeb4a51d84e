//! M2: means and pairwise products of scores, observed against expected.

use super::person::Moments;
use crate::{
    calibrate::Calibration,
    numbers::{distributions::chi_square_above, matrix},
    posterior::Grid,
    responses::Responses,
};

/// How well a calibration reproduces the means and the pairwise products of the scores.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct LimitedInformation {
    /// The statistic, chi-square when the model holds.
    pub m2: f64,
    /// Moments minus estimated parameters.
    pub df: f64,
    /// Chance of a statistic as large if the model holds.
    pub p: f64,
    /// `sqrt(max(0, M2 - df) / (df (N - 1)))`: misfit per degree of freedom; below 0.06 is close.
    pub rmsea: f64,
    /// Rows without a missing answer, weighted: only these count.
    pub learners: f64,
}

/// M2 of a calibration of one population, over the rows without missing answers.
///
/// `M2 = N e' C e`, e the residuals of the means and products of item scores,
/// `C = X^-1 - X^-1 D (D' X^-1 D)^-1 D' X^-1`, X their covariance under the model and D their derivatives by
/// the free parameters. For items of two categories this is the M2 of Maydeu-Olivares & Joe (2005); for
/// more it is the collapsed M2* of Cai & Hansen (2013). `None` with several populations, fewer than two
/// complete rows, no degree of freedom left, or a singular system.
pub fn limited_information(
    calibration: &Calibration,
    responses: &Responses,
    grid: Grid,
) -> Option<LimitedInformation> {
    let (places, items) = calibration.fitted();
    let [population] = calibration.populations[..] else { return None };
    let n = items.len();
    let moments = n + n * (n - 1) / 2;
    let df = moments as f64 - calibration.parameters as f64;
    if df <= 0.0 {
        return None;
    }
    let (observed, learners) = observed(responses, &places);
    if learners < 2.0 {
        return None;
    }
    let nodes = grid.nodes();
    let free = calibration.parameters;
    let mut expected = vec![0.0; moments];
    let mut by_free = vec![0.0; moments * free];
    let mut covariance = vec![0.0; moments * moments];
    let pairs: Vec<(usize, usize)> = (0..n).flat_map(|i| (0..i).map(move |j| (i, j))).collect();
    for (z, log_weight) in nodes.at.iter().zip(&nodes.log_weights) {
        let weight = log_weight.exp();
        let theta = population.at(*z);
        let of_items: Vec<Moments> = items.iter().map(|item| Moments::of(item, theta)).collect();
        let mean: Vec<f64> = of_items.iter().map(|moments| moments.mean).collect();
        let square: Vec<f64> = of_items.iter().map(|m| m.variance + m.mean * m.mean).collect();
        // Moments as lists of items: one item, or a pair.
        let at = |moment: usize| {
            if moment < n { (moment, None) } else { (pairs[moment - n].0, Some(pairs[moment - n].1)) }
        };
        let value = |moment: usize| {
            let (i, j) = at(moment);
            mean[i] * j.map_or(1.0, |j| mean[j])
        };
        for a in 0..moments {
            expected[a] += weight * value(a);
            let (ai, aj) = at(a);
            for b in 0..=a {
                let (bi, bj) = at(b);
                let mut product = 1.0;
                for item in [Some(ai), aj].into_iter().flatten() {
                    product *= if item == bi || Some(item) == bj { square[item] } else { mean[item] };
                }
                for item in [Some(bi), bj].into_iter().flatten() {
                    if item != ai && Some(item) != aj {
                        product *= mean[item];
                    }
                }
                covariance[a * moments + b] += weight * product;
            }
        }
        // Derivatives of each item's mean by the free numbers that move it.
        let slopes: Vec<Vec<(usize, f64)>> =
            (0..n).map(|place| calibration.mean_derivatives(places[place], theta, *z)).collect();
        for a in 0..moments {
            let (i, j) = at(a);
            for (free_number, slope) in &slopes[i] {
                by_free[a * free + free_number] += weight * slope * j.map_or(1.0, |j| mean[j]);
            }
            for (free_number, slope) in j.map_or(&[][..], |j| &slopes[j]) {
                by_free[a * free + free_number] += weight * slope * mean[i];
            }
        }
    }
    for a in 0..moments {
        for b in 0..=a {
            covariance[a * moments + b] -= expected[a] * expected[b];
            covariance[b * moments + a] = covariance[a * moments + b];
        }
    }
    let residuals: Vec<f64> = observed.iter().zip(&expected).map(|(o, e)| o - e).collect();
    let m2 = learners * form(covariance, &residuals, &by_free, free)?;
    let p = chi_square_above(m2, df);
    let rmsea = ((m2 - df).max(0.0) / (df * (learners - 1.0))).sqrt();
    Some(LimitedInformation { m2, df, p, rmsea, learners })
}

/// `e' C e`.
fn form(mut covariance: Vec<f64>, residuals: &[f64], by_free: &[f64], free: usize) -> Option<f64> {
    let n = residuals.len();
    matrix::cholesky(&mut covariance, n)?;
    let mut solved = residuals.to_vec();
    matrix::solve(&covariance, n, &mut solved);
    let whole: f64 = residuals.iter().zip(&solved).map(|(e, s)| e * s).sum();
    // D' X^-1 D and D' X^-1 e.
    let mut columns = vec![0.0; free * n];
    for (j, column) in columns.chunks_exact_mut(n).enumerate() {
        for (i, to) in column.iter_mut().enumerate() {
            *to = by_free[i * free + j];
        }
    }
    let dot = |a: &[f64], b: &[f64]| a.iter().zip(b).map(|(a, b)| a * b).sum::<f64>();
    let mut inner = vec![0.0; free * free];
    let mut right = vec![0.0; free];
    for j in 0..free {
        let mut pulled = columns[j * n..][..n].to_vec();
        right[j] = dot(&pulled, &solved);
        matrix::solve(&covariance, n, &mut pulled);
        for k in 0..free {
            inner[j * free + k] = dot(&columns[k * n..][..n], &pulled);
        }
    }
    matrix::cholesky(&mut inner, free)?;
    let mut taken = right.clone();
    matrix::solve(&inner, free, &mut taken);
    Some(whole - dot(&right, &taken))
}

/// Weighted means of scores and of products of scores, over complete rows.
fn observed(responses: &Responses, places: &[usize]) -> (Vec<f64>, f64) {
    let n = places.len();
    let mut sums = vec![0.0; n + n * (n - 1) / 2];
    let mut learners = 0.0;
    for row in 0..responses.rows() {
        let scores: Option<Vec<f64>> =
            places.iter().map(|place| responses.score(row, *place).map(f64::from)).collect();
        let Some(scores) = scores else { continue };
        let weight = responses.weight(row);
        learners += weight;
        let mut next = n;
        for (i, x) in scores.iter().enumerate() {
            sums[i] += weight * x;
            for y in &scores[..i] {
                sums[next] += weight * x * y;
                next += 1;
            }
        }
    }
    for sum in &mut sums {
        *sum /= learners;
    }
    (sums, learners)
}
