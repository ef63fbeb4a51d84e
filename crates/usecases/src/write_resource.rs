//! Writing what there is to learn from: lesson pages, links, files, activities of other systems. Of a page every
//! version stays; learners see the last one.

mod checks;

use assessment::authoring::to_stimulus;
use domain::{
    AssessmentId, CompetencyId, ResourceId, Timestamp,
    chain::Digest,
    item::Stimulus,
    resource::{Resource, ResourceKind},
};
use store::{Tx, item_version::AssetOwner, resource::ResourceVersion};

use crate::{
    Actor, App, Refusal, access, chance, item_access,
    item_kept_text::{self, KeptText},
    write_item::may_show,
    write_stimulus::with_files,
};
pub(crate) use checks::search_key;
use checks::{check_named, checked};

/// The most characters of a title.
pub(crate) const MOST_TITLE: usize = 200;
/// The most characters of what it is about.
pub(crate) const MOST_ABOUT: usize = 1_000;
/// The most competencies of one resource.
pub(crate) const MOST_COMPETENCIES: usize = 30;

/// A resource to be written, or what is to stand in place of one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewResource {
    /// What learners read above it.
    pub title: String,
    /// What it is about, in a sentence or two; may be empty.
    pub about: String,
    /// The key of its modality.
    pub modality: String,
    /// About how long it takes. Unit: minutes.
    pub minutes: i64,
    /// Its language, such as `en`.
    pub language: String,
    /// For which grades, such as `06`; empty for any.
    pub grades: Vec<String>,
    /// What it helps to learn, the main one first.
    pub competencies: Vec<CompetencyId>,
    /// The assessment that checks what was learned from it; `None` for none of its own.
    pub check: Option<AssessmentId>,
    /// What it is.
    pub content: NewContent,
}

/// What a resource is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NewContent {
    /// A page in light markup, with the files that it names.
    Lesson {
        /// The text.
        text: String,
        /// Name and content of each file.
        files: Vec<(String, Digest)>,
    },
    /// An address of the web.
    Link(String),
    /// A file that was sent before ([`crate::show_item_file::add_item_file`]), with its name.
    File(Digest, String),
    /// An activity of another system, with where it is found; may be empty.
    Activity(String),
    /// What it is stays as it is; only what is said about it changes.
    Kept,
}

impl NewContent {
    /// The kind that it makes; `None` where it changes nothing of it.
    fn kind(&self) -> Option<ResourceKind> {
        Some(match self {
            Self::Lesson { .. } => ResourceKind::Lesson,
            Self::Link(_) => ResourceKind::Link,
            Self::File(..) => ResourceKind::File,
            Self::Activity(_) => ResourceKind::Activity,
            Self::Kept => return None,
        })
    }
}

/// Adds a resource to the library.
pub async fn add_resource(app: &App, actor: &Actor, new: NewResource) -> Result<ResourceId, Refusal> {
    access::may_write(actor)?;
    let now = chance::now();
    let id = chance::resource_id(now);
    let Some(kind) = new.content.kind() else {
        return Err(Refusal::invalid("kind", "is missing: choose what it is"));
    };
    let blank = Resource {
        id,
        kind,
        title: String::new(),
        about: String::new(),
        version: 0,
        modality: String::new(),
        minutes: 1,
        language: String::new(),
        grades: Vec::new(),
        address: String::new(),
        file: None,
        check: None,
        from_source: String::new(),
        from_identifier: String::new(),
        made_by: Some(actor.person),
        made_at: now,
        retired_at: None,
    };
    let (resource, text) = checked(blank, &new)?;
    app.db
        .write((actor.clone(), new, resource, text), move |tx, (actor, new, resource, text)| {
            Box::pin(async move {
                item_access::writes_resources(tx, actor, chance::date_of(actor.district, now)).await?;
                put(tx, actor, resource.clone(), text.clone(), new, now).await.map(drop)
            })
        })
        .await?;
    Ok(id)
}

/// Takes over what is to stand in place of a resource; the version of its text. `seen` is the version that was
/// looked at: refused where somebody else has written one since.
pub async fn revise_resource(
    app: &App,
    actor: &Actor,
    id: ResourceId,
    seen: i64,
    new: NewResource,
) -> Result<i64, Refusal> {
    access::may_write(actor)?;
    let now = chance::now();
    app.db
        .write((actor.clone(), new), move |tx, (actor, new)| {
            Box::pin(async move {
                item_access::writes_resources(tx, actor, chance::date_of(actor.district, now)).await?;
                let before = store::resource::lock(tx, actor.district, id).await?;
                let before = before.ok_or(Refusal::NotFound("this resource"))?;
                if before.version != seen {
                    return Err(Refusal::Conflict(
                        "Somebody has changed this resource since you opened it: open it again, and make your \
                         change there."
                            .to_owned(),
                    ));
                }
                let page = new.content.kind() == Some(ResourceKind::Lesson) && before.kind.has_text();
                if new.content.kind().is_some_and(|kind| kind != before.kind) && !page {
                    return Err(Refusal::invalid("kind", "stays as it is: add a new resource instead"));
                }
                let (resource, text) = checked(before, new)?;
                put(tx, actor, resource, text, new, now).await
            })
        })
        .await
}

