//! The ledger's rows. There is no `update` and no `delete` here.

use domain::{
    CompetencyId, DistrictId, EvidenceId, LearnerId, PersonId, SectionId,
    chain::{Digest, Salt},
    evidence::{Decision, Entry, Evidence, Fact, ScoredResult, Sequence, Source},
};

use crate::{Arg, Row, StoreError, Tx, args, bulk};

const COLUMNS: &str = "learner_id, sequence, evidence_id, kind, competency_id, recorded_at, recorded_by,
    points, points_possible, level, mastery_cut, result_group, source, judge_id, instrument, attempt,
    section_id, worked_at, note, attachment, of_sequence, reason, expires_at, salt, content_digest, seal";

/// An entry with its seal, as it is stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sealed {
    /// What was recorded.
    pub entry: Entry,
    /// The competency it concerns: of a retraction or excusal, that of the entry it names.
    pub competency: Option<CompetencyId>,
    /// `None` once the content was erased.
    pub salt: Option<Salt>,
    /// Digest of the content.
    pub content: Digest,
    /// Seal over this entry and all before it.
    pub seal: Digest,
}

/// Appends sealed entries. The learner's row must be locked and its head moved by the caller.
pub async fn append(tx: &mut Tx, district: DistrictId, entries: &[Sealed]) -> Result<(), StoreError> {
    let mut rows: Vec<Arg<'_>> = Vec::with_capacity(entries.len() * 27);
    for sealed in entries {
        push(&mut rows, district, sealed);
    }
    let head = "insert into evidence (district_id, learner_id, sequence, evidence_id, kind, competency_id,
        recorded_at, recorded_by, points, points_possible, level, mastery_cut, result_group, source,
        judge_id, instrument, attempt, section_id, worked_at, note, attachment, of_sequence, reason,
        expires_at, salt, content_digest, seal)";
    bulk::insert(tx, head, 27, "", &rows).await.map(drop)
}

fn push<'a>(rows: &mut Vec<Arg<'a>>, district: DistrictId, sealed: &'a Sealed) {
    let entry = &sealed.entry;
    rows.extend_from_slice(args![
        district,
        entry.learner,
        entry.sequence.0,
        entry.id,
        kind(&entry.fact),
        sealed.competency,
        entry.recorded_at,
        entry.recorded_by,
    ]);
    let evidence = if let Fact::Evidence(evidence) = &entry.fact { Some(evidence) } else { None };
    let decision = if let Fact::Decision(decision) = &entry.fact { Some(decision) } else { None };
    let named = match &entry.fact {
        Fact::Retraction { of, reason } | Fact::Excusal { of, reason } => Some((of.0, reason.as_str())),
        _ => None,
    };
    let level =
        evidence.and_then(|e| e.result.level.as_deref()).or(decision.map(|decision| decision.level.as_str()));
    let reason = named.map(|(_, reason)| reason).or(decision.map(|decision| decision.reason.as_str()));
    let salt = sealed.salt.as_ref().map(<[u8; 16]>::as_slice);
    rows.extend_from_slice(args![
        evidence.map(|e| e.result.points),
        evidence.map(|e| e.result.points_possible),
        level,
        evidence.and_then(|e| e.mastery_cut),
        evidence.and_then(|e| e.result_group.as_deref()),
        evidence.map(|e| e.source.word()),
        evidence.and_then(|e| e.judge).or(decision.map(|decision| decision.judge)),
        evidence.and_then(|e| e.instrument.as_deref()),
        evidence.and_then(|e| e.attempt),
        evidence.and_then(|e| e.section),
        evidence.map(|e| e.worked_at),
        evidence.and_then(|e| e.note.as_deref()),
        evidence.and_then(|e| e.attachment.as_deref()),
        named.map(|(of, _)| of),
        reason,
        decision.and_then(|decision| decision.expires_at),
    ]);
    rows.push(Arg::Bytes(salt));
    rows.extend_from_slice(args![&sealed.content, &sealed.seal]);
}

/// One learner's entries of one competency. Asked for directly, SQLite reads the learner's whole chain: it
/// takes that for cheaper than finding the few entries by their index first.
const OF_COMPETENCY: &str = "from evidence where district_id = $1 and learner_id = $2 and sequence in (
    select sequence from evidence where district_id = $1 and learner_id = $2 and competency_id = $3)";

/// Everything recorded of one learner in these competencies, in chain order; of all competencies
/// when none is named.
pub async fn histories(
    tx: &mut Tx,
    district: DistrictId,
    learner: LearnerId,
    competencies: &[CompetencyId],
) -> Result<Vec<Sealed>, StoreError> {
    // Up to eight are looked up one by one in the index; more than that reads the whole chain once.
    if competencies.is_empty() || competencies.len() > 8 {
        let sql = format!(
            "select {COLUMNS} from evidence where district_id = $1 and learner_id = $2 order by sequence"
        );
        let rows = tx.rows(&sql, args![district, learner]).await?;
        let all = rows.iter().map(from_row).collect::<Result<Vec<_>, _>>()?;
        let wanted = |sealed: &Sealed| {
            competencies.is_empty() || sealed.competency.is_some_and(|c| competencies.contains(&c))
        };
        return Ok(all.into_iter().filter(wanted).collect());
    }
    let mut all = Vec::new();
    for competency in competencies {
        let sql = format!("select {COLUMNS} {OF_COMPETENCY}");
        for row in tx.rows(&sql, args![district, learner, *competency]).await? {
            all.push(from_row(&row)?);
        }
    }
    all.sort_by_key(|sealed| sealed.entry.sequence);
    Ok(all)
}

