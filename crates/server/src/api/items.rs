//! The item bank: items are found, written as QTI, reviewed, tried and exported; they come in under `/imports`.

use std::collections::BTreeMap;

use axum::{
    Json, Router,
    extract::{DefaultBodyLimit, State},
    http::{HeaderMap, StatusCode},
    response::Response,
    routing::{get, post},
};
use domain::{
    ItemId,
    chain::{from_hex, hex},
    item::{ItemState, Value},
};
use serde::{Deserialize, Serialize};
use usecases::{
    Refusal,
    export_items::{Chosen, export_items},
    review_item::{self, Moved},
    search_items::{Looked, PAGE, competency_called, search_items},
    show_item::{WholeItem, show_item},
    show_item_file::{add_item_file, show_item_file},
    try_item::{Answer, try_item},
    write_item::{self, About, ItemText, NewItem},
    write_stimulus,
};
use utoipa::{IntoParams, ToSchema};

use super::{
    caller::Caller,
    problem::ApiError,
    received::{Named, Query, Raw, Sent},
    scalars::{Id, Moment, Number},
};
use crate::{answer_form::MOST_BYTES, download, sent_file, site::Site};

/// Addresses of this file.
pub fn routes() -> Router<Site> {
    Router::new()
        .route("/items", get(list_items).post(add_item))
        .route("/items/package", get(export_package))
        .route("/items/reviews", post(review_items))
        .route("/items/files", post(add_file).layer(DefaultBodyLimit::max(MOST_BYTES)))
        .route("/items/files/{digest}", get(take_file))
        .route("/items/{item}", get(show_one).put(put_item))
        .route("/items/{item}/review", post(review))
        .route("/items/{item}/trial", post(try_one))
        .route("/stimuli", get(list_stimuli).post(add_stimulus))
}

/// What of items is looked for; nothing for anything.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct ItemQuery {
    /// Words of the text, title, identifier or a tag; the first three count.
    text: Option<String>,
    /// `draft`, `reviewed`, `live` or `retired`; `live` finds whatever is taken.
    state: Option<String>,
    /// An interaction, such as `choice` or `text-entry`.
    kind: Option<String>,
    /// A tag.
    tag: Option<String>,
    /// A competency by code, identifier or our id, with whatever lies in it.
    competency: Option<String>,
    /// Who wrote the last version, by our id.
    author: Option<Id>,
    /// The least difficulty. Unit: logits.
    easiest: Option<Number>,
    /// The greatest difficulty. Unit: logits.
    hardest: Option<Number>,
    /// Which page of 50, from 1.
    page: Option<i64>,
}

impl ItemQuery {
    async fn looked(self, site: &Site, actor: &usecases::Actor) -> Result<Looked, ApiError> {
        let state = match self.state {
            None => None,
            Some(word) => Some(state(&word)?),
        };
        let competency = match self.competency {
            None => None,
            Some(name) => match competency_called(&site.app, actor, &name).await? {
                Ok(id) => Some(id),
                Err(why) => return Err(Refusal::invalid("competency", format!("is none: {why}")).into()),
            },
        };
        Ok(Looked {
            text: self.text.unwrap_or_default(),
            tag: self.tag,
            competency,
            kind: self.kind,
            state,
            author: self.author.map(Into::into),
            easiest: self.easiest.map(|one| one.0),
            hardest: self.hardest.map(|one| one.0),
        })
    }
}

fn state(word: &str) -> Result<ItemState, Refusal> {
    ItemState::from_word(word)
        .ok_or_else(|| Refusal::invalid("state", "is not known: use draft, reviewed, live or retired"))
}

/// An item in a list.
#[derive(Debug, Serialize, ToSchema)]
pub struct ItemLine {
    /// Our id.
    pub id: Id,
    /// By which packages name it.
    pub identifier: String,
    /// What it is called; learners do not see it.
    pub title: String,
    /// Where its last version stands.
    pub state: &'static str,
    /// Its last version, from 1.
    pub version: i64,
    /// The version that is taken; `null` where none is.
    pub live_version: Option<i64>,
    /// Its interactions.
    pub kinds: Vec<String>,
    /// What it shows that a learner can do, by our ids, the main one first.
    pub competencies: Vec<Id>,
    /// Words to find it by.
    pub tags: Vec<String>,
    /// How hard its author, or a calibration, takes it to be. Unit: logits.
    pub difficulty: Option<Number>,
}

