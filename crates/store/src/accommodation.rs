//! What learners are to be given, version by version; and, read by nothing else, why.

use domain::{
    Date, DistrictId, LearnerId, PersonId,
    accommodation::{Accommodations, PrintSize, Profile, TimeFactor},
};

use crate::{Arg, Row, StoreError, Tx, args, column};

const COLUMNS: &str = "learner_id, version, begins_on, ends_on, time_factor, reader, print_size, language,
   seat, delivery, written_by, written_at";

/// Adds a version.
pub async fn add(tx: &mut Tx, district: DistrictId, one: &Profile) -> Result<(), StoreError> {
    tx.run(
        "insert into accommodation (district_id, learner_id, version, begins_on, ends_on, time_factor,
           reader, print_size, language, seat, delivery, written_by, written_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)",
        args![
            district,
            one.learner,
            one.version,
            one.dates.begins(),
            one.dates.ends(),
            one.given.time.word(),
            one.given.reader,
            one.given.print.word(),
            &one.given.language,
            &one.given.seat,
            &one.given.delivery,
            one.written_by,
            one.written_at,
        ],
    )
    .await
    .map(drop)
}

/// Adds the reason of a version.
pub async fn add_reason(
    tx: &mut Tx,
    district: DistrictId,
    learner: LearnerId,
    version: i64,
    reason: &str,
) -> Result<(), StoreError> {
    let sql = "insert into accommodation_reason (district_id, learner_id, version, reason)
               values ($1, $2, $3, $4)";
    tx.run(sql, args![district, learner, version, reason]).await.map(drop)
}

/// Every version of one learner, oldest first.
pub async fn of_learner(
    tx: &mut Tx,
    district: DistrictId,
    learner: LearnerId,
) -> Result<Vec<Profile>, StoreError> {
    let sql = format!(
        "select {COLUMNS} from accommodation where district_id = $1 and learner_id = $2 order by version"
    );
    tx.rows(&sql, args![district, learner]).await?.iter().map(from_row).collect()
}

/// The reasons of one learner's versions, by version.
pub async fn reasons_of(
    tx: &mut Tx,
    district: DistrictId,
    learner: LearnerId,
) -> Result<Vec<(i64, String)>, StoreError> {
    let sql = "select version, reason from accommodation_reason
               where district_id = $1 and learner_id = $2 order by version";
    let rows = tx.rows(sql, args![district, learner]).await?;
    rows.iter().map(|row| Ok((row.number("version")?, row.text("reason")?))).collect()
}

/// The versions of `learners` whose days hold `day`, by learner, then version: of each learner the last
/// one counts.
pub async fn on_day(
    tx: &mut Tx,
    district: DistrictId,
    learners: &[LearnerId],
    day: Date,
) -> Result<Vec<Profile>, StoreError> {
    let places = (3..=52).map(|n| format!("${n}")).collect::<Vec<_>>().join(", ");
    let sql = format!(
        "select {COLUMNS} from accommodation
         where district_id = $1 and begins_on <= $2 and (ends_on is null or ends_on >= $2)
           and learner_id in ({places})
         order by learner_id, version"
    );
    let mut found = Vec::new();
    for chunk in learners.chunks(50) {
        // Always 50 placeholders, the last id repeated, so that the statement stays prepared.
        let ids = (0..50).map(|place| chunk[place.min(chunk.len() - 1)]);
        let first = [Arg::from(district), Arg::from(day)];
        let args: Vec<Arg<'_>> = first.into_iter().chain(ids.map(Arg::from)).collect();
        for row in tx.rows(&sql, &args).await? {
            found.push(from_row(&row)?);
        }
    }
    Ok(found)
}

fn from_row(row: &Row) -> Result<Profile, StoreError> {
    Ok(Profile {
        learner: LearnerId::from_bytes(row.array("learner_id")?),
        version: row.number("version")?,
        dates: column::dates(row)?,
        given: Accommodations {
            time: column::word(row, "time_factor", TimeFactor::from_word)?,
            reader: row.flag("reader")?,
            print: column::word(row, "print_size", PrintSize::from_word)?,
            language: row.text_or_null("language")?,
            seat: row.text_or_null("seat")?,
            delivery: row.text_or_null("delivery")?,
        },
        written_by: PersonId::from_bytes(row.array("written_by")?),
        written_at: row.time("written_at")?,
    })
}
