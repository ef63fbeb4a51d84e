//! Calendars with their closures, special days and bells, and by which of them a class goes.

use domain::{
    CalendarId, DistrictId, OrganizationId, PeriodId, PersonId, SectionId, Timestamp,
    bell::{BellPeriod, Bells},
    calendar::{Calendar, SpecialDays, Weekdays},
};

use crate::{Arg, Row, StoreError, Tx, args, bulk};

/// Adds a calendar, or takes over what changed, with its special days.
pub async fn put(
    tx: &mut Tx,
    district: DistrictId,
    one: &Calendar,
    by: PersonId,
    now: Timestamp,
) -> Result<(), StoreError> {
    tx.run(
        "insert into calendar
           (district_id, calendar_id, organization_id, name, first_on, last_on, weekdays, changed_by, changed_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
         on conflict (district_id, calendar_id) do update set
           organization_id = excluded.organization_id, name = excluded.name, first_on = excluded.first_on,
           last_on = excluded.last_on, weekdays = excluded.weekdays, changed_by = excluded.changed_by,
           changed_at = excluded.changed_at",
        args![
            district,
            one.id,
            one.organization,
            &one.name,
            one.first,
            one.last,
            one.weekdays.bits(),
            by,
            now
        ],
    )
    .await?;
    tx.run("delete from special_days where district_id = $1 and calendar_id = $2", args![district, one.id])
        .await?;
    let mut rows: Vec<Arg<'_>> = Vec::with_capacity(one.special.len() * 7);
    for (special, position) in one.special.iter().zip(1_i64..) {
        rows.extend_from_slice(args![
            district,
            one.id,
            position,
            special.first,
            special.last,
            &special.name,
            special.school,
        ]);
    }
    bulk::insert(
        tx,
        "insert into special_days (district_id, calendar_id, position, first_on, last_on, name, school)",
        7,
        "",
        &rows,
    )
    .await
    .map(drop)
}

/// Every calendar of the district, by first day and name.
pub async fn list(tx: &mut Tx, district: DistrictId) -> Result<Vec<Calendar>, StoreError> {
    let sql = "select calendar_id, organization_id, name, first_on, last_on, weekdays from calendar
               where district_id = $1 order by first_on, name, calendar_id";
    let mut found: Vec<Calendar> =
        tx.rows(sql, args![district]).await?.iter().map(from_row).collect::<Result<_, _>>()?;
    let sql = "select calendar_id, first_on, last_on, name, school from special_days
               where district_id = $1 order by calendar_id, position";
    for row in tx.rows(sql, args![district]).await? {
        let id = CalendarId::from_bytes(row.array("calendar_id")?);
        let special = SpecialDays {
            first: row.date("first_on")?,
            last: row.date("last_on")?,
            name: row.text("name")?,
            school: row.flag("school")?,
        };
        if let Some(calendar) = found.iter_mut().find(|one| one.id == id) {
            calendar.special.push(special);
        }
    }
    Ok(found)
}

/// Takes a calendar away with its special days and bells; what was recorded in its periods stays.
pub async fn remove(tx: &mut Tx, district: DistrictId, id: CalendarId) -> Result<(), StoreError> {
    for table in ["section_calendar", "bell_period", "special_days", "calendar"] {
        let sql = format!("delete from {table} where district_id = $1 and calendar_id = $2");
        tx.run(&sql, args![district, id]).await?;
    }
    Ok(())
}

/// Replaces the bells of a calendar; periods that are not among them stay under their names, retired.
pub async fn put_periods(
    tx: &mut Tx,
    district: DistrictId,
    calendar: CalendarId,
    periods: &[BellPeriod],
    now: Timestamp,
) -> Result<(), StoreError> {
    let sql = "update bell_period set retired_at = $3
               where district_id = $1 and calendar_id = $2 and retired_at is null";
    tx.run(sql, args![district, calendar, now]).await?;
    let mut rows: Vec<Arg<'_>> = Vec::with_capacity(periods.len() * 7);
    for one in periods {
        let (begins, ends) = one.bells.minutes();
        rows.extend_from_slice(args![
            district,
            calendar,
            one.id,
            &one.name,
            one.weekdays.bits(),
            begins,
            ends,
        ]);
    }
    bulk::insert(
        tx,
        "insert into bell_period (district_id, calendar_id, period_id, name, weekdays, begins, ends)",
        7,
        "on conflict (district_id, calendar_id, period_id) do update set
           name = excluded.name, weekdays = excluded.weekdays, begins = excluded.begins,
           ends = excluded.ends, retired_at = null",
        &rows,
    )
    .await
    .map(drop)
}

/// The bells of a calendar that ring, by when they begin.
pub async fn periods(
    tx: &mut Tx,
    district: DistrictId,
    calendar: CalendarId,
) -> Result<Vec<BellPeriod>, StoreError> {
    let sql = "select calendar_id, period_id, name, weekdays, begins, ends from bell_period
               where district_id = $1 and calendar_id = $2 and retired_at is null
               order by begins, ends, name, period_id";
    tx.rows(sql, args![district, calendar]).await?.iter().map(period).collect()
}

/// One period, also one that is retired.
pub async fn find_period(
    tx: &mut Tx,
    district: DistrictId,
    id: PeriodId,
) -> Result<Option<BellPeriod>, StoreError> {
    let sql = "select calendar_id, period_id, name, weekdays, begins, ends from bell_period
               where district_id = $1 and period_id = $2";
    tx.row(sql, args![district, id]).await?.as_ref().map(period).transpose()
}

/// Says by which calendar a class goes; `None` for that of its school.
pub async fn choose(
    tx: &mut Tx,
    district: DistrictId,
    section: SectionId,
    calendar: Option<CalendarId>,
) -> Result<(), StoreError> {
    let Some(calendar) = calendar else {
        let sql = "delete from section_calendar where district_id = $1 and section_id = $2";
        return tx.run(sql, args![district, section]).await.map(drop);
    };
    let sql = "insert into section_calendar (district_id, section_id, calendar_id) values ($1, $2, $3)
               on conflict (district_id, section_id) do update set calendar_id = excluded.calendar_id";
    tx.run(sql, args![district, section, calendar]).await.map(drop)
}

/// Which one somebody chose for a class, if anybody did.
pub async fn chosen(
    tx: &mut Tx,
    district: DistrictId,
    section: SectionId,
) -> Result<Option<CalendarId>, StoreError> {
    let sql = "select calendar_id from section_calendar where district_id = $1 and section_id = $2";
    let row = tx.row(sql, args![district, section]).await?;
    row.map(|row| row.array("calendar_id").map(CalendarId::from_bytes)).transpose()
}

fn weekdays(row: &Row) -> Result<Weekdays, StoreError> {
    let bits = row.number("weekdays")?;
    Weekdays::from_bits(bits)
        .ok_or_else(|| StoreError::Corrupt { column: "weekdays", value: bits.to_string() })
}

fn from_row(row: &Row) -> Result<Calendar, StoreError> {
    Ok(Calendar {
        id: CalendarId::from_bytes(row.array("calendar_id")?),
        organization: OrganizationId::from_bytes(row.array("organization_id")?),
        name: row.text("name")?,
        first: row.date("first_on")?,
        last: row.date("last_on")?,
        weekdays: weekdays(row)?,
        special: Vec::new(),
    })
}

fn period(row: &Row) -> Result<BellPeriod, StoreError> {
    let bells = Bells::from_minutes(row.number("begins")?, row.number("ends")?)
        .map_err(|error| StoreError::Corrupt { column: "begins", value: error.to_string() })?;
    Ok(BellPeriod {
        id: PeriodId::from_bytes(row.array("period_id")?),
        calendar: CalendarId::from_bytes(row.array("calendar_id")?),
        name: row.text("name")?,
        weekdays: weekdays(row)?,
        bells,
    })
}
