//! Assessments given to classes: given, watched, released, taken back, taken away as a file.

use assessment::plan::PlanKind;
use axum::{
    Json, Router,
    extract::State,
    http::StatusCode,
    response::Response,
    routing::{get, post},
};
use domain::{AssignmentId, SectionId};
use serde::{Deserialize, Serialize};
use usecases::{
    Refusal,
    analyse_items::{self, Of},
    export_results::{self, ResultsFile},
    give_assessment::{self, Giving},
    list_my_assessments::{self, MyAssignment},
    list_section_assessments::{self, GivenHere},
    watch_assignment::{self, Watched, WatchedLearner},
};
use utoipa::{IntoParams, ToSchema};

use super::{
    answered::{self, Page},
    assessments::Questions,
    caller::Caller,
    problem::ApiError,
    received::{Named, Query, Sent},
    scalars::{Id, Moment, Number},
    shapes::PageQuery,
};
use crate::{download, pages::assignment_files, site::Site};

/// Addresses of this file.
pub fn routes() -> Router<Site> {
    Router::new()
        .route("/me/assignments", get(list_my_assignments))
        .route("/sections/{section}/assignments", get(list_assignments).post(give_assessment))
        .route("/assignments/{assignment}", get(show_assignment))
        .route("/assignments/{assignment}/items", get(analyse_assignment))
        .route("/assignments/{assignment}/results", get(export_results))
        .route("/assignments/{assignment}/release", post(release_results))
        .route("/assignments/{assignment}/withdraw", post(withdraw_assignment))
        .route("/assignments/{assignment}/unlock", post(let_begin))
}

/// An assessment given to the caller.
#[derive(Debug, Serialize, ToSchema)]
pub struct OwnAssignment {
    /// Our id.
    pub id: Id,
    /// What it is called.
    pub title: String,
    /// What people call it, such as `check`.
    pub kind: &'static str,
    /// The class.
    pub section: String,
    /// Until when.
    pub closes_at: Option<Moment>,
    /// The sitting to go on with.
    pub running: Option<Id>,
    /// How often it was taken.
    pub taken: usize,
    /// Whether it is passed; `null` where nothing passes.
    pub passed: Option<bool>,
    /// Why it cannot begin now; `null` where it can.
    pub not_now: Option<String>,
}

impl From<MyAssignment> for OwnAssignment {
    fn from(one: MyAssignment) -> Self {
        Self {
            id: one.id.into(),
            title: one.title,
            kind: one.kind.word(),
            section: one.section,
            closes_at: one.closes_at.map(Into::into),
            running: one.running.map(Into::into),
            taken: one.ended,
            passed: one.passed,
            not_now: one.not_now.map(|why| why.to_string()),
        }
    }
}

/// Lists what is given to the caller.
#[utoipa::path(get, path = "/api/v1/me/assignments", tag = "Assessments", params(PageQuery),
    responses((status = 200, body = Page<OwnAssignment>)))]
pub(super) async fn list_my_assignments(
    State(site): State<Site>,
    Caller(actor): Caller,
    Query(query): Query<PageQuery>,
) -> Result<Json<Page<OwnAssignment>>, ApiError> {
    let all = list_my_assessments::list_my_assessments(&site.app, &actor).await?.given;
    let key = |one: &MyAssignment| one.id.to_string();
    Ok(Json(answered::page(all, query.limit, query.after.as_deref(), key, Into::into)))
}

/// An assessment given to a class.
#[derive(Debug, Serialize, ToSchema)]
pub struct GivenAssessment {
    /// Our id.
    pub id: Id,
    /// The assessment.
    pub assessment: Id,
    /// What it is called.
    pub title: String,
    /// What people call it, such as `check`.
    pub kind: &'static str,
    /// When it was given.
    pub made_at: Moment,
    /// From when it can begin.
    pub opens_at: Option<Moment>,
    /// Until when.
    pub closes_at: Option<Moment>,
    /// Since when it is taken back.
    pub withdrawn_at: Option<Moment>,
    /// Since when learners see their results, where that waits for somebody.
    pub released_at: Option<Moment>,
    /// To how many.
    pub given: usize,
    /// How many are at it.
    pub open: usize,
    /// How many are done.
    pub ended: usize,
    /// How many passed.
    pub passed: usize,
    /// How many wait for a person to score them.
    pub waiting: usize,
}

impl From<GivenHere> for GivenAssessment {
    fn from(one: GivenHere) -> Self {
        let of = one.assignment;
        Self {
            id: of.id.into(),
            assessment: of.assessment.into(),
            title: one.title,
            kind: one.kind.word(),
            made_at: of.made_at.into(),
            opens_at: of.opens_at.map(Into::into),
            closes_at: of.closes_at.map(Into::into),
            withdrawn_at: of.withdrawn_at.map(Into::into),
            released_at: of.released_at.map(Into::into),
            given: one.learners,
            open: one.open,
            ended: one.ended,
            passed: one.passed,
            waiting: one.waiting,
        }
    }
}

/// Lists what was given to a class, newest first.
#[utoipa::path(get, path = "/api/v1/sections/{section}/assignments", tag = "Assessments", params(PageQuery),
    responses((status = 200, body = Page<GivenAssessment>)))]
