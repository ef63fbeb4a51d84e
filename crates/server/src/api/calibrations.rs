//! Calibration rounds, in which raters try themselves on work whose marks are settled.

use assessment::agreement::Calibration;
use axum::{
    Json, Router,
    extract::State,
    http::{HeaderMap, StatusCode},
    response::Response,
    routing::{get, post},
};
use domain::{CalibrationRoundId, TaskId, chain::hex, task::CalibrationBar};
use serde::{Deserialize, Serialize};
use usecases::calibrate_raters::{self, NewRound};
use utoipa::ToSchema;

use super::{
    caller::Caller,
    problem::ApiError,
    rater_agreement::Agreement,
    ratings::NewWorkRating,
    received::{Named, Sent},
    rubrics::Rubric,
    scalars::{Id, Moment, Number},
    work::CriterionResult,
};
use crate::{sent_file, site::Site};

/// Addresses of this file.
pub fn routes() -> Router<Site> {
    Router::new()
        .route("/tasks/{task}/calibrations", get(list_rounds).post(make_round))
        .route("/calibrations/{round}", get(show_round))
        .route("/calibrations/{round}/close", post(close_round))
        .route("/calibrations/{round}/{place}", get(show_piece).put(put_piece))
        .route("/calibrations/{round}/{place}/files/{digest}", get(take_piece_file))
}

/// A calibration round.
#[derive(Debug, Serialize, ToSchema)]
pub struct RoundListed {
    /// Its id.
    pub id: Id,
    /// When it was made.
    pub made_at: Moment,
    /// Whether it is closed.
    pub closed: bool,
    /// How many have tried.
    pub tried: usize,
    /// How many have passed.
    pub passed: usize,
}

/// Lists the calibration rounds of a task, newest first.
#[utoipa::path(get, path = "/api/v1/tasks/{task}/calibrations", tag = "Tasks",
    responses((status = 200, body = Vec<RoundListed>)))]
pub(super) async fn list_rounds(
    State(site): State<Site>,
    Caller(actor): Caller,
    Named(task): Named<TaskId>,
) -> Result<Json<Vec<RoundListed>>, ApiError> {
    let found = calibrate_raters::list_rounds(&site.app, &actor, task).await?;
    let listed = found.into_iter().map(|(round, tried, passed)| RoundListed {
        id: round.id.into(),
        made_at: round.made_at.into(),
        closed: round.closed_at.is_some(),
        tried,
        passed,
    });
    Ok(Json(listed.collect()))
}

/// A round to be made.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewCalibrationRound {
    /// Released work of the task.
    works: Vec<WorkNamed>,
    /// The least share of settled levels, 0 to 1.
    exact: Number,
    /// The least share within one level of the settled ones, 0 to 1.
    adjacent: Number,
    /// The least weighted kappa; any where it is not given.
    weighted_kappa: Option<Number>,
}

/// One attempt of a learner.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct WorkNamed {
    /// Whose.
    learner: Id,
    /// Which attempt.
    attempt: i64,
}

/// A round that was made.
#[derive(Debug, Serialize, ToSchema)]
pub struct RoundMade {
    /// Its id.
    pub id: Id,
}

/// Makes a calibration round of released work.
#[utoipa::path(post, path = "/api/v1/tasks/{task}/calibrations", tag = "Tasks",
    request_body = NewCalibrationRound, responses((status = 200, body = RoundMade)))]
pub(super) async fn make_round(
    State(site): State<Site>,
    Caller(actor): Caller,
    Named(task): Named<TaskId>,
    Sent(new): Sent<NewCalibrationRound>,
) -> Result<Json<RoundMade>, ApiError> {
    let works = new.works.into_iter().map(|one| (one.learner.into(), one.attempt)).collect();
    let bar = CalibrationBar {
        exact: new.exact.0,
        adjacent: new.adjacent.0,
        weighted: new.weighted_kappa.map(|kappa| kappa.0),
    };
    let id = calibrate_raters::make_round(&site.app, &actor, task, NewRound { works, bar }).await?;
    Ok(Json(RoundMade { id: id.into() }))
}

/// A round as the caller sees it.
#[derive(Debug, Serialize, ToSchema)]
pub struct RoundShown {
    /// Its id.
    pub id: Id,
    /// The task whose work it is.
    pub task: Id,
    /// Its pieces: the place, and whether the caller has rated it.
    pub pieces: Vec<PieceListed>,
    /// Whether the caller has passed.
    pub passed: bool,
    /// How the caller's last trial compares, once it is over.
    pub result: Option<TrialResult>,
    /// Everybody who tried, for who releases the work.
    pub raters: Vec<RaterTried>,
}

/// A piece of a round.
#[derive(Debug, Serialize, ToSchema)]
pub struct PieceListed {
    /// Its place.
    pub place: i64,
    /// Whether the caller has rated it.
    pub rated: bool,
}

