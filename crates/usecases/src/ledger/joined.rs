//! Two records that count as one: what is recorded of the merged one is repeated in the kept one's chain, and
//! a correction of what was repeated is recorded where the original stands.

use std::{
    borrow::Cow,
    collections::{BTreeMap, BTreeSet},
};

use domain::{
    CompetencyId, DistrictId, EvidenceId, LearnerId, Timestamp,
    evidence::{Fact, Sequence},
};
use store::{
    Tx,
    evidence::Sealed,
    learner::Locked,
    record_link::{Carried, RecordLink},
};

use super::{Chain, NewEntry, Receipt};
use crate::Refusal;

/// A correction in a batch that is recorded in another chain than it names.
pub(super) struct Redirected {
    /// Its place in the batch.
    place: usize,
    /// Through which link.
    link: RecordLink,
}

/// The batch with each correction of a repeated entry turned to the original.
pub(super) async fn redirected<'b>(
    tx: &mut Tx,
    district: DistrictId,
    batch: &'b [NewEntry],
) -> Result<(Cow<'b, [NewEntry]>, Vec<Redirected>), Refusal> {
    let (mut batch, mut turned) = (Cow::Borrowed(batch), Vec::new());
    for place in 0..batch.len() {
        let new = &batch[place];
        let (Fact::Retraction { of, .. } | Fact::Excusal { of, .. }) = &new.fact else { continue };
        let Some(carried) = store::record_link::carried_at(tx, district, new.learner, *of).await? else {
            continue;
        };
        let standing = store::record_link::standing(tx, district, carried.merged).await?;
        let Some(link) = standing.filter(|link| link.id == carried.link) else { continue };
        let new = &mut batch.to_mut()[place];
        new.learner = carried.merged;
        match &mut new.fact {
            Fact::Retraction { of, .. } | Fact::Excusal { of, .. } => *of = carried.from,
            _ => {}
        }
        turned.push(Redirected { place, link });
    }
    Ok((batch, turned))
}

/// Says where a turned correction stands in the chain that it named.
pub(super) async fn receipts(
    tx: &mut Tx,
    district: DistrictId,
    turned: &[Redirected],
    receipts: &mut [Receipt],
) -> Result<(), Refusal> {
    for one in turned {
        let (Receipt::Accepted(from) | Receipt::Repeated(from)) = receipts[one.place] else { continue };
        let all = store::record_link::carried_through(tx, district, one.link.id).await?;
        let Some(carried) = all.iter().find(|carried| carried.from == from) else { continue };
        receipts[one.place] = match receipts[one.place] {
            Receipt::Accepted(_) => Receipt::Accepted(carried.sequence),
            _ => Receipt::Repeated(carried.sequence),
        };
    }
    Ok(())
}

/// Chains that are extended, with the competencies touched.
pub(super) type Chains = BTreeMap<LearnerId, (Chain, BTreeSet<CompetencyId>)>;

/// Repeats in the kept chains what was just sealed in merged ones; all of `chains` are locked.
pub(super) async fn repeat(
    tx: &mut Tx,
    district: DistrictId,
    chains: &mut Chains,
    merged: &[(LearnerId, Locked)],
) -> Result<Vec<Carried>, Refusal> {
    let mut all = Vec::new();
    for (learner, locked) in merged {
        let sealed = chains.get(learner).map(|(chain, _)| chain.sealed.clone()).unwrap_or_default();
        let Some(kept) = locked.merged_into.filter(|_| !sealed.is_empty()) else { continue };
        let Some(link) = store::record_link::standing(tx, district, *learner).await? else { continue };
        let Some((chain, touched)) = chains.get_mut(&kept) else { continue };
        let corrects =
            |one: &Sealed| matches!(one.entry.fact, Fact::Retraction { .. } | Fact::Excusal { .. });
        let mut places = BTreeMap::new();
        if sealed.iter().any(corrects) {
            let known = store::record_link::carried_through(tx, district, link.id).await?;
            places.extend(known.into_iter().map(|one| (one.from, one.sequence)));
        }
        all.extend(copy(chain, touched, &sealed, &mut places, "carried", &link));
    }
    Ok(all)
}

/// Seals copies of `entries` into another chain. A correction of what is not there is left out, and so is
/// what was erased. `places` says where copies stand, and learns the new ones.
fn copy(
    chain: &mut Chain,
    touched: &mut BTreeSet<CompetencyId>,
    entries: &[Sealed],
    places: &mut BTreeMap<Sequence, Sequence>,
    word: &str,
    link: &RecordLink,
) -> Vec<Carried> {
    let mut carried = Vec::with_capacity(entries.len());
    for sealed in entries {
        let entry = &sealed.entry;
        let Some(competency) = sealed.competency else { continue };
        let mut fact = entry.fact.clone();
        match &mut fact {
            Fact::Erased => continue,
            Fact::Retraction { of, .. } | Fact::Excusal { of, .. } => match places.get(of) {
                Some(place) => *of = *place,
                None => continue,
            },
            Fact::Evidence(_) | Fact::Decision(_) => {}
        }
        let parts = [word, &link.id.to_string(), &entry.sequence.0.to_string()];
        let id = EvidenceId::derived(chain.district, &parts);
        let new = NewEntry { learner: chain.learner, id, recorded_by: entry.recorded_by, fact };
        chain.seal(&new, competency);
        touched.insert(competency);
        let sequence = chain.head.sequence;
        places.insert(entry.sequence, sequence);
        let (kept, merged) = (chain.learner, entry.learner);
        carried.push(Carried { link: link.id, kept, sequence, merged, from: entry.sequence });
    }
    carried
}

/// Appends copies of `entries`, which are another record's, to a locked chain, without judging; whoever calls
/// this settles the judgements. Entries keep who wrote them down; they are recorded now.
pub(crate) async fn copy_over(
    tx: &mut Tx,
    district: DistrictId,
    (to, word): (LearnerId, &str),
    entries: &[Sealed],
    link: &RecordLink,
    now: Timestamp,
) -> Result<Vec<Carried>, Refusal> {
    let Some(locked) = store::learner::lock_joined(tx, district, to, now).await? else {
        return Err(Refusal::NotFound("this learner"));
    };
    let mut chain = Chain { district, learner: to, head: locked.head, now, sealed: Vec::new() };
    let carried = copy(&mut chain, &mut BTreeSet::new(), entries, &mut BTreeMap::new(), word, link);
    store::evidence::append(tx, district, &chain.sealed).await?;
    store::learner::set_heads(tx, district, &[(to, chain.head)], now).await?;
    Ok(carried)
}
