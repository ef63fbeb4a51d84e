//! The score of work that two rated.

use domain::Points;

/// What the score of two raters is, when they are near enough.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Settling {
    /// Their mean.
    Mean,
    /// The higher.
    Higher,
    /// The lower.
    Lower,
}

/// What the score is once a third has rated.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Adjudication {
    /// That of the third, who has seen neither.
    TheThird,
    /// The two nearest by the rule for two; the higher two where both are as near.
    TheTwoNearest,
}

/// When two are near enough, and what happens.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SettleRule {
    /// The largest difference that needs no third. Unit: points of the criterion, or of the whole.
    pub tolerance: Points,
    /// The score of two.
    pub settling: Settling,
    /// The score with a third.
    pub adjudication: Adjudication,
}

/// A score, or what is missing for it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Settled {
    /// The score, and whether a third was needed.
    Score {
        /// The score.
        points: Points,
        /// Whether it was adjudicated.
        adjudicated: bool,
    },
    /// A third has to rate.
    NeedsThird {
        /// By how much the two differ.
        difference: Points,
    },
}

/// The score of work that two rated blind, and a third where they are too far apart. Given without need, the third's
/// rating does not count.
pub fn settle(rule: SettleRule, first: Points, second: Points, third: Option<Points>) -> Settled {
    let difference = apart(first, second);
    if difference <= rule.tolerance {
        return Settled::Score { points: rule.settling.of(first, second), adjudicated: false };
    }
    let Some(third) = third else { return Settled::NeedsThird { difference } };
    let points = match rule.adjudication {
        Adjudication::TheThird => third,
        Adjudication::TheTwoNearest => {
            let (low, high) = (first.min(second), first.max(second));
            let near = if apart(third, high) <= apart(third, low) { high } else { low };
            rule.settling.of(near, third)
        }
    };
    Settled::Score { points, adjudicated: true }
}

fn apart(one: Points, other: Points) -> Points {
    one.max(other).minus(one.min(other))
}

impl Settling {
    fn of(self, one: Points, other: Points) -> Points {
        match self {
            Self::Mean => Points::from_millionths(i64::midpoint(one.millionths(), other.millionths())),
            Self::Higher => one.max(other),
            Self::Lower => one.min(other),
        }
    }
}
