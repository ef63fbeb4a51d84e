//! A fitted logistic model, and learners followed by it.

use super::{
    Answer, Kind, Log,
    doubts::Doubts,
    features::Places,
    history::History,
    logistic::{self, Rows},
};
use crate::numbers::logistic::sigmoid;

/// The gradient at which a fit stops, relative to its first.
const TOLERANCE: f64 = 1e-4;

/// A fitted model.
#[derive(Debug, Clone)]
pub struct Traced {
    places: Places,
    weights: Vec<f64>,
    /// Items' ratings and nothing of learners: where a new learner begins.
    history: History,
    doubts: Doubts,
}

/// What a model says of an answer to come. Unit: chances, from 0 to 1. How the doubt is learned: two answers of a
/// learner, both foretold before the first is heard, have residuals whose mean product is its square.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Foretold {
    /// The chance that the answer is right.
    pub chance: f64,
    /// How far the learner's own chance lies from it: its standard deviation among learners of whom as much is
    /// known (as many answers on the competency and in all), as the log of the fit had them. `None` where that log
    /// has no learner with two answers to different items of a competency, to learn it from.
    pub doubt: Option<f64>,
}

/// Learners followed answer by answer.
#[derive(Debug, Clone)]
pub struct Tracer<'m> {
    model: &'m Traced,
    history: History,
    row: Vec<(u32, f64)>,
}

impl Traced {
    /// Fits a model to a log. `penalty` is the strength of the ridge on all weights but the constant
    /// (scikit-learn's `1 / C`).
    pub fn fit(kind: Kind, log: &Log, penalty: f64) -> Self {
        let places = Places::new(kind, log.items(), log.skills());
        let mut history = if kind == Kind::Das3h { History::with_moments() } else { History::default() };
        let mut rows = Rows::default();
        let mut row = Vec::new();
        for answer in log.answers() {
            places.fill(&history, answer, &mut row);
            rows.add(&row, answer.correct);
            history.add(answer);
        }
        let weights = logistic::fit(&rows, places.width(), penalty, TOLERANCE);
        let history = history.without_learners();
        let mut model = Self { places, weights, history, doubts: Doubts::default() };
        model.doubts = Doubts::fit(model.tracer(), log);
        model
    }

    /// Begins to follow learners, none of whom was in the log of the fit.
    pub fn tracer(&self) -> Tracer<'_> {
        Tracer { model: self, history: self.history.clone(), row: Vec::new() }
    }
}

