//! What is kept for some years and then goes, kind by kind, a few rows at a time. Records of learners are
//! only found here; `erasure.rs` empties them.

use domain::{Date, DistrictId, LearnerId, PersonId, RetentionRunId, Timestamp, privacy::Kept};

use crate::{Row, StoreError, Tx, args, column};

/// One run over one kind.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Run {
    /// Its id.
    pub id: RetentionRunId,
    /// Which kind.
    pub kind: Kept,
    /// What is older than this day goes.
    pub before: Date,
    /// When it began.
    pub begun_at: Timestamp,
    /// Who began it.
    pub begun_by: PersonId,
    /// How many were taken away so far.
    pub taken: i64,
    /// When it ended.
    pub finished_at: Option<Timestamp>,
}

/// Tables of a kind, each with the moment that counts and what else must hold of a row.
fn tables(kind: Kept) -> &'static [(&'static str, &'static str, &'static str, &'static str)] {
    match kind {
        Kept::Records => &[],
        Kept::AccessLog => &[("access_log", "access_id", "at", "1 = 1")],
        Kept::Disclosures => &[("disclosure", "disclosure_id", "at", "1 = 1")],
        Kept::Notices => &[("notice", "notice_id", "queued_at", "state in ('sent', 'failed', 'dropped')")],
        Kept::SignIns => &[
            ("session", "token_digest", "expires_at", "1 = 1"),
            ("sign_in_link", "token_digest", "coalesce(used_at, revoked_at, expires_at)", "1 = 1"),
            ("api_token", "token_digest", "coalesce(revoked_at, expires_at)", "1 = 1"),
        ],
        Kept::Imports => &[("import", "import_id", "finished_at", "finished_at is not null")],
    }
}

/// The oldest moment of a kind; `None` when there is nothing.
pub async fn oldest(tx: &mut Tx, district: DistrictId, kind: Kept) -> Result<Option<Timestamp>, StoreError> {
    let mut oldest: Option<Timestamp> = None;
    for (table, _, at, also) in tables(kind) {
        let sql = format!("select min({at}) as oldest from {table} where district_id = $1 and {also}");
        if let Some(row) = tx.row(&sql, args![district]).await? {
            oldest = [oldest, row.time_or_null("oldest")?].into_iter().flatten().min();
        }
    }
    Ok(oldest)
}

/// How many of a kind there are from `from` to before `before`.
pub async fn count(
    tx: &mut Tx,
    district: DistrictId,
    kind: Kept,
    from: Timestamp,
    before: Timestamp,
) -> Result<i64, StoreError> {
    let mut found = 0;
    for (table, _, at, also) in tables(kind) {
        let sql = format!(
            "select count(*) as found from {table}
             where district_id = $1 and {at} >= $2 and {at} < $3 and {also}"
        );
        let row = tx.row(&sql, args![district, from, before]).await?;
        found += row.map_or(Ok(0), |row| row.number("found"))?;
    }
    Ok(found)
}

/// Takes away at most `limit` of each table of a kind that are older than `before`; how many.
pub async fn take(
    tx: &mut Tx,
    district: DistrictId,
    kind: Kept,
    before: Timestamp,
    limit: i64,
) -> Result<i64, StoreError> {
    let mut taken = 0;
    for (table, key, at, also) in tables(kind) {
        let which = format!(
            "select {key} from {table} where district_id = $1 and {at} < $2 and {also} order by {key} limit $3"
        );
        if *table == "disclosure" {
            let sql = format!(
                "delete from disclosed_learner where district_id = $1 and disclosure_id in ({which})"
            );
            tx.run(&sql, args![district, before, limit]).await?;
        }
        let sql = format!("delete from {table} where district_id = $1 and {key} in ({which})");
        taken += tx.run(&sql, args![district, before, limit]).await?;
    }
    Ok(i64::try_from(taken).unwrap_or(i64::MAX))
}

/// Learners who have left: nothing was recorded since `before`, no place and no role as a learner reaches
/// `day` or is still open. With the moment of their last entry, in id order after `after`.
pub async fn left(
    tx: &mut Tx,
    district: DistrictId,
    before: Timestamp,
    day: Date,
    after: Option<LearnerId>,
    limit: i64,
) -> Result<Vec<(LearnerId, Timestamp)>, StoreError> {
    let sql = "select l.learner_id, e.recorded_at
               from learner l
               join evidence e on e.district_id = l.district_id and e.learner_id = l.learner_id
                 and e.sequence = l.last_sequence
               join person p on p.district_id = l.district_id and p.person_id = l.learner_id
               where l.district_id = $1 and e.recorded_at < $2 and p.erased_at is null
                 and ($4 is null or l.learner_id > $4)
                 and (select count(*) from enrollment n
                   where n.district_id = l.district_id and n.person_id = l.learner_id and n.role = 'learner'
                     and (n.ends_on >= $3 or (n.ends_on is null and p.active = 1))) = 0
                 and (select count(*) from role r
                   where r.district_id = l.district_id and r.person_id = l.learner_id and r.kind = 'learner'
                     and (r.ends_on >= $3 or (r.ends_on is null and p.active = 1))) = 0
               order by l.learner_id limit $5";
    let rows = tx.rows(sql, args![district, before, day, after, limit]).await?;
    rows.iter()
        .map(|row| Ok((LearnerId::from_bytes(row.array("learner_id")?), row.time("recorded_at")?)))
        .collect()
}

/// Adds a run, or takes over how far it is.
pub async fn put_run(tx: &mut Tx, district: DistrictId, run: &Run) -> Result<(), StoreError> {
    tx.run(
        "insert into retention_run (district_id, run_id, kind, before_on, begun_at, begun_by, taken, finished_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8)
         on conflict (district_id, run_id) do update set
           taken = excluded.taken, finished_at = excluded.finished_at",
        args![
            district,
            run.id,
            run.kind.word(),
            run.before,
            run.begun_at,
            run.begun_by,
            run.taken,
            run.finished_at,
        ],
    )
    .await
    .map(drop)
}

/// Runs, newest first.
pub async fn runs(tx: &mut Tx, district: DistrictId, limit: i64) -> Result<Vec<Run>, StoreError> {
    let sql = "select run_id, kind, before_on, begun_at, begun_by, taken, finished_at from retention_run
               where district_id = $1 order by begun_at desc, run_id desc limit $2";
    let rows = tx.rows(sql, args![district, limit]).await?;
    let read = |row: &Row| {
        Ok(Run {
            id: RetentionRunId::from_bytes(row.array("run_id")?),
            kind: column::word(row, "kind", Kept::from_word)?,
            before: row.date("before_on")?,
            begun_at: row.time("begun_at")?,
            begun_by: PersonId::from_bytes(row.array("begun_by")?),
            taken: row.number("taken")?,
            finished_at: row.time_or_null("finished_at")?,
        })
    };
    rows.iter().map(read).collect()
}
