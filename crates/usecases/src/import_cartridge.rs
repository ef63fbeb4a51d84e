//! A Common Cartridge comes in: its pages, links and files into the library, the questions of its quizzes into the
//! item bank, its quizzes as checks. What is here already in the same words is left alone.

mod parts;

use std::collections::{BTreeMap, HashMap};

use assessment::plan::{Layout, Plan as Check, PlanKind, SelectBy};
use domain::{
    AssessmentId, CompetencyId, DistrictId, ItemId, ResourceId, Timestamp, chain::Digest, resource::Resource,
};
use exchange::{
    Problem,
    imports::common_cartridge::{self, Cartridge},
    qti::Limits,
};
use store::{
    Tx,
    assessment::{AssessmentRow, PlanVersion},
    item_version::AssetOwner,
    resource::ResourceVersion,
};

use crate::{
    Actor, App, Refusal,
    import_items::Brought,
    import_report::ImportReport,
    import_request::ImportRequest,
    import_steps::{Plan, Step},
    item_kept_text, modalities, plans_kept,
};

/// Where cartridges come from when nobody says: the source of the import log.
pub const USUAL_SOURCE: &str = "cartridge";
/// The line of the report that counts what is learned from.
const RESOURCES: &str = "lessons, links and files";
/// The line that counts quizzes.
const CHECKS: &str = "checks";
/// Resources of one step, each with its text.
const ROWS: usize = 25;

/// A resource as an import writes it.
#[derive(Debug, Clone)]
pub(crate) struct ImportedResource {
    pub resource: Resource,
    pub search_key: String,
    /// What it is aligned to besides what it was.
    pub competencies: Vec<CompetencyId>,
    /// The new version of its text.
    pub version: Option<ResourceVersion>,
    /// Files that it shows, or is.
    pub shown: Vec<(String, Digest)>,
    /// The check that it is, where that is new or changed.
    pub check: Option<(AssessmentRow, PlanVersion)>,
}

impl ImportedResource {
    /// One of which only this is known.
    pub(crate) fn bare(resource: Resource) -> Self {
        Self {
            resource,
            search_key: String::new(),
            competencies: Vec::new(),
            version: None,
            shown: Vec::new(),
            check: None,
        }
    }
}

/// What is here of a cartridge already.
struct Before {
    /// By its identifier in the cartridge, with the digest of its text and what it is aligned to.
    resources: HashMap<String, (Resource, Option<Digest>, Vec<CompetencyId>)>,
    /// The items of its checks, in their order.
    checks: HashMap<AssessmentId, (AssessmentRow, Vec<ItemId>)>,
    /// Keys of modalities: of a page, of anything else.
    modalities: (String, String),
}

/// What the import of one cartridge does.
pub(crate) async fn plan(
    app: &App,
    actor: &Actor,
    request: &ImportRequest,
    started_at: Timestamp,
) -> Result<Plan, Refusal> {
    let [(name, bytes)] = request.files.as_slice() else {
        return Err(Refusal::invalid("file", "must be one cartridge"));
    };
    let cartridge = match common_cartridge::read(name, bytes, &Limits::default()) {
        Ok(cartridge) => cartridge,
        Err(why) => {
            let mut report = ImportReport { stopped: true, ..ImportReport::default() };
            report.note(Problem::error(name, why.to_string(), "Nothing of it was taken."));
            return Ok(Plan::nothing(report));
        }
    };
    let from = from_source(&cartridge, name);
    let mut brought = Brought::begin(app, actor, &cartridge.package, from.clone()).await?;
    for problem in &cartridge.problems {
        brought.report().note(problem.clone());
    }
    let before = app
        .db
        .read((actor.district, from.clone()), |tx, (district, from)| {
            Box::pin(async move { before(tx, *district, from).await })
        })
        .await?;
    for line in [RESOURCES, CHECKS, "items", "files"] {
        brought.report().line(line);
    }
    let items = brought.items();
    let mut ids: BTreeMap<String, ItemId> = brought.known_items();
    ids.extend(items.iter().map(|one| (one.row.identifier.clone(), one.row.id)));
    let mut planning = parts::Planning { from, before, ids, brought, actor: actor.clone(), now: started_at };
    let mut resources = Vec::new();
    for part in &cartridge.parts {
        resources.extend(planning.part(part));
    }
    planning.remarks(&cartridge);
    let mut brought = planning.brought;
    let mut steps: Vec<Step> =
        brought.contents().into_iter().map(|one| Step::Content(Box::new(one))).collect();
    steps.extend(items.chunks(50).map(|rows| Step::Items(rows.to_vec())));
    steps.extend(resources.chunks(ROWS).map(|rows| Step::Resources(rows.to_vec())));
    Ok(Plan::of(brought.finish(), steps))
}

