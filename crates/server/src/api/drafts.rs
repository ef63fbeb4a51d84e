//! Ratings before their release: the sheet, setting and taking away, releasing.

use axum::{
    Json, Router,
    extract::State,
    http::StatusCode,
    routing::{delete, get, post, put},
};
use domain::{CompetencyId, LearnerId, SectionId};
use serde::{Deserialize, Serialize};
use usecases::{Refusal, rate, release_drafts, show_rating_sheet};
use utoipa::{IntoParams, ToSchema};

use super::{
    caller::Caller,
    problem::ApiError,
    received::{Named, Query, Sent},
    scalars::{Id, Moment},
    shapes::{Learner, Mastery, Section, Targets},
};
use crate::site::Site;

/// Addresses of this file.
pub fn routes() -> Router<Site> {
    Router::new()
        .route("/sections/{section}/drafts", get(show_rating_sheet).put(put_drafts))
        .route("/sections/{section}/drafts/{learner}/{competency}", delete(remove_draft))
        .route("/sections/{section}/release", post(release_drafts))
        .route("/sections/{section}/release-time", put(plan_release))
}

/// What is rated.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct SheetQuery {
    /// Ids of competencies, with commas between them; the first target where it is not given.
    competencies: Option<String>,
}

/// A section to be rated.
#[derive(Debug, Serialize, ToSchema)]
pub struct RatingSheet {
    /// The section.
    pub section: Section,
    /// What is rated, with the scales to choose levels from.
    pub columns: Targets,
    /// The class list.
    pub rows: Vec<SheetRow>,
    /// How many drafts the whole section has.
    pub drafts_in_section: u64,
    /// When the clock releases drafts of the columns; `null` when an educator does.
    pub release_at: Option<Moment>,
}

/// One learner of a sheet.
#[derive(Debug, Serialize, ToSchema)]
pub struct SheetRow {
    /// Who.
    pub learner: Learner,
    /// In the order of the columns.
    pub cells: Vec<SheetCell>,
}

/// One cell of a sheet.
#[derive(Debug, Serialize, ToSchema)]
pub struct SheetCell {
    /// The draft that stands.
    pub draft: Option<Draft>,
    /// What is released already.
    pub mastery: Option<Mastery>,
}

/// A rating before its release.
#[derive(Debug, Serialize, ToSchema)]
pub struct Draft {
    /// Code of the level.
    pub level: String,
    /// What the judge wrote.
    pub note: Option<String>,
    /// Who rated last.
    pub judge: Id,
    /// When.
    pub rated_at: Moment,
    /// When a clock releases it.
    pub release_at: Option<Moment>,
}

/// A stored draft as it is answered; a macro, because the type is the store's and has no name here.
macro_rules! draft {
    ($draft:expr) => {
        Draft {
            level: $draft.level.clone(),
            note: $draft.note.clone(),
            judge: $draft.judge.into(),
            rated_at: $draft.rated_at.into(),
            release_at: $draft.release_at.map(Moment),
        }
    };
}

/// Shows a section with the drafts that stand and what is known.
#[utoipa::path(get, path = "/api/v1/sections/{section}/drafts", tag = "Rating", params(SheetQuery),
    responses((status = 200, body = RatingSheet)))]
pub(super) async fn show_rating_sheet(
    State(site): State<Site>,
    Caller(actor): Caller,
    Named(section): Named<SectionId>,
    Query(query): Query<SheetQuery>,
) -> Result<Json<RatingSheet>, ApiError> {
    let named = query.competencies.unwrap_or_default();
    let chosen = named
        .split(',')
        .filter(|id| !id.trim().is_empty())
        .map(|id| id.trim().parse().map_err(|error| Refusal::invalid("competencies", error)))
        .collect::<Result<Vec<CompetencyId>, _>>()?;
    let sheet = show_rating_sheet::show_rating_sheet(&site.app, &actor, section, chosen).await?;
    let rows = sheet.learners.iter().map(|listed| SheetRow {
        learner: listed.into(),
        cells: sheet
            .columns
            .competencies
            .iter()
            .map(|competency| {
                let cell = (listed.learner, competency.id);
                SheetCell {
                    draft: sheet.drafts.get(&cell).map(|draft| draft!(draft)),
                    mastery: sheet.findings.get(&cell).map(Into::into),
                }
            })
            .collect(),
    });
    Ok(Json(RatingSheet {
        section: (&sheet.section).into(),
        columns: (&sheet.columns).into(),
        rows: rows.collect(),
        drafts_in_section: sheet.drafts_in_section as u64,
        release_at: sheet.release_at.map(Moment),
    }))
}

/// Ratings to be set.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewDrafts {
    /// All are set, or none.
    ratings: Vec<NewRating>,
}

/// One rating.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewRating {
    /// Whom.
    learner: Id,
    /// In what.
    competency: Id,
    /// Code of the level; `null` takes the draft away.
    level: Option<String>,
    /// What the judge writes; left out, the judge's own earlier note stays.
    note: Option<String>,
}

