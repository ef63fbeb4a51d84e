//! Deciding mastery: how sure it is that ability lies at or above a cut.
//!
//! What comes out of here is kept as a judgement, so it must come out the same on every machine: all
//! functions are those of `libm`, and sums run in one order.

use crate::{
    models::Item,
    numbers::distributions::normal_quantile,
    posterior::{Grid, Population},
    score::Estimate,
};

/// Where a learner stands to a cut.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Standing {
    /// Mean and standard deviation of the posterior, logits.
    pub estimate: Estimate,
    /// Posterior chance that ability is at or above the cut: the chance that "mastered" is right. One minus
    /// it is the chance that "not yet" is right.
    pub chance_above: f64,
}

/// An answer that the item cannot have.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("answer {answer} (from 0): the item has no category {category}")]
pub struct BadCategory {
    /// Which answer.
    pub answer: usize,
    /// The category given.
    pub category: u8,
}

/// The posterior of one learner's ability, and how much of it lies at or above `cut`.
///
/// Unit: logits. Shape: each answer is an item and its category; without any the population stands. The
/// share of the node nearest the cut is divided where the cut falls. Errors: [`BadCategory`].
pub fn standing(
    answers: &[(&Item, u8)],
    population: Population,
    cut: f64,
    grid: Grid,
) -> Result<Standing, BadCategory> {
    let misfit = answers.iter().position(|(item, category)| usize::from(*category) >= item.categories());
    if let Some(answer) = misfit {
        return Err(BadCategory { answer, category: answers[answer].1 });
    }
    let nodes: Vec<f64> = (0..grid.points()).map(|q| grid.node(q)).collect();
    let mut logs: Vec<f64> = nodes.iter().map(|z| -0.5 * z * z).collect();
    for (item, category) in answers {
        for (log, z) in logs.iter_mut().zip(&nodes) {
            *log += log_probability(item, usize::from(*category), population.at(*z));
        }
    }
    let most = logs.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    let (mut total, mut first, mut second, mut above) = (0.0, 0.0, 0.0, 0.0);
    let step = nodes[1] - nodes[0];
    let at_cut = (cut - population.mean) / population.sd;
    for (log, z) in logs.iter().zip(&nodes) {
        let weight = libm::exp(log - most);
        total += weight;
        first += weight * z;
        second += weight * z * z;
        above += weight * ((z - at_cut) / step + 0.5).clamp(0.0, 1.0);
    }
    let mean = first / total;
    let variance = (second / total - mean * mean).max(0.0);
    let estimate = Estimate { theta: population.at(mean), error: population.sd * variance.sqrt() };
    Ok(Standing { estimate, chance_above: above / total })
}

/// How many more answers, of `information` each, a decision at `risk` needs if the estimate stays where it is.
///
/// The distance from the cut must come to `z` standard errors, z the normal quantile of `1 - risk`:
/// `n = ((z / distance)^2 - 1 / error^2) / information`, rounded up. 0 when it is decided; `None` when the
/// estimate lies on the cut, when answers tell nothing, or when more than 10,000 would be needed.
pub fn answers_needed(estimate: Estimate, cut: f64, risk: f64, information: f64) -> Option<u32> {
    if !(risk > 0.0 && risk < 0.5 && information > 0.0) {
        return None;
    }
    let needed = (normal_quantile(1.0 - risk) / (estimate.theta - cut)).powi(2);
    let more = ((needed - 1.0 / (estimate.error * estimate.error)) / information).ceil().max(0.0);
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "between 0 and 10,000")]
    (more <= 10_000.0).then_some(more as u32)
}