pub(super) async fn list_assignments(
    State(site): State<Site>,
    Caller(actor): Caller,
    Named(section): Named<SectionId>,
    Query(query): Query<PageQuery>,
) -> Result<Json<Page<GivenAssessment>>, ApiError> {
    let found = list_section_assessments::list_section_assessments(&site.app, &actor, section).await?;
    let key = |one: &GivenHere| one.assignment.id.to_string();
    Ok(Json(answered::page(found.given, query.limit, query.after.as_deref(), key, Into::into)))
}

/// What is given: `assessment`, or `kind` and `competencies` for one that is made on the spot.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewAssignment {
    /// An assessment that is there.
    assessment: Option<Id>,
    /// A kind, such as `exit_slip`.
    kind: Option<String>,
    /// What one that is made on the spot is about.
    #[serde(default)]
    competencies: Vec<Id>,
    /// To whom of the class; empty for everybody.
    #[serde(default)]
    learners: Vec<Id>,
    /// From when; left out for at once.
    opens_at: Option<Moment>,
    /// Until when; left out for without end.
    closes_at: Option<Moment>,
    /// What a proctor says before anybody begins; made by itself where the plan asks for one and none is sent.
    proctor_code: Option<String>,
}

/// What was given.
#[derive(Debug, Serialize, ToSchema)]
pub struct MadeAssignment {
    /// Our id.
    pub id: Id,
}

/// Gives an assessment to a class, or to some of its learners.
#[utoipa::path(post, path = "/api/v1/sections/{section}/assignments", tag = "Assessments",
    request_body = NewAssignment, responses((status = 201, body = MadeAssignment)))]
pub(super) async fn give_assessment(
    State(site): State<Site>,
    Caller(actor): Caller,
    Named(section): Named<SectionId>,
    Sent(new): Sent<NewAssignment>,
) -> Result<(StatusCode, Json<MadeAssignment>), ApiError> {
    let learners = new.learners.into_iter().map(Into::into).collect();
    let id = match (new.assessment, new.kind.as_deref()) {
        (Some(assessment), None) => {
            let giving = Giving {
                learners,
                opens_at: new.opens_at.map(|at| at.0),
                closes_at: new.closes_at.map(|at| at.0),
                proctor_code: new.proctor_code,
            };
            give_assessment::give_assessment(&site.app, &actor, assessment.into(), section, giving).await?
        }
        (None, Some(kind)) => {
            let kind = PlanKind::from_word(kind).ok_or_else(|| {
                let words: Vec<&str> = PlanKind::ALL.iter().map(|(_, word)| *word).collect();
                Refusal::invalid("kind", format!("is one of {}", words.join(", ")))
            })?;
            let about = new.competencies.into_iter().map(Into::into).collect();
            give_assessment::give_at_once(&site.app, &actor, section, kind, about, learners).await?
        }
        _ => return Err(Refusal::invalid("assessment", "or kind has to be sent, and not both").into()),
    };
    Ok((StatusCode::CREATED, Json(MadeAssignment { id: id.into() })))
}

/// A class at an assessment.
#[derive(Debug, Serialize, ToSchema)]
pub struct WatchedAssignment {
    /// Our id.
    pub id: Id,
    /// The assessment.
    pub assessment: Id,
    /// What it is called.
    pub title: String,
    /// The class.
    pub section: Id,
    /// What a proctor says; `null` where there is nothing to say, and for who does not give.
    pub proctor_code: Option<String>,
    /// Each learner to whom it is given, by name.
    pub rows: Vec<WatchedRow>,
}

/// One learner at an assessment.
#[derive(Debug, Serialize, ToSchema)]
pub struct WatchedRow {
    /// Who.
    pub learner: Id,
    /// Family name first.
    pub name: String,
    /// Their last sitting; `null` before they begin.
    pub sitting: Option<Id>,
    /// `open`, `paused`, `waiting`, `scored` or `annulled`; `null` before they begin.
    pub state: Option<&'static str>,
    /// How many questions are answered.
    pub answered: Option<i64>,
    /// Of so many.
    pub items: Option<i64>,
    /// Points, once it is over.
    pub points: Option<Number>,
    /// Of so many.
    pub points_possible: Option<Number>,
    /// Whether that passes.
    pub passed: Option<bool>,
    /// How often they took it.
    pub attempts: usize,
    /// Since when they are at one question without a word, if that is long.
    pub stuck_since: Option<Moment>,
    /// Whether they answer faster than the questions can be read.
    pub rushing: bool,
}

impl From<&WatchedLearner> for WatchedRow {
    fn from(one: &WatchedLearner) -> Self {
        let sitting = one.sitting.as_ref();
        let over = sitting.filter(|sitting| sitting.state.has_ended());
        Self {
            learner: one.listed.learner.into(),
            name: one.listed.list_name.clone(),
            sitting: sitting.map(|sitting| sitting.id.into()),
            state: sitting.map(|sitting| sitting.state.word()),
            answered: sitting.map(|sitting| sitting.answered),
            items: sitting.map(|sitting| sitting.items),
            points: over.and_then(|sitting| sitting.points).map(Into::into),
            points_possible: over.and_then(|sitting| sitting.points_possible).map(Into::into),
            passed: over.and_then(|sitting| sitting.passed),
            attempts: one.sittings,
            stuck_since: one.stuck_since.map(Into::into),
            rushing: one.rushing,
        }
    }
}

