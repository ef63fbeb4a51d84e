//! One learner's test.

use super::{
    classification::{Classification, Decision, DecisionRule, Side},
    prepared::Test,
    select::{self, Choice},
    sets,
    state::{Answered, State},
    stop::{self, StopReason},
};
use crate::score::Estimate;

/// Lanes of the sums over nodes.
const LANES: usize = 8;
/// Nodes whose posterior is a smaller share of the largest do not count in averages for selection.
const NEGLIGIBLE: f64 = 1e-5;

/// What comes next.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Step {
    /// Give this item.
    Ask(Choice),
    /// The test is over.
    Stop(StopReason),
}

/// An answer that the test cannot take.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum BadAnswer {
    /// An item that is not in the bank.
    #[error("item {0} (from 0) is not in the bank")]
    Item(usize),
    /// A category that the item does not have.
    #[error("category {category} of item {item} (from 0) is not one of {categories}")]
    Category {
        /// The item.
        item: usize,
        /// The category.
        category: u8,
        /// The item's categories.
        categories: usize,
    },
    /// The item was answered before.
    #[error("item {0} (from 0) was answered before")]
    Twice(usize),
}

/// One learner's test, running.
#[derive(Debug, Clone)]
pub struct Sitting<'t> {
    test: &'t Test,
    state: State,
    /// Posterior on the nodes, scaled to sum to 1.
    posterior: Vec<f64>,
    estimate: Estimate,
    /// Items used, or enemies of used ones.
    barred: Vec<bool>,
    /// Answers in each content area.
    in_area: Vec<usize>,
    /// Log-likelihoods at the two ends of a classification.
    ends: (f64, f64),
    /// Where it stands among stimuli.
    place: sets::Place,
}

impl<'t> Sitting<'t> {
    /// Begins a test, or takes one up where its state left it.
    pub fn resume(test: &'t Test, state: &State) -> Result<Self, BadAnswer> {
        let mut sitting = Self {
            test,
            state: State { answers: Vec::new(), ..*state },
            posterior: vec![0.0; test.stride()],
            estimate: Estimate { theta: state.prior.mean, error: state.prior.sd },
            barred: vec![false; test.bank.len()],
            in_area: vec![0; test.areas()],
            ends: (0.0, 0.0),
            place: sets::Place::default(),
        };
        sitting.place = sets::Place::begin(&sitting);
        for (weight, theta) in sitting.posterior.iter_mut().zip(&test.at[..test.nodes]) {
            let z = (theta - state.prior.mean) / state.prior.sd;
            *weight = (-0.5 * z * z).exp();
        }
        sitting.weigh();
        for answer in &state.answers {
            sitting.answer(answer.item as usize, answer.category)?;
        }
        Ok(sitting)
    }

    /// The state to keep.
    pub fn state(&self) -> &State {
        &self.state
    }

