//! The head of each learner's chain, and the lock that makes one learner have one writer.

use domain::{
    DistrictId, LearnerId, Timestamp,
    chain::{Digest, GENESIS},
    evidence::Sequence,
};

use crate::{Arg, Row, StoreError, Tx, args, bulk};

/// The end of a learner's chain.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Head {
    /// The last entry's place; 0 for an empty chain.
    pub sequence: Sequence,
    /// The last entry's seal; [`GENESIS`] for an empty chain.
    pub seal: Digest,
}

/// When anybody's chain was last touched.
pub async fn newest(tx: &mut Tx, district: DistrictId) -> Result<Option<Timestamp>, StoreError> {
    let sql = "select max(touched_at) as newest from learner where district_id = $1";
    tx.row(sql, args![district]).await?.map_or(Ok(None), |row| row.time_or_null("newest"))
}

/// Locks the learner until the transaction ends and returns the head of their chain.
/// Several learners are locked in id order. `None` when the district has no such person.
pub async fn lock(
    tx: &mut Tx,
    district: DistrictId,
    learner: LearnerId,
    now: Timestamp,
) -> Result<Option<Head>, StoreError> {
    Ok(lock_joined(tx, district, learner, now).await?.map(|locked| locked.head))
}

/// A locked learner.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Locked {
    /// The end of their chain.
    pub head: Head,
    /// Into whose record theirs is merged, if it is.
    pub merged_into: Option<LearnerId>,
}

/// As [`lock`], and says whether the record is merged into another.
pub async fn lock_joined(
    tx: &mut Tx,
    district: DistrictId,
    learner: LearnerId,
    now: Timestamp,
) -> Result<Option<Locked>, StoreError> {
    let sql = "update learner set touched_at = $3 where district_id = $1 and learner_id = $2
               returning last_sequence, head, merged_into";
    if let Some(row) = tx.row(sql, args![district, learner, now]).await? {
        return locked_of(&row).map(Some);
    }
    // The first entry ever: the row is made, or another writer made it first and is waited for.
    let sql = "insert into learner (district_id, learner_id, last_sequence, head, touched_at)
               select district_id, person_id, 0, $3, $4 from person
               where district_id = $1 and person_id = $2
               on conflict (district_id, learner_id) do update set touched_at = excluded.touched_at
               returning last_sequence, head, merged_into";
    tx.row(sql, args![district, learner, &GENESIS, now]).await?.as_ref().map(locked_of).transpose()
}

fn locked_of(row: &Row) -> Result<Locked, StoreError> {
    Ok(Locked {
        head: Head { sequence: Sequence(row.number("last_sequence")?), seal: row.array("head")? },
        merged_into: row.array_or_null("merged_into")?.map(LearnerId::from_bytes),
    })
}

/// How many entries a learner's chain has.
pub async fn entries(tx: &mut Tx, district: DistrictId, learner: LearnerId) -> Result<i64, StoreError> {
    let sql = "select last_sequence from learner where district_id = $1 and learner_id = $2";
    tx.row(sql, args![district, learner]).await?.map_or(Ok(0), |row| row.number("last_sequence"))
}

/// Everybody of whom anything was recorded, in id order: also who has no role and no place.
pub async fn recorded(tx: &mut Tx, district: DistrictId) -> Result<Vec<LearnerId>, StoreError> {
    let sql =
        "select learner_id from learner where district_id = $1 and last_sequence > 0 order by learner_id";
    let rows = tx.rows(sql, args![district]).await?;
    rows.iter().map(|row| row.array("learner_id").map(LearnerId::from_bytes)).collect()
}

/// Makes the rows of learners who are known to be people of the district and may have none yet.
pub async fn ensure(
    tx: &mut Tx,
    district: DistrictId,
    learners: &[LearnerId],
    now: Timestamp,
) -> Result<(), StoreError> {
    let rows: Vec<Arg<'_>> = learners
        .iter()
        .flat_map(|learner| {
            [Arg::from(district), Arg::from(*learner), Arg::from(0_i64), Arg::from(&GENESIS), Arg::from(now)]
        })
        .collect();
    bulk::insert(
        tx,
        "insert into learner (district_id, learner_id, last_sequence, head, touched_at)",
        5,
        "on conflict (district_id, learner_id) do nothing",
        &rows,
    )
    .await
    .map(drop)
}

/// Moves the heads of locked learners after entries were appended.
pub async fn set_heads(
    tx: &mut Tx,
    district: DistrictId,
    heads: &[(LearnerId, Head)],
    now: Timestamp,
) -> Result<(), StoreError> {
    let mut rows: Vec<Arg<'_>> = Vec::with_capacity(heads.len() * 5);
    for (learner, head) in heads {
        rows.extend_from_slice(args![district, *learner, head.sequence.0, &head.seal, now]);
    }
    bulk::insert(
        tx,
        "insert into learner (district_id, learner_id, last_sequence, head, touched_at)",
        5,
        "on conflict (district_id, learner_id) do update set
           last_sequence = excluded.last_sequence, head = excluded.head, touched_at = excluded.touched_at",
        &rows,
    )
    .await
    .map(drop)
}

/// The heads of learners' chains in id order, from after `after`; empty chains left out.
pub async fn heads(
    tx: &mut Tx,
    district: DistrictId,
    after: Option<LearnerId>,
    limit: i64,
) -> Result<Vec<(LearnerId, Head)>, StoreError> {
    let sql = "select learner_id, last_sequence, head from learner
               where district_id = $1 and last_sequence > 0 and ($2 is null or learner_id > $2)
               order by learner_id limit $3";
    tx.rows(sql, args![district, after, limit]).await?.iter().map(head_of).collect()
}

/// As [`heads`], with the heads of empty chains.
pub async fn all_heads(
    tx: &mut Tx,
    district: DistrictId,
    after: Option<LearnerId>,
    limit: i64,
) -> Result<Vec<(LearnerId, Head)>, StoreError> {
    let sql = "select learner_id, last_sequence, head from learner
               where district_id = $1 and ($2 is null or learner_id > $2)
               order by learner_id limit $3";
    tx.rows(sql, args![district, after, limit]).await?.iter().map(head_of).collect()
}

/// Learners who have entries but no head; none unless rows were taken away. At most `limit`.
pub async fn headless(tx: &mut Tx, district: DistrictId, limit: i64) -> Result<Vec<LearnerId>, StoreError> {
    let sql = "select e.learner_id
               from (select distinct district_id, learner_id from evidence where district_id = $1) e
               left join learner l on l.district_id = e.district_id and l.learner_id = e.learner_id
               where l.learner_id is null
               order by e.learner_id limit $2";
    let rows = tx.rows(sql, args![district, limit]).await?;
    rows.iter().map(|row| row.array("learner_id").map(LearnerId::from_bytes)).collect()
}

fn head_of(row: &Row) -> Result<(LearnerId, Head), StoreError> {
    let head = Head { sequence: Sequence(row.number("last_sequence")?), seal: row.array("head")? };
    Ok((LearnerId::from_bytes(row.array("learner_id")?), head))
}

/// How many chains there are that are not empty, and how many entries in all.
pub async fn totals(tx: &mut Tx, district: DistrictId) -> Result<(i64, i64), StoreError> {
    let sql = "select count(*) as chains, cast(coalesce(sum(last_sequence), 0) as bigint) as entries
               from learner where district_id = $1 and last_sequence > 0";
    let row = tx.row(sql, args![district]).await?;
    row.map_or(Ok((0, 0)), |row| Ok((row.number("chains")?, row.number("entries")?)))
}
