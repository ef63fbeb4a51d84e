//! Whether a rater is ready: ratings beside settled marks.

use super::{
    BadRatings,
    kappa::{CriterionRatings, RubricAgreement, of_rubric},
};

/// What a rater has to reach.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct CalibrationRule {
    /// The least share of the settled level.
    pub exact: f64,
    /// The least share of the settled level or the next one.
    pub adjacent: f64,
    /// The least weighted kappa, as a mean over criteria; `None` for any.
    pub weighted: Option<f64>,
}

impl Default for CalibrationRule {
    /// 70 % exact, 90 % exact or adjacent, a weighted kappa of 0.70 (Williamson, Xi & Breyer, 2012, for scores that
    /// stand in for a human's).
    fn default() -> Self {
        Self { exact: 0.7, adjacent: 0.9, weighted: Some(0.7) }
    }
}

/// What was not reached.
#[derive(Debug, Clone, Copy, PartialEq, thiserror::Error)]
pub enum Short {
    /// Too few exact.
    #[error("{:.0} % of the levels are the settled ones, and {:.0} % are needed", share * 100.0, needed * 100.0)]
    Exact {
        /// The share reached.
        share: f64,
        /// The share needed.
        needed: f64,
    },
    /// Too few within one level.
    #[error("{:.0} % of the levels are within one of the settled ones, and {:.0} % are needed", share * 100.0, needed * 100.0)]
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
    /// How far the rater agrees with the settled marks; its difference is the rater's severity: above 0 generous.
    pub agreement: RubricAgreement,
    /// What was not reached; empty for passed.
    pub short: Vec<Short>,
    /// Ratings that are two levels off or more, by criterion and place, to look at again.
    pub far: Vec<(usize, usize)>,
}

impl Calibration {
    /// Whether the rater may rate.
    pub fn is_passed(&self) -> bool {
        self.short.is_empty()
    }
}

/// A calibration round: by criterion, pairs of the settled level and the rater's.
pub fn calibrate(criteria: &[CriterionRatings], rule: CalibrationRule) -> Result<Calibration, BadRatings> {
    let agreement = of_rubric(criteria)?;
    let mut short = Vec::new();
    if agreement.exact < rule.exact {
        short.push(Short::Exact { share: agreement.exact, needed: rule.exact });
    }
    if agreement.adjacent < rule.adjacent {
        short.push(Short::Adjacent { share: agreement.adjacent, needed: rule.adjacent });
    }
    if let Some(needed) = rule.weighted {
        let reached = agreement.mean_weighted;
        if reached.is_none_or(|kappa| kappa < needed) {
            short.push(Short::Weighted { reached, needed });
        }
    }
    let far = criteria.iter().enumerate().flat_map(|(criterion, one)| {
        let places = one.pairs.iter().enumerate();
        places
            .filter(|(_, (anchor, rater))| anchor.abs_diff(*rater) >= 2)
            .map(move |(place, _)| (criterion, place))
    });
    Ok(Calibration { far: far.collect(), agreement, short })
}
