//! Whether an operational item still behaves as it was calibrated.

use crate::{models::Item, posterior::Grid, score::Estimate};

/// Shifts of less than this many standard deviations of an answer, per answer, are let pass.
const ALLOWANCE: f64 = 0.1;
/// The sum at which an alarm is given. With this allowance a sound item gives a false one about every
/// 25,000 answers on either side (Siegmund, 1985: `(exp(2 k b) - 2 k b - 1) / (2 k^2)`, `b = h + 1.166`), and an
/// item that moved by 0.2 standard deviations (about 0.4 logits) is noticed after about 300.
const ALARM: f64 = 30.0;

/// Cumulative sums of what an item's answers exceed, and fall short of, their expectation (Page, 1954).
///
/// Each answer's residual is standardized by the item's curve and by how sure the learner's ability is, which
/// must come from the other items.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Watch {
    easier: f64,
    harder: f64,
    answers: u64,
    /// Answers at which each sum last was 0.
    since_easier: u64,
    since_harder: u64,
}

/// An item that has moved.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Drift {
    /// Answers are better than they were: the item may have become known.
    #[error(
        "it has become easier over its last {answers} answers: it may be known; look at it, or calibrate it anew"
    )]
    Easier {
        /// Answers since the change, about.
        answers: u64,
    },
    /// Answers are worse than they were.
    #[error(
        "it has become harder over its last {answers} answers: look at its text and key, or calibrate it anew"
    )]
    Harder {
        /// Answers since the change, about.
        answers: u64,
    },
}

impl Watch {
    /// Takes one answer; says so when the item has moved. Constant time. A score that the item does not have,
    /// and an estimate that is not finite, are not counted.
    pub fn add(&mut self, item: &Item, estimate: Estimate, score: u8) -> Option<Drift> {
        let z = residual(item, estimate, score)?;
        self.answers += 1;
        self.easier = (self.easier + z - ALLOWANCE).max(0.0);
        self.harder = (self.harder - z - ALLOWANCE).max(0.0);
        if self.easier == 0.0 {
            self.since_easier = self.answers;
        }
        if self.harder == 0.0 {
            self.since_harder = self.answers;
        }
        self.drift()
    }

    /// Whether an alarm stands.
    pub fn drift(&self) -> Option<Drift> {
        if self.easier > ALARM {
            Some(Drift::Easier { answers: self.answers - self.since_easier })
        } else if self.harder > ALARM {
            Some(Drift::Harder { answers: self.answers - self.since_harder })
        } else {
            None
        }
    }

    /// Answers taken so far.
    pub fn answers(&self) -> u64 {
        self.answers
    }
}

/// `(score - mean) / standard deviation`, both over the learner's posterior.
fn residual(item: &Item, estimate: Estimate, score: u8) -> Option<f64> {
    let finite = estimate.theta.is_finite() && estimate.error.is_finite();
    if !finite || usize::from(score) >= item.categories() {
        return None;
    }
    let nodes = Grid::new(11, 4.0).unwrap_or_default().nodes();
    let (mut mean, mut square) = (0.0, 0.0);
    for (z, log_weight) in nodes.at.iter().zip(&nodes.log_weights) {
        let weight = log_weight.exp();
        let p = item.probabilities(estimate.theta + estimate.error * z);
        for (k, p) in p.iter().enumerate() {
            mean += weight * p * k as f64;
            square += weight * p * (k as f64).powi(2);
        }
    }
    let sd = (square - mean * mean).max(0.0).sqrt();
    // An answer that could not be otherwise says nothing; one against all odds says much, but not everything.
    (sd > 1e-6).then(|| ((f64::from(score) - mean) / sd).clamp(-5.0, 5.0))
}

#[cfg(test)]
mod tests {
    use super::{Drift, Watch};
    use crate::{models::Item, random::Generator, score::Estimate, simulate};

    /// Answers until an alarm, at most `most`, when the item is `shift` logits harder than calibrated.
    fn until_alarm(item: &Item, shift: f64, most: u64, seed: u64) -> (u64, Option<Drift>) {
        let mut generator = Generator::new(seed);
        let mut watch = Watch::default();
        for _ in 0..most {
            let mean = 0.95 * generator.normal();
            let estimate = Estimate { theta: mean, error: 0.3 };
            let theta = mean + 0.3 * generator.normal();
            let score = simulate::answer(item, theta - shift, &mut generator);
            if let Some(drift) = watch.add(item, estimate, score) {
                return (watch.answers(), Some(drift));
            }
        }
        (watch.answers(), None)
    }

    fn items() -> [Item; 2] {
        [Item::two_parameter(1.2, 0.3).unwrap(), Item::graded(1.1, &[-0.8, 0.2, 1.0]).unwrap()]
    }

    #[test]
    fn a_sound_item_seldom_gives_an_alarm() {
        for item in items() {
            let alarms = (0..20).filter(|seed| until_alarm(&item, 0.0, 2000, *seed).1.is_some()).count();
            assert!(alarms <= 5, "{alarms} of 20");
        }
    }

    #[test]
    fn an_item_that_moved_is_noticed_and_the_side_is_right() {
        for item in items() {
            for seed in 0..10 {
                let (answers, drift) = until_alarm(&item, 0.6, 3000, seed);
                assert!(
                    matches!(drift, Some(Drift::Harder { answers: since }) if since <= answers),
                    "{drift:?}"
                );
                assert!(answers < 1200, "{answers}");
                assert!(matches!(until_alarm(&item, -0.6, 3000, seed).1, Some(Drift::Easier { .. })));
            }
        }
    }

    #[test]
    fn what_cannot_be_judged_is_not_counted() {
        let mut watch = Watch::default();
        let item = Item::rasch(0.0).unwrap();
        assert_eq!(watch.add(&item, Estimate { theta: f64::NAN, error: 0.3 }, 1), None);
        assert_eq!(watch.add(&item, Estimate { theta: 0.0, error: 0.3 }, 2), None);
        assert_eq!(watch.answers(), 0);
    }
}
