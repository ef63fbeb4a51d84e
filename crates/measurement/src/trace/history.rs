//! What a learner has done so far, kept in constant time per answer.

use std::collections::HashMap;

use super::{Answer, Ratings};

/// Wins and attempts.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Tally {
    pub(super) wins: u32,
    pub(super) attempts: u32,
}

impl Tally {
    fn add(&mut self, correct: bool) {
        self.wins += u32::from(correct);
        self.attempts += 1;
    }
}

/// The rates at which old answers fade, fastest first.
pub(super) const FADES: [f64; 3] = [0.6, 0.85, 0.96];

/// Averages of surprises (answer minus expectation) that fade, with how much they weigh.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Faded {
    sums: [f64; 3],
    weights: [f64; 3],
}

impl Faded {
    /// The averages, drawn to 0 while little is known.
    pub(super) fn means(&self) -> [f64; 3] {
        std::array::from_fn(|i| self.sums[i] / (self.weights[i] + 1.0))
    }

    fn add(&mut self, surprise: f64) {
        for ((sum, weight), fade) in self.sums.iter_mut().zip(&mut self.weights).zip(FADES) {
            *sum = *sum * fade + surprise;
            *weight = *weight * fade + 1.0;
        }
    }
}

/// A learner on one competency or overall.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Standing {
    pub(super) tally: Tally,
    pub(super) faded: Faded,
    /// Right answers in a row, or wrong ones below 0.
    pub(super) streak: i32,
    /// Ability on this competency alone, on the items' scale.
    pub(super) ability: f64,
}

impl Standing {
    fn add(&mut self, correct: bool, surprise: f64) {
        self.tally.add(correct);
        self.faded.add(surprise);
        self.streak = match (correct, self.streak) {
            (true, streak) if streak >= 0 => streak + 1,
            (true, _) => 1,
            (false, streak) if streak <= 0 => streak - 1,
            (false, _) => -1,
        };
    }
}

/// Everything that features are made from.
#[derive(Debug, Clone, Default)]
pub(super) struct History {
    pub(super) ratings: Ratings,
    overall: HashMap<u32, Standing>,
    by_skill: HashMap<(u32, u32), Standing>,
    by_item: HashMap<(u32, u32), Tally>,
    last_skill: HashMap<u32, u32>,
}

/// How fast a learner's ability on one competency moves.
const SKILL_STEP: f64 = 0.4;

impl History {
    /// What is known of items, for learners yet to come.
    pub(super) fn without_learners(self) -> Self {
        Self { ratings: self.ratings.without_learners(), ..Self::default() }
    }

    pub(super) fn overall(&self, learner: u32) -> Standing {
        self.overall.get(&learner).copied().unwrap_or_default()
    }

    pub(super) fn on_skill(&self, learner: u32, skill: u32) -> Standing {
        self.by_skill.get(&(learner, skill)).copied().unwrap_or_default()
    }

    pub(super) fn on_item(&self, learner: u32, item: u32) -> Tally {
        self.by_item.get(&(learner, item)).copied().unwrap_or_default()
    }

    /// Whether the learner's last answer was on the same competency.
    pub(super) fn stays(&self, learner: u32, skill: u32) -> bool {
        self.last_skill.get(&learner) == Some(&skill)
    }

    pub(super) fn add(&mut self, answer: &Answer) {
        let Answer { learner, item, skill, correct } = *answer;
        let difficulty = self.ratings.item(item).value;
        let expected = self.ratings.update(learner, item, correct);
        let surprise = f64::from(u8::from(correct)) - expected;
        self.overall.entry(learner).or_default().add(correct, surprise);
        let on_skill = self.by_skill.entry((learner, skill)).or_default();
        let expected = 1.0 / (1.0 + (difficulty - on_skill.ability).exp());
        let step = SKILL_STEP * 2.0 / (1.0 + 0.1 * f64::from(on_skill.tally.attempts));
        on_skill.ability += step * (f64::from(u8::from(correct)) - expected);
        on_skill.add(correct, surprise);
        self.by_item.entry((learner, item)).or_default().add(correct);
        self.last_skill.insert(learner, skill);
    }
}
