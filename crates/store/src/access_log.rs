//! Who read whose record: one line per request, naming the set of learners.

use domain::{DistrictId, LearnerId, PersonId, Timestamp, access::Relationship};

use crate::{Arg, Row, StoreError, Tx, column};

/// One line of the access log.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Access {
    /// Its id, made so that ids sort by time.
    pub id: [u8; 16],
    /// When.
    pub at: Timestamp,
    /// Who read.
    pub person: PersonId,
    /// What: the name of the use case, such as `mastery grid`.
    pub what: String,
    /// By which relationship.
    pub relationship: Relationship,
    /// The typed reason, where there was no relationship.
    pub reason: Option<String>,
    /// Whose records.
    pub learners: Vec<LearnerId>,
}

/// Adds a line.
pub async fn add(tx: &mut Tx, district: DistrictId, access: &Access) -> Result<(), StoreError> {
    let learners: Vec<u8> = access.learners.iter().flat_map(|learner| *learner.as_bytes()).collect();
    tx.run(
        "insert into access_log (district_id, access_id, at, person_id, what, relationship, reason, learners)
         values ($1, $2, $3, $4, $5, $6, $7, $8)",
        &[
            district.into(),
            Arg::Id(Some(access.id)),
            access.at.into(),
            access.person.into(),
            Arg::from(&access.what),
            access.relationship.word().into(),
            Arg::from(&access.reason),
            Arg::Bytes(Some(&learners)),
        ],
    )
    .await
    .map(drop)
}

/// Lines before `before` (an id), newest first; by one person when one is named.
pub async fn page(
    tx: &mut Tx,
    district: DistrictId,
    person: Option<PersonId>,
    before: Option<[u8; 16]>,
    limit: i64,
) -> Result<Vec<Access>, StoreError> {
    let sql = "select access_id, at, person_id, what, relationship, reason, learners from access_log
               where district_id = $1 and ($2 is null or person_id = $2) and ($3 is null or access_id < $3)
               order by access_id desc limit $4";
    let args = [district.into(), Arg::from(person), Arg::Id(before), limit.into()];
    tx.rows(sql, &args).await?.iter().map(from_row).collect()
}

fn from_row(row: &Row) -> Result<Access, StoreError> {
    let learners = row.bytes("learners")?;
    let (learners, rest) = learners.as_chunks::<16>();
    if !rest.is_empty() {
        return Err(StoreError::Corrupt { column: "learners", value: format!("{} bytes", rest.len()) });
    }
    Ok(Access {
        id: row.array("access_id")?,
        at: row.time("at")?,
        person: PersonId::from_bytes(row.array("person_id")?),
        what: row.text("what")?,
        relationship: column::word(row, "relationship", Relationship::from_word)?,
        reason: row.text_or_null("reason")?,
        learners: learners.iter().map(|id| LearnerId::from_bytes(*id)).collect(),
    })
}
