//! The basic local independence model, by EM.

use super::Known;

/// The EM stops when a step raises the log-likelihood by less.
const TOLERANCE: f64 = 1e-10;
/// The most steps.
const MOST_STEPS: usize = 100_000;

/// A fitted basic local independence model.
#[derive(Debug, Clone, PartialEq)]
pub struct CarelessGuessing {
    /// How common each state is, in the order given; they sum to 1.
    pub states: Vec<f64>,
    /// Chance of a wrong answer though known, per item.
    pub careless: Vec<f64>,
    /// Chance of a right answer though not known, per item.
    pub guess: Vec<f64>,
    /// Log-likelihood of the patterns.
    pub log_likelihood: f64,
    /// Free numbers: shares of states but one, and two errors per item.
    pub parameters: usize,
    /// Patterns that could differ (all but one, or one per learner) minus free numbers.
    pub df: f64,
    /// Whether the EM stood still.
    pub converged: bool,
}

/// What cannot be fitted.
#[derive(Debug, Clone, Copy, PartialEq, thiserror::Error)]
pub enum BadStructure {
    /// No state, no item or no learner.
    #[error("states, items and learners are needed")]
    Empty,
    /// Sets of different sizes.
    #[error("states and patterns must be of the same items")]
    Items,
    /// A number that counts nobody.
    #[error("{0} learners cannot have given a pattern")]
    Count(f64),
}

/// Fits the model to patterns of right answers with how many learners gave each.
///
/// `P(pattern) = sum over states of P(state) times, item by item, 1 - careless or careless when known, guess or
/// 1 - guess when not`. Maximum likelihood by EM from careless and guess of 0.1 and even states; careless plus
/// guess stays below 1 where the answers say so, and is not forced. Errors: [`BadStructure`].
pub fn fit_careless_guessing(
    states: &[Known],
    patterns: &[(Known, f64)],
) -> Result<CarelessGuessing, BadStructure> {
    let items = states.first().map_or(0, Known::len);
    let learners: f64 = patterns.iter().map(|(_, count)| count).sum();
    if let Some((_, count)) = patterns.iter().find(|(_, count)| !(count.is_finite() && *count >= 0.0)) {
        return Err(BadStructure::Count(*count));
    }
    if items == 0 || learners <= 0.0 {
        return Err(BadStructure::Empty);
    }
    let sizes = states.iter().chain(patterns.iter().map(|(pattern, _)| pattern)).map(Known::len);
    if sizes.into_iter().any(|size| size != items) {
        return Err(BadStructure::Items);
    }
    let parameters = states.len() - 1 + 2 * items;
    let even = 1.0 / states.len() as f64;
    let mut model = CarelessGuessing {
        states: vec![even; states.len()],
        careless: vec![0.1; items],
        guess: vec![0.1; items],
        log_likelihood: f64::NEG_INFINITY,
        parameters,
        df: possible_patterns(items, learners) - 1.0 - parameters as f64,
        converged: false,
    };
    for _ in 0..MOST_STEPS {
        let before = model.log_likelihood;
        step(&mut model, states, patterns, learners);
        if model.log_likelihood - before < TOLERANCE {
            model.converged = true;
            break;
        }
    }
    Ok(model)
}

/// As many patterns as there can be: all of them, or one per learner.
fn possible_patterns(items: usize, learners: f64) -> f64 {
    f64::from(2.0_f32).powi(i32::try_from(items.min(1000)).unwrap_or(1000)).min(learners)
}

fn step(model: &mut CarelessGuessing, states: &[Known], patterns: &[(Known, f64)], learners: f64) {
    let items = model.careless.len();
    let mut of_states = vec![0.0; states.len()];
    let (mut known, mut wrong) = (vec![0.0; items], vec![0.0; items]);
    let (mut unknown, mut right) = (vec![0.0; items], vec![0.0; items]);
    let mut log_likelihood = 0.0;
    let mut joint = vec![0.0; states.len()];
    for (pattern, count) in patterns.iter().filter(|(_, count)| *count > 0.0) {
        for ((joint, state), share) in joint.iter_mut().zip(states).zip(&model.states) {
            *joint = *share;
            for item in 0..items {
                *joint *= match (state.has(item), pattern.has(item)) {
                    (true, true) => 1.0 - model.careless[item],
                    (true, false) => model.careless[item],
                    (false, true) => model.guess[item],
                    (false, false) => 1.0 - model.guess[item],
                };
            }
        }
        let total: f64 = joint.iter().sum();
        log_likelihood += count * total.ln();
        for ((joint, state), sum) in joint.iter().zip(states).zip(&mut of_states) {
            let weight = count * joint / total;
            *sum += weight;
            for item in 0..items {
                let is_right = f64::from(u8::from(pattern.has(item)));
                if state.has(item) {
                    known[item] += weight;
                    wrong[item] += weight * (1.0 - is_right);
                } else {
                    unknown[item] += weight;
                    right[item] += weight * is_right;
                }
            }
        }
    }
    model.log_likelihood = log_likelihood;
    for (share, sum) in model.states.iter_mut().zip(of_states) {
        *share = sum / learners;
    }
    for item in 0..items {
        if known[item] > 0.0 {
            model.careless[item] = wrong[item] / known[item];
        }
        if unknown[item] > 0.0 {
            model.guess[item] = right[item] / unknown[item];
        }
    }
}