/// A page of items.
#[derive(Debug, Serialize, ToSchema)]
pub struct ItemList {
    /// The items, by identifier.
    pub items: Vec<ItemLine>,
    /// How many there are in all.
    pub total: i64,
    /// How many stand where, by state.
    pub states: BTreeMap<&'static str, i64>,
    /// The next page; `null` on the last.
    pub next_page: Option<i64>,
}

/// Looks for items, by identifier, 50 on a page. For whoever works with learners.
#[utoipa::path(get, path = "/api/v1/items", tag = "Items", params(ItemQuery),
    responses((status = 200, body = ItemList)))]
pub(super) async fn list_items(
    State(site): State<Site>,
    Caller(actor): Caller,
    Query(query): Query<ItemQuery>,
) -> Result<Json<ItemList>, ApiError> {
    let page = query.page.unwrap_or(1).clamp(1, 1_000_000);
    let looked = query.looked(&site, &actor).await?;
    let found = search_items(&site.app, &actor, &looked, (page - 1) * PAGE).await?;
    let items = found.items.into_iter().map(|one| ItemLine {
        id: one.row.id.into(),
        identifier: one.row.identifier,
        title: one.row.title,
        state: one.row.state.word(),
        version: one.row.version,
        live_version: one.row.live_version,
        kinds: one.row.kinds.split_whitespace().map(str::to_owned).collect(),
        competencies: one.competencies.iter().map(|about| about.id.into()).collect(),
        tags: one.tags,
        difficulty: one.row.parameters.difficulty.map(Number),
    });
    Ok(Json(ItemList {
        items: items.collect(),
        total: found.total,
        states: found.states.iter().map(|(state, count)| (state.word(), *count)).collect(),
        next_page: (page * PAGE < found.total).then_some(page + 1),
    }))
}

/// An item to be written.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ItemToWrite {
    /// The item as QTI 3.0, 2.2 or 2.1.
    qti: String,
    /// What it shows that a learner can do, by codes, identifiers or our ids, the main one first.
    #[serde(default)]
    competencies: Vec<String>,
    /// Words to find it by.
    #[serde(default)]
    tags: Vec<String>,
    /// For which grades, such as `6-8`.
    #[serde(default)]
    grades: String,
    /// How hard its author takes it to be. Unit: logits.
    difficulty: Option<Number>,
    /// What is shown with it, by our id.
    stimulus: Option<Id>,
    /// The digests of the files that it names, by the name that it gives them; see `POST /items/files`.
    #[serde(default)]
    files: BTreeMap<String, String>,
    /// What is new in this version.
    #[serde(default)]
    note: String,
    /// The version that is changed; for a change only.
    seen: Option<i64>,
}

impl ItemToWrite {
    async fn new(self, site: &Site, actor: &usecases::Actor) -> Result<NewItem, ApiError> {
        let mut competencies = Vec::with_capacity(self.competencies.len());
        for name in &self.competencies {
            match competency_called(&site.app, actor, name).await? {
                Ok(id) => competencies.push(id),
                Err(why) => {
                    return Err(Refusal::invalid("competencies", format!("hold \"{name}\": {why}")).into());
                }
            }
        }
        Ok(NewItem {
            text: ItemText::Qti(self.qti),
            about: About {
                competencies,
                tags: self.tags,
                grades: self.grades,
                difficulty: self.difficulty.map(|one| one.0),
                stimulus: self.stimulus.map(Into::into),
            },
            files: digests(&self.files)?,
            note: self.note,
        })
    }
}

fn digests(files: &BTreeMap<String, String>) -> Result<Vec<(String, domain::chain::Digest)>, Refusal> {
    let read = |(name, digest): (&String, &String)| {
        let digest = from_hex(digest);
        digest.map(|digest| (name.clone(), digest)).ok_or_else(|| {
            Refusal::invalid(
                "files",
                format!("give \"{name}\" no digest: use what POST /items/files answered"),
            )
        })
    };
    files.iter().map(read).collect()
}

/// A version that was written.
#[derive(Debug, Serialize, ToSchema)]
pub struct WrittenItem {
    /// Our id of the item.
    pub id: Id,
    /// The version.
    pub version: i64,
}

