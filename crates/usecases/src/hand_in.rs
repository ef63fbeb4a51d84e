//! Work as its learner makes it: drafts that are kept as they are typed, files, handing in, and once more what
//! was not yet met.

use std::collections::HashMap;

use domain::{
    LearnerId, TaskId, Timestamp,
    access::Relationship,
    chain::Digest,
    item::FileValue,
    people::SectionRole,
    task::{CriterionMark, NotAgain, Seat, Work, WorkState, again},
    text,
};
use store::Tx;

use crate::{
    Actor, App, Refusal, access, chance,
    keep_content::Checked,
    whole_task::{WholeTask, after_business_days, files, seat},
};

/// The most characters of what is written.
const MOST_WORDS: usize = 100_000;

/// The most characters of an address.
const MOST_LINK: usize = 2_000;

/// The most files of an attempt.
const MOST_FILES: usize = 20;

/// A task as the learner sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OwnTask {
    /// The task.
    pub whole: WholeTask,
    /// Every attempt, oldest first, with its files.
    pub attempts: Vec<(Work, Vec<FileValue>)>,
    /// What came of attempts that were released.
    pub results: HashMap<i64, Vec<CriterionMark>>,
    /// What raters said of the whole of attempts that were released.
    pub comments: HashMap<i64, Vec<String>>,
    /// Whether it takes work now.
    pub open: bool,
    /// Which criteria could be handed in once more, or why none.
    pub again: Option<Result<Vec<usize>, NotAgain>>,
}

/// Shows a task to a learner of its class.
pub async fn show_own_task(app: &App, actor: &Actor, task: TaskId) -> Result<OwnTask, Refusal> {
    let now = chance::now();
    let shown = app
        .db
        .read(actor.clone(), move |tx, actor| Box::pin(async move { load(tx, actor, task, now).await }))
        .await?;
    access::log(app, actor, "own work", Relationship::Own, vec![actor.person.as_learner()], now).await?;
    Ok(shown)
}

async fn load(tx: &mut Tx, actor: &Actor, task: TaskId, now: Timestamp) -> Result<OwnTask, Refusal> {
    let learner = actor.person.as_learner();
    let (whole, attempts, open) = own(tx, actor, task, now).await?;
    let (results, comments) = released(tx, actor, learner, &attempts).await?;
    let again = match attempts.last() {
        Some(last) => {
            let met = met(&whole, &attempts, &results);
            let meetings = store::work::meetings(tx, actor.district, learner, task).await?;
            let meetings: Vec<i64> = meetings.iter().map(|meeting| meeting.attempt).collect();
            Some(again(&whole.task, last, &met, &meetings, now))
        }
        None => None,
    };
    let mut with_files = Vec::with_capacity(attempts.len());
    for work in attempts {
        let files = files(tx, actor.district, learner, &work).await?;
        with_files.push((work, files));
    }
    Ok(OwnTask { whole, attempts: with_files, results, comments, open, again })
}

/// What came of the attempts of one learner at one task that were released, and what was said of the whole.
pub(crate) async fn released(
    tx: &mut Tx,
    actor: &Actor,
    learner: LearnerId,
    attempts: &[Work],
) -> Result<(HashMap<i64, Vec<CriterionMark>>, HashMap<i64, Vec<String>>), Refusal> {
    let mut all = store::work::results(tx, actor.district, learner).await?;
    let ratings = store::work_rating::of_learner(tx, actor.district, learner).await?;
    let (mut results, mut comments) = (HashMap::new(), HashMap::new());
    for work in attempts.iter().filter(|work| work.state == WorkState::Released) {
        results.extend(all.remove(&(work.task, work.attempt)).map(|found| (work.attempt, found)));
        let said = ratings
            .iter()
            .filter(|one| one.task == work.task && one.attempt == work.attempt && !one.comment.is_empty());
        comments.insert(work.attempt, said.map(|one| one.comment.clone()).collect());
    }
    Ok((results, comments))
}

/// By criterion, whether it was met in any attempt that was released.
pub(crate) fn met(
    whole: &WholeTask,
    attempts: &[Work],
    results: &HashMap<i64, Vec<CriterionMark>>,
) -> Vec<bool> {
    let said = |place: usize, one: &domain::rubric::Criterion| {
        attempts
            .iter()
            .filter_map(|work| results.get(&work.attempt))
            .flatten()
            .any(|result| result.criterion == place && result.mark.is_some_and(|mark| one.is_met(mark)))
    };
    whole.rubric.criteria.iter().enumerate().map(|(place, one)| said(place, one)).collect()
}