/// What judging reads of an entry: without its note, attachment, reason, seal, and who recorded it.
const JUDGED: &str = "kind, sequence, learner_id, competency_id, worked_at, points, points_possible,
    source, instrument, result_group, level, mastery_cut, attempt, of_sequence, judge_id, expires_at,
    recorded_at, evidence_id";

/// The entries of the learners from `first` to `last` in id order, each chain in order, as far as a
/// judgement reads them: notes, attachments and reasons are left out, for reading many at once.
pub async fn judged_between(
    tx: &mut Tx,
    district: DistrictId,
    first: LearnerId,
    last: LearnerId,
) -> Result<Vec<(CompetencyId, Entry)>, StoreError> {
    let sql = format!(
        "select {JUDGED} from evidence where district_id = $1 and learner_id >= $2 and learner_id <= $3
         order by learner_id, sequence"
    );
    let rows = tx.rows(&sql, args![district, first, last]).await?;
    let read = |row: &Row| {
        let Some(competency) = row.array_or_null("competency_id")?.map(CompetencyId::from_bytes) else {
            return Ok(None);
        };
        let fact = match row.number("kind")? {
            1 => Fact::Evidence(Evidence {
                competency,
                result: ScoredResult {
                    points: row.points("points")?,
                    points_possible: row.points("points_possible")?,
                    level: row.text_or_null("level")?,
                },
                mastery_cut: row.points_or_null("mastery_cut")?,
                result_group: row.text_or_null("result_group")?,
                source: crate::column::word(row, "source", Source::from_word)?,
                judge: None,
                instrument: row.text_or_null("instrument")?,
                attempt: row.number_or_null("attempt")?,
                section: None,
                worked_at: row.time("worked_at")?,
                note: None,
                attachment: None,
            }),
            2 => Fact::Retraction { of: Sequence(row.number("of_sequence")?), reason: String::new() },
            3 => Fact::Excusal { of: Sequence(row.number("of_sequence")?), reason: String::new() },
            4 => Fact::Decision(Decision {
                competency,
                level: row.text("level")?,
                reason: String::new(),
                judge: PersonId::from_bytes(row.array("judge_id")?),
                expires_at: row.time_or_null("expires_at")?,
            }),
            _ => Fact::Erased,
        };
        let entry = Entry {
            learner: LearnerId::from_bytes(row.array("learner_id")?),
            sequence: Sequence(row.number("sequence")?),
            id: EvidenceId::from_bytes(row.array("evidence_id")?),
            recorded_at: row.time("recorded_at")?,
            recorded_by: None,
            fact,
        };
        Ok(Some((competency, entry)))
    };
    rows.iter().filter_map(|row| read(row).transpose()).collect()
}

/// A stretch of one learner's chain: entries after `after`, at most `limit`.
pub async fn chain(
    tx: &mut Tx,
    district: DistrictId,
    learner: LearnerId,
    after: Sequence,
    limit: i64,
) -> Result<Vec<Sealed>, StoreError> {
    let sql = format!(
        "select {COLUMNS} from evidence where district_id = $1 and learner_id = $2 and sequence > $3
         order by sequence limit $4"
    );
    tx.rows(&sql, args![district, learner, after.0, limit]).await?.iter().map(from_row).collect()
}

/// One entry by its place.
pub async fn find(
    tx: &mut Tx,
    district: DistrictId,
    learner: LearnerId,
    sequence: Sequence,
) -> Result<Option<Sealed>, StoreError> {
    let sql = format!(
        "select {COLUMNS} from evidence where district_id = $1 and learner_id = $2 and sequence = $3"
    );
    tx.row(&sql, args![district, learner, sequence.0]).await?.as_ref().map(from_row).transpose()
}

/// Which of `ids` the learner's chain already holds, with their places.
pub async fn known(
    tx: &mut Tx,
    district: DistrictId,
    learner: LearnerId,
    ids: &[EvidenceId],
) -> Result<Vec<(EvidenceId, Sequence)>, StoreError> {
    let mut known = Vec::new();
    for chunk in ids.chunks(64) {
        let size = if chunk.len() == 1 { 1 } else { 64 };
        let places = (3..3 + size).map(|n| format!("${n}")).collect::<Vec<_>>().join(", ");
        let sql = format!(
            "select evidence_id, sequence from evidence
             where district_id = $1 and learner_id = $2 and evidence_id in ({places})"
        );
        let mut args = vec![Arg::from(district), Arg::from(learner)];
        args.extend((0..size).map(|place| Arg::from(chunk[place.min(chunk.len() - 1)])));
        for row in tx.rows(&sql, &args).await? {
            known
                .push((EvidenceId::from_bytes(row.array("evidence_id")?), Sequence(row.number("sequence")?)));
        }
    }
    Ok(known)
}

