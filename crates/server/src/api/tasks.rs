//! Tasks of a class, as its educators give and follow them.

use axum::{
    Json, Router,
    extract::State,
    http::StatusCode,
    routing::{get, post, put},
};
use domain::{
    LearnerId, SectionId, TaskId,
    task::{Again, Judging, Takes, Task},
};
use serde::{Deserialize, Serialize};
use usecases::{Refusal, give_task, rated::Rated, release_work, third_rater};
use utoipa::ToSchema;

use super::{
    caller::Caller,
    problem::ApiError,
    received::{Named, Sent},
    scalars::{Day, Id, Moment},
};
use crate::site::Site;

/// Addresses of this file.
pub fn routes() -> Router<Site> {
    Router::new()
        .route("/sections/{section}/tasks", get(list_tasks).post(give))
        .route("/tasks/{task}", get(show_task))
        .route("/tasks/{task}/archived", put(put_archived))
        .route("/tasks/{task}/release", post(release))
        .route("/tasks/{task}/meetings", post(note_meeting))
        .route("/tasks/{task}/third", post(name_third))
}

/// A task that was given to a section.
#[derive(Debug, Serialize, ToSchema)]
pub struct TaskListed {
    /// Its id.
    pub id: Id,
    /// The section.
    pub section: Id,
    /// What people read.
    pub title: String,
    /// What is to be done, in light Markdown.
    pub prompt: String,
    /// By which rubric.
    pub rubric: Id,
    /// By which version of it.
    pub rubric_version: i64,
    /// What is handed in: `words`, `files`, `audio`, `link`.
    pub takes: Vec<&'static str>,
    /// From when.
    pub opens_at: Option<Moment>,
    /// When it is due.
    pub due_at: Option<Moment>,
    /// When nothing is taken any more.
    pub closes_at: Option<Moment>,
    /// How often it is handed in; as often as it takes where it is not given.
    pub most_attempts: Option<i64>,
    /// After how many times a meeting comes before the next.
    pub meeting_after: Option<i64>,
    /// How many rate without seeing each other.
    pub raters: i64,
    /// How many levels two may lie apart.
    pub tolerance: i64,
    /// Business days until it is to be rated.
    pub business_days: i64,
    /// Whether raters finish only after a calibration round of the rubric.
    pub calibrated: bool,
    /// Whether learners rate their own work.
    pub own_rating: bool,
    /// How many classmates rate each piece of work.
    pub peers: i64,
    /// Whether it was put away.
    pub archived: bool,
}

impl From<&Task> for TaskListed {
    fn from(one: &Task) -> Self {
        Self {
            id: one.id.into(),
            section: one.section.into(),
            title: one.title.clone(),
            prompt: one.prompt.clone(),
            rubric: one.rubric.into(),
            rubric_version: one.rubric_version,
            takes: one.takes.as_words(),
            opens_at: one.opens_at.map(Into::into),
            due_at: one.due_at.map(Into::into),
            closes_at: one.closes_at.map(Into::into),
            most_attempts: one.again.most,
            meeting_after: one.again.meeting_after,
            raters: one.judging.raters,
            tolerance: one.judging.tolerance,
            business_days: one.judging.business_days,
            calibrated: one.judging.calibrated,
            own_rating: one.judging.own,
            peers: one.judging.peers,
            archived: one.archived_at.is_some(),
        }
    }
}

/// A task to be given.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewTask {
    /// What people read.
    title: String,
    /// What is to be done, in light Markdown.
    #[serde(default)]
    prompt: String,
    /// By which rubric: its version of now.
    rubric: Id,
    /// What is handed in: `words`, `files`, `audio`, `link`.
    takes: Vec<String>,
    /// From when.
    opens_at: Option<Moment>,
    /// When it is due.
    due_at: Option<Moment>,
    /// When nothing is taken any more.
    closes_at: Option<Moment>,
    /// How often it is handed in; as often as it takes where it is not given.
    most_attempts: Option<i64>,
    /// After how many times a meeting comes before the next.
    meeting_after: Option<i64>,
    /// How many rate without seeing each other: 1 or 2; 1 where it is not given.
    raters: Option<i64>,
    /// How many levels two may lie apart; 0 where it is not given.
    tolerance: Option<i64>,
    /// Business days until it is to be rated; 5 where it is not given.
    business_days: Option<i64>,
    /// Whether raters finish only after a calibration round of the rubric.
    #[serde(default)]
    calibrated: bool,
    /// Whether learners rate their own work.
    #[serde(default)]
    own_rating: bool,
    /// How many classmates rate each piece of work, 0 to 3.
    #[serde(default)]
    peers: i64,
    /// Who rates; the educators of the section where nobody is named.
    #[serde(default)]
    rated_by: Vec<Id>,
}

