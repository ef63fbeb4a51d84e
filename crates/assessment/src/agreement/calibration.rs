//! Whether a rater is ready: ratings beside anchor scores.

use super::{
    BadRatings,
    kappa::{PairAgreement, of_pair},
};

/// What a rater has to reach.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct CalibrationRule {
    /// The fewest pieces.
    pub pieces: usize,
    /// The least share of the anchor's own level.
    pub exact: f64,
    /// The least share of the anchor's level or the next one.
    pub adjacent: f64,
    /// The least weighted kappa; `None` for any.
    pub weighted: Option<f64>,
}

impl Default for CalibrationRule {
    /// Ten pieces, 70 % exact, 90 % exact or adjacent, a weighted kappa of 0.70 (Williamson, Xi & Breyer, 2012, for
    /// scores that stand in for a human's).
    fn default() -> Self {
        Self { pieces: 10, exact: 0.7, adjacent: 0.9, weighted: Some(0.7) }
    }
}

/// What was not reached.
#[derive(Debug, Clone, Copy, PartialEq, thiserror::Error)]
pub enum Short {
    /// Too few pieces.
    #[error("{rated} of {needed} pieces are rated: rate the rest")]
    Pieces {
        /// Rated so far.
        rated: usize,
        /// How many are needed.
        needed: usize,
    },
    /// Too few exact.
    #[error("{:.0} % of the levels are the anchor's, and {:.0} % are needed: read the anchors again", share * 100.0, needed * 100.0)]
    Exact {
        /// The share reached.
        share: f64,
        /// The share needed.
        needed: f64,
    },
    /// Too few within one level.
    #[error("{:.0} % of the levels are within one of the anchor's, and {:.0} % are needed: look at those that are far off", share * 100.0, needed * 100.0)]
    Adjacent {
        /// The share reached.
        share: f64,
        /// The share needed.
        needed: f64,
    },
    /// Too low a kappa, or one that cannot be told because all levels are the same.
    #[error("the weighted kappa is {}, and {needed:.2} is needed", reached.map_or("not known".to_owned(), |kappa| format!("{kappa:.2}")))]
    Weighted {
        /// The kappa reached.
        reached: Option<f64>,
        /// The kappa needed.
        needed: f64,
    },
}

/// The result of one calibration round.
#[derive(Debug, Clone, PartialEq)]
pub struct Calibration {
    /// How far the rater agrees with the anchors; its difference is the rater's severity: above 0 generous.
    pub agreement: PairAgreement,
    /// What was not reached; empty for passed.
    pub short: Vec<Short>,
    /// Pieces that are two levels off or more, by place, to look at again.
    pub far: Vec<usize>,
}

impl Calibration {
    /// Whether the rater may rate.
    pub fn is_passed(&self) -> bool {
        self.short.is_empty()
    }
}

/// A calibration round: pairs of the anchor's level and the rater's.
pub fn calibrate(
    levels: usize,
    pairs: &[(usize, usize)],
    rule: CalibrationRule,
) -> Result<Calibration, BadRatings> {
    let agreement = of_pair(levels, pairs)?;
    let mut short = Vec::new();
    if pairs.len() < rule.pieces {
        short.push(Short::Pieces { rated: pairs.len(), needed: rule.pieces });
    }
    if agreement.exact < rule.exact {
        short.push(Short::Exact { share: agreement.exact, needed: rule.exact });
    }
    if agreement.adjacent < rule.adjacent {
        short.push(Short::Adjacent { share: agreement.adjacent, needed: rule.adjacent });
    }
    if let Some(needed) = rule.weighted {
        let reached = agreement.weighted.map(|kappa| kappa.value);
        if reached.is_none_or(|kappa| kappa < needed) {
            short.push(Short::Weighted { reached, needed });
        }
    }
    let far = pairs.iter().enumerate().filter(|(_, (anchor, rater))| anchor.abs_diff(*rater) >= 2);
    Ok(Calibration { agreement, short, far: far.map(|(place, _)| place).collect() })
}
