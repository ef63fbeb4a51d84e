//! Files by their content, in pieces: pictures and sounds of items, and what learners hand in.

use domain::{DistrictId, LearnerId, Timestamp, chain::Digest};

use crate::{Arg, StoreError, Tx, args, bulk};

/// Bytes of one piece: small enough that SQLite's log grows in even steps.
const PIECE: usize = 128 * 1024;

/// A file without its bytes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Content {
    /// SHA-256 of the bytes.
    pub digest: Digest,
    /// What it was found to be.
    pub media_type: String,
    /// How many bytes.
    pub size: i64,
}

/// A file that a learner gave.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Given {
    /// Who gave it.
    pub learner: LearnerId,
    /// Which content.
    pub digest: Digest,
    /// As they named it.
    pub name: String,
    /// When.
    pub given_at: Timestamp,
}

/// Keeps a file; the same content is kept once.
pub async fn keep(
    tx: &mut Tx,
    district: DistrictId,
    one: &Content,
    bytes: &[u8],
    now: Timestamp,
) -> Result<(), StoreError> {
    let sql =
        "insert into content (district_id, digest, media_type, size, added_at) values ($1, $2, $3, $4, $5)
               on conflict (district_id, digest) do nothing";
    if tx.run(sql, args![district, &one.digest, &one.media_type, one.size, now]).await? == 0 {
        return Ok(());
    }
    let mut pieces = Vec::with_capacity(bytes.len().div_ceil(PIECE) * 4);
    for (place, piece) in (0_i64..).zip(bytes.chunks(PIECE)) {
        let digest = Arg::from(&one.digest);
        pieces.extend([Arg::from(district), digest, Arg::from(place), Arg::Bytes(Some(piece))]);
    }
    let head = "insert into content_piece (district_id, digest, place, bytes)";
    bulk::insert(tx, head, 4, "", &pieces).await.map(drop)
}

/// What is known of a content; `None` where there is no such.
pub async fn find(tx: &mut Tx, district: DistrictId, digest: &Digest) -> Result<Option<Content>, StoreError> {
    let sql = "select media_type, size from content where district_id = $1 and digest = $2";
    let row = tx.row(sql, args![district, digest]).await?;
    row.map(|row| {
        Ok(Content { digest: *digest, media_type: row.text("media_type")?, size: row.number("size")? })
    })
    .transpose()
}

/// The bytes of a content; empty where there is no such.
pub async fn bytes(tx: &mut Tx, district: DistrictId, digest: &Digest) -> Result<Vec<u8>, StoreError> {
    let sql = "select bytes from content_piece where district_id = $1 and digest = $2 order by place";
    let mut all = Vec::new();
    for row in tx.rows(sql, args![district, digest]).await? {
        all.extend(row.bytes("bytes")?);
    }
    Ok(all)
}

/// Bytes of a content from the place `from` on, `length` of them or as many as there are; only the pieces that
/// hold them are read.
pub async fn stretch(
    tx: &mut Tx,
    district: DistrictId,
    digest: &Digest,
    from: i64,
    length: i64,
) -> Result<Vec<u8>, StoreError> {
    let piece = i64::try_from(PIECE).unwrap_or(i64::MAX);
    let (from, length) = (from.max(0), length.max(0));
    let (first, last) = (from / piece, from.saturating_add(length).saturating_sub(1).max(0) / piece);
    let sql = "select bytes from content_piece
               where district_id = $1 and digest = $2 and place >= $3 and place <= $4 order by place";
    let mut found = Vec::new();
    for row in tx.rows(sql, args![district, digest, first, last]).await? {
        found.extend(row.bytes("bytes")?);
    }
    let skipped = usize::try_from(from % piece).unwrap_or(0).min(found.len());
    found.drain(..skipped);
    found.truncate(usize::try_from(length).unwrap_or(usize::MAX));
    Ok(found)
}

