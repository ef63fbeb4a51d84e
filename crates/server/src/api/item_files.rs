//! Files that items show, and texts that several items share.

use std::collections::BTreeMap;

use axum::{
    Json, Router,
    extract::{DefaultBodyLimit, State},
    http::{HeaderMap, StatusCode},
    response::Response,
    routing::{get, post},
};
use domain::{StimulusId, chain::hex};
use serde::{Deserialize, Serialize};
use usecases::{
    show_item_file::{add_item_file, show_item_file},
    show_stimulus, write_stimulus,
};
use utoipa::{IntoParams, ToSchema};

use super::{
    caller::Caller,
    item_whole::digests,
    problem::ApiError,
    received::{Named, Query, Raw, Sent},
    scalars::{Id, Moment},
};
use crate::{answer_form::MOST_BYTES, sent_file, site::Site};

/// Addresses of this file.
pub fn routes() -> Router<Site> {
    Router::new()
        .route("/items/files", post(add_file).layer(DefaultBodyLimit::max(MOST_BYTES)))
        .route("/items/files/{digest}", get(take_file))
        .route("/stimuli", get(list_stimuli).post(add_stimulus))
        .route("/stimuli/{stimulus}", get(show_one_stimulus))
}

/// What a file is called.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct FileQuery {
    /// Its name, such as `map.png`.
    file_name: String,
}

/// A file that items may show.
#[derive(Debug, Serialize, ToSchema)]
pub struct ItemFile {
    /// SHA-256 of the content: by it items name the file.
    pub digest: String,
    /// What it was found to be.
    pub media_type: String,
    /// How many bytes.
    pub size: i64,
}

/// Keeps a picture, recording or PDF for an item that is being written: the body is the file. One that no item
/// shows is swept away after some time.
#[utoipa::path(post, path = "/api/v1/items/files", tag = "Items", params(FileQuery),
    request_body(content = Vec<u8>, content_type = "application/octet-stream"),
    responses((status = 201, body = ItemFile)))]
pub(super) async fn add_file(
    State(site): State<Site>,
    Caller(actor): Caller,
    Query(query): Query<FileQuery>,
    Raw(body): Raw,
) -> Result<(StatusCode, Json<ItemFile>), ApiError> {
    let kept = add_item_file(&site.app, &actor, &query.file_name, body.to_vec()).await?;
    let file = ItemFile { digest: hex(&kept.digest), media_type: kept.media_type, size: kept.size };
    Ok((StatusCode::CREATED, Json(file)))
}

/// A file that items show; a stretch of it with the header `Range`.
#[utoipa::path(get, path = "/api/v1/items/files/{digest}", tag = "Items",
    responses((status = 200, content_type = "application/octet-stream", body = Vec<u8>)))]
pub(super) async fn take_file(
    State(site): State<Site>,
    Caller(actor): Caller,
    Named(digest): Named<String>,
    headers: HeaderMap,
) -> Result<Response, ApiError> {
    let digest = sent_file::digest(&digest)?;
    Ok(sent_file::answer(show_item_file(&site.app, &actor, digest, sent_file::stretch(&headers)).await?))
}

/// What several items share.
#[derive(Debug, Serialize, ToSchema)]
pub struct StimulusLine {
    /// Our id.
    pub id: Id,
    /// By which packages name it.
    pub identifier: String,
    /// What it is called.
    pub title: String,
    /// How many items are shown with it.
    pub items: i64,
}

/// What is looked for.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct StimuliQuery {
    /// Words that title, identifier or text hold; all of it where there are none.
    #[serde(default)]
    q: String,
}

/// Lists what items share, by title. For whoever works with learners.
#[utoipa::path(get, path = "/api/v1/stimuli", tag = "Items", params(StimuliQuery),
    responses((status = 200, body = Vec<StimulusLine>)))]
pub(super) async fn list_stimuli(
    State(site): State<Site>,
    Caller(actor): Caller,
    Query(query): Query<StimuliQuery>,
) -> Result<Json<Vec<StimulusLine>>, ApiError> {
    let all = write_stimulus::list_stimuli(&site.app, &actor, &query.q).await?;
    let line = |one: write_stimulus::Listed| StimulusLine {
        id: one.id.into(),
        identifier: one.identifier,
        title: one.title,
        items: one.items,
    };
    Ok(Json(all.into_iter().map(line).collect()))
}

/// A shared text whole.
#[derive(Debug, Serialize, ToSchema)]
pub struct StimulusWhole {
    /// Our id.
    pub id: Id,
    /// By which packages name it.
    pub identifier: String,
    /// What it is called.
    pub title: String,
    /// As QTI 3.0.
    pub qti: String,
    /// The digests of the files that it shows, by name.
    pub files: BTreeMap<String, String>,
    /// Who wrote it last, by name; empty for what came with Onramp.
    pub written_by: String,
    /// When.
    pub written_at: Moment,
    /// Items that are shown with it, by our ids.
    pub items: Vec<Id>,
}

/// Shows what several items share. For whoever works with learners.
#[utoipa::path(get, path = "/api/v1/stimuli/{stimulus}", tag = "Items",
    responses((status = 200, body = StimulusWhole)))]
pub(super) async fn show_one_stimulus(
    State(site): State<Site>,
    Caller(actor): Caller,
    Named(stimulus): Named<StimulusId>,
) -> Result<Json<StimulusWhole>, ApiError> {
    let found = show_stimulus::show_stimulus(&site.app, &actor, stimulus).await?;
    Ok(Json(StimulusWhole {
        id: found.row.id.into(),
        identifier: found.row.identifier,
        title: found.row.title,
        qti: found.row.content,
        files: found.files.iter().map(|(name, digest)| (name.clone(), hex(digest))).collect(),
        written_by: found.written_by,
        written_at: found.row.written_at.into(),
        items: found.items.iter().map(|item| item.id.into()).collect(),
    }))
}

/// A shared text to be written.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct StimulusText {
    /// The text as QTI.
    qti: String,
    /// The digests of the files that it names, by name.
    #[serde(default)]
    files: BTreeMap<String, String>,
}

/// A shared text that was written.
#[derive(Debug, Serialize, ToSchema)]
pub struct WrittenStimulus {
    /// Our id.
    pub id: Id,
}

/// Writes what items share, or puts it in place of the one with its identifier: its items show it at once.
#[utoipa::path(post, path = "/api/v1/stimuli", tag = "Items", request_body = StimulusText,
    responses((status = 201, body = WrittenStimulus)))]
pub(super) async fn add_stimulus(
    State(site): State<Site>,
    Caller(actor): Caller,
    Sent(sent): Sent<StimulusText>,
) -> Result<(StatusCode, Json<WrittenStimulus>), ApiError> {
    let files = digests(&sent.files)?;
    let id = write_stimulus::write_stimulus(&site.app, &actor, &sent.qti, files).await?;
    Ok((StatusCode::CREATED, Json(WrittenStimulus { id: id.into() })))
}
