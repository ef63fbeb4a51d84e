//! Where the climb begins: slopes of 1 and the shares of the categories.

use super::{ItemPlan, layout::Entry};
use crate::{
    models::{Item, Model},
    responses::Responses,
};

/// The marginal log-odds of a normal population are flatter than the curve by about this factor.
const SPREAD: f64 = 1.16;
/// The lower asymptote to begin with.
const GUESSING: f64 = 0.2;

pub(super) fn entry(responses: &Responses, item: usize, plan: &ItemPlan) -> Entry {
    let model = match plan {
        ItemPlan::Anchored(item) => return Entry::Anchored(item.clone()),
        ItemPlan::Estimate(model) => *model,
    };
    let counts = responses.counts(item);
    let total: f64 = counts.iter().sum::<f64>() + 0.5 * counts.len() as f64;
    let share: Vec<f64> = counts.iter().map(|count| (count + 0.5) / total).collect();
    let start = match model {
        Model::Rasch | Model::OneParameter | Model::TwoParameter | Model::ThreeParameter => {
            let guessing = if model == Model::ThreeParameter { GUESSING } else { 0.0 };
            let right = ((share[1] - guessing) / (1.0 - guessing)).max(0.02);
            Item::Logistic { slope: 1.0, intercept: SPREAD * (right / (1.0 - right)).ln(), guessing }
        }
        Model::Graded => {
            let mut above = 1.0;
            let intercepts = share[..share.len() - 1]
                .iter()
                .map(|share| {
                    above -= share;
                    SPREAD * (above / (1.0 - above)).ln()
                })
                .collect();
            Item::Graded { slope: 1.0, intercepts }
        }
        Model::PartialCredit | Model::RatingScale | Model::GeneralizedPartialCredit | Model::Nominal => {
            let intercepts: Vec<f64> = share[1..].iter().map(|own| SPREAD * (own / share[0]).ln()).collect();
            if model == Model::Nominal {
                let slopes = (1..share.len()).map(|k| k as f64).collect();
                Item::Nominal { slopes, intercepts }
            } else {
                Item::PartialCredit { slope: 1.0, intercepts }
            }
        }
    };
    Entry::Estimated(model, start)
}