/// What one rating did.
#[derive(Debug, Serialize, ToSchema)]
pub struct Rated {
    /// Whether level or note is another one than before.
    pub changed: bool,
    /// The draft that stood before; setting its level again undoes the rating.
    pub before: Option<Draft>,
    /// The draft that stands now.
    pub after: Option<Draft>,
    /// The other educator whose rating this one replaced, by name.
    pub replaced: Option<String>,
}

/// Sets, changes or takes away drafts: all or none, one answer per rating, in order.
#[utoipa::path(put, path = "/api/v1/sections/{section}/drafts", tag = "Rating",
    request_body = NewDrafts, responses((status = 200, body = Vec<Rated>)))]
pub(super) async fn put_drafts(
    State(site): State<Site>,
    Caller(actor): Caller,
    Named(section): Named<SectionId>,
    Sent(new): Sent<NewDrafts>,
) -> Result<Json<Vec<Rated>>, ApiError> {
    let ratings = new.ratings.into_iter().map(|one| rate::Rating {
        learner: one.learner.into(),
        competency: one.competency.into(),
        level: one.level,
        note: one.note,
    });
    let rated = rate::rate_many(&site.app, &actor, section, ratings.collect()).await?;
    let shown = rated.iter().map(|one| Rated {
        changed: one.changed(),
        before: one.before.as_ref().map(|draft| draft!(draft)),
        after: one.after.as_ref().map(|draft| draft!(draft)),
        replaced: one.replaced.clone(),
    });
    Ok(Json(shown.collect()))
}

/// Takes one draft away; taking away what is not there changes nothing.
#[utoipa::path(delete, path = "/api/v1/sections/{section}/drafts/{learner}/{competency}", tag = "Rating",
    responses((status = 204)))]
pub(super) async fn remove_draft(
    State(site): State<Site>,
    Caller(actor): Caller,
    Named((section, learner, competency)): Named<(SectionId, LearnerId, CompetencyId)>,
) -> Result<StatusCode, ApiError> {
    let away = rate::Rating { learner, competency, level: None, note: None };
    rate::rate(&site.app, &actor, section, away).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Which drafts.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct WhichDrafts {
    /// Of these competencies; of all when none is named.
    #[serde(default)]
    competencies: Vec<Id>,
}

/// What a release did.
#[derive(Debug, Serialize, ToSchema)]
pub struct Released {
    /// Ratings that became evidence.
    pub ratings: u64,
    /// Learners they concern.
    pub learners: u64,
    /// Drafts that could not be released and stay.
    pub refused: Vec<NotReleased>,
}

/// A draft that stays.
#[derive(Debug, Serialize, ToSchema)]
pub struct NotReleased {
    /// Whose.
    pub learner: Id,
    /// Of what.
    pub competency: Id,
    /// Why.
    pub reason: String,
}

/// Releases drafts: they become evidence, and learners and families see them.
#[utoipa::path(post, path = "/api/v1/sections/{section}/release", tag = "Rating",
    request_body = WhichDrafts, responses((status = 200, body = Released)))]
pub(super) async fn release_drafts(
    State(site): State<Site>,
    Caller(actor): Caller,
    Named(section): Named<SectionId>,
    Sent(which): Sent<WhichDrafts>,
) -> Result<Json<Released>, ApiError> {
    let competencies = which.competencies.into_iter().map(Into::into).collect();
    let released = release_drafts::release_drafts(&site.app, &actor, section, competencies).await?;
    let refused = released.refused.into_iter().map(|(draft, reason)| NotReleased {
        learner: draft.learner.into(),
        competency: draft.competency.into(),
        reason,
    });
    Ok(Json(Released {
        ratings: released.ratings as u64,
        learners: released.learners as u64,
        refused: refused.collect(),
    }))
}

/// When the clock releases drafts.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ReleaseTime {
    /// When; `null` takes the clock away.
    at: Option<Moment>,
    /// Of these competencies; of all when none is named.
    #[serde(default)]
    competencies: Vec<Id>,
}

/// What a plan did.
#[derive(Debug, Serialize, ToSchema)]
pub struct Planned {
    /// How many drafts it concerns.
    pub drafts: u64,
}

/// Sets when the clock releases drafts, or takes the clock away.
#[utoipa::path(put, path = "/api/v1/sections/{section}/release-time", tag = "Rating",
    request_body = ReleaseTime, responses((status = 200, body = Planned)))]
pub(super) async fn plan_release(
    State(site): State<Site>,
    Caller(actor): Caller,
    Named(section): Named<SectionId>,
    Sent(plan): Sent<ReleaseTime>,
) -> Result<Json<Planned>, ApiError> {
    let competencies = plan.competencies.into_iter().map(Into::into).collect();
    let at = plan.at.map(|at| at.0);
    let drafts = release_drafts::plan_release(&site.app, &actor, section, competencies, at).await?;
    Ok(Json(Planned { drafts }))
}