/// The name under which what it brings is kept.
fn from_source(cartridge: &Cartridge, file: &str) -> String {
    let name = if cartridge.title.trim().is_empty() { file } else { cartridge.title.trim() };
    name.replace('\0', "").chars().take(200).collect()
}

async fn before(tx: &mut Tx, district: DistrictId, from: &str) -> Result<Before, Refusal> {
    let (mut resources, mut checks) = (HashMap::new(), HashMap::new());
    for resource in store::resource::of_source(tx, district, from).await? {
        let text = store::resource::version(tx, district, resource.id, resource.version).await?;
        let aligned = store::resource::aligned(tx, district, resource.id).await?;
        if let Some(check) = resource.check
            && let Some(row) = store::assessment::find(tx, district, check).await?
        {
            let plan = plans_kept::load(tx, district, check, row.version).await?;
            checks.insert(check, (row, plan.fixed_items.clone()));
        }
        resources.insert(resource.from_identifier.clone(), (resource, text.map(|text| text.digest), aligned));
    }
    let all = modalities::of(tx, district).await?;
    let key = |wanted: &str| {
        let found = all.iter().find(|one| one.key == wanted).or(all.first());
        found.map(|one| one.key.clone()).unwrap_or_default()
    };
    let modalities = (key(domain::modality::VIRTUAL), key(domain::modality::INDEPENDENT));
    Ok(Before { resources, checks, modalities })
}

/// The plan of a quiz: its own questions, in their order, eight of ten to pass, any number of tries.
fn check(items: Vec<ItemId>) -> Check {
    let mut plan = Check::preset(PlanKind::Check);
    plan.select_by = SelectBy::Fixed;
    plan.fixed_items = items;
    plan.items = None;
    plan.blueprint.clear();
    plan.shuffle_items = false;
    plan.layout = Layout::AllOnAPage;
    plan
}

/// Writes resources, each with its text, its files and its check. Done twice it is done once.
pub(crate) async fn put_resources(
    tx: &mut Tx,
    district: DistrictId,
    all: &[ImportedResource],
) -> Result<(), Refusal> {
    for one in all {
        let here = store::resource::lock(tx, district, one.resource.id).await?;
        let expected = one.resource.version - i64::from(one.version.is_some());
        if here.as_ref().map_or(0, |here| here.version) != expected {
            return Err(Refusal::Conflict(format!(
                "Somebody else changed \"{}\" while this was brought in: look at the file again.",
                one.resource.title
            )));
        }
        if let Some((row, version)) = &one.check {
            store::assessment::put(tx, district, row).await?;
            store::assessment::add_version(tx, district, version).await?;
        }
    }
    let rows: Vec<_> = all.iter().map(|one| (one.resource.clone(), one.search_key.clone())).collect();
    store::resource::put(tx, district, &rows).await?;
    let versions: Vec<_> = all.iter().filter_map(|one| one.version.clone()).collect();
    store::resource::add_versions(tx, district, &versions).await?;
    for one in all {
        let id: ResourceId = one.resource.id;
        let mut aligned = store::resource::aligned(tx, district, id).await?;
        let had = aligned.len();
        for competency in &one.competencies {
            if !aligned.contains(competency) {
                aligned.push(*competency);
            }
        }
        if aligned.len() > had {
            store::resource::align(tx, district, id, &aligned).await?;
        }
        item_kept_text::show_assets(tx, district, AssetOwner::Resource(id), &one.shown).await?;
    }
    Ok(())
}

/// A new id of something that a cartridge brings: the same cartridge and name give the same on every machine.
fn derived(actor: &Actor, from: &str, identifier: &str) -> (ResourceId, AssessmentId) {
    let parts = ["cartridge", from, identifier];
    (ResourceId::derived(actor.district, &parts), AssessmentId::derived(actor.district, &parts))
}

/// Words of a page that are read in a minute: a slow reader's, as learners are.
const WORDS_A_MINUTE: usize = 100;

/// About how long a page takes. Unit: minutes.
fn minutes_of(words: usize) -> i64 {
    i64::try_from(words.div_ceil(WORDS_A_MINUTE)).unwrap_or(i64::MAX).clamp(5, 90)
}
