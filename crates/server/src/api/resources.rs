//! The library of what there is to learn from.

use axum::{
    Json, Router,
    extract::State,
    routing::{get, put},
};
use domain::{
    ResourceId,
    chain::{from_hex, hex},
    resource::{self, ResourceKind},
};
use serde::{Deserialize, Serialize};
use usecases::{
    Refusal,
    search_resources::{self, Looked},
    show_resource, worked_for_whom, write_resource,
};
use utoipa::{IntoParams, ToSchema};

use super::{
    caller::Caller,
    problem::ApiError,
    received::{Named, Query, Sent},
    scalars::{Id, Moment},
    shapes::Competency,
};
use crate::site::Site;

/// Addresses of this file.
pub fn routes() -> Router<Site> {
    Router::new()
        .route("/resources", get(list_resources).post(add_resource))
        .route("/resources/{resource}", get(show_resource_whole).put(revise_resource))
        .route("/resources/{resource}/retirement", put(put_retirement))
        .route("/resources/{resource}/worked-for", get(show_worked_for))
}

/// What is searched for.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct ResourceQuery {
    /// Words of the title, of what it is about, or of where it came from.
    #[serde(default)]
    q: String,
    /// Only what is aligned to this competency.
    competency: Option<Id>,
    /// Only of this modality, by its key.
    modality: Option<String>,
    /// Only in this language.
    language: Option<String>,
    /// `lesson`, `link`, `file`, `cartridge_page` or `activity`.
    kind: Option<String>,
    /// Only what came with this course or from this system.
    from_source: Option<String>,
    /// What was retired instead of what was not.
    #[serde(default)]
    retired: bool,
    /// From which one on, from 0.
    #[serde(default)]
    from: i64,
}

/// Something to learn from.
#[derive(Debug, Serialize, ToSchema)]
pub struct Resource {
    /// Our id.
    pub id: Id,
    /// `lesson`, `link`, `file`, `cartridge_page` or `activity`.
    pub kind: &'static str,
    /// What people read.
    pub title: String,
    /// What it is about.
    pub about: String,
    /// The version of its text, 0 where it has none of ours.
    pub version: i64,
    /// The key of its modality.
    pub modality: String,
    /// About how long it takes.
    pub minutes: i64,
    /// Its language.
    pub language: String,
    /// For which grades; empty for any.
    pub grades: Vec<String>,
    /// Where it lies.
    pub address: String,
    /// The file that it is, by its digest.
    pub file: Option<String>,
    /// The assessment that checks what was learned from it.
    pub check: Option<Id>,
    /// The course or system that it came from; empty for one that was made here.
    pub from_source: String,
    /// When it was made.
    pub made_at: Moment,
    /// When it was retired.
    pub retired_at: Option<Moment>,
}

impl From<&resource::Resource> for Resource {
    fn from(one: &resource::Resource) -> Self {
        Self {
            id: one.id.into(),
            kind: one.kind.word(),
            title: one.title.clone(),
            about: one.about.clone(),
            version: one.version,
            modality: one.modality.clone(),
            minutes: one.minutes,
            language: one.language.clone(),
            grades: one.grades.clone(),
            address: one.address.clone(),
            file: one.file.as_ref().map(|(digest, _)| hex(digest)),
            check: one.check.map(Into::into),
            from_source: one.from_source.clone(),
            made_at: one.made_at.into(),
            retired_at: one.retired_at.map(Into::into),
        }
    }
}

/// A resource of the library with what it is aligned to.
#[derive(Debug, Serialize, ToSchema)]
pub struct ResourceFound {
    /// It.
    pub resource: Resource,
    /// What it is aligned to, the main one first.
    pub competencies: Vec<Competency>,
}

/// What was found.
#[derive(Debug, Serialize, ToSchema)]
pub struct ResourcesFound {
    /// By title, 50 at most.
    pub resources: Vec<ResourceFound>,
    /// Whether there are more: ask again with `from`.
    pub more: bool,
}

/// A resource with its text.
#[derive(Debug, Serialize, ToSchema)]
pub struct ResourceWhole {
    /// It.
    pub resource: Resource,
    /// What it is aligned to, the main one first.
    pub competencies: Vec<Competency>,
    /// Its page in light markup; `null` where it has none, or one of another shape.
    pub text: Option<String>,
    /// Files that it shows, by the names that its text gives them.
    pub files: Vec<ResourceFile>,
}

/// A file that a resource shows.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ResourceFile {
    /// As the text names it.
    pub name: String,
    /// SHA-256 of its bytes, as `POST /api/v1/items/files` gave it.
    pub digest: String,
}

