//! What is here already of what a package brings.

use std::collections::{HashMap, HashSet};

use domain::{CompetencyId, ItemId, chain::Digest};
use exchange::qti::{item_references, package::Package};
use store::{Tx, item::ItemRow, stimulus::StimulusRow};

use super::{ByIdentifier, OURS, OfItems};
use crate::{Actor, App, Refusal, known_competencies::KnownCompetencies};

/// An item that is here.
#[derive(Debug, Clone)]
pub(super) struct KnownItem {
    pub row: ItemRow,
    /// Of its newest version.
    pub digest: Digest,
    pub competencies: Vec<CompetencyId>,
    pub tags: Vec<String>,
}

/// What is here of what a package brings, and what it brings itself.
pub(super) struct Known {
    pub items: ByIdentifier<KnownItem>,
    /// Every identifier of the bank.
    pub identifiers: HashSet<String>,
    pub stimuli: ByIdentifier<StimulusRow>,
    pub tests: ByIdentifier<Digest>,
    /// Files of the package that are kept already.
    pub contents: HashSet<Digest>,
    /// Identifiers of the package's items that were read, by path.
    pub in_package: HashMap<String, String>,
    /// Whether the package was written here.
    pub ours: bool,
    competencies: KnownCompetencies,
}

impl Known {
    /// Loads what is here.
    pub async fn load(app: &App, actor: &Actor, package: &Package) -> Result<Self, Refusal> {
        let mut stimuli: Vec<String> = Vec::new();
        for one in &package.stimuli {
            stimuli.extend(one.result.as_ref().ok().map(|read| read.content.identifier.clone()));
        }
        let mut wanted: HashSet<String> = HashSet::new();
        for one in &package.items {
            let Ok(read) = &one.result else { continue };
            wanted.insert(read.item.identifier.clone());
            stimuli.extend(read.item.stimuli.iter().map(|one| one.identifier.clone()));
        }
        let mut tests = Vec::new();
        for one in &package.tests {
            let Ok(read) = &one.result else { continue };
            tests.push(read.content.identifier.clone());
            wanted.extend(item_references(&read.content));
        }
        let digests: Vec<Digest> =
            package.assets.iter().map(|asset| super::contents::digest(&asset.content)).collect();
        let ours = package.identifier.starts_with(OURS);
        app.db
            .read(
                (actor.clone(), wanted, stimuli, (tests, digests)),
                move |tx, (actor, wanted, stimuli, (tests, digests))| {
                    Box::pin(async move {
                        let district = actor.district;
                        let (items, identifiers) = items(tx, actor, wanted).await?;
                        let mut known = Self {
                            items,
                            identifiers,
                            stimuli: HashMap::new(),
                            tests: HashMap::new(),
                            contents: HashSet::new(),
                            in_package: HashMap::new(),
                            ours,
                            competencies: KnownCompetencies::load(tx, district, None).await?,
                        };
                        for identifier in stimuli {
                            let found = store::stimulus::by_identifier(tx, district, identifier).await?;
                            known.stimuli.extend(found.map(|row| (identifier.clone(), row)));
                        }
                        for identifier in tests {
                            let found = store::qti_test::find(tx, district, identifier).await?;
                            known.tests.extend(found.map(|row| (identifier.clone(), row.digest)));
                        }
                        for digest in digests {
                            if store::content::find(tx, district, digest).await?.is_some() {
                                known.contents.insert(*digest);
                            }
                        }
                        Ok(known)
                    })
                },
            )
            .await
    }

    /// The competency of a code, GUID or id.
    pub fn competency(&self, name: &str) -> Option<CompetencyId> {
        self.competencies.find(name).ok().map(|(id, _)| id)
    }
}

async fn items(
    tx: &mut Tx,
    actor: &Actor,
    wanted: &HashSet<String>,
) -> Result<(ByIdentifier<KnownItem>, HashSet<String>), Refusal> {
    let district = actor.district;
    let all = store::item::identifiers(tx, district).await?;
    let here: HashMap<ItemId, Digest> =
        all.iter().filter(|(name, ..)| wanted.contains(name)).map(|(_, id, digest)| (*id, *digest)).collect();
    let ids: Vec<ItemId> = here.keys().copied().collect();
    let mut about: OfItems<CompetencyId> = HashMap::new();
    for (item, competency) in store::item::competencies_of(tx, district, &ids).await? {
        about.entry(item).or_default().push(competency);
    }
    let mut tags: OfItems<String> = HashMap::new();
    for (item, tag) in store::item::tags_of_all(tx, district, &ids).await? {
        tags.entry(item).or_default().push(tag);
    }
    let mut found = HashMap::new();
    for row in store::item::find_all(tx, district, &ids).await? {
        let Some(digest) = here.get(&row.id) else { continue };
        let (competencies, tags) =
            (about.remove(&row.id).unwrap_or_default(), tags.remove(&row.id).unwrap_or_default());
        found.insert(row.identifier.clone(), KnownItem { digest: *digest, competencies, tags, row });
    }
    Ok((found, all.into_iter().map(|(name, ..)| name).collect()))
}
