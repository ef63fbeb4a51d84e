//! The library: what there is to learn from, found by words, competency, modality and language.

use std::collections::HashMap;

use domain::{
    CompetencyId, ResourceId,
    framework::Competency,
    modality::Modality,
    resource::{Resource, ResourceKind},
    text,
};
use store::{Tx, resource::Wanted};

use crate::{Actor, App, Refusal, chance, item_access, item_kept_text, modalities, small_cells::Smallest};

/// How many resources one page of the library has.
pub const PAGE: i64 = 50;

/// What is looked for; nothing for all that was not retired.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Looked {
    /// Words of its title, of what it is about, or of where it came from.
    pub words: String,
    /// Only what is aligned to this.
    pub competency: Option<CompetencyId>,
    /// Only of this modality.
    pub modality: Option<String>,
    /// Only in this language.
    pub language: Option<String>,
    /// Only of this kind.
    pub kind: Option<ResourceKind>,
    /// Only what came from this cartridge or system.
    pub from_source: Option<String>,
    /// What was retired instead of what was not.
    pub retired: bool,
    /// From which one on, from 0.
    pub from: i64,
}

/// What was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FoundResources {
    /// By title, at most [`PAGE`].
    pub found: Vec<FoundResource>,
    /// Whether there are more.
    pub more: bool,
    /// The district's modalities, given up or not, for their names.
    pub modalities: Vec<Modality>,
    /// Whether whoever asks may add to the library.
    pub may_write: bool,
}

/// One resource of the library.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FoundResource {
    /// It.
    pub resource: Resource,
    /// What it is aligned to, the main one first.
    pub competencies: Vec<Competency>,
    /// How often it was used; `None` where by fewer learners than figures are shown of.
    pub uses: Option<i64>,
}

/// Looks in the library, for whoever works with learners.
pub async fn search_resources(app: &App, actor: &Actor, looked: Looked) -> Result<FoundResources, Refusal> {
    let today = chance::today(actor.district);
    let words = text::optional(&looked.words, 200).map_err(Refusal::text("q"))?.unwrap_or_default();
    if looked.from < 0 {
        return Err(Refusal::invalid("from", format!("is {}: count from 0", looked.from)));
    }
    let wanted = Wanted {
        part: item_kept_text::folded(&words),
        competency: looked.competency,
        modality: looked.modality,
        language: looked.language,
        kind: looked.kind,
        from_source: looked.from_source,
        retired: looked.retired,
    };
    let from = looked.from;
    app.db
        .read((actor.clone(), wanted), move |tx, (actor, wanted)| {
            Box::pin(async move {
                let standing = item_access::looks_at_resources(tx, actor, today).await?;
                let district = actor.district;
                let mut all = store::resource::search(tx, district, wanted, from, PAGE + 1).await?;
                let page = usize::try_from(PAGE).unwrap_or(usize::MAX);
                let more = all.len() > page;
                all.truncate(page);
                let smallest =
                    i64::try_from(Smallest::load(tx, district).await?.learners()).unwrap_or(i64::MAX);
                let counts = store::resource_use::counts(tx, district).await?.into_iter();
                let counts: HashMap<ResourceId, i64> = counts
                    .filter(|(_, _, learners)| *learners >= smallest)
                    .map(|(id, uses, _)| (id, uses))
                    .collect();
                let mut found = Vec::with_capacity(all.len());
                for resource in all {
                    let competencies = competencies_of(tx, actor, resource.id).await?;
                    let uses = counts.get(&resource.id).copied();
                    found.push(FoundResource { resource, competencies, uses });
                }
                Ok(FoundResources {
                    found,
                    more,
                    modalities: modalities::with_retired(tx, district).await?,
                    may_write: item_access::may_write(&standing) && !actor.read_only,
                })
            })
        })
        .await
}

/// What a resource is aligned to, in order.
pub(crate) async fn competencies_of(
    tx: &mut Tx,
    actor: &Actor,
    id: ResourceId,
) -> Result<Vec<Competency>, Refusal> {
    let ids = store::resource::aligned(tx, actor.district, id).await?;
    let mut known: HashMap<CompetencyId, Competency> = store::competency::find_all(tx, actor.district, &ids)
        .await?
        .into_iter()
        .map(|one| (one.id, one))
        .collect();
    Ok(ids.iter().filter_map(|id| known.remove(id)).collect())
}
