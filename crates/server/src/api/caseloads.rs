//! Caseloads: one's own, and those that are the caller's to give.

use axum::{
    Json, Router,
    extract::State,
    http::StatusCode,
    routing::{get, post},
};
use domain::{PersonId, SectionId, caseload::CaseloadKind, time::Dates};
use serde::{Deserialize, Serialize};
use usecases::{
    Refusal, assign_caseload,
    show_caseload::{self, CaseloadQuery},
    silence::USUAL_DAYS,
};
use utoipa::{IntoParams, ToSchema};

use super::{
    answered::{self, Page},
    caller::Caller,
    problem::ApiError,
    received::{Named, Query, Sent},
    scalars::{Day, Id},
    shapes::{Learner, PageQuery},
};
use crate::site::Site;

/// Addresses of this file.
pub fn routes() -> Router<Site> {
    Router::new()
        .route("/caseload", get(show_caseload))
        .route("/caseloads", get(list_caseloads).post(add_charges))
        .route("/caseloads/{person}", get(show_caseload_of))
        .route("/caseloads/{person}/end", post(end_charges))
}

/// Which learners, and when somebody counts as silent.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct CaseloadParameters {
    /// Sections instead of the caseload: ids with commas between them.
    section: Option<String>,
    /// After how many days without evidence a learner is silent: 1 to 365; 10 where it is not given.
    days: Option<i64>,
    /// Only learners who are silent.
    #[serde(default)]
    silent: bool,
}

/// Learners at a glance, longest silence first.
#[derive(Debug, Serialize, ToSchema)]
pub struct Caseload {
    /// Learners that were looked at.
    pub learners: u64,
    /// How many of them are silent.
    pub silent: u64,
    /// After how many days somebody is silent.
    pub days: i64,
    /// `school_days`, Monday to Friday within terms, or `days` where no term has dates.
    pub counted_in: String,
    /// The learners, or the silent ones.
    pub items: Vec<CaseloadLearner>,
}

/// One learner at a glance.
#[derive(Debug, Serialize, ToSchema)]
pub struct CaseloadLearner {
    /// Who.
    pub learner: Learner,
    /// Grade, as the roster writes it.
    pub grade: Option<String>,
    /// By which relationship they are shown.
    pub relationship: String,
    /// Sections of today.
    pub sections: Vec<Id>,
    /// What those aim at.
    pub targets: u64,
    /// Targets with evidence that counts.
    pub covered: u64,
    /// Targets that are mastered.
    pub mastered: u64,
    /// The day of the newest evidence.
    pub last_evidence_on: Option<Day>,
    /// Days since then, or since they began.
    pub silent_days: i64,
    /// Whether that is too long.
    pub silent: bool,
}

/// Shows the caller's caseload as a counselor, or the learners of sections: coverage, mastery, silence.
#[utoipa::path(get, path = "/api/v1/caseload", tag = "People", params(CaseloadParameters),
    responses((status = 200, body = Caseload)))]
pub(super) async fn show_caseload(
    State(site): State<Site>,
    Caller(actor): Caller,
    Query(asked): Query<CaseloadParameters>,
) -> Result<Json<Caseload>, ApiError> {
    let named = asked.section.as_deref().unwrap_or_default();
    let named = named.split(',').map(str::trim).filter(|id| !id.is_empty());
    let sections: Result<Vec<SectionId>, _> = named.map(str::parse::<SectionId>).collect();
    let query = CaseloadQuery {
        sections: sections.map_err(|error| Refusal::invalid("section", error))?,
        days: asked.days.unwrap_or(USUAL_DAYS),
        only_silent: asked.silent,
    };
    let found = show_caseload::show_caseload(&site.app, &actor, query).await?;
    Ok(Json(Caseload {
        learners: found.learners as u64,
        silent: found.silent as u64,
        days: found.days,
        counted_in: if found.school_days { "school_days" } else { "days" }.to_owned(),
        items: found.rows.into_iter().map(learner).collect(),
    }))
}

fn learner(row: show_caseload::CaseloadRow) -> CaseloadLearner {
    CaseloadLearner {
        learner: (&row.person).into(),
        relationship: row.relationship.word().to_owned(),
        sections: row.sections.iter().map(|one| one.id.into()).collect(),
        targets: row.targets as u64,
        covered: row.covered as u64,
        mastered: row.mastered as u64,
        last_evidence_on: row.last.map(Day),
        silent_days: row.silent_days,
        silent: row.is_silent,
        grade: row.person.grade,
    }
}

/// How many learners somebody answers for.
#[derive(Debug, Serialize, ToSchema)]
pub struct CaseloadSummary {
    /// Who.
    pub person: Id,
    /// Their name.
    pub name: String,
    /// `counselor` or `case_manager`.
    pub kind: String,
    /// Learners today.
    pub learners: u64,
}

/// Lists the caseloads that are the caller's to give.
#[utoipa::path(get, path = "/api/v1/caseloads", tag = "People", params(PageQuery),
    responses((status = 200, body = Page<CaseloadSummary>)))]
