//! Lawful erasure of one learner's record: the only place that empties entries of the ledger. Content and
//! salt go; place, digest and seal stay, so that the chain and every anchor still verify.

mod days;
mod reviews;
mod silence;

use domain::{
    DistrictId, ErasureId, LearnerId, PersonId, Timestamp, evidence::Sequence, privacy::ErasureState,
};

use crate::{Arg, Row, StoreError, Tx, args, column, content, sweeping, tx::Engine};

/// One erasure: who, why, how much, and nothing of what was there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Erasure {
    /// Its id.
    pub id: ErasureId,
    /// Whose record.
    pub learner: LearnerId,
    /// By which right.
    pub ground: String,
    /// Why. Emptied when it is done.
    pub reason: String,
    /// Who asked for it.
    pub asked_by: PersonId,
    /// When.
    pub asked_at: Timestamp,
    /// How far it is.
    pub state: ErasureState,
    /// Who confirmed it, or gave it up.
    pub confirmed_by: Option<PersonId>,
    /// When it ended.
    pub ended_at: Option<Timestamp>,
    /// Entries of the ledger that were emptied.
    pub entries: i64,
    /// Rows of other tables that were taken away.
    pub other_rows: i64,
}

/// What is taken away with a record, by table and the column that names the learner; what others stand on
/// comes last. The log of who read and what left stays, without what was typed as a reason.
const TAKEN: [(&str, &str); 64] = [
    ("room_learner", "learner_id"),
    ("stable_group_learner", "learner_id"),
    ("day_learner", "learner_id"),
    ("day_absence", "learner_id"),
    ("session_had", "learner_id"),
    ("day_served", "learner_id"),
    ("agreed_repeat", "learner_id"),
    ("kept_pair", "learner_id"),
    ("kept_pair", "other_id"),
    ("resource_use", "learner_id"),
    ("given_resource_learner", "learner_id"),
    ("attendance", "learner_id"),
    ("pause", "learner_id"),
    ("own_date", "learner_id"),
    ("replan", "learner_id"),
    ("pace_alert", "learner_id"),
    ("pace_change", "learner_id"),
    ("task_rater", "person_id"),
    ("calibration_mark", "learner_id"),
    ("calibration_anchor", "learner_id"),
    ("calibration_piece", "learner_id"),
    ("work_recording", "learner_id"),
    ("work_mark", "learner_id"),
    ("work_rating", "learner_id"),
    ("work_meeting", "learner_id"),
    ("work_criterion", "learner_id"),
    ("work_file", "learner_id"),
    ("work", "learner_id"),
    ("sitting_event", "learner_id"),
    ("response", "learner_id"),
    ("reflection", "learner_id"),
    ("sitting", "learner_id"),
    ("unlocking", "learner_id"),
    ("assigned_learner", "learner_id"),
    ("given_content", "learner_id"),
    ("goal_competency", "learner_id"),
    ("goal", "learner_id"),
    ("directive", "learner_id"),
    ("choice", "learner_id"),
    ("interest", "learner_id"),
    ("mastery", "learner_id"),
    ("adopted_cell", "learner_id"),
    ("draft", "learner_id"),
    ("told", "learner_id"),
    ("consent", "learner_id"),
    ("amendment", "learner_id"),
    ("accommodation_reason", "learner_id"),
    ("accommodation", "learner_id"),
    ("caseload", "learner_id"),
    ("batch_row", "learner_id"),
    ("carried_entry", "learner_id"),
    ("substitution", "person_id"),
    ("custody_decision", "learner_id"),
    ("guardianship", "learner_id"),
    ("enrollment", "person_id"),
    ("role", "person_id"),
    ("role_change", "person_id"),
    ("preference", "person_id"),
    ("notice", "person_id"),
    ("session", "person_id"),
    ("sign_in_link", "person_id"),
    ("api_token", "person_id"),
    ("answered_request", "person_id"),
    ("account", "person_id"),
];

/// Of a guardian who speaks for nobody else, and of nothing that is a record of a learner.
const TAKEN_OF_GUARDIAN: [(&str, &str); 12] = [
    ("pace_alert", "told_id"),
    ("custody_decision", "guardian_id"),
    ("told", "guardian_id"),
    ("role", "person_id"),
    ("role_change", "person_id"),
    ("preference", "person_id"),
    ("notice", "person_id"),
    ("session", "person_id"),
    ("sign_in_link", "person_id"),
    ("api_token", "person_id"),
    ("answered_request", "person_id"),
    ("account", "person_id"),
];

