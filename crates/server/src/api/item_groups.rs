//! Two groups compared question by question, by a list that is used once and kept nowhere.

use assessment::analysis::Dif;
use axum::{Json, Router, extract::State, routing::post};
use domain::{AssessmentId, AssignmentId};
use serde::{Deserialize, Serialize};
use usecases::{
    analyse_items::Of,
    compare_groups::{self, ComparedGroups, ComparedItem},
};
use utoipa::ToSchema;

use super::{
    caller::Caller,
    imports::ImportProblem,
    problem::ApiError,
    received::{Named, Sent},
    scalars::Id,
};
use crate::site::Site;

/// Addresses of this file.
pub fn routes() -> Router<Site> {
    Router::new()
        .route("/assessments/{assessment}/items/groups", post(compare_assessment))
        .route("/assignments/{assignment}/items/groups", post(compare_assignment))
}

/// Two groups of learners.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct GroupList {
    /// A table as text, with the columns `learner` (the roster's identifier, an e-mail address or our id) and `group`
    /// (`reference` or `focal`). It is used for this answer and not kept.
    groups: String,
}

/// Two groups compared.
#[derive(Debug, Serialize, ToSchema)]
pub struct GroupComparison {
    /// What the assessment is called.
    pub title: String,
    /// Learners of the reference group who took it, of those whose records the caller may open; others are not
    /// compared.
    pub reference_learners: usize,
    /// Likewise of the focal group.
    pub focal_learners: usize,
    /// So many of each group, who were given every question, are needed.
    pub smallest_group: usize,
    /// What is wrong with the list: those rows are left out.
    pub problems: Vec<ImportProblem>,
    /// Each question.
    pub items: Vec<GroupDifference>,
}

/// How one question compares.
#[derive(Debug, Serialize, ToSchema)]
pub struct GroupDifference {
    /// The item.
    pub item: Id,
    /// By which it is known.
    pub identifier: String,
    /// `compared`; `too_few` where a group is too small; `not_compared` where the question is not right or wrong for
    /// everybody, or does not vary.
    pub state: &'static str,
    /// By the letters of Educational Testing Service: `A` negligible, `B` moderate, `C` large.
    pub size: Option<&'static str>,
    /// MH D-DIF: below 0 the question is harder for the focal group than for others with the same score. Unit: delta
    /// points.
    pub mh_d_dif: Option<f64>,
    /// Its standard error.
    pub standard_error: Option<f64>,
    /// What it means, and what to do.
    pub advice: String,
}

impl From<ComparedItem> for GroupDifference {
    fn from(one: ComparedItem) -> Self {
        let (state, compared) = match one.dif {
            Dif::NotCompared => ("not_compared", None),
            Dif::TooSmall => ("too_few", None),
            Dif::Compared { delta, error, size } => ("compared", Some((delta, error, size))),
        };
        Self {
            item: one.item.into(),
            identifier: one.identifier,
            state,
            size: compared.map(|(.., size)| size.letter()),
            mh_d_dif: compared.map(|(delta, ..)| delta),
            standard_error: compared.map(|(_, error, _)| error),
            advice: one.said,
        }
    }
}

impl From<ComparedGroups> for GroupComparison {
    fn from(found: ComparedGroups) -> Self {
        Self {
            title: found.of.title,
            reference_learners: found.reference,
            focal_learners: found.focal,
            smallest_group: found.of.smallest_group,
            problems: found.problems.iter().map(Into::into).collect(),
            items: found.items.into_iter().map(Into::into).collect(),
        }
    }
}

/// Compares two groups question by question, over everybody who took an assessment.
#[utoipa::path(post, path = "/api/v1/assessments/{assessment}/items/groups", tag = "Assessments",
    request_body = GroupList, responses((status = 200, body = GroupComparison)))]
pub(super) async fn compare_assessment(
    State(site): State<Site>,
    Caller(actor): Caller,
    Named(assessment): Named<AssessmentId>,
    Sent(list): Sent<GroupList>,
) -> Result<Json<GroupComparison>, ApiError> {
    compare(&site, &actor, Of::Assessment(assessment), list).await
}

/// Compares two groups question by question, of one class.
#[utoipa::path(post, path = "/api/v1/assignments/{assignment}/items/groups", tag = "Assessments",
    request_body = GroupList, responses((status = 200, body = GroupComparison)))]
pub(super) async fn compare_assignment(
    State(site): State<Site>,
    Caller(actor): Caller,
    Named(assignment): Named<AssignmentId>,
    Sent(list): Sent<GroupList>,
) -> Result<Json<GroupComparison>, ApiError> {
    compare(&site, &actor, Of::Assignment(assignment), list).await
}

async fn compare(
    site: &Site,
    actor: &usecases::Actor,
    of: Of,
    list: GroupList,
) -> Result<Json<GroupComparison>, ApiError> {
    let found =
        compare_groups::compare_groups(&site.app, actor, of, "groups", list.groups.into_bytes()).await?;
    Ok(Json(found.into()))
}