pub(super) async fn list_caseloads(
    State(site): State<Site>,
    Caller(actor): Caller,
    Query(query): Query<PageQuery>,
) -> Result<Json<Page<CaseloadSummary>>, ApiError> {
    let all = assign_caseload::show_caseloads(&site.app, &actor).await?.caseloads;
    let key = |one: &assign_caseload::CaseloadSummary| format!("{}.{}", one.holder.id, one.kind.word());
    Ok(Json(answered::page(all, query.limit, query.after.as_deref(), key, |one| CaseloadSummary {
        person: one.holder.id.into(),
        name: one.holder.name(),
        kind: one.kind.word().to_owned(),
        learners: one.learners as u64,
    })))
}

/// One learner whom somebody answers for.
#[derive(Debug, Serialize, ToSchema)]
pub struct Charge {
    /// `counselor` or `case_manager`.
    pub kind: String,
    /// Our id.
    pub learner: Id,
    /// Family name first.
    pub list_name: String,
    /// First day.
    pub begins_on: Option<Day>,
    /// Last day.
    pub ends_on: Option<Day>,
    /// Who gave it.
    pub given_by: String,
}

/// Lists the learners that somebody answers for.
#[utoipa::path(get, path = "/api/v1/caseloads/{person}", tag = "People",
    responses((status = 200, body = Vec<Charge>)))]
pub(super) async fn show_caseload_of(
    State(site): State<Site>,
    Caller(actor): Caller,
    Named(person): Named<PersonId>,
) -> Result<Json<Vec<Charge>>, ApiError> {
    let found = assign_caseload::show_caseload_of(&site.app, &actor, person).await?;
    let charges = found.charges.into_iter().map(|one| Charge {
        kind: one.charge.kind.word().to_owned(),
        learner: one.charge.learner.into(),
        list_name: one.learner,
        begins_on: one.charge.dates.begins().map(Day),
        ends_on: one.charge.dates.ends().map(Day),
        given_by: one.by,
    });
    Ok(Json(charges.collect()))
}

/// Learners to be given to somebody.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewCharges {
    /// To whom: somebody who works at the school.
    person: Id,
    /// `counselor` or `case_manager`.
    kind: String,
    /// One learner each: our id, the roster's identifier, or the name.
    learners: Vec<String>,
    /// First day; open where it is not given.
    begins_on: Option<Day>,
    /// Last day; open where it is not given.
    ends_on: Option<Day>,
}

/// What was given.
#[derive(Debug, Serialize, ToSchema)]
pub struct Assigned {
    /// Learners who are new on the caseload.
    pub added: u64,
    /// Learners who were on it already.
    pub already: u64,
}

/// Gives learners to a caseload, all or none.
#[utoipa::path(post, path = "/api/v1/caseloads", tag = "People", request_body = NewCharges,
    responses((status = 201, body = Assigned)))]
pub(super) async fn add_charges(
    State(site): State<Site>,
    Caller(actor): Caller,
    Sent(new): Sent<NewCharges>,
) -> Result<(StatusCode, Json<Assigned>), ApiError> {
    let dates = Dates::new(new.begins_on.map(|day| day.0), new.ends_on.map(|day| day.0));
    let new = assign_caseload::NewCharges {
        holder: new.person.into(),
        kind: kind(&new.kind)?,
        learners: new.learners,
        dates: dates.map_err(|error| Refusal::invalid("ends_on", format!("cannot be used: {error}")))?,
    };
    let done = assign_caseload::assign_caseload(&site.app, &actor, new).await?;
    let answer = Assigned { added: done.added as u64, already: done.already as u64 };
    Ok((StatusCode::CREATED, Json(answer)))
}

/// Learners to be taken off.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct EndedCharges {
    /// `counselor` or `case_manager`.
    kind: String,
    /// Learners of the caseload.
    learners: Vec<Id>,
}

/// What was taken off.
#[derive(Debug, Serialize, ToSchema)]
pub struct Ended {
    /// Learners.
    pub ended: u64,
}

/// Takes learners from a caseload: from this moment it opens nothing of them.
#[utoipa::path(post, path = "/api/v1/caseloads/{person}/end", tag = "People",
    request_body = EndedCharges, responses((status = 200, body = Ended)))]
pub(super) async fn end_charges(
    State(site): State<Site>,
    Caller(actor): Caller,
    Named(person): Named<PersonId>,
    Sent(ended): Sent<EndedCharges>,
) -> Result<Json<Ended>, ApiError> {
    let kind = kind(&ended.kind)?;
    let learners = ended.learners.into_iter().map(Into::into).collect();
    let ended = assign_caseload::end_charges(&site.app, &actor, person, kind, learners).await?;
    Ok(Json(Ended { ended: ended as u64 }))
}

fn kind(word: &str) -> Result<CaseloadKind, Refusal> {
    let unknown = || Refusal::invalid("kind", "is neither counselor nor case_manager");
    CaseloadKind::from_word(word).ok_or_else(unknown)
}
