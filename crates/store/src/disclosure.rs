//! Every time that records left.

use domain::{
    DisclosureId, DistrictId, LearnerId, PartyId, PersonId,
    privacy::{Disclosure, DisclosureWay},
};

use crate::{Arg, Row, StoreError, Tx, args, bulk, column};

const COLUMNS: &str = "d.disclosure_id, d.at, d.way, d.party_id, d.recipient, d.purpose, d.ground, d.fields,
    d.disclosed_by, d.everybody";

/// Adds a disclosure of the records of `learners`; one that is there gets more learners.
pub async fn add(
    tx: &mut Tx,
    district: DistrictId,
    one: &Disclosure,
    learners: &[LearnerId],
) -> Result<(), StoreError> {
    tx.run(
        "insert into disclosure (district_id, disclosure_id, at, way, party_id, recipient, purpose, ground,
           fields, disclosed_by, everybody)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
         on conflict (district_id, disclosure_id) do nothing",
        args![
            district,
            one.id,
            one.at,
            one.way.word(),
            one.party,
            &one.recipient,
            &one.purpose,
            &one.ground,
            &one.fields,
            one.by,
            one.everybody,
        ],
    )
    .await?;
    let rows: Vec<Arg<'_>> =
        learners.iter().flat_map(|learner| [district.into(), (*learner).into(), one.id.into()]).collect();
    bulk::insert(
        tx,
        "insert into disclosed_learner (district_id, learner_id, disclosure_id)",
        3,
        "on conflict (district_id, learner_id, disclosure_id) do nothing",
        &rows,
    )
    .await
    .map(drop)
}

/// What left about one learner, those of everybody included, newest first.
pub async fn of_learner(
    tx: &mut Tx,
    district: DistrictId,
    learner: LearnerId,
    limit: i64,
) -> Result<Vec<Disclosure>, StoreError> {
    let sql = format!(
        "select {COLUMNS} from disclosure d
         where d.district_id = $1 and (d.everybody = 1 or d.disclosure_id in (
           select l.disclosure_id from disclosed_learner l where l.district_id = $1 and l.learner_id = $2))
         order by d.at desc, d.disclosure_id desc limit $3"
    );
    tx.rows(&sql, args![district, learner, limit]).await?.iter().map(from_row).collect()
}

/// Disclosures with how many learners each names, newest first, those after the first `skip`.
pub async fn page(
    tx: &mut Tx,
    district: DistrictId,
    skip: i64,
    limit: i64,
) -> Result<Vec<(Disclosure, i64)>, StoreError> {
    let sql = format!(
        "select {COLUMNS}, (select count(*) from disclosed_learner l
           where l.district_id = d.district_id and l.disclosure_id = d.disclosure_id) as learners
         from disclosure d where d.district_id = $1
         order by d.at desc, d.disclosure_id desc limit $2 offset $3"
    );
    let rows = tx.rows(&sql, args![district, limit, skip]).await?;
    rows.iter().map(|row| Ok((from_row(row)?, row.number("learners")?))).collect()
}

fn from_row(row: &Row) -> Result<Disclosure, StoreError> {
    Ok(Disclosure {
        id: DisclosureId::from_bytes(row.array("disclosure_id")?),
        at: row.time("at")?,
        way: column::word(row, "way", DisclosureWay::from_word)?,
        party: row.array_or_null("party_id")?.map(PartyId::from_bytes),
        recipient: row.text("recipient")?,
        purpose: row.text("purpose")?,
        ground: row.text("ground")?,
        fields: row.text("fields")?,
        by: PersonId::from_bytes(row.array("disclosed_by")?),
        everybody: row.flag("everybody")?,
    })
}
