//! Q3: what two items share beyond ability.

use super::person::Moments;
use crate::{
    models::Item,
    posterior::Population,
    responses::Responses,
    score::{CannotScore, Estimate, check},
};

/// Correlations of residuals, pair by pair.
#[derive(Debug, Clone, PartialEq)]
pub struct ResidualCorrelations {
    items: usize,
    values: Vec<f64>,
}

impl ResidualCorrelations {
    /// Q3 of two items; 1 for an item with itself, NaN for a pair that fewer than three rows answered.
    pub fn of(&self, one: usize, other: usize) -> f64 {
        self.values[one * self.items + other]
    }

    /// Mean over the pairs: about `-1 / (items - 1)` when nothing but ability is shared. A pair that lies
    /// 0.2 above it deserves a look (Christensen, Makransky & Horton, 2017).
    pub fn mean(&self) -> f64 {
        let pairs = (0..self.items).flat_map(|one| (0..one).map(move |other| (one, other)));
        let known: Vec<f64> =
            pairs.map(|(one, other)| self.of(one, other)).filter(|value| value.is_finite()).collect();
        known.iter().sum::<f64>() / known.len() as f64
    }
}

/// Correlations of `x - E(x | theta)` between items, over rows that answered both.
///
/// Shape: one estimate per row, `None` leaves the row out. Errors: [`CannotScore`]. Source: Yen (1984).
pub fn residual_correlations(
    responses: &Responses,
    items: &[Item],
    estimates: &[Option<Estimate>],
) -> Result<ResidualCorrelations, CannotScore> {
    check(responses, items, &vec![Population::STANDARD; responses.group_count()])?;
    let n = items.len();
    let mut sums = vec![[0.0_f64; 7]; n * n];
    let mut residuals = vec![f64::NAN; n];
    for (row, estimate) in estimates.iter().enumerate().take(responses.rows()) {
        let Some(estimate) = estimate else { continue };
        for (place, item) in items.iter().enumerate() {
            residuals[place] = responses
                .score(row, place)
                .map_or(f64::NAN, |score| f64::from(score) - Moments::of(item, estimate.theta).mean);
        }
        let weight = responses.weight(row);
        for one in 0..n {
            for other in 0..one {
                let (x, y) = (residuals[one], residuals[other]);
                if x.is_nan() || y.is_nan() {
                    continue;
                }
                let sums = &mut sums[one * n + other];
                for (to, by) in sums.iter_mut().zip([1.0, x, y, x * x, y * y, x * y]) {
                    *to += weight * by;
                }
                sums[6] += 1.0;
            }
        }
    }
    let mut values = vec![1.0; n * n];
    for one in 0..n {
        for other in 0..one {
            let [w, x, y, xx, yy, xy, rows] = sums[one * n + other];
            let spread = ((xx - x * x / w) * (yy - y * y / w)).sqrt();
            let value = if rows < 3.0 { f64::NAN } else { (xy - x * y / w) / spread };
            values[one * n + other] = value;
            values[other * n + one] = value;
        }
    }
    Ok(ResidualCorrelations { items: n, values })
}
