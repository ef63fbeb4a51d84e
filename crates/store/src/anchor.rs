//! Anchors: a signed Merkle root over all chains of a district, and the district's signing key.

use domain::{DistrictId, Timestamp, chain::Digest};

use crate::{Arg, StoreError, Tx, args};

/// One anchor as it was made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Anchor {
    /// When.
    pub made_at: Timestamp,
    /// The root over every chain's head.
    pub root: Digest,
    /// How many chains.
    pub chains: i64,
    /// How many entries.
    pub entries: i64,
    /// The signed text that is exported.
    pub body: String,
}

/// Adds an anchor.
pub async fn add(tx: &mut Tx, district: DistrictId, anchor: &Anchor) -> Result<(), StoreError> {
    tx.run(
        "insert into anchor (district_id, made_at, root, chains, entries, body) values ($1, $2, $3, $4, $5, $6)",
        args![district, anchor.made_at, &anchor.root, anchor.chains, anchor.entries, &anchor.body],
    )
    .await
    .map(drop)
}

/// The newest anchor.
pub async fn latest(tx: &mut Tx, district: DistrictId) -> Result<Option<Anchor>, StoreError> {
    let sql = "select made_at, root, chains, entries, body from anchor
               where district_id = $1 order by made_at desc limit 1";
    let row = tx.row(sql, args![district]).await?;
    row.map(|row| {
        Ok(Anchor {
            made_at: row.time("made_at")?,
            root: row.array("root")?,
            chains: row.number("chains")?,
            entries: row.number("entries")?,
            body: row.text("body")?,
        })
    })
    .transpose()
}

/// The district's secret signing key, if one was made.
pub async fn signing_key(tx: &mut Tx, district: DistrictId) -> Result<Option<[u8; 32]>, StoreError> {
    let sql = "select secret from signing_key where district_id = $1 order by made_at desc limit 1";
    tx.row(sql, args![district]).await?.map(|row| row.array("secret")).transpose()
}

/// Keeps a new signing key.
pub async fn add_signing_key(
    tx: &mut Tx,
    district: DistrictId,
    secret: &[u8; 32],
    now: Timestamp,
) -> Result<(), StoreError> {
    let sql = "insert into signing_key (district_id, made_at, secret) values ($1, $2, $3)";
    tx.run(sql, &[district.into(), now.into(), Arg::Bytes(Some(secret))]).await.map(drop)
}
