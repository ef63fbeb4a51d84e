//! Many at once: looking at what would be done, doing it, its rows, and undoing it.

use axum::{
    Json, Router,
    extract::State,
    http::StatusCode,
    routing::{get, post},
};
use domain::{
    BatchId, DistrictId,
    batch::{BatchAction, Reminded},
};
use serde::{Deserialize, Serialize};
use usecases::{
    Refusal, chance,
    preview_batch::{self, Chosen, NewBatch},
    show_batch::{self, BatchDetail, ShownBatch},
    start_batch, undo_batch,
};
use utoipa::{IntoParams, ToSchema};

use super::{
    answered::Page,
    caller::Caller,
    problem::ApiError,
    received::{Named, Query, Sent},
    scalars::{Day, Id, Moment},
};
use crate::{pages::many::work_on, site::Site};

/// Addresses of this file.
pub fn routes() -> Router<Site> {
    Router::new()
        .route("/batches", get(list_batches).post(start_batch))
        .route("/batches/preview", post(preview_batch))
        .route("/batches/{batch}", get(show_batch))
        .route("/batches/{batch}/undo", post(undo_batch))
}

/// What is done to each learner.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(tag = "kind", rename_all = "snake_case", deny_unknown_fields)]
pub enum ActionAsked {
    /// A place in a section from a day on.
    Enroll {
        /// The section.
        section: Id,
        /// The first day; today where it is not given.
        day: Option<Day>,
    },
    /// From one section to another.
    Move {
        /// The section that is left.
        from: Id,
        /// The section that is joined.
        to: Id,
        /// The first day there; today where it is not given.
        day: Option<Day>,
    },
    /// Evidence is left out of judgement: of a competency, of an instrument, or of both.
    Excuse {
        /// The competency.
        competency: Option<Id>,
        /// The instrument, word for word.
        instrument: Option<String>,
    },
    /// Draft ratings become evidence.
    Release {
        /// The section.
        section: Id,
    },
    /// A letter asks to sign in and look; nothing of a record is in it.
    Remind {
        /// `guardians` or `learner`.
        to: String,
    },
}

/// Something for many. Exactly one of `learners`, `section` and `search` says for whom.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct BatchAsked {
    /// The caller's own id of the batch, so that it is done once however often it is sent.
    id: Option<Id>,
    /// What is done to each.
    action: ActionAsked,
    /// These learners.
    learners: Option<Vec<Id>>,
    /// Everybody who learns in this section today.
    section: Option<Id>,
    /// Every learner whose name or e-mail address contains this; an administrator's to ask for.
    search: Option<String>,
    /// Why; needed for `excuse`.
    why: Option<String>,
}

impl BatchAsked {
    fn read(self, district: DistrictId) -> Result<(Option<BatchId>, NewBatch), Refusal> {
        let day = |day: Option<Day>| day.map_or_else(|| chance::today(district), |day| day.0);
        let action = match self.action {
            ActionAsked::Enroll { section, day: first } => {
                BatchAction::Enroll { section: section.into(), day: day(first) }
            }
            ActionAsked::Move { from, to, day: first } => {
                BatchAction::Move { from: from.into(), to: to.into(), day: day(first) }
            }
            ActionAsked::Excuse { competency, instrument } => {
                BatchAction::Excuse { competency: competency.map(Into::into), instrument }
            }
            ActionAsked::Release { section } => BatchAction::Release { section: section.into() },
            ActionAsked::Remind { to } => BatchAction::Remind {
                to: Reminded::from_word(&to)
                    .ok_or_else(|| Refusal::invalid("to", "is not known: use guardians or learner"))?,
            },
        };
        let chosen = match (self.learners, self.section, self.search) {
            (Some(all), None, None) => Chosen::Learners(all.into_iter().map(Into::into).collect()),
            (None, Some(section), None) => Chosen::Section(section.into()),
            (None, None, Some(words)) => Chosen::Search(words),
            _ => {
                let why = "are said once: send exactly one of learners, section and search";
                return Err(Refusal::invalid("learners", why));
            }
        };
        let new = NewBatch { chosen, action, reason: self.why.unwrap_or_default() };
        Ok((self.id.map(Into::into), new))
    }
}

