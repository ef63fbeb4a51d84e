//! Where competencies went in the next version: links that were adopted, and corrections of suggested
//! ones. A link is ended, never deleted, because judgements name it.

use std::collections::BTreeSet;

use domain::{
    CompetencyId, DistrictId, FrameworkId, PersonId, Timestamp,
    crosswalk::{Carry, Relation},
};

use crate::{Arg, Row, StoreError, Tx, args, bulk, column};

/// One link that was adopted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Link {
    /// What it says.
    pub carry: Carry,
    /// The framework of the older end.
    pub old_framework: FrameworkId,
    /// The framework of the newer end.
    pub new_framework: FrameworkId,
    /// What spoke for it, as a word.
    pub why: String,
    /// From when evidence is carried.
    pub adopted_at: Timestamp,
    /// Who adopted it.
    pub adopted_by: Option<PersonId>,
    /// From when it no longer is; `None` while it is.
    pub ended_at: Option<Timestamp>,
}

impl Link {
    /// Whether evidence was carried over it at `moment`.
    pub fn stood_at(&self, moment: Timestamp) -> bool {
        self.adopted_at <= moment && self.ended_at.is_none_or(|ended| ended > moment)
    }
}

/// What a person says about a suggested link.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Correction {
    /// The older competency.
    pub old: CompetencyId,
    /// The newer one.
    pub new: CompetencyId,
    /// What it is; `None` for no link.
    pub relation: Option<Relation>,
}

/// The suggestion that corrections are about: from which version to which.
pub type Pair = (FrameworkId, FrameworkId);

const COLUMNS: &str = "old_id, new_id, adopted_at, old_framework_id, new_framework_id, relation, why,
                       adopted_by, ended_at";

/// Adopts links and marks both ends, so that judging looks at the crosswalk.
pub async fn adopt(tx: &mut Tx, district: DistrictId, links: &[Link]) -> Result<(), StoreError> {
    let mut rows: Vec<Arg<'_>> = Vec::with_capacity(links.len() * 10);
    for link in links {
        rows.extend_from_slice(args![
            district,
            link.carry.old,
            link.carry.new,
            link.adopted_at,
            link.old_framework,
            link.new_framework,
            link.carry.relation.word(),
            &link.why,
            link.adopted_by,
            link.ended_at,
        ]);
    }
    let head = "insert into crosswalk_link (district_id, old_id, new_id, adopted_at, old_framework_id,
        new_framework_id, relation, why, adopted_by, ended_at)";
    let tail = "on conflict (district_id, old_id, new_id, adopted_at) do nothing";
    bulk::insert(tx, head, 10, tail, &rows).await?;
    let moments: BTreeSet<Timestamp> = links.iter().map(|link| link.adopted_at).collect();
    for moment in moments {
        let sql = "update competency set crossed = 1
                   where district_id = $1 and crossed = 0 and competency_id in (
                     select old_id from crosswalk_link where district_id = $1 and adopted_at = $2
                     union select new_id from crosswalk_link where district_id = $1 and adopted_at = $2)";
        tx.run(sql, args![district, moment]).await?;
    }
    Ok(())
}

/// Ends the links from `old` to `new` that stand.
pub async fn end(
    tx: &mut Tx,
    district: DistrictId,
    old: CompetencyId,
    new: CompetencyId,
    at: Timestamp,
) -> Result<(), StoreError> {
    let sql = "update crosswalk_link set ended_at = $4
               where district_id = $1 and old_id = $2 and new_id = $3 and ended_at is null";
    tx.run(sql, args![district, old, new, at]).await.map(drop)
}

/// Every link that was ever adopted, ended ones too.
pub async fn all(tx: &mut Tx, district: DistrictId) -> Result<Vec<Link>, StoreError> {
    let sql = format!(
        "select {COLUMNS} from crosswalk_link where district_id = $1 order by old_id, new_id, adopted_at"
    );
    tx.rows(&sql, args![district]).await?.iter().map(from_row).collect()
}

/// Every link that reaches `competency` or leaves it, directly or over others, as it stood at `moment`, or
/// as it stands now without one; those that reach what it leads to are among them.
pub async fn around(
    tx: &mut Tx,
    district: DistrictId,
    competency: CompetencyId,
    moment: Option<Timestamp>,
) -> Result<BTreeSet<Carry>, StoreError> {
    let onward = walk(tx, district, competency, moment, ("old_id", "new_id")).await?;
    let mut ends: BTreeSet<CompetencyId> = onward.iter().map(|link| link.new).collect();
    ends.insert(competency);
    let mut found = onward;
    for end in ends {
        found.extend(walk(tx, district, end, moment, ("new_id", "old_id")).await?);
    }
    Ok(found)
}

