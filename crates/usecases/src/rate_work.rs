//! Rating work: what waits for a rater, the work beside its rubric, and what they say of it. Of two raters
//! neither sees the other nor whose work it is.

use domain::{
    CalibrationRoundId, LearnerId, RatingId, Timestamp,
    access::Relationship,
    chain::Digest,
    item::FileValue,
    task::{RaterKind, Seat, Work, WorkRating},
};
use store::{Tx, phrase::Phrase};

use crate::{
    Actor, App, Refusal,
    access::{self, Action, Standing},
    calibrate_raters, chance,
    keep_content::{self, Shown, Stretch},
    rated::{Rated, rated},
    said::Said,
    third_rater,
    whole_task::{WholeTask, files, name, recordings},
};

/// Something that waits to be rated, or was rated.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Waiting {
    /// The rating.
    pub rating: WorkRating,
    /// The task's title.
    pub title: String,
    /// The class's title.
    pub section: String,
    /// Whose work; `None` where that is not told.
    pub learner: Option<String>,
    /// Until when.
    pub rate_by: Option<Timestamp>,
    /// Whether that has passed.
    pub late: bool,
}

/// A piece of work to be rated.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sheet {
    /// What is said so far.
    pub rating: WorkRating,
    /// The task with its rubric.
    pub whole: WholeTask,
    /// The work.
    pub work: Work,
    /// Its files.
    pub files: Vec<FileValue>,
    /// What the reader said by voice.
    pub recordings: Vec<FileValue>,
    /// The calibration round that comes before the rating can be finished, if one does.
    pub calibrate_first: Option<CalibrationRoundId>,
    /// Whose work; `None` where that is not told.
    pub learner: Option<String>,
    /// The criteria to be rated: for who decides between two, those on which they are too far apart.
    pub asked: Vec<usize>,
    /// What the two said, for who decides between them.
    pub both: Vec<WorkRating>,
    /// Whether it can still be changed: its feedback was not released, and nobody decides between the two.
    pub open: bool,
    /// Own phrases, and everybody's.
    pub phrases: Vec<Phrase>,
    /// The next one that waits.
    pub next: Option<RatingId>,
}

/// What waits for the reader, soonest first, and what they have done, newest first.
pub async fn list_ratings(app: &App, actor: &Actor) -> Result<(Vec<Waiting>, Vec<Waiting>), Refusal> {
    let now = chance::now();
    let found = app
        .db
        .read(actor.clone(), move |tx, actor| Box::pin(async move { queue(tx, actor, now).await }))
        .await?;
    let named = found.0.iter().chain(&found.1).filter(|one| one.learner.is_some());
    let mut learners: Vec<LearnerId> = named.map(|one| one.rating.learner).collect();
    learners.sort_unstable();
    learners.dedup();
    access::log(app, actor, "ratings", Relationship::Educator, learners, now).await?;
    Ok(found)
}

async fn queue(tx: &mut Tx, actor: &Actor, now: Timestamp) -> Result<(Vec<Waiting>, Vec<Waiting>), Refusal> {
    works_here(tx, actor).await?;
    let (mut waiting, mut done) = (Vec::new(), Vec::new());
    let seats = store::work_rating::of_rater(tx, actor.district, actor.person).await?;
    for rating in seats.into_iter().filter(|one| one.seat.kind() == RaterKind::Staff) {
        let whole = WholeTask::load(tx, actor.district, rating.task).await?;
        let attempts = store::work::attempts(tx, actor.district, rating.learner, rating.task).await?;
        let Some(work) = attempts.into_iter().find(|work| work.attempt == rating.attempt) else { continue };
        let learner = if whole.is_blind() {
            None
        } else {
            Some(name(tx, actor.district, rating.learner.as_person()).await?)
        };
        let late = rating.done_at.is_none() && work.rate_by.is_some_and(|by| by < now);
        let list = if rating.done_at.is_some() { &mut done } else { &mut waiting };
        let (title, section) = (whole.task.title, whole.section.title);
        list.push(Waiting { rating, title, section, learner, rate_by: work.rate_by, late });
    }
    waiting.sort_by_key(|one| (one.rate_by, one.rating.id));
    done.sort_by_key(|one| std::cmp::Reverse((one.rating.done_at, one.rating.id)));
    done.truncate(50);
    Ok((waiting, done))
}

