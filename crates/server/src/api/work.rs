//! Work of learners: the learner's own, and what a learner made.

use axum::{
    Json, Router,
    extract::{DefaultBodyLimit, State},
    http::StatusCode,
    middleware,
    routing::{delete, get, post, put},
};
use domain::{LearnerId, TaskId, chain::hex, item::FileValue, rubric::Mark, task};
use serde::{Deserialize, Serialize};
use usecases::{begin_again, feedback, hand_in, keep_content::Checked, media::EVERYTHING, show_portfolio};
use utoipa::{IntoParams, ToSchema};

use super::{
    caller::Caller,
    problem::ApiError,
    received::{Named, Query, Raw, Sent},
    scalars::{Id, Moment},
};
use crate::{
    sent_file,
    site::Site,
    upload::{MOST_WORK_BYTES, refuse_large},
};

/// Addresses of this file.
pub fn routes() -> Router<Site> {
    let add = post(add_file).layer(DefaultBodyLimit::max(MOST_WORK_BYTES));
    let add = add.layer(middleware::from_fn(refuse_large));
    Router::new()
        .route("/learners/{learner}/work", get(list_work))
        .route("/work/{task}", get(show_work))
        .route("/work/{task}/draft", put(put_draft))
        .route("/work/{task}/files", add)
        .route("/work/{task}/files/{digest}", delete(remove_file))
        .route("/work/{task}/hand-in", post(hand_in_work))
        .route("/work/{task}/again", post(begin_again))
}

/// What a learner made of a task, once.
#[derive(Debug, Serialize, ToSchema)]
pub struct Attempt {
    /// From 1.
    pub number: i64,
    /// `draft`, `handed_in` or `released`.
    pub state: &'static str,
    /// What was written.
    pub words: String,
    /// Where it lies, if elsewhere.
    pub link: String,
    /// What was given.
    pub files: Vec<WorkFile>,
    /// The places of the criteria that are judged, from 0.
    pub criteria: Vec<usize>,
    /// When it was handed in.
    pub handed_in_at: Option<Moment>,
    /// When its feedback was released.
    pub released_at: Option<Moment>,
    /// What came of it, once it is released.
    pub results: Vec<CriterionResult>,
    /// What was said of the whole, once it is released.
    pub voices: Vec<WorkVoice>,
}

/// What one rater said of the whole.
#[derive(Debug, Serialize, ToSchema)]
pub struct WorkVoice {
    /// From whom: `staff`, `own` or `peer`.
    pub from: &'static str,
    /// In words.
    pub comment: String,
    /// By voice: files of the learner.
    pub recordings: Vec<WorkFile>,
    /// By criterion, of `own` and `peer`.
    pub marks: Vec<CriterionResult>,
}

impl From<&feedback::Voice> for WorkVoice {
    fn from(one: &feedback::Voice) -> Self {
        Self {
            from: one.from.word(),
            comment: one.comment.clone(),
            recordings: one.recordings.iter().map(Into::into).collect(),
            marks: one.marks.iter().map(Into::into).collect(),
        }
    }
}

/// A file of a piece of work.
#[derive(Debug, Serialize, ToSchema)]
pub struct WorkFile {
    /// SHA-256 of the content, in hexadecimal.
    pub digest: String,
    /// As the learner named it.
    pub name: String,
    /// What it was found to be.
    pub media_type: String,
    /// How many bytes.
    pub size: i64,
}

impl From<&FileValue> for WorkFile {
    fn from(file: &FileValue) -> Self {
        Self {
            digest: hex(&file.digest),
            name: file.name.clone(),
            media_type: file.media_type.clone(),
            size: file.size,
        }
    }
}

/// What came of one criterion.
#[derive(Debug, Serialize, ToSchema)]
pub struct CriterionResult {
    /// Its place, from 0.
    pub criterion: usize,
    /// The place of the level, from 0 for the lowest; nothing where it is not applicable.
    pub level: Option<usize>,
    /// Whether it does not apply.
    pub not_applicable: bool,
    /// What was said.
    pub comment: String,
}

impl From<&task::CriterionMark> for CriterionResult {
    fn from(one: &task::CriterionMark) -> Self {
        let level = match one.mark {
            Some(Mark::Level(level)) => Some(level),
            _ => None,
        };
        let not_applicable = one.mark == Some(Mark::NotApplicable);
        Self { criterion: one.criterion, level, not_applicable, comment: one.comment.clone() }
    }
}

fn attempt((work, files): &(task::Work, Vec<FileValue>), came_of_it: Option<&feedback::Feedback>) -> Attempt {
    Attempt {
        number: work.attempt,
        state: work.state.word(),
        words: work.words.clone(),
        link: work.link.clone(),
        files: files.iter().map(Into::into).collect(),
        criteria: work.asked.clone(),
        handed_in_at: work.handed_in_at.map(Into::into),
        released_at: work.released_at.map(Into::into),
        results: came_of_it.into_iter().flat_map(|one| &one.results).map(Into::into).collect(),
        voices: came_of_it.into_iter().flat_map(|one| &one.voices).map(Into::into).collect(),
    }
}

/// A task with what one learner made of it.
#[derive(Debug, Serialize, ToSchema)]
pub struct WorkShown {
    /// The task.
    pub task: Id,
    /// Its title.
    pub title: String,
    /// Oldest first.
    pub attempts: Vec<Attempt>,
}

