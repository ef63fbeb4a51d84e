//! Items that nothing can be fitted to, each with its reason.

use super::ItemPlan;
use crate::{models::Item, responses::Responses};

/// An item that was left out of the fit.
#[derive(Debug, Clone, PartialEq)]
pub struct SetAside {
    /// The item, from 0.
    pub item: usize,
    /// Why, and what to do.
    pub reason: Reason,
}

/// Why an item was left out; the message says what to do.
#[derive(Debug, Clone, Copy, PartialEq, thiserror::Error)]
pub enum Reason {
    /// A column without answers.
    #[error("nobody answered it: remove the column")]
    NoAnswers,
    /// Too few answers.
    #[error("it has {answers} answers, fewer than {fewest}: collect more, or anchor it")]
    TooFewAnswers {
        /// Weighted number of answers.
        answers: f64,
        /// The fewest that the settings ask for.
        fewest: f64,
    },
    /// All answers in one category.
    #[error("all answers score {score}: it tells nobody apart in this sample; leave it out, or anchor it")]
    OneCategory {
        /// The score that all have.
        score: usize,
    },
    /// A category below the highest that nobody reached.
    #[error("nobody scores {category}: merge the category with a neighbour and number the scores anew")]
    EmptyCategory {
        /// The first such category.
        category: usize,
    },
    /// More than two categories for a two-category model, or more than an anchored item has.
    #[error("scores reach {highest}, and its model has {categories} categories: choose another model")]
    TooManyCategories {
        /// The highest score.
        highest: usize,
        /// The categories of the model.
        categories: usize,
    },
    /// The fit gave a negative slope.
    #[error("its slope came out at {slope:.2}: the better learners get it wrong; check its key")]
    NegativeSlope {
        /// The slope that was fitted.
        slope: f64,
    },
}

/// The items that cannot be fitted, by what the answers show.
pub(super) fn set_aside(responses: &Responses, plan: &[ItemPlan], fewest: f64) -> Vec<SetAside> {
    let reason = |item: usize| {
        let counts = responses.counts(item);
        let answers: f64 = counts.iter().sum();
        let highest = counts.len().saturating_sub(1);
        if answers == 0.0 {
            return Some(Reason::NoAnswers);
        }
        let most = match &plan[item] {
            ItemPlan::Anchored(item) => Some(item.categories()),
            ItemPlan::Estimate(model) if model.is_dichotomous() => Some(2),
            ItemPlan::Estimate(_) => None,
        };
        if let Some(categories) = most.filter(|most| highest >= *most) {
            return Some(Reason::TooManyCategories { highest, categories });
        }
        if matches!(plan[item], ItemPlan::Anchored(_)) {
            return None;
        }
        if counts.iter().filter(|count| **count > 0.0).count() == 1 {
            return Some(Reason::OneCategory { score: highest });
        }
        if let Some(category) = counts.iter().position(|count| *count == 0.0) {
            return Some(Reason::EmptyCategory { category });
        }
        (answers < fewest).then_some(Reason::TooFewAnswers { answers, fewest })
    };
    (0..plan.len()).filter_map(|item| reason(item).map(|reason| SetAside { item, reason })).collect()
}

/// The fitted items whose slope is negative. Anchored items and nominal ones may have any slope.
pub(super) fn negative(items: &[Item], used: &[usize], plan: &[ItemPlan]) -> Vec<SetAside> {
    used.iter()
        .zip(items)
        .filter(|(item, fitted)| {
            matches!(plan[**item], ItemPlan::Estimate(_))
                && !matches!(fitted, Item::Nominal { .. })
                && fitted.slope() < 0.0
        })
        .map(|(item, fitted)| SetAside {
            item: *item,
            reason: Reason::NegativeSlope { slope: fitted.slope() },
        })
        .collect()
}