    /// The test.
    pub fn test(&self) -> &'t Test {
        self.test
    }

    /// Mean and standard deviation of the posterior.
    pub fn estimate(&self) -> Estimate {
        self.estimate
    }

    /// The next item, or why the test is over.
    pub fn next(&self) -> Step {
        self.next_noting(&mut Vec::new())
    }

    /// As [`Sitting::next`]; notes the items passed over because of their exposure.
    pub(super) fn next_noting(&self, passed: &mut Vec<usize>) -> Step {
        passed.clear();
        if let Some(reason) = stop::reason(self) {
            return Step::Stop(reason);
        }
        let answers = self.state.answers.len();
        let Some(choice) = select::choose(self, passed) else {
            return Step::Stop(StopReason::NothingLeft(answers));
        };
        let stopping = self.test.rules.stopping;
        let may_stop = answers >= stopping.least && self.still_needed() == 0 && !self.stays();
        match stopping.information {
            Some(limit) if may_stop && choice.information < limit => {
                Step::Stop(StopReason::Information { information: choice.information, limit })
            }
            _ => Step::Ask(choice),
        }
    }

    /// Takes an answer: multiplies the posterior by the likelihood of its category.
    pub fn answer(&mut self, item: usize, category: u8) -> Result<(), BadAnswer> {
        if item >= self.test.bank.len() {
            return Err(BadAnswer::Item(item));
        }
        let categories = self.test.item(item).categories();
        if usize::from(category) >= categories {
            return Err(BadAnswer::Category { item, category, categories });
        }
        let number = u32::try_from(item).map_err(|_| BadAnswer::Item(item))?;
        if self.state.answers.iter().any(|answer| answer.item == number) {
            return Err(BadAnswer::Twice(item));
        }
        self.state.answers.push(Answered { item: number, category });
        self.barred[item] = true;
        for enemy in self.test.bank.enemies(item) {
            self.barred[*enemy] = true;
        }
        self.in_area[self.test.bank.items()[item].content] += 1;
        if let Some((low, high)) = self.test.rules.stopping.classification.and_then(Classification::ends) {
            let mut log_p = vec![0.0; categories];
            self.test.item(item).log_probabilities(low, &mut log_p);
            self.ends.0 += log_p[usize::from(category)];
            self.test.item(item).log_probabilities(high, &mut log_p);
            self.ends.1 += log_p[usize::from(category)];
        }
        let row = self.test.first_row[item] + usize::from(category);
        let likelihood = &self.test.likelihoods[row * self.test.stride()..][..self.test.stride()];
        for (weight, likelihood) in self.posterior.iter_mut().zip(likelihood) {
            *weight *= likelihood;
        }
        self.weigh();
        self.place = std::mem::take(&mut self.place).after(self, item);
        Ok(())
    }

    /// Passes over an item for good, and over its enemies: it was shown and says nothing of ability ("not taught
    /// yet"), or something outside this test forbids it. Not part of [`State`]: whoever bars an item bars it again
    /// after [`Sitting::resume`].
    pub fn bar(&mut self, item: usize) -> Result<(), BadAnswer> {
        if item >= self.test.bank.len() {
            return Err(BadAnswer::Item(item));
        }
        self.barred[item] = true;
        for enemy in self.test.bank.enemies(item) {
            self.barred[*enemy] = true;
        }
        Ok(())
    }

    /// Scales the posterior to sum to 1 and takes its mean and spread.
    fn weigh(&mut self) {
        let (mut sum, mut first, mut second) = ([0.0; LANES], [0.0; LANES], [0.0; LANES]);
        for (weight, theta) in self.posterior.chunks_exact(LANES).zip(self.test.at.chunks_exact(LANES)) {
            for lane in 0..LANES {
                let share = weight[lane] * theta[lane];
                sum[lane] += weight[lane];
                first[lane] += share;
                second[lane] += share * theta[lane];
            }
        }
        let total: f64 = sum.iter().sum();
        if total.is_nan() || total <= f64::MIN_POSITIVE {
            // An answer that no ability on the grid makes possible: keep the estimate, and the nodes alike.
            self.posterior[..self.test.nodes].fill(1.0 / self.test.nodes as f64);
            return;
        }
        let scale = 1.0 / total;
        for weight in &mut self.posterior {
            *weight *= scale;
        }
        let theta = first.iter().sum::<f64>() * scale;
        let variance = (second.iter().sum::<f64>() * scale - theta * theta).max(0.0);
        self.estimate = Estimate { theta, error: variance.sqrt() };
    }

    /// Whether an item may come next: not used, no enemy of a used one, its content area open.
    pub(super) fn allowed(&self, item: usize) -> bool {
        let entry = &self.test.bank.items()[item];
        let by_set = |per_set| self.place.allows(entry.set, per_set);
        !self.barred[item] && self.test.rules.per_set.is_none_or(by_set) && self.open(entry.content)
    }

    /// Whether an item is neither used nor the enemy of a used one.
    pub(super) fn free(&self, item: usize) -> bool {
        !self.barred[item]
    }

    /// Whether the next question must be about the stimulus of the last.
    pub(super) fn stays(&self) -> bool {
        self.place.stays
    }

    /// The stimulus of the last question.
    pub(super) fn stimulus(&self) -> Option<usize> {
        self.place.current.map(|(set, _)| set)
    }

    /// How many items an area still needs, and how many it may still have.
    pub(super) fn room(&self, content: usize) -> (usize, usize) {
        let quota = self.test.rules.quotas.iter().find(|quota| quota.content == content);
        let had = self.in_area[content];
        quota.map_or((0, usize::MAX), |quota| {
            (quota.at_least.saturating_sub(had), quota.at_most.saturating_sub(had))
        })
    }

    /// Items that the quotas still need.
    pub(super) fn still_needed(&self) -> usize {
        let quotas = &self.test.rules.quotas;
        quotas.iter().map(|quota| quota.at_least.saturating_sub(self.in_area[quota.content])).sum()
    }

    /// An area is open while its quota is not full and, when the items left are all spoken for, only if it
    /// is one that still needs some.
    pub(super) fn open(&self, content: usize) -> bool {
        let quotas = &self.test.rules.quotas;
        if quotas.is_empty() {
            return true;
        }
        let own = quotas.iter().find(|quota| quota.content == content);
        if own.is_some_and(|quota| self.in_area[content] >= quota.at_most) {
            return false;
        }
        let left = self.test.rules.stopping.most - self.state.answers.len();
        self.still_needed() < left || own.is_some_and(|quota| self.in_area[content] < quota.at_least)
    }

    /// The log-ratio of likelihoods that a sequential classification looks at.
    pub(super) fn log_ratio(&self) -> f64 {
        let Some(classification) = self.test.rules.stopping.classification else { return 0.0 };
        match (classification.rule, classification.ends()) {
            (DecisionRule::GeneralizedRatio { .. }, Some((low, high))) => {
                let prior = self.state.prior;
                let (mut below, mut above) = self.ends;
                // Likelihoods on the nodes, up to the factor that the ends know exactly.
                let log_likelihood = |(theta, weight): (&f64, &f64)| {
                    let z = (theta - prior.mean) / prior.sd;
                    (*theta, weight.max(f64::MIN_POSITIVE).ln() + 0.5 * z * z)
                };
                let nodes: Vec<(f64, f64)> =
                    self.test.at[..self.test.nodes].iter().zip(&self.posterior).map(log_likelihood).collect();
                let at = |theta: f64| {
                    let after = nodes.partition_point(|(node, _)| *node < theta).clamp(1, nodes.len() - 1);
                    let ((a, va), (b, vb)) = (nodes[after - 1], nodes[after]);
                    va + (vb - va) * (theta - a) / (b - a)
                };
                let shift = self.ends.0 - at(low);
                for (theta, value) in &nodes {
                    if *theta <= low {
                        below = below.max(value + shift);
                    }
                    if *theta >= high {
                        above = above.max(value + shift);
                    }
                }
                above - below
            }
            _ => self.ends.1 - self.ends.0,
        }
    }

    /// Where the learner stands to the cut, when the test classifies.
    pub fn decision(&self) -> Option<Decision> {
        let classification = self.test.rules.stopping.classification?;
        let decided = classification.decide(self.estimate, self.log_ratio(), self.test.reach);
        let above = self.estimate.theta >= classification.cut;
        let side = decided.unwrap_or(if above { Side::Above } else { Side::Below });
        let step = self.test.at[1] - self.test.at[0];
        let share = |theta: f64| ((theta - classification.cut) / step + 0.5).clamp(0.0, 1.0);
        let nodes = self.test.at[..self.test.nodes].iter().zip(&self.posterior);
        let chance_above = nodes.map(|(theta, weight)| weight * share(*theta)).sum();
        Some(Decision { side, certain: decided.is_some(), chance_above })
    }

    /// Every other node that matters, in whole lanes, with its posterior scaled to sum to 1.
    pub(super) fn window(&self) -> (std::ops::Range<usize>, Vec<f32>) {
        let most = self.posterior.iter().copied().fold(0.0, f64::max);
        let coarse: Vec<f64> = self.posterior[..self.test.nodes].iter().copied().step_by(2).collect();
        let matters = |weight: &f64| *weight > NEGLIGIBLE * most;
        let first = coarse.iter().position(matters).unwrap_or(0) / LANES * LANES;
        let last = coarse.iter().rposition(matters).map_or(0, |last| last + 1).next_multiple_of(LANES);
        let total: f64 = coarse[first..last.min(coarse.len())].iter().sum();
        #[expect(clippy::cast_possible_truncation, reason = "single precision is enough for an average")]
        let mut weights: Vec<f32> =
            coarse[first..last.min(coarse.len())].iter().map(|weight| (weight / total) as f32).collect();
        weights.resize(last - first, 0.0);
        (first..last, weights)
    }
}
