//! A task with its rubric and its class, and who may rate it.

use domain::{
    Date, DistrictId, LearnerId, PersonId, TaskId, Timestamp,
    people::{Section, SectionRole},
    rubric::Rubric,
    task::{Seat, Task, Work, WorkRating},
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

    /// Whether raters are not told whose work it is.
    pub(crate) fn is_blind(&self) -> bool {
        self.task.judging.raters > 1
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
        recordings: Vec::new(),
        given_at: now,
        done_at: None,
        left_out_at: None,
    };
    store::work_rating::put(tx, district, &rating).await?;
    Ok(Some(rating))
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

/// What a rating says by voice, by a name that tells nothing.
pub(crate) async fn recordings(
    tx: &mut Tx,
    district: DistrictId,
    rating: &WorkRating,
) -> Result<Vec<domain::item::FileValue>, Refusal> {
    let mut found = Vec::with_capacity(rating.recordings.len());
    for (place, digest) in rating.recordings.iter().enumerate() {
        if let Some(content) = store::content::find(tx, district, digest).await? {
            let name = format!("recording-{}", place + 1);
            let (media_type, size) = (content.media_type, content.size);
            found.push(domain::item::FileValue { digest: *digest, name, media_type, size });
        }
    }
    Ok(found)
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
