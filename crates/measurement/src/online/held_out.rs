//! Ability from all answers but one.

use crate::{
    decide::BadCategory,
    models::Item,
    posterior::{Grid, Population},
    score::Estimate,
};

/// The ability of one learner without each answer in turn: what a residual of that answer must be held
/// against, as an ability that has seen the answer leans towards it.
///
/// Unit: logits, mean and standard deviation of the posterior. Shape: one estimate per answer. Errors: those
/// of [`crate::decide::standing`], which gives the same for the other answers alone. Takes one posterior per
/// answer, the likelihoods being computed once.
pub fn held_out(
    answers: &[(&Item, u8)],
    population: Population,
    grid: Grid,
) -> Result<Vec<Estimate>, BadCategory> {
    let nodes: Vec<f64> = (0..grid.points()).map(|q| grid.node(q)).collect();
    let mut logs: Vec<f64> = nodes.iter().map(|z| -0.5 * z * z).collect();
    let mut of_answers = Vec::with_capacity(answers.len() * nodes.len());
    let mut room = Vec::new();
    for (answer, (item, category)) in answers.iter().enumerate() {
        let own = usize::from(*category);
        if own >= item.categories() {
            return Err(BadCategory { answer, category: *category });
        }
        room.resize(item.categories(), 0.0);
        for (log, z) in logs.iter_mut().zip(&nodes) {
            item.log_probabilities(population.at(*z), &mut room);
            *log += room[own];
            of_answers.push(room[own]);
        }
    }
    let without = |own: &[f64]| {
        let left = || logs.iter().zip(own).map(|(log, own)| log - own);
        let most = left().fold(f64::NEG_INFINITY, f64::max);
        let (mut total, mut first, mut second) = (0.0, 0.0, 0.0);
        for (log, z) in left().zip(&nodes) {
            let weight = (log - most).exp();
            total += weight;
            first += weight * z;
            second += weight * z * z;
        }
        let mean = first / total;
        let variance = (second / total - mean * mean).max(0.0);
        Estimate { theta: population.at(mean), error: population.sd * variance.sqrt() }
    };
    Ok(of_answers.chunks_exact(nodes.len()).map(without).collect())
}

#[cfg(test)]
mod tests {
    use super::held_out;
    use crate::{
        decide::standing,
        models::Item,
        posterior::{Grid, Population},
    };

    #[test]
    fn each_estimate_is_that_of_the_other_answers() {
        let items = [
            Item::two_parameter(1.2, -0.4).unwrap(),
            Item::three_parameter(0.9, 0.8, 0.2).unwrap(),
            Item::graded(1.1, &[-0.7, 0.6]).unwrap(),
            Item::partial_credit(0.8, &[0.2, -0.3, 0.9]).unwrap(),
        ];
        let answers: Vec<(&Item, u8)> = items.iter().zip([1, 0, 2, 1]).collect();
        let population = Population { mean: 0.3, sd: 1.2 };
        let found = held_out(&answers, population, Grid::default()).unwrap();
        for (place, found) in found.iter().enumerate() {
            let mut others = answers.clone();
            others.remove(place);
            let expected = standing(&others, population, 0.0, Grid::default()).unwrap().estimate;
            assert!(
                (found.theta - expected.theta).abs() < 1e-10 && (found.error - expected.error).abs() < 1e-10
            );
        }
    }

    #[test]
    fn an_answer_that_the_item_cannot_have_is_named() {
        let item = Item::rasch(0.0).unwrap();
        let refused = held_out(&[(&item, 0), (&item, 2)], Population::STANDARD, Grid::default()).unwrap_err();
        assert_eq!((refused.answer, refused.category), (1, 2));
    }
}
