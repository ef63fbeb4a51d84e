//! Rating work: what waits, one piece of work, phrases.

use axum::{
    Json, Router,
    extract::{DefaultBodyLimit, State},
    http::{HeaderMap, StatusCode},
    middleware,
    response::Response,
    routing::{delete, get, post},
};
use domain::{EvidenceId, RatingId, chain::hex, rubric::Mark, task::CriterionMark};
use serde::{Deserialize, Serialize};
use usecases::{
    Refusal, keep_content::Checked, media::SOUNDS, phrases, rate_by_voice, rate_work, said::Said,
};
use utoipa::ToSchema;

use super::{
    caller::Caller,
    problem::ApiError,
    received::{Named, Query, Raw, Sent},
    rubrics::Rubric,
    scalars::{Id, Moment},
    work::{CriterionResult, FileName, WorkFile},
};
use crate::{
    sent_file,
    site::Site,
    upload::{MOST_WORK_BYTES, refuse_large},
};

/// Addresses of this file.
pub fn routes() -> Router<Site> {
    let add = post(add_recording).layer(DefaultBodyLimit::max(MOST_WORK_BYTES));
    let add = add.layer(middleware::from_fn(refuse_large));
    Router::new()
        .route("/ratings", get(list_ratings))
        .route("/ratings/{rating}", get(show_rating).put(put_rating))
        .route("/ratings/{rating}/files/{digest}", get(take_file))
        .route("/ratings/{rating}/recordings", add)
        .route("/ratings/{rating}/recordings/{digest}", delete(remove_recording))
        .route("/phrases", get(list_phrases).post(add_phrase))
        .route("/phrases/{phrase}", delete(remove_phrase))
}

/// A piece of work that waits for the caller, or that they rated.
#[derive(Debug, Serialize, ToSchema)]
pub struct RatingListed {
    /// Its id.
    pub id: Id,
    /// The task's title.
    pub task: String,
    /// The section's title.
    pub section: String,
    /// Whose work; nothing where that is not told.
    pub learner: Option<String>,
    /// Until when it is to be rated.
    pub rate_by: Option<Moment>,
    /// When it was done; nothing while it waits.
    pub done_at: Option<Moment>,
}

/// Lists what waits for the caller, soonest due first, then what they rated, newest first.
#[utoipa::path(get, path = "/api/v1/ratings", tag = "Tasks", responses((status = 200, body = Vec<RatingListed>)))]
pub(super) async fn list_ratings(
    State(site): State<Site>,
    Caller(actor): Caller,
) -> Result<Json<Vec<RatingListed>>, ApiError> {
    let (waiting, done) = rate_work::list_ratings(&site.app, &actor).await?;
    let listed = |one: rate_work::Waiting| RatingListed {
        id: one.rating.id.into(),
        task: one.title,
        section: one.section,
        learner: one.learner,
        rate_by: one.rate_by.map(Into::into),
        done_at: one.rating.done_at.map(Into::into),
    };
    Ok(Json(waiting.into_iter().chain(done).map(listed).collect()))
}

/// A piece of work beside its rubric.
#[derive(Debug, Serialize, ToSchema)]
pub struct RatingShown {
    /// The rating's id.
    pub id: Id,
    /// The task's title.
    pub task: String,
    /// What was to be done.
    pub prompt: String,
    /// How it is judged.
    pub rubric: Rubric,
    /// The places of the criteria to be rated, from 0.
    pub criteria: Vec<usize>,
    /// Whose work; nothing where that is not told.
    pub learner: Option<String>,
    /// What was written.
    pub words: String,
    /// Where it lies, if elsewhere.
    pub link: String,
    /// Digests of its files.
    pub files: Vec<String>,
    /// Digests of what the caller said by voice.
    pub recordings: Vec<String>,
    /// A calibration round that comes before the rating can be finished.
    pub calibrate_first: Option<Id>,
    /// Whether it can still be rated.
    pub open: bool,
    /// What is said of the whole.
    pub comment: String,
    /// What is said by criterion.
    pub marks: Vec<CriterionResult>,
    /// Whether it is done.
    pub done: bool,
}

/// Shows a piece of work to who rates it. Of two raters neither learns whose it is.
#[utoipa::path(get, path = "/api/v1/ratings/{rating}", tag = "Tasks",
    responses((status = 200, body = RatingShown)))]
pub(super) async fn show_rating(
    State(site): State<Site>,
    Caller(actor): Caller,
    Named(rating): Named<RatingId>,
) -> Result<Json<RatingShown>, ApiError> {
    let sheet = rate_work::show_rating(&site.app, &actor, rating).await?;
    Ok(Json(RatingShown {
        id: sheet.rating.id.into(),
        task: sheet.whole.task.title,
        prompt: sheet.whole.task.prompt,
        rubric: sheet.whole.rubric.into(),
        criteria: sheet.asked,
        learner: sheet.learner,
        words: sheet.work.words,
        link: sheet.work.link,
        files: sheet.files.iter().map(|file| hex(&file.digest)).collect(),
        recordings: sheet.recordings.iter().map(|file| hex(&file.digest)).collect(),
        calibrate_first: sheet.calibrate_first.map(Into::into),
        open: sheet.open,
        comment: sheet.rating.comment,
        marks: sheet.rating.marks.iter().map(Into::into).collect(),
        done: sheet.rating.done_at.is_some(),
    }))
}

/// What a rater says.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewWorkRating {
    /// Of the whole.
    #[serde(default)]
    comment: String,
    /// By criterion.
    marks: Vec<NewMark>,
    /// Whether it is done; a draft otherwise.
    #[serde(default)]
    done: bool,
}

