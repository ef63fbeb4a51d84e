//! A task for a class: given with a version of a rubric, shown to its educators with how far everybody is.

use std::collections::HashMap;

use domain::{
    LearnerId, PersonId, RubricId, SectionId, TaskId, Timestamp,
    access::Relationship,
    people::Section,
    task::{Again, CriterionMark, Judging, Seat, Takes, Task, Work, WorkRating, WorkState},
    text,
};
use store::Tx;

use crate::{
    Actor, App, Refusal,
    access::{self, Action},
    chance,
    class_list::{self, Listed},
    rated::{Rated, rated},
    whole_task::{WholeTask, educators, name, works},
};

/// The most characters of a prompt.
const MOST_PROMPT: usize = 20_000;

/// The most business days until work is to be rated: a school year has about 180.
const MOST_BUSINESS_DAYS: i64 = 180;

/// How many people are offered as raters; whoever is not among them is named by the API.
const MOST_RATERS: usize = 100;

/// The most times that a policy can name.
const MOST_TIMES: i64 = 100;

/// A task to be given.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewTask {
    /// What people read.
    pub title: String,
    /// What is to be done, in light Markdown.
    pub prompt: String,
    /// By which rubric: the version that is the latest now.
    pub rubric: RubricId,
    /// What is handed in.
    pub takes: Takes,
    /// From when.
    pub opens_at: Option<Timestamp>,
    /// When it is due.
    pub due_at: Option<Timestamp>,
    /// When nothing is taken any more.
    pub closes_at: Option<Timestamp>,
    /// Handing in again.
    pub again: Again,
    /// Who rates, and how.
    pub judging: Judging,
    /// Who rates by name; nobody for the educators of the class.
    pub raters: Vec<PersonId>,
}

/// The tasks of a class.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tasks {
    /// The class.
    pub section: Section,
    /// Whether the reader gives tasks here.
    pub may_give: bool,
    /// Newest first, with how many learners handed in, and how many of those wait to be released.
    pub tasks: Vec<(Task, usize, usize)>,
}

/// One task as its educators see it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TaskShown {
    /// The task.
    pub whole: WholeTask,
    /// Whether the reader releases.
    pub may_release: bool,
    /// Who rates, with their names and how much they have not done, of all tasks.
    pub raters: Vec<(PersonId, String, i64)>,
    /// Every learner of the class with their last attempt.
    pub rows: Vec<TaskRow>,
}

/// One learner of the class.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TaskRow {
    /// Who.
    pub learner: Listed,
    /// Every attempt that was begun, oldest first.
    pub attempts: Vec<Work>,
    /// How far the rating of the last one is; `None` where it was not handed in.
    pub rated: Option<Rated>,
    /// The reader's own rating of the last one, if they have a seat.
    pub own_rating: Option<WorkRating>,
    /// What came of those that were released, by attempt.
    pub results: HashMap<i64, Vec<CriterionMark>>,
    /// Whether a meeting is to be noted before the next attempt.
    pub meeting_due: bool,
}

impl TaskRow {
    /// The last attempt.
    pub fn last(&self) -> Option<&Work> {
        self.attempts.last()
    }
}

/// Gives a task to a class.
pub async fn give_task(
    app: &App,
    actor: &Actor,
    section: SectionId,
    new: NewTask,
) -> Result<TaskId, Refusal> {
    let now = chance::now();
    let new = checked(new)?;
    app.db
        .write((actor.clone(), new), move |tx, (actor, new)| {
            Box::pin(async move { give(tx, actor, section, new, now).await })
        })
        .await
}

pub(crate) async fn give(
    tx: &mut Tx,
    actor: &Actor,
    section: SectionId,
    new: &NewTask,
    now: Timestamp,
) -> Result<TaskId, Refusal> {
    let (district, today) = (actor.district, chance::date_of(actor.district, now));
    let (section, _) = access::section(tx, actor, section, Action::Judge, today).await?;
    let rubric = store::rubric::find(tx, district, new.rubric).await?;
    let rubric = rubric.ok_or(Refusal::invalid("rubric", "is not known here: choose one of the library"))?;
    let mut pool = Vec::new();
    for person in &new.raters {
        if !works(tx, district, *person, today).await? {
            return Err(Refusal::invalid("raters", "names somebody who does not work here"));
        }
        if !pool.contains(person) {
            pool.push(*person);
        }
    }
    let may_rate =
        if pool.is_empty() { educators(tx, district, &section, today).await?.len() } else { pool.len() };
    if i64::try_from(may_rate).unwrap_or(0) < new.judging.raters {
        let why = "are too few: two who rate without seeing each other have to be two people";
        return Err(Refusal::invalid("raters", why));
    }
    let rubric_of = (new.rubric, rubric.version);
    if new.judging.calibrated
        && store::calibration_round::of_rubric(tx, district, rubric_of)
            .await?
            .iter()
            .all(|one| one.closed_at.is_some())
    {
        let why = "has no open round for this rubric: make one of released work of an earlier task, or do not \
                   ask for it";
        return Err(Refusal::invalid("calibrated", why));
    }
    let task = Task {
        id: chance::task_id(now),
        section: section.id,
        title: new.title.clone(),
        prompt: new.prompt.clone(),
        rubric: new.rubric,
        rubric_version: rubric.version,
        takes: new.takes,
        opens_at: new.opens_at,
        due_at: new.due_at,
        closes_at: new.closes_at,
        again: new.again,
        judging: new.judging.clone(),
        made_by: actor.person,
        made_at: now,
        archived_at: None,
    };
    store::task::put(tx, district, &task).await?;
    store::task::set_raters(tx, district, task.id, &pool).await?;
    Ok(task.id)
}

