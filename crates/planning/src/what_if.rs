//! What a goal still takes: the missing competencies, the hours, and whether a date can be kept.
//!
//! Minutes of one competency are taken as log-normal: `ln minutes = ln expected + speed + noise`, as is usual for
//! times on tasks (van der Linden, 2006). *Expected* is what its resources say, else what others of the class took,
//! else a convention. *Speed* is the learner's own: of learners it is normal around 0 with standard deviation `tau`,
//! and each finished competency says it with the noise `sigma`, so that what is known of it is the normal mean of
//! `n` cases shrunk to 0 by `n / (n + sigma^2 / tau^2)` (Gelman et al., 2013, section 2.5): few cases widen the
//! interval and move it little.
//!
//! The sum over the missing competencies has the exact mean and variance of that model, speed common to all, and is
//! taken as log-normal again (Fenton, 1960).

use domain::CompetencyId;

/// `tau`: how much learners differ in speed; one standard deviation is a factor of 1.5. A convention.
const BETWEEN_LEARNERS: f64 = 0.4;
/// `sigma`: how much one learner's times scatter around what is expected; a factor of 1.65. A convention, which the
/// learner's own cases move.
const WITHIN_LEARNER: f64 = 0.5;
/// How many cases the convention counts for beside the learner's own.
const CASES_OF_CONVENTION: f64 = 8.0;
/// The standard normal quantile of 0.9: between it and its negative lie 80 %.
const Z_80: f64 = 1.281_551_565_544_600_4;

/// Minutes above 0 and finite.
#[derive(Debug, Clone, Copy, PartialEq, PartialOrd)]
pub struct Minutes(f64);

/// Minutes that nothing takes.
#[derive(Debug, Clone, Copy, PartialEq, thiserror::Error)]
#[error("a competency takes more than 0 and at most 1,000,000 minutes, not {0}")]
pub struct NotMinutes(pub f64);

impl Minutes {
    /// What a competency takes where nothing is known: three lessons of 40 minutes. A convention.
    pub const OF_CONVENTION: Self = Self(120.0);

    /// Errors: [`NotMinutes`].
    pub fn new(minutes: f64) -> Result<Self, NotMinutes> {
        if minutes > 0.0 && minutes <= 1e6 { Ok(Self(minutes)) } else { Err(NotMinutes(minutes)) }
    }

    /// As a number.
    pub const fn get(self) -> f64 {
        self.0
    }
}

/// A competency that is missing, and what it is expected to take.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Missing {
    /// Which.
    pub competency: CompetencyId,
    /// What it takes a learner of usual speed.
    pub expected: Minutes,
}

/// One competency that the learner has mastered, and what that took.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Case {
    /// What it was expected to take.
    pub expected: Minutes,
    /// What it took.
    pub took: Minutes,
}

/// A learner's speed, as far as cases tell.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Speed {
    mean: f64,
    variance: f64,
    noise: f64,
    /// How many cases it comes from.
    pub cases: usize,
}

impl Speed {
    /// From a learner's cases; without any, that of learners in general.
    #[expect(clippy::cast_precision_loss, reason = "a count of cases")]
    pub fn of(cases: &[Case]) -> Self {
        let n = cases.len() as f64;
        let logs: Vec<f64> = cases.iter().map(|case| libm::log(case.took.0 / case.expected.0)).collect();
        let mean = if cases.is_empty() { 0.0 } else { logs.iter().sum::<f64>() / n };
        let squares: f64 = logs.iter().map(|log| (log - mean) * (log - mean)).sum();
        let free = (n - 1.0).max(0.0);
        let of_convention = CASES_OF_CONVENTION * WITHIN_LEARNER * WITHIN_LEARNER;
        let noise = (of_convention + squares) / (CASES_OF_CONVENTION + free);
        let known = n + noise / (BETWEEN_LEARNERS * BETWEEN_LEARNERS);
        Self { mean: n * mean / known, variance: noise / known, noise, cases: cases.len() }
    }

    /// How long the learner takes beside what is expected: 2 for twice as long. The median of what is known.
    pub fn factor(&self) -> f64 {
        libm::exp(self.mean)
    }
}

