//! A test tried on known abilities.

use rayon::prelude::*;

use super::{
    classification::Side,
    prepared::Test,
    shadow::Proof,
    sitting::{Sitting, Step},
    state::State,
    stop::StopReason,
};
use crate::{random::Generator, score::Estimate, simulate};

/// One simulated learner.
#[derive(Debug, Clone, PartialEq)]
pub struct Outcome {
    /// The ability that made the answers.
    pub theta: f64,
    /// What the test found.
    pub estimate: Estimate,
    /// Why it stopped.
    pub reason: StopReason,
    /// The items given, in order.
    pub items: Vec<u32>,
    /// Whether the classification was wrong; `None` without one.
    pub misclassified: Option<bool>,
    /// The shadow tests behind it; none without a blueprint.
    pub shadows: Shadows,
}

/// Shadow tests, counted.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Shadows {
    /// How many were made.
    pub tests: usize,
    /// The least share of the most there can be that one is worth, by its proof.
    pub least_share: f64,
    /// Linear programs solved, in all.
    pub programs: usize,
    /// How many another solver was asked for.
    pub elsewhere: usize,
}

impl Shadows {
    const NONE: Self = Self { tests: 0, least_share: 1.0, programs: 0, elsewhere: 0 };

    fn and(self, other: Self) -> Self {
        Self {
            tests: self.tests + other.tests,
            least_share: self.least_share.min(other.least_share),
            programs: self.programs + other.programs,
            elsewhere: self.elsewhere + other.elsewhere,
        }
    }

    fn of(proof: Proof) -> Self {
        let least_share = if proof.bound > 0.0 { proof.value / proof.bound } else { 1.0 };
        Self { tests: 1, least_share, programs: proof.programs, elsewhere: usize::from(proof.elsewhere) }
    }
}

/// Errors among learners of near ability.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Conditional {
    /// Lower end of the abilities, logits; each group is one logit wide.
    pub from: f64,
    /// Learners.
    pub learners: usize,
    /// Mean error.
    pub bias: f64,
    /// Root mean square error.
    pub rmse: f64,
    /// Mean standard error that the test stated.
    pub error: f64,
}

/// What a test does, over many learners.
#[derive(Debug, Clone, PartialEq)]
pub struct Simulation {
    /// Every learner.
    pub outcomes: Vec<Outcome>,
    /// Mean of estimate minus ability, logits.
    pub bias: f64,
    /// Root mean square error, logits.
    pub rmse: f64,
    /// Mean standard error that the test stated.
    pub error: f64,
    /// Mean number of items.
    pub length: f64,
    /// The share of learners that got each item.
    pub exposure: Vec<f64>,
    /// The share of its items that a learner has in common with another, on average.
    pub overlap: f64,
    /// The share that was classified wrongly; `None` without a classification.
    pub misclassified: Option<f64>,
    /// Errors by ability, lowest first.
    pub conditional: Vec<Conditional>,
    /// All shadow tests; `None` without a blueprint.
    pub shadows: Option<Shadows>,
}

/// Gives the test to every ability. Learner i draws from `seed` and i only, so that the result does not
/// depend on threads or on the other learners.
///
/// Overlap: `N / (L (N - 1)) sum of r^2 - 1 / (N - 1)`, r exposure, L mean length (Chen, Ankenmann & Spray,
/// 2003).
pub fn simulate_sittings(test: &Test, abilities: &[f64], seed: u64) -> Simulation {
    let outcomes: Vec<Outcome> = (0..abilities.len())
        .into_par_iter()
        .map(|i| sit(test, abilities[i], seed, i as u64, &mut |_| ()))
        .collect();
    summarize(test, outcomes)
}

/// One simulated sitting; `passed` hears of items passed over because of their exposure.
pub(super) fn sit(
    test: &Test,
    theta: f64,
    seed: u64,
    learner: u64,
    passed: &mut dyn FnMut(&[usize]),
) -> Outcome {
    let mut chance = Generator::of(seed, learner, 0);
    let state = State::new(chance.bits());
    let Ok(mut sitting) = Sitting::resume(test, &state) else { unreachable!("a new state has no answers") };
    let mut over = Vec::new();
    let mut shadows = Shadows::NONE;
    loop {
        let step = sitting.next_noting(&mut over);
        passed(&over);
        match step {
            Step::Ask(choice) => {
                shadows = choice.shadow.map_or(shadows, |proof| shadows.and(Shadows::of(proof)));
                let category = simulate::answer(test.item(choice.item), theta, &mut chance);
                if sitting.answer(choice.item, category).is_err() {
                    unreachable!("an item that was asked for takes an answer");
                }
            }
            Step::Stop(reason) => {
                let cut = test.rules.stopping.classification.map(|classification| classification.cut);
                let misclassified = sitting
                    .decision()
                    .zip(cut)
                    .map(|(decision, cut)| (decision.side == Side::Above) != (theta >= cut));
                let items = sitting.state().answers.iter().map(|answer| answer.item).collect();
                return Outcome {
                    theta,
                    estimate: sitting.estimate(),
                    reason,
                    items,
                    misclassified,
                    shadows,
                };
            }
        }
    }
}

fn summarize(test: &Test, outcomes: Vec<Outcome>) -> Simulation {
    let n = outcomes.len() as f64;
    let mean = |of: &dyn Fn(&Outcome) -> f64| outcomes.iter().map(of).sum::<f64>() / n;
    let off = |outcome: &Outcome| outcome.estimate.theta - outcome.theta;
    let length = mean(&|outcome| outcome.items.len() as f64);
    let mut exposure = vec![0.0; test.bank.len()];
    for outcome in &outcomes {
        for item in &outcome.items {
            exposure[*item as usize] += 1.0 / n;
        }
    }
    let squares: f64 = exposure.iter().map(|rate| rate * rate).sum();
    let classified: Vec<bool> = outcomes.iter().filter_map(|outcome| outcome.misclassified).collect();
    let misclassified = (!classified.is_empty())
        .then(|| classified.iter().filter(|wrong| **wrong).count() as f64 / classified.len() as f64);
    let group = |low: f64| -> Option<Conditional> {
        let own: Vec<&Outcome> =
            outcomes.iter().filter(|outcome| outcome.theta >= low && outcome.theta < low + 1.0).collect();
        let learners = own.len();
        let mean = |of: &dyn Fn(&Outcome) -> f64| own.iter().map(|o| of(o)).sum::<f64>() / learners as f64;
        (learners > 0).then(|| Conditional {
            from: low,
            learners,
            bias: mean(&off),
            rmse: mean(&|outcome| off(outcome).powi(2)).sqrt(),
            error: mean(&|outcome| outcome.estimate.error),
        })
    };
    Simulation {
        bias: mean(&off),
        rmse: mean(&|outcome| off(outcome).powi(2)).sqrt(),
        error: mean(&|outcome| outcome.estimate.error),
        length,
        overlap: (n * squares / length - 1.0) / (n - 1.0),
        exposure,
        misclassified,
        shadows: test
            .shadow
            .is_some()
            .then(|| outcomes.iter().fold(Shadows::NONE, |sum, outcome| sum.and(outcome.shadows))),
        conditional: (-12..12).filter_map(|low| group(f64::from(low) - 0.5)).collect(),
        outcomes,
    }
}
