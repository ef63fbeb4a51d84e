//! Who was there: versions are added, none is changed.

use domain::{
    Date, DistrictId, LearnerId, PeriodId, PersonId, SectionId,
    attendance::{Attendance, Presence},
};

use crate::{Arg, Row, StoreError, Tx, args, bulk};

/// What stands in the place of a period for the whole day.
const WHOLE_DAY: PeriodId = PeriodId::from_bytes([0; 16]);

const COLUMNS: &str = "a.learner_id, a.day, a.period_id, a.version, a.presence, a.minutes_late, a.section_id,
   a.recorded_by, a.recorded_at";

/// Of the versions of one learner, day and period only the latest.
const LATEST: &str = "not exists (select 1 from attendance later
   where later.district_id = a.district_id and later.learner_id = a.learner_id and later.day = a.day
     and later.period_id = a.period_id and later.version > a.version)";

/// Adds versions; each must be one more than the last of its learner, day and period.
pub async fn add(tx: &mut Tx, district: DistrictId, all: &[Attendance]) -> Result<(), StoreError> {
    let mut rows: Vec<Arg<'_>> = Vec::with_capacity(all.len() * 10);
    for one in all {
        rows.extend_from_slice(args![
            district,
            one.learner,
            one.day,
            one.period.unwrap_or(WHOLE_DAY),
            one.version,
            one.presence.word(),
            one.presence.minutes_late(),
            one.section,
            one.recorded_by,
            one.recorded_at,
        ]);
    }
    bulk::insert(
        tx,
        "insert into attendance (district_id, learner_id, day, period_id, version, presence, minutes_late,
           section_id, recorded_by, recorded_at)",
        10,
        "",
        &rows,
    )
    .await
    .map(drop)
}

/// What stands for learners between two days, both included; by learner, day and period.
pub async fn standing(
    tx: &mut Tx,
    district: DistrictId,
    learners: &[LearnerId],
    first: Date,
    last: Date,
) -> Result<Vec<Attendance>, StoreError> {
    let sql = format!(
        "select {COLUMNS} from attendance a
         where a.district_id = $1 and a.learner_id = $2 and a.day >= $3 and a.day <= $4 and {LATEST}
         order by a.learner_id, a.day, a.period_id"
    );
    let mut found = Vec::new();
    for learner in learners {
        for row in tx.rows(&sql, args![district, *learner, first, last]).await? {
            found.push(from_row(&row)?);
        }
    }
    Ok(found)
}

/// Every version of one learner, newest day first, then by period and version.
pub async fn history(
    tx: &mut Tx,
    district: DistrictId,
    learner: LearnerId,
) -> Result<Vec<Attendance>, StoreError> {
    let sql = format!(
        "select {COLUMNS} from attendance a where a.district_id = $1 and a.learner_id = $2
         order by a.day desc, a.period_id, a.version"
    );
    tx.rows(&sql, args![district, learner]).await?.iter().map(from_row).collect()
}

/// The days on which attendance of a class was taken, with how many entries stand, newest first.
pub async fn days_of_section(
    tx: &mut Tx,
    district: DistrictId,
    section: SectionId,
    limit: i64,
) -> Result<Vec<(Date, i64)>, StoreError> {
    let sql = format!(
        "select a.day, count(*) as entries from attendance a
         where a.district_id = $1 and a.section_id = $2 and {LATEST}
         group by a.day order by a.day desc limit $3"
    );
    let rows = tx.rows(&sql, args![district, section, limit]).await?;
    rows.iter().map(|row| Ok((row.date("day")?, row.number("entries")?))).collect()
}

fn from_row(row: &Row) -> Result<Attendance, StoreError> {
    let (word, minutes) = (row.text("presence")?, row.number_or_null("minutes_late")?);
    let period = PeriodId::from_bytes(row.array("period_id")?);
    Ok(Attendance {
        learner: LearnerId::from_bytes(row.array("learner_id")?),
        day: row.date("day")?,
        period: (period != WHOLE_DAY).then_some(period),
        version: row.number("version")?,
        presence: Presence::read(&word, minutes)
            .map_err(|error| StoreError::Corrupt { column: "presence", value: error.to_string() })?,
        section: row.array_or_null("section_id")?.map(SectionId::from_bytes),
        recorded_by: PersonId::from_bytes(row.array("recorded_by")?),
        recorded_at: row.time("recorded_at")?,
    })
}
