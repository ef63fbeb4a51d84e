//! What raters often write: their own phrases, and everybody's.

use domain::{DistrictId, PersonId, Timestamp};

use crate::{Row, StoreError, Tx, args};

/// One phrase.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Phrase {
    /// Its id.
    pub id: [u8; 16],
    /// Whose; `None` for everybody's.
    pub owner: Option<PersonId>,
    /// What it says.
    pub words: String,
    /// Who wrote it.
    pub made_by: PersonId,
    /// When.
    pub made_at: Timestamp,
}

/// Adds a phrase.
pub async fn add(tx: &mut Tx, district: DistrictId, one: &Phrase) -> Result<(), StoreError> {
    tx.run(
        "insert into phrase (district_id, phrase_id, owner_id, words, made_by, made_at)
         values ($1, $2, $3, $4, $5, $6)",
        args![district, one.id, one.owner, &one.words, one.made_by, one.made_at],
    )
    .await
    .map(drop)
}

/// Takes a phrase away that a person wrote; whether there was one.
pub async fn remove(
    tx: &mut Tx,
    district: DistrictId,
    phrase: [u8; 16],
    made_by: PersonId,
) -> Result<bool, StoreError> {
    let sql = "delete from phrase where district_id = $1 and phrase_id = $2 and made_by = $3";
    Ok(tx.run(sql, args![district, phrase, made_by]).await? > 0)
}

/// A person's own phrases and everybody's, oldest first.
pub async fn of_person(
    tx: &mut Tx,
    district: DistrictId,
    person: PersonId,
) -> Result<Vec<Phrase>, StoreError> {
    let sql = "select phrase_id, owner_id, words, made_by, made_at from phrase
               where district_id = $1 and (owner_id is null or owner_id = $2) order by made_at, phrase_id";
    let read = |row: &Row| {
        Ok(Phrase {
            id: row.array("phrase_id")?,
            owner: row.array_or_null("owner_id")?.map(PersonId::from_bytes),
            words: row.text("words")?,
            made_by: PersonId::from_bytes(row.array("made_by")?),
            made_at: row.time("made_at")?,
        })
    };
    tx.rows(sql, args![district, person]).await?.iter().map(read).collect()
}
