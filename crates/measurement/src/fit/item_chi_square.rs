//! S-X2: observed against expected answers in each group of equal sum score.

use crate::{
    models::Item,
    numbers::distributions::chi_square_above,
    posterior::{Grid, Population},
    responses::Responses,
    score::{CannotScore, check, convolve},
};

/// Cells expected to hold fewer answers are merged with a neighbour.
const FEWEST: f64 = 1.0;

/// How well one item's curve follows the sum scores.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ItemChiSquare {
    /// Pearson's statistic over the cells.
    pub statistic: f64,
    /// Cells minus groups minus estimated parameters; may be 0 or less, and then there is no p.
    pub df: f64,
    /// Chance of a statistic as large if the model holds; `None` without degrees of freedom.
    pub p: Option<f64>,
    /// `sqrt(max(0, statistic - df) / (df (N - 1)))`, 0 without degrees of freedom.
    pub rmsea: f64,
}

/// S-X2 of every item, from the rows that answered all items.
///
/// Observed and expected numbers of each category among learners of equal sum score, lowest and highest
/// sums left out; the expected ones by the Lord-Wingersky recursion without the item. Cells expected below
/// 1 are merged: neighbouring sums of two-category items, neighbouring categories of others.
/// Shape: `parameters` holds the number of estimated parameters of each item; one result per item, `None`
/// when no complete row is left. Errors: [`CannotScore`].
/// Source: Orlando & Thissen (2000); Kang & Chen (2008).
pub fn item_chi_squares(
    responses: &Responses,
    items: &[Item],
    population: Population,
    parameters: &[usize],
    grid: Grid,
) -> Result<Vec<Option<ItemChiSquare>>, CannotScore> {
    check(responses, items, &vec![population; responses.group_count()])?;
    let highest: usize = items.iter().map(|item| item.categories() - 1).sum();
    let complete: Vec<(usize, usize)> = (0..responses.rows())
        .filter_map(|row| {
            let scores = (0..items.len()).map(|item| responses.score(row, item).map(usize::from));
            Some((row, scores.sum::<Option<usize>>()?))
        })
        .collect();
    let learners: f64 = complete.iter().map(|(row, _)| responses.weight(*row)).sum();
    let one = |(item, parameters): (usize, &usize)| {
        let categories = items[item].categories();
        let mut observed = vec![vec![0.0; categories]; highest + 1];
        for (row, sum) in &complete {
            if let Some(score) = responses.score(*row, item) {
                observed[*sum][usize::from(score)] += responses.weight(*row);
            }
        }
        let shares = expected_shares(items, item, highest, population, grid);
        let rows: Vec<(Vec<f64>, Vec<f64>)> = (1..highest)
            .filter(|sum| observed[*sum].iter().sum::<f64>() > 0.0)
            .map(|sum| {
                let group: f64 = observed[sum].iter().sum();
                (observed[sum].clone(), shares[sum].iter().map(|share| share * group).collect())
            })
            .collect();
        let rows =
            if categories == 2 { merge_sums(rows) } else { rows.into_iter().map(merge_categories).collect() };
        (learners > 0.0).then(|| statistic(&rows, *parameters, learners))
    };
    Ok(parameters.iter().enumerate().take(items.len()).map(one).collect())
}

fn statistic(rows: &[(Vec<f64>, Vec<f64>)], parameters: usize, learners: f64) -> ItemChiSquare {
    let (mut statistic, mut free) = (0.0, 0.0);
    for (observed, expected) in rows {
        free += observed.len() as f64 - 1.0;
        for (o, e) in observed.iter().zip(expected) {
            if *e > 0.0 {
                statistic += (o - e).powi(2) / e;
            }
        }
    }
    let df = free - parameters as f64;
    let p = (df > 0.0).then(|| chi_square_above(statistic, df));
    let rmsea = if df > 0.0 { ((statistic - df).max(0.0) / (df * (learners - 1.0))).sqrt() } else { 0.0 };
    ItemChiSquare { statistic, df, p, rmsea }
}

/// `P(item = k | sum = s)`, one row per sum.
fn expected_shares(
    items: &[Item],
    item: usize,
    highest: usize,
    population: Population,
    grid: Grid,
) -> Vec<Vec<f64>> {
    let nodes = grid.nodes();
    let categories = items[item].categories();
    let mut shares = vec![vec![0.0; categories]; highest + 1];
    for (z, log_weight) in nodes.at.iter().zip(&nodes.log_weights) {
        let theta = population.at(*z);
        let mut rest = vec![log_weight.exp()];
        for (other, form) in items.iter().enumerate() {
            if other != item {
                convolve(&mut rest, &form.probabilities(theta));
            }
        }
        for (k, p) in items[item].probabilities(theta).iter().enumerate() {
            for (sum, q) in rest.iter().enumerate() {
                shares[sum + k][k] += p * q;
            }
        }
    }
    for row in &mut shares {
        let total: f64 = row.iter().sum();
        for share in row {
            *share /= total;
        }
    }
    shares
}

/// Merges neighbouring sums, outermost first, until every cell is expected to hold enough.
fn merge_sums(mut rows: Vec<(Vec<f64>, Vec<f64>)>) -> Vec<(Vec<f64>, Vec<f64>)> {
    while rows.len() > 1 {
        let Some(thin) = rows.iter().position(|(_, expected)| expected.iter().any(|e| *e < FEWEST)) else {
            break;
        };
        let into = if thin < rows.len() / 2 { thin + 1 } else { thin - 1 };
        let (observed, expected) = rows[thin].clone();
        let (to_observed, to_expected) = &mut rows[into];
        for (to, from) in to_observed.iter_mut().zip(observed).chain(to_expected.iter_mut().zip(expected)) {
            *to += from;
        }
        rows.remove(thin);
    }
    rows
}

/// Merges neighbouring categories of one sum until every cell is expected to hold enough.
fn merge_categories((mut observed, mut expected): (Vec<f64>, Vec<f64>)) -> (Vec<f64>, Vec<f64>) {
    while expected.len() > 1 {
        let Some(thin) = expected.iter().position(|e| *e < FEWEST) else { break };
        let into = if thin == 0 { 1 } else { thin - 1 };
        observed[into] += observed[thin];
        expected[into] += expected[thin];
        observed.remove(thin);
        expected.remove(thin);
    }
    (observed, expected)
}