/// Writes a new item, as a draft. For educators, and whoever leads or runs a school or program.
#[utoipa::path(post, path = "/api/v1/items", tag = "Items", request_body = ItemToWrite,
    responses((status = 201, body = WrittenItem)))]
pub(super) async fn add_item(
    State(site): State<Site>,
    Caller(actor): Caller,
    Sent(sent): Sent<ItemToWrite>,
) -> Result<(StatusCode, Json<WrittenItem>), ApiError> {
    let new = sent.new(&site, &actor).await?;
    let id = write_item::add_item(&site.app, &actor, new).await?;
    Ok((StatusCode::CREATED, Json(WrittenItem { id: id.into(), version: 1 })))
}

/// Writes the next version of an item, as a draft; the version that is taken stays it. Where only what is said
/// about it differs, there is no new version.
#[utoipa::path(put, path = "/api/v1/items/{item}", tag = "Items", request_body = ItemToWrite,
    responses((status = 200, body = WrittenItem)))]
pub(super) async fn put_item(
    State(site): State<Site>,
    Caller(actor): Caller,
    Named(item): Named<ItemId>,
    Sent(sent): Sent<ItemToWrite>,
) -> Result<Json<WrittenItem>, ApiError> {
    let seen =
        sent.seen.ok_or_else(|| Refusal::invalid("seen", "is missing: send the version that you changed"))?;
    let new = sent.new(&site, &actor).await?;
    let version = write_item::revise_item(&site.app, &actor, item, seen, new).await?;
    Ok(Json(WrittenItem { id: item.into(), version }))
}

/// One item whole.
#[derive(Debug, Serialize, ToSchema)]
pub struct ItemWhole {
    /// Our id.
    pub id: Id,
    /// By which packages name it.
    pub identifier: String,
    /// What it is called; learners do not see it.
    pub title: String,
    /// Where its last version stands.
    pub state: &'static str,
    /// Its last version, from 1.
    pub version: i64,
    /// The version that is taken; `null` where none is.
    pub live_version: Option<i64>,
    /// Where whoever asks may move it.
    pub may_become: Vec<&'static str>,
    /// What it shows that a learner can do, by our ids, the main one first.
    pub competencies: Vec<Id>,
    /// Words to find it by.
    pub tags: Vec<String>,
    /// For which grades.
    pub grades: String,
    /// How hard it is taken to be. Unit: logits.
    pub difficulty: Option<Number>,
    /// What is shown with it, by our id.
    pub stimulus: Option<Id>,
    /// The digests of the files that it shows, by name.
    pub files: BTreeMap<String, String>,
    /// Whether its key scores it; otherwise a person does.
    pub scores_itself: bool,
    /// Where it came from: `written`, or the name of a package.
    pub from: String,
    /// Its versions, newest first.
    pub versions: Vec<ItemVersionLine>,
    /// How it was answered.
    pub use_of_it: ItemUse,
}

/// One version of an item.
#[derive(Debug, Serialize, ToSchema)]
pub struct ItemVersionLine {
    /// From 1.
    pub version: i64,
    /// Where it stands.
    pub state: &'static str,
    /// The item as QTI 3.0, its key included.
    pub qti: String,
    /// SHA-256 of that.
    pub digest: String,
    /// Who wrote it, by name; empty for what came with Onramp.
    pub written_by: String,
    /// When.
    pub written_at: Moment,
    /// What is new in it.
    pub note: String,
    /// Who reviewed it, by name.
    pub reviewed_by: String,
    /// When.
    pub reviewed_at: Option<Moment>,
    /// What they said.
    pub review_note: String,
}

/// How an item was answered, over all its versions.
#[derive(Debug, Serialize, ToSchema)]
pub struct ItemUse {
    /// How often it was answered.
    pub answers: i64,
    /// What part of the points was reached, 0 to 1; `null` where too few learners answered it to say so.
    pub p: Option<f64>,
    /// Points of one answer, on average.
    pub mean_points: Option<f64>,
    /// Seconds of one answer, on average.
    pub mean_seconds: Option<f64>,
    /// `very_hard` or `very_easy` where somebody should look at it.
    pub flag: Option<&'static str>,
}