/// The task, the learner's attempts, and whether it takes work now. Tasks of other classes are not there, nor
/// are those that are not open yet.
async fn own(
    tx: &mut Tx,
    actor: &Actor,
    task: TaskId,
    now: Timestamp,
) -> Result<(WholeTask, Vec<Work>, bool), Refusal> {
    let (district, today) = (actor.district, chance::date_of(actor.district, now));
    let whole = WholeTask::load(tx, district, task).await?;
    let places = store::enrollment::of_person_in(tx, district, actor.person, whole.section.id).await?;
    let learns = places.iter().any(|place| place.role == SectionRole::Learner && place.dates.contains(today));
    let attempts = store::work::attempts(tx, district, actor.person.as_learner(), task).await?;
    let begun = whole.task.opens_at.is_none_or(|opens| opens <= now);
    if (!learns || !begun) && attempts.is_empty() {
        return Err(Refusal::NotFound("this task"));
    }
    let ended = whole.task.closes_at.is_some_and(|closes| closes <= now);
    let open = learns && begun && !ended && whole.task.archived_at.is_none();
    Ok((whole, attempts, open))
}

/// The learner's draft, begun where there is none: refused where nothing is taken.
async fn draft(
    tx: &mut Tx,
    actor: &Actor,
    task: TaskId,
    now: Timestamp,
) -> Result<(WholeTask, Work), Refusal> {
    access::may_write(actor)?;
    let learner = actor.person.as_learner();
    store::learner::lock(tx, actor.district, learner, now).await?;
    let (whole, mut attempts, open) = own(tx, actor, task, now).await?;
    if !open {
        return Err(Refusal::Conflict("This task takes nothing more.".to_owned()));
    }
    match attempts.pop() {
        Some(last) if last.state == WorkState::Draft => Ok((whole, last)),
        Some(_) => Err(Refusal::Conflict("This is handed in: wait for its feedback.".to_owned())),
        None => {
            let first = begun(learner, task, 1, (0..whole.rubric.criteria.len()).collect(), now);
            store::work::add(tx, actor.district, &first).await?;
            Ok((whole, first))
        }
    }
}

fn begun(learner: LearnerId, task: TaskId, attempt: i64, asked: Vec<usize>, now: Timestamp) -> Work {
    Work {
        learner,
        task,
        attempt,
        state: WorkState::Draft,
        words: String::new(),
        link: String::new(),
        files: Vec::new(),
        asked,
        begun_at: now,
        touched_at: now,
        handed_in_at: None,
        rate_by: None,
        released_at: None,
    }
}

/// What is written so far.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Written {
    /// The words; `None` leaves them as they are.
    pub words: Option<String>,
    /// The address; `None` leaves it as it is.
    pub link: Option<String>,
}

impl Written {
    fn checked(self) -> Result<Self, Refusal> {
        let words = self.words.map(|words| {
            // What is typed is kept as it is, blanks at its end included.
            if words.contains('\0') || words.chars().count() > MOST_WORDS {
                let why = format!("has more than {MOST_WORDS} characters, or a character that is none");
                return Err(Refusal::invalid("words", why));
            }
            Ok(words)
        });
        let link = self.link.map(|link| {
            let link = text::optional(&link, MOST_LINK).map_err(Refusal::text("link"))?.unwrap_or_default();
            let web = link.is_empty() || link.starts_with("https://") || link.starts_with("http://");
            if web { Ok(link) } else { Err(Refusal::invalid("link", "must begin with https://")) }
        });
        Ok(Self { words: words.transpose()?, link: link.transpose()? })
    }

    fn over(self, whole: &WholeTask, mut work: Work, now: Timestamp) -> Work {
        if whole.task.takes.words {
            work.words = self.words.unwrap_or(work.words);
        }
        if whole.task.takes.link {
            work.link = self.link.unwrap_or(work.link);
        }
        Work { touched_at: now, ..work }
    }
}

/// Keeps what is written so far; when it was kept.
pub async fn keep_draft(
    app: &App,
    actor: &Actor,
    task: TaskId,
    written: Written,
) -> Result<Timestamp, Refusal> {
    let (now, written) = (chance::now(), written.checked()?);
    app.db
        .write((actor.clone(), written), move |tx, (actor, written)| {
            Box::pin(async move {
                let (whole, work) = draft(tx, actor, task, now).await?;
                let work = written.clone().over(&whole, work, now);
                store::work::update(tx, actor.district, &work).await?;
                Ok::<_, Refusal>(now)
            })
        })
        .await
}

/// Adds a file to the draft.
pub async fn add_file(app: &App, actor: &Actor, task: TaskId, file: Checked) -> Result<FileValue, Refusal> {
    let now = chance::now();
    app.db
        .write((actor.clone(), file), move |tx, (actor, file)| {
            Box::pin(async move {
                let (whole, mut work) = draft(tx, actor, task, now).await?;
                let takes = whole.task.takes;
                let sound = file.kind.family() == crate::media::Family::Recording;
                if !(takes.files || takes.audio && sound) {
                    return Err(Refusal::invalid("file", "is not what this task takes"));
                }
                if work.files.len() >= MOST_FILES {
                    return Err(Refusal::invalid(
                        "file",
                        format!("is one too many: {MOST_FILES} are the most"),
                    ));
                }
                let kept = file.keep(tx, actor.district, Some(work.learner), now).await?;
                if !work.files.contains(&kept.digest) {
                    work.files.push(kept.digest);
                }
                store::work::update(tx, actor.district, &Work { touched_at: now, ..work }).await?;
                Ok::<_, Refusal>(kept)
            })
        })
        .await
}

