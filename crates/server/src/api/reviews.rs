//! Work that learners rate: their own, and that of classmates; and what of it is left out.

use axum::{
    Json, Router,
    extract::State,
    http::{HeaderMap, StatusCode},
    response::Response,
    routing::{get, put},
};
use domain::{RatingId, TaskId, chain::hex};
use serde::{Deserialize, Serialize};
use usecases::{hand_in, moderate_reviews, review_work, take_review};
use utoipa::ToSchema;

use super::{
    caller::Caller,
    problem::ApiError,
    ratings::NewWorkRating,
    received::{Named, Sent},
    rubrics::Rubric,
    scalars::Id,
    work::CriterionResult,
};
use crate::{sent_file, site::Site};

/// Addresses of this file.
pub fn routes() -> Router<Site> {
    Router::new()
        .route("/work/{task}/reviews", get(list_own_reviews).post(take_review))
        .route("/reviews/{rating}", get(show_review).put(put_review))
        .route("/reviews/{rating}/files/{digest}", get(take_review_file))
        .route("/reviews/{rating}/left-out", put(put_left_out))
        .route("/tasks/{task}/reviews", get(list_reviews))
}

/// A piece of work that the caller may rate.
#[derive(Debug, Serialize, ToSchema)]
pub struct ReviewListed {
    /// The rating.
    pub id: Id,
    /// `own` or `peer`.
    pub of: &'static str,
    /// Whether it is done; it can be changed until the feedback is released.
    pub done: bool,
}

/// Lists the work on a task that the caller, who learns there, may rate now.
#[utoipa::path(get, path = "/api/v1/work/{task}/reviews", tag = "Tasks",
    responses((status = 200, body = Vec<ReviewListed>)))]
pub(super) async fn list_own_reviews(
    State(site): State<Site>,
    Caller(actor): Caller,
    Named(task): Named<TaskId>,
) -> Result<Json<Vec<ReviewListed>>, ApiError> {
    let found = hand_in::show_own_task(&site.app, &actor, task).await?;
    let listed = |one: &review_work::Review| ReviewListed {
        id: one.rating.id.into(),
        of: one.rating.seat.kind().word(),
        done: one.rating.done_at.is_some(),
    };
    Ok(Json(found.reviews.iter().map(listed).collect()))
}

/// A piece of work that was taken.
#[derive(Debug, Serialize, ToSchema)]
pub struct ReviewTaken {
    /// The rating.
    pub id: Id,
}

/// Gives the caller, who has handed in, a classmate's work to rate; one after the other.
#[utoipa::path(post, path = "/api/v1/work/{task}/reviews", tag = "Tasks",
    responses((status = 200, body = ReviewTaken)))]
pub(super) async fn take_review(
    State(site): State<Site>,
    Caller(actor): Caller,
    Named(task): Named<TaskId>,
) -> Result<Json<ReviewTaken>, ApiError> {
    let id = take_review::take_review(&site.app, &actor, task).await?;
    Ok(Json(ReviewTaken { id: id.into() }))
}

/// A piece of work as a learner rates it.
#[derive(Debug, Serialize, ToSchema)]
pub struct ReviewShown {
    /// The rating.
    pub id: Id,
    /// `own` or `peer`: whose, nothing tells.
    pub of: &'static str,
    /// How it is judged.
    pub rubric: Rubric,
    /// The places of the criteria to be rated, from 0.
    pub criteria: Vec<usize>,
    /// What was written.
    pub words: String,
    /// Where it lies, if elsewhere.
    pub link: String,
    /// Digests of its files.
    pub files: Vec<String>,
    /// Whether it can still be rated.
    pub open: bool,
    /// What is said of the whole.
    pub comment: String,
    /// What is said by criterion.
    pub marks: Vec<CriterionResult>,
}

/// Shows a piece of work to the learner who rates it.
#[utoipa::path(get, path = "/api/v1/reviews/{rating}", tag = "Tasks",
    responses((status = 200, body = ReviewShown)))]