/// Whether a link stood at the moment in the third place, or stands where there is none.
const STOOD: &str = "($3 is null and ended_at is null)
    or (adopted_at <= $3 and (ended_at is null or ended_at > $3))";

/// Links that leave `competency` by the column `here`, and on from the column `there`.
async fn walk(
    tx: &mut Tx,
    district: DistrictId,
    competency: CompetencyId,
    moment: Option<Timestamp>,
    (here, there): (&str, &str),
) -> Result<BTreeSet<Carry>, StoreError> {
    let sql = format!(
        "with recursive reach(old_id, new_id, relation) as (
           select old_id, new_id, relation from crosswalk_link
           where district_id = $1 and {here} = $2 and ({STOOD})
           union
           select l.old_id, l.new_id, l.relation from crosswalk_link l
           join reach r on l.{here} = r.{there}
           where l.district_id = $1 and ({STOOD})
         )
         select old_id, new_id, relation from reach"
    );
    tx.rows(&sql, args![district, competency, moment]).await?.iter().map(carry).collect()
}

/// Takes what a person says about suggested links in the place of what was said before.
pub async fn correct(
    tx: &mut Tx,
    district: DistrictId,
    (old_framework, new_framework): Pair,
    corrections: &[Correction],
    by: PersonId,
    now: Timestamp,
) -> Result<(), StoreError> {
    let mut rows: Vec<Arg<'_>> = Vec::with_capacity(corrections.len() * 8);
    for one in corrections {
        let relation = one.relation.map(Relation::word);
        rows.extend_from_slice(args![
            district,
            one.old,
            one.new,
            old_framework,
            new_framework,
            relation,
            by,
            now
        ]);
    }
    bulk::insert(
        tx,
        "insert into crosswalk_correction (district_id, old_id, new_id, old_framework_id, new_framework_id,
           relation, corrected_by, corrected_at)",
        8,
        "on conflict (district_id, old_id, new_id) do update set
           relation = excluded.relation, corrected_by = excluded.corrected_by,
           corrected_at = excluded.corrected_at",
        &rows,
    )
    .await
    .map(drop)
}

/// What was corrected between two versions.
pub async fn corrections(
    tx: &mut Tx,
    district: DistrictId,
    (old_framework, new_framework): Pair,
) -> Result<Vec<Correction>, StoreError> {
    let sql = "select old_id, new_id, relation from crosswalk_correction
               where district_id = $1 and old_framework_id = $2 and new_framework_id = $3
               order by old_id, new_id";
    let rows = tx.rows(sql, args![district, old_framework, new_framework]).await?;
    let relation = |row: &Row| match row.text_or_null("relation")? {
        None => Ok(None),
        Some(word) => match Relation::from_word(&word) {
            Some(relation) => Ok(Some(relation)),
            None => Err(StoreError::Corrupt { column: "relation", value: word }),
        },
    };
    rows.iter()
        .map(|row| {
            let (old, new) = ends(row)?;
            Ok(Correction { old, new, relation: relation(row)? })
        })
        .collect()
}

/// Forgets what was corrected between two versions: it was adopted.
pub async fn forget_corrections(
    tx: &mut Tx,
    district: DistrictId,
    (old_framework, new_framework): Pair,
) -> Result<(), StoreError> {
    let sql = "delete from crosswalk_correction
               where district_id = $1 and old_framework_id = $2 and new_framework_id = $3";
    tx.run(sql, args![district, old_framework, new_framework]).await.map(drop)
}

fn ends(row: &Row) -> Result<(CompetencyId, CompetencyId), StoreError> {
    let old = CompetencyId::from_bytes(row.array("old_id")?);
    Ok((old, CompetencyId::from_bytes(row.array("new_id")?)))
}

fn carry(row: &Row) -> Result<Carry, StoreError> {
    let (old, new) = ends(row)?;
    Ok(Carry { old, new, relation: column::word(row, "relation", Relation::from_word)? })
}

fn from_row(row: &Row) -> Result<Link, StoreError> {
    Ok(Link {
        carry: carry(row)?,
        old_framework: FrameworkId::from_bytes(row.array("old_framework_id")?),
        new_framework: FrameworkId::from_bytes(row.array("new_framework_id")?),
        why: row.text("why")?,
        adopted_at: row.time("adopted_at")?,
        adopted_by: row.array_or_null("adopted_by")?.map(PersonId::from_bytes),
        ended_at: row.time_or_null("ended_at")?,
    })
}
