//! What items share, read once from its text and kept in memory by the digest of the text.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError},
};

use domain::{DistrictId, StimulusId, chain::Digest, item::Stimulus};
use store::{StoreError, Tx};

use crate::Refusal;

/// Stimuli kept in memory.
const MOST_KEPT: usize = 500;

static KEPT: Mutex<Option<HashMap<Digest, Arc<Stimulus>>>> = Mutex::new(None);

/// One stimulus; `None` where there is none of that id.
pub(crate) async fn load(
    tx: &mut Tx,
    district: DistrictId,
    id: StimulusId,
) -> Result<Option<Arc<Stimulus>>, Refusal> {
    let Some(row) = store::stimulus::find(tx, district, id).await? else { return Ok(None) };
    {
        let kept = KEPT.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(found) = kept.as_ref().and_then(|kept| kept.get(&row.digest)) {
            return Ok(Some(Arc::clone(found)));
        }
    }
    let read = exchange::qti::read_stimulus(row.content.as_bytes()).map_err(|problems| {
        let value = problems.first().map(|one| one.what.clone()).unwrap_or_default();
        StoreError::Corrupt { column: "content", value }
    })?;
    let stimulus = Arc::new(read.content);
    let mut kept = KEPT.lock().unwrap_or_else(PoisonError::into_inner);
    let kept = kept.get_or_insert_default();
    if kept.len() >= MOST_KEPT {
        kept.clear();
    }
    kept.insert(row.digest, Arc::clone(&stimulus));
    Ok(Some(stimulus))
}