/// Lists what a learner made: for the learner, who speaks for them (what was released), and who may see them.
#[utoipa::path(get, path = "/api/v1/learners/{learner}/work", tag = "Tasks",
    responses((status = 200, body = Vec<WorkShown>)))]
pub(super) async fn list_work(
    State(site): State<Site>,
    Caller(actor): Caller,
    Named(learner): Named<LearnerId>,
) -> Result<Json<Vec<WorkShown>>, ApiError> {
    let found = show_portfolio::show_portfolio(&site.app, &actor, learner).await?;
    let shown = |one: &show_portfolio::PortfolioTask| WorkShown {
        task: one.whole.task.id.into(),
        title: one.whole.task.title.clone(),
        attempts: one.attempts.iter().map(|work| attempt(work, one.feedback.get(&work.0.attempt))).collect(),
    };
    Ok(Json(found.tasks.iter().map(shown).collect()))
}

/// Shows the caller's own work on a task.
#[utoipa::path(get, path = "/api/v1/work/{task}", tag = "Tasks", responses((status = 200, body = WorkShown)))]
pub(super) async fn show_work(
    State(site): State<Site>,
    Caller(actor): Caller,
    Named(task): Named<TaskId>,
) -> Result<Json<WorkShown>, ApiError> {
    let found = hand_in::show_own_task(&site.app, &actor, task).await?;
    Ok(Json(WorkShown {
        task: task.into(),
        title: found.whole.task.title.clone(),
        attempts: found
            .attempts
            .iter()
            .map(|work| attempt(work, found.feedback.get(&work.0.attempt)))
            .collect(),
    }))
}

/// What is written.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct WrittenWork {
    /// The words; as they were where they are not given.
    words: Option<String>,
    /// The address; as it was where it is not given.
    link: Option<String>,
}

impl From<WrittenWork> for hand_in::Written {
    fn from(one: WrittenWork) -> Self {
        Self { words: one.words, link: one.link }
    }
}

/// Keeps the caller's draft.
#[utoipa::path(put, path = "/api/v1/work/{task}/draft", tag = "Tasks", request_body = WrittenWork,
    responses((status = 204)))]
pub(super) async fn put_draft(
    State(site): State<Site>,
    Caller(actor): Caller,
    Named(task): Named<TaskId>,
    Sent(written): Sent<WrittenWork>,
) -> Result<StatusCode, ApiError> {
    hand_in::keep_draft(&site.app, &actor, task, written.into()).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Hands the caller's draft in.
#[utoipa::path(post, path = "/api/v1/work/{task}/hand-in", tag = "Tasks", request_body = WrittenWork,
    responses((status = 204)))]
pub(super) async fn hand_in_work(
    State(site): State<Site>,
    Caller(actor): Caller,
    Named(task): Named<TaskId>,
    Sent(written): Sent<WrittenWork>,
) -> Result<StatusCode, ApiError> {
    hand_in::hand_in(&site.app, &actor, task, written.into()).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// How a file is called.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct FileName {
    /// As people name it.
    #[serde(default)]
    name: String,
}

impl FileName {
    /// The name as it was sent; may be empty.
    pub(super) fn name(&self) -> &str {
        &self.name
    }
}

/// Adds a file to the caller's draft: the body is the file. What it is, its content says.
#[utoipa::path(post, path = "/api/v1/work/{task}/files", tag = "Tasks", params(FileName),
    request_body(content = Vec<u8>, content_type = "application/octet-stream"),
    responses((status = 200, body = WorkFile)))]
pub(super) async fn add_file(
    State(site): State<Site>,
    Caller(actor): Caller,
    Named(task): Named<TaskId>,
    Query(query): Query<FileName>,
    Raw(bytes): Raw,
) -> Result<Json<WorkFile>, ApiError> {
    let file = Checked::new(&query.name, bytes.into(), EVERYTHING)?;
    let kept = hand_in::add_file(&site.app, &actor, task, file).await?;
    Ok(Json((&kept).into()))
}

/// Takes a file off the caller's draft.
#[utoipa::path(delete, path = "/api/v1/work/{task}/files/{digest}", tag = "Tasks",
    responses((status = 204)))]
pub(super) async fn remove_file(
    State(site): State<Site>,
    Caller(actor): Caller,
    Named((task, digest)): Named<(TaskId, String)>,
) -> Result<StatusCode, ApiError> {
    hand_in::remove_file(&site.app, &actor, task, sent_file::digest(&digest)?).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Which attempt began.
#[derive(Debug, Serialize, ToSchema)]
pub struct AttemptBegun {
    /// From 2.
    pub number: i64,
}

/// Begins once more, with the criteria that are not met yet.
#[utoipa::path(post, path = "/api/v1/work/{task}/again", tag = "Tasks",
    responses((status = 200, body = AttemptBegun)))]
pub(super) async fn begin_again(
    State(site): State<Site>,
    Caller(actor): Caller,
    Named(task): Named<TaskId>,
) -> Result<Json<AttemptBegun>, ApiError> {
    Ok(Json(AttemptBegun { number: begin_again::begin_again(&site.app, &actor, task).await? }))
}