/// A seat counts while its holder works here.
pub(crate) async fn works_here(tx: &mut Tx, actor: &Actor) -> Result<Standing, Refusal> {
    let standing = Standing::load(tx, actor, chance::today(actor.district)).await?;
    let teaches = standing.places.iter().any(|(place, _)| {
        place.role == domain::people::SectionRole::Educator && place.dates.contains(standing.today)
    });
    if teaches || standing.works_here() { Ok(standing) } else { Err(Refusal::NotFound("this rating")) }
}

/// Shows a piece of work to who rates it; where one rates, to every educator of the class.
pub async fn show_rating(app: &App, actor: &Actor, rating: RatingId) -> Result<Sheet, Refusal> {
    let now = chance::now();
    let sheet = app
        .db
        .read(actor.clone(), move |tx, actor| {
            Box::pin(async move {
                let mut sheet = load(tx, actor, rating, now).await?;
                sheet.phrases = store::phrase::of_person(tx, actor.district, actor.person).await?;
                let (waiting, _) = queue(tx, actor, now).await?;
                sheet.next = waiting.iter().map(|one| one.rating.id).find(|id| *id != rating);
                Ok::<_, Refusal>(sheet)
            })
        })
        .await?;
    access::log(app, actor, "work", Relationship::Educator, vec![sheet.rating.learner], now).await?;
    Ok(sheet)
}

pub(crate) async fn load(tx: &mut Tx, actor: &Actor, id: RatingId, now: Timestamp) -> Result<Sheet, Refusal> {
    const NONE: Refusal = Refusal::NotFound("this rating");
    let district = actor.district;
    works_here(tx, actor).await?;
    let rating = store::work_rating::find(tx, district, id).await?.ok_or(NONE)?;
    if rating.seat.kind() != RaterKind::Staff {
        return Err(NONE);
    }
    let whole = WholeTask::load(tx, district, rating.task).await?;
    if rating.rater != actor.person {
        let today = chance::date_of(district, now);
        let may = access::section(tx, actor, whole.section.id, Action::Judge, today).await;
        if whole.is_blind() || may.is_err() {
            return Err(NONE);
        }
    }
    let attempts = store::work::attempts(tx, district, rating.learner, rating.task).await?;
    let work = attempts.into_iter().find(|work| work.attempt == rating.attempt).ok_or(NONE)?;
    let all = store::work_rating::of_task(tx, district, rating.task).await?;
    let of_work: Vec<&WorkRating> =
        all.iter().filter(|one| one.learner == rating.learner && one.attempt == rating.attempt).collect();
    let (mut asked, mut both) = (work.asked.clone(), Vec::new());
    if rating.seat == Seat::Third {
        let two: Vec<&WorkRating> =
            of_work.iter().copied().filter(|one| matches!(one.seat, Seat::First | Seat::Second)).collect();
        if let Rated::Apart(apart) = rated(&whole.task, &work, &two) {
            asked = apart;
        }
        both = two.into_iter().cloned().collect();
    }
    let decided = rating.seat != Seat::Third && of_work.iter().any(|one| one.seat == Seat::Third);
    let learner =
        if whole.is_blind() { None } else { Some(name(tx, district, rating.learner.as_person()).await?) };
    let ready = calibrate_raters::is_ready(tx, district, &whole.task, actor.person).await?;
    let calibrate_first =
        if ready { None } else { calibrate_raters::open_round(tx, district, &whole.task).await? };
    Ok(Sheet {
        files: files(tx, district, rating.learner, &work).await?,
        recordings: recordings(tx, district, &rating).await?,
        calibrate_first,
        open: work.released_at.is_none() && !decided,
        rating,
        whole,
        work,
        learner,
        asked,
        both,
        phrases: Vec::new(),
        next: None,
    })
}

