//! Who read and what left stays after an erasure, without what somebody typed about it.

use domain::{DistrictId, LearnerId};

use crate::{Arg, StoreError, Tx, args};

/// What left stays, with to whom, what and by which right; what was typed as its purpose can tell of the
/// record and goes.
pub(super) async fn disclosures(
    tx: &mut Tx,
    district: DistrictId,
    learner: LearnerId,
) -> Result<(), StoreError> {
    let sql = "update disclosure
               set purpose = case when way = 'whole_record' then 'left-copy' else 'left-erased' end
               where district_id = $1 and way in ('whole_record', 'recorded') and disclosure_id in (
                 select l.disclosure_id from disclosed_learner l
                 where l.district_id = $1 and l.learner_id = $2)";
    tx.run(sql, args![district, learner]).await.map(drop)
}

/// The reasons that were typed to open a record can tell of it: they go where the line names the learner.
pub(super) async fn log(tx: &mut Tx, district: DistrictId, learner: LearnerId) -> Result<(), StoreError> {
    let mut after: Option<[u8; 16]> = None;
    loop {
        let sql = "select access_id, learners from access_log
                   where district_id = $1 and reason is not null and ($2 is null or access_id > $2)
                   order by access_id limit 1000";
        let rows = tx.rows(sql, args![district, after]).await?;
        for row in &rows {
            let line: [u8; 16] = row.array("access_id")?;
            after = Some(line);
            if row.bytes("learners")?.chunks(16).any(|id| id == learner.as_bytes()) {
                let sql = "update access_log set reason = null where district_id = $1 and access_id = $2";
                tx.run(sql, &[district.into(), Arg::Id(Some(line))]).await?;
            }
        }
        if rows.len() < 1000 {
            return Ok(());
        }
    }
}
