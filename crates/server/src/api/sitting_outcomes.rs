//! What came of a sitting, by a program: its result, a plan before the next attempt, scores by a person, taking it back.

use std::collections::BTreeMap;

use axum::{
    Json, Router,
    extract::State,
    http::StatusCode,
    routing::{get, post},
};
use domain::{SittingId, item::Value};
use serde::{Deserialize, Serialize};
use usecases::{
    annul_sitting, plan_next_try, score_response,
    sitting_result::{self, SittingResult},
};
use utoipa::ToSchema;

use super::{
    caller::Caller,
    problem::ApiError,
    received::{Named, Sent},
    scalars::{Id, Moment, Number},
    shapes::{Competency, Reason},
    sittings::texts,
};
use crate::site::Site;

/// Addresses of this file.
pub fn routes() -> Router<Site> {
    Router::new()
        .route("/sittings/{sitting}/result", get(show_result))
        .route("/sittings/{sitting}/plan", post(plan_next_try))
        .route("/sittings/{sitting}/score", post(score_response))
        .route("/sittings/{sitting}/annul", post(annul_sitting))
}

/// What came of a sitting, as far as the caller sees it now.
#[derive(Debug, Serialize, ToSchema)]
pub struct SittingOutcome {
    /// Our id.
    pub id: Id,
    /// Whose.
    pub learner: Id,
    /// The assignment.
    pub assignment: Id,
    /// What it is called.
    pub title: String,
    /// `open`, `paused`, `waiting`, `scored` or `annulled`.
    pub state: &'static str,
    /// Which attempt, from 1.
    pub attempt: i64,
    /// When it began.
    pub started_at: Moment,
    /// When it ended.
    pub ended_at: Option<Moment>,
    /// Whether points and feedback are told now.
    pub told: bool,
    /// Points.
    pub points: Option<Number>,
    /// Of so many.
    pub points_possible: Option<Number>,
    /// Whether that passes.
    pub passed: Option<bool>,
    /// By competency.
    pub competencies: Vec<CompetencyOutcome>,
    /// Where a diagnostic places.
    pub placement: Option<PlacementOutcome>,
    /// Each question; empty where they are not told.
    pub questions: Vec<QuestionOutcome>,
}

/// What was shown of one competency.
#[derive(Debug, Serialize, ToSchema)]
pub struct CompetencyOutcome {
    /// Which.
    pub competency: Competency,
    /// Points.
    pub points: Number,
    /// Of so many.
    pub points_possible: Number,
    /// From how many questions.
    pub items: usize,
    /// Whether they exempt from it, where the plan exempts.
    pub exempt: Option<bool>,
}

/// Where a diagnostic places.
#[derive(Debug, Serialize, ToSchema)]
pub struct PlacementOutcome {
    /// Ability over all domains. Unit: logits.
    pub ability: Option<f64>,
    /// Its standard error. Unit: logits.
    pub standard_error: Option<f64>,
    /// The grades that are likely, lowest first; `null` stands for below the lowest.
    pub grades: Vec<Option<String>>,
    /// By domain.
    pub domains: Vec<DomainOutcome>,
}

/// One domain.
#[derive(Debug, Serialize, ToSchema)]
pub struct DomainOutcome {
    /// What it is called.
    pub title: String,
    /// Ability. Unit: logits.
    pub ability: Option<f64>,
    /// Its standard error. Unit: logits.
    pub standard_error: Option<f64>,
    /// The grades that are likely.
    pub grades: Vec<Option<String>>,
    /// Questions that were answered.
    pub answered: usize,
    /// Of which right.
    pub right: usize,
    /// Questions that were not taught yet.
    pub not_taught: usize,
}

/// What came of one question.
#[derive(Debug, Serialize, ToSchema)]
pub struct QuestionOutcome {
    /// Its place, from 0.
    pub place: i64,
    /// The item.
    pub item: Id,
    /// Which version of it.
    pub version: i64,
    /// How far it came.
    pub state: &'static str,
    /// What was answered, by response.
    pub values: BTreeMap<String, Vec<String>>,
    /// The key, by response, where the caller may see it.
    pub key: Option<BTreeMap<String, Vec<String>>>,
    /// Points; `null` where nobody has scored it.
    pub points: Option<Number>,
    /// Of so many.
    pub points_possible: Option<Number>,
    /// How long it was worked on. Unit: milliseconds.
    pub milliseconds: i64,
}