fn checked(new: NewTask) -> Result<NewTask, Refusal> {
    let title = text::required(&new.title, 200).map_err(Refusal::text("title"))?;
    let prompt =
        text::optional(&new.prompt, MOST_PROMPT).map_err(Refusal::text("prompt"))?.unwrap_or_default();
    if new.takes == Takes::default() {
        return Err(Refusal::invalid("takes", "has nothing: choose what is handed in"));
    }
    let moments = [new.opens_at, new.due_at, new.closes_at];
    if !moments.iter().flatten().is_sorted() {
        return Err(Refusal::invalid("due", "is before it opens, or after it closes"));
    }
    let times = [new.again.most, new.again.meeting_after];
    if times.iter().flatten().any(|times| !(1..=MOST_TIMES).contains(times)) {
        return Err(Refusal::invalid("attempts", format!("must be 1 to {MOST_TIMES}, or empty")));
    }
    if !(1..=2).contains(&new.judging.raters) || !(0..=9).contains(&new.judging.tolerance) {
        return Err(Refusal::invalid("raters", "must be 1 or 2, and differ by 0 to 9 levels"));
    }
    let most_peers = i64::try_from(Seat::PEERS.len()).unwrap_or(0);
    if !(0..=most_peers).contains(&new.judging.peers) {
        return Err(Refusal::invalid("peers", format!("must be 0 to {most_peers} classmates")));
    }
    if !(1..=MOST_BUSINESS_DAYS).contains(&new.judging.business_days) {
        let why = format!("must be 1 to {MOST_BUSINESS_DAYS} business days");
        return Err(Refusal::invalid("days", why));
    }
    Ok(NewTask { title, prompt, ..new })
}

/// Puts a task away, or takes it out again: nothing is handed in while it is away, and nothing is lost.
pub async fn archive_task(app: &App, actor: &Actor, task: TaskId, away: bool) -> Result<(), Refusal> {
    let now = chance::now();
    app.db
        .write(actor.clone(), move |tx, actor| {
            Box::pin(async move {
                let whole = WholeTask::load(tx, actor.district, task).await?;
                let today = chance::date_of(actor.district, now);
                may(tx, actor, &whole, Action::Judge, today).await?;
                let archived_at = away.then_some(now);
                Ok::<_, Refusal>(
                    store::task::put(tx, actor.district, &Task { archived_at, ..whole.task }).await?,
                )
            })
        })
        .await
}

/// Whoever may do `action` with the class of a task; a task of a class that nobody told them of is not there.
pub(crate) async fn may(
    tx: &mut Tx,
    actor: &Actor,
    whole: &WholeTask,
    action: Action,
    today: domain::Date,
) -> Result<Relationship, Refusal> {
    match access::section(tx, actor, whole.section.id, action, today).await {
        Ok((_, relationship)) => Ok(relationship),
        Err(Refusal::NotFound(_)) => Err(Refusal::NotFound("this task")),
        Err(other) => Err(other),
    }
}

/// The tasks of a class, for whoever may see it.
pub async fn list_tasks(app: &App, actor: &Actor, section: SectionId) -> Result<Tasks, Refusal> {
    let now = chance::now();
    app.db
        .read(actor.clone(), move |tx, actor| {
            Box::pin(async move {
                let (district, today) = (actor.district, chance::date_of(actor.district, now));
                let (section, _) = access::section(tx, actor, section, Action::See, today).await?;
                let may_give = access::section(tx, actor, section.id, Action::Judge, today).await.is_ok();
                let mut tasks = Vec::new();
                for task in store::task::of_section(tx, district, section.id).await? {
                    let work = store::work::of_task(tx, district, task.id).await?;
                    let mut learners: Vec<LearnerId> =
                        work.iter().filter(|one| one.handed_in_at.is_some()).map(|one| one.learner).collect();
                    learners.dedup();
                    let waiting = work.iter().filter(|one| one.state == WorkState::HandedIn).count();
                    tasks.push((task, learners.len(), waiting));
                }
                Ok::<_, Refusal>(Tasks { section, may_give, tasks })
            })
        })
        .await
}

