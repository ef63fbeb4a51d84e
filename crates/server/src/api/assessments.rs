//! Plans of assessments: written, revised, archived, and what is known of their questions.

use std::collections::BTreeMap;

use assessment::plan::Plan;
use axum::{
    Json, Router,
    extract::State,
    http::StatusCode,
    routing::{get, post},
};
use domain::AssessmentId;
use serde::{Deserialize, Serialize};
use usecases::{
    Refusal,
    analyse_items::{self, AnalysedItem, ItemAnalysis, Of},
    placement_criteria::Criteria,
    show_assessment::{self, ListedPlan, ShownAssessment},
    write_assessment::{self, NewAssessment},
};
use utoipa::ToSchema;

use super::{
    answered::{self, Page},
    caller::Caller,
    problem::ApiError,
    received::{Named, Query, Sent},
    scalars::{Id, Moment},
    shapes::PageQuery,
};
use crate::site::Site;

/// Addresses of this file.
pub fn routes() -> Router<Site> {
    Router::new()
        .route("/assessments", get(list_assessments).post(add_assessment))
        .route("/assessments/{assessment}", get(show_assessment).put(revise_assessment))
        .route("/assessments/{assessment}/archive", post(archive_assessment))
        .route("/assessments/{assessment}/items", get(analyse_assessment))
}

/// One assessment of a list.
#[derive(Debug, Serialize, ToSchema)]
pub struct ListedAssessment {
    /// Our id.
    pub id: Id,
    /// What it is called.
    pub title: String,
    /// What people call it, such as `check`.
    pub kind: &'static str,
    /// The class that it is for; `null` for any.
    pub section: Option<Id>,
    /// The school or program that it is for, where not one class.
    pub organization: Option<Id>,
    /// The number of its last version.
    pub version: i64,
    /// When it was made.
    pub made_at: Moment,
    /// Whether the caller may change it.
    pub may_change: bool,
}

impl From<ListedPlan> for ListedAssessment {
    fn from(one: ListedPlan) -> Self {
        Self {
            id: one.row.id.into(),
            title: one.row.title,
            kind: one.kind.word(),
            section: one.row.section.map(Into::into),
            organization: one.row.organization.map(Into::into),
            version: one.row.version,
            made_at: one.row.made_at.into(),
            may_change: one.may_change,
        }
    }
}

/// An assessment with its plan.
#[derive(Debug, Serialize, ToSchema)]
pub struct AssessmentWhole {
    /// Our id.
    pub id: Id,
    /// What it is called.
    pub title: String,
    /// The class that it is for; `null` for any.
    pub section: Option<Id>,
    /// The school or program that it is for, where not one class.
    pub organization: Option<Id>,
    /// The number of this version.
    pub version: i64,
    /// Every field of its plan, as text: `docs/assessments.md` names them.
    pub plan: BTreeMap<&'static str, String>,
    /// Grades that a diagnostic places by, a line each; empty for none.
    pub criteria: String,
    /// Since when nobody can give it.
    pub archived_at: Option<Moment>,
    /// Whether the caller may change it.
    pub may_change: bool,
}

impl From<ShownAssessment> for AssessmentWhole {
    fn from(one: ShownAssessment) -> Self {
        Self {
            id: one.row.id.into(),
            title: one.row.title,
            section: one.row.section.map(Into::into),
            organization: one.row.organization.map(Into::into),
            version: one.row.version,
            plan: one.plan.fields().into_iter().collect(),
            criteria: one.criteria.write(),
            archived_at: one.row.archived_at.map(Into::into),
            may_change: one.may_change,
        }
    }
}

/// An assessment to be made, or its next version.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct WrittenAssessment {
    /// What it is called; learners see it.
    title: String,
    /// The class that it is for; left out for more than one.
    section: Option<Id>,
    /// The school or program that it is for; left out, with no section, for the whole district.
    organization: Option<Id>,
    /// Fields of its plan, as text; what is left out is what its kind usually is.
    plan: BTreeMap<String, String>,
    /// Grades that a diagnostic places by, a line each: `6, -0.5, 0.4, 0.7`.
    #[serde(default)]
    criteria: String,
    /// For a next version: the version that was seen.
    seen: Option<i64>,
}