impl From<WholeItem> for ItemWhole {
    fn from(one: WholeItem) -> Self {
        let went = one.uses.went;
        let flag = went.and_then(|went| went.flag).map(|flag| match flag {
            usecases::show_item::Flag::VeryHard => "very_hard",
            usecases::show_item::Flag::VeryEasy => "very_easy",
        });
        let versions = one.versions.into_iter().map(|(version, by, reviewer)| ItemVersionLine {
            version: version.version,
            state: version.state.word(),
            qti: version.content,
            digest: hex(&version.digest),
            written_by: by,
            written_at: version.written_at.into(),
            note: version.note,
            reviewed_by: reviewer,
            reviewed_at: version.reviewed_at.map(Moment),
            review_note: version.review_note,
        });
        Self {
            id: one.row.id.into(),
            identifier: one.row.identifier,
            title: one.row.title,
            state: one.row.state.word(),
            version: one.row.version,
            live_version: one.row.live_version,
            may_become: one.may_become.iter().map(|state| state.word()).collect(),
            competencies: one.competencies.iter().map(|about| about.id.into()).collect(),
            tags: one.tags,
            grades: one.row.grades,
            difficulty: one.row.parameters.difficulty.map(Number),
            stimulus: one.stimulus.map(|(id, _)| id.into()),
            files: one.files.iter().map(|(name, digest)| (name.clone(), hex(digest))).collect(),
            scores_itself: one.item.scores_itself(),
            from: one.row.from_source,
            versions: versions.collect(),
            use_of_it: ItemUse {
                answers: one.uses.answers,
                p: went.and_then(|went| went.p),
                mean_points: went.and_then(|went| went.mean_points),
                mean_seconds: went.map(|went| went.mean_seconds),
                flag,
            },
        }
    }
}

/// Shows one item with its versions. For whoever works with learners.
#[utoipa::path(get, path = "/api/v1/items/{item}", tag = "Items", responses((status = 200, body = ItemWhole)))]
pub(super) async fn show_one(
    State(site): State<Site>,
    Caller(actor): Caller,
    Named(item): Named<ItemId>,
) -> Result<Json<ItemWhole>, ApiError> {
    Ok(Json(show_item(&site.app, &actor, item).await?.into()))
}

/// Where an item is to stand.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ItemMove {
    /// `reviewed`, `live`, `draft` or `retired`.
    to: String,
    /// The version that was looked at.
    seen: i64,
    /// What to say; needed to send it back to draft.
    #[serde(default)]
    note: String,
}

/// Moves an item on in its review: a draft is reviewed by somebody else than who wrote it, then put live.
#[utoipa::path(post, path = "/api/v1/items/{item}/review", tag = "Items", request_body = ItemMove,
    responses((status = 200, body = ItemWhole)))]
pub(super) async fn review(
    State(site): State<Site>,
    Caller(actor): Caller,
    Named(item): Named<ItemId>,
    Sent(sent): Sent<ItemMove>,
) -> Result<Json<ItemWhole>, ApiError> {
    let to = state(&sent.to)?;
    review_item::review_item(&site.app, &actor, item, sent.seen, to, &sent.note).await?;
    Ok(Json(show_item(&site.app, &actor, item).await?.into()))
}

/// Where several items are to stand.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ItemMoves {
    /// Our ids, at most 500.
    items: Vec<Id>,
    /// `reviewed`, `live`, `draft` or `retired`.
    to: String,
    /// What to say.
    #[serde(default)]
    note: String,
    /// Only look at what would become of each.
    #[serde(default)]
    dry_run: bool,
}

/// What became of one item, or would.
#[derive(Debug, Serialize, ToSchema)]
pub struct ItemMoved {
    /// Our id.
    pub item: Id,
    /// By which packages name it.
    pub identifier: String,
    /// Where it stood.
    pub from: &'static str,
    /// Why it stays there; `null` where it moves.
    pub why_not: Option<String>,
}

impl From<Moved> for ItemMoved {
    fn from(one: Moved) -> Self {
        Self {
            item: one.item.into(),
            identifier: one.identifier,
            from: one.from.word(),
            why_not: one.why_not,
        }
    }
}

/// Moves several items on, each for itself.
#[utoipa::path(post, path = "/api/v1/items/reviews", tag = "Items", request_body = ItemMoves,
    responses((status = 200, body = Vec<ItemMoved>)))]
