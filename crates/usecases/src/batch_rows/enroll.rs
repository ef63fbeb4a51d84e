//! Giving a learner a place in a section.

use domain::{Date, LearnerId, SectionId, batch::BatchAction};
use store::Tx;

use super::{Did, Doing, Undid, parts, places};
use crate::Refusal;

/// What would be done.
pub(super) struct Plan {
    pub would: String,
    section: SectionId,
    day: Date,
}

pub(super) async fn plan(
    doing: &Doing,
    tx: &mut Tx,
    learner: LearnerId,
) -> Result<Result<Plan, String>, Refusal> {
    let (BatchAction::Enroll { day, .. }, Some(section)) = (&doing.action, &doing.section) else {
        return Ok(Err("this is no enrollment".to_owned()));
    };
    let (day, id) = (*day, section.id);
    if section.dates.ends().is_some_and(|ends| ends < day) {
        return Ok(Err(format!("{} has ended by {day}", section.title)));
    }
    let (own, works) = places::of(doing, tx, learner, id).await?;
    if works {
        return Ok(Err(format!("works in {}", section.title)));
    }
    if let Some(there) = own.iter().find(|place| places::lasts(place, day)) {
        return Ok(Err(match there.dates.begins().filter(|begins| *begins > day) {
            Some(begins) => format!("will be in {} from {begins} on", section.title),
            None => format!("is in {} already", section.title),
        }));
    }
    Ok(Ok(Plan { would: format!("joins {} on {day}", section.title), section: id, day }))
}

pub(super) async fn act(
    doing: &Doing,
    tx: &mut Tx,
    learner: LearnerId,
) -> Result<Result<Did, String>, Refusal> {
    let plan = match plan(doing, tx, learner).await? {
        Ok(plan) => plan,
        Err(why) => return Ok(Err(why)),
    };
    places::give(doing, tx, learner, plan.section, plan.day).await?;
    places::settle(doing, tx, learner, &[plan.section]).await?;
    Ok(Ok(Did { answer: plan.would, left_behind: plan.day.to_string(), cells: Vec::new() }))
}

pub(super) async fn undo(
    doing: &Doing,
    tx: &mut Tx,
    learner: LearnerId,
    left: &str,
) -> Result<Undid, Refusal> {
    let (Some(section), Some(day)) = (&doing.section, parts::<Date>(left).into_iter().next()) else {
        return Ok(Undid::Kept("what was done cannot be read any more".to_owned()));
    };
    match places::take_back(doing, tx, learner, section.id, day).await? {
        Ok(answer) => {
            places::settle(doing, tx, learner, &[section.id]).await?;
            Ok(Undid::Undone(Did { answer, left_behind: left.to_owned(), cells: Vec::new() }))
        }
        Err(why) => Ok(Undid::Kept(why)),
    }
}
