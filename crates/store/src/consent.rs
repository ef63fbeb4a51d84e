//! Consents, and the purposes that a district asks them for.

use domain::{ConsentId, DistrictId, LearnerId, PersonId, Timestamp, privacy::Consent};

use crate::{Row, StoreError, Tx, args, column};

/// A purpose in the district's own words, English and Spanish.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OwnPurpose {
    /// Its word in storage and the API.
    pub purpose: String,
    /// What it is called, in English.
    pub title_en: String,
    /// In Spanish.
    pub title_es: String,
    /// What consent allows, in English.
    pub about_en: String,
    /// In Spanish.
    pub about_es: String,
    /// Whether families are asked.
    pub asked: bool,
}

/// Adds a consent or a withdrawal.
pub async fn add(tx: &mut Tx, district: DistrictId, one: &Consent) -> Result<(), StoreError> {
    tx.run(
        "insert into consent (district_id, learner_id, consent_id, purpose, given, given_by, recorded_at,
           begins_on, ends_on)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
        args![
            district,
            one.learner,
            one.id,
            &one.purpose,
            one.given,
            one.by,
            one.recorded_at,
            one.dates.begins(),
            one.dates.ends(),
        ],
    )
    .await
    .map(drop)
}

/// Everything that was said for one learner, in the order it was written down.
pub async fn of_learner(
    tx: &mut Tx,
    district: DistrictId,
    learner: LearnerId,
) -> Result<Vec<Consent>, StoreError> {
    let sql = "select learner_id, consent_id, purpose, given, given_by, recorded_at, begins_on, ends_on
               from consent where district_id = $1 and learner_id = $2 order by recorded_at, consent_id";
    tx.rows(sql, args![district, learner]).await?.iter().map(from_row).collect()
}

/// Adds a purpose, or takes over what changed.
pub async fn put_purpose(
    tx: &mut Tx,
    district: DistrictId,
    one: &OwnPurpose,
    by: PersonId,
    now: Timestamp,
) -> Result<(), StoreError> {
    tx.run(
        "insert into consent_purpose (district_id, purpose, title_en, title_es, about_en, about_es, asked,
           changed_by, changed_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
         on conflict (district_id, purpose) do update set
           title_en = excluded.title_en, title_es = excluded.title_es, about_en = excluded.about_en,
           about_es = excluded.about_es, asked = excluded.asked, changed_by = excluded.changed_by,
           changed_at = excluded.changed_at",
        args![
            district,
            &one.purpose,
            &one.title_en,
            &one.title_es,
            &one.about_en,
            &one.about_es,
            one.asked,
            by,
            now,
        ],
    )
    .await
    .map(drop)
}

/// The district's own purposes, by their words.
pub async fn purposes(tx: &mut Tx, district: DistrictId) -> Result<Vec<OwnPurpose>, StoreError> {
    let sql = "select purpose, title_en, title_es, about_en, about_es, asked from consent_purpose
               where district_id = $1 order by purpose";
    let rows = tx.rows(sql, args![district]).await?;
    let read = |row: &Row| {
        Ok(OwnPurpose {
            purpose: row.text("purpose")?,
            title_en: row.text("title_en")?,
            title_es: row.text("title_es")?,
            about_en: row.text("about_en")?,
            about_es: row.text("about_es")?,
            asked: row.flag("asked")?,
        })
    };
    rows.iter().map(read).collect()
}

fn from_row(row: &Row) -> Result<Consent, StoreError> {
    Ok(Consent {
        id: ConsentId::from_bytes(row.array("consent_id")?),
        learner: LearnerId::from_bytes(row.array("learner_id")?),
        purpose: row.text("purpose")?,
        given: row.flag("given")?,
        by: PersonId::from_bytes(row.array("given_by")?),
        recorded_at: row.time("recorded_at")?,
        dates: column::dates(row)?,
    })
}
