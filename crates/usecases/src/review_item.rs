//! Where a version of an item stands: a draft is looked at by somebody else, put live, retired. Only live items are
//! taken; a newer draft leaves the live version as it is until it is put live itself.

use domain::{ItemId, PersonId, Timestamp, item::ItemState, text};
use store::{Tx, item::ItemRow, item_version::ItemVersion};

use crate::{
    Actor, App, Refusal, chance, item_access, item_pool,
    write_item::{MOST_NOTE_CHARACTERS, find},
};

/// The person who wrote what the platform brought along: nobody.
const PLATFORM: PersonId = PersonId::from_bytes([0; 16]);

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
                turn(tx, actor, &row, version, to, note, now).await
            })
        })
        .await
}

pub(crate) fn checked(note: &str) -> Result<String, Refusal> {
    let note = text::optional(note, MOST_NOTE_CHARACTERS).map_err(Refusal::text("note"))?;
    Ok(note.unwrap_or_default())
}

/// The last version of an item.
pub(crate) async fn latest(tx: &mut Tx, actor: &Actor, row: &ItemRow) -> Result<ItemVersion, Refusal> {
    let version = store::item_version::find(tx, actor.district, row.id, row.version).await?;
    version.ok_or(Refusal::NotFound("this item"))
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

/// What moving an item leaves behind.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Turned {
    /// Where the item stands.
    pub state: ItemState,
    /// Which version is taken.
    pub live_version: Option<i64>,
    /// Versions whose review changed.
    pub versions: Vec<ItemVersion>,
}

/// What moving an item's last version to `to` leaves behind; `live` is the version that is taken, where that is
/// another one.
pub(crate) fn turned(
    row: &ItemRow,
    (mut version, live): (ItemVersion, Option<ItemVersion>),
    to: ItemState,
    note: &str,
    (by, now): (PersonId, Timestamp),
) -> Turned {
    if to != ItemState::Live && to != ItemState::Retired {
        (version.state, version.reviewed_by, version.reviewed_at) = (to, Some(by), Some(now));
        note.clone_into(&mut version.review_note);
        return Turned { state: to, live_version: row.live_version, versions: vec![version] };
    }
    let newer_draft = to == ItemState::Retired && live.is_some();
    let mut versions = Vec::new();
    // Whatever was live before ends now.
    if let Some(mut before) = live {
        (before.state, before.retired_at) = (ItemState::Retired, Some(now));
        versions.push(before);
    }
    if !newer_draft {
        version.state = to;
        match to {
            ItemState::Live => (version.live_at, version.retired_at) = (Some(now), None),
            _ => version.retired_at = Some(now),
        }
        if !note.is_empty() {
            note.clone_into(&mut version.review_note);
        }
    }
    let state = version.state;
    versions.push(version);
    Turned { state, live_version: (to == ItemState::Live).then_some(row.version), versions }
}

/// The version of an item that is taken, where it is not its last one.
pub(crate) async fn other_live(
    tx: &mut Tx,
    actor: &Actor,
    row: &ItemRow,
) -> Result<Option<ItemVersion>, Refusal> {
    let Some(live) = row.live_version.filter(|live| *live != row.version) else { return Ok(None) };
    Ok(store::item_version::find(tx, actor.district, row.id, live).await?)
}

/// Moves an item on.
pub(crate) async fn turn(
    tx: &mut Tx,
    actor: &Actor,
    row: &ItemRow,
    version: ItemVersion,
    to: ItemState,
    note: &str,
    now: Timestamp,
) -> Result<(), Refusal> {
    let live = other_live(tx, actor, row).await?;
    put(tx, actor, row.id, &turned(row, (version, live), to, note, (actor.person, now))).await
}

/// Writes where an item stands.
pub(crate) async fn put(tx: &mut Tx, actor: &Actor, item: ItemId, to: &Turned) -> Result<(), Refusal> {
    for version in &to.versions {
        store::item_version::set_review(tx, actor.district, version).await?;
    }
    store::item::set_state(tx, actor.district, item, to.state, to.live_version).await?;
    item_pool::forget(actor.district);
    Ok(())
}
