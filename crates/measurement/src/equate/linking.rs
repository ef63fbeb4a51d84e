//! Linking two calibrations that share items: `theta on the old scale = A theta + B`.

use crate::{
    models::Item,
    posterior::{Grid, Population},
};

/// How items of both calibrations are compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Criterion {
    /// Means of difficulties and of slopes (Loyd & Hoover, 1980).
    MeanMean,
    /// Means and standard deviations of difficulties (Marco, 1977).
    MeanSigma,
    /// Least squares between the curves of each category (Haebara, 1980).
    Haebara,
    /// Least squares between the curves of the whole form (Stocking & Lord, 1983).
    StockingLord,
}

/// What brings a new calibration to the old scale.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Linking {
    /// A: old logits per new logit.
    pub slope: f64,
    /// B: the old ability of new ability 0.
    pub intercept: f64,
}

/// Items that link nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum CannotLink {
    /// Two lists that do not pair.
    #[error("{old} old items do not pair with {new} new ones")]
    Lengths {
        /// Items of the old calibration.
        old: usize,
        /// Items of the new calibration.
        new: usize,
    },
    /// Too few difficulties to place a line.
    #[error("linking needs two different difficulties in common")]
    TooFew,
    /// A pair of different families or categories.
    #[error("pair {0} (from 0) joins items of different kinds")]
    Kinds(usize),
    /// No line could be found.
    #[error("no line brings these items together")]
    NoLine,
}

impl Linking {
    /// An ability or difficulty of the new calibration on the old scale.
    pub fn ability(&self, theta: f64) -> f64 {
        self.slope * theta + self.intercept
    }

    /// A population of the new calibration on the old scale.
    pub fn population(&self, population: Population) -> Population {
        Population { mean: self.ability(population.mean), sd: self.slope * population.sd }
    }

    /// An item of the new calibration on the old scale: slopes `a / A`, intercepts `d - a B / A` (times k for
    /// category k of a partial-credit item).
    pub fn item(&self, item: &Item) -> Item {
        let Self { slope: wide, intercept: far } = *self;
        match item {
            Item::Logistic { slope, intercept, guessing } => Item::Logistic {
                slope: slope / wide,
                intercept: intercept - slope * far / wide,
                guessing: *guessing,
            },
            Item::Graded { slope, intercepts } => Item::Graded {
                slope: slope / wide,
                intercepts: intercepts.iter().map(|d| d - slope * far / wide).collect(),
            },
            Item::PartialCredit { slope, intercepts } => Item::PartialCredit {
                slope: slope / wide,
                intercepts: (1..)
                    .zip(intercepts)
                    .map(|(k, d)| d - f64::from(k) * slope * far / wide)
                    .collect(),
            },
            Item::Nominal { slopes, intercepts } => Item::Nominal {
                slopes: slopes.iter().map(|a| a / wide).collect(),
                intercepts: intercepts.iter().zip(slopes).map(|(d, a)| d - a * far / wide).collect(),
            },
        }
    }
}

/// The line that brings the new items to the old ones, pair by pair.
///
/// Haebara and Stocking-Lord sum squares over the nodes of the new population's grid, both ways (the new
/// items moved forth, the old ones back), so that the answer does not depend on which scale is called old.
/// Errors: [`CannotLink`]. Source: Kolen & Brennan (2014), ch. 6.
pub fn link(old: &[Item], new: &[Item], criterion: Criterion, grid: Grid) -> Result<Linking, CannotLink> {
    if old.len() != new.len() {
        return Err(CannotLink::Lengths { old: old.len(), new: new.len() });
    }
    let alike = |(a, b): (&Item, &Item)| {
        std::mem::discriminant(a) == std::mem::discriminant(b) && a.categories() == b.categories()
    };
    if let Some(pair) = old.iter().zip(new).position(|pair| !alike(pair)) {
        return Err(CannotLink::Kinds(pair));
    }
    let difficulties = |items: &[Item]| items.iter().flat_map(Item::difficulties).collect::<Vec<f64>>();
    let moments = |values: &[f64]| {
        let mean = values.iter().sum::<f64>() / values.len() as f64;
        let square = values.iter().map(|x| (x - mean).powi(2)).sum::<f64>() / values.len() as f64;
        (mean, square.sqrt())
    };
    let (old_b, new_b) = (difficulties(old), difficulties(new));
    if old_b.len() != new_b.len() || old_b.len() < 2 {
        return Err(CannotLink::TooFew);
    }
    let ((old_mean, old_sd), (new_mean, new_sd)) = (moments(&old_b), moments(&new_b));
    let sum = |items: &[Item]| items.iter().map(Item::slope).sum::<f64>();
    let slope = match criterion {
        Criterion::MeanMean => sum(new) / sum(old),
        _ => old_sd / new_sd,
    };
    if !(slope.is_finite() && slope > 0.0) {
        return Err(CannotLink::TooFew);
    }
    let start = Linking { slope, intercept: old_mean - slope * new_mean };
    match criterion {
        Criterion::MeanMean | Criterion::MeanSigma => Ok(start),
        Criterion::Haebara | Criterion::StockingLord => least_squares(old, new, criterion, grid, start),
    }
}

