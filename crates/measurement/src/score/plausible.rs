//! Plausible values: abilities drawn from each learner's posterior.

use super::{CannotScore, check};
use crate::{
    calibrate::Answers,
    models::Item,
    posterior::{Grid, Population, posterior},
    random::Generator,
    responses::{Patterns, Responses},
};

/// Draws `draws` abilities for every row from its posterior.
///
/// Unit: logits. Shape: row by row, `draws` numbers each. The same seed gives the same numbers; a row's
/// draws depend on the seed, its number and its answers only. The posterior is taken as straight between
/// the nodes of the grid. Errors: [`CannotScore`]. Source: Mislevy (1991).
pub fn plausible_values(
    responses: &Responses,
    items: &[Item],
    populations: &[Population],
    grid: Grid,
    draws: usize,
    seed: u64,
) -> Result<Vec<f64>, CannotScore> {
    check(responses, items, populations)?;
    let every: Vec<usize> = (0..items.len()).collect();
    let categories: Vec<usize> = items.iter().map(Item::categories).collect();
    let answers = Answers::new(Patterns::new(responses, &every, true), &categories, grid);
    let tables: Vec<Vec<f64>> =
        populations.iter().map(|population| answers.tables(items, *population).2).collect();
    let mut density = vec![0.0; answers.nodes.stride];
    let mut out = Vec::with_capacity(responses.rows() * draws);
    for row in 0..responses.rows() {
        let group = responses.group(row);
        let rows = answers.packs.of_pattern(answers.patterns.of_row[row]);
        posterior(&answers.nodes.log_weights, &tables[group], rows, &mut density);
        let mut generator = Generator::of(seed, row as u64, 0);
        let at = &answers.nodes.at;
        for _ in 0..draws {
            out.push(populations[group].at(draw(&density[..at.len()], at, &mut generator)));
        }
    }
    Ok(out)
}

/// A number from a density that is straight between nodes.
fn draw(density: &[f64], at: &[f64], generator: &mut Generator) -> f64 {
    let areas: Vec<f64> = density.windows(2).map(|pair| pair[0] + pair[1]).collect();
    let Some(cell) = generator.pick(&areas) else { return at[at.len() / 2] };
    let (left, right) = (density[cell], density[cell + 1]);
    let u = generator.uniform();
    // Solves the quadratic of the cell's cumulative share; exact, and safe when both ends are alike.
    let root = (left * left + u * (right * right - left * left)).sqrt();
    let share = u * (left + right) / (left + root);
    at[cell] + (at[cell + 1] - at[cell]) * share.clamp(0.0, 1.0)
}