/// Notes that a learner gave a content.
pub async fn give(tx: &mut Tx, district: DistrictId, one: &Given) -> Result<(), StoreError> {
    let sql = "insert into given_content (district_id, learner_id, digest, name, given_at)
               values ($1, $2, $3, $4, $5)
               on conflict (district_id, learner_id, digest) do update set name = excluded.name";
    tx.run(sql, args![district, one.learner, &one.digest, &one.name, one.given_at]).await.map(drop)
}

/// One content that a learner gave; `None` where they gave no such.
pub async fn given(
    tx: &mut Tx,
    district: DistrictId,
    learner: LearnerId,
    digest: &Digest,
) -> Result<Option<Given>, StoreError> {
    let sql = "select name, given_at from given_content
               where district_id = $1 and learner_id = $2 and digest = $3";
    let row = tx.row(sql, args![district, learner, digest]).await?;
    row.map(|row| {
        Ok(Given { learner, digest: *digest, name: row.text("name")?, given_at: row.time("given_at")? })
    })
    .transpose()
}

/// Whether any learner gave a content.
pub async fn is_given(tx: &mut Tx, district: DistrictId, digest: &Digest) -> Result<bool, StoreError> {
    let sql = "select count(*) as found from given_content where district_id = $1 and digest = $2";
    let found = tx.row(sql, args![district, digest]).await?.map_or(Ok(0), |row| row.number("found"))?;
    Ok(found > 0)
}

/// What a learner gave, oldest first.
pub async fn of_learner(
    tx: &mut Tx,
    district: DistrictId,
    learner: LearnerId,
) -> Result<Vec<Given>, StoreError> {
    let sql = "select digest, name, given_at from given_content
               where district_id = $1 and learner_id = $2 order by given_at, digest";
    let rows = tx.rows(sql, args![district, learner]).await?;
    let given = rows.iter().map(|row| {
        let (digest, name) = (row.array("digest")?, row.text("name")?);
        Ok(Given { learner, digest, name, given_at: row.time("given_at")? })
    });
    given.collect()
}

/// How many bytes a learner gave in all.
pub async fn bytes_of_learner(
    tx: &mut Tx,
    district: DistrictId,
    learner: LearnerId,
) -> Result<i64, StoreError> {
    let sql = "select cast(coalesce(sum(c.size), 0) as bigint) as found
               from given_content g join content c on c.district_id = g.district_id and c.digest = g.digest
               where g.district_id = $1 and g.learner_id = $2";
    tx.row(sql, args![district, learner]).await?.map_or(Ok(0), |row| row.number("found"))
}

/// Takes one content away, unless something shows it or somebody gave it; whether it was.
pub async fn forget(tx: &mut Tx, district: DistrictId, digest: &Digest) -> Result<bool, StoreError> {
    const UNUSED: &str = "district_id = $1 and digest = $2
        and not exists (select 1 from given_content g where g.district_id = $1 and g.digest = $2)
        and not exists (select 1 from work_recording r where r.district_id = $1 and r.digest = $2)
        and not exists (select 1 from item_asset a where a.district_id = $1 and a.digest = $2)";
    tx.run(&format!("delete from content_piece where {UNUSED}"), args![district, digest]).await?;
    Ok(tx.run(&format!("delete from content where {UNUSED}"), args![district, digest]).await? > 0)
}

/// Takes away what no item shows, nobody gave and no rater said, of what was kept before `before`; how many files.
pub async fn sweep(tx: &mut Tx, district: DistrictId, before: Timestamp) -> Result<u64, StoreError> {
    const UNUSED: &str = "district_id = $1 and digest in (
        select c.digest from content c
        where c.district_id = $1 and c.added_at < $2
          and not exists (select 1 from given_content g where g.district_id = $1 and g.digest = c.digest)
          and not exists (select 1 from work_recording r where r.district_id = $1 and r.digest = c.digest)
          and not exists (select 1 from item_asset a where a.district_id = $1 and a.digest = c.digest))";
    tx.run(&format!("delete from content_piece where {UNUSED}"), args![district, before]).await?;
    tx.run(&format!("delete from content where {UNUSED}"), args![district, before]).await
}
