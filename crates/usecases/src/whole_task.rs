//! A task with its rubric and its class, and who may rate it.

use domain::{
    Date, DistrictId, LearnerId, PersonId, TaskId, Timestamp,
    people::{Section, SectionRole},
    rubric::{Rubric, Settled, settle},
    task::{CriterionMark, Seat, Task, Work, WorkRating},
};
use store::Tx;

use crate::{Refusal, chance};

/// A task with everything that says how it is judged.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WholeTask {
    /// The task.
    pub task: Task,
    /// The version of the rubric that it is judged by.
    pub rubric: Rubric,
    /// Its class.
    pub section: Section,
}

impl WholeTask {
    /// Loads it; refused where there is no such task.
    pub(crate) async fn load(tx: &mut Tx, district: DistrictId, id: TaskId) -> Result<Self, Refusal> {
        const NONE: Refusal = Refusal::NotFound("this task");
        let task = store::task::find(tx, district, id).await?.ok_or(NONE)?;
        let rubric = store::rubric::version(tx, district, task.rubric, task.rubric_version).await?;
        let section = store::section::find(tx, district, task.section).await?;
        Ok(Self { task, rubric: rubric.ok_or(NONE)?, section: section.ok_or(NONE)? })
    }

    /// Who may be asked to rate: who was named, or else the educators of the class today.
    pub(crate) async fn pool(
        &self,
        tx: &mut Tx,
        district: DistrictId,
        today: Date,
    ) -> Result<Vec<PersonId>, Refusal> {
        let named = store::task::raters(tx, district, self.task.id).await?;
        if !named.is_empty() {
            return Ok(named);
        }
        educators(tx, district, &self.section, today).await
    }
}

/// The educators of a section today, each once.
pub(crate) async fn educators(
    tx: &mut Tx,
    district: DistrictId,
    section: &Section,
    today: Date,
) -> Result<Vec<PersonId>, Refusal> {
    let places = store::enrollment::of_section(tx, district, section.id).await?;
    let mut found: Vec<PersonId> = places
        .into_iter()
        .filter(|place| place.role == SectionRole::Educator && place.dates.contains(today))
        .map(|place| place.person)
        .collect();
    found.sort_unstable();
    found.dedup();
    Ok(found)
}

/// Whether somebody works with learners here today: by a role, or by a place in a class.
pub(crate) async fn works(
    tx: &mut Tx,
    district: DistrictId,
    person: PersonId,
    today: Date,
) -> Result<bool, Refusal> {
    let roles = store::role::of_person(tx, district, person).await?;
    if roles.iter().any(|role| crate::access::is_of_staff(role.kind) && role.dates.contains(today)) {
        return Ok(true);
    }
    let places = store::enrollment::of_person(tx, district, person).await?;
    Ok(places.iter().any(|place| place.role == SectionRole::Educator && place.dates.contains(today)))
}

/// Gives the next seat to whoever of `pool` has the least to rate, without `not`; `None` where nobody is left.
pub(crate) async fn seat(
    tx: &mut Tx,
    district: DistrictId,
    work: &Work,
    seat: Seat,
    (pool, not): (&[PersonId], &[PersonId]),
    now: Timestamp,
) -> Result<Option<WorkRating>, Refusal> {
    let free: Vec<PersonId> = pool.iter().copied().filter(|person| !not.contains(person)).collect();
    let waiting = store::work_rating::waiting(tx, district, &free).await?;
    // The first of those with the least, so that the order of the pool decides and nothing else.
    let Some(rater) = free.iter().min_by_key(|person| waiting.get(*person).copied().unwrap_or(0)) else {
        return Ok(None);
    };
    let rating = WorkRating {
        id: chance::rating_id(now),
        learner: work.learner,
        task: work.task,
        attempt: work.attempt,
        seat,
        rater: *rater,
        comment: String::new(),
        marks: Vec::new(),
        given_at: now,
        done_at: None,
    };
    store::work_rating::put(tx, district, &rating).await?;
    Ok(Some(rating))
}

/// How far the rating of one attempt is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Rated {
    /// Somebody has not finished.
    Waiting,
    /// Two are too far apart on these criteria, and nobody has decided.
    Apart(Vec<usize>),
    /// What stands, by criterion, with who said it.
    Ready(Vec<(CriterionMark, PersonId)>),
}

