//! Items: what they are called, what they are about, where they stand; their texts are in `item_version`.

use domain::{CompetencyId, DistrictId, ItemId, PersonId, Points, StimulusId, Timestamp, item::ItemState};

use crate::{Arg, Row, StoreError, Tx, args, bulk, column};

/// One item, without its text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ItemRow {
    /// Its id.
    pub id: ItemId,
    /// By which its author and packages name it.
    pub identifier: String,
    /// What it is called.
    pub title: String,
    /// Words of its interactions, with spaces between them.
    pub kinds: String,
    /// What it shares with others.
    pub stimulus: Option<StimulusId>,
    /// Where its last version stands.
    pub state: ItemState,
    /// Its last version, from 1.
    pub version: i64,
    /// The version that is taken; `None` where none is.
    pub live_version: Option<i64>,
    /// For which grades, as its author says: `6-8`; empty for any.
    pub grades: String,
    /// Difficulty b, discrimination a and guessing c, in logits, by its author or a calibration.
    pub parameters: Parameters,
    /// Where it came from: `written`, a package's name, `demonstration`.
    pub from_source: String,
    /// Who wrote the last version; `None` for the platform.
    pub written_by: Option<PersonId>,
    /// When.
    pub written_at: Timestamp,
}

/// Numbers of an item that its author or a calibration gave.
///
/// Unit: logits, in millionths as they are stored; guessing is a chance.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Parameters {
    /// b.
    pub difficulty: Option<Points>,
    /// a.
    pub discrimination: Option<Points>,
    /// c.
    pub guessing: Option<Points>,
}

/// What of items is looked for; `None` for anything.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Wanted {
    /// Words of the search key, which is in lower case.
    pub text: Option<String>,
    /// Where it stands.
    pub state: Option<ItemState>,
    /// What it is about.
    pub competency: Option<CompetencyId>,
    /// A tag that it has.
    pub tag: Option<String>,
    /// An interaction that it has.
    pub kind: Option<String>,
    /// Who wrote it last.
    pub written_by: Option<PersonId>,
}

const COLUMNS: &str = "item_id, identifier, title, kinds, stimulus_id, state, version, live_version, grades,
    difficulty, discrimination, guessing, from_source, written_by, written_at";

const MATCHES: &str = "district_id = $1
    and ($2 is null or search_key like $2) and ($3 is null or state = $3)
    and ($4 is null or item_id in
      (select item_id from item_competency where district_id = $1 and competency_id = $4))
    and ($5 is null or item_id in (select item_id from item_tag where district_id = $1 and tag = $5))
    and ($6 is null or kinds like $6) and ($7 is null or written_by = $7)";

/// Sets an item and the words by which it is found.
pub async fn put(
    tx: &mut Tx,
    district: DistrictId,
    one: &ItemRow,
    search_key: &str,
) -> Result<(), StoreError> {
    tx.run(
        "insert into item (district_id, item_id, identifier, title, kinds, stimulus_id, state, version,
           live_version, grades, difficulty, discrimination, guessing, from_source, written_by, written_at,
           search_key)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17)
         on conflict (district_id, item_id) do update set
           identifier = excluded.identifier, title = excluded.title, kinds = excluded.kinds,
           stimulus_id = excluded.stimulus_id, state = excluded.state, version = excluded.version,
           live_version = excluded.live_version, grades = excluded.grades,
           difficulty = excluded.difficulty, discrimination = excluded.discrimination,
           guessing = excluded.guessing, from_source = excluded.from_source,
           written_by = excluded.written_by, written_at = excluded.written_at,
           search_key = excluded.search_key",
        args![
            district,
            one.id,
            &one.identifier,
            &one.title,
            &one.kinds,
            one.stimulus,
            one.state.word(),
            one.version,
            one.live_version,
            &one.grades,
            one.parameters.difficulty,
            one.parameters.discrimination,
            one.parameters.guessing,
            &one.from_source,
            one.written_by,
            one.written_at,
            search_key,
        ],
    )
    .await
    .map(drop)
}

