//! Moving a learner from one section to another, as of a day.

use domain::{
    Date, LearnerId, SectionId,
    batch::BatchAction,
    people::{Enrollment, Section},
    time::Dates,
};
use store::Tx;

use super::{BETWEEN, Did, Doing, Undid, joined, places};
use crate::Refusal;

/// What would be done.
pub(super) struct Plan {
    pub would: String,
    /// The places that end.
    ending: Vec<Enrollment>,
    from: SectionId,
    to: SectionId,
    day: Date,
}

fn sections(doing: &Doing) -> Option<(&Section, &Section, Date)> {
    let BatchAction::Move { day, .. } = &doing.action else { return None };
    Some((doing.from.as_ref()?, doing.section.as_ref()?, *day))
}

pub(super) async fn plan(
    doing: &Doing,
    tx: &mut Tx,
    learner: LearnerId,
) -> Result<Result<Plan, String>, Refusal> {
    let Some((from, to, day)) = sections(doing) else {
        return Ok(Err("this is no move".to_owned()));
    };
    if to.dates.ends().is_some_and(|ends| ends < day) {
        return Ok(Err(format!("{} has ended by {day}", to.title)));
    }
    let (left, _) = places::of(doing, tx, learner, from.id).await?;
    let ending: Vec<Enrollment> = left.into_iter().filter(|place| places::lasts(place, day)).collect();
    if ending.is_empty() {
        return Ok(Err(format!("is not in {} on {day}", from.title)));
    }
    if let Some(begins) = ending.iter().filter_map(|place| place.dates.begins()).find(|begins| *begins >= day)
    {
        return Ok(Err(format!("joins {} on {begins} only: move as of a later day", from.title)));
    }
    let (there, works) = places::of(doing, tx, learner, to.id).await?;
    if works {
        return Ok(Err(format!("works in {}", to.title)));
    }
    if there.iter().any(|place| places::lasts(place, day)) {
        return Ok(Err(format!("is in {} already", to.title)));
    }
    let would = format!("leaves {} and joins {} on {day}", from.title, to.title);
    Ok(Ok(Plan { would, ending, from: from.id, to: to.id, day }))
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
    let last = plan.day.yesterday().unwrap_or(plan.day);
    let mut left = vec![plan.day.to_string()];
    let mut ended = Vec::with_capacity(plan.ending.len());
    for place in plan.ending {
        left.push(place.sourced_id.clone().unwrap_or_default());
        left.push(place.dates.ends().map(|ends| ends.to_string()).unwrap_or_default());
        let dates = Dates::new(place.dates.begins(), Some(last)).unwrap_or(place.dates);
        ended.push(Enrollment { dates, ..place });
    }
    store::enrollment::put(tx, doing.district(), &ended).await?;
    places::give(doing, tx, learner, plan.to, plan.day).await?;
    places::settle(doing, tx, learner, &[plan.from, plan.to]).await?;
    Ok(Ok(Did { answer: plan.would, left_behind: joined(left), cells: Vec::new() }))
}

pub(super) async fn undo(
    doing: &Doing,
    tx: &mut Tx,
    learner: LearnerId,
    left: &str,
) -> Result<Undid, Refusal> {
    let unreadable = || Undid::Kept("what was done cannot be read any more".to_owned());
    let Some((from, to, day)) = sections(doing) else { return Ok(unreadable()) };
    let ends: Vec<&str> = left.split(BETWEEN).skip(1).collect();
    let last = day.yesterday().unwrap_or(day);
    let (places_left, _) = places::of(doing, tx, learner, from.id).await?;
    let mut restored = Vec::new();
    for pair in ends.chunks(2) {
        let [name, before] = pair else { return Ok(unreadable()) };
        let found = places_left.iter().find(|one| one.sourced_id.as_deref().unwrap_or_default() == *name);
        let Some(place) = found.filter(|one| one.dates.ends() == Some(last)) else {
            return Ok(Undid::Kept(format!("the place in {} has other dates by now", from.title)));
        };
        let Ok(dates) = Dates::new(place.dates.begins(), before.parse().ok()) else {
            return Ok(unreadable());
        };
        restored.push(Enrollment { dates, ..place.clone() });
    }
    match places::take_back(doing, tx, learner, to.id, day).await? {
        Ok(_) => {
            store::enrollment::put(tx, doing.district(), &restored).await?;
            places::settle(doing, tx, learner, &[from.id, to.id]).await?;
            let answer = format!("is in {} again, and not in {}", from.title, to.title);
            Ok(Undid::Undone(Did { answer, left_behind: left.to_owned(), cells: Vec::new() }))
        }
        Err(why) => Ok(Undid::Kept(why)),
    }
}
