//! Asking to amend, and answering.

use axum::{
    Json, Router,
    extract::State,
    http::StatusCode,
    routing::{get, post},
};
use domain::{AmendmentId, LearnerId, privacy::AmendmentState};
use serde::{Deserialize, Serialize};
use usecases::{
    Refusal,
    amendments::{self, AmendmentShown},
};
use utoipa::{IntoParams, ToSchema};

use super::{
    caller::Caller,
    problem::ApiError,
    received::{Named, Query, Sent},
    scalars::{Day, Id, Moment},
    whole_record::MadeId,
};
use crate::site::Site;

/// Addresses of this file.
pub fn routes() -> Router<Site> {
    Router::new()
        .route("/learners/{learner}/amendments", get(list_amendments_of).post(ask_to_amend))
        .route("/amendments", get(list_amendments))
        .route("/amendments/{amendment}/answer", post(answer_amendment))
        .route("/amendments/{amendment}/statement", post(attach_statement))
}

/// A request to amend.
#[derive(Debug, Serialize, ToSchema)]
pub struct Amendment {
    /// Its id.
    pub id: Id,
    /// Whose record.
    pub learner: Id,
    /// `entry`, `given_name`, `family_name`, `grade` or `other`.
    pub about: &'static str,
    /// The entry, where it is about one.
    pub entry: Option<i64>,
    /// What it should say; empty where that is not asked.
    pub wanted: String,
    /// Why.
    pub reason: String,
    /// When it was asked.
    pub asked_at: Moment,
    /// Who asked; empty for another member of the family.
    pub asked_by: String,
    /// Until when it is to be answered.
    pub due_on: Day,
    /// Whether nobody answered in time.
    pub overdue: bool,
    /// `asked`, `accepted` or `refused`.
    pub state: &'static str,
    /// The answer.
    pub answer: Option<String>,
    /// Who answered; empty while nobody did.
    pub answered_by: String,
    /// When it was answered.
    pub answered_at: Option<Moment>,
    /// The statement of the family, which travels with it.
    pub statement: Option<String>,
}

impl From<AmendmentShown> for Amendment {
    fn from(shown: AmendmentShown) -> Self {
        let one = shown.amendment;
        Self {
            id: one.id.into(),
            learner: one.learner.into(),
            about: one.fact.word(),
            entry: one.entry.map(|entry| entry.0),
            wanted: one.wanted,
            reason: one.reason,
            asked_at: one.asked_at.into(),
            asked_by: shown.asked_by,
            due_on: one.due_on.into(),
            overdue: shown.overdue,
            state: one.state.word(),
            answered_at: one.answer.as_ref().map(|answer| answer.at.into()),
            answer: one.answer.map(|answer| answer.text),
            answered_by: shown.decided_by,
            statement: one.statement.map(|statement| statement.text),
        }
    }
}

/// Lists the requests about one learner, newest first.
#[utoipa::path(get, path = "/api/v1/learners/{learner}/amendments", tag = "Privacy",
    responses((status = 200, body = Vec<Amendment>)))]
pub(super) async fn list_amendments_of(
    State(site): State<Site>,
    Caller(actor): Caller,
    Named(learner): Named<LearnerId>,
) -> Result<Json<Vec<Amendment>>, ApiError> {
    let found = amendments::amendments_of(&site.app, &actor, learner).await?;
    Ok(Json(found.into_iter().map(Into::into).collect()))
}

/// What is asked.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewAmendment {
    /// `entry`, `given_name`, `family_name`, `grade` or `other`.
    about: String,
    /// The entry, where it is about one.
    entry: Option<i64>,
    /// What it should say; needed for names and the grade.
    #[serde(default)]
    wanted: String,
    /// Why.
    reason: String,
}

/// Asks to amend an entry or a fact; for the learner and who speaks for them.
#[utoipa::path(post, path = "/api/v1/learners/{learner}/amendments", tag = "Privacy",
    request_body = NewAmendment, responses((status = 201, body = MadeId)))]
pub(super) async fn ask_to_amend(
    State(site): State<Site>,
    Caller(actor): Caller,
    Named(learner): Named<LearnerId>,
    Sent(new): Sent<NewAmendment>,
) -> Result<(StatusCode, Json<MadeId>), ApiError> {
    let new = amendments::NewAmendment {
        fact: new.about,
        entry: new.entry,
        wanted: new.wanted,
        reason: new.reason,
    };
    let id = amendments::ask_to_amend(&site.app, &actor, learner, new).await?;
    Ok((StatusCode::CREATED, Json(MadeId { id: id.into() })))
}

/// Which requests.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct AmendmentQuery {
    /// `asked`, `accepted` or `refused`; all where it is not given.
    state: Option<String>,
}

/// Lists the requests that the caller may answer, those due first in front, 500 at most.
#[utoipa::path(get, path = "/api/v1/amendments", tag = "Privacy", params(AmendmentQuery),
    responses((status = 200, body = Vec<Amendment>)))]
pub(super) async fn list_amendments(
    State(site): State<Site>,
    Caller(actor): Caller,
    Query(query): Query<AmendmentQuery>,
) -> Result<Json<Vec<Amendment>>, ApiError> {
    let state = match query.state.as_deref() {
        None | Some("") => None,
        Some(word) => Some(
            AmendmentState::from_word(word)
                .ok_or_else(|| Refusal::invalid("state", "is none of asked, accepted, refused"))?,
        ),
    };
    let found = amendments::list_amendments(&site.app, &actor, state).await?;
    Ok(Json(found.into_iter().map(Into::into).collect()))
}

/// An answer to a request.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AmendmentAnswer {
    /// Whether it is followed: an entry is taken back, a name or grade changed.
    accept: bool,
    /// Why.
    answer: String,
}

/// Answers a request; for a principal of the learner, and for administrators.
#[utoipa::path(post, path = "/api/v1/amendments/{amendment}/answer", tag = "Privacy",
    request_body = AmendmentAnswer, responses((status = 204)))]
pub(super) async fn answer_amendment(
    State(site): State<Site>,
    Caller(actor): Caller,
    Named(amendment): Named<AmendmentId>,
    Sent(new): Sent<AmendmentAnswer>,
) -> Result<StatusCode, ApiError> {
    amendments::decide_amendment(&site.app, &actor, amendment, new.accept, &new.answer).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// A statement.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewStatement {
    /// What the family says.
    statement: String,
}

/// Attaches a statement to a request that was refused; for who asked.
#[utoipa::path(post, path = "/api/v1/amendments/{amendment}/statement", tag = "Privacy",
    request_body = NewStatement, responses((status = 204)))]
pub(super) async fn attach_statement(
    State(site): State<Site>,
    Caller(actor): Caller,
    Named(amendment): Named<AmendmentId>,
    Sent(new): Sent<NewStatement>,
) -> Result<StatusCode, ApiError> {
    amendments::attach_statement(&site.app, &actor, amendment, &new.statement).await?;
    Ok(StatusCode::NO_CONTENT)
}
