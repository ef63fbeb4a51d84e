//! Sets that were measured beforehand, as judging takes them: the one in use, and one by its digest. A set never
//! changes, so that what was read once is kept in memory.

use std::{
    collections::VecDeque,
    sync::{Arc, Mutex, PoisonError},
};

use domain::{DistrictId, Timestamp, chain::Digest};
use mastery::{Inputs, Measured, measured::Kind};
use store::{StoreError, Tx};

use crate::Refusal;

/// Sets kept in memory: of a bank of 10,000 items about 2 MB each.
const MOST_KEPT: usize = 8;

static KEPT: Mutex<VecDeque<Arc<Measured>>> = Mutex::new(VecDeque::new());

/// The set of a kind that was in use at `moment`.
pub(crate) async fn in_use(
    tx: &mut Tx,
    district: DistrictId,
    kind: Kind,
    moment: Timestamp,
) -> Result<Option<Arc<Measured>>, Refusal> {
    match store::measured_set::in_use(tx, district, kind.word(), moment).await? {
        Some(version) => find(tx, district, &version.digest).await,
        None => Ok(None),
    }
}

/// The set with this digest.
pub(crate) async fn find(
    tx: &mut Tx,
    district: DistrictId,
    digest: &Digest,
) -> Result<Option<Arc<Measured>>, Refusal> {
    if let Some(set) = kept(digest) {
        return Ok(Some(set));
    }
    let Some(body) = store::measured_set::body(tx, district, digest).await? else { return Ok(None) };
    let corrupt = |why: String| StoreError::Corrupt { column: "body", value: why };
    let set = Measured::read(&body).map_err(|why| corrupt(why.to_string()))?;
    if set.digest() != *digest {
        return Err(corrupt("the set does not have its digest".to_owned()).into());
    }
    let set = Arc::new(set);
    keep(&set);
    Ok(Some(set))
}

/// Brings the set that `inputs` name, if they name one. Refuses inputs whose set is not kept: they cannot judge.
pub(crate) async fn bring(tx: &mut Tx, district: DistrictId, inputs: &mut Inputs) -> Result<(), Refusal> {
    let Some(named) = inputs.named_set() else { return Ok(()) };
    let (kind, digest) = (named.kind, named.digest);
    let set = find(tx, district, &digest).await?;
    if set.is_some_and(|set| inputs.bring(&set)) {
        return Ok(());
    }
    let value = format!("the {} {} are not kept", kind.name(), domain::chain::hex(&digest));
    Err(StoreError::Corrupt { column: "inputs", value }.into())
}

fn kept(digest: &Digest) -> Option<Arc<Measured>> {
    let kept = KEPT.lock().unwrap_or_else(PoisonError::into_inner);
    kept.iter().find(|set| set.digest() == *digest).cloned()
}

fn keep(set: &Arc<Measured>) {
    let mut kept = KEPT.lock().unwrap_or_else(PoisonError::into_inner);
    if kept.iter().any(|known| known == set) {
        return;
    }
    if kept.len() >= MOST_KEPT {
        kept.pop_front();
    }
    kept.push_back(Arc::clone(set));
}