/// People who may be asked to rate in a class: its educators, and those of other classes of the district, by
/// name, about 100 at most.
pub async fn possible_raters(
    app: &App,
    actor: &Actor,
    section: SectionId,
) -> Result<Vec<(PersonId, String)>, Refusal> {
    let now = chance::now();
    app.db
        .read(actor.clone(), move |tx, actor| {
            Box::pin(async move {
                let (district, today) = (actor.district, chance::date_of(actor.district, now));
                let (section, _) = access::section(tx, actor, section, Action::Judge, today).await?;
                let mut people = educators(tx, district, &section, today).await?;
                for other in store::section::list(tx, district).await? {
                    if people.len() < MOST_RATERS {
                        people.extend(educators(tx, district, &other, today).await?);
                    }
                }
                people.sort_unstable();
                people.dedup();
                let found = store::person::find_all(tx, district, &people).await?;
                let mut named: Vec<(PersonId, String)> =
                    found.into_iter().map(|person| (person.id, person.name())).collect();
                named.sort_by(|one, other| one.1.cmp(&other.1));
                Ok::<_, Refusal>(named)
            })
        })
        .await
}

/// One task with everybody's work, for the educators of its class.
pub async fn show_task(app: &App, actor: &Actor, task: TaskId) -> Result<TaskShown, Refusal> {
    let now = chance::now();
    let (relationship, shown) = app
        .db
        .read(actor.clone(), move |tx, actor| Box::pin(async move { load(tx, actor, task, now).await }))
        .await?;
    let learners = shown.rows.iter().map(|row| row.learner.learner).collect();
    access::log(app, actor, "task", relationship, learners, now).await?;
    Ok(shown)
}

async fn load(
    tx: &mut Tx,
    actor: &Actor,
    task: TaskId,
    now: Timestamp,
) -> Result<(Relationship, TaskShown), Refusal> {
    let (district, today) = (actor.district, chance::date_of(actor.district, now));
    let whole = WholeTask::load(tx, district, task).await?;
    let relationship = may(tx, actor, &whole, Action::See, today).await?;
    let may_release = access::section(tx, actor, whole.section.id, Action::Judge, today).await.is_ok();
    let work = store::work::of_task(tx, district, task).await?;
    let ratings = store::work_rating::of_task(tx, district, task).await?;
    let mut rows = Vec::new();
    for learner in class_list::learners(tx, district, &whole.section, today).await? {
        let attempts: Vec<Work> = work.iter().filter(|one| one.learner == learner.learner).cloned().collect();
        let (mut state, mut own_rating, mut meeting_due) = (None, None, false);
        let mut results = HashMap::new();
        if attempts.iter().any(|work| work.state == WorkState::Released) {
            let all = store::work::results(tx, district, learner.learner).await?;
            results.extend(
                all.into_iter().filter(|(of, _)| of.0 == task).map(|((_, attempt), marks)| (attempt, marks)),
            );
        }
        if let Some(last) = attempts.last() {
            let of_last: Vec<&WorkRating> = ratings
                .iter()
                .filter(|one| one.learner == last.learner && one.attempt == last.attempt)
                .collect();
            if last.state == WorkState::HandedIn {
                state = Some(rated(&whole.task, last, &of_last));
            }
            // Of two raters neither is told whose work they have.
            let own = of_last.iter().find(|one| one.rater == actor.person && !whole.is_blind());
            own_rating = own.map(|one| (*one).clone());
            let asked = whole.task.again.meeting_after.is_some_and(|after| last.attempt >= after);
            if asked && last.state == WorkState::Released {
                let meetings = store::work::meetings(tx, district, last.learner, task).await?;
                meeting_due = meetings.iter().all(|meeting| meeting.attempt != last.attempt);
            }
        }
        rows.push(TaskRow { learner, attempts, rated: state, own_rating, results, meeting_due });
    }
    let pool = whole.pool(tx, district, today).await?;
    let waiting = store::work_rating::waiting(tx, district, &pool).await?;
    let mut raters = Vec::with_capacity(pool.len());
    for person in pool {
        let waits = waiting.get(&person).copied().unwrap_or(0);
        raters.push((person, name(tx, district, person).await?, waits));
    }
    Ok((relationship, TaskShown { whole, may_release, raters, rows }))
}
