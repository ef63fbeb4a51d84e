//! Versions of a framework, compared.

use axum::{Json, Router, extract::State, routing::get};
use domain::{FrameworkId, ImportId};
use exchange::versions::{Fate, Sure};
use serde::Serialize;
use usecases::compare_versions::{self, Versions as Found};
use utoipa::ToSchema;

use super::{
    caller::Caller,
    problem::ApiError,
    received::Named,
    scalars::{Id, Moment},
};
use crate::site::Site;

/// Addresses of this file.
pub fn routes() -> Router<Site> {
    Router::new()
        .route("/frameworks/{framework}/versions/{old}", get(compare_versions))
        .route("/imports/{import}/versions", get(compare_import))
}

/// A framework against an older version of it.
#[derive(Debug, Serialize, ToSchema)]
pub struct Versions {
    /// The older version.
    pub old: Id,
    /// The newer one; of a file that was only looked at, the id that it will have.
    pub new: Id,
    /// New competencies that nothing old leads to.
    pub added: Vec<Id>,
    /// One and the same with other fields.
    pub changed: Vec<ChangedFields>,
    /// One and the same below other parents: the newer competencies.
    pub moved: Vec<Id>,
    /// Old competencies that end.
    pub retired: Vec<Id>,
    /// Old competencies that became several.
    pub split: Vec<Split>,
    /// New competencies that took in several.
    pub merged: Vec<Merged>,
    /// Every link that was suggested, adopted or made by hand.
    pub crosswalk: Vec<CrosswalkLink>,
    /// Edits made here, with what becomes of each.
    pub edits: Vec<Edit>,
    /// When it was adopted last; `null` while it was not.
    pub adopted_at: Option<Moment>,
    /// Whether somebody corrected the crosswalk since.
    pub corrected: bool,
    /// Prerequisites made here that come along.
    pub prerequisites: u64,
    /// Sections with targets in the older version.
    pub sections: Vec<Id>,
}

/// One and the same competency with other fields.
#[derive(Debug, Serialize, ToSchema)]
pub struct ChangedFields {
    /// In the older version.
    pub old: Id,
    /// In the newer version.
    pub new: Id,
    /// Which fields.
    pub fields: Vec<String>,
}

/// One competency that became several.
#[derive(Debug, Serialize, ToSchema)]
pub struct Split {
    /// In the older version.
    pub old: Id,
    /// In the newer version.
    pub into: Vec<Id>,
}

/// Several competencies that became one.
#[derive(Debug, Serialize, ToSchema)]
pub struct Merged {
    /// In the older version.
    pub old: Vec<Id>,
    /// In the newer version.
    pub into: Id,
}

/// One line of the crosswalk.
#[derive(Debug, Serialize, ToSchema)]
pub struct CrosswalkLink {
    /// The older competency.
    pub old: Id,
    /// The newer one.
    pub new: Id,
    /// `same`, `replaced`, `split`, `merged` or `regrouped`.
    pub relation: &'static str,
    /// What speaks for it.
    pub why: String,
    /// `certain`, `likely` or `guess`.
    pub sure: &'static str,
    /// Whether evidence is, or would be, carried over it. A guess is taken only when somebody says so.
    pub taken: bool,
    /// Whether a person said so.
    pub by_hand: bool,
}

/// One edit made here.
#[derive(Debug, Serialize, ToSchema)]
pub struct Edit {
    /// The older competency.
    pub competency: Id,
    /// Which field.
    pub field: String,
    /// As published before.
    pub published: Option<String>,
    /// As edited here.
    pub here: Option<String>,
    /// As published now.
    pub newly: Option<String>,
    /// `kept`, `agreed`, `contested` or `left`.
    pub fate: &'static str,
}

impl From<Found> for Versions {
    fn from(found: Found) -> Self {
        let difference = found.difference;
        let ids = |all: Vec<domain::CompetencyId>| all.into_iter().map(Into::into).collect::<Vec<Id>>();
        Self {
            old: found.old.id.into(),
            new: found.new.id.into(),
            added: ids(difference.added),
            changed: difference
                .changed
                .into_iter()
                .map(|one| ChangedFields {
                    old: one.old.into(),
                    new: one.new.into(),
                    fields: one.fields.iter().map(exchange::versions::Field::word).collect(),
                })
                .collect(),
            moved: difference.moved.into_iter().map(|one| one.new.into()).collect(),
            retired: difference.retired.into_iter().map(|one| one.old.into()).collect(),
            split: difference
                .split
                .into_iter()
                .map(|one| Split { old: one.old.into(), into: ids(one.into) })
                .collect(),
            merged: difference
                .merged
                .into_iter()
                .map(|one| Merged { old: ids(one.old), into: one.into.into() })
                .collect(),
            crosswalk: found.links.iter().map(link).collect(),
            edits: difference.edits.into_iter().map(edit).collect(),
            adopted_at: found.adopted_at.map(Moment),
            corrected: found.corrected,
            prerequisites: found.prerequisites as u64,
            sections: found.sections.into_iter().map(|(section, ..)| section.into()).collect(),
        }
    }
}

fn link(one: &compare_versions::ShownLink) -> CrosswalkLink {
    CrosswalkLink {
        old: one.link.old.into(),
        new: one.link.new.into(),
        relation: one.link.relation.word(),
        why: compare_versions::why_text(one.link.why),
        sure: match one.link.sure {
            Sure::Certain => "certain",
            Sure::Likely => "likely",
            Sure::Guess => "guess",
        },
        taken: one.taken,
        by_hand: one.by_hand,
    }
}

fn edit(one: exchange::versions::EditFate) -> Edit {
    Edit {
        competency: one.edit.competency.into(),
        field: one.edit.field.word(),
        published: one.edit.published,
        here: one.edit.here,
        newly: one.newly,
        fate: match one.fate {
            Fate::Kept => "kept",
            Fate::Agreed => "agreed",
            Fate::Contested => "contested",
            Fate::Left => "left",
        },
    }
}

/// Compares a framework with an older version of it: what changes, and the crosswalk that follows.
#[utoipa::path(get, path = "/api/v1/frameworks/{framework}/versions/{old}", tag = "Frameworks",
    responses((status = 200, body = Versions)))]
pub(super) async fn compare_versions(
    State(site): State<Site>,
    Caller(actor): Caller,
    Named((new, old)): Named<(FrameworkId, FrameworkId)>,
) -> Result<Json<Versions>, ApiError> {
    Ok(Json(compare_versions::compare_versions(&site.app, &actor, new, Some(old)).await?.into()))
}

/// Compares a framework file that was looked at with the version that is here.
#[utoipa::path(get, path = "/api/v1/imports/{import}/versions", tag = "Imports",
    responses((status = 200, body = Versions)))]
pub(super) async fn compare_import(
    State(site): State<Site>,
    Caller(actor): Caller,
    Named(import): Named<ImportId>,
) -> Result<Json<Versions>, ApiError> {
    Ok(Json(compare_versions::compare_import(&site.app, &actor, import, None).await?.into()))
}
