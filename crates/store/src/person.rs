//! People. Nobody is ever deleted: who leaves becomes inactive.

use domain::{DistrictId, PersonId, Timestamp, people::Person, text::search_key};

use crate::{Arg, Row, StoreError, Tx, args, bulk};

const COLUMNS: &str =
    "person_id, given_name, family_name, email, grade, language, sourced_id, active, extra, sort_key";

/// Adds people, or takes over what changed. Who was erased stays so, whatever a roster says.
pub async fn put(tx: &mut Tx, district: DistrictId, all: &[Person]) -> Result<(), StoreError> {
    let mut rows: Vec<Arg<'_>> = Vec::with_capacity(all.len() * 12);
    for one in all {
        rows.extend_from_slice(args![
            district,
            one.id,
            &one.given_name,
            &one.family_name,
            search_key(&one.list_name()),
            search_key(&format!("{} {}", one.name(), one.email.as_deref().unwrap_or_default())),
            &one.email,
            &one.grade,
            &one.language,
            &one.sourced_id,
            one.active,
            one.extra.as_text().to_owned(),
        ]);
    }
    bulk::insert(
        tx,
        "insert into person (district_id, person_id, given_name, family_name, sort_key, search_key,
           email, grade, language, sourced_id, active, extra)",
        12,
        "on conflict (district_id, person_id) do update set
           given_name = excluded.given_name, family_name = excluded.family_name,
           sort_key = excluded.sort_key, search_key = excluded.search_key, email = excluded.email,
           grade = excluded.grade, language = excluded.language, sourced_id = excluded.sourced_id,
           active = excluded.active, extra = excluded.extra
           where person.erased_at is null",
        &rows,
    )
    .await
    .map(drop)
}

/// One person.
pub async fn find(tx: &mut Tx, district: DistrictId, person: PersonId) -> Result<Option<Person>, StoreError> {
    let sql = format!("select {COLUMNS} from person where district_id = $1 and person_id = $2");
    tx.row(&sql, args![district, person]).await?.as_ref().map(from_row).transpose()
}

/// Those of `people` who are known, in no particular order.
pub async fn find_all(
    tx: &mut Tx,
    district: DistrictId,
    people: &[PersonId],
) -> Result<Vec<Person>, StoreError> {
    let mut found = Vec::with_capacity(people.len());
    for chunk in people.chunks(50) {
        // Always 50 placeholders, the last id repeated, so that the statement stays prepared.
        let ids = (0..50).map(|place| chunk[place.min(chunk.len() - 1)]);
        let args: Vec<Arg<'_>> = std::iter::once(Arg::from(district)).chain(ids.map(Arg::from)).collect();
        let places = (2..=51).map(|n| format!("${n}")).collect::<Vec<_>>().join(", ");
        let sql = format!("select {COLUMNS} from person where district_id = $1 and person_id in ({places})");
        for row in tx.rows(&sql, &args).await? {
            found.push(from_row(&row)?);
        }
    }
    Ok(found)
}

/// The people whom the roster source calls by one of `names`, by id; unknown names are left out.
pub async fn with_sourced_ids(
    tx: &mut Tx,
    district: DistrictId,
    names: &[&str],
) -> Result<Vec<(String, PersonId)>, StoreError> {
    let places = (2..=51).map(|n| format!("${n}")).collect::<Vec<_>>().join(", ");
    let sql = format!(
        "select sourced_id, person_id from person where district_id = $1 and sourced_id in ({places})
         order by person_id"
    );
    let mut found = Vec::with_capacity(names.len());
    for chunk in names.chunks(50) {
        // Always 50 placeholders, the last name repeated, so that the statement stays prepared.
        let asked = (0..50).map(|place| chunk[place.min(chunk.len() - 1)]);
        let args: Vec<Arg<'_>> = std::iter::once(Arg::from(district)).chain(asked.map(Arg::from)).collect();
        for row in tx.rows(&sql, &args).await? {
            found.push((row.text("sourced_id")?, PersonId::from_bytes(row.array("person_id")?)));
        }
    }
    Ok(found)
}

/// Where a listing by name goes on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct After {
    /// Sort key of the last one shown.
    pub sort_key: String,
    /// Id of the last one shown.
    pub person: PersonId,
}

/// People whose name or e-mail contains `search` (any case), by name.
pub async fn page(
    tx: &mut Tx,
    district: DistrictId,
    search: Option<&str>,
    after: Option<&After>,
    limit: i64,
) -> Result<Vec<Person>, StoreError> {
    let pattern = search.map(|text| format!("%{}%", escape_like(&search_key(text))));
    let sql = format!(
        "select {COLUMNS} from person
         where district_id = $1 and ($2 is null or search_key like $2 escape '!')
           and ($3 is null or (sort_key, person_id) > ($3, $4))
         order by sort_key, person_id limit $5"
    );
    let after_key = after.map(|after| after.sort_key.as_str());
    let after_id = after.map(|after| after.person);
    tx.rows(&sql, args![district, &pattern, after_key, after_id, limit]).await?.iter().map(from_row).collect()
}

/// Every person's roster identifier and id; for resolving names in files.
pub async fn by_sourced_id(tx: &mut Tx, district: DistrictId) -> Result<Vec<(String, PersonId)>, StoreError> {
    let sql = "select sourced_id, person_id from person where district_id = $1 and sourced_id is not null";
    let rows = tx.rows(sql, args![district]).await?;
    rows.iter()
        .map(|row| Ok((row.text("sourced_id")?, PersonId::from_bytes(row.array("person_id")?))))
        .collect()
}

/// Notes that somebody has signed in.
pub async fn note_sign_in(
    tx: &mut Tx,
    district: DistrictId,
    person: PersonId,
    at: Timestamp,
) -> Result<(), StoreError> {
    let sql = "update person set last_signed_in_at = $3 where district_id = $1 and person_id = $2";
    tx.run(sql, args![district, person, at]).await.map(drop)
}

/// When somebody last signed in; `None` for never.
pub async fn last_sign_in(
    tx: &mut Tx,
    district: DistrictId,
    person: PersonId,
) -> Result<Option<Timestamp>, StoreError> {
    let sql = "select last_signed_in_at from person where district_id = $1 and person_id = $2";
    tx.row(sql, args![district, person]).await?.map_or(Ok(None), |row| row.time_or_null("last_signed_in_at"))
}

/// How many people there are.
pub async fn count(tx: &mut Tx, district: DistrictId) -> Result<i64, StoreError> {
    let sql = "select count(*) as people from person where district_id = $1";
    tx.row(sql, args![district]).await?.map_or(Ok(0), |row| row.number("people"))
}

/// Makes the characters that `like` treats specially stand for themselves (escape character `!`).
pub(crate) fn escape_like(text: &str) -> String {
    text.replace('!', "!!").replace('%', "!%").replace('_', "!_")
}

fn from_row(row: &Row) -> Result<Person, StoreError> {
    Ok(Person {
        id: PersonId::from_bytes(row.array("person_id")?),
        given_name: row.text("given_name")?,
        family_name: row.text("family_name")?,
        email: row.text_or_null("email")?,
        grade: row.text_or_null("grade")?,
        language: row.text_or_null("language")?,
        sourced_id: row.text_or_null("sourced_id")?,
        active: row.flag("active")?,
        extra: domain::framework::Extra::of_text(&row.text("extra")?),
    })
}
