//! Item models: the probability of each category of an item at an ability.

mod bad_item;
mod curve;
mod divide_by_total;
mod graded;
mod logistic;
mod natural;
#[cfg(test)]
mod tests;

pub use bad_item::BadItem;
pub use curve::Slopes;

/// The most categories that one item may have.
pub const MOST_CATEGORIES: usize = 100;

/// The family of curves that calibration fits to an item.
///
/// Source: Embretson & Reise (2000), chs. 4 and 5; Bock (1972) for [`Model::Nominal`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Model {
    /// Two categories, slope fixed at 1; the spread of ability is estimated instead.
    Rasch,
    /// Two categories, one slope shared by all items of this model.
    OneParameter,
    /// Two categories, own slope.
    TwoParameter,
    /// Two categories, own slope and lower asymptote.
    ThreeParameter,
    /// Ordered categories, slope fixed at 1, own steps.
    PartialCredit,
    /// Ordered categories, slope fixed at 1, own place, steps shared by all items of this model with as
    /// many categories.
    RatingScale,
    /// Ordered categories, own slope, cumulative logits.
    Graded,
    /// Ordered categories, own slope, own steps.
    GeneralizedPartialCredit,
    /// Categories in no order: own slope and intercept each, the first fixed at 0.
    Nominal,
}

impl Model {
    /// Whether items of this model have exactly two categories.
    pub fn is_dichotomous(self) -> bool {
        matches!(self, Self::Rasch | Self::OneParameter | Self::TwoParameter | Self::ThreeParameter)
    }

    /// Whether the slope is fixed at 1, so that the spread of ability is free.
    pub fn has_fixed_slope(self) -> bool {
        matches!(self, Self::Rasch | Self::PartialCredit | Self::RatingScale)
    }
}

/// An item with its parameters, in slope-intercept form.
///
/// Unit: slopes per logit, intercepts in logits. Shape: categories are numbered from 0; all numbers
/// finite. Errors: the constructors refuse anything else with [`BadItem`].
#[derive(Debug, Clone, PartialEq)]
pub enum Item {
    /// `P(1) = g + (1 - g) / (1 + exp(-(a theta + d)))`: Rasch, 1PL, 2PL and 3PL.
    Logistic {
        /// Slope a.
        slope: f64,
        /// Intercept d = -a b.
        intercept: f64,
        /// Lower asymptote g, from 0 to below 1.
        guessing: f64,
    },
    /// `P(at least k) = 1 / (1 + exp(-(a theta + d_k)))`, `d_1 > d_2 > ...`.
    Graded {
        /// Slope a.
        slope: f64,
        /// Intercepts `d_1, d_2, ...`, falling.
        intercepts: Vec<f64>,
    },
    /// `P(k)` proportional to `exp(k a theta + d_k)`, `d_0 = 0`: PCM, RSM and GPCM.
    PartialCredit {
        /// Slope a.
        slope: f64,
        /// Intercepts `d_1, d_2, ...`, each the sum of the steps so far.
        intercepts: Vec<f64>,
    },
    /// `P(k)` proportional to `exp(a_k theta + d_k)`, `a_0 = d_0 = 0`.
    Nominal {
        /// Slopes `a_1, a_2, ...`.
        slopes: Vec<f64>,
        /// Intercepts `d_1, d_2, ...`.
        intercepts: Vec<f64>,
    },
}

impl Item {
    /// A Rasch item: slope 1 and difficulty `b` in logits.
    pub fn rasch(b: f64) -> Result<Self, BadItem> {
        Self::three_parameter(1.0, b, 0.0)
    }

    /// A 2PL item of slope `a` and difficulty `b`.
    pub fn two_parameter(a: f64, b: f64) -> Result<Self, BadItem> {
        Self::three_parameter(a, b, 0.0)
    }

    /// A 3PL item of slope `a`, difficulty `b` (logits) and lower asymptote `c` (0 to below 1).
    pub fn three_parameter(a: f64, b: f64, c: f64) -> Result<Self, BadItem> {
        Self::Logistic { slope: a, intercept: -a * b, guessing: c }.checked()
    }

    /// A graded-response item of slope `a` and thresholds `b`, rising (logits).
    pub fn graded(a: f64, b: &[f64]) -> Result<Self, BadItem> {
        Self::Graded { slope: a, intercepts: b.iter().map(|b| -a * b).collect() }.checked()
    }

    /// A partial-credit item of slope `a` and steps `b` in any order (logits): category k begins to be
    /// likelier than k - 1 at `b[k - 1]`. Slope 1 gives Masters' model.
    pub fn partial_credit(a: f64, b: &[f64]) -> Result<Self, BadItem> {
        let mut sum = 0.0;
        let intercepts = b
            .iter()
            .map(|b| {
                sum -= a * b;
                sum
            })
            .collect();
        Self::PartialCredit { slope: a, intercepts }.checked()
    }

    /// A nominal item: slopes and intercepts of categories 1, 2, ...; category 0 has 0 and 0.
    pub fn nominal(slopes: &[f64], intercepts: &[f64]) -> Result<Self, BadItem> {
        Self::Nominal { slopes: slopes.to_vec(), intercepts: intercepts.to_vec() }.checked()
    }

    /// The item itself, when its numbers make one.
    pub fn checked(self) -> Result<Self, BadItem> {
        bad_item::check(&self)?;
        Ok(self)
    }

    /// How many categories the item has, 0 included.
    pub fn categories(&self) -> usize {
        match self {
            Self::Logistic { .. } => 2,
            Self::Graded { intercepts, .. }
            | Self::PartialCredit { intercepts, .. }
            | Self::Nominal { intercepts, .. } => intercepts.len() + 1,
        }
    }

    /// Difficulties b in logits: one for two categories, thresholds of a graded item, steps of a
    /// partial-credit item. Empty for a nominal item and for a slope of 0, which have none.
    pub fn difficulties(&self) -> Vec<f64> {
        match self {
            Self::Nominal { .. } => Vec::new(),
            Self::Logistic { slope, .. } | Self::Graded { slope, .. } | Self::PartialCredit { slope, .. }
                if *slope == 0.0 =>
            {
                Vec::new()
            }
            Self::Logistic { slope, intercept, .. } => vec![-intercept / slope],
            Self::Graded { slope, intercepts } => intercepts.iter().map(|d| -d / slope).collect(),
            Self::PartialCredit { slope, intercepts } => {
                let before = std::iter::once(&0.0).chain(intercepts);
                intercepts.iter().zip(before).map(|(d, before)| (before - d) / slope).collect()
            }
        }
    }

    /// The slope a; for a nominal item the mean slope from one category to the next.
    pub fn slope(&self) -> f64 {
        match self {
            Self::Logistic { slope, .. } | Self::Graded { slope, .. } | Self::PartialCredit { slope, .. } => {
                *slope
            }
            Self::Nominal { slopes, .. } => slopes.last().map_or(0.0, |last| last / slopes.len() as f64),
        }
    }

    /// The lower asymptote; 0 for all but a 3PL item.
    pub fn guessing(&self) -> f64 {
        if let Self::Logistic { guessing, .. } = self { *guessing } else { 0.0 }
    }
}
