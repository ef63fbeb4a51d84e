//! How many learners reached each score.

use super::log_linear;

/// Numbers of learners by score: place k holds those who scored k.
///
/// Shape: at least two scores, numbers finite and not negative, two different scores at least reached.
#[derive(Debug, Clone, PartialEq)]
pub struct ScoreCounts {
    counts: Vec<f64>,
}

/// What is no distribution of scores.
#[derive(Debug, Clone, Copy, PartialEq, thiserror::Error)]
pub enum BadCounts {
    /// Fewer than two different scores were reached.
    #[error("at least two different scores must have been reached")]
    OneScore,
    /// A number that counts nothing.
    #[error("{count} learners cannot have scored {score}")]
    Count {
        /// The score.
        score: usize,
        /// The number given.
        count: f64,
    },
    /// A smoothing that keeps more moments than there are scores.
    #[error("{degree} moments cannot be kept of {scores} scores; 1 to 10, and fewer than the scores, can")]
    Degree {
        /// Moments asked for.
        degree: usize,
        /// Scores there are.
        scores: usize,
    },
    /// The smoothing found no fit.
    #[error("a smoothing that keeps {0} moments does not fit; try fewer")]
    NoFit(usize),
}

impl ScoreCounts {
    /// Checks numbers of learners by score.
    pub fn new(counts: Vec<f64>) -> Result<Self, BadCounts> {
        if let Some(score) = counts.iter().position(|count| !(count.is_finite() && *count >= 0.0)) {
            return Err(BadCounts::Count { score, count: counts[score] });
        }
        if counts.iter().filter(|count| **count > 0.0).count() < 2 {
            return Err(BadCounts::OneScore);
        }
        Ok(Self { counts })
    }

    /// Numbers of learners by score.
    pub fn counts(&self) -> &[f64] {
        &self.counts
    }

    /// Learners in all.
    pub fn total(&self) -> f64 {
        self.counts.iter().sum()
    }

    /// Mean score.
    pub fn mean(&self) -> f64 {
        self.counts.iter().enumerate().map(|(score, count)| score as f64 * count).sum::<f64>() / self.total()
    }

    /// Standard deviation of scores, divided by the number of learners.
    pub fn sd(&self) -> f64 {
        let mean = self.mean();
        let square = |(score, count): (usize, &f64)| count * (score as f64 - mean).powi(2);
        (self.counts.iter().enumerate().map(square).sum::<f64>() / self.total()).sqrt()
    }

    /// A smooth distribution with the same first `degree` moments.
    ///
    /// Log-linear: `log f(x)` is a polynomial of that degree, fitted by maximum likelihood of Poisson counts.
    /// Source: Holland & Thayer (2000). Errors: more than 10 moments or as many as scores, no fit.
    pub fn smoothed(&self, degree: usize) -> Result<Self, BadCounts> {
        let scores = self.counts.len();
        if degree == 0 || degree > 10 || degree >= scores {
            return Err(BadCounts::Degree { degree, scores });
        }
        let counts = log_linear::fit(&self.counts, degree).ok_or(BadCounts::NoFit(degree))?;
        Self::new(counts)
    }
}
