//! Where a version of an item stands: a draft is looked at by somebody else, put live, retired. Only live items are
//! taken; a newer draft leaves the live version as it is until it is put live itself.

use domain::{ItemId, PersonId, Timestamp, item::ItemState, text};
use store::{Tx, item::ItemRow, item_version::ItemVersion};

use crate::{
    Actor, App, Refusal, chance, item_access, item_pool,
    write_item::{MOST_NOTE_CHARACTERS, find},
};

/// The most items of one bulk action.
pub const MOST_AT_ONCE: usize = 500;

/// The person who wrote what the platform brought along: nobody.
const PLATFORM: PersonId = PersonId::from_bytes([0; 16]);

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

/// Moves one item on. `seen` is the version that was looked at: nobody reviews what they have not seen.
pub async fn review_item(
    app: &App,
    actor: &Actor,
    item: ItemId,
    seen: i64,
    to: ItemState,
    note: &str,
) -> Result<(), Refusal> {
    let now = chance::now();
    let note = checked(note)?;
    app.db
        .write((actor.clone(), note), move |tx, (actor, note)| {
            Box::pin(async move {
                item_access::writes(tx, actor, chance::date_of(actor.district, now)).await?;
                let row = find(tx, actor, item).await?;
                if row.version != seen {
                    return Err(Refusal::Conflict(format!(
                        "There is a version {} of this item since you looked at version {seen}: look at that one.",
                        row.version
                    )));
                }
                if to == ItemState::Draft && note.is_empty() {
                    return Err(Refusal::invalid("note", "is missing: say what has to be changed"));
                }
                let version = latest(tx, actor, &row).await?;
                may(&row, &version, to, actor.person).map_err(|why| Refusal::Conflict(format!("This item {why}.")))?;
                turn(tx, actor, row, version, to, note, now).await
            })
        })
        .await
}

/// Moves several items on, each for itself; what became of each, in the order of `items`.
pub async fn review_items(
    app: &App,
    actor: &Actor,
    items: &[ItemId],
    to: ItemState,
    note: &str,
) -> Result<Vec<Moved>, Refusal> {
    let now = chance::now();
    few(items)?;
    let note = checked(note)?;
    app.db
        .write((actor.clone(), items.to_vec(), note), move |tx, (actor, items, note)| {
            Box::pin(async move {
                item_access::writes(tx, actor, chance::date_of(actor.district, now)).await?;
                let mut moved = Vec::with_capacity(items.len());
                for item in items {
                    let row = find(tx, actor, *item).await?;
                    let version = latest(tx, actor, &row).await?;
                    let one = outcome(&row, &version, to, actor.person);
                    if one.why_not.is_none() {
                        turn(tx, actor, row, version, to, note, now).await?;
                    }
                    moved.push(one);
                }
                Ok(moved)
            })
        })
        .await
}

/// What [`review_items`] would do.
pub async fn preview_review(
    app: &App,
    actor: &Actor,
    items: &[ItemId],
    to: ItemState,
) -> Result<Vec<Moved>, Refusal> {
    let today = chance::today(actor.district);
    few(items)?;
    app.db
        .read((actor.clone(), items.to_vec()), move |tx, (actor, items)| {
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

fn few(items: &[ItemId]) -> Result<(), Refusal> {
    match items.len() {
        0 => Err(Refusal::invalid("items", "are missing: choose at least one")),
        1..=MOST_AT_ONCE => Ok(()),
        many => Err(Refusal::invalid("items", format!("are {many}: choose at most {MOST_AT_ONCE} at once"))),
    }
}

fn checked(note: &str) -> Result<String, Refusal> {
    let note = text::optional(note, MOST_NOTE_CHARACTERS).map_err(Refusal::text("note"))?;
    Ok(note.unwrap_or_default())
}

async fn latest(tx: &mut Tx, actor: &Actor, row: &ItemRow) -> Result<ItemVersion, Refusal> {
    let version = store::item_version::find(tx, actor.district, row.id, row.version).await?;
    version.ok_or(Refusal::NotFound("this item"))
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

/// Whether `person` may move an item to `to`, or why not, following the item's name in a sentence.
pub(crate) fn may(
    row: &ItemRow,
    version: &ItemVersion,
    to: ItemState,
    person: PersonId,
) -> Result<(), &'static str> {
    let author = version.written_by.unwrap_or(PLATFORM);
    // What is taken can be retired whatever newer version is being written.
    let from =
        if to == ItemState::Retired && row.live_version.is_some() { ItemState::Live } else { version.state };
    if from.may_become(to, author, person) {
        return Ok(());
    }
    Err(match (from, to) {
        (ItemState::Draft, ItemState::Reviewed) => "was written by you: somebody else has to review it",
        (ItemState::Draft, ItemState::Live) => "is a draft: it has to be reviewed first",
        (ItemState::Draft, _) => "is a draft already",
        (ItemState::Reviewed, ItemState::Reviewed) => "is reviewed already",
        (ItemState::Reviewed, _) => "is reviewed: send it back to draft before it is retired",
        (ItemState::Live, ItemState::Live) => "is live already",
        (ItemState::Live, _) => "is live: write a new version instead",
        (ItemState::Retired, ItemState::Retired) => "is retired already",
        (ItemState::Retired, _) => "is retired: put it live, or write a new version",
    })
}

async fn turn(
    tx: &mut Tx,
    actor: &Actor,
    row: ItemRow,
    mut version: ItemVersion,
    to: ItemState,
    note: &str,
    now: Timestamp,
) -> Result<(), Refusal> {
    let district = actor.district;
    if to != ItemState::Live && to != ItemState::Retired {
        (version.state, version.reviewed_by, version.reviewed_at) = (to, Some(actor.person), Some(now));
        note.clone_into(&mut version.review_note);
        store::item_version::set_review(tx, district, &version).await?;
        store::item::set_state(tx, district, row.id, to, row.live_version).await?;
        return Ok(());
    }
    // Whatever was live before ends now.
    if let Some(live) = row.live_version.filter(|live| *live != row.version)
        && let Some(mut before) = store::item_version::find(tx, district, row.id, live).await?
    {
        (before.state, before.retired_at) = (ItemState::Retired, Some(now));
        store::item_version::set_review(tx, district, &before).await?;
    }
    let newer_draft = to == ItemState::Retired && row.live_version.is_some_and(|live| live != row.version);
    if !newer_draft {
        version.state = to;
        match to {
            ItemState::Live => (version.live_at, version.retired_at) = (Some(now), None),
            _ => version.retired_at = Some(now),
        }
        if !note.is_empty() {
            note.clone_into(&mut version.review_note);
        }
        store::item_version::set_review(tx, district, &version).await?;
    }
    let live = (to == ItemState::Live).then_some(row.version);
    store::item::set_state(tx, district, row.id, version.state, live).await?;
    item_pool::forget(district);
    Ok(())
}