/// How a trial compares with the settled marks.
#[derive(Debug, Serialize, ToSchema)]
pub struct TrialResult {
    /// How far they agree.
    pub agreement: Agreement,
    /// What was not reached, in sentences; empty for passed.
    pub short: Vec<String>,
}

impl From<&Calibration> for TrialResult {
    fn from(one: &Calibration) -> Self {
        Self {
            agreement: (&one.agreement).into(),
            short: one.short.iter().map(ToString::to_string).collect(),
        }
    }
}

/// How somebody did.
#[derive(Debug, Serialize, ToSchema)]
pub struct RaterTried {
    /// Who.
    pub person: Id,
    /// By name.
    pub name: String,
    /// How often.
    pub trials: i64,
    /// Whether one was passed.
    pub passed: bool,
    /// Of the last that was finished.
    pub result: Option<TrialResult>,
}

/// Shows a calibration round to who may take it.
#[utoipa::path(get, path = "/api/v1/calibrations/{round}", tag = "Tasks",
    responses((status = 200, body = RoundShown)))]
pub(super) async fn show_round(
    State(site): State<Site>,
    Caller(actor): Caller,
    Named(round): Named<CalibrationRoundId>,
) -> Result<Json<RoundShown>, ApiError> {
    let found = calibrate_raters::show_round(&site.app, &actor, round).await?;
    let rater = |one: &calibrate_raters::RaterStanding| RaterTried {
        person: one.person.into(),
        name: one.name.clone(),
        trials: one.trials,
        passed: one.passed,
        result: one.result.as_ref().map(Into::into),
    };
    let piece = |place| PieceListed { place, rated: found.is_rated(place) };
    Ok(Json(RoundShown {
        id: round.into(),
        task: found.round.task.into(),
        pieces: found.pieces.iter().map(|one| piece(one.place)).collect(),
        passed: found.passed,
        result: found.result.as_ref().map(Into::into),
        raters: found.raters.iter().map(rater).collect(),
    }))
}

/// Closes a calibration round; who has passed stays calibrated.
#[utoipa::path(post, path = "/api/v1/calibrations/{round}/close", tag = "Tasks", responses((status = 204)))]
pub(super) async fn close_round(
    State(site): State<Site>,
    Caller(actor): Caller,
    Named(round): Named<CalibrationRoundId>,
) -> Result<StatusCode, ApiError> {
    calibrate_raters::close_round(&site.app, &actor, round).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// A piece of a round beside its rubric.
#[derive(Debug, Serialize, ToSchema)]
pub struct PieceShown {
    /// Its place.
    pub place: i64,
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
    /// What the caller says.
    pub marks: Vec<CriterionResult>,
    /// The settled marks, once the trial is over.
    pub settled: Vec<CriterionResult>,
    /// Whether it can be rated.
    pub open: bool,
}

/// Shows a piece of a calibration round.
#[utoipa::path(get, path = "/api/v1/calibrations/{round}/{place}", tag = "Tasks",
    responses((status = 200, body = PieceShown)))]
pub(super) async fn show_piece(
    State(site): State<Site>,
    Caller(actor): Caller,
    Named((round, place)): Named<(CalibrationRoundId, i64)>,
) -> Result<Json<PieceShown>, ApiError> {
    let sheet = calibrate_raters::show_piece(&site.app, &actor, round, place).await?;
    Ok(Json(PieceShown {
        place,
        rubric: sheet.whole.rubric.into(),
        criteria: sheet.asked,
        words: sheet.work.words,
        link: sheet.work.link,
        files: sheet.files.iter().map(|file| hex(&file.digest)).collect(),
        marks: sheet.marks.iter().map(Into::into).collect(),
        settled: sheet.anchors.iter().map(Into::into).collect(),
        open: sheet.open,
    }))
}

/// Keeps what the caller says of a piece; with the last one the trial is over.
#[utoipa::path(put, path = "/api/v1/calibrations/{round}/{place}", tag = "Tasks",
    request_body = NewWorkRating, responses((status = 204)))]
pub(super) async fn put_piece(
    State(site): State<Site>,
    Caller(actor): Caller,
    Named((round, place)): Named<(CalibrationRoundId, i64)>,
    Sent(new): Sent<NewWorkRating>,
) -> Result<StatusCode, ApiError> {
    calibrate_raters::rate_piece(&site.app, &actor, round, place, new.said()?).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// A file of a piece of a round.
#[utoipa::path(get, path = "/api/v1/calibrations/{round}/{place}/files/{digest}", tag = "Tasks",
    responses((status = 200, content_type = "application/octet-stream", body = Vec<u8>)))]
pub(super) async fn take_piece_file(
    State(site): State<Site>,
    Caller(actor): Caller,
    Named((round, place, digest)): Named<(CalibrationRoundId, i64, String)>,
    headers: HeaderMap,
) -> Result<Response, ApiError> {
    let (digest, stretch) = (sent_file::digest(&digest)?, sent_file::stretch(&headers));
    let of = (round, place);
    Ok(sent_file::answer(calibrate_raters::show_piece_file(&site.app, &actor, of, digest, stretch).await?))
}
