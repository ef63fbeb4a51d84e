//! Answers made up from known abilities and items, to check what estimates them.

use crate::{models::Item, random::Generator, responses::Responses};

/// The answer that a learner of ability `theta` gives to `item`, by chance.
pub fn answer(item: &Item, theta: f64, generator: &mut Generator) -> u8 {
    let mut left = generator.uniform();
    if let Item::Logistic { slope, intercept, guessing } = item {
        let right = guessing + (1.0 - guessing) / (1.0 + (-(slope * theta + intercept)).exp());
        return u8::from(left < right);
    }
    let probabilities = item.probabilities(theta);
    for (k, p) in (0_u8..).zip(&probabilities) {
        left -= p;
        if left < 0.0 {
            return k;
        }
    }
    u8::try_from(probabilities.len() - 1).unwrap_or(0)
}

/// Every learner's answer to every item. Shape: one row per ability, one column per item; at least one of
/// each, or nothing comes back.
pub fn answers(items: &[Item], abilities: &[f64], generator: &mut Generator) -> Option<Responses> {
    let codes = abilities
        .iter()
        .flat_map(|theta| items.iter().map(move |item| (item, *theta)))
        .map(|(item, theta)| answer(item, theta, generator));
    Responses::from_codes(items.len(), codes.collect()).ok()
}