/// A task that was given.
#[derive(Debug, Serialize, ToSchema)]
pub struct TaskGiven {
    /// Its id.
    pub id: Id,
}

/// Lists the tasks of a section, newest first.
#[utoipa::path(get, path = "/api/v1/sections/{section}/tasks", tag = "Tasks",
    responses((status = 200, body = Vec<TaskListed>)))]
pub(super) async fn list_tasks(
    State(site): State<Site>,
    Caller(actor): Caller,
    Named(section): Named<SectionId>,
) -> Result<Json<Vec<TaskListed>>, ApiError> {
    let found = give_task::list_tasks(&site.app, &actor, section).await?;
    Ok(Json(found.tasks.iter().map(|(task, ..)| task.into()).collect()))
}

/// Gives a task to a section.
#[utoipa::path(post, path = "/api/v1/sections/{section}/tasks", tag = "Tasks", request_body = NewTask,
    responses((status = 200, body = TaskGiven)))]
pub(super) async fn give(
    State(site): State<Site>,
    Caller(actor): Caller,
    Named(section): Named<SectionId>,
    Sent(new): Sent<NewTask>,
) -> Result<Json<TaskGiven>, ApiError> {
    let takes = Takes::from_words(new.takes.iter().map(String::as_str));
    let takes = takes.ok_or_else(|| Refusal::invalid("takes", "must be of words, files, audio, link"))?;
    let new = give_task::NewTask {
        title: new.title,
        prompt: new.prompt,
        rubric: new.rubric.into(),
        takes,
        opens_at: new.opens_at.map(|moment| moment.0),
        due_at: new.due_at.map(|moment| moment.0),
        closes_at: new.closes_at.map(|moment| moment.0),
        again: Again { most: new.most_attempts, meeting_after: new.meeting_after },
        judging: Judging {
            raters: new.raters.unwrap_or(1),
            tolerance: new.tolerance.unwrap_or(0),
            business_days: new.business_days.unwrap_or(5),
            calibrated: new.calibrated,
            own: new.own_rating,
            peers: new.peers,
        },
        raters: new.rated_by.into_iter().map(Into::into).collect(),
    };
    let id = give_task::give_task(&site.app, &actor, section, new).await?;
    Ok(Json(TaskGiven { id: id.into() }))
}

/// A task with everybody's work.
#[derive(Debug, Serialize, ToSchema)]
pub struct TaskShown {
    /// The task.
    pub task: TaskListed,
    /// Who rates, with how much each has not done, of all tasks.
    pub raters: Vec<Rater>,
    /// Every learner of the section.
    pub learners: Vec<TaskLearner>,
}

/// Somebody who rates.
#[derive(Debug, Serialize, ToSchema)]
pub struct Rater {
    /// Who.
    pub person: Id,
    /// By name.
    pub name: String,
    /// What they have not done.
    pub waiting: i64,
}

/// How far one learner is.
#[derive(Debug, Serialize, ToSchema)]
pub struct TaskLearner {
    /// Who.
    pub learner: Id,
    /// By name.
    pub name: String,
    /// How often they began.
    pub attempts: usize,
    /// `draft`, `handed_in` or `released` of the last; nothing where none was begun.
    pub state: Option<&'static str>,
    /// Of work that was handed in: `waiting`, `apart` or `ready`.
    pub rated: Option<&'static str>,
    /// Whether a meeting comes before the next attempt.
    pub meeting_due: bool,
}

