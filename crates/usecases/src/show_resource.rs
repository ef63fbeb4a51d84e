//! One resource: for staff with everything that is said about it, for learners as what it is.

use assessment::authoring::from_stimulus;
use domain::{
    AssessmentId, AssignmentId, LearnerId, ResourceId, StimulusId,
    chain::Digest,
    framework::Competency,
    item::Stimulus,
    modality::Modality,
    resource::{GivenResource, Resource, ResourceUse},
};
use exchange::qti;
use store::{StoreError, Tx, item_version::AssetOwner, resource::ResourceVersion};

use crate::{
    Actor, App, Refusal, chance, give_resource, item_access, item_kept_text, modalities, search_items,
    search_resources::competencies_of, show_sitting::ShownStimulus, small_cells::Smallest,
};

/// The most uses of one's own that a page shows.
const MOST_USES: i64 = 200;

/// A resource as staff see it.
#[derive(Debug, Clone)]
pub struct WholeResource {
    /// It.
    pub resource: Resource,
    /// Its page as learners see it; `None` where it has none of ours.
    pub shown: Option<ShownStimulus>,
    /// The same as the form has it; `None` where it has none, or one of another shape.
    pub text: Option<String>,
    /// Files that it shows, by name.
    pub files: Vec<(String, Digest)>,
    /// What it is aligned to, the main one first.
    pub competencies: Vec<Competency>,
    /// Every version of its text, newest first.
    pub versions: Vec<ResourceVersion>,
    /// To which classes it was given, those that whoever asks may see.
    pub given: Vec<(GivenResource, String)>,
    /// Its check, by title.
    pub check: Option<(AssessmentId, String)>,
    /// How often it was used, and by how many learners; `None` where by fewer than figures are shown of.
    pub uses: Option<(i64, i64)>,
    /// Who made it, by name; empty for the platform.
    pub by: String,
    /// The district's modalities, given up or not.
    pub modalities: Vec<Modality>,
    /// Whether whoever asks may change it.
    pub may_write: bool,
}

/// Shows a resource to whoever works with learners.
pub async fn show_resource(app: &App, actor: &Actor, id: ResourceId) -> Result<WholeResource, Refusal> {
    let today = chance::today(actor.district);
    app.db
        .read(actor.clone(), move |tx, actor| {
            Box::pin(async move {
                let standing = item_access::looks_at_resources(tx, actor, today).await?;
                let district = actor.district;
                let resource = find(tx, actor, id).await?;
                let read = page(tx, actor, &resource).await?;
                let files = store::item_version::assets_of(tx, district, AssetOwner::Resource(id)).await?;
                let named = |address: &str| {
                    let digest = item_kept_text::digest_of(address)?;
                    files.iter().find(|(_, known)| *known == digest).map(|(name, _)| name.clone())
                };
                let text = read
                    .as_ref()
                    .and_then(|read| from_stimulus(&qti::stimulus_with_assets(read.clone(), &named)));
                let smallest =
                    i64::try_from(Smallest::load(tx, district).await?.learners()).unwrap_or(i64::MAX);
                let counts = store::resource_use::counts(tx, district).await?;
                let found = counts.iter().find(|(of, ..)| *of == id).map(|(_, uses, whom)| (*uses, *whom));
                let uses = found.filter(|(_, learners)| *learners >= smallest);
                let by = search_items::names(tx, actor, resource.made_by.into_iter().collect()).await?;
                let check = match resource.check {
                    Some(check) => {
                        store::assessment::find(tx, district, check).await?.map(|row| (check, row.title))
                    }
                    None => None,
                };
                Ok(WholeResource {
                    shown: read.map(|read| shown(id, read)),
                    text,
                    files,
                    competencies: competencies_of(tx, actor, id).await?,
                    versions: store::resource::versions(tx, district, id).await?,
                    given: give_resource::in_seen_sections(tx, actor, &standing, id).await?,
                    check,
                    uses,
                    by: by.into_values().next().unwrap_or_default(),
                    modalities: modalities::with_retired(tx, district).await?,
                    may_write: item_access::may_write(&standing) && !actor.read_only,
                    resource,
                })
            })
        })
        .await
}

