//! Growth between two occasions: typical and stretch goals, and conditional growth percentiles.
//!
//! Of the learners who began where this one did, how many grew less? [`Norms`] describe the true abilities of a
//! population (a grade, a placement) at both occasions as bivariate normal: fitted from scores with their standard
//! errors, so that unreliable scores do not pass for growth, or supplied. A low score at the start is partly bad
//! luck, and is drawn to the mean before anything is expected of it.
//!
//! Source: Castellano & Ho (2013) and Lockwood & Castellano (2015) for conditional percentiles under measurement
//! error; the fit is the EM algorithm of a normal model with known error variances (Little & Rubin, 2020, ch. 11).

mod fit;

use crate::{
    numbers::distributions::{normal_above, normal_quantile},
    posterior::Population,
    score::Estimate,
};

/// Scores of one learner at both occasions, with standard errors, on one scale.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Pair {
    /// At the start.
    pub start: Estimate,
    /// At the end.
    pub end: Estimate,
}

/// The true abilities of a population at both occasions. Unit: that of the scores.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Norms {
    /// Mean and standard deviation at the start.
    pub start: Population,
    /// Mean and standard deviation at the end.
    pub end: Population,
    /// Correlation of both.
    pub correlation: f64,
}

/// What describes no growth.
#[derive(Debug, Clone, Copy, PartialEq, thiserror::Error)]
pub enum BadNorms {
    /// Too few learners.
    #[error("{0} learners with both scores are too few for norms of growth; {FEWEST} are needed")]
    TooFew(usize),
    /// A score or an error that is not finite, or an error below 0.
    #[error("learner {0} (from 0): scores are finite, and their standard errors 0 or more")]
    Score(usize),
    /// Scores that do not differ by more than their errors.
    #[error("the scores differ no more than their standard errors explain")]
    NoSpread,
    /// Numbers that describe no two populations.
    #[error("means are finite, standard deviations above 0, and a correlation lies between -1 and 1")]
    Numbers,
}

/// The fewest learners that norms are fitted to.
pub const FEWEST: usize = 20;

/// Where a learner's growth lies among that of learners who truly began alike.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct GrowthPercentile {
    /// Share of such learners who grew less, from 0 to 1: the median of what the scores leave possible.
    pub percentile: f64,
    /// The same as a standard normal deviate, and its standard error.
    pub deviate: Estimate,
    /// Ends of the 95 % interval of the percentile.
    pub interval: (f64, f64),
}

impl Norms {
    /// Norms from scores of at least [`FEWEST`] learners, by maximum likelihood.
    ///
    /// Each learner's scores have their own standard errors; the abilities behind them are bivariate normal.
    /// Errors: [`BadNorms`].
    pub fn fit(pairs: &[Pair]) -> Result<Self, BadNorms> {
        fit::fit(pairs)
    }

    /// Norms as published: means and standard deviations of true abilities, and their correlation.
    pub fn supplied(start: Population, end: Population, correlation: f64) -> Result<Self, BadNorms> {
        let fine = |population: Population| {
            population.mean.is_finite() && population.sd.is_finite() && population.sd > 0.0
        };
        if !fine(start) || !fine(end) || correlation.is_nan() || correlation.abs() >= 1.0 {
            return Err(BadNorms::Numbers);
        }
        Ok(Self { start, end, correlation })
    }

    /// The score at the end that the share `share` of learners with this score at the start stay below: 0.5 is
    /// the typical goal, 0.8 (say) a stretch goal.
    ///
    /// `E(end | score) + z sd(end | score)`, the score's error counted. `None` unless share lies between 0 and 1
    /// and the score is one.
    pub fn goal(&self, start: Estimate, share: f64) -> Option<f64> {
        if !(share > 0.0 && share < 1.0 && start.theta.is_finite() && start.error.is_finite()) {
            return None;
        }
        let observed = self.start.sd.powi(2) + start.error.powi(2);
        let covariance = self.correlation * self.start.sd * self.end.sd;
        let mean = self.end.mean + covariance / observed * (start.theta - self.start.mean);
        let sd = (self.end.sd.powi(2) - covariance * covariance / observed).max(0.0).sqrt();
        Some(mean + normal_quantile(share) * sd)
    }

    /// Where a learner's growth lies among learners who truly began alike.
    ///
    /// The deviate is `(end - E(end | start)) / sd(end | start)` of true abilities; its mean and standard
    /// deviation are those of the posterior given both scores. `None` when a score is not one.
    pub fn percentile(&self, pair: Pair) -> Option<GrowthPercentile> {
        let numbers = [pair.start.theta, pair.start.error, pair.end.theta, pair.end.error];
        if numbers.iter().any(|number| !number.is_finite()) {
            return None;
        }
        let (mean, covariance) = fit::posterior(self, pair);
        // The residual of the end on the start, in its own standard deviation.
        let slope = self.correlation * self.end.sd / self.start.sd;
        let sd = self.end.sd * (1.0 - self.correlation * self.correlation).sqrt();
        let expected = self.end.mean + slope * (mean[0] - self.start.mean);
        let variance = covariance[2] - 2.0 * slope * covariance[1] + slope * slope * covariance[0];
        let deviate = Estimate { theta: (mean[1] - expected) / sd, error: variance.max(0.0).sqrt() / sd };
        let share = |z: f64| normal_above(-z);
        let reach = normal_quantile(0.975) * deviate.error;
        let interval = (share(deviate.theta - reach), share(deviate.theta + reach));
        Some(GrowthPercentile { percentile: share(deviate.theta), deviate, interval })
    }
}