/// What the missing competencies take together.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Effort {
    /// How many are missing.
    pub competencies: usize,
    mean: f64,
    spread: f64,
}

/// Minutes with an interval of 80 %.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Interval {
    /// One in ten takes less.
    pub low: f64,
    /// Half take less.
    pub middle: f64,
    /// One in ten takes more.
    pub high: f64,
}

impl Effort {
    /// Of `missing`, by a learner of `speed`. `None` when nothing is missing.
    pub fn of(missing: &[Missing], speed: &Speed) -> Option<Self> {
        let sum: f64 = missing.iter().map(|one| one.expected.0).sum();
        let squares: f64 = missing.iter().map(|one| one.expected.0 * one.expected.0).sum();
        if missing.is_empty() {
            return None;
        }
        // With m = e^(mu + v/2 + s/2): E = m sum; E[T^2] = m^2 e^v (sum^2 + squares (e^s - 1)).
        let (v, s) = (speed.variance, speed.noise);
        let ratio = libm::exp(v) * (1.0 + squares / (sum * sum) * libm::expm1(s));
        let expected = libm::log(sum) + speed.mean + 0.5 * (v + s);
        let variance = libm::log(ratio);
        Some(Self {
            competencies: missing.len(),
            mean: expected - 0.5 * variance,
            spread: libm::sqrt(variance),
        })
    }

    /// The minutes.
    pub fn minutes(&self) -> Interval {
        let at = |z: f64| libm::exp(self.mean + z * self.spread);
        Interval { low: at(-Z_80), middle: at(0.0), high: at(Z_80) }
    }

    /// The chance that it is done within so many minutes; 0 for none.
    pub fn chance_within(&self, minutes: f64) -> f64 {
        if minutes <= 0.0 {
            return 0.0;
        }
        let z = (libm::log(minutes) - self.mean) / self.spread;
        0.5 * libm::erfc(-z / std::f64::consts::SQRT_2)
    }
}

/// Whether a date can be kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outlook {
    /// A chance of at least four in five.
    Likely,
    /// Between.
    Uncertain,
    /// At most one in five.
    Unlikely,
}

impl Outlook {
    /// From a chance.
    pub fn of(chance: f64) -> Self {
        match chance {
            0.8.. => Self::Likely,
            ..=0.2 => Self::Unlikely,
            _ => Self::Uncertain,
        }
    }
}

/// How fast a learner has been of late.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Recent {
    /// Competencies mastered.
    pub mastered: u32,
    /// Within so many weeks, above 0.
    pub weeks: f64,
}

/// The chance that at least `missing` competencies are mastered in `weeks` at the speed of late.
///
/// Mastering is taken as a Poisson process whose rate is known by `recent` and Jeffreys' prior, so that the number
/// in time to come is negative binomial with shape `mastered + 1/2` and chance `weeks / (weeks + recent.weeks)` (Gelman et al.,
/// 2013, section 2.6). A learner of whom little is known has a wide range.
///
/// 1 when nothing is missing; `None` without time to look back on.
pub fn chance_at_recent_speed(missing: usize, weeks: f64, recent: Recent) -> Option<f64> {
    if missing == 0 {
        return Some(1.0);
    }
    if weeks.is_nan() || recent.weeks.is_nan() || recent.weeks <= 0.0 {
        return None;
    }
    if weeks <= 0.0 {
        return Some(0.0);
    }
    let shape = f64::from(recent.mastered) + 0.5;
    let ahead = weeks / (weeks + recent.weeks);
    // P(N = k + 1) = P(N = k) ahead (shape + k) / (k + 1), from P(N = 0) = (1 - ahead)^shape.
    let mut term = libm::pow(1.0 - ahead, shape);
    let mut below = 0.0;
    let mut k = 0.0;
    for _ in 0..missing {
        below += term;
        term *= ahead * (shape + k) / (k + 1.0);
        k += 1.0;
    }
    Some((1.0 - below).max(0.0))
}

#[cfg(test)]
mod tests;
