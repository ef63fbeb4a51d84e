//! One item whole, for staff: its text, its versions and who reviewed them, what it is about, how it was answered.

use assessment::authoring::{Authored, from_item};
use domain::{
    ItemId, StimulusId,
    chain::Digest,
    framework::Competency,
    item::{Item, ItemState},
};
use exchange::qti;
use store::{item::ItemRow, item_version::ItemVersion};

use crate::{
    Actor, App, Refusal, chance, item_access, item_kept_text,
    item_use::{self, Uses},
    items_kept, review_item, search_items,
    write_item::find,
};

/// An item as its page shows it.
#[derive(Debug, Clone)]
pub struct WholeItem {
    /// The item.
    pub row: ItemRow,
    /// Its versions, newest first, with the names of who wrote and reviewed each; empty for the platform.
    pub versions: Vec<(ItemVersion, String, String)>,
    /// The newest version, read.
    pub item: Item,
    /// The same as the authoring form has it; `None` where it is of another shape. Files have their names.
    pub authored: Option<Box<Authored>>,
    /// What it is about, the main one first.
    pub competencies: Vec<Competency>,
    /// Its tags.
    pub tags: Vec<String>,
    /// What is shown with it: its id and title.
    pub stimulus: Option<(StimulusId, String)>,
    /// The files that it shows, by name.
    pub files: Vec<(String, Digest)>,
    /// How it was answered.
    pub uses: Uses,
    /// Where whoever asks may move it.
    pub may_become: Vec<ItemState>,
    /// Whether whoever asks may write and review.
    pub may_write: bool,
}

/// Shows an item.
pub async fn show_item(app: &App, actor: &Actor, item: ItemId) -> Result<WholeItem, Refusal> {
    let today = chance::today(actor.district);
    app.db
        .read(actor.clone(), move |tx, actor| {
            Box::pin(async move {
                let standing = item_access::looks(tx, actor, today).await?;
                let district = actor.district;
                let row = find(tx, actor, item).await?;
                let read = items_kept::load(tx, district, item, row.version).await?;
                let list = store::item_version::list(tx, district, item).await?;
                let people =
                    list.iter().flat_map(|one| [one.written_by, one.reviewed_by]).flatten().collect();
                let names = search_items::names(tx, actor, people).await?;
                let name = |id: Option<_>| id.and_then(|id| names.get(&id).cloned()).unwrap_or_default();
                let mut about = search_items::competencies(tx, actor, &[item]).await?;
                let stimulus = match row.stimulus {
                    Some(id) => store::stimulus::find(tx, district, id).await?.map(|one| (one.id, one.title)),
                    None => None,
                };
                let files =
                    store::item_version::assets_of(tx, district, item_kept_text::of_item(item)).await?;
                let may_write = item_access::may_write(&standing) && !actor.read_only;
                let latest = list.first().cloned();
                let may_become = latest.iter().filter(|_| may_write).flat_map(|latest| {
                    let mut all: Vec<ItemState> = ItemState::ALL.iter().map(|(state, _)| *state).collect();
                    all.retain(|to| review_item::may(&row, latest, *to, actor.person).is_ok());
                    all
                });
                Ok(WholeItem {
                    may_become: may_become.collect(),
                    authored: authored(&read, &files).map(Box::new),
                    versions: list
                        .into_iter()
                        .map(|one| {
                            let (by, reviewer) = (name(one.written_by), name(one.reviewed_by));
                            (one, by, reviewer)
                        })
                        .collect(),
                    item: (*read).clone(),
                    competencies: about.remove(&item).unwrap_or_default(),
                    tags: store::item::tags_of(tx, district, item).await?,
                    stimulus,
                    files,
                    uses: item_use::load(tx, actor, &row).await?,
                    may_write,
                    row,
                })
            })
        })
        .await
}

/// The item as its author wrote it, with names of files instead of their addresses.
fn authored(item: &Item, files: &[(String, Digest)]) -> Option<Authored> {
    let named = |address: &str| {
        let digest = item_kept_text::digest_of(address)?;
        files.iter().find(|(_, known)| *known == digest).map(|(name, _)| name.clone())
    };
    from_item(&qti::with_assets(item.clone(), &named))
}