/// What would be done to one learner.
#[derive(Debug, Serialize, ToSchema)]
pub struct RowLooked {
    /// Whom.
    pub learner: Id,
    /// Whether it would be done.
    pub done: bool,
    /// What would be done, or why not.
    pub answer: String,
}

/// What a batch would do.
#[derive(Debug, Serialize, ToSchema)]
pub struct BatchLooked {
    /// To how many it would be done.
    pub doable: usize,
    /// How many would be passed over.
    pub passed_over: usize,
    /// Each of them.
    pub rows: Vec<RowLooked>,
}

/// Looks at what would be done to each learner. Nothing is written.
#[utoipa::path(post, path = "/api/v1/batches/preview", tag = "Many at once", request_body = BatchAsked,
    responses((status = 200, body = BatchLooked)))]
pub(super) async fn preview_batch(
    State(site): State<Site>,
    Caller(actor): Caller,
    Sent(asked): Sent<BatchAsked>,
) -> Result<Json<BatchLooked>, ApiError> {
    let found = preview_batch::preview_batch(&site.app, &actor, asked.read(actor.district)?.1).await?;
    let doable = found.doable();
    let row = |row: preview_batch::PreviewRow| RowLooked {
        learner: row.learner.into(),
        done: row.would.is_ok(),
        answer: row.would.unwrap_or_else(|why| why),
    };
    Ok(Json(BatchLooked {
        doable,
        passed_over: found.rows.len() - doable,
        rows: found.rows.into_iter().map(row).collect(),
    }))
}

/// Something that was done to many.
#[derive(Debug, Serialize, ToSchema)]
pub struct DoneForMany {
    /// Its id.
    pub id: Id,
    /// `enroll`, `move`, `excuse`, `release` or `remind`.
    pub action: &'static str,
    /// The section of the action.
    pub section: Option<Id>,
    /// The section that was left.
    pub from: Option<Id>,
    /// Why; empty where nobody said.
    pub why: String,
    /// When it was begun.
    pub made_at: Moment,
    /// By whom.
    pub by: String,
    /// `running`, `done`, `being_undone` or `undone`.
    pub state: &'static str,
    /// When it was undone.
    pub undone_at: Option<Moment>,
    /// By whom; empty while it stands.
    pub undone_by: String,
    /// How many learners there are in each state: `waiting`, `done`, `refused`, `undone`, `kept`.
    pub counts: Vec<StateCount>,
}

/// How many learners are in a state.
#[derive(Debug, Serialize, ToSchema)]
pub struct StateCount {
    /// The state.
    pub state: &'static str,
    /// How many.
    pub learners: i64,
}

impl From<&ShownBatch> for DoneForMany {
    fn from(one: &ShownBatch) -> Self {
        let batch = &one.batch;
        Self {
            id: batch.id.into(),
            action: batch.action.word(),
            section: one.section.as_ref().map(|section| section.id.into()),
            from: one.from.as_ref().map(|section| section.id.into()),
            why: batch.reason.clone(),
            made_at: batch.made_at.into(),
            by: one.by.clone(),
            state: match (batch.undo.is_some(), batch.is_running()) {
                (false, true) => "running",
                (false, false) => "done",
                (true, true) => "being_undone",
                (true, false) => "undone",
            },
            undone_at: batch.undo.as_ref().map(|undo| undo.at.into()),
            undone_by: one.undone_by.clone(),
            counts: one
                .counts
                .iter()
                .map(|(state, learners)| StateCount { state: state.word(), learners: *learners })
                .collect(),
        }
    }
}

/// What became of one learner.
#[derive(Debug, Serialize, ToSchema)]
pub struct RowAnswered {
    /// Whom.
    pub learner: Id,
    /// `waiting`, `done`, `refused`, `undone` or `kept`.
    pub state: &'static str,
    /// What was done, or why not.
    pub answer: String,
}

