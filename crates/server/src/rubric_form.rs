//! A rubric as a form: what its criteria offer, and what is sent back.

use domain::{
    rubric::{Criterion, Mark},
    task::CriterionMark,
};
use usecases::{Refusal, said::Said};

use crate::{
    form::Fields,
    views::ratings::{RatedCriterion, RatedLevel},
};

/// What the form sends for a criterion that does not apply.
const NOT_APPLICABLE: &str = "na";

/// A criterion with what is said of it so far; `not_applicable` is what that choice is called, where there is one.
pub fn criterion(
    found: &Criterion,
    place: usize,
    mine: Option<&CriterionMark>,
    not_applicable: Option<&str>,
) -> RatedCriterion {
    let chosen = mine.and_then(|one| one.mark);
    let mut levels: Vec<RatedLevel> = found
        .levels
        .iter()
        .enumerate()
        .map(|(step, level)| RatedLevel {
            value: step.to_string(),
            // The lowest has the key 1: nothing is 0, which is not applicable.
            key: (step + 1).to_string(),
            name: format!("{} ({})", level.name, level.points),
            descriptor: level.descriptor.clone(),
            chosen: chosen == Some(Mark::Level(step)),
        })
        .collect();
    levels.extend(not_applicable.map(|name| RatedLevel {
        value: NOT_APPLICABLE.to_owned(),
        key: "0".to_owned(),
        name: name.to_owned(),
        descriptor: String::new(),
        chosen: chosen == Some(Mark::NotApplicable),
    }));
    RatedCriterion {
        place,
        title: found.title.clone(),
        description: found.description.clone(),
        both: Vec::new(),
        levels,
        comment: mine.map_or_else(String::new, |one| one.comment.clone()),
    }
}

/// What a mark is called, for people who rate.
pub fn level_name(criterion: &Criterion, mark: Option<Mark>) -> &str {
    mark.and_then(|mark| criterion.level(mark)).map_or("Not applicable", |level| level.name.as_str())
}

/// Reads `level.{criterion}`, `comment.{criterion}`, `comment`, and whether `done` was pressed.
pub fn read(form: &Fields) -> Result<Said, Refusal> {
    let mut marks: Vec<CriterionMark> = Vec::new();
    for (name, value) in &form.pairs {
        let (level, place) = match name.split_once('.') {
            Some(("level", place)) => (true, place),
            Some(("comment", place)) => (false, place),
            _ => continue,
        };
        let criterion = place.parse().map_err(|_| Refusal::invalid("level", "names no criterion"))?;
        let at = marks.iter().position(|one| one.criterion == criterion).unwrap_or_else(|| {
            marks.push(CriterionMark { criterion, mark: None, comment: String::new() });
            marks.len() - 1
        });
        if !level {
            marks[at].comment.clone_from(value);
        } else if value == NOT_APPLICABLE {
            marks[at].mark = Some(Mark::NotApplicable);
        } else if !value.is_empty() {
            let step =
                value.parse().map_err(|_| Refusal::invalid("level", "is not one of this criterion"))?;
            marks[at].mark = Some(Mark::Level(step));
        }
    }
    Ok(Said { comment: form.one("comment").to_owned(), marks, done: !form.one("done").is_empty() })
}