/// What a resource is to be.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ResourceToWrite {
    /// `lesson`, `link`, `file` or `activity`; `kept` where only what is said about it changes.
    pub kind: String,
    /// What learners read above it.
    pub title: String,
    /// What it is about.
    #[serde(default)]
    pub about: String,
    /// The key of its modality.
    pub modality: String,
    /// About how long it takes: 1 to 600.
    pub minutes: i64,
    /// Its language, such as `en`.
    pub language: String,
    /// For which grades.
    #[serde(default)]
    pub grades: Vec<String>,
    /// What it helps to learn, the main one first.
    #[serde(default)]
    pub competencies: Vec<Id>,
    /// The assessment that checks what was learned from it.
    pub check: Option<Id>,
    /// Of a lesson: its page in light markup.
    #[serde(default)]
    pub text: String,
    /// Of a lesson: the files that its text names. Of a file: the one that it is.
    #[serde(default)]
    pub files: Vec<ResourceFile>,
    /// Of a link or an activity: where it lies.
    #[serde(default)]
    pub address: String,
    /// The version that was looked at, where one is changed.
    #[serde(default)]
    pub seen: i64,
}

impl ResourceToWrite {
    fn read(self) -> Result<write_resource::NewResource, Refusal> {
        let mut files = Vec::with_capacity(self.files.len());
        for one in self.files {
            let digest = from_hex(&one.digest);
            let digest = digest.ok_or_else(|| {
                Refusal::invalid("files", format!("name \"{}\", which is no digest", one.digest))
            })?;
            files.push((one.name, digest));
        }
        let content = match ResourceKind::from_word(&self.kind) {
            Some(ResourceKind::Lesson) => write_resource::NewContent::Lesson { text: self.text, files },
            Some(ResourceKind::Link) => write_resource::NewContent::Link(self.address),
            Some(ResourceKind::Activity) => write_resource::NewContent::Activity(self.address),
            Some(ResourceKind::File) => {
                let file =
                    files.pop().ok_or_else(|| Refusal::invalid("files", "are missing: name the file"))?;
                write_resource::NewContent::File(file.1, file.0)
            }
            _ if self.kind == "kept" => write_resource::NewContent::Kept,
            _ => {
                let why = format!("is \"{}\": use lesson, link, file, activity or kept", self.kind);
                return Err(Refusal::invalid("kind", why));
            }
        };
        Ok(write_resource::NewResource {
            title: self.title,
            about: self.about,
            modality: self.modality,
            minutes: self.minutes,
            language: self.language,
            grades: self.grades,
            competencies: self.competencies.into_iter().map(Into::into).collect(),
            check: self.check.map(Into::into),
            content,
        })
    }
}

/// A resource that was written.
#[derive(Debug, Serialize, ToSchema)]
pub struct ResourceWritten {
    /// Its id.
    pub id: Id,
    /// The version of its text.
    pub version: i64,
}

/// Looks in the library.
#[utoipa::path(get, path = "/api/v1/resources", tag = "Resources", params(ResourceQuery),
    responses((status = 200, body = ResourcesFound)))]
pub(super) async fn list_resources(
    State(site): State<Site>,
    Caller(actor): Caller,
    Query(query): Query<ResourceQuery>,
) -> Result<Json<ResourcesFound>, ApiError> {
    let kind = match query.kind.as_deref() {
        None => None,
        Some(word) => Some(ResourceKind::from_word(word).ok_or_else(|| {
            Refusal::invalid(
                "kind",
                format!("is \"{word}\": use lesson, link, file, cartridge_page or activity"),
            )
        })?),
    };
    let looked = Looked {
        words: query.q,
        competency: query.competency.map(Into::into),
        modality: query.modality,
        language: query.language,
        kind,
        from_source: query.from_source,
        retired: query.retired,
        from: query.from,
    };
    let found = search_resources::search_resources(&site.app, &actor, looked).await?;
    let one = |one: &search_resources::FoundResource| ResourceFound {
        resource: (&one.resource).into(),
        competencies: one.competencies.iter().map(Into::into).collect(),
    };
    Ok(Json(ResourcesFound { resources: found.found.iter().map(one).collect(), more: found.more }))
}

/// Shows a resource with its text, for whoever works with learners.
#[utoipa::path(get, path = "/api/v1/resources/{resource}", tag = "Resources",
    responses((status = 200, body = ResourceWhole)))]
pub(super) async fn show_resource_whole(
    State(site): State<Site>,
    Caller(actor): Caller,
    Named(id): Named<ResourceId>,
) -> Result<Json<ResourceWhole>, ApiError> {
    let found = show_resource::show_resource(&site.app, &actor, id).await?;
    Ok(Json(ResourceWhole {
        resource: (&found.resource).into(),
        competencies: found.competencies.iter().map(Into::into).collect(),
        text: found.text,
        files: found
            .files
            .into_iter()
            .map(|(name, digest)| ResourceFile { name, digest: hex(&digest) })
            .collect(),
    }))
}

