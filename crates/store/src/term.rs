//! Terms: school years, semesters, grading periods.

use domain::{DistrictId, TermId, people::Term};

use crate::{Row, StoreError, Tx, args, bulk, column};

/// Adds terms, or takes over what changed.
pub async fn put(tx: &mut Tx, district: DistrictId, all: &[Term]) -> Result<(), StoreError> {
    let extra: Vec<String> = all.iter().map(|one| one.extra.as_text().to_owned()).collect();
    let mut rows = Vec::with_capacity(all.len() * 9);
    for (one, extra) in all.iter().zip(&extra) {
        rows.extend_from_slice(args![
            district,
            one.id,
            one.parent,
            &one.kind,
            &one.title,
            one.dates.begins(),
            one.dates.ends(),
            &one.sourced_id,
            extra,
        ]);
    }
    bulk::insert(
        tx,
        "insert into term
           (district_id, term_id, parent_id, kind, title, begins_on, ends_on, sourced_id, extra)",
        9,
        "on conflict (district_id, term_id) do update set
           parent_id = excluded.parent_id, kind = excluded.kind, title = excluded.title,
           begins_on = excluded.begins_on, ends_on = excluded.ends_on,
           sourced_id = excluded.sourced_id, extra = excluded.extra",
        &rows,
    )
    .await
    .map(drop)
}

/// Every term of the district, earliest first.
pub async fn list(tx: &mut Tx, district: DistrictId) -> Result<Vec<Term>, StoreError> {
    let sql = "select term_id, parent_id, kind, title, begins_on, ends_on, sourced_id, extra
               from term where district_id = $1 order by begins_on is null, begins_on, term_id";
    tx.rows(sql, args![district]).await?.iter().map(from_row).collect()
}

fn from_row(row: &Row) -> Result<Term, StoreError> {
    Ok(Term {
        id: TermId::from_bytes(row.array("term_id")?),
        parent: row.array_or_null("parent_id")?.map(TermId::from_bytes),
        kind: row.text("kind")?,
        title: row.text("title")?,
        dates: column::dates(row)?,
        sourced_id: row.text_or_null("sourced_id")?,
        extra: domain::framework::Extra::of_text(&row.text("extra")?),
    })
}