/// Takes the content and the salt of entries, and leaves their places, digests and seals.
const EMPTIED: &str = "update evidence set kind = 5, competency_id = null, recorded_by = null, points = null,
    points_possible = null, level = null, mastery_cut = null, result_group = null, source = null,
    judge_id = null, instrument = null, attempt = null, section_id = null, worked_at = null,
    note = null, attachment = null, of_sequence = null, reason = null, expires_at = null, salt = null";

const POLICIES: &str = "district_id = $1 and scope_kind = 'learner' and scope_id = $2";

const COLUMNS: &str = "erasure_id, learner_id, ground, reason, asked_by, asked_at, state, confirmed_by,
    ended_at, entries, other_rows";

/// Adds an erasure.
pub async fn add(tx: &mut Tx, district: DistrictId, one: &Erasure) -> Result<(), StoreError> {
    tx.run(
        "insert into erasure (district_id, erasure_id, learner_id, ground, reason, asked_by, asked_at, state,
           confirmed_by, ended_at, entries, other_rows)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)",
        args![
            district,
            one.id,
            one.learner,
            &one.ground,
            &one.reason,
            one.asked_by,
            one.asked_at,
            one.state.word(),
            one.confirmed_by,
            one.ended_at,
            one.entries,
            one.other_rows,
        ],
    )
    .await
    .map(drop)
}

/// Takes over how far an erasure is.
pub async fn update(tx: &mut Tx, district: DistrictId, one: &Erasure) -> Result<(), StoreError> {
    tx.run(
        "update erasure set reason = $3, state = $4, confirmed_by = $5, ended_at = $6, entries = $7,
           other_rows = $8
         where district_id = $1 and erasure_id = $2",
        args![
            district,
            one.id,
            &one.reason,
            one.state.word(),
            one.confirmed_by,
            one.ended_at,
            one.entries,
            one.other_rows,
        ],
    )
    .await
    .map(drop)
}

/// One erasure.
pub async fn find(
    tx: &mut Tx,
    district: DistrictId,
    erasure: ErasureId,
) -> Result<Option<Erasure>, StoreError> {
    let sql = format!("select {COLUMNS} from erasure where district_id = $1 and erasure_id = $2");
    tx.row(&sql, args![district, erasure]).await?.as_ref().map(from_row).transpose()
}

/// Erasures, newest first.
pub async fn list(tx: &mut Tx, district: DistrictId, limit: i64) -> Result<Vec<Erasure>, StoreError> {
    let sql = format!(
        "select {COLUMNS} from erasure where district_id = $1 order by asked_at desc, erasure_id desc limit $2"
    );
    tx.rows(&sql, args![district, limit]).await?.iter().map(from_row).collect()
}

/// When a learner's record was erased, if it was.
pub async fn erased_at(
    tx: &mut Tx,
    district: DistrictId,
    learner: LearnerId,
) -> Result<Option<Timestamp>, StoreError> {
    let sql = "select erased_at from person where district_id = $1 and person_id = $2";
    tx.row(sql, args![district, learner]).await?.map_or(Ok(None), |row| row.time_or_null("erased_at"))
}

/// How much there is, table by table, of what an erasure takes away; `evidence` first.
pub async fn count(
    tx: &mut Tx,
    district: DistrictId,
    learner: LearnerId,
) -> Result<Vec<(&'static str, i64)>, StoreError> {
    let mut counts = Vec::with_capacity(TAKEN.len() + 3);
    let of_entries = "kind <> 5 and learner_id";
    for (table, column) in std::iter::once(("evidence", of_entries)).chain(TAKEN) {
        let sql = format!("select count(*) as found from {table} where district_id = $1 and {column} = $2");
        counts.push((table, counted(tx, &sql, args![district, learner]).await?));
    }
    counts.push((reviews::TABLE, reviews::count(tx, district, learner).await?));
    let sql = format!("select count(*) as found from policy where {POLICIES} and district_id = $1");
    counts.push(("policy", counted(tx, &sql, args![district, learner]).await?));
    Ok(counts)
}

