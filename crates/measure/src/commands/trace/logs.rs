//! Answers of files as logs of rights and wrongs.

use std::collections::HashMap;

use measurement::{
    random::lot,
    trace::{Answer, Log},
};

use crate::{
    answers::Long,
    trouble::{Problem, Trouble},
};

pub(super) fn refuse_shared_learners(train: &Long, test: &Long) -> Result<(), Trouble> {
    let mut trouble = Trouble::default();
    for name in test.learners.iter().filter(|name| train.learners.contains(name)) {
        let says = format!(
            "this learner is in {} too: judge on learners who were not fitted, or leave --test out and let \
             --hold-out split them",
            train.file
        );
        trouble.add(Problem::new(test.file.as_str(), says).field("learner").value(name.as_str()));
    }
    trouble.or(())
}

/// The answers as rights and wrongs, numbered as in `like` where the names are the same.
pub(super) fn log(answers: &Long, like: Option<&Long>, passing: Option<u8>) -> Result<Log, Trouble> {
    if passing.is_none()
        && let Some(answer) = answers.answers.iter().find(|answer| answer.score > 1)
    {
        let says = "rights and wrongs are traced: say with --passing which score counts as right";
        let problem = Problem::new(answers.file.as_str(), says).line(answer.line as usize);
        return Err(problem.field("score").value(answer.score.to_string()).into());
    }
    let passing = passing.unwrap_or(1);
    let renumber = |names: &[String], known: Option<&[String]>| -> Vec<u32> {
        let known: HashMap<&str, u32> = known
            .unwrap_or(names)
            .iter()
            .enumerate()
            .map(|(place, name)| (name.as_str(), u32::try_from(place).unwrap_or(u32::MAX)))
            .collect();
        // Names that are new get the numbers after all known ones.
        let mut next = u32::try_from(known.len()).unwrap_or(u32::MAX);
        names
            .iter()
            .map(|name| {
                known.get(name.as_str()).copied().unwrap_or_else(|| {
                    next += 1;
                    next - 1
                })
            })
            .collect()
    };
    let items = renumber(&answers.items, like.map(|like| like.items.as_slice()));
    let skills = renumber(&answers.competencies, like.map(|like| like.competencies.as_slice()));
    let of = |answer: &crate::answers::LongAnswer| Answer {
        learner: answer.learner,
        item: items[answer.item as usize],
        skill: skills.get(answer.competency as usize).copied().unwrap_or(0),
        correct: answer.score >= passing,
        at: answer.at,
    };
    Log::new(answers.answers.iter().map(of).collect())
        .map_err(|why| Problem::new(answers.file.as_str(), why.to_string()).into())
}

/// Each learner on one side or the other, by lot.
pub(super) fn split(log: &Log, share: f64, seed: u64, file: &str) -> Result<(Log, Log), Trouble> {
    if !(share > 0.0 && share < 1.0) {
        let says = "the share of learners held out lies between 0 and 1, such as 0.2";
        return Err(Problem::new("--hold-out", says).value(share.to_string()).into());
    }
    let held = |learner: u32| lot(seed, u64::from(learner)) < share;
    log.of_learners(|learner| !held(learner)).zip(log.of_learners(held)).ok_or_else(|| {
        let says = "too few learners to hold some of them out: add learners, or change --hold-out or --seed";
        Problem::new(file, says).into()
    })
}
