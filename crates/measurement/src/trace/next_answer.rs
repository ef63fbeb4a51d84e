//! The chance that the next answer to a competency is right, from the learner's answers to that competency alone:
//! what a judgement of one learner on one competency can look at.

use std::collections::HashMap;

use super::{
    Answer, Log, Ratings,
    history::Standing,
    logistic::{self, Rows},
};
use crate::numbers::logistic::sigmoid;

/// The gradient at which a fit stops, relative to its first.
const TOLERANCE: f64 = 1e-4;

/// How many weights are the same for every competency and item.
pub const SHARED: usize = 14;

/// What each of [`NextAnswer::shared`] weighs, as results name it.
pub const SHARED_NAMES: [&str; SHARED] = [
    "constant",
    "log_wins",
    "log_attempts",
    "ability",
    "ability_after_two",
    "surprise_fast",
    "surprise_medium",
    "surprise_slow",
    "streak",
    "first",
    "three_right",
    "two_wrong",
    "share_right",
    "item_ease",
];

/// A fitted model of the next answer to a competency.
///
/// The logit of the chance is the sum of: shared weights times what the learner did on the competency so far
/// (wins and attempts as `ln(1 + n)`, ability on the items' scale, surprises that fade by 0.6, 0.85 and 0.96 an
/// answer, streaks, share of rights); the competency's own offset and weights of wins and attempts; and the ease
/// of the item. Fitted as one logistic regression with a ridge, each answer predicted before it is heard. Unit:
/// weights are logits, difficulties logits of the scale of the items. Shape: one entry per competency and item
/// of the log, in the order of their numbers.
///
/// It is [`super::Kind::CountsAndRatings`] without what the learner did on other competencies, and so says less;
/// in exchange, the chance follows from the evidence of one learner on one competency.
/// Source: our own; the kind of model is that of Pavlik, Cen & Koedinger (2009) and Gervet et al. (2020), the
/// ratings are Pelánek's (2016).
#[derive(Debug, Clone, PartialEq)]
pub struct NextAnswer {
    /// Weights that are the same for all, by [`SHARED_NAMES`].
    pub shared: [f64; SHARED],
    /// By competency.
    pub competencies: Vec<OnCompetency>,
    /// By item.
    pub items: Vec<OnItem>,
}

/// What was learned of one competency, logits.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct OnCompetency {
    /// Ease of the competency beyond all others'.
    pub offset: f64,
    /// Weight of `ln(1 + wins)` beyond the shared one.
    pub wins: f64,
    /// Weight of `ln(1 + attempts)` beyond the shared one.
    pub attempts: f64,
    /// Ease of the item that is answered on average.
    pub ease: f64,
    /// Difficulty of the item that is answered on average.
    pub difficulty: f64,
    /// Answers it was learned from.
    pub answers: u32,
}

/// What was learned of one item, logits.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct OnItem {
    /// How much easier it is to answer than the others.
    pub ease: f64,
    /// Its rating.
    pub difficulty: f64,
}

/// One answer of a learner to a competency: the difficulty of its item, and whether it was right.
pub type Heard = (f64, bool);

impl NextAnswer {
    /// Fits the model to a log. `penalty` is the strength of the ridge on all weights but the constant.
    pub fn fit(log: &Log, penalty: f64) -> Self {
        let (items, skills) = (log.items(), log.skills());
        let places = Places::new(items, skills);
        let mut ratings = Ratings::default();
        let mut cells: HashMap<(u32, u32), Standing> = HashMap::new();
        let mut difficulty_then = vec![0.0; skills];
        let (mut rows, mut row) = (Rows::default(), Vec::new());
        for answer in log.answers() {
            let Answer { learner, item, skill, correct, .. } = *answer;
            let standing = cells.entry((learner, skill)).or_default();
            let difficulty = ratings.item(item).value;
            places.fill(standing, difficulty, answer, &mut row);
            rows.add(&row, correct);
            difficulty_then[skill as usize] += difficulty;
            ratings.move_item(item, hear(standing, (difficulty, correct)));
        }
        let weights = logistic::fit(&rows, places.width(), penalty, TOLERANCE);
        let shared: [f64; SHARED] = std::array::from_fn(|place| weights[place]);
        let of_items: Vec<OnItem> = (0..items)
            .map(|item| {
                let difficulty = ratings.item(u32::try_from(item).unwrap_or(u32::MAX)).value;
                OnItem {
                    ease: weights[places.first_item + item] - shared[SHARED - 1] * difficulty,
                    difficulty,
                }
            })
            .collect();
        let mut competencies = vec![OnCompetency::default(); skills];
        for Answer { item, skill, .. } in log.answers() {
            let (on, item) = (&mut competencies[*skill as usize], *item as usize);
            on.answers += 1;
            on.ease += weights[places.first_item + item];
            on.difficulty += of_items[item].difficulty;
        }
        for (skill, on) in competencies.iter_mut().enumerate() {
            let count = f64::from(on.answers.max(1));
            let first = places.first_skill + skill;
            *on = OnCompetency {
                offset: weights[first],
                wins: weights[first + skills],
                attempts: weights[first + 2 * skills],
                ease: (on.ease - shared[SHARED - 1] * difficulty_then[skill]) / count,
                difficulty: on.difficulty / count,
                answers: on.answers,
            };
        }
        Self { shared, competencies, items: of_items }
    }

