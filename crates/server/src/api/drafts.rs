//! Ratings before their release: the sheet, setting and taking away.

use axum::{
    Json, Router,
    extract::State,
    http::StatusCode,
    routing::{delete, get},
};
use domain::{CompetencyId, LearnerId, SectionId};
use serde::{Deserialize, Serialize};
use usecases::{Refusal, rate, show_rating_sheet};
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
    /// Code of the level that the judge saw before, empty for none. When another one stands by now, this
    /// rating is not taken and the answer says so; left out, it is taken whatever stands.
    shown: Option<String>,
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
    /// Why this rating was not taken: another level than `shown` stood already.
    pub overtaken: Option<Overtaken>,
}

/// A change that came first.
#[derive(Debug, Serialize, ToSchema)]
pub struct Overtaken {
    /// Who rated, by name; `null` where what was shown is released or taken away.
    pub by: Option<String>,
}

/// Sets, changes or takes away drafts: all or none, but for those that somebody overtook; one answer per
/// rating, in order.
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
        shown: one.shown.map(|level| rate::Shown(Some(level).filter(|level| !level.is_empty()))),
    });
    let rated = rate::rate_many(&site.app, &actor, section, ratings.collect()).await?;
    let shown = rated.iter().map(|one| Rated {
        changed: one.changed(),
        before: one.before.as_ref().map(|draft| draft!(draft)),
        after: one.after.as_ref().map(|draft| draft!(draft)),
        replaced: one.replaced.clone(),
        overtaken: one.overtaken.as_ref().map(|first| Overtaken { by: first.by.clone() }),
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
    let away = rate::Rating { learner, competency, level: None, note: None, shown: None };
    rate::rate(&site.app, &actor, section, away).await?;
    Ok(StatusCode::NO_CONTENT)
}
