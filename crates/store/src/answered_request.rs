//! Requests that are done once, however often they are sent, found by the digest of their key.

use domain::{DistrictId, PersonId, Timestamp, chain::Digest};

use crate::{Row, StoreError, Tx, args};

/// A request with a key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AnsweredRequest {
    /// Who sent it.
    pub person: PersonId,
    /// Digest of its key.
    pub key: Digest,
    /// Digest of all that was sent.
    pub request: Digest,
    /// When it came first.
    pub begun_at: Timestamp,
    /// HTTP status of the answer; `None` while it is being done.
    pub status: Option<u16>,
    /// The answer, sealed; `None` while it is being done, or where it was too long to keep.
    pub answer: Option<Vec<u8>>,
}

/// Notes a request that comes for the first time; `false` when its key is taken.
pub async fn begin(tx: &mut Tx, district: DistrictId, new: &AnsweredRequest) -> Result<bool, StoreError> {
    let sql = "insert into answered_request (district_id, person_id, key_digest, request_digest, begun_at)
               values ($1, $2, $3, $4, $5)
               on conflict (district_id, person_id, key_digest) do nothing";
    Ok(tx.run(sql, args![district, new.person, &new.key, &new.request, new.begun_at]).await? > 0)
}

/// The request of a person with this key.
pub async fn find(
    tx: &mut Tx,
    district: DistrictId,
    person: PersonId,
    key: &Digest,
) -> Result<Option<AnsweredRequest>, StoreError> {
    let sql = "select person_id, key_digest, request_digest, begun_at, status, answer from answered_request
               where district_id = $1 and person_id = $2 and key_digest = $3";
    tx.row(sql, args![district, person, key]).await?.as_ref().map(from_row).transpose()
}

/// Keeps what was answered.
pub async fn keep(
    tx: &mut Tx,
    district: DistrictId,
    person: PersonId,
    key: &Digest,
    status: u16,
    answer: Option<&[u8]>,
) -> Result<(), StoreError> {
    let sql = "update answered_request set status = $4, answer = $5
               where district_id = $1 and person_id = $2 and key_digest = $3";
    let status = i64::from(status);
    let answer = crate::Arg::Bytes(answer);
    tx.run(sql, &[district.into(), person.into(), key.into(), status.into(), answer]).await.map(drop)
}

/// Forgets a request that did nothing, so that its key is free again.
pub async fn forget(
    tx: &mut Tx,
    district: DistrictId,
    person: PersonId,
    key: &Digest,
) -> Result<(), StoreError> {
    let sql = "delete from answered_request where district_id = $1 and person_id = $2 and key_digest = $3";
    tx.run(sql, args![district, person, key]).await.map(drop)
}

/// Removes requests that came before `moment`.
pub async fn sweep(tx: &mut Tx, district: DistrictId, moment: Timestamp) -> Result<u64, StoreError> {
    let sql = "delete from answered_request where district_id = $1 and begun_at < $2";
    tx.run(sql, args![district, moment]).await
}

fn from_row(row: &Row) -> Result<AnsweredRequest, StoreError> {
    let status = row.number_or_null("status")?.map(u16::try_from).transpose();
    Ok(AnsweredRequest {
        person: PersonId::from_bytes(row.array("person_id")?),
        key: row.array("key_digest")?,
        request: row.array("request_digest")?,
        begun_at: row.time("begun_at")?,
        status: status
            .map_err(|_| StoreError::Unusable("a status of a request is out of range".to_owned()))?,
        answer: row.bytes_or_null("answer")?,
    })
}
