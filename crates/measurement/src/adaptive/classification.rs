//! Above or below a cut: when the answers decide.

use super::rules::BadRules;
use crate::{numbers::distributions::normal_quantile, score::Estimate};

/// Classifying a learner at a cut.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Classification {
    /// The cut, logits.
    pub cut: f64,
    /// How it is decided.
    pub rule: DecisionRule,
}

/// When a classification is certain enough.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum DecisionRule {
    /// Wald's sequential ratio of the likelihoods at `cut + half_width` and `cut - half_width`.
    Sprt {
        /// Half the region in which either decision is right, logits.
        half_width: f64,
        /// Nominal chance of "above" for a learner below.
        false_above: f64,
        /// Nominal chance of "below" for a learner above.
        false_below: f64,
    },
    /// The same, with the largest likelihood beyond each end of the region (Thompson, 2011): shorter for
    /// abilities far off.
    GeneralizedRatio {
        /// Half the region in which either decision is right, logits.
        half_width: f64,
        /// Nominal chance of "above" for a learner below.
        false_above: f64,
        /// Nominal chance of "below" for a learner above.
        false_below: f64,
    },
    /// The estimate's interval of confidence `1 - risk` leaves the cut out (Kingsbury & Weiss, 1983).
    Interval {
        /// Two-sided risk, such as 0.05.
        risk: f64,
    },
}

/// A side of the cut.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Side {
    /// At or above it.
    Above,
    /// Below it.
    Below,
}

/// A side, and whether the rule reached it or the test ended first.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Decision {
    /// The side.
    pub side: Side,
    /// Whether the rule decided; otherwise the side is that of the estimate.
    pub certain: bool,
    /// Posterior chance that ability is at or above the cut.
    pub chance_above: f64,
}

impl Classification {
    pub(super) fn check(self) -> Result<(), BadRules> {
        let risk = |what, value: f64| {
            if value > 0.0 && value < 0.5 { Ok(()) } else { Err(BadRules::Number { what, value }) }
        };
        if !self.cut.is_finite() {
            return Err(BadRules::Number { what: "the cut", value: self.cut });
        }
        match self.rule {
            DecisionRule::Sprt { half_width, false_above, false_below }
            | DecisionRule::GeneralizedRatio { half_width, false_above, false_below } => {
                if !(half_width > 0.0 && half_width.is_finite()) {
                    return Err(BadRules::Number {
                        what: "half the region around the cut",
                        value: half_width,
                    });
                }
                risk("the risk of a false above", false_above)?;
                risk("the risk of a false below", false_below)
            }
            DecisionRule::Interval { risk: value } => risk("the risk of an interval", value),
        }
    }

    /// The two abilities whose likelihoods are compared, if any.
    pub(super) fn ends(self) -> Option<(f64, f64)> {
        match self.rule {
            DecisionRule::Sprt { half_width, .. } | DecisionRule::GeneralizedRatio { half_width, .. } => {
                Some((self.cut - half_width, self.cut + half_width))
            }
            DecisionRule::Interval { .. } => None,
        }
    }

    /// How many standard errors an interval reaches; 0 for the other rules.
    pub(super) fn reach(self) -> f64 {
        match self.rule {
            DecisionRule::Interval { risk } => normal_quantile(1.0 - 0.5 * risk),
            _ => 0.0,
        }
    }

    /// The side, once it is certain. `ratio` is the log-ratio of likelihoods, upper to lower, and `reach`
    /// that of [`Classification::reach`]; each rule looks at its own.
    pub(super) fn decide(self, estimate: Estimate, ratio: f64, reach: f64) -> Option<Side> {
        match self.rule {
            DecisionRule::Sprt { false_above, false_below, .. }
            | DecisionRule::GeneralizedRatio { false_above, false_below, .. } => {
                if ratio >= ((1.0 - false_below) / false_above).ln() {
                    Some(Side::Above)
                } else if ratio <= (false_below / (1.0 - false_above)).ln() {
                    Some(Side::Below)
                } else {
                    None
                }
            }
            DecisionRule::Interval { .. } => {
                let reach = reach * estimate.error;
                if estimate.theta - reach >= self.cut {
                    Some(Side::Above)
                } else if estimate.theta + reach < self.cut {
                    Some(Side::Below)
                } else {
                    None
                }
            }
        }
    }
}
