//! API tokens, found by their digest.

use domain::{DistrictId, PartyId, PersonId, Timestamp, TokenId, chain::Digest};

use crate::{Row, StoreError, Tx, args, column};

/// A token that lets a program act for a person, within scopes, until a day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Token {
    /// Its id, for listing and revoking it.
    pub id: TokenId,
    /// Digest of the token itself, which is shown once.
    pub digest: Digest,
    /// For whom it acts.
    pub person: PersonId,
    /// What it is for.
    pub name: String,
    /// What it may do: `read`, `write`.
    pub scopes: Vec<String>,
    /// When it was made.
    pub created_at: Timestamp,
    /// Until when it works.
    pub expires_at: Timestamp,
    /// When it was taken back.
    pub revoked_at: Option<Timestamp>,
    /// When it was last used; written at most once an hour.
    pub last_used_at: Option<Timestamp>,
    /// The outside party that the program works for; `None` for the person's own.
    pub party: Option<PartyId>,
}

const COLUMNS: &str =
    "token_id, token_digest, person_id, name, scopes, created_at, expires_at, revoked_at, last_used_at,
     party_id";

/// Adds a token.
pub async fn add(tx: &mut Tx, district: DistrictId, token: &Token) -> Result<(), StoreError> {
    tx.run(
        "insert into api_token (district_id, token_id, token_digest, person_id, name, scopes, created_at,
           expires_at, revoked_at, last_used_at, party_id)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)",
        args![
            district,
            token.id,
            &token.digest,
            token.person,
            &token.name,
            column::join(&token.scopes),
            token.created_at,
            token.expires_at,
            token.revoked_at,
            token.last_used_at,
            token.party,
        ],
    )
    .await
    .map(drop)
}

/// The token with this digest, usable or not.
pub async fn find(tx: &mut Tx, district: DistrictId, digest: &Digest) -> Result<Option<Token>, StoreError> {
    let sql = format!("select {COLUMNS} from api_token where district_id = $1 and token_digest = $2");
    tx.row(&sql, args![district, digest]).await?.as_ref().map(from_row).transpose()
}

/// Every token of a person, newest first; of everybody when no person is named.
pub async fn list(
    tx: &mut Tx,
    district: DistrictId,
    person: Option<PersonId>,
) -> Result<Vec<Token>, StoreError> {
    let sql = format!(
        "select {COLUMNS} from api_token where district_id = $1 and ($2 is null or person_id = $2)
         order by created_at desc, token_id"
    );
    tx.rows(&sql, args![district, person]).await?.iter().map(from_row).collect()
}

/// Takes a token back; of one person when one is named.
pub async fn revoke(
    tx: &mut Tx,
    district: DistrictId,
    token: TokenId,
    person: Option<PersonId>,
    now: Timestamp,
) -> Result<bool, StoreError> {
    let sql = "update api_token set revoked_at = $4
               where district_id = $1 and token_id = $2 and ($3 is null or person_id = $3)
                 and revoked_at is null";
    Ok(tx.run(sql, args![district, token, person, now]).await? > 0)
}

/// Notes that a token is in use.
pub async fn note_use(
    tx: &mut Tx,
    district: DistrictId,
    digest: &Digest,
    at: Timestamp,
) -> Result<(), StoreError> {
    let sql = "update api_token set last_used_at = $3 where district_id = $1 and token_digest = $2";
    tx.run(sql, args![district, digest, at]).await.map(drop)
}

fn from_row(row: &Row) -> Result<Token, StoreError> {
    Ok(Token {
        id: TokenId::from_bytes(row.array("token_id")?),
        digest: row.array("token_digest")?,
        person: PersonId::from_bytes(row.array("person_id")?),
        name: row.text("name")?,
        scopes: column::split(&row.text("scopes")?),
        created_at: row.time("created_at")?,
        expires_at: row.time("expires_at")?,
        revoked_at: row.time_or_null("revoked_at")?,
        last_used_at: row.time_or_null("last_used_at")?,
        party: row.array_or_null("party_id")?.map(PartyId::from_bytes),
    })
}
