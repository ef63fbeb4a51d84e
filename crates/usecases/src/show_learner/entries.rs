//! The entries of a record as a list, for whoever reads it.

use std::collections::{BTreeMap, HashMap};

use domain::{
    CompetencyId, DistrictId, PersonId, Timestamp,
    access::Relationship,
    evidence::{Entry, Evidence, Fact, ScoredResult, Sequence, Source},
    framework::Competency,
};
use store::Tx;

use crate::{Refusal, class_list::Columns};

/// One piece of evidence in a record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EntryLine {
    /// Its place in the learner's chain.
    pub sequence: Sequence,
    /// Of what.
    pub competency: CompetencyId,
    /// The competency's code, short title or statement.
    pub label: String,
    /// The competency's code, if it has one.
    pub code: Option<String>,
    /// Its short title or statement.
    pub title: String,
    /// When the work was done.
    pub worked_at: Timestamp,
    /// When it was recorded.
    pub recorded_at: Timestamp,
    /// Where it comes from.
    pub source: Source,
    /// The test, task or item.
    pub instrument: Option<String>,
    /// How well.
    pub result: ScoredResult,
    /// Name of the level, when one was chosen.
    pub level_name: Option<String>,
    /// What the judge wrote.
    pub note: Option<String>,
    /// Address, file name or content digest of the work itself.
    pub attachment: Option<String>,
    /// Who judged, by name; `None` for learners and families, and for what a key scored.
    pub judge: Option<String>,
    /// Whether it was taken back or left out.
    pub mended: Option<Mended>,
}

/// What happened to an entry afterwards.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Mended {
    /// It was wrong; with the reason.
    Retracted(String),
    /// It is left out; with the reason.
    Excused(String),
}

/// The pieces of evidence of a record, newest work first. Learners and families do not read what was
/// taken back, nor who judged.
pub(super) async fn lines(
    tx: &mut Tx,
    district: DistrictId,
    relationship: Relationship,
    histories: &BTreeMap<CompetencyId, Vec<Entry>>,
    columns: &Columns,
) -> Result<Vec<EntryLine>, Refusal> {
    let private = matches!(relationship, Relationship::Own | Relationship::Guardian);
    let names = if private { HashMap::new() } else { judges(tx, district, histories).await? };
    let mut lines = Vec::new();
    for (competency, entries) in histories {
        let Some((found, scale)) = columns.with_scale(*competency) else { continue };
        let mended = mended(entries);
        for entry in entries {
            let Fact::Evidence(evidence) = &entry.fact else { continue };
            let mended = mended.get(&entry.sequence).cloned();
            if private && matches!(mended, Some(Mended::Retracted(_))) {
                continue;
            }
            let level = evidence.result.level.as_deref().and_then(|code| scale.level(code));
            let judge = evidence.judge.and_then(|judge| names.get(&judge).cloned());
            let level_name = level.map(|level| level.name.clone());
            lines.push(line(entry, evidence, found, level_name, judge, mended));
        }
    }
    lines.sort_by_key(|line| std::cmp::Reverse((line.worked_at, line.sequence)));
    Ok(lines)
}

fn line(
    entry: &Entry,
    evidence: &Evidence,
    of: &Competency,
    level_name: Option<String>,
    judge: Option<String>,
    mended: Option<Mended>,
) -> EntryLine {
    EntryLine {
        sequence: entry.sequence,
        competency: evidence.competency,
        label: of.label(),
        code: of.code.clone(),
        title: of.short.clone().unwrap_or_else(|| of.statement.clone()),
        worked_at: evidence.worked_at,
        recorded_at: entry.recorded_at,
        source: evidence.source,
        instrument: evidence.instrument.clone(),
        result: evidence.result.clone(),
        level_name,
        note: evidence.note.clone(),
        attachment: evidence.attachment.clone(),
        judge,
        mended,
    }
}

/// What was taken back or left out, and why; a correction that was itself taken back does nothing.
fn mended(entries: &[Entry]) -> HashMap<Sequence, Mended> {
    let mut mended: HashMap<Sequence, Mended> = HashMap::new();
    // From the newest, so that each correction is settled before the entry it names.
    for entry in entries.iter().rev() {
        if matches!(mended.get(&entry.sequence), Some(Mended::Retracted(_))) {
            continue;
        }
        match &entry.fact {
            Fact::Retraction { of, reason } => {
                mended.insert(*of, Mended::Retracted(reason.clone()));
            }
            Fact::Excusal { of, reason } => {
                mended.entry(*of).or_insert_with(|| Mended::Excused(reason.clone()));
            }
            _ => {}
        }
    }
    mended
}

async fn judges(
    tx: &mut Tx,
    district: DistrictId,
    histories: &BTreeMap<CompetencyId, Vec<Entry>>,
) -> Result<HashMap<PersonId, String>, Refusal> {
    let mut judges: Vec<PersonId> = histories
        .values()
        .flatten()
        .filter_map(|entry| match &entry.fact {
            Fact::Evidence(evidence) => evidence.judge,
            _ => None,
        })
        .collect();
    judges.sort_unstable();
    judges.dedup();
    let people = store::person::find_all(tx, district, &judges).await?;
    Ok(people.into_iter().map(|person| (person.id, person.name())).collect())
}

#[cfg(test)]
mod tests {
    use domain::{EvidenceId, LearnerId};

    use super::*;

    fn retraction(of: i64) -> Fact {
        Fact::Retraction { of: Sequence(of), reason: "wrong child".to_owned() }
    }

    fn excusal(of: i64) -> Fact {
        Fact::Excusal { of: Sequence(of), reason: "ill".to_owned() }
    }

    #[test]
    fn an_excusal_that_was_taken_back_does_nothing() {
        check(&[excusal(1), retraction(2)], None);
    }

    #[test]
    fn a_retraction_stands_over_an_excusal() {
        check(&[excusal(1), retraction(1)], Some(&Mended::Retracted("wrong child".to_owned())));
        check(&[retraction(1), excusal(1)], Some(&Mended::Retracted("wrong child".to_owned())));
    }

    /// Entries 2, 3, ... after a piece of evidence at 1.
    #[track_caller]
    fn check(facts: &[Fact], expected: Option<&Mended>) {
        let entries: Vec<Entry> = (2..)
            .zip(facts)
            .map(|(place, fact)| Entry {
                learner: LearnerId::from_bytes([1; 16]),
                sequence: Sequence(place),
                id: EvidenceId::from_bytes([2; 16]),
                recorded_at: Timestamp::UNIX_EPOCH,
                recorded_by: None,
                fact: fact.clone(),
            })
            .collect();
        assert_eq!(mended(&entries).get(&Sequence(1)), expected);
    }
}
