//! Many items moved on at once, each for itself, and kept as one step that can be taken back.

use domain::{BatchId, ItemId, PersonId, item::ItemState};
use store::{
    item::ItemRow,
    item_batch::{ItemBatch, ItemBatchRow},
    item_version::ItemVersion,
};

use crate::{
    Actor, App, Refusal, chance, item_access,
    review_item::{checked, latest, may, turn},
    write_item::find,
};

/// The most items of one step.
pub const MOST_AT_ONCE: usize = 500;

/// What became of one item, or would.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Moved {
    /// Which item.
    pub item: ItemId,
    /// By which its author names it.
    pub identifier: String,
    /// What it is called.
    pub title: String,
    /// Where it stood.
    pub from: ItemState,
    /// Why it stays there; `None` where it moves.
    pub why_not: Option<String>,
}

/// Moves several items on, each for itself; what became of each, in the order of `items`. The step is named where
/// anything moved, so that it can be taken back.
pub async fn review_items(
    app: &App,
    actor: &Actor,
    items: &[ItemId],
    to: ItemState,
    note: &str,
) -> Result<(Option<BatchId>, Vec<Moved>), Refusal> {
    let now = chance::now();
    let items = few(items)?;
    let note = checked(note)?;
    let batch = ItemBatch {
        id: chance::batch_id(now),
        to,
        note,
        made_by: actor.person,
        made_at: now,
        undone_at: None,
    };
    app.db
        .write((actor.clone(), items, batch), move |tx, (actor, items, batch)| {
            Box::pin(async move {
                item_access::writes(tx, actor, chance::date_of(actor.district, now)).await?;
                let (mut moved, mut rows) = (Vec::new(), Vec::new());
                for (place, item) in (0_i64..).zip(items.iter()) {
                    let row = find(tx, actor, *item).await?;
                    let version = latest(tx, actor, &row).await?;
                    let one = outcome(&row, &version, to, actor.person);
                    rows.push(before(place, &row, &version, one.why_not.clone().unwrap_or_default()));
                    if one.why_not.is_none() {
                        turn(tx, actor, &row, version, to, &batch.note, now).await?;
                    }
                    moved.push(one);
                }
                if moved.iter().all(|one| one.why_not.is_some()) {
                    return Ok((None, moved));
                }
                store::item_batch::add(tx, actor.district, batch, &rows).await?;
                Ok((Some(batch.id), moved))
            })
        })
        .await
}

fn before(place: i64, row: &ItemRow, version: &ItemVersion, why_not: String) -> ItemBatchRow {
    ItemBatchRow {
        place,
        item: row.id,
        version: row.version,
        state: version.state,
        live_version: row.live_version,
        reviewed_by: version.reviewed_by,
        reviewed_at: version.reviewed_at,
        review_note: version.review_note.clone(),
        live_at: version.live_at,
        retired_at: version.retired_at,
        why_not,
        kept_why: String::new(),
    }
}

/// What [`review_items`] would do.
pub async fn preview_review(
    app: &App,
    actor: &Actor,
    items: &[ItemId],
    to: ItemState,
) -> Result<Vec<Moved>, Refusal> {
    let today = chance::today(actor.district);
    let items = few(items)?;
    app.db
        .read((actor.clone(), items), move |tx, (actor, items)| {
            Box::pin(async move {
                item_access::writes(tx, actor, today).await?;
                let mut moved = Vec::with_capacity(items.len());
                for item in items {
                    let row = find(tx, actor, *item).await?;
                    let version = latest(tx, actor, &row).await?;
                    moved.push(outcome(&row, &version, to, actor.person));
                }
                Ok(moved)
            })
        })
        .await
}

/// The items, each once.
fn few(items: &[ItemId]) -> Result<Vec<ItemId>, Refusal> {
    let mut once: Vec<ItemId> = Vec::with_capacity(items.len());
    for item in items.iter().take(MOST_AT_ONCE * 2) {
        if !once.contains(item) {
            once.push(*item);
        }
    }
    match once.len() {
        0 => Err(Refusal::invalid("items", "are missing: choose at least one")),
        1..=MOST_AT_ONCE => Ok(once),
        _ => {
            let many = items.len();
            Err(Refusal::invalid("items", format!("are {many}: choose at most {MOST_AT_ONCE} at once")))
        }
    }
}

fn outcome(row: &ItemRow, version: &ItemVersion, to: ItemState, person: PersonId) -> Moved {
    Moved {
        item: row.id,
        identifier: row.identifier.clone(),
        title: row.title.clone(),
        from: row.state,
        why_not: may(row, version, to, person).err().map(str::to_owned),
    }
}
