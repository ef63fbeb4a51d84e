//! What judgements name by digest: resolved policy and scale. Never deleted.

use domain::{DistrictId, chain::Digest};

use crate::{Arg, StoreError, Tx, args, bulk};

/// Keeps bodies under their digests; one that is already kept stays.
pub async fn keep(tx: &mut Tx, district: DistrictId, inputs: &[(Digest, String)]) -> Result<(), StoreError> {
    let rows: Vec<Arg<'_>> = inputs
        .iter()
        .flat_map(|(digest, body)| [Arg::from(district), Arg::from(digest), Arg::from(body)])
        .collect();
    let head = "insert into judgement_input (district_id, digest, body)";
    bulk::insert(tx, head, 3, "on conflict (district_id, digest) do nothing", &rows).await.map(drop)
}

/// One body.
pub async fn find(tx: &mut Tx, district: DistrictId, digest: &Digest) -> Result<Option<String>, StoreError> {
    let sql = "select body from judgement_input where district_id = $1 and digest = $2";
    tx.row(sql, args![district, digest]).await?.map(|row| row.text("body")).transpose()
}
