//! Calibrating new items while adaptive tests run, and watching the old ones ([`Watch`]).
//!
//! A new item is given among the operational ones; its answers do not count for the learner. Each answer
//! comes with the ability that the operational items gave, as mean and standard deviation. [`TrialItem`]
//! keeps them in bins, so that its memory does not grow with the number of answers, and fits the item on the
//! operational scale: the operational items stay as they are, and nothing drifts.

mod compare;
mod fit;
mod held_out;
mod watch;

use std::collections::BTreeMap;

pub use compare::compare_groups;
pub use held_out::held_out;
pub use watch::{Drift, Watch};

use crate::{
    calibrate::{ItemErrors, Normal},
    models::{Item, MOST_CATEGORIES, Model},
    score::Estimate,
};

/// Width of the bins of means, and of standard deviations, logits: far below what either is known to.
const MEAN_BIN: f64 = 0.05;
const ERROR_BIN: f64 = 0.02;
/// Abilities beyond are counted at the edge.
const FARTHEST: f64 = 20.0;

/// A new item and its answers so far.
#[derive(Debug, Clone, PartialEq)]
pub struct TrialItem {
    model: Model,
    /// Answers by bin of mean, bin of standard deviation, and category.
    bins: BTreeMap<(i16, i16, u8), f64>,
    answers: f64,
}

/// A new item's fit so far.
#[derive(Debug, Clone, PartialEq)]
pub struct TrialFit {
    /// The item on the operational scale.
    pub item: Item,
    /// Standard errors of its parameters; `None` when the answers do not identify them.
    pub errors: Option<ItemErrors>,
    /// Answers so far.
    pub answers: f64,
    /// Log-likelihood of the answers.
    pub log_likelihood: f64,
}

/// What cannot be tried or fitted yet.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum CannotTry {
    /// A model that is only defined for several items at once.
    #[error("{0:?} shares its slope or steps with other items; try the item by a model of its own")]
    Model(Model),
    /// A category that the model does not have.
    #[error("the item has no category {0}")]
    Category(u8),
    /// An estimate that is none.
    #[error("an ability needs a finite mean and a finite standard deviation of 0 or more")]
    Estimate,
    /// No answer in some category, or in all but one.
    #[error("there are no answers of category {0} yet")]
    Waiting(u8),
}

impl TrialItem {
    /// An item to be tried. Any model but the 1PL and the rating scale, which are not an item's own.
    pub fn new(model: Model) -> Result<Self, CannotTry> {
        match model {
            Model::OneParameter | Model::RatingScale => Err(CannotTry::Model(model)),
            _ => Ok(Self { model, bins: BTreeMap::new(), answers: 0.0 }),
        }
    }

    /// How many answers there are.
    pub fn answers(&self) -> f64 {
        self.answers
    }

    /// Takes an answer of a learner whose ability the operational items put at `estimate`.
    pub fn add(&mut self, estimate: Estimate, category: u8) -> Result<(), CannotTry> {
        let most = if self.model.is_dichotomous() { 2 } else { MOST_CATEGORIES };
        if usize::from(category) >= most {
            return Err(CannotTry::Category(category));
        }
        if !(estimate.theta.is_finite() && estimate.error.is_finite() && estimate.error >= 0.0) {
            return Err(CannotTry::Estimate);
        }
        #[expect(clippy::cast_possible_truncation, reason = "clamped to the bins")]
        let bin = |x: f64, width: f64| (x.clamp(-FARTHEST, FARTHEST) / width).round() as i16;
        let key = (bin(estimate.theta, MEAN_BIN), bin(estimate.error, ERROR_BIN), category);
        *self.bins.entry(key).or_insert(0.0) += 1.0;
        self.answers += 1.0;
        Ok(())
    }

    /// Fits the item to its answers so far.
    ///
    /// Maximizes `sum of log integral of P(x | theta) N(theta; mean, sd^2)` plus the priors (on the log-slope
    /// of every model with a slope of its own, on the log-odds of the lower asymptote of a 3PL item) by
    /// Fisher scoring on the complete data with a guard against falling. Errors: [`CannotTry::Waiting`].
    pub fn fit(
        &self,
        log_slope: Option<Normal>,
        logit_guessing: Option<Normal>,
    ) -> Result<TrialFit, CannotTry> {
        let mut shares = Vec::new();
        for ((_, _, category), count) in &self.bins {
            let category = usize::from(*category);
            if shares.len() <= category {
                shares.resize(category + 1, 0.0);
            }
            shares[category] += count;
        }
        shares.resize(shares.len().max(2), 0.0);
        if let Some(empty) = (0_u8..).zip(&shares).find(|(_, share)| **share == 0.0) {
            return Err(CannotTry::Waiting(empty.0));
        }
        Ok(fit::Climb::new(self, log_slope, logit_guessing).run(fit::start(self.model, &shares)))
    }
}

#[cfg(test)]
mod tests {
    use super::{CannotTry, TrialItem};
    use crate::{models::Item, models::Model, random::Generator, score::Estimate, simulate};

    #[test]
    fn known_abilities_give_the_item_back() {
        for (model, item) in [
            (Model::Rasch, Item::rasch(0.6).unwrap()),
            (Model::TwoParameter, Item::two_parameter(1.4, -0.5).unwrap()),
            (Model::Graded, Item::graded(1.2, &[-0.9, 0.3, 1.1]).unwrap()),
            (Model::GeneralizedPartialCredit, Item::partial_credit(0.9, &[0.5, -0.4]).unwrap()),
        ] {
            let mut generator = Generator::new(3);
            let mut trial = TrialItem::new(model).unwrap();
            for _ in 0..5000 {
                let (error, noise) = (0.3, generator.normal());
                // The posterior of a learner: the truth lies around its mean as it says.
                let mean = 0.95 * generator.normal();
                let theta = mean + error * noise;
                let category = simulate::answer(&item, theta, &mut generator);
                trial.add(Estimate { theta: mean, error }, category).unwrap();
            }
            let found = trial.fit(None, None).unwrap();
            let errors = found.errors.clone().expect("errors");
            assert_eq!(errors.difficulties.len(), item.difficulties().len());
            let errors = [errors.slopes, errors.intercepts].concat();
            for ((found, truth), error) in found.item.to_naturals().iter().zip(item.to_naturals()).zip(errors)
            {
                if error > 0.0 {
                    assert!(
                        (found - truth).abs() < 3.5 * error && error < 0.15,
                        "{model:?}: {found} {truth} {error}"
                    );
                }
            }
        }
    }

    #[test]
    fn what_cannot_be_tried_is_named() {
        assert_eq!(TrialItem::new(Model::RatingScale).unwrap_err(), CannotTry::Model(Model::RatingScale));
        let mut trial = TrialItem::new(Model::TwoParameter).unwrap();
        let sure = Estimate { theta: 0.0, error: 0.3 };
        assert_eq!(trial.add(sure, 2), Err(CannotTry::Category(2)));
        assert_eq!(trial.add(Estimate { theta: f64::NAN, error: 0.3 }, 1), Err(CannotTry::Estimate));
        assert_eq!(trial.fit(None, None).unwrap_err(), CannotTry::Waiting(0));
        trial.add(sure, 1).unwrap();
        assert_eq!(trial.fit(None, None).unwrap_err(), CannotTry::Waiting(0));
    }
}
