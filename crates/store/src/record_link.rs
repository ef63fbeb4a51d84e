//! Two records of one child that count as one: which is merged into which, from when to when, which entries
//! repeat which, and what else the link changed.

use domain::{
    CompetencyId, DistrictId, LearnerId, PersonId, RecordLinkId, SectionId, Timestamp, evidence::Sequence,
    people::Guardianship,
};

use crate::{Arg, Row, StoreError, Tx, args, bulk, column};

/// One link.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RecordLink {
    /// Its id.
    pub id: RecordLinkId,
    /// The record that stays.
    pub kept: LearnerId,
    /// The record that counts for it.
    pub merged: LearnerId,
    /// Why.
    pub reason: String,
    /// From when.
    pub linked_at: Timestamp,
    /// Who linked them.
    pub linked_by: PersonId,
    /// What ended it.
    pub separated: Option<Separated>,
}

/// The end of a link.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Separated {
    /// When.
    pub at: Timestamp,
    /// Who.
    pub by: PersonId,
    /// Why.
    pub reason: String,
}

/// An entry of the kept record that repeats one of the merged record.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Carried {
    /// Through which link.
    pub link: RecordLinkId,
    /// The kept record.
    pub kept: LearnerId,
    /// Its entry.
    pub sequence: Sequence,
    /// The merged record.
    pub merged: LearnerId,
    /// The entry that is repeated.
    pub from: Sequence,
}

const COLUMNS: &str = "link_id, kept_id, merged_id, reason, linked_at, linked_by, separated_at, separated_by,
    separate_reason";

/// Adds a link, and marks both records. Both must be locked.
pub async fn add(tx: &mut Tx, district: DistrictId, link: &RecordLink) -> Result<(), StoreError> {
    tx.run(
        "insert into record_link (district_id, link_id, kept_id, merged_id, reason, linked_at, linked_by)
         values ($1, $2, $3, $4, $5, $6, $7)",
        args![district, link.id, link.kept, link.merged, &link.reason, link.linked_at, link.linked_by],
    )
    .await?;
    mark(tx, district, link.merged, Some(link.kept)).await
}

/// Ends a link, and unmarks the merged record. Both records must be locked.
pub async fn separate(
    tx: &mut Tx,
    district: DistrictId,
    link: &RecordLink,
    end: &Separated,
) -> Result<(), StoreError> {
    tx.run(
        "update record_link set separated_at = $3, separated_by = $4, separate_reason = $5
         where district_id = $1 and link_id = $2",
        args![district, link.id, end.at, end.by, &end.reason],
    )
    .await?;
    mark(tx, district, link.merged, None).await
}

async fn mark(
    tx: &mut Tx,
    district: DistrictId,
    merged: LearnerId,
    into: Option<LearnerId>,
) -> Result<(), StoreError> {
    let sql = "update person set merged_into = $3 where district_id = $1 and person_id = $2";
    tx.run(sql, args![district, merged, into]).await?;
    let sql = "update learner set merged_into = $3 where district_id = $1 and learner_id = $2";
    tx.run(sql, args![district, merged, into]).await.map(drop)
}

/// One link.
pub async fn find(
    tx: &mut Tx,
    district: DistrictId,
    id: RecordLinkId,
) -> Result<Option<RecordLink>, StoreError> {
    let sql = format!("select {COLUMNS} from record_link where district_id = $1 and link_id = $2");
    tx.row(&sql, args![district, id]).await?.as_ref().map(from_row).transpose()
}

/// Every link, newest first.
pub async fn list(tx: &mut Tx, district: DistrictId) -> Result<Vec<RecordLink>, StoreError> {
    let sql = format!(
        "select {COLUMNS} from record_link where district_id = $1 order by linked_at desc, link_id desc"
    );
    tx.rows(&sql, args![district]).await?.iter().map(from_row).collect()
}

