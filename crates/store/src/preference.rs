//! What people choose for themselves.

use domain::{DistrictId, PersonId};

use crate::{StoreError, Tx, args};

/// What one person chose; `None` where they chose nothing.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Preference {
    /// The tag of the language they read.
    pub language: Option<String>,
    /// How often they want notices.
    pub notices: Option<String>,
}

/// What a person chose.
pub async fn find(tx: &mut Tx, district: DistrictId, person: PersonId) -> Result<Preference, StoreError> {
    let sql = "select language, notices from preference where district_id = $1 and person_id = $2";
    let Some(row) = tx.row(sql, args![district, person]).await? else { return Ok(Preference::default()) };
    Ok(Preference { language: row.text_or_null("language")?, notices: row.text_or_null("notices")? })
}

/// Keeps what a person chose.
pub async fn put(
    tx: &mut Tx,
    district: DistrictId,
    person: PersonId,
    chosen: &Preference,
) -> Result<(), StoreError> {
    let sql = "insert into preference (district_id, person_id, language, notices) values ($1, $2, $3, $4)
               on conflict (district_id, person_id) do update set
                 language = excluded.language, notices = excluded.notices";
    tx.run(sql, args![district, person, &chosen.language, &chosen.notices]).await.map(drop)
}
