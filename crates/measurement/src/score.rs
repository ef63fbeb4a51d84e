//! Abilities from answers, when the items are known.
//!
//! | Method | Estimate | Error |
//! | --- | --- | --- |
//! | [`Method::Eap`] | mean of the posterior | its standard deviation |
//! | [`Method::Map`] | peak of the posterior | from the observed information and the prior's |
//! | [`Method::Wle`] | Warm's weighted likelihood, nearly unbiased | from the curvature of the weighted likelihood |
//! | [`Method::Ml`] | peak of the likelihood | from the observed information |
//!
//! Source: Bock & Mislevy (1982); Warm (1989); Thissen, Pommerich, Billeaud & Williams (1995).

mod expected;
mod peaks;
mod plausible;
mod sum_scores;

pub use plausible::plausible_values;
pub(crate) use sum_scores::convolve;
pub use sum_scores::{SumScore, sum_scores};

use crate::{
    models::Item,
    posterior::{Grid, Population},
    responses::{Patterns, Responses},
};

/// How ability is estimated.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Method {
    /// Expected a posteriori.
    Eap,
    /// Maximum a posteriori.
    Map,
    /// Weighted likelihood.
    Wle,
    /// Maximum likelihood.
    Ml,
}

/// An ability and how sure it is, in logits.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Estimate {
    /// The ability.
    pub theta: f64,
    /// Its standard error (posterior standard deviation for EAP).
    pub error: f64,
}

/// Answers that do not belong to the items.
#[derive(Debug, Clone, Copy, PartialEq, thiserror::Error)]
pub enum CannotScore {
    /// Another number of items.
    #[error("{items} items do not fit answers to {answers}")]
    Items {
        /// Items given.
        items: usize,
        /// Columns of answers.
        answers: usize,
    },
    /// A score that the item does not have.
    #[error("row {row}, item {item} (both from 0): the score {score} is not one of {categories} categories")]
    Score {
        /// The row, from 0.
        row: usize,
        /// The item, from 0.
        item: usize,
        /// The score given.
        score: u8,
        /// The item's categories.
        categories: usize,
    },
    /// Fewer populations than groups.
    #[error("{populations} populations do not fit {groups} groups")]
    Populations {
        /// Populations given.
        populations: usize,
        /// Groups of the answers.
        groups: usize,
    },
}

/// Estimates the ability of every row.
///
/// Unit: logits. Shape: one item per column, one population per group; one place per row comes back,
/// empty where the method has no finite estimate: without answers for WLE and ML, and for ML also when all
/// answers are lowest or all highest. EAP and MAP of a row without answers are the population's. Errors:
/// [`CannotScore`].
pub fn score(
    responses: &Responses,
    items: &[Item],
    populations: &[Population],
    method: Method,
    grid: Grid,
) -> Result<Vec<Option<Estimate>>, CannotScore> {
    check(responses, items, populations)?;
    let every: Vec<usize> = (0..items.len()).collect();
    let patterns = Patterns::new(responses, &every, true);
    let of_pattern = match method {
        Method::Eap => expected::estimates(&patterns, items, populations, grid),
        _ => peaks::estimates(&patterns, items, populations, method),
    };
    Ok(patterns.of_row.iter().map(|pattern| of_pattern[*pattern]).collect())
}

/// Refuses answers that do not belong to the items or groups without population.
pub(crate) fn check(
    responses: &Responses,
    items: &[Item],
    populations: &[Population],
) -> Result<(), CannotScore> {
    if items.len() != responses.items() {
        return Err(CannotScore::Items { items: items.len(), answers: responses.items() });
    }
    if populations.len() < responses.group_count() {
        return Err(CannotScore::Populations {
            populations: populations.len(),
            groups: responses.group_count(),
        });
    }
    let categories: Vec<usize> = items.iter().map(Item::categories).collect();
    for row in 0..responses.rows() {
        for (item, categories) in categories.iter().enumerate() {
            if let Some(score) = responses.score(row, item).filter(|score| usize::from(*score) >= *categories)
            {
                return Err(CannotScore::Score { row, item, score, categories: *categories });
            }
        }
    }
    Ok(())
}
