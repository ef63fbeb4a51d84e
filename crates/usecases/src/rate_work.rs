//! Rating work: what waits for a rater, the work beside its rubric, and what they say of it. Of two raters
//! neither sees the other nor whose work it is.

use domain::{
    LearnerId, RatingId, TaskId, Timestamp,
    access::Relationship,
    chain::Digest,
    item::FileValue,
    task::{CriterionMark, Seat, Work, WorkRating},
    text,
};
use store::{Tx, phrase::Phrase};

use crate::{
    Actor, App, Refusal,
    access::{self, Action, Standing},
    chance,
    keep_content::{self, Shown, Stretch},
    whole_task::{Rated, WholeTask, files, name, rated, seat, works},
};

/// The most characters of a comment.
const MOST_COMMENT: usize = 10_000;

/// The most characters of a phrase.
const MOST_PHRASE: usize = 500;

/// The most phrases of a person.
const MOST_PHRASES: usize = 100;

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
    for rating in store::work_rating::of_rater(tx, actor.district, actor.person).await? {
        let whole = WholeTask::load(tx, actor.district, rating.task).await?;
        let attempts = store::work::attempts(tx, actor.district, rating.learner, rating.task).await?;
        let Some(work) = attempts.into_iter().find(|work| work.attempt == rating.attempt) else { continue };
        let learner = if is_blind(&whole) {
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

/// Whether raters are not told whose work it is.
fn is_blind(whole: &WholeTask) -> bool {
    whole.task.judging.raters > 1
}

/// A seat counts while its holder works here.
async fn works_here(tx: &mut Tx, actor: &Actor) -> Result<Standing, Refusal> {
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

async fn load(tx: &mut Tx, actor: &Actor, id: RatingId, now: Timestamp) -> Result<Sheet, Refusal> {
    const NONE: Refusal = Refusal::NotFound("this rating");
    let district = actor.district;
    works_here(tx, actor).await?;
    let rating = store::work_rating::find(tx, district, id).await?.ok_or(NONE)?;
    let whole = WholeTask::load(tx, district, rating.task).await?;
    if rating.rater != actor.person {
        let today = chance::date_of(district, now);
        let may = access::section(tx, actor, whole.section.id, Action::Judge, today).await;
        if is_blind(&whole) || may.is_err() {
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
        let two: Vec<&WorkRating> = of_work.iter().copied().filter(|one| one.seat != Seat::Third).collect();
        if let Rated::Apart(apart) = rated(&whole.task, &work, &two) {
            asked = apart;
        }
        both = two.into_iter().cloned().collect();
    }
    let decided = rating.seat != Seat::Third && of_work.iter().any(|one| one.seat == Seat::Third);
    let learner =
        if is_blind(&whole) { None } else { Some(name(tx, district, rating.learner.as_person()).await?) };
    Ok(Sheet {
        files: files(tx, district, rating.learner, &work).await?,
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
                let found = sheet.files.iter().position(|file| file.digest == digest);
                let place = found.ok_or(Refusal::NotFound("this file"))?;
                // A name that a learner gives a file may be their own.
                let name = match sheet.learner {
                    Some(_) => sheet.files[place].name.clone(),
                    None => blind_name(&sheet.files[place].name, place),
                };
                let shown = keep_content::read(tx, actor.district, &digest, name, stretch).await?;
                Ok::<_, Refusal>((sheet.rating.learner, shown))
            })
        })
        .await?;
    access::log(app, actor, "file", Relationship::Educator, vec![learner], now).await?;
    Ok(shown)
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

/// What a rater says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Said {
    /// Of the whole.
    pub comment: String,
    /// By criterion.
    pub marks: Vec<CriterionMark>,
    /// Whether it is done; a draft otherwise.
    pub done: bool,
}

/// Keeps what a rater says. Done, it can be changed until the feedback is released; where two are too far
/// apart, a third is asked.
pub async fn rate_work(app: &App, actor: &Actor, rating: RatingId, said: Said) -> Result<(), Refusal> {
    access::may_write(actor)?;
    let (now, said) = (chance::now(), checked(said)?);
    app.db
        .write((actor.clone(), said), move |tx, (actor, said)| {
            Box::pin(async move { save(tx, actor, rating, said, now).await })
        })
        .await
}

fn checked(said: Said) -> Result<Said, Refusal> {
    let words = |text: &str| -> Result<String, Refusal> {
        Ok(text::optional(text, MOST_COMMENT).map_err(Refusal::text("comment"))?.unwrap_or_default())
    };
    let mut marks = Vec::with_capacity(said.marks.len());
    for one in said.marks {
        marks.push(CriterionMark { comment: words(&one.comment)?, ..one });
    }
    Ok(Said { comment: words(&said.comment)?, marks, ..said })
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
    let mut marks: Vec<CriterionMark> = Vec::new();
    for criterion in &sheet.asked {
        let Some(one) = said.marks.iter().find(|one| one.criterion == *criterion) else { continue };
        let takes = sheet.whole.rubric.criteria.get(*criterion);
        if one.mark.is_some_and(|mark| takes.is_none_or(|takes| !takes.takes(mark))) {
            return Err(Refusal::invalid("level", "is not one of this criterion"));
        }
        marks.push(one.clone());
    }
    if said.done
        && sheet
            .asked
            .iter()
            .any(|place| marks.iter().all(|one| one.criterion != *place || one.mark.is_none()))
    {
        let why = "are missing: choose a level, or \"not applicable\", for each criterion";
        return Err(Refusal::invalid("levels", why));
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
        ask_third(tx, actor, &sheet.whole, &sheet.work, now).await?;
    }
    Ok(())
}

/// Asks a third person where two are done and too far apart, and somebody else is there to be asked.
async fn ask_third(
    tx: &mut Tx,
    actor: &Actor,
    whole: &WholeTask,
    work: &Work,
    now: Timestamp,
) -> Result<(), Refusal> {
    let district = actor.district;
    let all = store::work_rating::of_task(tx, district, work.task).await?;
    let of_work: Vec<&WorkRating> =
        all.iter().filter(|one| one.learner == work.learner && one.attempt == work.attempt).collect();
    if !matches!(rated(&whole.task, work, &of_work), Rated::Apart(_)) {
        return Ok(());
    }
    let today = chance::date_of(district, now);
    let mut pool = whole.pool(tx, district, today).await?;
    pool.extend(crate::whole_task::educators(tx, district, &whole.section, today).await?);
    let mut not: Vec<domain::PersonId> = of_work.iter().map(|one| one.rater).collect();
    not.push(work.learner.as_person());
    seat(tx, district, work, Seat::Third, (&pool, &not), now).await.map(drop)
}

/// Asks somebody by name to decide between two, for who releases: where nobody could be asked, or somebody else
/// is to.
pub async fn name_third(
    app: &App,
    actor: &Actor,
    (task, learner): (TaskId, LearnerId),
    person: domain::PersonId,
) -> Result<(), Refusal> {
    let now = chance::now();
    app.db
        .write(actor.clone(), move |tx, actor| {
            Box::pin(async move {
                let (district, today) = (actor.district, chance::date_of(actor.district, now));
                let whole = WholeTask::load(tx, district, task).await?;
                crate::give_task::may(tx, actor, &whole, Action::Judge, today).await?;
                store::learner::lock(tx, district, learner, now).await?;
                let attempts = store::work::attempts(tx, district, learner, task).await?;
                let work = attempts.last().ok_or(Refusal::NotFound("this work"))?;
                let all = store::work_rating::of_task(tx, district, task).await?;
                let two: Vec<&WorkRating> = all
                    .iter()
                    .filter(|one| one.learner == learner && one.attempt == work.attempt)
                    .filter(|one| one.seat != Seat::Third)
                    .collect();
                if !matches!(rated(&whole.task, work, &two), Rated::Apart(_)) {
                    return Err(Refusal::Conflict("Nothing is to be decided here.".to_owned()));
                }
                let works = works(tx, district, person, today).await?;
                let rated_already = two.iter().any(|one| one.rater == person);
                if !works || rated_already || person == learner.as_person() {
                    return Err(Refusal::invalid("person", "must work here, and be none of the two"));
                }
                let not: Vec<domain::PersonId> = two.iter().map(|one| one.rater).collect();
                seat(tx, district, work, Seat::Third, (&[person], &not), now).await.map(drop)
            })
        })
        .await
}

/// Adds a phrase: the reader's own, or everybody's.
pub async fn add_phrase(app: &App, actor: &Actor, words: &str, shared: bool) -> Result<[u8; 16], Refusal> {
    access::may_write(actor)?;
    let now = chance::now();
    let words = text::required(words, MOST_PHRASE).map_err(Refusal::text("phrase"))?;
    app.db
        .write((actor.clone(), words), move |tx, (actor, words)| {
            Box::pin(async move {
                works_here(tx, actor).await?;
                let known = store::phrase::of_person(tx, actor.district, actor.person).await?;
                if known.len() >= MOST_PHRASES {
                    let why = format!("is one too many: {MOST_PHRASES} are the most");
                    return Err(Refusal::invalid("phrase", why));
                }
                let owner = (!shared).then_some(actor.person);
                let id = chance::access_id(now);
                let phrase = Phrase { id, owner, words: words.clone(), made_by: actor.person, made_at: now };
                store::phrase::add(tx, actor.district, &phrase).await?;
                Ok::<_, Refusal>(id)
            })
        })
        .await
}

/// The reader's own phrases and everybody's.
pub async fn list_phrases(app: &App, actor: &Actor) -> Result<Vec<Phrase>, Refusal> {
    app.db
        .read(actor.clone(), |tx, actor| {
            Box::pin(async move {
                works_here(tx, actor).await?;
                Ok::<_, Refusal>(store::phrase::of_person(tx, actor.district, actor.person).await?)
            })
        })
        .await
}

/// Takes a phrase away that the reader wrote.
pub async fn remove_phrase(app: &App, actor: &Actor, phrase: [u8; 16]) -> Result<(), Refusal> {
    access::may_write(actor)?;
    app.db
        .write(actor.clone(), move |tx, actor| {
            Box::pin(async move {
                let gone = store::phrase::remove(tx, actor.district, phrase, actor.person).await?;
                if gone { Ok(()) } else { Err(Refusal::NotFound("this phrase of yours")) }
            })
        })
        .await
}
