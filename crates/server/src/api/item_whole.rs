//! One item: shown with its versions, and written as QTI.

use std::collections::BTreeMap;

use axum::{Json, Router, extract::State, http::StatusCode, routing::get};
use domain::{
    ItemId,
    chain::{Digest, from_hex, hex},
};
use serde::{Deserialize, Serialize};
use usecases::{
    Refusal,
    item_use::{Flag, Told, Uses},
    search_items::competency_called,
    show_item::{WholeItem, show_item},
    write_item::{self, About, ItemText, NewItem},
};
use utoipa::ToSchema;

use super::{
    caller::Caller,
    problem::ApiError,
    received::{Named, Sent},
    scalars::{Id, Moment, Number},
};
use crate::site::Site;

/// Addresses of this file; a new item is added by `POST /items`.
pub fn routes() -> Router<Site> {
    Router::new().route("/items/{item}", get(show_one).put(put_item))
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
    async fn checked(self, site: &Site, actor: &usecases::Actor) -> Result<NewItem, ApiError> {
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

/// Digests of files by the names that a text gives them.
pub(super) fn digests(files: &BTreeMap<String, String>) -> Result<Vec<(String, Digest)>, Refusal> {
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
    let new = sent.checked(&site, &actor).await?;
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
    let new = sent.checked(&site, &actor).await?;
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

/// How an item was answered, over all its versions. Figures are of each learner's last ended sitting that was not
/// rushed, of the last 1,000 answers at most, and `null` where too few learners got it or they would say something of
/// a few.
#[derive(Debug, Serialize, ToSchema)]
pub struct ItemUse {
    /// In how many sittings it was given.
    pub given: i64,
    /// How often it was answered.
    pub answers: i64,
    /// Mean share of its points, 0 to 1.
    pub p: Option<f64>,
    /// The standard error of that; from 30 learners on.
    pub standard_error: Option<f64>,
    /// Correlation with the share of points on the other items of the sitting; from 30 learners on.
    pub correlation: Option<f64>,
    /// Share left without an answer.
    pub omitted: Option<f64>,
    /// Points of one answer, on average.
    pub mean_points: Option<f64>,
    /// Seconds of one answer, on average; `null` too where it was always on a page with others.
    pub mean_seconds: Option<f64>,
    /// `very_hard` or `very_easy` where somebody should look at it.
    pub flag: Option<&'static str>,
    /// What to do, most urgent first.
    pub advice: Vec<String>,
}

impl From<Uses> for ItemUse {
    fn from(uses: Uses) -> Self {
        let went = if let Told::Went(went) = uses.told { Some(went) } else { None };
        let of = went.as_ref();
        Self {
            given: uses.given,
            answers: uses.answers,
            p: of.map(|went| went.p),
            standard_error: of.and_then(|went| went.p_error),
            correlation: of.and_then(|went| went.correlation),
            omitted: of.map(|went| went.omitted),
            mean_points: of.map(|went| went.mean_points),
            mean_seconds: of.and_then(|went| went.mean_seconds),
            flag: of.and_then(|went| went.flag).map(|flag| match flag {
                Flag::VeryHard => "very_hard",
                Flag::VeryEasy => "very_easy",
            }),
            advice: went.map(|went| went.advice).unwrap_or_default(),
        }
    }
}

impl From<WholeItem> for ItemWhole {
    fn from(one: WholeItem) -> Self {
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
            use_of_it: one.uses.into(),
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
