//! Items: what they are called, what they are about, where they stand; their texts are in `item_version`.

use domain::{
    CompetencyId, DistrictId, ItemId, PersonId, Points, StimulusId, Timestamp, chain::Digest,
    item::ItemState, text::search_key,
};

use crate::{Arg, Row, StoreError, Tx, args, bulk, column, person::escape_like};

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
    /// Words of the search key, as [`domain::text::search_key`] writes it; the first three are looked for.
    pub text: Option<String>,
    /// Where its last version stands; live finds whatever is taken, with a newer draft or not.
    pub state: Option<ItemState>,
    /// What it is about: this, or a part of it.
    pub competency: Option<CompetencyId>,
    /// A tag that it has.
    pub tag: Option<String>,
    /// An interaction that it has.
    pub kind: Option<String>,
    /// Who wrote it last.
    pub written_by: Option<PersonId>,
    /// Its difficulty is known and at least this.
    pub easiest: Option<Points>,
    /// Its difficulty is known and at most this.
    pub hardest: Option<Points>,
}

const COLUMNS: &str = "item_id, identifier, title, kinds, stimulus_id, state, version, live_version, grades,
    difficulty, discrimination, guessing, from_source, written_by, written_at";

const MATCHES: &str = "district_id = $1
    and ($2 is null or search_key like $2 escape '!') and ($3 is null or search_key like $3 escape '!')
    and ($4 is null or search_key like $4 escape '!')
    and ($5 is null or state = $5 or ($5 = 'live' and live_version is not null))
    and ($6 is null or item_id in (
      with recursive part (competency_id) as (
        select competency_id from competency where district_id = $1 and competency_id = $6
        union
        select a.origin_id from association a
        join part p on p.competency_id = a.destination_id
        where a.district_id = $1 and a.kind = 'isChildOf' and a.origin_id is not null)
      select i.item_id from item_competency i join part p on p.competency_id = i.competency_id
      where i.district_id = $1))
    and ($7 is null or item_id in (select item_id from item_tag where district_id = $1 and tag = $7))
    and ($8 is null or ' ' || kinds || ' ' like $8 escape '!') and ($9 is null or written_by = $9)
    and ($10 is null or difficulty >= $10) and ($11 is null or difficulty <= $11)";

/// Sets an item and the words by which it is found.
pub async fn put(
    tx: &mut Tx,
    district: DistrictId,
    one: &ItemRow,
    search_key: &str,
) -> Result<(), StoreError> {
    put_all(tx, district, &[(one.clone(), search_key.to_owned())]).await
}

/// Sets items, each with the words by which it is found.
pub async fn put_all(tx: &mut Tx, district: DistrictId, all: &[(ItemRow, String)]) -> Result<(), StoreError> {
    let head = format!("insert into item (district_id, {COLUMNS}, search_key)");
    let rows: Vec<Arg<'_>> = all
        .iter()
        .flat_map(|(one, search_key)| {
            [
                Arg::from(district),
                Arg::from(one.id),
                Arg::from(&one.identifier),
                Arg::from(&one.title),
                Arg::from(&one.kinds),
                Arg::from(one.stimulus),
                Arg::from(one.state.word()),
                Arg::from(one.version),
                Arg::from(one.live_version),
                Arg::from(&one.grades),
                Arg::from(one.parameters.difficulty),
                Arg::from(one.parameters.discrimination),
                Arg::from(one.parameters.guessing),
                Arg::from(&one.from_source),
                Arg::from(one.written_by),
                Arg::from(one.written_at),
                Arg::from(search_key),
            ]
        })
        .collect();
    let tail = "on conflict (district_id, item_id) do update set
           identifier = excluded.identifier, title = excluded.title, kinds = excluded.kinds,
           stimulus_id = excluded.stimulus_id, state = excluded.state, version = excluded.version,
           live_version = excluded.live_version, grades = excluded.grades,
           difficulty = excluded.difficulty, discrimination = excluded.discrimination,
           guessing = excluded.guessing, from_source = excluded.from_source,
           written_by = excluded.written_by, written_at = excluded.written_at,
           search_key = excluded.search_key";
    bulk::insert(tx, &head, 17, tail, &rows).await.map(drop)
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
    let sql = format!("select {COLUMNS} from item where district_id = $1 and item_id in ({})", fifty());
    of_items(tx, district, &sql, items).await?.iter().map(from_row).collect()
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
        "select {COLUMNS} from item where district_id = $1 and {MATCHES} order by identifier limit $12 offset $13"
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
    let around = |text: &str| format!("%{}%", escape_like(text));
    let mut words = wanted.text.iter().flat_map(|text| text.split_whitespace());
    let mut word = || Arg::Owned(words.next().map(|word| around(&search_key(word))));
    vec![
        Arg::from(district),
        word(),
        word(),
        word(),
        Arg::Text(wanted.state.map(ItemState::word)),
        Arg::from(wanted.competency),
        Arg::Text(wanted.tag.as_deref()),
        Arg::Owned(wanted.kind.as_ref().map(|kind| around(&format!(" {kind} ")))),
        Arg::from(wanted.written_by),
        Arg::from(wanted.easiest),
        Arg::from(wanted.hardest),
    ]
}