/// A file of a piece of work, for who rates it: its address names no learner.
pub async fn show_file(
    app: &App,
    actor: &Actor,
    rating: RatingId,
    digest: Digest,
    stretch: Stretch,
) -> Result<Option<Shown>, Refusal> {
    let now = chance::now();
    let (learner, shown) = app
        .db
        .read(actor.clone(), move |tx, actor| {
            Box::pin(async move {
                let sheet = load(tx, actor, rating, now).await?;
                let name = named(&sheet, &digest).ok_or(Refusal::NotFound("this file"))?;
                let shown = keep_content::read(tx, actor.district, &digest, name, stretch).await?;
                Ok::<_, Refusal>((sheet.rating.learner, shown))
            })
        })
        .await?;
    access::log(app, actor, "file", Relationship::Educator, vec![learner], now).await?;
    Ok(shown)
}

/// What a file of the sheet is called there; `None` where it is none of its files.
fn named(sheet: &Sheet, digest: &Digest) -> Option<String> {
    if let Some(recording) = sheet.recordings.iter().find(|file| file.digest == *digest) {
        return Some(recording.name.clone());
    }
    let place = sheet.files.iter().position(|file| file.digest == *digest)?;
    let name = &sheet.files[place].name;
    // A name that a learner gives a file may be their own.
    Some(if sheet.learner.is_some() { name.clone() } else { blind_name(name, place) })
}

/// What a file is called where nobody is to know whose it is.
pub fn blind_name(name: &str, place: usize) -> String {
    let ending = name.rsplit_once('.').map_or("", |(_, ending)| ending);
    let plain = ending.len() <= 5 && ending.chars().all(|letter| letter.is_ascii_alphanumeric());
    if plain && !ending.is_empty() {
        format!("file-{}.{ending}", place + 1)
    } else {
        format!("file-{}", place + 1)
    }
}

/// Keeps what a rater says. Done, it can be changed until the feedback is released; where two are too far
/// apart, a third is asked.
pub async fn rate_work(app: &App, actor: &Actor, rating: RatingId, said: Said) -> Result<(), Refusal> {
    access::may_write(actor)?;
    let (now, said) = (chance::now(), said.checked()?);
    app.db
        .write((actor.clone(), said), move |tx, (actor, said)| {
            Box::pin(async move { save(tx, actor, rating, said, now).await })
        })
        .await
}

async fn save(tx: &mut Tx, actor: &Actor, id: RatingId, said: &Said, now: Timestamp) -> Result<(), Refusal> {
    let district = actor.district;
    let found = store::work_rating::find(tx, district, id).await?.ok_or(Refusal::NotFound("this rating"))?;
    // The other rater, a release, and this one come one after the other.
    store::learner::lock(tx, district, found.learner, now).await?;
    let sheet = load(tx, actor, id, now).await?;
    if !sheet.open {
        return Err(Refusal::Conflict(
            "This was released or decided meanwhile: it stands as it is.".to_owned(),
        ));
    }
    let marks = said.marks_on(&sheet.whole.rubric, &sheet.asked)?;
    if said.done {
        ready_to_rate(tx, actor, &sheet.whole).await?;
    }
    let rating = WorkRating {
        rater: actor.person,
        comment: said.comment.clone(),
        marks,
        done_at: said.done.then_some(now),
        ..sheet.rating
    };
    store::work_rating::put(tx, district, &rating).await?;
    if rating.done_at.is_some() && rating.seat != Seat::Third {
        third_rater::ask(tx, actor, &sheet.whole, &sheet.work, now).await?;
    }
    Ok(())
}

/// Refuses to finish a rating of a task that asks for a calibration round until one is passed.
async fn ready_to_rate(tx: &mut Tx, actor: &Actor, whole: &WholeTask) -> Result<(), Refusal> {
    if calibrate_raters::is_ready(tx, actor.district, &whole.task, actor.person).await? {
        return Ok(());
    }
    let why = "This task is rated by people who have passed a calibration round of its rubric: take one, then \
               finish this. What you have said can be kept as a draft.";
    Err(Refusal::Conflict(why.to_owned()))
}
