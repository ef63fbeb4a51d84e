//! How far raters agree.

use assessment::agreement::RubricAgreement;
use axum::{Json, Router, extract::State, routing::get};
use domain::TaskId;
use serde::Serialize;
use usecases::rater_agreement;
use utoipa::ToSchema;

use super::{caller::Caller, problem::ApiError, received::Named, scalars::Id};
use crate::site::Site;

/// Addresses of this file.
pub fn routes() -> Router<Site> {
    Router::new().route("/tasks/{task}/agreement", get(show_agreement))
}

/// How far two agree on a rubric.
#[derive(Debug, Serialize, ToSchema)]
pub struct Agreement {
    /// Marks that were compared.
    pub marks: usize,
    /// Share of the same level, 0 to 1.
    pub exact: f64,
    /// Share of the same level or the next one, 0 to 1.
    pub adjacent: f64,
    /// Levels that the second lies above the first, on average.
    pub difference: f64,
    /// Criterion by criterion, those that have pairs.
    pub criteria: Vec<CriterionAgreement>,
}

/// How far two agree on a criterion.
#[derive(Debug, Serialize, ToSchema)]
pub struct CriterionAgreement {
    /// Its title.
    pub criterion: String,
    /// Marks that were compared.
    pub marks: usize,
    /// Share of the same level, 0 to 1.
    pub exact: f64,
    /// Share of the same level or the next one, 0 to 1.
    pub adjacent: f64,
    /// Cohen's kappa; nothing where chance cannot be told.
    pub kappa: Option<f64>,
    /// Quadratically weighted kappa.
    pub weighted_kappa: Option<f64>,
    /// Its 95 % interval.
    pub weighted_interval: Option<[f64; 2]>,
    /// Levels that the second lies above the first, on average.
    pub difference: f64,
}

impl From<&RubricAgreement> for Agreement {
    fn from(one: &RubricAgreement) -> Self {
        let criterion = |one: &assessment::agreement::CriterionAgreement| CriterionAgreement {
            criterion: one.name.clone(),
            marks: one.agreement.pieces,
            exact: one.agreement.exact,
            adjacent: one.agreement.adjacent,
            kappa: one.agreement.kappa.map(|kappa| kappa.value),
            weighted_kappa: one.agreement.weighted.map(|kappa| kappa.value),
            weighted_interval: one.agreement.weighted.map(|kappa| [kappa.interval.0, kappa.interval.1]),
            difference: one.agreement.difference,
        };
        Self {
            marks: one.ratings,
            exact: one.exact,
            adjacent: one.adjacent,
            difference: one.difference,
            criteria: one.criteria.iter().map(criterion).collect(),
        }
    }
}

/// How far those who rate a task agree.
#[derive(Debug, Serialize, ToSchema)]
pub struct TaskAgreement {
    /// Pieces of work that two have rated.
    pub rated_twice: usize,
    /// Of those, how many needed a third.
    pub thirds: usize,
    /// The second of two beside the first.
    pub two: Option<Agreement>,
    /// Learners' ratings of their own work beside what stands.
    pub own: Option<Agreement>,
    /// Classmates' beside what stands.
    pub peers: Option<Agreement>,
    /// Each of two raters beside the other.
    pub raters: Vec<RaterBeside>,
    /// Krippendorff's alpha of all together, by criterion; empty where classmates do not rate.
    pub alphas: Vec<CriterionAlpha>,
}

/// One of two raters beside the other.
#[derive(Debug, Serialize, ToSchema)]
pub struct RaterBeside {
    /// Who.
    pub person: Id,
    /// By name.
    pub name: String,
    /// Pieces of work.
    pub works: usize,
    /// How far they agree; its difference is the rater's severity, above 0 generous.
    pub agreement: Agreement,
}

/// Alpha of one criterion.
#[derive(Debug, Serialize, ToSchema)]
pub struct CriterionAlpha {
    /// Its title.
    pub criterion: String,
    /// For levels in an order; nothing where it cannot be told.
    pub alpha: Option<f64>,
}

/// Tells how far those who rate a task agree, to who releases it.
#[utoipa::path(get, path = "/api/v1/tasks/{task}/agreement", tag = "Tasks",
    responses((status = 200, body = TaskAgreement)))]
pub(super) async fn show_agreement(
    State(site): State<Site>,
    Caller(actor): Caller,
    Named(task): Named<TaskId>,
) -> Result<Json<TaskAgreement>, ApiError> {
    let found = rater_agreement::show_agreement(&site.app, &actor, task).await?;
    let rater = |one: &rater_agreement::RaterAgreement| RaterBeside {
        person: one.person.into(),
        name: one.name.clone(),
        works: one.works,
        agreement: (&one.agreement).into(),
    };
    let alpha = |(criterion, alpha): &(String, Option<f64>)| CriterionAlpha {
        criterion: criterion.clone(),
        alpha: *alpha,
    };
    Ok(Json(TaskAgreement {
        rated_twice: found.twice,
        thirds: found.thirds,
        two: found.two.as_ref().map(Into::into),
        own: found.own.as_ref().map(Into::into),
        peers: found.peers.as_ref().map(Into::into),
        raters: found.raters.iter().map(rater).collect(),
        alphas: found.alphas.iter().map(alpha).collect(),
    }))
}