/// What the ratings of one attempt come to.
pub(crate) fn rated(task: &Task, work: &Work, ratings: &[&WorkRating]) -> Rated {
    let of = |seat: Seat| ratings.iter().find(|one| one.seat == seat && one.done_at.is_some()).copied();
    let Some(first) = of(Seat::First) else { return Rated::Waiting };
    let second = of(Seat::Second);
    if task.judging.raters > 1 && second.is_none() {
        return Rated::Waiting;
    }
    let third = of(Seat::Third);
    let tolerance = usize::try_from(task.judging.tolerance).unwrap_or(0);
    let (mut ready, mut apart) = (Vec::new(), Vec::new());
    for criterion in &work.asked {
        let said = |rating: &WorkRating| rating.marks.iter().find(|one| one.criterion == *criterion).cloned();
        let Some(mine) = said(first) else { return Rated::Waiting };
        let Some(mark) = mine.mark else { return Rated::Waiting };
        let Some(second) = second else {
            ready.push((mine, first.rater));
            continue;
        };
        let Some(theirs) = said(second) else { return Rated::Waiting };
        let Some(other) = theirs.mark else { return Rated::Waiting };
        let both = [mine.comment.as_str(), theirs.comment.as_str()];
        match settle(mark, other, tolerance) {
            Settled::Agreed(stands) => {
                let judge = if stands == mark { first.rater } else { second.rater };
                ready.push((said_of(*criterion, stands, &both), judge));
            }
            Settled::Apart => {
                let decided = third.and_then(said);
                match decided.and_then(|decided| Some((decided.mark?, decided.comment))) {
                    Some((mark, comment)) => {
                        let words = if comment.is_empty() { both.to_vec() } else { vec![comment.as_str()] };
                        let judge = third.map_or(first.rater, |third| third.rater);
                        ready.push((said_of(*criterion, mark, &words), judge));
                    }
                    None => apart.push(*criterion),
                }
            }
        }
    }
    if apart.is_empty() { Rated::Ready(ready) } else { Rated::Apart(apart) }
}

fn said_of(criterion: usize, mark: domain::rubric::Mark, comments: &[&str]) -> CriterionMark {
    let mut said: Vec<&str> = comments.iter().copied().filter(|comment| !comment.is_empty()).collect();
    said.dedup();
    CriterionMark { criterion, mark: Some(mark), comment: said.join("\n\n") }
}

/// The names of people.
pub(crate) async fn name(tx: &mut Tx, district: DistrictId, person: PersonId) -> Result<String, Refusal> {
    let found = store::person::find(tx, district, person).await?;
    Ok(found.map_or_else(|| "somebody who has left".to_owned(), |person| person.name()))
}

/// The file names of a learner's work.
pub(crate) async fn files(
    tx: &mut Tx,
    district: DistrictId,
    learner: LearnerId,
    work: &Work,
) -> Result<Vec<domain::item::FileValue>, Refusal> {
    let mut files = Vec::with_capacity(work.files.len());
    for digest in &work.files {
        let content = store::content::find(tx, district, digest).await?;
        let given = store::content::given(tx, district, learner, digest).await?;
        if let Some(content) = content {
            let name = given.map_or_else(|| "file".to_owned(), |given| given.name);
            let (media_type, size) = (content.media_type, content.size);
            files.push(domain::item::FileValue { digest: *digest, name, media_type, size });
        }
    }
    Ok(files)
}

/// The end of the day that is so many business days (Monday to Friday) after `now`, in the district.
pub(crate) fn after_business_days(district: DistrictId, now: Timestamp, days: i64) -> Option<Timestamp> {
    chance::end_of(district, business_day_after(chance::date_of(district, now), days)?)
}

fn business_day_after(day: Date, days: i64) -> Option<Date> {
    let (mut day, mut left) = (day, days);
    while left > 0 {
        day = day.tomorrow().ok()?;
        if !matches!(day.weekday(), jiff::civil::Weekday::Saturday | jiff::civil::Weekday::Sunday) {
            left -= 1;
        }
    }
    Some(day)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn business_days_pass_over_the_weekend() {
        // 24 November 2026 is a Tuesday.
        for (day, days, expected) in [
            ("2026-11-24", 0, "2026-11-24"),
            ("2026-11-24", 3, "2026-11-27"),
            ("2026-11-24", 4, "2026-11-30"),
            ("2026-11-28", 1, "2026-11-30"),
            ("2026-11-27", 10, "2026-12-11"),
        ] {
            let (day, expected): (Date, Date) =
                (day.parse().expect("a day"), expected.parse().expect("a day"));
            assert_eq!(business_day_after(day, days), Some(expected), "{days} after {day}");
        }
    }
}
