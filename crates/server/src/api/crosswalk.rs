//! Correcting the crosswalk between two versions, and adopting the newer.

use axum::{
    Json, Router,
    extract::State,
    http::StatusCode,
    routing::{post, put},
};
use domain::{FrameworkId, crosswalk::Relation};
use serde::{Deserialize, Serialize};
use usecases::{
    Refusal, adopt_version,
    correct_crosswalk::{self, SaidLink},
};
use utoipa::ToSchema;

use super::{
    caller::Caller,
    problem::ApiError,
    received::{Named, Sent},
    scalars::Id,
};
use crate::site::Site;

/// Addresses of this file.
pub fn routes() -> Router<Site> {
    Router::new()
        .route("/frameworks/{framework}/versions/{old}/crosswalk", put(correct_crosswalk))
        .route("/frameworks/{framework}/versions/{old}/adoption", post(adopt_version))
}

/// Corrections of a crosswalk.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Corrections {
    /// Links that something is said about; all others stay as they are.
    links: Vec<CorrectedLink>,
}

/// What is said about one link.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CorrectedLink {
    /// The older competency.
    old: Id,
    /// The newer one.
    new: Id,
    /// `same`, `replaced`, `split`, `merged` or `regrouped`; `null` for no link.
    relation: Option<String>,
}

/// Accepts, changes, removes and adds links. Nothing is carried before it is adopted.
#[utoipa::path(put, path = "/api/v1/frameworks/{framework}/versions/{old}/crosswalk", tag = "Frameworks",
    request_body = Corrections, responses((status = 204)))]
pub(super) async fn correct_crosswalk(
    State(site): State<Site>,
    Caller(actor): Caller,
    Named((new, old)): Named<(FrameworkId, FrameworkId)>,
    Sent(sent): Sent<Corrections>,
) -> Result<StatusCode, ApiError> {
    let said = sent.links.into_iter().map(|one| {
        let relation = match one.relation {
            None => None,
            Some(word) => Some(
                Relation::from_word(&word)
                    .ok_or_else(|| Refusal::invalid("relation", format!("\"{word}\" is not known")))?,
            ),
        };
        Ok(SaidLink { old: one.old.into(), new: one.new.into(), relation })
    });
    let said = said.collect::<Result<Vec<SaidLink>, Refusal>>()?;
    correct_crosswalk::correct_crosswalk(&site.app, &actor, old, new, &said).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// How a version is adopted.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Adoption {
    /// Moves the targets of sections along.
    #[serde(default)]
    move_targets: bool,
    /// Edits that are given up for the publisher's words; all others stay.
    #[serde(default)]
    give_up: Vec<GivenUp>,
}

/// One edit that is given up.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct GivenUp {
    /// The older competency.
    competency: Id,
    /// Which field.
    field: String,
}

/// What adopting did. Unit: links, edits, sections, learners, judgements.
#[derive(Debug, Serialize, ToSchema)]
pub struct Adopted {
    /// Links that stand now.
    pub links: u64,
    /// Prerequisites made here that were carried.
    pub prerequisites: u64,
    /// Edits made here that stand in the new version too.
    pub edits: u64,
    /// Sections whose targets were moved.
    pub sections: u64,
    /// Learners who were judged; `null` for so few that who may not open the records is not told.
    pub learners: Option<u64>,
    /// Judgements that were made; `null` likewise.
    pub judgements: Option<u64>,
}

/// Adopts a version: evidence of the older one counts for it along the crosswalk; the ledger does not
/// change. Again, a corrected crosswalk takes the place of the one before.
#[utoipa::path(post, path = "/api/v1/frameworks/{framework}/versions/{old}/adoption", tag = "Frameworks",
    request_body = Adoption, responses((status = 200, body = Adopted)))]
pub(super) async fn adopt_version(
    State(site): State<Site>,
    Caller(actor): Caller,
    Named((new, old)): Named<(FrameworkId, FrameworkId)>,
    Sent(sent): Sent<Adoption>,
) -> Result<Json<Adopted>, ApiError> {
    let give_up = sent.give_up.into_iter().map(|one| (one.competency.into(), one.field)).collect();
    let asked = adopt_version::Adoption { old, new, move_targets: sent.move_targets, give_up };
    let done = adopt_version::adopt_version(&site.app, &actor, asked, &|_, _| {}).await?;
    let (learners, judgements) = done.shown();
    Ok(Json(Adopted {
        links: done.links as u64,
        prerequisites: done.prerequisites as u64,
        edits: done.edits as u64,
        sections: done.sections as u64,
        learners,
        judgements,
    }))
}
