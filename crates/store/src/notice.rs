//! Letters to people: queued, sent, refused.

use domain::{Date, DistrictId, LearnerId, NoticeId, PersonId, Timestamp, notice::NoticeState};

use crate::{Row, StoreError, Tx, args, column};

/// One letter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Notice {
    /// Its id.
    pub id: NoticeId,
    /// To whom.
    pub person: PersonId,
    /// What kind: `digest` or `test`. A person has one of a kind a day.
    pub kind: String,
    /// The day it belongs to.
    pub day: Date,
    /// Why it is sent, in words for administrators.
    pub why: String,
    /// The address; the one it was last tried with.
    pub address: String,
    /// Tag of its language.
    pub language: String,
    /// Its subject.
    pub subject: String,
    /// Its text.
    pub body: String,
    /// How far it is.
    pub state: NoticeState,
    /// When it was queued.
    pub queued_at: Timestamp,
    /// From when it is tried.
    pub due_at: Timestamp,
    /// How often it was tried.
    pub tries: i64,
    /// When last.
    pub tried_at: Option<Timestamp>,
    /// When a server took it.
    pub sent_at: Option<Timestamp>,
    /// Why it was not taken, or not sent.
    pub error: Option<String>,
}

const COLUMNS: &str =
    "notice_id, person_id, kind, day, why, address, language, subject, body, state, queued_at,
   due_at, tries, tried_at, sent_at, error";

/// Queues a letter; `false` when the person has one of this kind for this day.
pub async fn add(tx: &mut Tx, district: DistrictId, notice: &Notice) -> Result<bool, StoreError> {
    let sql =
        "insert into notice (district_id, notice_id, person_id, kind, day, why, address, language, subject,
                 body, state, queued_at, due_at, tries, tried_at, sent_at, error)
               values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17)
               on conflict (district_id, person_id, kind, day) do nothing";
    let added = tx
        .run(
            sql,
            args![
                district,
                notice.id,
                notice.person,
                &notice.kind,
                notice.day,
                &notice.why,
                &notice.address,
                &notice.language,
                &notice.subject,
                &notice.body,
                notice.state.word(),
                notice.queued_at,
                notice.due_at,
                notice.tries,
                notice.tried_at,
                notice.sent_at,
                &notice.error,
            ],
        )
        .await?;
    Ok(added > 0)
}

/// The letter that is to be tried next: the one that waits longest of those that are due; one that was
/// being sent when its server ended, and was last tried before `given_up`.
pub async fn next_due(
    tx: &mut Tx,
    district: DistrictId,
    now: Timestamp,
    given_up: Timestamp,
) -> Result<Option<Notice>, StoreError> {
    let sql = format!(
        "select {COLUMNS} from notice
         where district_id = $1 and ((state = 'queued' and due_at <= $2) or (state = 'sending' and tried_at < $3))
         order by due_at, notice_id limit 1"
    );
    tx.row(&sql, args![district, now, given_up]).await?.as_ref().map(from_row).transpose()
}

/// Takes over how far a letter is; `false` when somebody else tried it since `tries` was read.
pub async fn update(
    tx: &mut Tx,
    district: DistrictId,
    notice: &Notice,
    tries: i64,
) -> Result<bool, StoreError> {
    let sql =
        "update notice set state = $4, due_at = $5, tries = $6, tried_at = $7, sent_at = $8, error = $9,
                 address = $10
               where district_id = $1 and notice_id = $2 and tries = $3";
    let changed = tx
        .run(
            sql,
            args![
                district,
                notice.id,
                tries,
                notice.state.word(),
                notice.due_at,
                notice.tries,
                notice.tried_at,
                notice.sent_at,
                &notice.error,
                &notice.address,
            ],
        )
        .await?;
    Ok(changed > 0)
}

/// One letter.
pub async fn find(tx: &mut Tx, district: DistrictId, notice: NoticeId) -> Result<Option<Notice>, StoreError> {
    let sql = format!("select {COLUMNS} from notice where district_id = $1 and notice_id = $2");
    tx.row(&sql, args![district, notice]).await?.as_ref().map(from_row).transpose()
}

/// Letters, newest first, all or of one state, before `before`.
pub async fn page(
    tx: &mut Tx,
    district: DistrictId,
    state: Option<NoticeState>,
    before: Option<NoticeId>,
    limit: i64,
) -> Result<Vec<Notice>, StoreError> {
    let sql = format!(
        "select {COLUMNS} from notice
         where district_id = $1 and ($2 is null or state = $2) and ($3 is null or notice_id < $3)
         order by notice_id desc limit $4"
    );
    let state = state.map(NoticeState::word);
    tx.rows(&sql, args![district, state, before, limit]).await?.iter().map(from_row).collect()
}

