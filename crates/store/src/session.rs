//! Signed-in sessions, found by the digest of their token.

use domain::{DistrictId, PersonId, SessionId, Timestamp, chain::Digest};

use crate::{Row, StoreError, Tx, args};

/// A signed-in session.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Session {
    /// Its id, for listing and ending it.
    pub id: SessionId,
    /// Digest of the token in the cookie.
    pub token: Digest,
    /// Who is signed in.
    pub person: PersonId,
    /// How: `password`, `link`, `card`.
    pub method: String,
    /// What the browser says it is.
    pub device: String,
    /// Since when.
    pub created_at: Timestamp,
    /// Last seen; written at most every few minutes.
    pub seen_at: Timestamp,
    /// Until when.
    pub expires_at: Timestamp,
}

const COLUMNS: &str = "session_id, token_digest, person_id, method, device, created_at, seen_at, expires_at";

/// Adds a session.
pub async fn add(tx: &mut Tx, district: DistrictId, session: &Session) -> Result<(), StoreError> {
    tx.run(
        "insert into session (district_id, token_digest, session_id, person_id, method, device, created_at,
           seen_at, expires_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
        args![
            district,
            &session.token,
            session.id,
            session.person,
            &session.method,
            &session.device,
            session.created_at,
            session.seen_at,
            session.expires_at,
        ],
    )
    .await
    .map(drop)
}

/// The session with this token, expired or not.
pub async fn find(tx: &mut Tx, district: DistrictId, token: &Digest) -> Result<Option<Session>, StoreError> {
    let sql = format!("select {COLUMNS} from session where district_id = $1 and token_digest = $2");
    tx.row(&sql, args![district, token]).await?.as_ref().map(from_row).transpose()
}

/// A person's sessions, newest first.
pub async fn of_person(
    tx: &mut Tx,
    district: DistrictId,
    person: PersonId,
) -> Result<Vec<Session>, StoreError> {
    let sql = format!(
        "select {COLUMNS} from session where district_id = $1 and person_id = $2
         order by created_at desc, session_id"
    );
    tx.rows(&sql, args![district, person]).await?.iter().map(from_row).collect()
}

/// Notes that a session is in use, and moves its end.
pub async fn touch(
    tx: &mut Tx,
    district: DistrictId,
    token: &Digest,
    seen_at: Timestamp,
    expires_at: Timestamp,
) -> Result<(), StoreError> {
    let sql = "update session set seen_at = $3, expires_at = $4 where district_id = $1 and token_digest = $2";
    tx.run(sql, args![district, token, seen_at, expires_at]).await.map(drop)
}

/// Ends one session of a person.
pub async fn end(
    tx: &mut Tx,
    district: DistrictId,
    person: PersonId,
    session: SessionId,
) -> Result<bool, StoreError> {
    let sql = "delete from session where district_id = $1 and person_id = $2 and session_id = $3";
    Ok(tx.run(sql, args![district, person, session]).await? > 0)
}

/// Ends every session of a person, except the one with this token.
pub async fn end_others(
    tx: &mut Tx,
    district: DistrictId,
    person: PersonId,
    keep: Option<&Digest>,
) -> Result<u64, StoreError> {
    let keep = keep.map(|token| &token[..]);
    let sql = "delete from session where district_id = $1 and person_id = $2
               and ($3 is null or token_digest <> $3)";
    tx.run(sql, &[district.into(), person.into(), crate::Arg::Bytes(keep)]).await
}

/// How many have not ended at `now`.
pub async fn count(tx: &mut Tx, district: DistrictId, now: Timestamp) -> Result<i64, StoreError> {
    let sql = "select count(*) as open from session where district_id = $1 and expires_at > $2";
    tx.row(sql, args![district, now]).await?.map_or(Ok(0), |row| row.number("open"))
}

/// Removes sessions that ended before `now`.
pub async fn sweep(tx: &mut Tx, district: DistrictId, now: Timestamp) -> Result<u64, StoreError> {
    tx.run("delete from session where district_id = $1 and expires_at < $2", args![district, now]).await
}

fn from_row(row: &Row) -> Result<Session, StoreError> {
    Ok(Session {
        id: SessionId::from_bytes(row.array("session_id")?),
        token: row.array("token_digest")?,
        person: PersonId::from_bytes(row.array("person_id")?),
        method: row.text("method")?,
        device: row.text("device")?,
        created_at: row.time("created_at")?,
        seen_at: row.time("seen_at")?,
        expires_at: row.time("expires_at")?,
    })
}
