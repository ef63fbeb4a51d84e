//! Infit and outfit: squared residuals, weighted and not.

use super::person::Moments;
use crate::{
    models::Item,
    posterior::Population,
    responses::Responses,
    score::{CannotScore, Estimate, check},
};

/// One mean square with its standardized form. Both are about 1 and 0 when the model holds.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct MeanSquare {
    /// Mean of squared standardized residuals, each answer alike: sensitive to outliers.
    pub outfit: f64,
    /// The same, each answer weighed by its information: sensitive to patterns near the ability.
    pub infit: f64,
    /// Outfit as a standard normal, by the Wilson-Hilferty cube root.
    pub outfit_z: f64,
    /// Infit as a standard normal.
    pub infit_z: f64,
}

/// Mean squares of items and of rows; `None` where there is no answer or no estimate.
#[derive(Debug, Clone, PartialEq)]
pub struct MeanSquares {
    /// One per item.
    pub items: Vec<Option<MeanSquare>>,
    /// One per row.
    pub rows: Vec<Option<MeanSquare>>,
}

#[derive(Clone, Copy, Default)]
struct Sums {
    answers: f64,
    squares: f64,
    residuals: f64,
    variances: f64,
    outfit_spread: f64,
    infit_spread: f64,
}

impl Sums {
    fn add(&mut self, score: f64, moments: &Moments, weight: f64) {
        let residual = (score - moments.mean).powi(2);
        let variance = moments.variance;
        if variance <= 0.0 {
            return;
        }
        self.answers += weight;
        self.squares += weight * residual / variance;
        self.residuals += weight * residual;
        self.variances += weight * variance;
        self.outfit_spread += weight * (moments.fourth / (variance * variance) - 1.0);
        self.infit_spread += weight * (moments.fourth - variance * variance);
    }

    fn mean_square(&self) -> Option<MeanSquare> {
        if self.answers <= 0.0 {
            return None;
        }
        let (outfit, infit) = (self.squares / self.answers, self.residuals / self.variances);
        let cube = |square: f64, spread: f64| {
            let q = spread.max(0.0).sqrt();
            if q > 0.0 { (square.cbrt() - 1.0) * 3.0 / q + q / 3.0 } else { 0.0 }
        };
        let outfit_z = cube(outfit, self.outfit_spread / (self.answers * self.answers));
        let infit_z = cube(infit, self.infit_spread / (self.variances * self.variances));
        Some(MeanSquare { outfit, infit, outfit_z, infit_z })
    }
}

/// Infit and outfit of every item and row, at given abilities.
///
/// `outfit = mean of (x - E)^2 / V`, `infit = sum of (x - E)^2 / sum of V`, E and V of the model at the
/// row's ability. Weights of rows count. Shape: one estimate per row, `None` leaves the row out.
/// Errors: [`CannotScore`]. Source: Wright & Masters (1982), ch. 5.
pub fn mean_squares(
    responses: &Responses,
    items: &[Item],
    estimates: &[Option<Estimate>],
) -> Result<MeanSquares, CannotScore> {
    check(responses, items, &vec![Population::STANDARD; responses.group_count()])?;
    let mut of_items = vec![Sums::default(); items.len()];
    let mut rows = Vec::with_capacity(responses.rows());
    for (row, estimate) in estimates.iter().enumerate().take(responses.rows()) {
        let mut own = Sums::default();
        if let Some(estimate) = estimate {
            for (place, item) in items.iter().enumerate() {
                if let Some(score) = responses.score(row, place) {
                    let moments = Moments::of(item, estimate.theta);
                    of_items[place].add(f64::from(score), &moments, responses.weight(row));
                    own.add(f64::from(score), &moments, 1.0);
                }
            }
        }
        rows.push(own.mean_square());
    }
    Ok(MeanSquares { items: of_items.iter().map(Sums::mean_square).collect(), rows })
}