impl WrittenAssessment {
    fn read(self) -> Result<NewAssessment, Refusal> {
        let pairs = self.plan.iter().map(|(name, text)| (name.as_str(), text.as_str()));
        let plan = Plan::from_fields(pairs).map_err(|problems| {
            let why: Vec<String> = problems.iter().map(ToString::to_string).collect();
            Refusal::invalid("plan", format!("cannot be read: {}", why.join("; ")))
        })?;
        Ok(NewAssessment {
            title: self.title,
            section: self.section.map(Into::into),
            organization: self.organization.map(Into::into),
            plan,
            criteria: Criteria::read(&self.criteria)?,
        })
    }
}

/// What was made.
#[derive(Debug, Serialize, ToSchema)]
pub struct MadeAssessment {
    /// Our id.
    pub id: Id,
    /// The number of the version.
    pub version: i64,
}

/// Lists the assessments that can be given, newest first.
#[utoipa::path(get, path = "/api/v1/assessments", tag = "Assessments", params(PageQuery),
    responses((status = 200, body = Page<ListedAssessment>)))]
pub(super) async fn list_assessments(
    State(site): State<Site>,
    Caller(actor): Caller,
    Query(query): Query<PageQuery>,
) -> Result<Json<Page<ListedAssessment>>, ApiError> {
    let all = show_assessment::list_plans(&site.app, &actor).await?;
    let key = |one: &ListedPlan| one.row.id.to_string();
    Ok(Json(answered::page(all, query.limit, query.after.as_deref(), key, Into::into)))
}

/// Makes an assessment.
#[utoipa::path(post, path = "/api/v1/assessments", tag = "Assessments", request_body = WrittenAssessment,
    responses((status = 201, body = MadeAssessment)))]
pub(super) async fn add_assessment(
    State(site): State<Site>,
    Caller(actor): Caller,
    Sent(new): Sent<WrittenAssessment>,
) -> Result<(StatusCode, Json<MadeAssessment>), ApiError> {
    let id = write_assessment::add_assessment(&site.app, &actor, new.read()?).await?;
    Ok((StatusCode::CREATED, Json(MadeAssessment { id: id.into(), version: 1 })))
}

/// Shows an assessment with its plan.
#[utoipa::path(get, path = "/api/v1/assessments/{assessment}", tag = "Assessments",
    responses((status = 200, body = AssessmentWhole)))]
pub(super) async fn show_assessment(
    State(site): State<Site>,
    Caller(actor): Caller,
    Named(assessment): Named<AssessmentId>,
) -> Result<Json<AssessmentWhole>, ApiError> {
    Ok(Json(show_assessment::show_assessment(&site.app, &actor, assessment).await?.into()))
}

/// Writes the next version of an assessment. Who began with the version before goes on with it.
#[utoipa::path(put, path = "/api/v1/assessments/{assessment}", tag = "Assessments",
    request_body = WrittenAssessment, responses((status = 200, body = MadeAssessment)))]
pub(super) async fn revise_assessment(
    State(site): State<Site>,
    Caller(actor): Caller,
    Named(assessment): Named<AssessmentId>,
    Sent(new): Sent<WrittenAssessment>,
) -> Result<Json<MadeAssessment>, ApiError> {
    let seen =
        new.seen.ok_or_else(|| Refusal::invalid("seen", "is missing: name the version that you saw"))?;
    let version =
        write_assessment::revise_assessment(&site.app, &actor, assessment, seen, new.read()?).await?;
    Ok(Json(MadeAssessment { id: assessment.into(), version }))
}

/// Whether an assessment is archived.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Archiving {
    /// True: nobody can give it any more. False: it is brought back.
    archived: bool,
}

/// Archives an assessment, or brings it back. What was taken of it stands.
#[utoipa::path(post, path = "/api/v1/assessments/{assessment}/archive", tag = "Assessments",
    request_body = Archiving, responses((status = 204)))]