/// The link that stands of a merged record.
pub async fn standing(
    tx: &mut Tx,
    district: DistrictId,
    merged: LearnerId,
) -> Result<Option<RecordLink>, StoreError> {
    let sql = format!(
        "select {COLUMNS} from record_link
         where district_id = $1 and merged_id = $2 and separated_at is null"
    );
    tx.row(&sql, args![district, merged]).await?.as_ref().map(from_row).transpose()
}

/// Into whose record somebody's is merged now.
pub async fn kept_of(
    tx: &mut Tx,
    district: DistrictId,
    person: PersonId,
) -> Result<Option<PersonId>, StoreError> {
    let sql = "select merged_into from person where district_id = $1 and person_id = $2";
    let Some(row) = tx.row(sql, args![district, person]).await? else { return Ok(None) };
    Ok(row.array_or_null("merged_into")?.map(PersonId::from_bytes))
}

/// Whose records are merged into somebody's now.
pub async fn merged_into(
    tx: &mut Tx,
    district: DistrictId,
    kept: PersonId,
) -> Result<Vec<PersonId>, StoreError> {
    let sql = "select person_id from person where district_id = $1 and merged_into = $2 order by person_id";
    let rows = tx.rows(sql, args![district, kept]).await?;
    rows.iter().map(|row| row.array("person_id").map(PersonId::from_bytes)).collect()
}

/// Notes which entries repeat which.
pub async fn carry(tx: &mut Tx, district: DistrictId, all: &[Carried]) -> Result<(), StoreError> {
    let mut rows: Vec<Arg<'_>> = Vec::with_capacity(all.len() * 6);
    for one in all {
        rows.extend_from_slice(args![district, one.kept, one.sequence.0, one.link, one.merged, one.from.0,]);
    }
    let head =
        "insert into carried_entry (district_id, learner_id, sequence, link_id, merged_id, from_sequence)";
    bulk::insert(tx, head, 6, "", &rows).await.map(drop)
}

/// What an entry repeats, if it repeats one.
pub async fn carried_at(
    tx: &mut Tx,
    district: DistrictId,
    kept: LearnerId,
    sequence: Sequence,
) -> Result<Option<Carried>, StoreError> {
    let sql = "select link_id, learner_id, sequence, merged_id, from_sequence from carried_entry
               where district_id = $1 and learner_id = $2 and sequence = $3";
    tx.row(sql, args![district, kept, sequence.0]).await?.as_ref().map(carried).transpose()
}

/// The entries that a link carried over, in the order of the merged chain.
pub async fn carried_through(
    tx: &mut Tx,
    district: DistrictId,
    link: RecordLinkId,
) -> Result<Vec<Carried>, StoreError> {
    let sql = "select link_id, learner_id, sequence, merged_id, from_sequence from carried_entry
               where district_id = $1 and link_id = $2 order by from_sequence";
    tx.rows(sql, args![district, link]).await?.iter().map(carried).collect()
}

/// What a link did to one guardian's right to the kept record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GuardianChange {
    /// Who.
    pub guardian: PersonId,
    /// What stood before; `None` for nothing.
    pub before: Option<Guardianship>,
    /// Whether the link lets them see.
    pub given_may_see: bool,
}

/// Notes what a link does to a guardian's right.
pub async fn add_guardian(
    tx: &mut Tx,
    district: DistrictId,
    link: RecordLinkId,
    change: &GuardianChange,
) -> Result<(), StoreError> {
    let before = change.before.as_ref();
    let may_see = before.map(|one| i64::from(one.may_see));
    tx.run(
        "insert into record_link_guardian (district_id, link_id, guardian_id, had, relation, may_see,
           begins_on, ends_on, given_may_see)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
        args![
            district,
            link,
            change.guardian,
            before.is_some(),
            before.and_then(|one| one.relation.as_deref()),
            may_see,
            before.and_then(|one| one.dates.begins()),
            before.and_then(|one| one.dates.ends()),
            change.given_may_see,
        ],
    )
    .await
    .map(drop)
}