impl From<SittingResult> for SittingOutcome {
    fn from(found: SittingResult) -> Self {
        let sitting = &found.sitting;
        let told = found.told && sitting.state.has_ended();
        let all = |values: &BTreeMap<String, Value>| {
            values.iter().map(|(name, value)| (name.clone(), texts(value))).collect::<BTreeMap<_, _>>()
        };
        Self {
            id: sitting.id.into(),
            learner: sitting.learner.into(),
            assignment: sitting.assignment.into(),
            title: found.title.clone(),
            state: sitting.state.word(),
            attempt: sitting.attempt,
            started_at: sitting.started_at.into(),
            ended_at: sitting.ended_at.map(Into::into),
            told,
            points: sitting.points.filter(|_| told).map(Into::into),
            points_possible: sitting.points_possible.filter(|_| told).map(Into::into),
            passed: sitting.passed.filter(|_| told),
            competencies: found
                .competencies
                .iter()
                .map(|one| CompetencyOutcome {
                    competency: (&one.competency).into(),
                    points: one.points.into(),
                    points_possible: one.points_possible.into(),
                    items: one.items,
                    exempt: one.exempt,
                })
                .collect(),
            placement: found.placed.as_ref().map(|placed| PlacementOutcome {
                ability: placed.overall.map(|one| one.ability),
                standard_error: placed.overall.map(|one| one.error),
                grades: placed.grades.clone(),
                domains: placed
                    .domains
                    .iter()
                    .map(|one| DomainOutcome {
                        title: one.title.clone(),
                        ability: one.measured.map(|one| one.ability),
                        standard_error: one.measured.map(|one| one.error),
                        grades: one.grades.clone(),
                        answered: one.answered,
                        right: one.right,
                        not_taught: one.not_taught,
                    })
                    .collect(),
            }),
            questions: found
                .items
                .iter()
                .map(|one| QuestionOutcome {
                    place: one.place,
                    item: one.item.into(),
                    version: one.version,
                    state: one.state.word(),
                    values: all(&one.answers),
                    key: one.solution.as_ref().map(all),
                    points: one.points.map(Into::into),
                    points_possible: one.points_possible.map(Into::into),
                    milliseconds: one.milliseconds,
                })
                .collect(),
        }
    }
}

/// Shows what came of a sitting to whoever may see its learner's record.
#[utoipa::path(get, path = "/api/v1/sittings/{sitting}/result", tag = "Assessments",
    responses((status = 200, body = SittingOutcome)))]
pub(super) async fn show_result(
    State(site): State<Site>,
    Caller(actor): Caller,
    Named(sitting): Named<SittingId>,
) -> Result<Json<SittingOutcome>, ApiError> {
    Ok(Json(sitting_result::sitting_result(&site.app, &actor, sitting).await?.into()))
}

/// What a learner plans before the next attempt.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NextTry {
    /// What they will do first.
    plan: String,
}

/// Keeps what the caller plans before the next attempt.
#[utoipa::path(post, path = "/api/v1/sittings/{sitting}/plan", tag = "Assessments",
    request_body = NextTry, responses((status = 204)))]
pub(super) async fn plan_next_try(
    State(site): State<Site>,
    Caller(actor): Caller,
    Named(sitting): Named<SittingId>,
    Sent(next): Sent<NextTry>,
) -> Result<StatusCode, ApiError> {
    plan_next_try::plan_next_try(&site.app, &actor, sitting, &next.plan).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Points for an answer that waits for a person.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewScore {
    /// Its place, from 0.
    place: i64,
    /// Points.
    points: Number,
    /// Of so many.
    points_possible: Number,
}

/// Scores an answer that waits for a person.
#[utoipa::path(post, path = "/api/v1/sittings/{sitting}/score", tag = "Assessments",
    request_body = NewScore, responses((status = 204)))]
pub(super) async fn score_response(
    State(site): State<Site>,
    Caller(actor): Caller,
    Named(sitting): Named<SittingId>,
    Sent(new): Sent<NewScore>,
) -> Result<StatusCode, ApiError> {
    let (points, possible) = (new.points.0, new.points_possible.0);
    score_response::score_response(&site.app, &actor, sitting, new.place, points, possible).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Takes a sitting back: it counts nowhere, and the attempt is given back.
#[utoipa::path(post, path = "/api/v1/sittings/{sitting}/annul", tag = "Assessments",
    request_body = Reason, responses((status = 204)))]
pub(super) async fn annul_sitting(
    State(site): State<Site>,
    Caller(actor): Caller,
    Named(sitting): Named<SittingId>,
    Sent(why): Sent<Reason>,
) -> Result<StatusCode, ApiError> {
    annul_sitting::annul_sitting(&site.app, &actor, sitting, &why.reason).await?;
    Ok(StatusCode::NO_CONTENT)
}
