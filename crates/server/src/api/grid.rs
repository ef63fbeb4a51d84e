//! The mastery grid of a section, and its groups for tomorrow.

use axum::{Json, Router, extract::State, routing::get};
use domain::{CompetencyId, LearnerId, SectionId};
use serde::{Deserialize, Serialize};
use usecases::{show_grid, show_groups};
use utoipa::{IntoParams, ToSchema};

use super::{
    caller::Caller,
    problem::ApiError,
    received::{Named, Query},
    scalars::Id,
    shapes::{Learner, Mastery, Section, Targets},
};
use crate::site::Site;

/// The most learners of a group, where the request does not say.
const USUAL_SIZE: usize = 6;

/// Addresses of this file.
pub fn routes() -> Router<Site> {
    Router::new()
        .route("/sections/{section}/mastery", get(show_grid))
        .route("/sections/{section}/groups", get(show_groups))
}

/// A section by its targets.
#[derive(Debug, Serialize, ToSchema)]
pub struct Grid {
    /// The section.
    pub section: Section,
    /// By which relationship it is open, such as `educator`.
    pub relationship: String,
    /// The columns.
    pub targets: Targets,
    /// The class list.
    pub rows: Vec<Row>,
    /// How many ratings wait to be released; 0 for who may not rate.
    pub drafts: u64,
}

/// One learner.
#[derive(Debug, Serialize, ToSchema)]
pub struct Row {
    /// Who.
    pub learner: Learner,
    /// In the order of the columns; `null` where there is no evidence at all.
    pub cells: Vec<Option<Mastery>>,
}

/// Shows the mastery of a section's learners in its targets.
#[utoipa::path(get, path = "/api/v1/sections/{section}/mastery", tag = "Mastery",
    responses((status = 200, body = Grid)))]
pub(super) async fn show_grid(
    State(site): State<Site>,
    Caller(actor): Caller,
    Named(section): Named<SectionId>,
) -> Result<Json<Grid>, ApiError> {
    let grid = show_grid::show_grid(&site.app, &actor, section).await?;
    let row = |row: &show_grid::Row| Row {
        learner: (&row.learner).into(),
        cells: row.cells.iter().map(|cell| cell.as_ref().map(Into::into)).collect(),
    };
    Ok(Json(Grid {
        section: (&grid.section).into(),
        relationship: grid.relationship.word().to_owned(),
        targets: (&grid.columns).into(),
        rows: grid.rows.iter().map(row).collect(),
        drafts: grid.drafts as u64,
    }))
}

/// How large.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct GroupsQuery {
    /// The most learners of a group; 6 where it is not given.
    size: Option<usize>,
}

/// Groups of a section.
#[derive(Debug, Serialize, ToSchema)]
pub struct Groups {
    /// The section.
    pub section: Section,
    /// The targets.
    pub targets: Targets,
    /// The class list.
    pub learners: Vec<Learner>,
    /// Who needs the same thing.
    pub need: Vec<Group>,
    /// Who is alone with a need.
    pub alone: Vec<Alone>,
    /// Who has no need.
    pub free: Vec<Id>,
    /// Who is ready for what and has not reached it.
    pub ready: Vec<Ready>,
    /// Who has no evidence of the targets.
    pub unknown: Vec<Id>,
}

/// Learners who need the same thing.
#[derive(Debug, Serialize, ToSchema)]
pub struct Group {
    /// What.
    pub competency: Id,
    /// Who.
    pub members: Vec<Member>,
}

/// One learner of a group.
#[derive(Debug, Serialize, ToSchema)]
pub struct Member {
    /// Who.
    pub learner: Id,
    /// Whether there is evidence of the need; else nothing is known of it.
    pub seen: bool,
}

/// A learner alone with a need.
#[derive(Debug, Serialize, ToSchema)]
pub struct Alone {
    /// Who.
    pub learner: Id,
    /// What.
    pub competency: Id,
}

/// Learners who are ready for something.
#[derive(Debug, Serialize, ToSchema)]
pub struct Ready {
    /// What.
    pub competency: Id,
    /// Who.
    pub learners: Vec<Id>,
}

/// Forms groups for tomorrow.
#[utoipa::path(get, path = "/api/v1/sections/{section}/groups", tag = "Mastery", params(GroupsQuery),
    responses((status = 200, body = Groups)))]
pub(super) async fn show_groups(
    State(site): State<Site>,
    Caller(actor): Caller,
    Named(section): Named<SectionId>,
    Query(query): Query<GroupsQuery>,
) -> Result<Json<Groups>, ApiError> {
    let most = query.size.unwrap_or(USUAL_SIZE);
    let shown = show_groups::show_groups(&site.app, &actor, section, most).await?;
    let ids = |learners: Vec<LearnerId>| learners.into_iter().map(Id::from).collect();
    let alone = |(learner, competency): (LearnerId, CompetencyId)| Alone {
        learner: learner.into(),
        competency: competency.into(),
    };
    Ok(Json(Groups {
        section: (&shown.section).into(),
        targets: (&shown.columns).into(),
        learners: shown.learners.iter().map(Into::into).collect(),
        need: shown.need.groups.iter().map(group).collect(),
        alone: shown.need.alone.into_iter().map(alone).collect(),
        free: ids(shown.need.free),
        ready: shown
            .ready
            .into_iter()
            .map(|(competency, learners)| Ready { competency: competency.into(), learners: ids(learners) })
            .collect(),
        unknown: ids(shown.unknown),
    }))
}

fn group(group: &mastery::groups::Group) -> Group {
    let member =
        |member: &mastery::groups::Member| Member { learner: member.learner.into(), seen: member.seen };
    Group { competency: group.competency.into(), members: group.members.iter().map(member).collect() }
}
