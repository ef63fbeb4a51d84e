//! An educator's say: deciding a level, taking evidence back, leaving it out; each with a reason.

use axum::{Json, Router, extract::State, http::StatusCode, routing::post};
use domain::{CompetencyId, LearnerId, evidence::Sequence};
use serde::Deserialize;
use usecases::{decide_mastery, excuse_evidence, retract_evidence};
use utoipa::ToSchema;

use super::{
    caller::Caller,
    problem::ApiError,
    received::{Named, Sent},
    scalars::Moment,
    shapes::{Appended, Reason},
};
use crate::site::Site;

/// Addresses of this file.
pub fn routes() -> Router<Site> {
    Router::new()
        .route("/learners/{learner}/competencies/{competency}/decision", post(decide_mastery))
        .route("/learners/{learner}/competencies/{competency}/decision/withdrawal", post(withdraw_decision))
        .route("/learners/{learner}/evidence/{sequence}/retraction", post(retract_evidence))
        .route("/learners/{learner}/evidence/{sequence}/excusal", post(excuse_evidence))
        .route("/learners/{learner}/evidence/{sequence}/excusal/withdrawal", post(bring_back_evidence))
}

type Answer = Result<(StatusCode, Json<Appended>), ApiError>;

fn appended(sequence: Sequence) -> (StatusCode, Json<Appended>) {
    (StatusCode::CREATED, Json(Appended { sequence: sequence.0 }))
}

/// A decision.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewDecision {
    /// Code of the level, on the framework's scale.
    level: String,
    /// Why; shown wherever the judgement is shown.
    reason: String,
    /// From when it no longer stands; left out, it stands until it is withdrawn.
    expires_at: Option<Moment>,
}

/// Decides the level of one competency over the rule.
#[utoipa::path(post, path = "/api/v1/learners/{learner}/competencies/{competency}/decision",
    tag = "Decisions", request_body = NewDecision, responses((status = 201, body = Appended)))]
pub(super) async fn decide_mastery(
    State(site): State<Site>,
    Caller(actor): Caller,
    Named((learner, competency)): Named<(LearnerId, CompetencyId)>,
    Sent(new): Sent<NewDecision>,
) -> Answer {
    let decision = decide_mastery::NewDecision {
        competency,
        level: new.level,
        reason: new.reason,
        expires_at: new.expires_at.map(|at| at.0),
    };
    Ok(appended(decide_mastery::decide_mastery(&site.app, &actor, learner, decision).await?))
}

/// Takes back every decision about one competency: the rule judges again.
#[utoipa::path(post, path = "/api/v1/learners/{learner}/competencies/{competency}/decision/withdrawal",
    tag = "Decisions", request_body = Reason, responses((status = 201, body = Appended)))]
pub(super) async fn withdraw_decision(
    State(site): State<Site>,
    Caller(actor): Caller,
    Named((learner, competency)): Named<(LearnerId, CompetencyId)>,
    Sent(why): Sent<Reason>,
) -> Answer {
    let reason = &why.reason;
    Ok(appended(decide_mastery::withdraw_decision(&site.app, &actor, learner, competency, reason).await?))
}

/// Takes back one piece of evidence that was wrong. Taking back twice is the same as once.
#[utoipa::path(post, path = "/api/v1/learners/{learner}/evidence/{sequence}/retraction", tag = "Decisions",
    request_body = Reason, responses((status = 201, body = Appended)))]
pub(super) async fn retract_evidence(
    State(site): State<Site>,
    Caller(actor): Caller,
    Named((learner, sequence)): Named<(LearnerId, i64)>,
    Sent(why): Sent<Reason>,
) -> Answer {
    let entry = Sequence(sequence);
    Ok(appended(retract_evidence::retract_evidence(&site.app, &actor, learner, entry, &why.reason).await?))
}

/// Leaves one piece of evidence out of judgement without calling it wrong.
#[utoipa::path(post, path = "/api/v1/learners/{learner}/evidence/{sequence}/excusal", tag = "Decisions",
    request_body = Reason, responses((status = 201, body = Appended)))]
pub(super) async fn excuse_evidence(
    State(site): State<Site>,
    Caller(actor): Caller,
    Named((learner, sequence)): Named<(LearnerId, i64)>,
    Sent(why): Sent<Reason>,
) -> Answer {
    let entry = Sequence(sequence);
    Ok(appended(excuse_evidence::excuse_evidence(&site.app, &actor, learner, entry, &why.reason).await?))
}

/// Brings a piece of evidence back that was left out.
#[utoipa::path(post, path = "/api/v1/learners/{learner}/evidence/{sequence}/excusal/withdrawal",
    tag = "Decisions", request_body = Reason, responses((status = 201, body = Appended)))]
pub(super) async fn bring_back_evidence(
    State(site): State<Site>,
    Caller(actor): Caller,
    Named((learner, sequence)): Named<(LearnerId, i64)>,
    Sent(why): Sent<Reason>,
) -> Answer {
    let entry = Sequence(sequence);
    Ok(appended(excuse_evidence::bring_back_evidence(&site.app, &actor, learner, entry, &why.reason).await?))
}
