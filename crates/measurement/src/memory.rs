//! Review memory: how likely something learned is still remembered, by FSRS-6.
//!
//! A memory has a stability (the days after which it is recalled with a chance of 0.9) and a difficulty, and
//! both move with every review. Source: Ye, Su & Cao (2022); the open-spaced-repetition project's FSRS-6, whose
//! crate `fsrs` 6.6.2 these numbers equal to 1e-5. Why not that crate: `docs/decisions/` (memory without the
//! crate). Functions are those of `libm`, so that judgements come out the same on every machine.

#[cfg(test)]
mod tests;

/// How a review went.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Recall {
    /// Not recalled.
    Again,
    /// Recalled with difficulty.
    Hard,
    /// Recalled.
    Good,
    /// Recalled without effort.
    Easy,
}

impl Recall {
    /// How a score went: below the cut again; from the cut on hard, from half way between the cut and the points
    /// possible on good; beyond the points possible (extra credit) easy. A full score is good, not easy: it says
    /// that the work was right, not that it came without effort.
    ///
    /// Unit: points of one scale. A score that is not a number counts as again.
    pub fn of_score(points: f64, cut: f64, possible: f64) -> Self {
        if points > possible && points >= cut {
            Self::Easy
        } else if points >= cut && points >= f64::midpoint(cut, possible) {
            Self::Good
        } else if points >= cut {
            Self::Hard
        } else {
            Self::Again
        }
    }

    /// 1 to 4, as the formulas number them.
    fn rating(self) -> f64 {
        match self {
            Self::Again => 1.0,
            Self::Hard => 2.0,
            Self::Good => 3.0,
            Self::Easy => 4.0,
        }
    }
}

/// The 21 numbers of the model, `w[0]` to `w[20]` of the source.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Weights([f64; 21]);

/// Weights that are none.
#[derive(Debug, Clone, Copy, PartialEq, thiserror::Error)]
#[error(
    "weight {place} of a memory is {weight}: the four first stabilities, and the decay, are above 0, and all are finite"
)]
pub struct BadWeights {
    /// Which, from 0.
    pub place: usize,
    /// The weight given.
    pub weight: f64,
}

/// The least and the most stability, in days.
const STABILITY: (f64, f64) = (0.001, 36_500.0);
/// The least and the most difficulty.
const DIFFICULTY: (f64, f64) = (1.0, 10.0);
/// The chance of recall after as many days as the stability.
const AT_STABILITY: f64 = 0.9;

impl Weights {
    /// Those that FSRS-6 publishes for learners of whom nothing is known.
    pub const PUBLISHED: Self = Self([
        0.212, 1.2931, 2.3065, 8.2956, 6.4133, 0.8334, 3.0194, 0.001, 1.8722, 0.1666, 0.796, 1.4835, 0.0614,
        0.2629, 1.6483, 0.6014, 1.8729, 0.5425, 0.0912, 0.0658, 0.1542,
    ]);

    /// Weights fitted elsewhere. Errors: [`BadWeights`].
    pub fn new(weights: [f64; 21]) -> Result<Self, BadWeights> {
        let above_zero = |place: usize| place < 4 || place == 20;
        let bad = weights
            .iter()
            .enumerate()
            .find(|(place, weight)| !weight.is_finite() || (above_zero(*place) && **weight <= 0.0));
        match bad {
            Some((place, weight)) => Err(BadWeights { place, weight: *weight }),
            None => Ok(Self(weights)),
        }
    }

    /// The number that makes the curve pass through [`AT_STABILITY`] at the stability.
    fn factor(&self) -> f64 {
        libm::pow(AT_STABILITY, -1.0 / self.0[20]) - 1.0
    }

    fn first_difficulty(&self, rating: f64) -> f64 {
        self.0[4] - libm::exp(self.0[5] * (rating - 1.0)) + 1.0
    }
}

/// What is remembered of one thing, right after a review.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Memory {
    /// Days after which it is recalled with a chance of 0.9; 0.001 to 36,500.
    pub stability: f64,
    /// 1 (easy) to 10.
    pub difficulty: f64,
}

impl Memory {
    /// After the first review.
    pub fn first(weights: &Weights, recall: Recall) -> Self {
        let rating = recall.rating();
        let stability = weights.0[recall as usize].clamp(STABILITY.0, STABILITY.1);
        Self { stability, difficulty: weights.first_difficulty(rating).clamp(DIFFICULTY.0, DIFFICULTY.1) }
    }

    /// After a further review, so many whole days after the one before; 0 for the same day.
    #[must_use]
    pub fn review(self, weights: &Weights, days: u32, recall: Recall) -> Self {
        let (w, rating) = (&weights.0, recall.rating());
        let (s, d) = (self.stability, self.difficulty);
        let stability = if days == 0 {
            let grown = libm::exp(w[17] * (rating - 3.0 + w[18])) * libm::pow(s, -w[19]);
            s * if recall == Recall::Again { grown } else { grown.max(1.0) }
        } else {
            let forgotten = 1.0 - self.retrievability(weights, f64::from(days));
            if recall == Recall::Again {
                let after = w[11]
                    * libm::pow(d, -w[12])
                    * (libm::pow(s + 1.0, w[13]) - 1.0)
                    * libm::exp(forgotten * w[14]);
                after.min(s / libm::exp(w[17] * w[18]))
            } else {
                let penalty = if recall == Recall::Hard { w[15] } else { 1.0 };
                let bonus = if recall == Recall::Easy { w[16] } else { 1.0 };
                let grown = libm::exp(w[8]) * (11.0 - d) * libm::pow(s, -w[9]);
                s * (grown * (libm::exp(forgotten * w[10]) - 1.0) * penalty * bonus + 1.0)
            }
        };
        let moved = d + (10.0 - d) * (-w[6] * (rating - 3.0)) / 9.0;
        let difficulty = w[7] * (weights.first_difficulty(4.0) - moved) + moved;
        Self {
            stability: stability.clamp(STABILITY.0, STABILITY.1),
            difficulty: difficulty.clamp(DIFFICULTY.0, DIFFICULTY.1),
        }
    }

    /// The chance of recall so many days after the review: `(1 + factor days / stability)^-decay`, 1 at 0 days,
    /// 0.9 after as many days as the stability. Days below 0 count as 0.
    pub fn retrievability(self, weights: &Weights, days: f64) -> f64 {
        libm::pow(1.0 + weights.factor() * days.max(0.0) / self.stability, -weights.0[20])
    }

    /// After how many days the chance of recall falls to `retention`; `None` unless it lies above 0 and below 1.
    pub fn days_until(self, weights: &Weights, retention: f64) -> Option<f64> {
        (retention > 0.0 && retention < 1.0)
            .then(|| self.stability / weights.factor() * (libm::pow(retention, -1.0 / weights.0[20]) - 1.0))
    }
}