/// What a link did to guardians' rights.
pub async fn guardians(
    tx: &mut Tx,
    district: DistrictId,
    link: &RecordLink,
) -> Result<Vec<GuardianChange>, StoreError> {
    let sql = "select guardian_id, had, relation, may_see, begins_on, ends_on, given_may_see
               from record_link_guardian where district_id = $1 and link_id = $2 order by guardian_id";
    let rows = tx.rows(sql, args![district, link.id]).await?;
    let read = |row: &Row| {
        let guardian = PersonId::from_bytes(row.array("guardian_id")?);
        let before = row.flag("had")?.then(|| {
            Ok::<_, StoreError>(Guardianship {
                guardian,
                learner: link.kept,
                relation: row.text_or_null("relation")?,
                may_see: row.number_or_null("may_see")? == Some(1),
                dates: column::dates(row)?,
            })
        });
        Ok(GuardianChange {
            guardian,
            before: before.transpose()?,
            given_may_see: row.flag("given_may_see")?,
        })
    };
    rows.iter().map(read).collect()
}

/// A draft rating that went over to the kept record.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DraftMoved {
    /// Where it was rated.
    pub section: SectionId,
    /// In what.
    pub competency: CompetencyId,
    /// By whom.
    pub judge: PersonId,
    /// When.
    pub rated_at: Timestamp,
}

/// Notes that a draft went over.
pub async fn add_draft(
    tx: &mut Tx,
    district: DistrictId,
    link: RecordLinkId,
    moved: &DraftMoved,
) -> Result<(), StoreError> {
    tx.run(
        "insert into record_link_draft (district_id, link_id, section_id, competency_id, judge_id, rated_at)
         values ($1, $2, $3, $4, $5, $6)",
        args![district, link, moved.section, moved.competency, moved.judge, moved.rated_at],
    )
    .await
    .map(drop)
}

/// The drafts that went over.
pub async fn drafts(
    tx: &mut Tx,
    district: DistrictId,
    link: RecordLinkId,
) -> Result<Vec<DraftMoved>, StoreError> {
    let sql = "select section_id, competency_id, judge_id, rated_at from record_link_draft
               where district_id = $1 and link_id = $2 order by section_id, competency_id";
    let rows = tx.rows(sql, args![district, link]).await?;
    rows.iter()
        .map(|row| {
            Ok(DraftMoved {
                section: SectionId::from_bytes(row.array("section_id")?),
                competency: CompetencyId::from_bytes(row.array("competency_id")?),
                judge: PersonId::from_bytes(row.array("judge_id")?),
                rated_at: row.time("rated_at")?,
            })
        })
        .collect()
}

fn carried(row: &Row) -> Result<Carried, StoreError> {
    Ok(Carried {
        link: RecordLinkId::from_bytes(row.array("link_id")?),
        kept: LearnerId::from_bytes(row.array("learner_id")?),
        sequence: Sequence(row.number("sequence")?),
        merged: LearnerId::from_bytes(row.array("merged_id")?),
        from: Sequence(row.number("from_sequence")?),
    })
}

fn from_row(row: &Row) -> Result<RecordLink, StoreError> {
    let separated = row.time_or_null("separated_at")?.map(|at| {
        Ok::<_, StoreError>(Separated {
            at,
            by: PersonId::from_bytes(row.array("separated_by")?),
            reason: row.text("separate_reason")?,
        })
    });
    Ok(RecordLink {
        id: RecordLinkId::from_bytes(row.array("link_id")?),
        kept: LearnerId::from_bytes(row.array("kept_id")?),
        merged: LearnerId::from_bytes(row.array("merged_id")?),
        reason: row.text("reason")?,
        linked_at: row.time("linked_at")?,
        linked_by: PersonId::from_bytes(row.array("linked_by")?),
        separated: separated.transpose()?,
    })
}
