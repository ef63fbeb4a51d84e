//! Makes an anchor: the end of every chain of a district at one moment, signed with the district's key.
//! Whoever runs the machine keeps it elsewhere; nobody can then rewrite what it covers unseen.

use domain::{DistrictId, LearnerId, Timestamp, chain::Digest, evidence::Sequence};
use store::{Tx, anchor::Anchor};

use crate::{
    App, Refusal,
    anchor_file::{AnchorFile, public_key},
    chance,
};

/// Chains per read.
const STRETCH: i64 = 5_000;

/// An anchor that was made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Anchored {
    /// When.
    pub made_at: Timestamp,
    /// How many chains it covers.
    pub chains: usize,
    /// How many entries it covers.
    pub entries: i64,
    /// The file, to be kept away from the machine.
    pub file: String,
}

/// Makes an anchor now.
pub async fn anchor_ledger(app: &App, district: DistrictId) -> Result<Anchored, Refusal> {
    let now = chance::now();
    let secret = app
        .db
        .write(chance::random::<32>(), move |tx, fresh| Box::pin(signing_key(tx, district, fresh, now)))
        .await?;
    let heads = app.db.read((), |tx, ()| Box::pin(all_heads(tx, district))).await?;
    let file = AnchorFile { district, made_at: now, key: public_key(&secret), heads };
    let kept = Anchor {
        made_at: now,
        root: file.root(),
        chains: i64::try_from(file.heads.len()).unwrap_or(i64::MAX),
        entries: file.entries(),
        // The lines of the chains are in the ledger; what is signed is kept.
        body: file.signed_head(&secret),
    };
    let (chains, entries) = (file.heads.len(), file.entries());
    let anchored = Anchored { made_at: now, chains, entries, file: file.write(&secret) };
    app.db
        .write(kept, move |tx, kept| {
            Box::pin(async move { Ok::<_, Refusal>(store::anchor::add(tx, district, kept).await?) })
        })
        .await?;
    Ok(anchored)
}

/// Makes an anchor unless one was made in the last day, or nothing was recorded since.
pub async fn anchor_daily(app: &App, district: DistrictId, now: Timestamp) -> Result<(), Refusal> {
    let due = app
        .db
        .read((), |tx, ()| {
            Box::pin(async move {
                let Some(latest) = store::anchor::latest(tx, district).await? else { return Ok(true) };
                let aged = latest.made_at + jiff::SignedDuration::from_hours(24) <= now;
                Ok::<_, Refusal>(aged && store::evidence::count(tx, district).await? != latest.entries)
            })
        })
        .await?;
    if due {
        anchor_ledger(app, district).await?;
    }
    Ok(())
}

async fn signing_key(
    tx: &mut Tx,
    district: DistrictId,
    fresh: &[u8; 32],
    now: Timestamp,
) -> Result<[u8; 32], Refusal> {
    if let Some(secret) = store::anchor::signing_key(tx, district).await? {
        return Ok(secret);
    }
    store::anchor::add_signing_key(tx, district, fresh, now).await?;
    Ok(*fresh)
}

async fn all_heads(tx: &mut Tx, district: DistrictId) -> Result<Vec<(LearnerId, Sequence, Digest)>, Refusal> {
    let mut all: Vec<(LearnerId, Sequence, Digest)> = Vec::new();
    loop {
        let after = all.last().map(|(learner, ..)| *learner);
        let some = store::learner::heads(tx, district, after, STRETCH).await?;
        if some.is_empty() {
            return Ok(all);
        }
        all.extend(some.into_iter().map(|(learner, head)| (learner, head.sequence, head.seal)));
    }
}
