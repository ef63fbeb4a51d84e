//! One-time links and printed cards, found by the digest of their token.

use domain::{DistrictId, PersonId, Timestamp, chain::Digest};

use crate::{Row, StoreError, Tx, args};

/// A link or card that signs one person in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SignInLink {
    /// Digest of the token in the address.
    pub token: Digest,
    /// Whom it signs in.
    pub person: PersonId,
    /// `link` works once; `card` works until it is revoked or expires; `code` stands on a family's report and
    /// works until it expires.
    pub kind: String,
    /// Who made it.
    pub created_by: Option<PersonId>,
    /// When.
    pub created_at: Timestamp,
    /// Until when it works.
    pub expires_at: Option<Timestamp>,
    /// When a link was used.
    pub used_at: Option<Timestamp>,
    /// When it was taken back.
    pub revoked_at: Option<Timestamp>,
}

/// Adds a link or card.
pub async fn add(tx: &mut Tx, district: DistrictId, link: &SignInLink) -> Result<(), StoreError> {
    tx.run(
        "insert into sign_in_link (district_id, token_digest, person_id, kind, created_by, created_at,
           expires_at, used_at, revoked_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
        args![
            district,
            &link.token,
            link.person,
            &link.kind,
            link.created_by,
            link.created_at,
            link.expires_at,
            link.used_at,
            link.revoked_at,
        ],
    )
    .await
    .map(drop)
}

/// The link with this token, usable or not.
pub async fn find(
    tx: &mut Tx,
    district: DistrictId,
    token: &Digest,
) -> Result<Option<SignInLink>, StoreError> {
    let sql = "select token_digest, person_id, kind, created_by, created_at, expires_at, used_at, revoked_at
               from sign_in_link where district_id = $1 and token_digest = $2";
    tx.row(sql, args![district, token]).await?.as_ref().map(from_row).transpose()
}

/// Marks a one-time link as used; `false` when somebody was faster.
pub async fn use_once(
    tx: &mut Tx,
    district: DistrictId,
    token: &Digest,
    now: Timestamp,
) -> Result<bool, StoreError> {
    let sql = "update sign_in_link set used_at = $3
               where district_id = $1 and token_digest = $2 and used_at is null";
    Ok(tx.run(sql, args![district, token, now]).await? > 0)
}

/// Takes back every card of a person.
pub async fn revoke_cards(
    tx: &mut Tx,
    district: DistrictId,
    person: PersonId,
    now: Timestamp,
) -> Result<u64, StoreError> {
    let sql = "update sign_in_link set revoked_at = $3
               where district_id = $1 and person_id = $2 and kind = 'card' and revoked_at is null";
    tx.run(sql, args![district, person, now]).await
}

fn from_row(row: &Row) -> Result<SignInLink, StoreError> {
    Ok(SignInLink {
        token: row.array("token_digest")?,
        person: PersonId::from_bytes(row.array("person_id")?),
        kind: row.text("kind")?,
        created_by: row.array_or_null("created_by")?.map(PersonId::from_bytes),
        created_at: row.time("created_at")?,
        expires_at: row.time_or_null("expires_at")?,
        used_at: row.time_or_null("used_at")?,
        revoked_at: row.time_or_null("revoked_at")?,
    })
}
