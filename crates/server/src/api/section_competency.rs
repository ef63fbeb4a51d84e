//! One competency in one section.

use axum::{Json, Router, extract::State, routing::get};
use domain::{CompetencyId, SectionId, scale};
use serde::Serialize;
use usecases::{distribution, show_competency};
use utoipa::ToSchema;

use super::{
    caller::Caller,
    problem::ApiError,
    received::Named,
    shapes::{Competency, Learner, Mastery, Scale, Section},
};
use crate::site::Site;

/// Addresses of this file.
pub fn routes() -> Router<Site> {
    Router::new().route("/sections/{section}/competencies/{competency}", get(show_section_competency))
}

/// How many learners are at each level. `null` is a number too small to be shown.
#[derive(Debug, Serialize, ToSchema)]
pub struct Distribution {
    /// All of them.
    pub learners: Option<u64>,
    /// Highest level first.
    pub levels: Vec<AtLevel>,
    /// With not enough evidence.
    pub unknown: Option<u64>,
}

/// How many learners are at one level.
#[derive(Debug, Serialize, ToSchema)]
pub struct AtLevel {
    /// The level's code.
    pub level: String,
    /// How many.
    pub learners: Option<u64>,
}

impl Distribution {
    /// With the level's codes.
    pub fn of(scale: &scale::Scale, counted: &distribution::Distribution) -> Self {
        let levels = scale.levels().iter().zip(&counted.levels);
        Self {
            learners: counted.learners,
            levels: levels
                .map(|(level, number)| AtLevel { level: level.code.clone(), learners: *number })
                .collect(),
            unknown: counted.unknown,
        }
    }
}

/// One competency in one section.
#[derive(Debug, Serialize, ToSchema)]
pub struct SectionCompetency {
    /// The section.
    pub section: Section,
    /// The competency.
    pub competency: Competency,
    /// Its scale.
    pub scale: Scale,
    /// How many learners are at each level.
    pub distribution: Distribution,
    /// The class list, most need first.
    pub learners: Vec<LearnerAt>,
    /// What comes directly before it.
    pub before: Vec<Competency>,
    /// What comes directly after it.
    pub after: Vec<Competency>,
}

/// One learner in the competency.
#[derive(Debug, Serialize, ToSchema)]
pub struct LearnerAt {
    /// Who.
    pub learner: Learner,
    /// `null` when nothing was recorded.
    pub mastery: Option<Mastery>,
}

/// Shows one competency in one section.
#[utoipa::path(get, path = "/api/v1/sections/{section}/competencies/{competency}", tag = "Sections",
    responses((status = 200, body = SectionCompetency)))]
pub(super) async fn show_section_competency(
    State(site): State<Site>,
    Caller(actor): Caller,
    Named((section, competency)): Named<(SectionId, CompetencyId)>,
) -> Result<Json<SectionCompetency>, ApiError> {
    let shown = show_competency::show_competency(&site.app, &actor, section, competency).await?;
    let learners = shown.learners.iter().map(|(listed, finding)| LearnerAt {
        learner: listed.into(),
        mastery: finding.as_ref().map(Into::into),
    });
    Ok(Json(SectionCompetency {
        section: (&shown.section).into(),
        competency: (&shown.competency).into(),
        scale: (&shown.scale).into(),
        distribution: Distribution::of(&shown.scale, &shown.distribution),
        learners: learners.collect(),
        before: shown.before.iter().map(Into::into).collect(),
        after: shown.after.iter().map(Into::into).collect(),
    }))
}
