//! What an erased learner said of classmates' work. Their ratings as somebody who works here stay: those are of
//! other people's records.

use domain::{DistrictId, LearnerId};

use super::counted;
use crate::{StoreError, Tx, args};

/// What the list of an erasure calls them.
pub(super) const TABLE: &str = "review";

/// Seats of classmates have the numbers from 5 on (`domain::task::Seat`).
const OF_PEER: &str = "district_id = $1 and seat >= 5 and rater_id = $2";

pub(super) async fn count(tx: &mut Tx, district: DistrictId, learner: LearnerId) -> Result<i64, StoreError> {
    let sql = format!("select count(*) as found from work_rating where {OF_PEER}");
    counted(tx, &sql, args![district, learner]).await
}

pub(super) async fn erase(tx: &mut Tx, district: DistrictId, learner: LearnerId) -> Result<u64, StoreError> {
    for table in ["work_mark", "work_recording"] {
        let sql = format!(
            "delete from {table} where district_id = $1 and exists (
               select 1 from work_rating r where r.district_id = {table}.district_id
                 and r.learner_id = {table}.learner_id and r.task_id = {table}.task_id
                 and r.attempt = {table}.attempt and r.seat = {table}.seat and r.seat >= 5 and r.rater_id = $2)"
        );
        tx.run(&sql, args![district, learner]).await?;
    }
    tx.run(&format!("delete from work_rating where {OF_PEER}"), args![district, learner]).await
}
