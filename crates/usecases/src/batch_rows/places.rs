//! Places of learners in sections that a batch gives and takes.

use domain::{
    BatchId, Date, LearnerId, SectionId,
    people::{Enrollment, SectionRole},
    time::Dates,
};
use store::Tx;

use super::Doing;
use crate::Refusal;

/// What the identifier of a place begins with that was given here, and not by a roster: a roster that does
/// not know it does not end it.
pub(crate) const GIVEN_HERE: &str = "onramp:";

/// The identifier of the place that a batch gives.
pub(super) fn identifier(batch: BatchId) -> String {
    format!("{GIVEN_HERE}{batch}")
}

/// A learner's own places in a section, past and future included; and whether they have a place of another
/// kind there.
pub(super) async fn of(
    doing: &Doing,
    tx: &mut Tx,
    learner: LearnerId,
    section: SectionId,
) -> Result<(Vec<Enrollment>, bool), Refusal> {
    let all = store::enrollment::of_person_in(tx, doing.district(), learner.as_person(), section).await?;
    let works = all.iter().any(|one| one.role != SectionRole::Learner && one.dates.contains(doing.today()));
    Ok((all.into_iter().filter(|one| one.role == SectionRole::Learner).collect(), works))
}

/// Whether a place runs on `day` or begins after it.
pub(super) fn lasts(place: &Enrollment, day: Date) -> bool {
    place.dates.ends().is_none_or(|ends| ends >= day)
}

/// Gives a place from a day on.
pub(super) async fn give(
    doing: &Doing,
    tx: &mut Tx,
    learner: LearnerId,
    section: SectionId,
    day: Date,
) -> Result<(), Refusal> {
    let place = Enrollment {
        section,
        person: learner.as_person(),
        role: SectionRole::Learner,
        dates: Dates::new(Some(day), None).unwrap_or_default(),
        sourced_id: Some(identifier(doing.batch)),
    };
    Ok(store::enrollment::put(tx, doing.district(), &[place]).await?)
}

/// Takes back the place that this batch gave: it ends yesterday, or is taken away where it never lasted a
/// day. Says why not, where it is not as it was given.
pub(super) async fn take_back(
    doing: &Doing,
    tx: &mut Tx,
    learner: LearnerId,
    section: SectionId,
    day: Date,
) -> Result<Result<String, String>, Refusal> {
    let (places, _) = of(doing, tx, learner, section).await?;
    let given = identifier(doing.batch);
    let Some(place) = places.into_iter().find(|one| one.sourced_id.as_ref() == Some(&given)) else {
        return Ok(Err("the place that was given is not there any more".to_owned()));
    };
    if place.dates.begins() != Some(day) || place.dates.ends().is_some() {
        return Ok(Err("the place that was given has other dates by now".to_owned()));
    }
    let yesterday = doing.today().yesterday().unwrap_or(doing.today());
    if day > yesterday {
        store::enrollment::remove(tx, doing.district(), &place).await?;
        return Ok(Ok("the place was taken away before it had lasted a day".to_owned()));
    }
    let dates = Dates::new(Some(day), Some(yesterday)).unwrap_or(place.dates);
    store::enrollment::put(tx, doing.district(), &[Enrollment { dates, ..place }]).await?;
    Ok(Ok("the place ended yesterday".to_owned()))
}

/// Makes a section's own judgements of a learner what a rebuild would give, after the learner's place there
/// changed. Where no section has rules of its own there is nothing to do.
pub(super) async fn settle(
    doing: &Doing,
    tx: &mut Tx,
    learner: LearnerId,
    sections: &[SectionId],
) -> Result<(), Refusal> {
    crate::settling::settle_places(tx, doing.district(), learner, sections).await
}
