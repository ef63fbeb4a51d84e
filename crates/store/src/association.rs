//! Relations between competencies.

use domain::{
    AssociationId, CompetencyId, DistrictId, FrameworkId,
    framework::{Association, AssociationKind, End},
};

use crate::{Arg, Row, StoreError, Tx, args, bulk};

const COLUMNS: &str = "association_id, framework_id, guid, kind, origin_guid, origin_id, origin_title,
                       destination_guid, destination_id, destination_title, position, extra";

/// Adds associations, or takes over what changed.
pub async fn put(tx: &mut Tx, district: DistrictId, all: &[Association]) -> Result<(), StoreError> {
    let mut rows: Vec<Arg<'_>> = Vec::with_capacity(all.len() * 13);
    for one in all {
        rows.extend_from_slice(args![
            district,
            one.id,
            one.framework,
            &one.guid,
            one.kind.word(),
            &one.origin.guid,
            one.origin.competency,
            &one.origin.title,
            &one.destination.guid,
            one.destination.competency,
            &one.destination.title,
            one.position,
            one.extra.as_text().to_owned(),
        ]);
    }
    bulk::insert(
        tx,
        "insert into association (district_id, association_id, framework_id, guid, kind, origin_guid,
           origin_id, origin_title, destination_guid, destination_id, destination_title, position, extra)",
        13,
        "on conflict (district_id, association_id) do update set
           kind = excluded.kind, origin_guid = excluded.origin_guid, origin_id = excluded.origin_id,
           origin_title = excluded.origin_title, destination_guid = excluded.destination_guid,
           destination_id = excluded.destination_id, destination_title = excluded.destination_title,
           position = excluded.position, extra = excluded.extra",
        &rows,
    )
    .await
    .map(drop)
}

/// Takes one association away; frameworks are drafts or local edits, not the ledger.
pub async fn remove(
    tx: &mut Tx,
    district: DistrictId,
    association: AssociationId,
) -> Result<bool, StoreError> {
    let sql = "delete from association where district_id = $1 and association_id = $2";
    Ok(tx.run(sql, args![district, association]).await? > 0)
}

/// The associations of a framework, or those of one kind.
pub async fn of_framework(
    tx: &mut Tx,
    district: DistrictId,
    framework: FrameworkId,
    kind: Option<&AssociationKind>,
) -> Result<Vec<Association>, StoreError> {
    let sql = format!(
        "select {COLUMNS} from association
         where district_id = $1 and framework_id = $2 and ($3 is null or kind = $3)
         order by position is null, position, association_id"
    );
    let kind = kind.map(AssociationKind::word);
    tx.rows(&sql, args![district, framework, kind]).await?.iter().map(from_row).collect()
}

/// The associations of any framework with one end at `competency`.
pub async fn of_competency(
    tx: &mut Tx,
    district: DistrictId,
    competency: CompetencyId,
) -> Result<Vec<Association>, StoreError> {
    let mut found = Vec::new();
    for end in ["origin_id", "destination_id"] {
        let sql = format!(
            "select {COLUMNS} from association where district_id = $1 and {end} = $2
             order by position is null, position, association_id"
        );
        for row in tx.rows(&sql, args![district, competency]).await? {
            let one = from_row(&row)?;
            if found.iter().all(|there: &Association| there.id != one.id) {
                found.push(one);
            }
        }
    }
    Ok(found)
}

/// A competency under another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Parent {
    /// What is under it.
    pub child: CompetencyId,
    /// What is above it.
    pub parent: CompetencyId,
    /// The place among the children, where the publisher says one.
    pub position: Option<i64>,
}

/// The parents of some competencies within a framework.
pub async fn parents(
    tx: &mut Tx,
    district: DistrictId,
    framework: FrameworkId,
    children: &[CompetencyId],
) -> Result<Vec<Parent>, StoreError> {
    let places = (4..=53).map(|n| format!("${n}")).collect::<Vec<_>>().join(", ");
    let sql = format!(
        "select origin_id, destination_id, position from association
         where district_id = $1 and framework_id = $2 and kind = $3 and destination_id is not null
           and origin_id in ({places})"
    );
    let mut found = Vec::new();
    for chunk in children.chunks(50) {
        // Always 50 placeholders, the last id repeated, so that the statement stays prepared.
        let ids = (0..50).map(|place| chunk[place.min(chunk.len() - 1)]);
        let mut args = args![district, framework, AssociationKind::IsChildOf.word()].to_vec();
        args.extend(ids.map(Arg::from));
        for row in tx.rows(&sql, &args).await? {
            found.push(Parent {
                child: CompetencyId::from_bytes(row.array("origin_id")?),
                parent: CompetencyId::from_bytes(row.array("destination_id")?),
                position: row.number_or_null("position")?,
            });
        }
    }
    Ok(found)
}

/// Pairs (before, after) of known competencies joined by one kind of association, district-wide.
pub async fn pairs(
    tx: &mut Tx,
    district: DistrictId,
    kind: &AssociationKind,
) -> Result<Vec<(CompetencyId, CompetencyId)>, StoreError> {
    let sql = "select origin_id, destination_id from association
               where district_id = $1 and kind = $2 and origin_id is not null and destination_id is not null
               order by origin_id, destination_id";
    let rows = tx.rows(sql, args![district, kind.word()]).await?;
    rows.iter()
        .map(|row| {
            let origin = CompetencyId::from_bytes(row.array("origin_id")?);
            Ok((origin, CompetencyId::from_bytes(row.array("destination_id")?)))
        })
        .collect()
}

/// How many associations of one kind each framework has.
pub async fn counts(
    tx: &mut Tx,
    district: DistrictId,
    kind: &AssociationKind,
) -> Result<Vec<(FrameworkId, i64)>, StoreError> {
    let sql = "select framework_id, count(*) as associations from association
               where district_id = $1 and kind = $2 group by framework_id order by framework_id";
    let rows = tx.rows(sql, args![district, kind.word()]).await?;
    rows.iter()
        .map(|row| Ok((FrameworkId::from_bytes(row.array("framework_id")?), row.number("associations")?)))
        .collect()
}

fn from_row(row: &Row) -> Result<Association, StoreError> {
    Ok(Association {
        id: AssociationId::from_bytes(row.array("association_id")?),
        framework: FrameworkId::from_bytes(row.array("framework_id")?),
        guid: row.text("guid")?,
        kind: AssociationKind::from_word(&row.text("kind")?),
        origin: End {
            guid: row.text("origin_guid")?,
            competency: row.array_or_null("origin_id")?.map(CompetencyId::from_bytes),
            title: row.text_or_null("origin_title")?,
        },
        destination: End {
            guid: row.text("destination_guid")?,
            competency: row.array_or_null("destination_id")?.map(CompetencyId::from_bytes),
            title: row.text_or_null("destination_title")?,
        },
        position: row.number_or_null("position")?,
        extra: domain::framework::Extra::of_text(&row.text("extra")?),
    })
}
