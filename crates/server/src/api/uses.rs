//! What is around a competency, its words, and how far evidence covers a framework.

use axum::{
    Json, Router,
    extract::State,
    http::StatusCode,
    routing::{get, put},
};
use domain::{CompetencyId, FrameworkId};
use serde::{Deserialize, Serialize};
use usecases::{
    edit_competency,
    show_competency_uses::{self, CompetencyUses},
    show_coverage::{self, Figure},
};
use utoipa::ToSchema;

use super::{
    answered::{self, Page},
    caller::Caller,
    problem::ApiError,
    received::{Named, Query, Sent},
    scalars::Id,
    shapes::PageQuery,
};
use crate::site::Site;

/// Addresses of this file.
pub fn routes() -> Router<Site> {
    Router::new()
        .route("/competencies/{competency}/uses", get(show_uses))
        .route("/competencies/{competency}/words", put(put_words))
        .route("/frameworks/{framework}/coverage", get(show_coverage))
}

/// Where a competency is used, and what is around it.
#[derive(Debug, Serialize, ToSchema)]
pub struct Uses {
    /// What must come before, nearest first.
    pub requires: Vec<Step>,
    /// What it opens, nearest first.
    pub opens: Vec<Step>,
    /// Sections that have it among their targets and that the caller may see.
    pub sections: Vec<Id>,
    /// How many more have it; `null` for who may not see figures.
    pub other_sections: Option<u64>,
    /// Names of the rules by which it was judged.
    pub rules: Vec<&'static str>,
    /// Other frameworks that name it.
    pub named_by: Vec<NamedBy>,
    /// Links over which evidence of older versions counts for it.
    pub older: Vec<VersionLink>,
    /// Links over which its evidence counts for newer versions.
    pub newer: Vec<VersionLink>,
}

/// A competency some steps away.
#[derive(Debug, Serialize, ToSchema)]
pub struct Step {
    /// The fewest steps to it.
    pub steps: u64,
    /// The competency.
    pub competency: Id,
}

/// An association of another framework.
#[derive(Debug, Serialize, ToSchema)]
pub struct NamedBy {
    /// The framework.
    pub framework: Id,
    /// As CASE spells it.
    pub kind: String,
    /// Whether the competency is its origin.
    pub outgoing: bool,
    /// The other end, when it is known here.
    pub competency: Option<Id>,
}

/// One link of an adopted crosswalk.
#[derive(Debug, Serialize, ToSchema)]
pub struct VersionLink {
    /// The older competency.
    pub old: Id,
    /// The newer one.
    pub new: Id,
    /// `same`, `replaced`, `split`, `merged` or `regrouped`.
    pub relation: &'static str,
}

impl From<CompetencyUses> for Uses {
    fn from(uses: CompetencyUses) -> Self {
        let steps = |all: Vec<(usize, domain::framework::Competency)>| {
            all.into_iter()
                .map(|(steps, one)| Step { steps: steps as u64, competency: one.id.into() })
                .collect()
        };
        let link = |link: &domain::crosswalk::Carry| VersionLink {
            old: link.old.into(),
            new: link.new.into(),
            relation: link.relation.word(),
        };
        Self {
            requires: steps(uses.requires),
            opens: steps(uses.opens),
            sections: uses.sections.into_iter().map(|(section, _)| section.into()).collect(),
            other_sections: uses.other_sections.map(|count| count as u64),
            rules: uses.rules,
            named_by: uses
                .named_elsewhere
                .into_iter()
                .map(|(framework, relation)| NamedBy {
                    framework: framework.id.into(),
                    kind: relation.kind.word().to_owned(),
                    outgoing: relation.outgoing,
                    competency: relation.other.map(|other| other.id.into()),
                })
                .collect(),
            older: uses.older.iter().map(|(carry, ..)| link(carry)).collect(),
            newer: uses.newer.iter().map(|(carry, ..)| link(carry)).collect(),
        }
    }
}

/// Shows what a competency requires and opens, where it is used, and which versions it came from.
#[utoipa::path(get, path = "/api/v1/competencies/{competency}/uses", tag = "Frameworks",
    responses((status = 200, body = Uses)))]
pub(super) async fn show_uses(
    State(site): State<Site>,
    Caller(actor): Caller,
    Named(competency): Named<CompetencyId>,
) -> Result<Json<Uses>, ApiError> {
    Ok(Json(show_competency_uses::show_competency_uses(&site.app, &actor, competency).await?.into()))
}

/// Words that are changed here; what is not given stays.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewWords {
    /// The code people use; empty for none.
    code: Option<String>,
    /// The full statement.
    statement: Option<String>,
    /// The short title; empty for none.
    short: Option<String>,
}

/// Changes the words of a competency here. The next version of the framework finds the change again.
#[utoipa::path(put, path = "/api/v1/competencies/{competency}/words", tag = "Frameworks",
    request_body = NewWords, responses((status = 204)))]
pub(super) async fn put_words(
    State(site): State<Site>,
    Caller(actor): Caller,
    Named(competency): Named<CompetencyId>,
    Sent(new): Sent<NewWords>,
) -> Result<StatusCode, ApiError> {
    let words = edit_competency::Words { code: new.code, statement: new.statement, short: new.short };
    edit_competency::edit_competency(&site.app, &actor, competency, words).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// The evidence that there is of one competency.
#[derive(Debug, Serialize, ToSchema)]
pub struct Covered {
    /// The competency.
    pub competency: Id,
    /// Whether anything counts.
    pub with_evidence: bool,
    /// Learners of whom something counts; `null` for too few, or where a small number
    /// could be worked out.
    pub learners: Option<u64>,
    /// Pieces of evidence that count; `null` likewise.
    pub pieces: Option<u64>,
    /// Learners who have mastered it; `null` where a small number could be worked out.
    pub mastered: Option<u64>,
}

/// Lists the competencies of a framework with the evidence there is of each; small numbers are left out.
#[utoipa::path(get, path = "/api/v1/frameworks/{framework}/coverage", tag = "Frameworks",
    params(PageQuery), responses((status = 200, body = Page<Covered>)))]
pub(super) async fn show_coverage(
    State(site): State<Site>,
    Caller(actor): Caller,
    Named(framework): Named<FrameworkId>,
    Query(query): Query<PageQuery>,
) -> Result<Json<Page<Covered>>, ApiError> {
    let found = show_coverage::show_coverage(&site.app, &actor, framework).await?;
    let figure = |figure| match figure {
        Figure::Count(count) => u64::try_from(count).ok(),
        Figure::Few | Figure::Hidden => None,
    };
    let after = query.after.as_deref();
    let id = |one: &show_coverage::CoveredCompetency| one.competency.id.to_string();
    Ok(Json(answered::page(found.competencies, query.limit, after, id, |one| Covered {
        competency: one.competency.id.into(),
        with_evidence: one.learners != Figure::Count(0),
        learners: figure(one.learners),
        pieces: figure(one.pieces),
        mastered: figure(one.mastered),
    })))
}