/// Takes a resource out of the library, or puts it back. What it was used for stands.
pub async fn retire_resource(app: &App, actor: &Actor, id: ResourceId, retired: bool) -> Result<(), Refusal> {
    access::may_write(actor)?;
    let now = chance::now();
    app.db
        .write(actor.clone(), move |tx, actor| {
            Box::pin(async move {
                item_access::writes_resources(tx, actor, chance::date_of(actor.district, now)).await?;
                let before = store::resource::lock(tx, actor.district, id).await?;
                let mut resource = before.ok_or(Refusal::NotFound("this resource"))?;
                if resource.retired_at.is_some() == retired {
                    return Ok(());
                }
                resource.retired_at = retired.then_some(now);
                let key = search_key(&resource);
                Ok(store::resource::put(tx, actor.district, &[(resource, key)]).await?)
            })
        })
        .await
}

/// Writes the rows; whoever calls has checked access. The version of its text.
async fn put(
    tx: &mut Tx,
    actor: &Actor,
    mut resource: Resource,
    text: Option<Stimulus>,
    new: &NewResource,
    now: Timestamp,
) -> Result<i64, Refusal> {
    let district = actor.district;
    check_named(tx, actor, new).await?;
    let owner = AssetOwner::Resource(resource.id);
    let mut written = None;
    if let (Some(text), NewContent::Lesson { files, .. }) = (text, &new.content) {
        let (text, shown) = with_files(tx, actor, text, files).await?;
        let kept = KeptText::of_stimulus(&text);
        let before = store::resource::version(tx, district, resource.id, resource.version).await?;
        if before.is_none_or(|before| before.digest != kept.digest) {
            resource.version += 1;
            written = Some(ResourceVersion {
                resource: resource.id,
                version: resource.version,
                content: kept.content,
                digest: kept.digest,
                written_by: Some(actor.person),
                written_at: now,
            });
        }
        item_kept_text::show_assets(tx, district, owner, &shown).await?;
    }
    if let NewContent::File(digest, name) = &new.content {
        if !may_show(tx, actor, digest).await? {
            return Err(Refusal::invalid("file", "is not kept here: send it again"));
        }
        item_kept_text::show_assets(tx, district, owner, &[(name.clone(), *digest)]).await?;
    }
    let (id, version, key) = (resource.id, resource.version, search_key(&resource));
    store::resource::put(tx, district, &[(resource, key)]).await?;
    store::resource::align(tx, district, id, &new.competencies).await?;
    store::resource::add_versions(tx, district, written.as_slice()).await?;
    align_check(tx, actor, new).await?;
    Ok(version)
}

/// Items of a fixed check that say nothing of what they show, show what the resource helps to learn: so the results
/// of a course that came in without competencies reach the ledger once somebody says what its lessons are about.
async fn align_check(tx: &mut Tx, actor: &Actor, new: &NewResource) -> Result<(), Refusal> {
    let Some(check) = new.check.filter(|_| !new.competencies.is_empty()) else { return Ok(()) };
    let Some(row) = store::assessment::find(tx, actor.district, check).await? else { return Ok(()) };
    let plan = crate::plans_kept::load(tx, actor.district, check, row.version).await?;
    let known = store::item::competencies_of(tx, actor.district, &plan.fixed_items).await?;
    let mut bare: Vec<domain::ItemId> = plan.fixed_items.clone();
    bare.retain(|item| known.iter().all(|(of, _)| of != item));
    let rows: Vec<_> = bare
        .iter()
        .flat_map(|item| (0_i64..).zip(&new.competencies).map(|(place, id)| (*item, *id, place)))
        .collect();
    if !rows.is_empty() {
        store::item::add_competencies(tx, actor.district, &rows).await?;
        crate::item_pool::forget(actor.district);
    }
    Ok(())
}

/// A text in light markup as a page; or everything that has to be mended first.
pub fn page_of(title: &str, language: &str, text: &str) -> Result<Stimulus, Refusal> {
    let title = if title.trim().is_empty() { "Lesson" } else { title };
    let language = Some(language.trim()).filter(|language| !language.is_empty());
    if text.trim().is_empty() {
        return Err(Refusal::invalid("text", "is empty: write what learners read"));
    }
    to_stimulus("lesson", title, language, text).map_err(|problems| {
        let all: Vec<String> = problems.iter().map(|one| one.fault.to_string()).collect();
        Refusal::invalid("text", format!("cannot be shown: {}", all.join("; ")))
    })
}