/// Takes a file off the draft.
pub async fn remove_file(app: &App, actor: &Actor, task: TaskId, digest: Digest) -> Result<(), Refusal> {
    let now = chance::now();
    app.db
        .write(actor.clone(), move |tx, actor| {
            Box::pin(async move {
                let (_, mut work) = draft(tx, actor, task, now).await?;
                work.files.retain(|one| *one != digest);
                store::work::update(tx, actor.district, &Work { touched_at: now, ..work }).await?;
                Ok::<_, Refusal>(())
            })
        })
        .await
}

/// Hands the draft in: it changes no more, and whoever rates it is asked.
pub async fn hand_in(app: &App, actor: &Actor, task: TaskId, written: Written) -> Result<(), Refusal> {
    let (now, written) = (chance::now(), written.checked()?);
    app.db
        .write((actor.clone(), written), move |tx, (actor, written)| {
            Box::pin(async move {
                let (whole, work) = draft(tx, actor, task, now).await?;
                let work = written.clone().over(&whole, work, now);
                if work.words.trim().is_empty() && work.link.is_empty() && work.files.is_empty() {
                    return Err(Refusal::invalid("words", "are missing: there is nothing to hand in yet"));
                }
                let rate_by = after_business_days(actor.district, now, whole.task.judging.business_days);
                let state = WorkState::HandedIn;
                let work = Work { state, handed_in_at: Some(now), rate_by, ..work };
                store::work::update(tx, actor.district, &work).await?;
                ask_raters(tx, actor, &whole, &work, now).await
            })
        })
        .await
}

/// Asks as many as the task wants; who rated an earlier attempt is asked again where that is one person.
async fn ask_raters(
    tx: &mut Tx,
    actor: &Actor,
    whole: &WholeTask,
    work: &Work,
    now: Timestamp,
) -> Result<(), Refusal> {
    let today = chance::date_of(actor.district, now);
    let mut pool = whole.pool(tx, actor.district, today).await?;
    // Nobody rates their own work.
    pool.retain(|person| *person != work.learner.as_person());
    let first = seat(tx, actor.district, work, Seat::First, (&pool, &[]), now).await?;
    if whole.task.judging.raters > 1 {
        let not: Vec<_> = first.iter().map(|one| one.rater).collect();
        seat(tx, actor.district, work, Seat::Second, (&pool, &not), now).await?;
    }
    Ok(())
}

/// Begins once more, with the criteria that are not met yet; the last attempt stays as it is.
pub async fn begin_again(app: &App, actor: &Actor, task: TaskId) -> Result<i64, Refusal> {
    let now = chance::now();
    app.db
        .write(actor.clone(), move |tx, actor| {
            Box::pin(async move {
                access::may_write(actor)?;
                let (district, learner) = (actor.district, actor.person.as_learner());
                store::learner::lock(tx, district, learner, now).await?;
                let (whole, attempts, open) = own(tx, actor, task, now).await?;
                let last = attempts.last().ok_or(Refusal::NotFound("this work"))?;
                let (results, _) = released(tx, actor, learner, &attempts).await?;
                let meetings = store::work::meetings(tx, district, learner, task).await?;
                let meetings: Vec<i64> = meetings.iter().map(|meeting| meeting.attempt).collect();
                let asked = again(&whole.task, last, &met(&whole, &attempts, &results), &meetings, now);
                let asked = asked.map_err(|why| Refusal::Conflict(why_not(why).to_owned()))?;
                if !open {
                    return Err(Refusal::Conflict(why_not(NotAgain::Closed).to_owned()));
                }
                let mut next = begun(learner, task, last.attempt + 1, asked, now);
                // What was written is where the next attempt begins.
                next.words.clone_from(&last.words);
                next.link.clone_from(&last.link);
                next.files.clone_from(&last.files);
                store::work::add(tx, district, &next).await?;
                Ok::<_, Refusal>(next.attempt)
            })
        })
        .await
}

/// Why a learner cannot begin again, as a sentence for programs; pages have their own words.
pub fn why_not(why: NotAgain) -> &'static str {
    match why {
        NotAgain::NotYet => "The last attempt has no feedback yet.",
        NotAgain::AllMet => "Everything is met.",
        NotAgain::Most(_) => "This was handed in as often as the task allows.",
        NotAgain::Meeting => "A meeting comes before the next attempt.",
        NotAgain::Closed => "This task takes nothing more.",
    }
}