pub(super) async fn archive_assessment(
    State(site): State<Site>,
    Caller(actor): Caller,
    Named(assessment): Named<AssessmentId>,
    Sent(archiving): Sent<Archiving>,
) -> Result<StatusCode, ApiError> {
    write_assessment::archive_assessment(&site.app, &actor, assessment, archiving.archived).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// An assessment question by question.
#[derive(Debug, Serialize, ToSchema)]
pub struct Questions {
    /// What it is called.
    pub title: String,
    /// Whether the caller may open every record behind the figures; otherwise small numbers are left out.
    pub whole: bool,
    /// How many learners have taken it; `null` where that is too few to say.
    pub learners: Option<u64>,
    /// From how many answers on figures are given.
    pub fewest: usize,
    /// Each question.
    pub items: Vec<Question>,
}

/// What is known of one question. Figures are absent below the fewest answers.
#[derive(Debug, Serialize, ToSchema)]
pub struct Question {
    /// The item.
    pub item: Id,
    /// By which it is known.
    pub identifier: String,
    /// To how many it was given; `null` where that is too few to say.
    pub given: Option<u64>,
    /// Mean share of its points, 0 to 1.
    pub share_of_points: Option<f64>,
    /// The standard error of that.
    pub standard_error: Option<f64>,
    /// Correlation with the other questions.
    pub correlation: Option<f64>,
    /// Share left without an answer.
    pub omitted: Option<f64>,
    /// Median time of an answer. Unit: milliseconds.
    pub median_milliseconds: Option<u32>,
    /// Information-weighted mean square.
    pub infit: Option<f64>,
    /// Mean square.
    pub outfit: Option<f64>,
    /// Who chose what, for questions of one choice.
    pub options: Vec<QuestionOption>,
    /// What to do, most urgent first.
    pub advice: Vec<String>,
}

/// One option.
#[derive(Debug, Serialize, ToSchema)]
pub struct QuestionOption {
    /// Its letter.
    pub label: String,
    /// What it says.
    pub text: String,
    /// Whether it is the key.
    pub is_key: bool,
    /// How many chose it; `null` where that is too few to say.
    pub chosen: Option<u64>,
    /// Mean share of points on the other questions of those who chose it.
    pub others: Option<f64>,
}

impl From<ItemAnalysis> for Questions {
    fn from(found: ItemAnalysis) -> Self {
        Self {
            title: found.title,
            whole: found.whole,
            learners: found.learners,
            fewest: found.fewest,
            items: found.items.into_iter().map(Into::into).collect(),
        }
    }
}

impl From<AnalysedItem> for Question {
    fn from(one: AnalysedItem) -> Self {
        let figures = one.figures.as_ref();
        let fit = figures.and_then(|figures| figures.fit);
        Self {
            item: one.item.into(),
            given: one.given,
            share_of_points: figures.map(|figures| figures.p),
            standard_error: figures.map(|figures| figures.p_error),
            correlation: figures.and_then(|figures| figures.correlation),
            omitted: figures.map(|figures| figures.omitted),
            median_milliseconds: figures.and_then(|figures| figures.median_milliseconds),
            infit: fit.map(|fit| fit.infit),
            outfit: fit.map(|fit| fit.outfit),
            options: one
                .options
                .into_iter()
                .map(|option| QuestionOption {
                    label: option.label,
                    text: option.text,
                    is_key: option.is_key,
                    chosen: option.chosen,
                    others: option.others,
                })
                .collect(),
            advice: one.advice,
            identifier: one.identifier,
        }
    }
}

/// Looks at an assessment question by question, over everybody who took it.
#[utoipa::path(get, path = "/api/v1/assessments/{assessment}/items", tag = "Assessments",
    responses((status = 200, body = Questions)))]
pub(super) async fn analyse_assessment(
    State(site): State<Site>,
    Caller(actor): Caller,
    Named(assessment): Named<AssessmentId>,
) -> Result<Json<Questions>, ApiError> {
    let found = analyse_items::analyse_items(&site.app, &actor, Of::Assessment(assessment)).await?;
    Ok(Json(found.into()))
}
