//! Work as its learner makes it: drafts that are kept as they are typed, files, and handing in.

use std::collections::HashMap;

use domain::{
    LearnerId, TaskId, Timestamp,
    access::Relationship,
    chain::Digest,
    item::FileValue,
    people::SectionRole,
    task::{NotAgain, Seat, Work, WorkState, again},
    text,
};
use store::Tx;

use crate::{
    Actor, App, Refusal, access, chance,
    feedback::{self, Feedback},
    keep_content::Checked,
    review_work::{self, Review},
    take_review::{self, PeerProgress},
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
    /// What came of attempts that were released, and what was said of them.
    pub feedback: HashMap<i64, Feedback>,
    /// Whether it takes work now.
    pub open: bool,
    /// The learner's own work and that of classmates which they may rate now.
    pub reviews: Vec<Review>,
    /// How far they are with the work of classmates.
    pub peers: PeerProgress,
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
    let feedback = feedback::released(tx, actor.district, learner, &attempts).await?;
    let again = match attempts.last() {
        Some(last) => {
            let met = feedback::met(&whole, &feedback);
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
    let reviews = review_work::of_reviewer(tx, actor, Some(task)).await?;
    let peers = take_review::progress(tx, actor, &whole, now).await?;
    Ok(OwnTask { whole, attempts: with_files, feedback, open, again, reviews, peers })
}

/// The task, the learner's attempts, and whether it takes work now. Tasks of other classes are not there, nor
/// are those that are not open yet.
pub(crate) async fn own(
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

pub(crate) fn begun(
    learner: LearnerId,
    task: TaskId,
    attempt: i64,
    asked: Vec<usize>,
    now: Timestamp,
) -> Work {
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
                ask_raters(tx, actor, &whole, &work, now).await?;
                review_work::ask(tx, actor.district, &whole, &work, now).await
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