impl NewWorkRating {
    /// As it is checked; refused where a level is given to what does not apply.
    pub(super) fn said(self) -> Result<Said, Refusal> {
        let mut marks = Vec::with_capacity(self.marks.len());
        for one in self.marks {
            let mark = match (one.level, one.not_applicable) {
                (Some(_), true) => return Err(Refusal::invalid("marks", "have a level that does not apply")),
                (level, false) => level.map(Mark::Level),
                (None, true) => Some(Mark::NotApplicable),
            };
            marks.push(CriterionMark { criterion: one.criterion, mark, comment: one.comment });
        }
        Ok(Said { comment: self.comment, marks, done: self.done })
    }
}

/// What is said of one criterion.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewMark {
    /// Its place, from 0.
    criterion: usize,
    /// The place of the level, from 0 for the lowest.
    level: Option<usize>,
    /// Whether it does not apply.
    #[serde(default)]
    not_applicable: bool,
    /// What is said.
    #[serde(default)]
    comment: String,
}

/// Keeps what the caller says of a piece of work.
#[utoipa::path(put, path = "/api/v1/ratings/{rating}", tag = "Tasks", request_body = NewWorkRating,
    responses((status = 204)))]
pub(super) async fn put_rating(
    State(site): State<Site>,
    Caller(actor): Caller,
    Named(rating): Named<RatingId>,
    Sent(new): Sent<NewWorkRating>,
) -> Result<StatusCode, ApiError> {
    rate_work::rate_work(&site.app, &actor, rating, new.said()?).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// A file of a piece of work, for who rates it.
#[utoipa::path(get, path = "/api/v1/ratings/{rating}/files/{digest}", tag = "Tasks",
    responses((status = 200, content_type = "application/octet-stream", body = Vec<u8>)))]
pub(super) async fn take_file(
    State(site): State<Site>,
    Caller(actor): Caller,
    Named((rating, digest)): Named<(RatingId, String)>,
    headers: HeaderMap,
) -> Result<Response, ApiError> {
    let (digest, stretch) = (sent_file::digest(&digest)?, sent_file::stretch(&headers));
    Ok(sent_file::answer(rate_work::show_file(&site.app, &actor, rating, digest, stretch).await?))
}

/// Adds feedback by voice: the body is the sound. The learner hears it once it is released.
#[utoipa::path(post, path = "/api/v1/ratings/{rating}/recordings", tag = "Tasks", params(FileName),
    request_body(content = Vec<u8>, content_type = "application/octet-stream"),
    responses((status = 200, body = WorkFile)))]
pub(super) async fn add_recording(
    State(site): State<Site>,
    Caller(actor): Caller,
    Named(rating): Named<RatingId>,
    Query(query): Query<FileName>,
    Raw(bytes): Raw,
) -> Result<Json<WorkFile>, ApiError> {
    let file = Checked::new(query.name(), bytes.into(), SOUNDS)?;
    Ok(Json((&rate_by_voice::add_recording(&site.app, &actor, rating, file).await?).into()))
}

/// Takes feedback by voice away that was not released.
#[utoipa::path(delete, path = "/api/v1/ratings/{rating}/recordings/{digest}", tag = "Tasks",
    responses((status = 204)))]
pub(super) async fn remove_recording(
    State(site): State<Site>,
    Caller(actor): Caller,
    Named((rating, digest)): Named<(RatingId, String)>,
) -> Result<StatusCode, ApiError> {
    rate_by_voice::remove_recording(&site.app, &actor, rating, sent_file::digest(&digest)?).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// What a rater often writes.
#[derive(Debug, Serialize, ToSchema)]
pub struct Phrase {
    /// Its id.
    pub id: Id,
    /// What it says.
    pub words: String,
    /// Whether it is everybody's.
    pub shared: bool,
}

/// A phrase to be kept.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewPhrase {
    /// What it says.
    words: String,
    /// Whether it is for everybody who rates.
    #[serde(default)]
    shared: bool,
}

/// Lists the caller's phrases and everybody's.
#[utoipa::path(get, path = "/api/v1/phrases", tag = "Tasks", responses((status = 200, body = Vec<Phrase>)))]
pub(super) async fn list_phrases(
    State(site): State<Site>,
    Caller(actor): Caller,
) -> Result<Json<Vec<Phrase>>, ApiError> {
    let found = phrases::list_phrases(&site.app, &actor).await?;
    let phrases = found.into_iter().map(|one| Phrase {
        id: EvidenceId::from_bytes(one.id).into(),
        words: one.words,
        shared: one.owner.is_none(),
    });
    Ok(Json(phrases.collect()))
}

/// Adds a phrase.
#[utoipa::path(post, path = "/api/v1/phrases", tag = "Tasks", request_body = NewPhrase,
    responses((status = 200, body = Phrase)))]
pub(super) async fn add_phrase(
    State(site): State<Site>,
    Caller(actor): Caller,
    Sent(new): Sent<NewPhrase>,
) -> Result<Json<Phrase>, ApiError> {
    let id = phrases::add_phrase(&site.app, &actor, &new.words, new.shared).await?;
    Ok(Json(Phrase { id: EvidenceId::from_bytes(id).into(), words: new.words, shared: new.shared }))
}

/// Takes a phrase away that the caller wrote.
#[utoipa::path(delete, path = "/api/v1/phrases/{phrase}", tag = "Tasks", responses((status = 204)))]
pub(super) async fn remove_phrase(
    State(site): State<Site>,
    Caller(actor): Caller,
    Named(phrase): Named<EvidenceId>,
) -> Result<StatusCode, ApiError> {
    phrases::remove_phrase(&site.app, &actor, *phrase.as_bytes()).await?;
    Ok(StatusCode::NO_CONTENT)
}