/// `log P(k)` in functions of `libm` alone.
fn log_probability(item: &Item, category: usize, theta: f64) -> f64 {
    let sigmoid = |x: f64| {
        let e = libm::exp(-x.abs());
        if x >= 0.0 { 1.0 / (1.0 + e) } else { e / (1.0 + e) }
    };
    let log_sigmoid = |x: f64| x.min(0.0) - libm::log1p(libm::exp(-x.abs()));
    let share = |scores: &dyn Fn(usize) -> f64, categories: usize| {
        let most = (0..categories).map(scores).fold(f64::NEG_INFINITY, f64::max);
        let total: f64 = (0..categories).map(|k| libm::exp(scores(k) - most)).sum();
        scores(category) - most - libm::log(total)
    };
    match item {
        Item::Logistic { slope, intercept, guessing } => {
            let x = slope * theta + intercept;
            match category {
                0 => libm::log1p(-guessing) + log_sigmoid(-x),
                _ if *guessing == 0.0 => log_sigmoid(x),
                _ => libm::log(guessing + (1.0 - guessing) * sigmoid(x)),
            }
        }
        Item::Graded { slope, intercepts } => {
            let above = |k: usize| slope * theta + intercepts[k - 1];
            let last = intercepts.len();
            let own = if category > 0 { log_sigmoid(above(category)) } else { 0.0 };
            let next = if category < last { log_sigmoid(-above(category + 1)) } else { 0.0 };
            let gap = if category > 0 && category < last {
                libm::log(-libm::expm1(intercepts[category] - intercepts[category - 1]))
            } else {
                0.0
            };
            own + next + gap
        }
        Item::PartialCredit { slope, intercepts } => share(
            &|k| k as f64 * slope * theta + if k == 0 { 0.0 } else { intercepts[k - 1] },
            intercepts.len() + 1,
        ),
        Item::Nominal { slopes, intercepts } => share(
            &|k| if k == 0 { 0.0 } else { slopes[k - 1] * theta + intercepts[k - 1] },
            intercepts.len() + 1,
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::{BadCategory, answers_needed, log_probability, standing};
    use crate::{
        models::Item,
        numbers::distributions::normal_above,
        posterior::{Grid, Population},
        responses::Responses,
        score::{Estimate, Method, score},
    };

    fn form() -> Vec<Item> {
        vec![
            Item::rasch(-0.5).unwrap(),
            Item::three_parameter(1.3, 0.4, 0.2).unwrap(),
            Item::graded(1.1, &[-1.0, 0.0, 1.2]).unwrap(),
            Item::partial_credit(0.9, &[0.3, -0.2]).unwrap(),
            Item::nominal(&[0.5, 1.1], &[0.2, -0.4]).unwrap(),
        ]
    }

    #[test]
    fn probabilities_are_those_of_the_models() {
        for item in form() {
            for theta in [-4.0, 0.3, 5.0] {
                for (k, p) in item.probabilities(theta).iter().enumerate() {
                    assert!((log_probability(&item, k, theta) - p.ln()).abs() < 1e-12, "{item:?} {k}");
                }
            }
        }
    }

    #[test]
    fn the_estimate_is_the_expected_a_posteriori_score() {
        let items = form();
        let population = Population { mean: 0.2, sd: 1.1 };
        let codes = [1, 0, 2, 2, 1];
        let responses = Responses::from_codes(5, codes.to_vec()).unwrap();
        let eap = score(&responses, &items, &[population], Method::Eap, Grid::default()).unwrap()[0].unwrap();
        let answers: Vec<(&Item, u8)> = items.iter().zip(codes).collect();
        let found = standing(&answers, population, 0.0, Grid::default()).unwrap();
        assert!((found.estimate.theta - eap.theta).abs() < 1e-12);
        assert!((found.estimate.error - eap.error).abs() < 1e-9);
    }

    #[test]
    fn without_answers_the_chance_is_the_populations() {
        for cut in [-1.3, 0.0, 0.37, 2.0] {
            let found = standing(&[], Population::STANDARD, cut, Grid::new(241, 6.0).unwrap()).unwrap();
            assert!((found.chance_above - normal_above(cut)).abs() < 2e-4, "{cut}: {found:?}");
        }
    }

    #[test]
    fn a_category_that_is_not_there_is_named() {
        let item = Item::rasch(0.0).unwrap();
        let found = standing(&[(&item, 1), (&item, 2)], Population::STANDARD, 0.0, Grid::default());
        assert_eq!(found, Err(BadCategory { answer: 1, category: 2 }));
    }

    #[test]
    fn far_from_the_cut_few_answers_are_needed() {
        let at = |theta| answers_needed(Estimate { theta, error: 0.6 }, 0.0, 0.05, 0.25);
        assert_eq!(at(2.0), Some(0));
        assert!(at(0.9).unwrap() < at(0.3).unwrap());
        // (1.645 / 0.3)^2 = 30.06, less 1 / 0.36 = 2.78, by 0.25 each.
        assert_eq!(at(0.3), Some(110));
        assert_eq!(at(0.0), None);
    }
}