/// Sets where an item stands.
pub async fn set_state(
    tx: &mut Tx,
    district: DistrictId,
    item: ItemId,
    state: ItemState,
    live_version: Option<i64>,
) -> Result<(), StoreError> {
    let sql = "update item set state = $3, live_version = $4 where district_id = $1 and item_id = $2";
    tx.run(sql, args![district, item, state.word(), live_version]).await.map(drop)
}

/// Sets an item's numbers.
pub async fn set_parameters(
    tx: &mut Tx,
    district: DistrictId,
    item: ItemId,
    to: Parameters,
) -> Result<(), StoreError> {
    let sql = "update item set difficulty = $3, discrimination = $4, guessing = $5
               where district_id = $1 and item_id = $2";
    tx.run(sql, args![district, item, to.difficulty, to.discrimination, to.guessing]).await.map(drop)
}

/// One item.
pub async fn find(tx: &mut Tx, district: DistrictId, item: ItemId) -> Result<Option<ItemRow>, StoreError> {
    let sql = format!("select {COLUMNS} from item where district_id = $1 and item_id = $2");
    tx.row(&sql, args![district, item]).await?.as_ref().map(from_row).transpose()
}

/// The items of these ids, in no order; who is not there is left out.
pub async fn find_all(
    tx: &mut Tx,
    district: DistrictId,
    items: &[ItemId],
) -> Result<Vec<ItemRow>, StoreError> {
    let places = (2..=51).map(|n| format!("${n}")).collect::<Vec<_>>().join(", ");
    let sql = format!("select {COLUMNS} from item where district_id = $1 and item_id in ({places})");
    let mut found = Vec::with_capacity(items.len());
    for chunk in items.chunks(50) {
        // Always 50 placeholders, the last id repeated, so that the statement stays prepared.
        let ids = (0..50).map(|place| chunk[place.min(chunk.len() - 1)]);
        let args: Vec<Arg<'_>> = std::iter::once(Arg::from(district)).chain(ids.map(Arg::from)).collect();
        for row in tx.rows(&sql, &args).await? {
            found.push(from_row(&row)?);
        }
    }
    Ok(found)
}

/// The item of an identifier.
pub async fn by_identifier(
    tx: &mut Tx,
    district: DistrictId,
    identifier: &str,
) -> Result<Option<ItemRow>, StoreError> {
    let sql = format!("select {COLUMNS} from item where district_id = $1 and identifier = $2");
    tx.row(&sql, args![district, identifier]).await?.as_ref().map(from_row).transpose()
}

/// A page of the items that match, by identifier.
pub async fn search(
    tx: &mut Tx,
    district: DistrictId,
    wanted: &Wanted,
    skip: i64,
    limit: i64,
) -> Result<Vec<ItemRow>, StoreError> {
    let sql = format!(
        "select {COLUMNS} from item where district_id = $1 and {MATCHES} order by identifier limit $8 offset $9"
    );
    let mut args = matching(district, wanted);
    args.extend([Arg::from(limit), Arg::from(skip)]);
    tx.rows(&sql, &args).await?.iter().map(from_row).collect()
}

/// How many items match.
pub async fn count(tx: &mut Tx, district: DistrictId, wanted: &Wanted) -> Result<i64, StoreError> {
    let sql = format!("select count(*) as found from item where district_id = $1 and {MATCHES}");
    tx.row(&sql, &matching(district, wanted)).await?.map_or(Ok(0), |row| row.number("found"))
}

fn matching(district: DistrictId, wanted: &Wanted) -> Vec<Arg<'_>> {
    let around = |text: &Option<String>| Arg::Owned(text.as_ref().map(|text| format!("%{text}%")));
    vec![
        Arg::from(district),
        around(&wanted.text),
        Arg::Text(wanted.state.map(ItemState::word)),
        Arg::from(wanted.competency),
        Arg::Text(wanted.tag.as_deref()),
        around(&wanted.kind),
        Arg::from(wanted.written_by),
    ]
}

