//! What a learner has done so far, kept in constant time per answer.

use std::collections::HashMap;

use super::{Answer, Ratings};
use crate::numbers::logistic::sigmoid;

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

/// The windows in which answers are counted, in seconds: an hour, a day, a week, 30 days, ever.
pub(super) const WINDOWS: [f64; 5] = [3_600.0, 86_400.0, 604_800.0, 2_592_000.0, f64::INFINITY];

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

/// How fast a learner's ability on one competency moves.
const SKILL_STEP: f64 = 0.4;

impl Standing {
    /// Moves ability on this competency towards what an answer to an item of `difficulty` says; returns the
    /// chance it was given before.
    pub(super) fn rate(&mut self, difficulty: f64, correct: bool) -> f64 {
        let expected = sigmoid(self.ability - difficulty);
        let step = SKILL_STEP * 2.0 / (1.0 + 0.1 * f64::from(self.tally.attempts));
        self.ability += step * (f64::from(u8::from(correct)) - expected);
        expected
    }

    pub(super) fn add(&mut self, correct: bool, surprise: f64) {
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

/// By learner and competency: when, and how many were right up to it.
type Moments = HashMap<(u32, u32), Vec<(f64, u32)>>;

/// Everything that features are made from.
#[derive(Debug, Clone, Default)]
pub(super) struct History {
    pub(super) ratings: Ratings,
    overall: HashMap<u32, Standing>,
    by_skill: HashMap<(u32, u32), Standing>,
    by_item: HashMap<(u32, u32), Tally>,
    last_skill: HashMap<u32, u32>,
    /// When each answer to a competency was given, and how many were right up to it; kept when asked for.
    moments: Option<Moments>,
}

impl History {
    /// One that keeps the moments of answers: 16 bytes each.
    pub(super) fn with_moments() -> Self {
        Self { moments: Some(HashMap::new()), ..Self::default() }
    }

    /// Wins and attempts on a competency within each of [`WINDOWS`] before a moment.
    pub(super) fn within(&self, learner: u32, skill: u32, at: f64) -> [Tally; 5] {
        let known = self.moments.as_ref().and_then(|moments| moments.get(&(learner, skill)));
        let known = known.map_or(&[][..], Vec::as_slice);
        let wins = known.last().map_or(0, |(_, wins)| *wins);
        WINDOWS.map(|window| {
            let first = known.partition_point(|(moment, _)| *moment < at - window);
            let before = if first == 0 { 0 } else { known[first - 1].1 };
            Tally { wins: wins - before, attempts: u32::try_from(known.len() - first).unwrap_or(u32::MAX) }
        })
    }

    /// What is known of items, for learners yet to come.
    pub(super) fn without_learners(self) -> Self {
        let moments = self.moments.map(|_| HashMap::new());
        Self { ratings: self.ratings.without_learners(), moments, ..Self::default() }
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
        let Answer { learner, item, skill, correct, at } = *answer;
        if let Some(moments) = &mut self.moments {
            let known = moments.entry((learner, skill)).or_default();
            let (last, wins) = known.last().copied().unwrap_or((f64::NEG_INFINITY, 0));
            // A clock that was set back must not put the list out of order.
            known.push((at.max(last), wins + u32::from(correct)));
        }
        let difficulty = self.ratings.item(item).value;
        let expected = self.ratings.update(learner, item, correct);
        let surprise = f64::from(u8::from(correct)) - expected;
        self.overall.entry(learner).or_default().add(correct, surprise);
        let on_skill = self.by_skill.entry((learner, skill)).or_default();
        on_skill.rate(difficulty, correct);
        on_skill.add(correct, surprise);
        self.by_item.entry((learner, item)).or_default().add(correct);
        self.last_skill.insert(learner, skill);
    }
}

#[cfg(test)]
mod tests {
    use super::History;
    use crate::trace::Answer;

    #[test]
    fn wins_and_attempts_are_those_of_the_windows() {
        let mut history = History::with_moments();
        let day = 86_400.0;
        for (at, correct) in [(0.0, true), (10.0 * day, false), (16.5 * day, true), (17.0 * day - 60.0, true)]
        {
            history.add(&Answer { learner: 1, item: 2, skill: 3, correct, at });
        }
        let found = history.within(1, 3, 17.0 * day).map(|tally| (tally.wins, tally.attempts));
        // Within an hour one, a day two, a week three (one of them wrong), a month and ever all four.
        assert_eq!(found, [(1, 1), (2, 2), (2, 3), (3, 4), (3, 4)]);
        assert_eq!(history.within(9, 3, 17.0 * day).map(|tally| tally.attempts), [0; 5]);
    }
}
