//! Competencies of frameworks.

use domain::{CompetencyId, DistrictId, FrameworkId, framework::Competency, text::search_key};

use crate::{Arg, Row, StoreError, Tx, args, bulk, column, person::escape_like};

pub(crate) const COLUMNS: &str =
    "competency_id, framework_id, guid, code, statement, short, kind, grades, position, retired, extra";

/// Adds competencies, or takes over what changed.
pub async fn put(tx: &mut Tx, district: DistrictId, all: &[Competency]) -> Result<(), StoreError> {
    let mut rows: Vec<Arg<'_>> = Vec::with_capacity(all.len() * 13);
    for one in all {
        let search = [one.code.as_deref(), one.short.as_deref(), Some(one.statement.as_str())];
        rows.extend_from_slice(args![
            district,
            one.id,
            one.framework,
            &one.guid,
            &one.code,
            &one.statement,
            &one.short,
            &one.kind,
            column::join(&one.grades),
            one.position,
            one.retired,
            search_key(&search.into_iter().flatten().collect::<Vec<_>>().join(" ")),
            one.extra.as_text().to_owned(),
        ]);
    }
    bulk::insert(
        tx,
        "insert into competency (district_id, competency_id, framework_id, guid, code, statement,
           short, kind, grades, position, retired, search_key, extra)",
        13,
        "on conflict (district_id, competency_id) do update set
           code = excluded.code, statement = excluded.statement, short = excluded.short,
           kind = excluded.kind, grades = excluded.grades, position = excluded.position,
           retired = excluded.retired, search_key = excluded.search_key, extra = excluded.extra",
        &rows,
    )
    .await
    .map(drop)
}

/// One competency.
pub async fn find(
    tx: &mut Tx,
    district: DistrictId,
    competency: CompetencyId,
) -> Result<Option<Competency>, StoreError> {
    let sql = format!("select {COLUMNS} from competency where district_id = $1 and competency_id = $2");
    tx.row(&sql, args![district, competency]).await?.as_ref().map(from_row).transpose()
}

/// Those of `competencies` that are known, in no particular order.
pub async fn find_all(
    tx: &mut Tx,
    district: DistrictId,
    competencies: &[CompetencyId],
) -> Result<Vec<Competency>, StoreError> {
    let mut found = Vec::with_capacity(competencies.len());
    for chunk in competencies.chunks(50) {
        // Always 50 placeholders, the last id repeated, so that the statement stays prepared.
        let ids = (0..50).map(|place| chunk[place.min(chunk.len() - 1)]);
        let args: Vec<Arg<'_>> = std::iter::once(Arg::from(district)).chain(ids.map(Arg::from)).collect();
        let places = (2..=51).map(|n| format!("${n}")).collect::<Vec<_>>().join(", ");
        let sql = format!(
            "select {COLUMNS} from competency where district_id = $1 and competency_id in ({places})"
        );
        for row in tx.rows(&sql, &args).await? {
            found.push(from_row(&row)?);
        }
    }
    Ok(found)
}

/// The competencies that have `name` as their code or as their publisher's identifier.
pub async fn named(tx: &mut Tx, district: DistrictId, name: &str) -> Result<Vec<Competency>, StoreError> {
    // No text of either engine holds it, and PostgreSQL refuses to be asked.
    if name.contains('\0') {
        return Ok(Vec::new());
    }
    let sql = format!(
        "select {COLUMNS} from competency where district_id = $1 and (code = $2 or guid = $2)
         order by competency_id"
    );
    tx.rows(&sql, args![district, name]).await?.iter().map(from_row).collect()
}

/// Every competency of a framework, in file order.
pub async fn of_framework(
    tx: &mut Tx,
    district: DistrictId,
    framework: FrameworkId,
) -> Result<Vec<Competency>, StoreError> {
    let sql = format!(
        "select {COLUMNS} from competency where district_id = $1 and framework_id = $2
         order by position, competency_id"
    );
    tx.rows(&sql, args![district, framework]).await?.iter().map(from_row).collect()
}

/// How many competencies each framework has, retired ones left out.
pub async fn counts(tx: &mut Tx, district: DistrictId) -> Result<Vec<(FrameworkId, i64)>, StoreError> {
    let sql = "select framework_id, count(*) as competencies from competency
               where district_id = $1 and retired = 0 group by framework_id order by framework_id";
    let rows = tx.rows(sql, args![district]).await?;
    rows.iter()
        .map(|row| Ok((FrameworkId::from_bytes(row.array("framework_id")?), row.number("competencies")?)))
        .collect()
}

/// Where a competency belongs, and whether a link of the crosswalk begins or ends there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Placed {
    /// The competency.
    pub competency: CompetencyId,
    /// Whose.
    pub framework: FrameworkId,
    /// Whether judging has to look at the crosswalk.
    pub crossed: bool,
}

/// The framework of each of `competencies` that is known.
pub async fn frameworks_of(
    tx: &mut Tx,
    district: DistrictId,
    competencies: &[CompetencyId],
) -> Result<Vec<Placed>, StoreError> {
    if competencies.len() > 8 {
        return frameworks(tx, district).await;
    }
    let mut found = Vec::with_capacity(competencies.len());
    for competency in competencies {
        let sql = "select competency_id, framework_id, crossed from competency
                   where district_id = $1 and competency_id = $2";
        found.extend(tx.row(sql, args![district, *competency]).await?.as_ref().map(placed).transpose()?);
    }
    Ok(found)
}

/// Which framework each competency of the district belongs to.
pub async fn frameworks(tx: &mut Tx, district: DistrictId) -> Result<Vec<Placed>, StoreError> {
    let sql = "select competency_id, framework_id, crossed from competency where district_id = $1";
    tx.rows(sql, args![district]).await?.iter().map(placed).collect()
}

fn placed(row: &Row) -> Result<Placed, StoreError> {
    Ok(Placed {
        competency: CompetencyId::from_bytes(row.array("competency_id")?),
        framework: FrameworkId::from_bytes(row.array("framework_id")?),
        crossed: row.flag("crossed")?,
    })
}

/// Competencies whose code or text contains every word of `search` that is given, best codes first.
pub async fn search(
    tx: &mut Tx,
    district: DistrictId,
    framework: Option<FrameworkId>,
    search: &str,
    limit: i64,
) -> Result<Vec<Competency>, StoreError> {
    let mut words = search.split_whitespace().map(|word| format!("%{}%", escape_like(&search_key(word))));
    let (first, second, third) = (words.next(), words.next(), words.next());
    let sql = format!(
        "select {COLUMNS} from competency
         where district_id = $1 and ($2 is null or framework_id = $2)
           and ($3 is null or search_key like $3 escape '!')
           and ($4 is null or search_key like $4 escape '!')
           and ($5 is null or search_key like $5 escape '!')
         order by code is null, code, position, competency_id limit $6"
    );
    tx.rows(&sql, args![district, framework, &first, &second, &third, limit])
        .await?
        .iter()
        .map(from_row)
        .collect()
}

pub(crate) fn from_row(row: &Row) -> Result<Competency, StoreError> {
    Ok(Competency {
        id: CompetencyId::from_bytes(row.array("competency_id")?),
        framework: FrameworkId::from_bytes(row.array("framework_id")?),
        guid: row.text("guid")?,
        code: row.text_or_null("code")?,
        statement: row.text("statement")?,
        short: row.text_or_null("short")?,
        kind: row.text_or_null("kind")?,
        grades: column::split(&row.text("grades")?),
        position: row.number("position")?,
        retired: row.flag("retired")?,
        extra: domain::framework::Extra::of_text(&row.text("extra")?),
    })
}