/// The letters to one person, newest first.
pub async fn of_person(
    tx: &mut Tx,
    district: DistrictId,
    person: PersonId,
    limit: i64,
) -> Result<Vec<Notice>, StoreError> {
    let sql = format!(
        "select {COLUMNS} from notice where district_id = $1 and person_id = $2
         order by queued_at desc, notice_id desc limit $3"
    );
    tx.rows(&sql, args![district, person, limit]).await?.iter().map(from_row).collect()
}

/// How many letters there are of each state.
pub async fn counts(tx: &mut Tx, district: DistrictId) -> Result<Vec<(NoticeState, i64)>, StoreError> {
    let sql =
        "select state, count(*) as notices from notice where district_id = $1 group by state order by state";
    let rows = tx.rows(sql, args![district]).await?;
    rows.iter().map(|row| Ok((state(row)?, row.number("notices")?))).collect()
}

/// Forgets letters that were queued before `before` and are done with.
pub async fn sweep(tx: &mut Tx, district: DistrictId, before: Timestamp) -> Result<u64, StoreError> {
    let sql = "delete from notice
               where district_id = $1 and queued_at < $2 and state in ('sent', 'failed', 'dropped')";
    tx.run(sql, args![district, before]).await
}

/// Something new of one learner, of which one guardian was not told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct News {
    /// Who may see it, today.
    pub guardian: PersonId,
    /// Whose record it is in.
    pub learner: LearnerId,
    /// Where the learner's chain ends.
    pub last_sequence: i64,
}

/// News for guardians with an e-mail address, who may see it on `today`; by guardian.
pub async fn news(tx: &mut Tx, district: DistrictId, today: Date) -> Result<Vec<News>, StoreError> {
    let sql = "select g.guardian_id, g.learner_id, l.last_sequence
               from guardianship g
               join learner l on l.district_id = g.district_id and l.learner_id = g.learner_id
               join person p on p.district_id = g.district_id and p.person_id = g.guardian_id
               left join told t on t.district_id = g.district_id and t.guardian_id = g.guardian_id
                 and t.learner_id = g.learner_id
               where g.district_id = $1 and g.may_see = 1 and p.active = 1 and p.email is not null
                 and (g.begins_on is null or g.begins_on <= $2) and (g.ends_on is null or g.ends_on >= $2)
                 and l.last_sequence > coalesce(t.last_sequence, 0)
               order by g.guardian_id, g.learner_id";
    let rows = tx.rows(sql, args![district, today]).await?;
    rows.iter()
        .map(|row| {
            Ok(News {
                guardian: PersonId::from_bytes(row.array("guardian_id")?),
                learner: LearnerId::from_bytes(row.array("learner_id")?),
                last_sequence: row.number("last_sequence")?,
            })
        })
        .collect()
}

/// Notes that a guardian is told of everything so far.
pub async fn set_told(tx: &mut Tx, district: DistrictId, news: &News) -> Result<(), StoreError> {
    let sql = "insert into told (district_id, guardian_id, learner_id, last_sequence) values ($1, $2, $3, $4)
               on conflict (district_id, guardian_id, learner_id) do update set
                 last_sequence = excluded.last_sequence";
    tx.run(sql, args![district, news.guardian, news.learner, news.last_sequence]).await.map(drop)
}

fn state(row: &Row) -> Result<NoticeState, StoreError> {
    column::word(row, "state", NoticeState::from_word)
}

fn from_row(row: &Row) -> Result<Notice, StoreError> {
    Ok(Notice {
        id: NoticeId::from_bytes(row.array("notice_id")?),
        person: PersonId::from_bytes(row.array("person_id")?),
        kind: row.text("kind")?,
        day: row.date("day")?,
        why: row.text("why")?,
        address: row.text("address")?,
        language: row.text("language")?,
        subject: row.text("subject")?,
        body: row.text("body")?,
        state: state(row)?,
        queued_at: row.time("queued_at")?,
        due_at: row.time("due_at")?,
        tries: row.number("tries")?,
        tried_at: row.time_or_null("tried_at")?,
        sent_at: row.time_or_null("sent_at")?,
        error: row.text_or_null("error")?,
    })
}