/// Empties a learner's entries and takes away what else there is of them; the person stays under a name
/// that says that they were erased. How many entries were emptied, and how many other rows are gone.
/// The learner must be locked.
pub async fn erase(
    tx: &mut Tx,
    district: DistrictId,
    learner: LearnerId,
    now: Timestamp,
) -> Result<(i64, i64), StoreError> {
    overwrite(tx, true).await?;
    let sql = format!("{EMPTIED} where district_id = $1 and learner_id = $2 and kind <> 5");
    let entries = tx.run(&sql, args![district, learner]).await?;
    let mut other = reviews::erase(tx, district, learner).await?;
    days::unname(tx, district, learner, now).await?;
    for (table, column) in TAKEN {
        let sql = format!("delete from {table} where district_id = $1 and {column} = $2");
        other += tx.run(&sql, args![district, learner]).await?;
    }
    other += tx.run(&format!("delete from policy where {POLICIES}"), args![district, learner]).await?;
    silence::log(tx, district, learner).await?;
    // That two records were one for a time stays, without what somebody wrote about it.
    let sql = "update record_link set reason = '', separate_reason = ''
               where district_id = $1 and (kept_id = $2 or merged_id = $2)";
    tx.run(sql, args![district, learner]).await?;
    silence::disclosures(tx, district, learner).await?;
    // Files that nobody else gave and no item shows.
    content::sweep(tx, district, now).await?;
    blank(tx, district, learner.as_person(), now).await?;
    overwrite(tx, false).await?;
    sweeping::note(tx).await?;
    Ok((i64::try_from(entries).unwrap_or(i64::MAX), i64::try_from(other).unwrap_or(i64::MAX)))
}

/// Takes away what is known of a guardian who speaks for nobody any more.
pub async fn erase_guardian(
    tx: &mut Tx,
    district: DistrictId,
    guardian: PersonId,
    now: Timestamp,
) -> Result<i64, StoreError> {
    overwrite(tx, true).await?;
    let mut gone = 0;
    for (table, column) in TAKEN_OF_GUARDIAN {
        let sql = format!("delete from {table} where district_id = $1 and {column} = $2");
        gone += tx.run(&sql, args![district, guardian]).await?;
    }
    blank(tx, district, guardian, now).await?;
    overwrite(tx, false).await?;
    Ok(i64::try_from(gone).unwrap_or(i64::MAX))
}

async fn blank(
    tx: &mut Tx,
    district: DistrictId,
    person: PersonId,
    now: Timestamp,
) -> Result<(), StoreError> {
    let sql = "update person set given_name = 'Erased', family_name = '', sort_key = 'erased',
                 search_key = 'erased', email = null, grade = null, language = null, sourced_id = null,
                 active = 0, extra = '', last_signed_in_at = null, erased_at = $3
               where district_id = $1 and person_id = $2";
    tx.run(sql, args![district, person, now]).await?;
    // Who took a record out stands there by name.
    let sql = "update disclosure set recipient = ''
               where district_id = $1 and disclosed_by = $2 and way = 'whole_record'";
    tx.run(sql, args![district, person]).await.map(drop)
}

/// SQLite writes zeros over what is deleted while this is on; PostgreSQL's vacuum frees it.
async fn overwrite(tx: &mut Tx, on: bool) -> Result<(), StoreError> {
    if tx.engine() == Engine::Sqlite {
        let sql = if on { "pragma secure_delete = on" } else { "pragma secure_delete = off" };
        tx.rows(sql, &[]).await?;
    }
    Ok(())
}

async fn counted(tx: &mut Tx, sql: &str, args: &[Arg<'_>]) -> Result<i64, StoreError> {
    tx.row(sql, args).await?.map_or(Ok(0), |row| row.number("found"))
}

fn from_row(row: &Row) -> Result<Erasure, StoreError> {
    Ok(Erasure {
        id: ErasureId::from_bytes(row.array("erasure_id")?),
        learner: LearnerId::from_bytes(row.array("learner_id")?),
        ground: row.text("ground")?,
        reason: row.text("reason")?,
        asked_by: PersonId::from_bytes(row.array("asked_by")?),
        asked_at: row.time("asked_at")?,
        state: column::word(row, "state", ErasureState::from_word)?,
        confirmed_by: row.array_or_null("confirmed_by")?.map(PersonId::from_bytes),
        ended_at: row.time_or_null("ended_at")?,
        entries: row.number("entries")?,
        other_rows: row.number("other_rows")?,
    })
}

/// Empties entries of one chain whose content stands in another chain: content and salt go, place and seal
/// stay, so that the chain still verifies and says "erased".
pub async fn empty(
    tx: &mut Tx,
    district: DistrictId,
    learner: LearnerId,
    entries: &[Sequence],
) -> Result<(), StoreError> {
    let sql = format!("{EMPTIED} where district_id = $1 and learner_id = $2 and sequence = $3");
    for sequence in entries {
        tx.run(&sql, args![district, learner, sequence.0]).await?;
    }
    Ok(())
}
