use proptest::prelude::*;

use super::NextAnswer;
use crate::{
    random::Generator,
    trace::{Answer, Log, accuracy},
};

/// Learners who know a competency from some answer on, by chance, or from the beginning.
fn log(seed: u64, learners: u32) -> Log {
    let mut generator = Generator::new(seed);
    let mut answers = Vec::new();
    for learner in 0..learners {
        for skill in 0..3_u32 {
            let mut known = generator.uniform() < 0.3;
            for _ in 0..8 {
                let item = skill * 5 + u32::try_from(generator.below(5)).unwrap();
                let correct = generator.uniform() < if known { 0.9 } else { 0.25 };
                answers.push(Answer { learner, item, skill, correct, at: 0.0 });
                known |= generator.uniform() < 0.2;
            }
        }
    }
    Log::new(answers).unwrap()
}

#[test]
fn the_chances_are_those_that_came_true_on_learners_who_were_not_fitted() {
    let model = NextAnswer::fit(&log(1, 400), 3.3);
    let test = log(2, 400);
    let correct: Vec<bool> = test.answers().iter().map(|answer| answer.correct).collect();
    let found = accuracy(&model.follow(&test), &correct).unwrap();
    // By the law of the made-up learners, who knows whether they know foretells with 0.81.
    assert!(found.auc > 0.72 && found.calibration_error < 0.03, "{found:?}");
}

#[test]
fn the_next_answer_is_foretold_as_the_log_goes_on() {
    let model = NextAnswer::fit(&log(1, 400), 3.3);
    let test = log(3, 600);
    // After six answers, the mean chance of the seventh is the share of sevenths that were right.
    let (mut foretold, mut right, mut count) = (0.0, 0.0, 0.0);
    for run in test.answers().chunks(8) {
        let so_far =
            run[..6].iter().map(|answer| (model.items[answer.item as usize].difficulty, answer.correct));
        foretold += model.chance(run[0].skill as usize, so_far).unwrap();
        right += f64::from(u8::from(run[6].correct));
        count += 1.0;
    }
    // Three standard errors of a share of 1,800.
    assert!(((foretold - right) / count).abs() < 0.035, "{} {}", foretold / count, right / count);
}

#[test]
fn a_competency_that_nobody_answered_has_no_chance() {
    let answer = |skill| Answer { learner: 0, item: 0, skill, correct: skill == 0, at: 0.0 };
    let model = NextAnswer::fit(&Log::new(vec![answer(0), answer(2)]).unwrap(), 3.3);
    assert_eq!(model.chance(1, []), None);
    assert_eq!(model.chance(3, []), None);
    assert!(model.chance(2, []).is_some_and(|chance| chance > 0.0 && chance < 1.0));
}

proptest! {
    #[test]
    fn a_right_answer_foretells_more_than_a_wrong_one(
        history in prop::collection::vec(prop::bool::ANY, 0..20),
        skill in 0..3_usize,
    ) {
        let model = NextAnswer::fit(&log(1, 100), 3.3);
        let after = |last: bool| {
            let answers = history.iter().copied().chain([last]).map(|correct| (0.0, correct));
            model.chance(skill, answers).unwrap()
        };
        prop_assert!((0.0..=1.0).contains(&after(true)));
        prop_assert!(after(true) > after(false), "{} {}", after(true), after(false));
    }
}
