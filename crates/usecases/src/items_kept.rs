//! Items as sittings use them: read once from their text, and kept in memory. A version never changes.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError},
};

use domain::{DistrictId, ItemId, item::Item};
use store::{StoreError, Tx};

use crate::Refusal;

/// Items kept in memory: a bank that a school uses in a day, some 20 KB each.
const MOST_KEPT: usize = 2_000;

type Key = (DistrictId, ItemId, i64);

static KEPT: Mutex<Option<HashMap<Key, Arc<Item>>>> = Mutex::new(None);

/// One version of an item.
pub(crate) async fn load(
    tx: &mut Tx,
    district: DistrictId,
    item: ItemId,
    version: i64,
) -> Result<Arc<Item>, Refusal> {
    let key = (district, item, version);
    if let Some(found) = kept(&key) {
        return Ok(found);
    }
    let found = store::item_version::find(tx, district, item, version).await?;
    let found = found.ok_or(Refusal::NotFound("this item"))?;
    let read = exchange::qti::read_item(found.content.as_bytes()).map_err(|problems| {
        let value = problems.first().map(|one| one.what.clone()).unwrap_or_default();
        StoreError::Corrupt { column: "content", value }
    })?;
    let item = Arc::new(read.item);
    keep(key, &item);
    Ok(item)
}

fn kept(key: &Key) -> Option<Arc<Item>> {
    let kept = KEPT.lock().unwrap_or_else(PoisonError::into_inner);
    kept.as_ref()?.get(key).cloned()
}

fn keep(key: Key, item: &Arc<Item>) {
    let mut kept = KEPT.lock().unwrap_or_else(PoisonError::into_inner);
    let kept = kept.get_or_insert_default();
    if kept.len() >= MOST_KEPT {
        // Rare, and what is in use comes back with the next look.
        kept.clear();
    }
    kept.insert(key, Arc::clone(item));
}