/// A resource as a learner sees it.
#[derive(Debug, Clone)]
pub struct OpenedResource {
    /// It.
    pub resource: Resource,
    /// Its page; `None` where it has none of ours.
    pub shown: Option<ShownStimulus>,
    /// What it is aligned to, the main one first.
    pub competencies: Vec<Competency>,
    /// What an educator said to it, where it was given.
    pub notes: Vec<String>,
    /// Checks of it that were given along and can be begun, with their titles.
    pub checks: Vec<(AssignmentId, String)>,
    /// When the learner worked with it, newest first.
    pub uses: Vec<ResourceUse>,
    /// Whether whoever asks learns here, and so can say that they worked with it.
    pub learns: bool,
}

/// Opens a resource, for whoever is signed in: a page holds no record. What was retired is opened by those to whom
/// it was given.
pub async fn open_resource(app: &App, actor: &Actor, id: ResourceId) -> Result<OpenedResource, Refusal> {
    let now = chance::now();
    app.db
        .read(actor.clone(), move |tx, actor| {
            Box::pin(async move {
                let resource = find(tx, actor, id).await?;
                let learner: LearnerId = actor.person.as_learner();
                let mine = give_resource::to_learner(tx, actor, learner, now).await?;
                let mine: Vec<_> = mine.into_iter().filter(|given| given.resource == id).collect();
                if resource.retired_at.is_some() && mine.is_empty() {
                    return Err(Refusal::NotFound("this resource"));
                }
                let read = page(tx, actor, &resource).await?;
                let mut checks = Vec::new();
                for assignment in mine.iter().filter_map(|given| given.check) {
                    let found = store::assignment::find(tx, actor.district, assignment).await?;
                    let Some(found) = found.filter(|found| found.withdrawn_at.is_none()) else { continue };
                    let row = store::assessment::find(tx, actor.district, found.assessment).await?;
                    checks.extend(row.map(|row| (assignment, row.title)));
                }
                let mut uses =
                    store::resource_use::of_learner(tx, actor.district, learner, MOST_USES).await?;
                uses.retain(|one| one.resource == id);
                let learns = give_resource::learns(tx, actor, now).await?;
                Ok(OpenedResource {
                    shown: read.map(|read| shown(id, read)),
                    competencies: competencies_of(tx, actor, id).await?,
                    notes: mine.into_iter().map(|given| given.note).filter(|note| !note.is_empty()).collect(),
                    checks,
                    uses,
                    learns,
                    resource,
                })
            })
        })
        .await
}

pub(crate) async fn find(tx: &mut Tx, actor: &Actor, id: ResourceId) -> Result<Resource, Refusal> {
    store::resource::find(tx, actor.district, id).await?.ok_or(Refusal::NotFound("this resource"))
}

/// The text of a resource; `None` where it has none of ours.
async fn page(tx: &mut Tx, actor: &Actor, resource: &Resource) -> Result<Option<Stimulus>, Refusal> {
    let found = store::resource::version(tx, actor.district, resource.id, resource.version).await?;
    let Some(found) = found else { return Ok(None) };
    let read = qti::read_stimulus(found.content.as_bytes()).map_err(|problems| {
        let value = problems.first().map(|one| one.what.clone()).unwrap_or_default();
        StoreError::Corrupt { column: "content", value }
    })?;
    Ok(Some(read.content))
}

fn shown(id: ResourceId, read: Stimulus) -> ShownStimulus {
    ShownStimulus {
        id: StimulusId::from_bytes(*id.as_bytes()),
        title: read.title,
        language: read.language,
        body: read.body,
    }
}
