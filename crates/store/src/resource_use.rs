//! Which learner worked with which resource, when and for how long.

use domain::{DistrictId, LearnerId, PersonId, ResourceId, ResourceUseId, resource::ResourceUse};

use crate::{Arg, Row, StoreError, Tx, args, bulk};

const COLUMNS: &str =
    "learner_id, use_id, resource_id, used_at, minutes, result, source, recorded_by, recorded_at";

/// Adds uses; one whose id is known already is left as it is. How many were new.
pub async fn add(tx: &mut Tx, district: DistrictId, all: &[ResourceUse]) -> Result<u64, StoreError> {
    let rows: Vec<Arg<'_>> = all
        .iter()
        .flat_map(|one| {
            [
                Arg::from(district),
                Arg::from(one.learner),
                Arg::from(one.id),
                Arg::from(one.resource),
                Arg::from(one.used_at),
                Arg::from(one.minutes),
                Arg::from(one.result),
                Arg::from(&one.source),
                Arg::from(one.recorded_by),
                Arg::from(one.recorded_at),
            ]
        })
        .collect();
    let head = format!("insert into resource_use (district_id, {COLUMNS})");
    let tail = "on conflict (district_id, learner_id, use_id) do nothing";
    bulk::insert(tx, &head, 10, tail, &rows).await
}

/// Which of these uses are kept already.
pub async fn known(
    tx: &mut Tx,
    district: DistrictId,
    all: &[(LearnerId, ResourceUseId)],
) -> Result<Vec<ResourceUseId>, StoreError> {
    let sql = "select count(*) as found from resource_use
               where district_id = $1 and learner_id = $2 and use_id = $3";
    let mut found = Vec::new();
    for (learner, id) in all {
        if tx.row(sql, args![district, *learner, *id]).await?.map_or(Ok(0), |row| row.number("found"))? > 0 {
            found.push(*id);
        }
    }
    Ok(found)
}

/// What a learner worked with, newest first, `limit` at most.
pub async fn of_learner(
    tx: &mut Tx,
    district: DistrictId,
    learner: LearnerId,
    limit: i64,
) -> Result<Vec<ResourceUse>, StoreError> {
    let sql = format!(
        "select {COLUMNS} from resource_use where district_id = $1 and learner_id = $2
         order by used_at desc, use_id limit $3"
    );
    tx.rows(&sql, args![district, learner, limit]).await?.iter().map(from_row).collect()
}

/// Who worked with a resource, oldest first.
pub async fn of_resource(
    tx: &mut Tx,
    district: DistrictId,
    resource: ResourceId,
) -> Result<Vec<ResourceUse>, StoreError> {
    let sql = format!(
        "select {COLUMNS} from resource_use where district_id = $1 and resource_id = $2
         order by used_at, learner_id, use_id"
    );
    tx.rows(&sql, args![district, resource]).await?.iter().map(from_row).collect()
}

/// Takes a use back: whoever noted it by mistake. Whether there was one.
pub async fn remove(
    tx: &mut Tx,
    district: DistrictId,
    learner: LearnerId,
    id: ResourceUseId,
) -> Result<bool, StoreError> {
    let sql = "delete from resource_use where district_id = $1 and learner_id = $2 and use_id = $3";
    Ok(tx.run(sql, args![district, learner, id]).await? > 0)
}

/// How often each resource was used, and by how many learners: resource, uses, learners.
pub async fn counts(tx: &mut Tx, district: DistrictId) -> Result<Vec<(ResourceId, i64, i64)>, StoreError> {
    let sql = "select resource_id, count(*) as uses, count(distinct learner_id) as learners
               from resource_use where district_id = $1 group by resource_id order by resource_id";
    let rows = tx.rows(sql, args![district]).await?;
    let count = |row: &Row| {
        let resource = ResourceId::from_bytes(row.array("resource_id")?);
        Ok((resource, row.number("uses")?, row.number("learners")?))
    };
    rows.iter().map(count).collect()
}

fn from_row(row: &Row) -> Result<ResourceUse, StoreError> {
    Ok(ResourceUse {
        id: ResourceUseId::from_bytes(row.array("use_id")?),
        learner: LearnerId::from_bytes(row.array("learner_id")?),
        resource: ResourceId::from_bytes(row.array("resource_id")?),
        used_at: row.time("used_at")?,
        minutes: row.number_or_null("minutes")?,
        result: row.points_or_null("result")?,
        source: row.text("source")?,
        recorded_by: row.array_or_null("recorded_by")?.map(PersonId::from_bytes),
        recorded_at: row.time("recorded_at")?,
    })
}
