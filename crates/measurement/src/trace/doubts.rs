//! How far a learner's own chance may lie from the foretold one.

use super::{Answer, Log, traced::Tracer};

/// Numbers of answers before: 0, 1, 2 to 3, 4 to 7, 8 to 15, 16 or more.
const STEPS: usize = 6;

/// How many pairs the mean of all weighs within each number of answers.
const BORROWED: f64 = 200.0;

/// Variances of the logit of learners' own chances around the foretold one, by how many answers the learner gave
/// before on the competency and in all.
///
/// Of two answers of a learner to different items of a competency, one after the other, both foretold before the
/// first is heard, the residuals go together as far as the model does not know the learner: the mean of their product is the variance
/// of the learner's own chance around the foretold one. Nothing is assumed of how abilities are spread.
/// Source: our own; a variance component from products of residuals, as in the analysis of one-way random effects.
#[derive(Debug, Clone, PartialEq, Default)]
pub(super) struct Doubts(Option<[[f64; STEPS]; STEPS]>);

#[derive(Debug, Clone, Copy, Default)]
struct Pairs {
    products: f64,
    slopes: f64,
    count: f64,
}

impl Doubts {
    /// Learned from a log by what foretells it.
    pub(super) fn fit(mut tracer: Tracer<'_>, log: &Log) -> Self {
        let answers = log.answers();
        let mut pairs = [[Pairs::default(); STEPS]; STEPS];
        for (answer, next) in answers.iter().zip(followers(answers)) {
            // To the same item again, memory of it would speak.
            if let Some(next) = next.map(|next| &answers[next]).filter(|next| next.item != answer.item) {
                let (first, second) = (tracer.predict(answer), tracer.predict(next));
                let [on_skill, overall] = tracer.answers_before(answer).map(step);
                let seen = &mut pairs[on_skill][overall];
                seen.products += residual(answer, first) * residual(next, second);
                seen.slopes += first * (1.0 - first) * second * (1.0 - second);
                seen.count += 1.0;
            }
            tracer.update(answer);
        }
        let all = pairs.iter().flatten().fold(Pairs::default(), |all, one| Pairs {
            products: all.products + one.products,
            slopes: all.slopes + one.slopes,
            count: all.count + one.count,
        });
        if all.count < 1.0 || all.slopes <= 0.0 {
            return Self::default();
        }
        let mean = (all.products / all.slopes).max(0.0);
        let borrowed = BORROWED * all.slopes / all.count;
        let variance = |seen: Pairs| ((seen.products + mean * borrowed) / (seen.slopes + borrowed)).max(0.0);
        Self(Some(pairs.map(|row| row.map(variance))))
    }

    /// Standard deviation of the learner's own chance around `chance`, after so many answers on the competency
    /// and in all.
    pub(super) fn of(&self, chance: f64, before: [u32; 2]) -> Option<f64> {
        let [on_skill, overall] = before.map(step);
        self.0.map(|variances| (chance * (1.0 - chance) * variances[on_skill][overall].sqrt()).min(0.5))
    }
}

fn step(answers: u32) -> usize {
    let digits = u32::BITS - answers.leading_zeros();
    usize::try_from(digits).unwrap_or(STEPS).min(STEPS - 1)
}

fn residual(answer: &Answer, foretold: f64) -> f64 {
    f64::from(u8::from(answer.correct)) - foretold
}

/// The place of each learner's next answer to the same competency.
fn followers(answers: &[Answer]) -> Vec<Option<usize>> {
    let mut later = std::collections::HashMap::new();
    let mut found = vec![None; answers.len()];
    for (place, answer) in answers.iter().enumerate().rev() {
        found[place] = later.insert((answer.learner, answer.skill), place);
    }
    found
}

#[cfg(test)]
mod tests {
    use crate::{
        random::Generator,
        trace::{Answer, Kind, Log, Traced},
    };

    /// A Rasch world of one competency, with the true chance of each answer.
    fn world(seed: u64, learners: u32, spread: f64) -> (Log, Vec<f64>) {
        let mut generator = Generator::new(seed);
        let (mut answers, mut chances) = (Vec::new(), Vec::new());
        for learner in 0..learners {
            let ability = spread * generator.normal();
            for _ in 0..20 {
                let item = u32::try_from(generator.below(40)).unwrap();
                let chance = 1.0 / (1.0 + (f64::from(item) / 20.0 - 1.0 - ability).exp());
                answers.push(Answer {
                    learner,
                    item,
                    skill: 0,
                    correct: generator.uniform() < chance,
                    at: 0.0,
                });
                chances.push(chance);
            }
        }
        (Log::new(answers).unwrap(), chances)
    }

    /// Root mean squares of doubt and of what the foretold chance was off by, at the answers `which` of each learner.
    fn off(seed: u64, spread: f64, which: std::ops::Range<usize>) -> (f64, f64) {
        let (train, _) = world(seed, 1_000, spread);
        let model = Traced::fit(Kind::CountsAndRatings, &train, 3.3);
        let (test, chances) = world(seed + 1, 500, spread);
        let mut tracer = model.tracer();
        let (mut doubt, mut off, mut count) = (0.0, 0.0, 0.0);
        for (place, (answer, chance)) in test.answers().iter().zip(chances).enumerate() {
            if which.contains(&(place % 20)) {
                let foretold = tracer.foretell(answer);
                doubt += foretold.doubt.unwrap().powi(2);
                off += (chance - foretold.chance).powi(2);
                count += 1.0;
            }
            tracer.update(answer);
        }
        ((doubt / count).sqrt(), (off / count).sqrt())
    }

    #[test]
    fn doubt_is_as_large_as_what_the_chance_is_off_by_and_shrinks_with_answers() {
        let mut last = f64::INFINITY;
        for which in [0..1, 2..4, 8..16] {
            let (doubt, off) = off(1, 1.2, which.clone());
            assert!((0.75..1.35).contains(&(doubt / off)), "{which:?}: {doubt} {off}");
            assert!(doubt < last, "{which:?}: {doubt} {last}");
            last = doubt;
        }
    }

    #[test]
    fn learners_who_are_all_alike_leave_little_doubt() {
        let (alike, _) = off(5, 0.0, 0..1);
        let (different, _) = off(5, 1.5, 0..1);
        assert!(alike < 0.1 && different > 0.2, "{alike} {different}");
    }

    #[test]
    fn without_pairs_there_is_nothing_to_learn_doubt_from() {
        let answer = |learner, correct| Answer { learner, item: 0, skill: 0, correct, at: 0.0 };
        let log = Log::new(vec![answer(0, true), answer(1, false)]).unwrap();
        let model = Traced::fit(Kind::CountsAndRatings, &log, 3.3);
        let foretold = model.tracer().foretell(&answer(2, true));
        assert!(foretold.doubt.is_none() && (0.0..=1.0).contains(&foretold.chance), "{foretold:?}");
    }
}