impl Tracer<'_> {
    /// The chance that an answer to come is right; its `correct` is not looked at.
    pub fn predict(&mut self, answer: &Answer) -> f64 {
        self.model.places.fill(&self.history, answer, &mut self.row);
        let weights = &self.model.weights;
        sigmoid(self.row.iter().map(|(feature, value)| weights[*feature as usize] * value).sum())
    }

    /// The chance of an answer to come, with its doubt; constant time.
    pub fn foretell(&mut self, answer: &Answer) -> Foretold {
        let chance = self.predict(answer);
        Foretold { chance, doubt: self.model.doubts.of(chance, self.answers_before(answer)) }
    }

    /// How many answers the learner gave before, on the competency and in all.
    pub(super) fn answers_before(&self, answer: &Answer) -> [u32; 2] {
        let Answer { learner, skill, .. } = *answer;
        [self.history.on_skill(learner, skill).tally.attempts, self.history.overall(learner).tally.attempts]
    }

    /// Hears an answer; constant time.
    pub fn update(&mut self, answer: &Answer) {
        self.history.add(answer);
    }

    /// Predicts and hears every answer of a log in its order.
    pub fn follow(&mut self, log: &Log) -> Vec<f64> {
        log.answers()
            .iter()
            .map(|answer| {
                let predicted = self.predict(answer);
                self.update(answer);
                predicted
            })
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::Traced;
    use crate::{
        random::Generator,
        trace::{Answer, Kind, Log},
    };

    const EVERY_KIND: [Kind; 5] = [Kind::Irt, Kind::Pfa, Kind::Das3h, Kind::BestLr, Kind::CountsAndRatings];

    fn log(seed: u64, learners: u32) -> Log {
        let mut generator = Generator::new(seed);
        let mut answers = Vec::new();
        for learner in 0..learners {
            let ability = generator.normal();
            for _ in 0..20 {
                let item = u32::try_from(generator.below(15)).unwrap();
                let logit = ability - 0.3 * f64::from(item) + 2.0;
                let correct = generator.uniform() < 1.0 / (1.0 + (-logit).exp());
                answers.push(Answer { learner, item, skill: item % 3, correct, at: 0.0 });
            }
        }
        Log::new(answers).unwrap()
    }

    #[test]
    fn a_copy_taken_halfway_goes_on_to_the_same_predictions() {
        let (train, test) = (log(1, 100), log(2, 10));
        for kind in EVERY_KIND {
            let model = Traced::fit(kind, &train, 1.0);
            let whole = model.tracer().follow(&test);
            let mut tracer = model.tracer();
            for answer in &test.answers()[..100] {
                tracer.update(answer);
            }
            let mut copy = tracer.clone();
            let rest = Log::new(test.answers()[100..].to_vec()).unwrap();
            assert_eq!(copy.follow(&rest), whole[100..], "{kind:?}");
        }
    }

    #[test]
    fn a_new_learner_a_new_item_and_a_new_competency_get_a_chance_from_the_first_answer() {
        let train = log(3, 100);
        for kind in EVERY_KIND {
            let model = Traced::fit(kind, &train, 1.0);
            let mut tracer = model.tracer();
            for (item, skill) in [(0, 0), (99, 0), (99, 99)] {
                let answer = Answer { learner: 7, item, skill, correct: true, at: 0.0 };
                let chance = tracer.predict(&answer);
                assert!(chance > 0.05 && chance < 0.99, "{kind:?}: {chance}");
                tracer.update(&answer);
            }
        }
    }

    #[test]
    fn right_answers_raise_the_next_chance() {
        let train = log(4, 200);
        for kind in [Kind::BestLr, Kind::CountsAndRatings] {
            let model = Traced::fit(kind, &train, 1.0);
            let after = |correct| {
                let mut tracer = model.tracer();
                for item in 0..6 {
                    tracer.update(&Answer { learner: 1, item, skill: item % 3, correct, at: 0.0 });
                }
                tracer.predict(&Answer { learner: 1, item: 9, skill: 0, correct, at: 0.0 })
            };
            assert!(after(true) > after(false) + 0.1, "{kind:?}");
        }
    }

    /// Learners who know a competency after two right answers, and forget it over a week's pause.
    fn forgetful(seed: u64, learners: u32) -> Log {
        let mut generator = Generator::new(seed);
        let mut answers = Vec::new();
        for learner in 0..learners {
            let (mut at, mut fresh) = (0.0, 0);
            for step in 0..30_u32 {
                let pause = if generator.uniform() < 0.25 { 7.0 * 86_400.0 } else { 60.0 };
                fresh = if pause > 86_400.0 { 0 } else { fresh };
                at += pause;
                let chance = if fresh >= 2 { 0.9 } else { 0.4 };
                let correct = generator.uniform() < chance;
                fresh += 1;
                answers.push(Answer { learner, item: step % 5, skill: 0, correct, at });
            }
        }
        Log::new(answers).unwrap()
    }

    #[test]
    fn what_is_forgotten_over_a_pause_is_foretold_by_windows_of_time_and_not_by_counts() {
        let (train, test) = (forgetful(5, 300), forgetful(6, 100));
        let correct: Vec<bool> = test.answers().iter().map(|answer| answer.correct).collect();
        let auc = |kind| {
            let predicted = Traced::fit(kind, &train, 1.0).tracer().follow(&test);
            crate::trace::accuracy(&predicted, &correct).unwrap().auc
        };
        let (timed, counted) = (auc(Kind::Das3h), auc(Kind::Pfa));
        // By the law of the made-up learners, the best that can be known is 0.78.
        assert!(timed > 0.72 && timed > counted + 0.1, "{timed} {counted}");
    }
}
