//! Person fit: how likely a learner's pattern is, at the learner's own ability.

use crate::{
    models::{Item, Slopes},
    posterior::Population,
    responses::Responses,
    score::{CannotScore, Estimate, Method, check},
};

/// Moments of an item's score at one ability.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Moments {
    pub(crate) mean: f64,
    pub(crate) variance: f64,
    /// Fourth central moment.
    pub(crate) fourth: f64,
}

impl Moments {
    pub(crate) fn of(item: &Item, theta: f64) -> Self {
        let p = item.probabilities(theta);
        let mean: f64 = p.iter().enumerate().map(|(k, p)| k as f64 * p).sum();
        let central = |power| p.iter().enumerate().map(|(k, p)| p * (k as f64 - mean).powi(power)).sum();
        Self { mean, variance: central(2), fourth: central(4) }
    }
}

/// How usual a row's answers are; about standard normal when the model holds, far below 0 when the pattern
/// is odd (hard questions right, easy ones wrong).
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct PersonFit {
    /// Standardized log-likelihood, as if the ability were known: too narrow for estimated ones.
    pub lz: f64,
    /// The same, corrected for the ability being estimated from the answers.
    pub lz_star: f64,
}

/// l_z and l_z* of every row, at abilities estimated by `method`.
///
/// `l_z = (l0 - E l0) / sd l0`, `l0` the log-likelihood. `l_z*` takes from each category's log-probability
/// the part that moves with ability, and adds the estimator's own term: 0 for ML, `J / (2 I)` for WLE,
/// `-(theta - mean) / sd^2` for MAP (and, nearly, EAP). Shape: one per row; `None` without estimate, and
/// where no answer could be odd. Errors: [`CannotScore`].
/// Source: Drasgow, Levine & Williams (1985); Snijders (2001); Magis, Raîche & Béland (2012); Sinharay
/// (2016) for more than two categories.
pub fn person_fit(
    responses: &Responses,
    items: &[Item],
    estimates: &[Option<Estimate>],
    method: Method,
    populations: &[Population],
) -> Result<Vec<Option<PersonFit>>, CannotScore> {
    check(responses, items, populations)?;
    let one = |(row, estimate): (usize, &Option<Estimate>)| {
        let theta = (*estimate)?.theta;
        let population = populations[responses.group(row)];
        of_row(responses, row, items, theta, method, population)
    };
    Ok(estimates.iter().enumerate().take(responses.rows()).map(one).collect())
}

/// One answered item at the learner's ability.
struct Answered {
    log_p: Vec<f64>,
    slopes: Slopes,
    score: usize,
}

fn of_row(
    responses: &Responses,
    row: usize,
    items: &[Item],
    theta: f64,
    method: Method,
    population: Population,
) -> Option<PersonFit> {
    let answered: Vec<Answered> = items
        .iter()
        .enumerate()
        .filter_map(|(place, item)| {
            let score = usize::from(responses.score(row, place)?);
            let slopes = item.slopes(theta);
            let mut log_p = vec![0.0; item.categories()];
            item.log_probabilities(theta, &mut log_p);
            Some(Answered { log_p, slopes, score })
        })
        .collect();
    let (mut above, mut plain, mut cross, mut information, mut warm) = (0.0, 0.0, 0.0, 0.0, 0.0);
    for Answered { log_p, slopes, score } in &answered {
        let mut mean = 0.0;
        let mut square = 0.0;
        for ((log_p, first), second) in log_p.iter().zip(&slopes.first).zip(&slopes.second) {
            let p = log_p.exp();
            mean += p * log_p;
            square += p * log_p * log_p;
            cross += p * first * log_p;
            information += p * first * first;
            warm += p * first * (second + first * first);
        }
        above += log_p[*score] - mean;
        plain += square - mean * mean;
    }
    let share = if information > 0.0 { cross / information } else { 0.0 };
    let mut corrected = 0.0;
    for Answered { log_p, slopes, .. } in &answered {
        let (mut mean, mut square) = (0.0, 0.0);
        for (log_p, first) in log_p.iter().zip(&slopes.first) {
            let (p, w) = (log_p.exp(), log_p - share * first);
            mean += p * w;
            square += p * w * w;
        }
        corrected += square - mean * mean;
    }
    let own = match method {
        Method::Ml => 0.0,
        Method::Wle => warm / (2.0 * information),
        Method::Map | Method::Eap => -(theta - population.mean) / (population.sd * population.sd),
    };
    (plain > 1e-12 && corrected > 1e-12)
        .then(|| PersonFit { lz: above / plain.sqrt(), lz_star: (above + share * own) / corrected.sqrt() })
}
