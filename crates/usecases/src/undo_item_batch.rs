//! Many items that were moved on at once, looked at, and taken back: what is still where the step put it goes back to
//! where it was, and what was moved since is named and left.

use domain::{BatchId, Timestamp, item::ItemState};
use store::{
    Tx,
    item::ItemRow,
    item_batch::{ItemBatch, ItemBatchRow},
    item_version::ItemVersion,
};

use crate::{
    Actor, App, Refusal, chance, item_access,
    review_item::{Turned, put, turned},
};

/// How long the last step is offered on the list of items. It can be taken back later too, on its page.
const OFFERED: jiff::SignedDuration = jiff::SignedDuration::from_hours(24);

/// A step as its page shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ShownItemBatch {
    /// The step.
    pub batch: ItemBatch,
    /// Its items, with the identifier and title of each.
    pub rows: Vec<(ItemBatchRow, String, String)>,
}

impl ShownItemBatch {
    /// How many items moved.
    pub fn moved(&self) -> usize {
        self.rows.iter().filter(|(row, ..)| row.why_not.is_empty()).count()
    }

    /// How many of them an undo left where they were.
    pub fn kept(&self) -> usize {
        self.rows.iter().filter(|(row, ..)| !row.kept_why.is_empty()).count()
    }
}

/// Shows a step to who made it.
pub async fn show_item_batch(app: &App, actor: &Actor, id: BatchId) -> Result<ShownItemBatch, Refusal> {
    let today = chance::today(actor.district);
    app.db
        .read(actor.clone(), move |tx, actor| {
            Box::pin(async move {
                item_access::looks(tx, actor, today).await?;
                let batch = store::item_batch::find(tx, actor.district, id).await?;
                shown(tx, actor, own(batch, actor)?).await
            })
        })
        .await
}

/// The last step of whoever asks, while it is of the last day and stands.
pub async fn last_item_batch(app: &App, actor: &Actor) -> Result<Option<ShownItemBatch>, Refusal> {
    let now = chance::now();
    let today = chance::date_of(actor.district, now);
    app.db
        .read(actor.clone(), move |tx, actor| {
            Box::pin(async move {
                item_access::looks(tx, actor, today).await?;
                let last = store::item_batch::last_of(tx, actor.district, actor.person).await?;
                match last.filter(|batch| batch.undone_at.is_none() && batch.made_at + OFFERED > now) {
                    Some(batch) => shown(tx, actor, batch).await.map(Some),
                    None => Ok(None),
                }
            })
        })
        .await
}

fn own(batch: Option<ItemBatch>, actor: &Actor) -> Result<ItemBatch, Refusal> {
    batch.filter(|batch| batch.made_by == actor.person).ok_or(Refusal::NotFound("this step of yours"))
}

async fn shown(tx: &mut Tx, actor: &Actor, batch: ItemBatch) -> Result<ShownItemBatch, Refusal> {
    let rows = store::item_batch::rows(tx, actor.district, batch.id).await?;
    let ids: Vec<_> = rows.iter().map(|row| row.item).collect();
    let items = store::item::find_all(tx, actor.district, &ids).await?;
    let named = |row: ItemBatchRow| {
        let item = items.iter().find(|one| one.id == row.item);
        let (identifier, title) =
            item.map(|one| (one.identifier.clone(), one.title.clone())).unwrap_or_default();
        (row, identifier, title)
    };
    Ok(ShownItemBatch { batch, rows: rows.into_iter().map(named).collect() })
}

/// Takes a step back, for who made it. Asked twice it is done once.
pub async fn undo_item_batch(app: &App, actor: &Actor, id: BatchId) -> Result<ShownItemBatch, Refusal> {
    let now = chance::now();
    app.db
        .write(actor.clone(), move |tx, actor| {
            Box::pin(async move {
                item_access::writes(tx, actor, chance::date_of(actor.district, now)).await?;
                let batch = own(store::item_batch::lock(tx, actor.district, id).await?, actor)?;
                if batch.undone_at.is_none() {
                    take_back(tx, actor, &batch, now).await?;
                }
                let batch = store::item_batch::find(tx, actor.district, id).await?;
                shown(tx, actor, own(batch, actor)?).await
            })
        })
        .await
}

async fn take_back(tx: &mut Tx, actor: &Actor, batch: &ItemBatch, now: Timestamp) -> Result<(), Refusal> {
    let mut kept = Vec::new();
    for row in store::item_batch::rows(tx, actor.district, batch.id).await? {
        if !row.why_not.is_empty() {
            continue;
        }
        match back(tx, actor, batch, &row).await? {
            Ok(was) => put(tx, actor, row.item, &was).await?,
            Err(why) => kept.push((row.place, why)),
        }
    }
    Ok(store::item_batch::undo(tx, actor.district, batch.id, now, &kept).await?)
}

/// Where one item goes back to; or why it stays.
async fn back(
    tx: &mut Tx,
    actor: &Actor,
    batch: &ItemBatch,
    row: &ItemBatchRow,
) -> Result<Result<Turned, String>, Refusal> {
    let district = actor.district;
    let Some(item) = store::item::find(tx, district, row.item).await? else {
        return Ok(Err("is not here any more".to_owned()));
    };
    if item.version != row.version {
        return Ok(Err(format!("has a version {} since", item.version)));
    }
    let version = store::item_version::find(tx, district, row.item, row.version).await?;
    let version = version.ok_or(Refusal::NotFound("this item"))?;
    let other = row.live_version.filter(|live| *live != row.version);
    let live = match other {
        Some(live) => store::item_version::find(tx, district, row.item, live).await?,
        None => None,
    };
    let now_is = Turned {
        state: item.state,
        live_version: item.live_version,
        versions: live.iter().chain([&version]).cloned().collect(),
    };
    let (was, was_version, was_live) = before(item, version, live, row);
    let left = turned(
        &was,
        (was_version.clone(), was_live.clone()),
        batch.to,
        &batch.note,
        (batch.made_by, batch.made_at),
    );
    if !stands(&left, &now_is) {
        return Ok(Err(format!("was moved since: it is {}", now_is.state.word())));
    }
    let versions = was_live.into_iter().chain([was_version]).collect();
    Ok(Ok(Turned { state: was.state, live_version: was.live_version, versions }))
}

/// The item, its version and the one that was live, as they stood before the step.
fn before(
    item: ItemRow,
    version: ItemVersion,
    live: Option<ItemVersion>,
    row: &ItemBatchRow,
) -> (ItemRow, ItemVersion, Option<ItemVersion>) {
    let was = ItemRow { state: row.state, live_version: row.live_version, ..item };
    let version = ItemVersion {
        state: row.state,
        reviewed_by: row.reviewed_by,
        reviewed_at: row.reviewed_at,
        review_note: row.review_note.clone(),
        live_at: row.live_at,
        retired_at: row.retired_at,
        ..version
    };
    let live = live.map(|live| ItemVersion { state: ItemState::Live, retired_at: None, ..live });
    (was, version, live)
}

/// Whether everything that a step left is still so.
fn stands(left: &Turned, now_is: &Turned) -> bool {
    (left.state, left.live_version) == (now_is.state, now_is.live_version)
        && left.versions.iter().all(|version| now_is.versions.contains(version))
}
