//! `trace --for-judging`: the model that the mastery rule `traced` judges by, fitted to all answers of a file.

use std::collections::HashMap;

use measurement::trace::{Answer, Log, NextAnswer};

use crate::{
    answers::Long,
    tracing::Tracing,
    trouble::{Problem, Trouble},
};

/// Ridge of the model, as of our own model with all competencies.
pub(super) const PENALTY: f64 = 3.3;

/// Fits the model to all answers. `log` holds them as rights and wrongs, in the order of the file; an answer to an
/// item of several competencies is heard by each of them, as evidence is.
pub(super) fn fit(answers: &Long, log: &Log) -> Result<Tracing, Trouble> {
    if answers.competencies.is_empty() {
        let says = "there is no column competency: name the competency of each answer, by its code in the framework \
                    (or its GUID), so that judgements find it";
        return Err(Problem::new(answers.file.as_str(), says).line(1).into());
    }
    let mut numbers: HashMap<&str, u32> = HashMap::new();
    let mut names: Vec<String> = Vec::new();
    let mut parts: Vec<Vec<u32>> = Vec::with_capacity(answers.competencies.len());
    for (place, name) in (0_u32..).zip(&answers.competencies) {
        let of = answers.together.get(&place).map_or(std::slice::from_ref(name), Vec::as_slice);
        let numbered = of.iter().map(|name| {
            *numbers.entry(name.as_str()).or_insert_with(|| {
                names.push(name.clone());
                u32::try_from(names.len() - 1).unwrap_or(u32::MAX)
            })
        });
        parts.push(numbered.collect());
    }
    let apart = log.answers().iter().flat_map(|answer| {
        let of = parts.get(answer.skill as usize).map_or(&[][..], Vec::as_slice);
        of.iter().map(|skill| Answer { skill: *skill, ..*answer })
    });
    let apart = Log::new(apart.collect())
        .map_err(|why| Trouble::from(Problem::new(answers.file.as_str(), why.to_string())))?;
    let model = NextAnswer::fit(&apart, PENALTY);
    Ok(Tracing { model, competencies: names, items: answers.items.clone(), answers: apart.answers().len() })
}