impl From<Watched> for WatchedAssignment {
    fn from(found: Watched) -> Self {
        Self {
            id: found.assignment.id.into(),
            assessment: found.assessment.id.into(),
            section: found.section.id.into(),
            proctor_code: found.assignment.proctor_code.clone().filter(|_| found.may_judge),
            rows: found.learners.iter().map(Into::into).collect(),
            title: found.assessment.title,
        }
    }
}

/// Shows a class at an assessment.
#[utoipa::path(get, path = "/api/v1/assignments/{assignment}", tag = "Assessments",
    responses((status = 200, body = WatchedAssignment)))]
pub(super) async fn show_assignment(
    State(site): State<Site>,
    Caller(actor): Caller,
    Named(assignment): Named<AssignmentId>,
) -> Result<Json<WatchedAssignment>, ApiError> {
    Ok(Json(watch_assignment::watch_assignment(&site.app, &actor, assignment).await?.into()))
}

/// Looks at what was given to one class question by question.
#[utoipa::path(get, path = "/api/v1/assignments/{assignment}/items", tag = "Assessments",
    responses((status = 200, body = Questions)))]
pub(super) async fn analyse_assignment(
    State(site): State<Site>,
    Caller(actor): Caller,
    Named(assignment): Named<AssignmentId>,
) -> Result<Json<Questions>, ApiError> {
    let found = analyse_items::analyse_items(&site.app, &actor, Of::Assignment(assignment)).await?;
    Ok(Json(found.into()))
}

/// How results are written.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct ResultsQuery {
    /// `csv` or `json`: one row per answer; `qti`: a zip of QTI results, one file per sitting. CSV where it is not given.
    format: Option<String>,
}

/// What came of an assessment in a class, as a file.
#[utoipa::path(get, path = "/api/v1/assignments/{assignment}/results", tag = "Assessments",
    params(ResultsQuery), responses((status = 200, content_type = "text/csv", body = String)))]
pub(super) async fn export_results(
    State(site): State<Site>,
    Caller(actor): Caller,
    Named(assignment): Named<AssignmentId>,
    Query(query): Query<ResultsQuery>,
) -> Result<Response, ApiError> {
    if query.format.as_deref() == Some("qti") {
        let file = export_results::export_qti_results(&site.app, &actor, assignment).await?;
        return Ok(assignment_files::zip(file.bytes));
    }
    let shape = download::shape(query.format.as_deref())
        .map_err(|_| Refusal::invalid("format", "must be csv, json or qti"))?;
    let ResultsFile { title, bytes } =
        export_results::export_results(&site.app, &actor, assignment, shape).await?;
    Ok(download::table(&title, shape, bytes))
}

/// Lets learners see the results of an assessment whose plan waits for that.
#[utoipa::path(post, path = "/api/v1/assignments/{assignment}/release", tag = "Assessments",
    responses((status = 204)))]
pub(super) async fn release_results(
    State(site): State<Site>,
    Caller(actor): Caller,
    Named(assignment): Named<AssignmentId>,
) -> Result<StatusCode, ApiError> {
    give_assessment::release_results(&site.app, &actor, assignment).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Whether an assessment is taken back.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Withdrawing {
    /// True: nobody can begin any more. False: it is given again.
    withdrawn: bool,
}

/// Takes an assessment back from a class, or gives it again. Sittings that began go on.
#[utoipa::path(post, path = "/api/v1/assignments/{assignment}/withdraw", tag = "Assessments",
    request_body = Withdrawing, responses((status = 204)))]
pub(super) async fn withdraw_assignment(
    State(site): State<Site>,
    Caller(actor): Caller,
    Named(assignment): Named<AssignmentId>,
    Sent(withdrawing): Sent<Withdrawing>,
) -> Result<StatusCode, ApiError> {
    give_assessment::withdraw_assignment(&site.app, &actor, assignment, withdrawing.withdrawn).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Whom to let begin.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Unlock {
    /// Whom.
    learners: Vec<Id>,
    /// Why, for another attempt.
    #[serde(default)]
    reason: String,
}

/// Lets learners begin an assessment that has to be unlocked, one sitting each.
#[utoipa::path(post, path = "/api/v1/assignments/{assignment}/unlock", tag = "Assessments",
    request_body = Unlock, responses((status = 204)))]
pub(super) async fn let_begin(
    State(site): State<Site>,
    Caller(actor): Caller,
    Named(assignment): Named<AssignmentId>,
    Sent(unlock): Sent<Unlock>,
) -> Result<StatusCode, ApiError> {
    let learners = unlock.learners.into_iter().map(Into::into).collect();
    give_assessment::let_begin(&site.app, &actor, assignment, learners, &unlock.reason).await?;
    Ok(StatusCode::NO_CONTENT)
}
