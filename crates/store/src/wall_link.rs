//! Links to screens on the wall, found by the digest of their token.

use domain::{
    DistrictId, PersonId, RoomProgramId, Timestamp, WallLinkId, chain::Digest, room_program::WallLink,
};

use crate::{Row, StoreError, Tx, args};

const COLUMNS: &str =
    "link_id, program_id, token_digest, name, made_by, made_at, seen_at, revoked_at, revoked_by";

/// Adds one.
pub async fn add(tx: &mut Tx, district: DistrictId, one: &WallLink) -> Result<(), StoreError> {
    tx.run(
        "insert into wall_link (district_id, link_id, program_id, token_digest, name, made_by, made_at, seen_at,
           revoked_at, revoked_by)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
        args![
            district,
            one.id,
            one.program,
            &one.token,
            &one.name,
            one.made_by,
            one.made_at,
            one.seen_at,
            one.revoked_at,
            one.revoked_by,
        ],
    )
    .await
    .map(drop)
}

/// The link with this token, taken back or not.
pub async fn find(tx: &mut Tx, district: DistrictId, token: &Digest) -> Result<Option<WallLink>, StoreError> {
    let sql = format!("select {COLUMNS} from wall_link where district_id = $1 and token_digest = $2");
    tx.row(&sql, args![district, token]).await?.as_ref().map(from_row).transpose()
}

/// The links of a program that were not taken back, oldest first.
pub async fn of_program(
    tx: &mut Tx,
    district: DistrictId,
    program: RoomProgramId,
) -> Result<Vec<WallLink>, StoreError> {
    let sql = format!(
        "select {COLUMNS} from wall_link
         where district_id = $1 and program_id = $2 and revoked_at is null order by made_at, link_id"
    );
    tx.rows(&sql, args![district, program]).await?.iter().map(from_row).collect()
}

/// Notes that a screen asked.
pub async fn seen(
    tx: &mut Tx,
    district: DistrictId,
    id: WallLinkId,
    at: Timestamp,
) -> Result<(), StoreError> {
    let sql = "update wall_link set seen_at = $3 where district_id = $1 and link_id = $2";
    tx.run(sql, args![district, id, at]).await.map(drop)
}

/// Takes one back; whether nobody had.
pub async fn revoke(
    tx: &mut Tx,
    district: DistrictId,
    (program, id): (RoomProgramId, WallLinkId),
    (by, at): (PersonId, Timestamp),
) -> Result<bool, StoreError> {
    let sql = "update wall_link set revoked_at = $4, revoked_by = $5
               where district_id = $1 and program_id = $2 and link_id = $3 and revoked_at is null";
    Ok(tx.run(sql, args![district, program, id, at, by]).await? > 0)
}

fn from_row(row: &Row) -> Result<WallLink, StoreError> {
    Ok(WallLink {
        id: WallLinkId::from_bytes(row.array("link_id")?),
        program: RoomProgramId::from_bytes(row.array("program_id")?),
        token: row.array("token_digest")?,
        name: row.text("name")?,
        made_by: PersonId::from_bytes(row.array("made_by")?),
        made_at: row.time("made_at")?,
        seen_at: row.time_or_null("seen_at")?,
        revoked_at: row.time_or_null("revoked_at")?,
        revoked_by: row.array_or_null("revoked_by")?.map(PersonId::from_bytes),
    })
}