/// A batch with its rows.
#[derive(Debug, Serialize, ToSchema)]
pub struct BatchAnswered {
    /// The batch.
    pub batch: DoneForMany,
    /// Each of its learners.
    pub rows: Vec<RowAnswered>,
}

impl From<BatchDetail> for BatchAnswered {
    fn from(found: BatchDetail) -> Self {
        let rows = found.rows.iter().map(|(row, _)| RowAnswered {
            learner: row.learner.into(),
            state: row.state.word(),
            answer: row.answer.clone(),
        });
        Self { batch: (&found.shown).into(), rows: rows.collect() }
    }
}

async fn shown(site: &Site, actor: &usecases::Actor, id: BatchId) -> Result<Json<BatchAnswered>, ApiError> {
    Ok(Json(show_batch::show_batch(&site.app, actor, id).await?.into()))
}

/// Does something to many learners, each for itself. The work goes on when the answer says `running`.
#[utoipa::path(post, path = "/api/v1/batches", tag = "Many at once", request_body = BatchAsked,
    responses((status = 201, body = BatchAnswered)))]
pub(super) async fn start_batch(
    State(site): State<Site>,
    Caller(actor): Caller,
    Sent(asked): Sent<BatchAsked>,
) -> Result<(StatusCode, Json<BatchAnswered>), ApiError> {
    let (id, new) = asked.read(actor.district)?;
    let id = start_batch::start_batch(&site.app, &actor, id, new).await?;
    work_on(&site, actor.district, id).await;
    Ok((StatusCode::CREATED, shown(&site, &actor, id).await?))
}

/// Where a list of batches goes on.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct BatchQuery {
    /// The `next` of the page before.
    after: Option<String>,
}

/// Lists what was done to many, newest first: one's own; an administrator's, all.
#[utoipa::path(get, path = "/api/v1/batches", tag = "Many at once", params(BatchQuery),
    responses((status = 200, body = Page<DoneForMany>)))]
pub(super) async fn list_batches(
    State(site): State<Site>,
    Caller(actor): Caller,
    Query(query): Query<BatchQuery>,
) -> Result<Json<Page<DoneForMany>>, ApiError> {
    let before = match query.after {
        None => None,
        Some(id) => Some(id.parse().map_err(|error| Refusal::invalid("after", error))?),
    };
    let found = show_batch::list_batches(&site.app, &actor, before).await?;
    let items = found.batches.iter().map(Into::into).collect();
    Ok(Json(Page { items, next: found.next.map(|next| next.to_string()) }))
}

/// Shows one batch with what became of each learner.
#[utoipa::path(get, path = "/api/v1/batches/{batch}", tag = "Many at once",
    responses((status = 200, body = BatchAnswered)))]
pub(super) async fn show_batch(
    State(site): State<Site>,
    Caller(actor): Caller,
    Named(id): Named<BatchId>,
) -> Result<Json<BatchAnswered>, ApiError> {
    shown(&site, &actor, id).await
}

/// Why something is undone.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct BatchUndoAsked {
    /// Why; may be left out.
    why: Option<String>,
}

/// Undoes a whole batch: rows that are still as it left them; the others say why not.
#[utoipa::path(post, path = "/api/v1/batches/{batch}/undo", tag = "Many at once",
    request_body = BatchUndoAsked, responses((status = 200, body = BatchAnswered)))]
pub(super) async fn undo_batch(
    State(site): State<Site>,
    Caller(actor): Caller,
    Named(id): Named<BatchId>,
    Sent(asked): Sent<BatchUndoAsked>,
) -> Result<Json<BatchAnswered>, ApiError> {
    undo_batch::undo_batch(&site.app, &actor, id, asked.why.as_deref().unwrap_or_default()).await?;
    work_on(&site, actor.district, id).await;
    shown(&site, &actor, id).await
}