pub(super) async fn show_review(
    State(site): State<Site>,
    Caller(actor): Caller,
    Named(rating): Named<RatingId>,
) -> Result<Json<ReviewShown>, ApiError> {
    let sheet = review_work::show_review(&site.app, &actor, rating).await?;
    Ok(Json(ReviewShown {
        id: rating.into(),
        of: sheet.rating.seat.kind().word(),
        rubric: sheet.whole.rubric.into(),
        criteria: sheet.work.asked,
        words: sheet.work.words,
        link: sheet.work.link,
        files: sheet.files.iter().map(|file| hex(&file.digest)).collect(),
        open: sheet.open,
        comment: sheet.rating.comment,
        marks: sheet.rating.marks.iter().map(Into::into).collect(),
    }))
}

/// Keeps what the caller, a learner, says of a piece of work.
#[utoipa::path(put, path = "/api/v1/reviews/{rating}", tag = "Tasks", request_body = NewWorkRating,
    responses((status = 204)))]
pub(super) async fn put_review(
    State(site): State<Site>,
    Caller(actor): Caller,
    Named(rating): Named<RatingId>,
    Sent(new): Sent<NewWorkRating>,
) -> Result<StatusCode, ApiError> {
    review_work::review_work(&site.app, &actor, rating, new.said()?).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// A file of a piece of work, for the learner who rates it.
#[utoipa::path(get, path = "/api/v1/reviews/{rating}/files/{digest}", tag = "Tasks",
    responses((status = 200, content_type = "application/octet-stream", body = Vec<u8>)))]
pub(super) async fn take_review_file(
    State(site): State<Site>,
    Caller(actor): Caller,
    Named((rating, digest)): Named<(RatingId, String)>,
    headers: HeaderMap,
) -> Result<Response, ApiError> {
    let (digest, stretch) = (sent_file::digest(&digest)?, sent_file::stretch(&headers));
    Ok(sent_file::answer(review_work::show_review_file(&site.app, &actor, rating, digest, stretch).await?))
}

/// What a learner says of their own work or of a classmate's, as who releases reads it.
#[derive(Debug, Serialize, ToSchema)]
pub struct ReviewRow {
    /// The rating.
    pub id: Id,
    /// Whose work.
    pub learner: Id,
    /// Which attempt.
    pub attempt: i64,
    /// Who says it.
    pub reviewer: Id,
    /// `own` or `peer`.
    pub of: &'static str,
    /// By criterion.
    pub marks: Vec<CriterionResult>,
    /// Of the whole.
    pub comment: String,
    /// Whether it is left out.
    pub left_out: bool,
}

/// Lists what learners say of the work of a task, for who releases it.
#[utoipa::path(get, path = "/api/v1/tasks/{task}/reviews", tag = "Tasks",
    responses((status = 200, body = Vec<ReviewRow>)))]
pub(super) async fn list_reviews(
    State(site): State<Site>,
    Caller(actor): Caller,
    Named(task): Named<TaskId>,
) -> Result<Json<Vec<ReviewRow>>, ApiError> {
    let found = moderate_reviews::list_reviews(&site.app, &actor, task).await?;
    let row = |one: moderate_reviews::ReviewRow| ReviewRow {
        id: one.rating.id.into(),
        learner: one.rating.learner.into(),
        attempt: one.rating.attempt,
        reviewer: one.rating.rater.into(),
        of: one.rating.seat.kind().word(),
        marks: one.rating.marks.iter().map(Into::into).collect(),
        comment: one.rating.comment,
        left_out: one.rating.left_out_at.is_some(),
    };
    Ok(Json(found.rows.into_iter().map(row).collect()))
}

/// Whether a rating by a learner is left out.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ReviewLeftOut {
    /// Whether it is.
    left_out: bool,
}

/// Leaves out what a learner says before the feedback is released, or takes it in again.
#[utoipa::path(put, path = "/api/v1/reviews/{rating}/left-out", tag = "Tasks", request_body = ReviewLeftOut,
    responses((status = 204)))]
pub(super) async fn put_left_out(
    State(site): State<Site>,
    Caller(actor): Caller,
    Named(rating): Named<RatingId>,
    Sent(new): Sent<ReviewLeftOut>,
) -> Result<StatusCode, ApiError> {
    moderate_reviews::leave_out_review(&site.app, &actor, rating, new.left_out).await?;
    Ok(StatusCode::NO_CONTENT)
}