/// The places of what one sitting left in a learner's chain and nothing takes back, in order.
pub async fn of_group(
    tx: &mut Tx,
    district: DistrictId,
    learner: LearnerId,
    group: &str,
) -> Result<Vec<Sequence>, StoreError> {
    let sql = "select sequence from evidence
               where district_id = $1 and learner_id = $2 and kind = 1 and result_group = $3
                 and sequence not in (select of_sequence from evidence
                   where district_id = $1 and learner_id = $2 and kind = 2 and of_sequence is not null)
               order by sequence";
    let rows = tx.rows(sql, args![district, learner, group]).await?;
    rows.iter().map(|row| row.number("sequence").map(Sequence)).collect()
}

/// How many entries the district's ledger has.
pub async fn count(tx: &mut Tx, district: DistrictId) -> Result<i64, StoreError> {
    let sql = "select cast(coalesce(sum(last_sequence), 0) as bigint) as entries
               from learner where district_id = $1";
    tx.row(sql, args![district]).await?.map_or(Ok(0), |row| row.number("entries"))
}

const fn kind(fact: &Fact) -> i64 {
    match fact {
        Fact::Evidence(_) => 1,
        Fact::Retraction { .. } => 2,
        Fact::Excusal { .. } => 3,
        Fact::Decision(_) => 4,
        Fact::Erased => 5,
    }
}

fn from_row(row: &Row) -> Result<Sealed, StoreError> {
    let competency = row.array_or_null("competency_id")?.map(CompetencyId::from_bytes);
    let judge = row.array_or_null("judge_id")?.map(PersonId::from_bytes);
    let null = |column: &'static str| StoreError::Corrupt { column, value: "null".to_owned() };
    let fact = match row.number("kind")? {
        1 => Fact::Evidence(Evidence {
            competency: competency.ok_or_else(|| null("competency_id"))?,
            result: ScoredResult {
                points: row.points("points")?,
                points_possible: row.points("points_possible")?,
                level: row.text_or_null("level")?,
            },
            mastery_cut: row.points_or_null("mastery_cut")?,
            result_group: row.text_or_null("result_group")?,
            source: crate::column::word(row, "source", Source::from_word)?,
            judge,
            instrument: row.text_or_null("instrument")?,
            attempt: row.number_or_null("attempt")?,
            section: row.array_or_null("section_id")?.map(SectionId::from_bytes),
            worked_at: row.time("worked_at")?,
            note: row.text_or_null("note")?,
            attachment: row.text_or_null("attachment")?,
        }),
        2 => Fact::Retraction { of: Sequence(row.number("of_sequence")?), reason: row.text("reason")? },
        3 => Fact::Excusal { of: Sequence(row.number("of_sequence")?), reason: row.text("reason")? },
        4 => Fact::Decision(Decision {
            competency: competency.ok_or_else(|| null("competency_id"))?,
            level: row.text("level")?,
            reason: row.text("reason")?,
            judge: judge.ok_or_else(|| null("judge_id"))?,
            expires_at: row.time_or_null("expires_at")?,
        }),
        _ => Fact::Erased,
    };
    Ok(Sealed {
        entry: Entry {
            learner: LearnerId::from_bytes(row.array("learner_id")?),
            sequence: Sequence(row.number("sequence")?),
            id: EvidenceId::from_bytes(row.array("evidence_id")?),
            recorded_at: row.time("recorded_at")?,
            recorded_by: row.array_or_null("recorded_by")?.map(PersonId::from_bytes),
            fact,
        },
        competency,
        salt: row.array_or_null("salt")?,
        content: row.array("content_digest")?,
        seal: row.array("seal")?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Db;

    #[tokio::test]
    async fn a_competencys_entries_are_found_by_their_index_however_long_the_chain() {
        let folder = std::env::temp_dir().join(format!("onramp-plan-{}", std::process::id()));
        std::fs::create_dir_all(&folder).expect("a folder");
        let db = Db::open(folder.join("plan.db").to_str().expect("UTF-8")).await.expect("opens");
        let plan = db.look_up((), |tx, ()| {
            Box::pin(async move {
                let sql = format!("explain query plan select {COLUMNS} {OF_COMPETENCY}");
                let (learner, competency) =
                    (LearnerId::from_bytes([2; 16]), CompetencyId::from_bytes([3; 16]));
                let rows = tx.rows(&sql, args![DistrictId::from_bytes([1; 16]), learner, competency]).await?;
                rows.iter().map(|row| row.text("detail")).collect::<Result<Vec<_>, StoreError>>()
            })
        });
        let plan = plan.await.expect("explained");
        let says = |what: &str| assert!(plan.iter().any(|step| step.contains(what)), "{plan:#?}");
        says("(district_id=? AND learner_id=? AND sequence=?)");
        says("INDEX evidence_of_competency (district_id=? AND learner_id=? AND competency_id=?)");
        drop(db);
        std::fs::remove_dir_all(folder).expect("removed");
    }
}