pub(super) async fn review_items(
    State(site): State<Site>,
    Caller(actor): Caller,
    Sent(sent): Sent<ItemMoves>,
) -> Result<Json<Vec<ItemMoved>>, ApiError> {
    let to = state(&sent.to)?;
    let items: Vec<ItemId> = sent.items.iter().map(|id| (*id).into()).collect();
    let moved = if sent.dry_run {
        review_item::preview_review(&site.app, &actor, &items, to).await?
    } else {
        review_item::review_items(&site.app, &actor, &items, to, &sent.note).await?
    };
    Ok(Json(moved.into_iter().map(Into::into).collect()))
}

/// An answer to try an item with.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ItemTrial {
    /// Which version; the newest where none is named.
    version: Option<i64>,
    /// What everything that is drawn follows from.
    #[serde(default)]
    seed: u64,
    /// Answers by response, each scalar as QTI writes it: `{"RESPONSE": ["A"]}`. Without answers nothing is scored.
    answers: Option<BTreeMap<String, Vec<String>>>,
}

/// What an answer comes to.
#[derive(Debug, Serialize, ToSchema)]
pub struct ItemTried {
    /// Which version.
    pub version: Option<i64>,
    /// The seed.
    pub seed: u64,
    /// The points; `null` where a person scores it, or nothing was answered.
    pub score: Option<f64>,
    /// The most points; `null` where nothing says it.
    pub max_score: Option<f64>,
    /// Whether the key says that all is right.
    pub correct: Option<bool>,
    /// Every outcome, each scalar as QTI writes it.
    pub outcomes: BTreeMap<String, Vec<String>>,
    /// The right answers, as they were drawn.
    pub solution: BTreeMap<String, Vec<String>>,
    /// What of the answer cannot be taken.
    pub problems: Vec<String>,
}

fn texts(values: &BTreeMap<String, Value>) -> BTreeMap<String, Vec<String>> {
    let text = |value: &Value| value.scalars().iter().map(domain::item::Scalar::text).collect();
    values.iter().map(|(name, value)| (name.clone(), text(value))).collect()
}

/// Tries an item: draws it, and scores an answer. Nothing is kept. For whoever works with learners.
#[utoipa::path(post, path = "/api/v1/items/{item}/trial", tag = "Items", request_body = ItemTrial,
    responses((status = 200, body = ItemTried)))]
pub(super) async fn try_one(
    State(site): State<Site>,
    Caller(actor): Caller,
    Named(item): Named<ItemId>,
    Sent(sent): Sent<ItemTrial>,
) -> Result<Json<ItemTried>, ApiError> {
    let answer = sent.answers.map(Answer::Texts);
    let tried = try_item(&site.app, &actor, item, sent.version, sent.seed, answer).await?;
    let mut problems = tried.problems;
    problems.extend(tried.failure);
    Ok(Json(ItemTried {
        version: tried.version,
        seed: tried.seed,
        score: tried.outcomes.as_ref().and_then(|outcomes| outcomes.score()),
        max_score: tried.max_score,
        correct: tried.correct,
        outcomes: tried.outcomes.map(|outcomes| texts(&outcomes.values)).unwrap_or_default(),
        solution: texts(&tried.solution),
        problems,
    }))
}

/// What is found, as a QTI 3.0 package with what it shares and shows, its alignments and tests. For whoever works
/// with learners.
#[utoipa::path(get, path = "/api/v1/items/package", tag = "Items", params(ItemQuery),
    responses((status = 200, content_type = "application/zip", body = Vec<u8>)))]
pub(super) async fn export_package(
    State(site): State<Site>,
    Caller(actor): Caller,
    Query(query): Query<ItemQuery>,
) -> Result<Response, ApiError> {
    let looked = query.looked(&site, &actor).await?;
    let package = export_items(&site.app, &actor, Chosen::Found(looked)).await?;
    Ok(download::zip(&package.file_name, package.bytes))
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
}

/// Lists what items share, by title. For whoever works with learners.
#[utoipa::path(get, path = "/api/v1/stimuli", tag = "Items", responses((status = 200, body = Vec<StimulusLine>)))]
pub(super) async fn list_stimuli(
    State(site): State<Site>,
    Caller(actor): Caller,
) -> Result<Json<Vec<StimulusLine>>, ApiError> {
    let all = write_stimulus::list_stimuli(&site.app, &actor).await?;
    let line = |one: write_stimulus::Listed| StimulusLine {
        id: one.id.into(),
        identifier: one.identifier,
        title: one.title,
    };
    Ok(Json(all.into_iter().map(line).collect()))
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