/// Adds a resource to the library.
#[utoipa::path(post, path = "/api/v1/resources", tag = "Resources", request_body = ResourceToWrite,
    responses((status = 200, body = ResourceWritten)))]
pub(super) async fn add_resource(
    State(site): State<Site>,
    Caller(actor): Caller,
    Sent(new): Sent<ResourceToWrite>,
) -> Result<Json<ResourceWritten>, ApiError> {
    let new = new.read()?;
    let version = i64::from(matches!(new.content, write_resource::NewContent::Lesson { .. }));
    let id = write_resource::add_resource(&site.app, &actor, new).await?;
    Ok(Json(ResourceWritten { id: id.into(), version }))
}

/// Writes what stands in place of a resource. Of a page every version stays.
#[utoipa::path(put, path = "/api/v1/resources/{resource}", tag = "Resources", request_body = ResourceToWrite,
    responses((status = 200, body = ResourceWritten)))]
pub(super) async fn revise_resource(
    State(site): State<Site>,
    Caller(actor): Caller,
    Named(id): Named<ResourceId>,
    Sent(new): Sent<ResourceToWrite>,
) -> Result<Json<ResourceWritten>, ApiError> {
    let seen = new.seen;
    let version = write_resource::revise_resource(&site.app, &actor, id, seen, new.read()?).await?;
    Ok(Json(ResourceWritten { id: id.into(), version }))
}

/// Whether a resource is out of the library.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Retirement {
    /// Whether.
    pub retired: bool,
}

/// Takes a resource out of the library, or puts it back.
#[utoipa::path(put, path = "/api/v1/resources/{resource}/retirement", tag = "Resources",
    request_body = Retirement, responses((status = 200, body = Retirement)))]
pub(super) async fn put_retirement(
    State(site): State<Site>,
    Caller(actor): Caller,
    Named(id): Named<ResourceId>,
    Sent(new): Sent<Retirement>,
) -> Result<Json<Retirement>, ApiError> {
    write_resource::retire_resource(&site.app, &actor, id, new.retired).await?;
    Ok(Json(new))
}

/// For how long after its first use.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct DaysQuery {
    /// Within how many days mastery is looked for: 1 to 365, 28 where it is not given.
    days: Option<u16>,
}

/// What was seen of a resource and one competency. Learners chose, or were given it: it says nothing of causes.
#[derive(Debug, Serialize, ToSchema)]
pub struct WorkedFor {
    /// The competency.
    pub competency: Competency,
    /// Within how many days mastery was looked for.
    pub days: u16,
    /// By the level at which learners began.
    pub groups: Vec<WorkedForGroup>,
}

/// Learners who began at one level.
#[derive(Debug, Serialize, ToSchema)]
pub struct WorkedForGroup {
    /// The level's name; `null` where nothing was judged yet.
    pub level: Option<String>,
    /// `null` where there are too few to say.
    pub compared: Option<WorkedForComparison>,
}

/// Two shares and their difference.
#[derive(Debug, Serialize, ToSchema)]
pub struct WorkedForComparison {
    /// Of those who used it: so many reached mastery.
    pub with_reached: u32,
    /// Out of so many.
    pub with_of: u32,
    /// Of those who did not: so many reached mastery.
    pub without_reached: u32,
    /// Out of so many.
    pub without_of: u32,
    /// The first share less the second, -1 to 1.
    pub difference: f64,
    /// The lower end of its 95 % interval (Newcombe 1998, method 10).
    pub low: f64,
    /// The upper end.
    pub high: f64,
}

/// For whom a resource worked: beside learners who began at the same level and did not use it.
#[utoipa::path(get, path = "/api/v1/resources/{resource}/worked-for", tag = "Resources", params(DaysQuery),
    responses((status = 200, body = Vec<WorkedFor>)))]
pub(super) async fn show_worked_for(
    State(site): State<Site>,
    Caller(actor): Caller,
    Named(id): Named<ResourceId>,
    Query(query): Query<DaysQuery>,
) -> Result<Json<Vec<WorkedFor>>, ApiError> {
    let days = query.days.unwrap_or(worked_for_whom::USUAL_DAYS);
    let found = worked_for_whom::worked_for_whom(&site.app, &actor, id, days).await?;
    let group = |(level, found): (Option<String>, Option<worked_for_whom::Comparison>)| WorkedForGroup {
        level,
        compared: found.map(|found| WorkedForComparison {
            with_reached: found.with.0,
            with_of: found.with.1,
            without_reached: found.without.0,
            without_of: found.without.1,
            difference: found.difference,
            low: found.low,
            high: found.high,
        }),
    };
    let one = |one: worked_for_whom::WorkedFor| WorkedFor {
        competency: (&one.competency).into(),
        days: one.days,
        groups: one.groups.into_iter().map(group).collect(),
    };
    Ok(Json(found.into_iter().map(one).collect()))
}