    /// The chance, from 0 to 1, that the next answer to a competency is right, to an item such as is answered on
    /// average, after the answers of one learner to it, oldest first. `None` for a competency that was not in
    /// the log. An item that was not in the log has the competency's [`OnCompetency::difficulty`].
    pub fn chance(&self, competency: usize, so_far: impl IntoIterator<Item = Heard>) -> Option<f64> {
        let on = self.competencies.get(competency).filter(|on| on.answers > 0)?;
        let mut standing = Standing::default();
        for heard in so_far {
            hear(&mut standing, heard);
        }
        Some(self.of(&standing, on, on.ease))
    }

    /// The chance of each answer of a log before it was heard, learners being new: to compare models by. Items
    /// and competencies beyond those of the fit are taken as the average ones.
    pub fn follow(&self, log: &Log) -> Vec<f64> {
        let mut cells: HashMap<(u32, u32), Standing> = HashMap::new();
        let answers = log.answers().iter();
        answers
            .map(|answer| {
                let on = self.competencies.get(answer.skill as usize).copied().unwrap_or_default();
                let average = OnItem { ease: on.ease, difficulty: on.difficulty };
                let item = self.items.get(answer.item as usize).copied().unwrap_or(average);
                let standing = cells.entry((answer.learner, answer.skill)).or_default();
                let chance = self.of(standing, &on, item.ease);
                hear(standing, (item.difficulty, answer.correct));
                chance
            })
            .collect()
    }

    fn of(&self, standing: &Standing, on: &OnCompetency, ease: f64) -> f64 {
        let seen = seen(standing);
        let shared: f64 = seen.iter().zip(&self.shared).map(|(value, weight)| value * weight).sum();
        sigmoid(shared + on.offset + on.wins * seen[1] + on.attempts * seen[2] + ease)
    }
}

/// Takes an answer in; returns how surprising it was (answer minus expectation).
fn hear(standing: &mut Standing, (difficulty, correct): Heard) -> f64 {
    let surprise = f64::from(u8::from(correct)) - standing.rate(difficulty, correct);
    standing.add(correct, surprise);
    surprise
}

/// What the shared weights weigh, without the item.
fn seen(standing: &Standing) -> [f64; SHARED - 1] {
    let (wins, attempts) = (f64::from(standing.tally.wins), f64::from(standing.tally.attempts));
    let [fast, medium, slow] = standing.faded.means();
    let yes = |is: bool| f64::from(u8::from(is));
    [
        1.0,
        wins.ln_1p(),
        attempts.ln_1p(),
        standing.ability,
        standing.ability * yes(attempts > 2.0),
        fast,
        medium,
        slow,
        f64::from(standing.streak.clamp(-6, 6)) / 3.0,
        yes(attempts < 1.0),
        yes(standing.streak >= 3),
        yes(standing.streak <= -2),
        (wins + 1.0) / (attempts + 2.0),
    ]
}

/// Where each group of features begins.
struct Places {
    first_item: usize,
    first_skill: usize,
    skills: usize,
}

impl Places {
    fn new(items: usize, skills: usize) -> Self {
        Self { first_item: SHARED, first_skill: SHARED + items, skills }
    }

    fn width(&self) -> usize {
        self.first_skill + 3 * self.skills
    }

    fn fill(&self, standing: &Standing, difficulty: f64, answer: &Answer, row: &mut Vec<(u32, f64)>) {
        let seen = seen(standing);
        let number = |place: usize| u32::try_from(place).unwrap_or(u32::MAX);
        row.clear();
        row.extend((0_u32..).zip(seen));
        row.push((number(SHARED - 1), -difficulty));
        row.push((number(self.first_item + answer.item as usize), 1.0));
        let first = self.first_skill + answer.skill as usize;
        row.push((number(first), 1.0));
        row.push((number(first + self.skills), seen[1]));
        row.push((number(first + 2 * self.skills), seen[2]));
    }
}

#[cfg(test)]
mod tests;
