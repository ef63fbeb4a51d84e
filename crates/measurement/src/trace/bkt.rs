//! Bayesian knowledge tracing: a competency is known or not, and answers show it through a haze.

mod climber;
mod fit;
mod pass;
#[cfg(test)]
mod tests;

pub use fit::{Fit, Settings, fit, fit_skills};

/// The four or five numbers of one competency. Unit: probabilities.
///
/// Shape: each from 0 to 1, and `guess + slip < 1`, so that "known" is the state in which answers are more
/// often right. Source: Corbett & Anderson (1995).
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Parameters {
    /// Known before the first answer.
    pub prior: f64,
    /// Learned between two answers.
    pub learn: f64,
    /// Forgotten between two answers; 0 in the usual model.
    pub forget: f64,
    /// Right though not known.
    pub guess: f64,
    /// Wrong though known.
    pub slip: f64,
}

impl Parameters {
    /// The chance of a right answer when the chance of knowing is `known`.
    pub fn predict(&self, known: f64) -> f64 {
        known * (1.0 - self.slip) + (1.0 - known) * self.guess
    }

    /// The chance of knowing after an answer and the learning that follows it; constant time.
    pub fn update(&self, known: f64, correct: bool) -> f64 {
        let (of_known, of_unknown) =
            if correct { (1.0 - self.slip, self.guess) } else { (self.slip, 1.0 - self.guess) };
        let total = known * of_known + (1.0 - known) * of_unknown;
        let after = if total > 0.0 { known * of_known / total } else { known };
        after * (1.0 - self.forget) + (1.0 - after) * self.learn
    }

    /// Log-likelihood of sequences of answers, natural logarithm.
    pub fn log_likelihood(&self, sequences: &[Vec<bool>]) -> f64 {
        let mut sum = 0.0;
        for sequence in sequences {
            let mut known = self.prior;
            for correct in sequence {
                let right = self.predict(known);
                sum += if *correct { right.ln() } else { (1.0 - right).ln() };
                known = self.update(known, *correct);
            }
        }
        sum
    }
}
