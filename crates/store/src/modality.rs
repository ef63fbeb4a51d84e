//! The ways of learning of a district.

use domain::{DistrictId, Timestamp, modality::Modality};

use crate::{Arg, Row, StoreError, Tx, args, bulk, column};

const COLUMNS: &str =
    "modality_key, place, name, group_least, group_most, needs_educator, needs_device, screen_time,
    own_lesson, room_kinds, retired_at";

/// The modalities that a district said, in its order; empty where it said nothing. With those that it gave up
/// where `retired` asks for them, after the others.
pub async fn list(tx: &mut Tx, district: DistrictId, retired: bool) -> Result<Vec<Modality>, StoreError> {
    let sql = format!(
        "select {COLUMNS} from modality where district_id = $1 and ($2 = 1 or retired_at is null)
         order by case when retired_at is null then 0 else 1 end, place, modality_key"
    );
    tx.rows(&sql, args![district, retired]).await?.iter().map(from_row).collect()
}

/// Takes over a whole list in its order. What is not in it any more is given up, and keeps its name for what
/// names it.
pub async fn replace(
    tx: &mut Tx,
    district: DistrictId,
    all: &[Modality],
    now: Timestamp,
) -> Result<(), StoreError> {
    let sql = "update modality set retired_at = $2 where district_id = $1 and retired_at is null";
    tx.run(sql, args![district, now]).await?;
    let mut rows = Vec::with_capacity(all.len() * 12);
    for (place, one) in (1_i64..).zip(all) {
        rows.extend([
            Arg::from(district),
            Arg::from(&one.key),
            Arg::from(place),
            Arg::from(&one.name),
            Arg::from(i64::from(one.group_least)),
            Arg::from(i64::from(one.group_most)),
            Arg::from(one.needs_educator),
            Arg::from(one.needs_device),
            Arg::from(one.screen_time),
            Arg::from(one.own_lesson),
            Arg::from(column::join(&one.room_kinds)),
            Arg::from(None::<Timestamp>),
        ]);
    }
    let head = format!("insert into modality (district_id, {COLUMNS})");
    let tail =
        "on conflict (district_id, modality_key) do update set place = excluded.place, name = excluded.name,
        group_least = excluded.group_least, group_most = excluded.group_most,
        needs_educator = excluded.needs_educator, needs_device = excluded.needs_device,
        screen_time = excluded.screen_time, own_lesson = excluded.own_lesson,
        room_kinds = excluded.room_kinds, retired_at = excluded.retired_at";
    bulk::insert(tx, &head, 12, tail, &rows).await.map(drop)
}

fn from_row(row: &Row) -> Result<Modality, StoreError> {
    Ok(Modality {
        key: row.text("modality_key")?,
        name: row.text("name")?,
        group_least: size(row, "group_least")?,
        group_most: size(row, "group_most")?,
        needs_educator: row.flag("needs_educator")?,
        needs_device: row.flag("needs_device")?,
        screen_time: row.flag("screen_time")?,
        own_lesson: row.flag("own_lesson")?,
        room_kinds: column::split(&row.text("room_kinds")?),
    })
}

fn size(row: &Row, column: &'static str) -> Result<u32, StoreError> {
    let number = row.number(column)?;
    u32::try_from(number).map_err(|_| StoreError::Corrupt { column, value: number.to_string() })
}