/// Who wrote the last version of how many items, the platform left out.
pub async fn authors(tx: &mut Tx, district: DistrictId) -> Result<Vec<(PersonId, i64)>, StoreError> {
    let sql = "select written_by, count(*) as found from item
               where district_id = $1 and written_by is not null group by written_by order by written_by";
    let rows = tx.rows(sql, args![district]).await?;
    rows.iter()
        .map(|row| Ok((PersonId::from_bytes(row.array("written_by")?), row.number("found")?)))
        .collect()
}

/// Items that are shown with a stimulus, by identifier.
pub async fn with_stimulus(
    tx: &mut Tx,
    district: DistrictId,
    stimulus: StimulusId,
    limit: i64,
) -> Result<Vec<ItemRow>, StoreError> {
    let sql = format!(
        "select {COLUMNS} from item where district_id = $1 and stimulus_id = $2 order by identifier limit $3"
    );
    tx.rows(&sql, args![district, stimulus, limit]).await?.iter().map(from_row).collect()
}

/// How many items are shown with each stimulus that any is shown with.
pub async fn counts_by_stimulus(
    tx: &mut Tx,
    district: DistrictId,
) -> Result<Vec<(StimulusId, i64)>, StoreError> {
    let sql = "select stimulus_id, count(*) as found from item
               where district_id = $1 and stimulus_id is not null group by stimulus_id order by stimulus_id";
    let rows = tx.rows(sql, args![district]).await?;
    let read = |row: &Row| Ok((StimulusId::from_bytes(row.array("stimulus_id")?), row.number("found")?));
    rows.iter().map(read).collect()
}

/// Every identifier with its item and the digest of its last version.
pub async fn identifiers(
    tx: &mut Tx,
    district: DistrictId,
) -> Result<Vec<(String, ItemId, Digest)>, StoreError> {
    let sql = "select i.identifier, i.item_id, v.digest from item i
               join item_version v on v.district_id = i.district_id and v.item_id = i.item_id
                 and v.version = i.version
               where i.district_id = $1 order by i.identifier";
    let rows = tx.rows(sql, args![district]).await?;
    let read = |row: &Row| {
        Ok((row.text("identifier")?, ItemId::from_bytes(row.array("item_id")?), row.array("digest")?))
    };
    rows.iter().map(read).collect()
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
    let rows: Vec<_> = (0_i64..).zip(competencies).map(|(place, one)| (item, *one, place)).collect();
    add_competencies(tx, district, &rows).await
}

/// Adds what items are about, each with its place among those of its item.
pub async fn add_competencies(
    tx: &mut Tx,
    district: DistrictId,
    all: &[(ItemId, CompetencyId, i64)],
) -> Result<(), StoreError> {
    let rows: Vec<Arg<'_>> = all
        .iter()
        .flat_map(|(item, one, place)| [district.into(), (*item).into(), Arg::from(*one), Arg::from(*place)])
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
    let sql = format!(
        "select item_id, competency_id from item_competency
         where district_id = $1 and item_id in ({}) order by item_id, place",
        fifty()
    );
    let mut found = Vec::new();
    for row in of_items(tx, district, &sql, items).await? {
        let competency = CompetencyId::from_bytes(row.array("competency_id")?);
        found.push((ItemId::from_bytes(row.array("item_id")?), competency));
    }
    Ok(found)
}

/// The tags of items, by item.
pub async fn tags_of_all(
    tx: &mut Tx,
    district: DistrictId,
    items: &[ItemId],
) -> Result<Vec<(ItemId, String)>, StoreError> {
    let sql = format!(
        "select item_id, tag from item_tag where district_id = $1 and item_id in ({}) order by item_id, tag",
        fifty()
    );
    let mut found = Vec::new();
    for row in of_items(tx, district, &sql, items).await? {
        found.push((ItemId::from_bytes(row.array("item_id")?), row.text("tag")?));
    }
    Ok(found)
}

/// Always 50 placeholders, so that the statement stays prepared.
fn fifty() -> String {
    (2..=51).map(|n| format!("${n}")).collect::<Vec<_>>().join(", ")
}

/// The rows of items; `sql` has the placeholders of [`fifty`].
async fn of_items(
    tx: &mut Tx,
    district: DistrictId,
    sql: &str,
    items: &[ItemId],
) -> Result<Vec<Row>, StoreError> {
    let mut found = Vec::with_capacity(items.len());
    for chunk in items.chunks(50) {
        let ids = (0..50).map(|place| chunk[place.min(chunk.len() - 1)]);
        let args: Vec<Arg<'_>> = std::iter::once(Arg::from(district)).chain(ids.map(Arg::from)).collect();
        found.extend(tx.rows(sql, &args).await?);
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
    let rows: Vec<_> = tags.iter().map(|tag| (item, tag.clone())).collect();
    add_tags(tx, district, &rows).await
}

/// Adds tags to items.
pub async fn add_tags(tx: &mut Tx, district: DistrictId, all: &[(ItemId, String)]) -> Result<(), StoreError> {
    let rows: Vec<Arg<'_>> =
        all.iter().flat_map(|(item, tag)| [district.into(), (*item).into(), Arg::from(tag)]).collect();
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