/// Shows a task with everybody's work, to the educators of its section.
#[utoipa::path(get, path = "/api/v1/tasks/{task}", tag = "Tasks", responses((status = 200, body = TaskShown)))]
pub(super) async fn show_task(
    State(site): State<Site>,
    Caller(actor): Caller,
    Named(task): Named<TaskId>,
) -> Result<Json<TaskShown>, ApiError> {
    let found = give_task::show_task(&site.app, &actor, task).await?;
    let learner = |row: &give_task::TaskRow| TaskLearner {
        learner: row.learner.learner.into(),
        name: row.learner.name.clone(),
        attempts: row.attempts.len(),
        state: row.last().map(|work| work.state.word()),
        rated: row.rated.as_ref().map(|rated| match rated {
            Rated::Waiting => "waiting",
            Rated::Apart(_) => "apart",
            Rated::Ready(_) => "ready",
        }),
        meeting_due: row.meeting_due,
    };
    let rater = |(person, name, waiting): &(domain::PersonId, String, i64)| Rater {
        person: (*person).into(),
        name: name.clone(),
        waiting: *waiting,
    };
    Ok(Json(TaskShown {
        task: (&found.whole.task).into(),
        raters: found.raters.iter().map(rater).collect(),
        learners: found.rows.iter().map(learner).collect(),
    }))
}

/// Whether a task is put away.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Archived {
    /// Whether it is.
    archived: bool,
}

/// Puts a task away, or takes it out again.
#[utoipa::path(put, path = "/api/v1/tasks/{task}/archived", tag = "Tasks", request_body = Archived,
    responses((status = 204)))]
pub(super) async fn put_archived(
    State(site): State<Site>,
    Caller(actor): Caller,
    Named(task): Named<TaskId>,
    Sent(new): Sent<Archived>,
) -> Result<StatusCode, ApiError> {
    give_task::archive_task(&site.app, &actor, task, new.archived).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Whose work.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ReleaseOf {
    /// Of these learners; of everybody where nobody is named.
    #[serde(default)]
    learners: Vec<Id>,
}

/// What a release did.
#[derive(Debug, Serialize, ToSchema)]
pub struct WorkReleased {
    /// Pieces of work.
    pub works: usize,
    /// Entries of the ledger that came of them.
    pub entries: usize,
}

/// Releases work that is rated: learners and families see it, and it becomes evidence.
#[utoipa::path(post, path = "/api/v1/tasks/{task}/release", tag = "Tasks", request_body = ReleaseOf,
    responses((status = 200, body = WorkReleased)))]
pub(super) async fn release(
    State(site): State<Site>,
    Caller(actor): Caller,
    Named(task): Named<TaskId>,
    Sent(of): Sent<ReleaseOf>,
) -> Result<Json<WorkReleased>, ApiError> {
    let learners: Vec<LearnerId> = of.learners.into_iter().map(Into::into).collect();
    let done = release_work::release_work(&site.app, &actor, task, learners).await?;
    Ok(Json(WorkReleased { works: done.works, entries: done.entries }))
}

/// A meeting about work.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewMeeting {
    /// With whom.
    learner: Id,
    /// On which day.
    met_on: Day,
    /// What was agreed.
    #[serde(default)]
    note: String,
}

/// Notes a meeting after the last attempt of a learner.
#[utoipa::path(post, path = "/api/v1/tasks/{task}/meetings", tag = "Tasks", request_body = NewMeeting,
    responses((status = 204)))]
pub(super) async fn note_meeting(
    State(site): State<Site>,
    Caller(actor): Caller,
    Named(task): Named<TaskId>,
    Sent(new): Sent<NewMeeting>,
) -> Result<StatusCode, ApiError> {
    let of = (task, new.learner.into());
    release_work::note_meeting(&site.app, &actor, of, new.met_on.0, &new.note).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Who decides between two raters.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ThirdRater {
    /// About whose work.
    learner: Id,
    /// Who decides.
    person: Id,
}

/// Asks somebody to decide where two raters are too far apart.
#[utoipa::path(post, path = "/api/v1/tasks/{task}/third", tag = "Tasks", request_body = ThirdRater,
    responses((status = 204)))]
pub(super) async fn name_third(
    State(site): State<Site>,
    Caller(actor): Caller,
    Named(task): Named<TaskId>,
    Sent(new): Sent<ThirdRater>,
) -> Result<StatusCode, ApiError> {
    third_rater::name_third(&site.app, &actor, (task, new.learner.into()), new.person.into()).await?;
    Ok(StatusCode::NO_CONTENT)
}