#[cfg(test)]
mod tests {
    use super::{BadNorms, Norms, Pair};
    use crate::{
        numbers::distributions::normal_above, posterior::Population, random::Generator, score::Estimate,
    };

    const TRUTH: Norms = Norms {
        start: Population { mean: -0.2, sd: 1.1 },
        end: Population { mean: 0.5, sd: 1.0 },
        correlation: 0.85,
    };

    /// Learners with the true percentile of their growth.
    fn learners(count: usize, seed: u64) -> Vec<(Pair, f64)> {
        let mut generator = Generator::new(seed);
        (0..count)
            .map(|_| {
                let (one, two) = (generator.normal(), generator.normal());
                let start = TRUTH.start.at(one);
                let rest = (1.0 - TRUTH.correlation * TRUTH.correlation).sqrt();
                let end = TRUTH.end.at(TRUTH.correlation * one + rest * two);
                let mut measured = |theta: f64| {
                    let error = 0.25 + 0.3 * generator.uniform();
                    Estimate { theta: theta + error * generator.normal(), error }
                };
                (Pair { start: measured(start), end: measured(end) }, normal_above(-two))
            })
            .collect()
    }

    #[test]
    fn norms_are_those_of_the_true_abilities_not_of_the_scores() {
        let pairs: Vec<Pair> = learners(20_000, 1).into_iter().map(|(pair, _)| pair).collect();
        let found = Norms::fit(&pairs).unwrap();
        for (found, truth, near) in [
            (found.start.mean, TRUTH.start.mean, 0.03),
            (found.start.sd, TRUTH.start.sd, 0.03),
            (found.end.mean, TRUTH.end.mean, 0.03),
            (found.end.sd, TRUTH.end.sd, 0.03),
            (found.correlation, TRUTH.correlation, 0.015),
        ] {
            assert!((found - truth).abs() < near, "{found} {truth}");
        }
    }

    #[test]
    fn half_reach_the_typical_goal_and_a_fifth_the_stretch_goal_from_wherever_they_begin() {
        for (share, beyond) in [(0.5, 0.5), (0.8, 0.2)] {
            for (low, high) in [(-9.0, -0.8), (-0.8, 0.4), (0.4, 9.0)] {
                let mut generator = Generator::new(2);
                let (mut reached, mut all) = (0.0, 0.0);
                for _ in 0..40_000 {
                    let (one, two) = (generator.normal(), generator.normal());
                    let rest = (1.0 - TRUTH.correlation * TRUTH.correlation).sqrt();
                    let end = TRUTH.end.at(TRUTH.correlation * one + rest * two);
                    let start =
                        Estimate { theta: TRUTH.start.at(one) + 0.4 * generator.normal(), error: 0.4 };
                    if start.theta >= low && start.theta < high {
                        all += 1.0;
                        reached += f64::from(u8::from(end > TRUTH.goal(start, share).unwrap()));
                    }
                }
                assert!((reached / all - beyond).abs() < 0.02_f64, "{share} {low}: {}", reached / all);
            }
        }
    }

    #[test]
    fn intervals_of_percentiles_hold_the_truth_as_often_as_they_say() {
        let learners = learners(5000, 3);
        let inside = learners
            .iter()
            .filter(|(pair, truth)| {
                let found = TRUTH.percentile(*pair).unwrap();
                found.interval.0 <= *truth && *truth <= found.interval.1
            })
            .count();
        assert!((4700..=4800).contains(&inside), "{inside} of 5000");
    }

    #[test]
    fn without_errors_the_percentile_is_that_of_the_residual() {
        // By hand: the expected end is 0.5 + 0.85 / 1.1 (0.9 + 0.2) = 1.35, its spread sqrt(1 - 0.85^2) = 0.526783.
        let sure = |theta| Estimate { theta, error: 0.0 };
        let found = TRUTH.percentile(Pair { start: sure(0.9), end: sure(1.35 + 0.526_783) }).unwrap();
        assert!((found.percentile - 0.841_345).abs() < 1e-5 && found.deviate.error < 1e-9, "{found:?}");
        assert!((TRUTH.goal(sure(0.9), 0.5).unwrap() - 1.35).abs() < 1e-12);
    }

    #[test]
    fn what_is_no_growth_is_refused() {
        let one =
            Pair { start: Estimate { theta: 0.0, error: 0.3 }, end: Estimate { theta: 0.1, error: 0.3 } };
        assert_eq!(Norms::fit(&[one; 5]), Err(BadNorms::TooFew(5)));
        assert_eq!(Norms::fit(&[one; 30]), Err(BadNorms::NoSpread));
        let mut odd = [one; 30];
        odd[7].end.theta = f64::NAN;
        assert_eq!(Norms::fit(&odd), Err(BadNorms::Score(7)));
        let population = Population { mean: 0.0, sd: 1.0 };
        assert_eq!(Norms::supplied(population, population, 1.0), Err(BadNorms::Numbers));
        assert_eq!(
            Norms::supplied(population, Population { mean: 0.0, sd: 0.0 }, 0.5),
            Err(BadNorms::Numbers)
        );
        assert_eq!(TRUTH.goal(Estimate { theta: f64::NAN, error: 0.1 }, 0.5), None);
        assert_eq!(TRUTH.goal(one.start, 1.0), None);
    }
}