/// Gauss-Newton on (log A, B), with derivatives by central differences and a damping that grows on failure.
fn least_squares(
    old: &[Item],
    new: &[Item],
    criterion: Criterion,
    grid: Grid,
    start: Linking,
) -> Result<Linking, CannotLink> {
    let nodes = grid.nodes();
    let weights: Vec<f64> = nodes.log_weights[..nodes.at.len()].iter().map(|w| (0.5 * w).exp()).collect();
    let residuals = |x: [f64; 2]| -> Vec<f64> {
        let forth = Linking { slope: x[0].exp(), intercept: x[1] };
        let back = Linking { slope: (-x[0]).exp(), intercept: -x[1] / x[0].exp() };
        let mut out = Vec::new();
        for (from, to, by) in [(new, old, forth), (old, new, back)] {
            let moved: Vec<Item> = from.iter().map(|item| by.item(item)).collect();
            for (theta, weight) in nodes.at.iter().zip(&weights) {
                let mut whole = 0.0;
                for (a, b) in moved.iter().zip(to) {
                    if criterion == Criterion::StockingLord {
                        whole += a.expected_score(*theta) - b.expected_score(*theta);
                    } else {
                        let pairs = a.probabilities(*theta).into_iter().zip(b.probabilities(*theta));
                        out.extend(pairs.map(|(p, q)| weight * (p - q)));
                    }
                }
                if criterion == Criterion::StockingLord {
                    out.push(weight * whole);
                }
            }
        }
        out
    };
    let size = |r: &[f64]| r.iter().map(|x| x * x).sum::<f64>();
    let mut x = [start.slope.ln(), start.intercept];
    let mut at = residuals(x);
    let mut damping = 1e-6;
    for _ in 0..100 {
        let h = 1e-5;
        let by = |k: usize| -> Vec<f64> {
            let (mut low, mut high) = (x, x);
            low[k] -= h;
            high[k] += h;
            residuals(high).iter().zip(residuals(low)).map(|(a, b)| (a - b) / (2.0 * h)).collect()
        };
        let (first, second) = (by(0), by(1));
        let dot = |a: &[f64], b: &[f64]| a.iter().zip(b).map(|(a, b)| a * b).sum::<f64>();
        let (aa, ab, bb) = (dot(&first, &first), dot(&first, &second), dot(&second, &second));
        let (ga, gb) = (dot(&first, &at), dot(&second, &at));
        let (aa, bb) = (aa * (1.0 + damping), bb * (1.0 + damping));
        let determinant = aa * bb - ab * ab;
        if determinant.is_nan() || determinant <= 0.0 {
            return Err(CannotLink::NoLine);
        }
        let step = [-(bb * ga - ab * gb) / determinant, -(aa * gb - ab * ga) / determinant];
        let moved = [x[0] + step[0], x[1] + step[1]];
        let there = residuals(moved);
        if size(&there) <= size(&at) {
            (x, at) = (moved, there);
            damping = (damping * 0.1).max(1e-12);
            if step[0].abs().max(step[1].abs()) < 1e-10 {
                break;
            }
        } else {
            damping *= 10.0;
            if damping > 1e6 {
                break;
            }
        }
    }
    let found = Linking { slope: x[0].exp(), intercept: x[1] };
    if found.slope.is_finite() && found.intercept.is_finite() { Ok(found) } else { Err(CannotLink::NoLine) }
}