/// Live items about these competencies, with which of them, by competency, then identifier.
pub async fn live_about(
    tx: &mut Tx,
    district: DistrictId,
    competencies: &[CompetencyId],
) -> Result<Vec<(CompetencyId, ItemRow)>, StoreError> {
    let columns = COLUMNS.replace("item_id", "i.item_id");
    let sql = format!(
        "select c.competency_id, {columns} from item_competency c
         join item i on i.district_id = c.district_id and i.item_id = c.item_id
         where c.district_id = $1 and c.competency_id = $2 and i.live_version is not null
         order by i.identifier"
    );
    let mut found = Vec::new();
    for competency in competencies {
        for row in tx.rows(&sql, args![district, *competency]).await? {
            found.push((*competency, from_row(&row)?));
        }
    }
    Ok(found)
}

/// Replaces what an item is about.
pub async fn set_competencies(
    tx: &mut Tx,
    district: DistrictId,
    item: ItemId,
    competencies: &[CompetencyId],
) -> Result<(), StoreError> {
    let sql = "delete from item_competency where district_id = $1 and item_id = $2";
    tx.run(sql, args![district, item]).await?;
    let rows: Vec<Arg<'_>> = (0_i64..)
        .zip(competencies)
        .flat_map(|(place, one)| [district.into(), item.into(), Arg::from(*one), Arg::from(place)])
        .collect();
    let head = "insert into item_competency (district_id, item_id, competency_id, place)";
    bulk::insert(tx, head, 4, "on conflict (district_id, item_id, competency_id) do nothing", &rows)
        .await
        .map(drop)
}

/// What items are about, by item, in their author's order.
pub async fn competencies_of(
    tx: &mut Tx,
    district: DistrictId,
    items: &[ItemId],
) -> Result<Vec<(ItemId, CompetencyId)>, StoreError> {
    let sql = "select competency_id from item_competency
               where district_id = $1 and item_id = $2 order by place";
    let mut found = Vec::new();
    for item in items {
        for row in tx.rows(sql, args![district, *item]).await? {
            found.push((*item, CompetencyId::from_bytes(row.array("competency_id")?)));
        }
    }
    Ok(found)
}

/// Replaces an item's tags.
pub async fn set_tags(
    tx: &mut Tx,
    district: DistrictId,
    item: ItemId,
    tags: &[String],
) -> Result<(), StoreError> {
    tx.run("delete from item_tag where district_id = $1 and item_id = $2", args![district, item]).await?;
    let rows: Vec<Arg<'_>> =
        tags.iter().flat_map(|tag| [district.into(), item.into(), Arg::from(tag)]).collect();
    let head = "insert into item_tag (district_id, item_id, tag)";
    bulk::insert(tx, head, 3, "on conflict (district_id, item_id, tag) do nothing", &rows).await.map(drop)
}

/// An item's tags.
pub async fn tags_of(tx: &mut Tx, district: DistrictId, item: ItemId) -> Result<Vec<String>, StoreError> {
    let sql = "select tag from item_tag where district_id = $1 and item_id = $2 order by tag";
    tx.rows(sql, args![district, item]).await?.iter().map(|row| row.text("tag")).collect()
}

/// Every tag, with how many items have it.
pub async fn tags(tx: &mut Tx, district: DistrictId) -> Result<Vec<(String, i64)>, StoreError> {
    let sql = "select tag, count(*) as found from item_tag where district_id = $1 group by tag order by tag";
    let rows = tx.rows(sql, args![district]).await?;
    rows.iter().map(|row| Ok((row.text("tag")?, row.number("found")?))).collect()
}

fn from_row(row: &Row) -> Result<ItemRow, StoreError> {
    Ok(ItemRow {
        id: ItemId::from_bytes(row.array("item_id")?),
        identifier: row.text("identifier")?,
        title: row.text("title")?,
        kinds: row.text("kinds")?,
        stimulus: row.array_or_null("stimulus_id")?.map(StimulusId::from_bytes),
        state: column::word(row, "state", ItemState::from_word)?,
        version: row.number("version")?,
        live_version: row.number_or_null("live_version")?,
        grades: row.text("grades")?,
        parameters: Parameters {
            difficulty: row.points_or_null("difficulty")?,
            discrimination: row.points_or_null("discrimination")?,
            guessing: row.points_or_null("guessing")?,
        },
        from_source: row.text("from_source")?,
        written_by: row.array_or_null("written_by")?.map(PersonId::from_bytes),
        written_at: row.time("written_at")?,
    })
}
