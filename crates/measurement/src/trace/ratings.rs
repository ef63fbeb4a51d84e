//! Ratings after every answer, as in chess: learner and item move towards what the answer said.

use super::Log;

/// One rating: where it stands, and after how many answers.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Rated {
    /// Ability of a learner, or difficulty of an item, logits.
    pub value: f64,
    /// Answers so far.
    pub answers: u32,
}

impl Rated {
    /// How far the next answer moves it: `1 / (1 + 0.08 n)`, less and less.
    /// Source: Pelánek (2016).
    fn step(self) -> f64 {
        1.0 / (1.0 + SLOWING * f64::from(self.answers))
    }
}

/// How fast steps shrink. Chosen among 0.03 to 0.08 by five-fold cross-validation over the training learners
/// of ASSISTments 2009.
const SLOWING: f64 = 0.08;

/// Ratings of learners and items. Two of them that took the same answers are equal to the last bit, and a
/// copy taken halfway goes on to the same end. Memory: 16 bytes up to the highest number of a learner or item.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Ratings {
    learners: Vec<Rated>,
    items: Vec<Rated>,
}

fn at(list: &mut Vec<Rated>, place: usize) -> &mut Rated {
    if list.len() <= place {
        list.resize(place + 1, Rated::default());
    }
    &mut list[place]
}

impl Ratings {
    /// The items alone.
    pub(super) fn without_learners(self) -> Self {
        Self { learners: Vec::new(), items: self.items }
    }

    /// The rating of a learner; 0 after no answer for one not seen yet.
    pub fn learner(&self, learner: u32) -> Rated {
        self.learners.get(learner as usize).copied().unwrap_or_default()
    }

    /// The rating of an item.
    pub fn item(&self, item: u32) -> Rated {
        self.items.get(item as usize).copied().unwrap_or_default()
    }

    /// The chance of a right answer: `1 / (1 + exp(difficulty - ability))`.
    pub fn predict(&self, learner: u32, item: u32) -> f64 {
        1.0 / (1.0 + (self.item(item).value - self.learner(learner).value).exp())
    }

    /// Moves an item alone, by what was surprising about an answer to it (answer minus expectation).
    pub(super) fn move_item(&mut self, item: u32, surprise: f64) {
        let item = at(&mut self.items, item as usize);
        item.value -= item.step() * surprise;
        item.answers += 1;
    }

    /// Takes an answer in constant time; returns the chance it was given before.
    #[inline]
    pub fn update(&mut self, learner: u32, item: u32, correct: bool) -> f64 {
        let learner = at(&mut self.learners, learner as usize);
        let item = at(&mut self.items, item as usize);
        let predicted = 1.0 / (1.0 + (item.value - learner.value).exp());
        let surprise = f64::from(u8::from(correct)) - predicted;
        learner.value += learner.step() * surprise;
        item.value -= item.step() * surprise;
        learner.answers += 1;
        item.answers += 1;
        predicted
    }
}

/// Rates all answers of a log in its order; returns the chance given to each before it was heard.
pub fn rate_answers(ratings: &mut Ratings, log: &Log) -> Vec<f64> {
    log.answers().iter().map(|answer| ratings.update(answer.learner, answer.item, answer.correct)).collect()
}

#[cfg(test)]
mod tests {
    use super::{Ratings, rate_answers};
    use crate::{
        random::Generator,
        trace::{Answer, Log},
    };

    fn log(count: usize) -> Log {
        let mut generator = Generator::new(8);
        let answer = |_| Answer {
            learner: u32::try_from(generator.below(50)).unwrap(),
            item: u32::try_from(generator.below(30)).unwrap(),
            skill: 0,
            correct: generator.uniform() < 0.6,
            at: 0.0,
        };
        Log::new((0..count).map(answer).collect()).unwrap()
    }

    #[test]
    fn the_first_answer_moves_both_by_half() {
        let mut ratings = Ratings::default();
        assert!((ratings.update(3, 4, true) - 0.5).abs() < 1e-15);
        assert!(
            (ratings.learner(3).value - 0.5).abs() < 1e-15 && (ratings.item(4).value + 0.5).abs() < 1e-15
        );
        assert_eq!(ratings.learner(9).answers, 0);
    }

    #[test]
    fn a_copy_taken_halfway_ends_the_same() {
        let log = log(2000);
        let mut whole = Ratings::default();
        let all = rate_answers(&mut whole, &log);
        let mut ratings = Ratings::default();
        let (mut first, mut second) = (Vec::new(), Vec::new());
        for answer in &log.answers()[..1000] {
            first.push(ratings.update(answer.learner, answer.item, answer.correct));
        }
        let mut copy = ratings.clone();
        for answer in &log.answers()[1000..] {
            second.push(copy.update(answer.learner, answer.item, answer.correct));
        }
        first.extend(second);
        assert_eq!(first, all);
        assert_eq!(copy, whole);
    }
}
