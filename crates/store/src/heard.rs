//! What is known of many learners at a glance: how much counts, what is mastered, when they last worked.

use domain::{CompetencyId, DistrictId, LearnerId, SectionId, Timestamp, judgement::Context};

use crate::{Arg, StoreError, Tx, args, mastery::context_bytes};

/// What the record holds of one learner in one competency.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Heard {
    /// Whose.
    pub learner: LearnerId,
    /// Of what.
    pub competency: CompetencyId,
    /// Pieces of evidence that count.
    pub pieces: i64,
    /// Whether it is mastered.
    pub mastered: bool,
    /// When the newest of them was worked.
    pub last_worked_at: Option<Timestamp>,
}

/// What the record holds of `learners`, in no particular order.
pub async fn of_learners(
    tx: &mut Tx,
    district: DistrictId,
    learners: &[LearnerId],
) -> Result<Vec<Heard>, StoreError> {
    let places = (3..=52).map(|n| format!("${n}")).collect::<Vec<_>>().join(", ");
    let sql = format!(
        "select learner_id, competency_id, evidence_count, mastered, last_worked_at from mastery
         where district_id = $1 and context = $2 and learner_id in ({places})"
    );
    let mut found = Vec::new();
    for chunk in learners.chunks(50) {
        // Always 50 placeholders, the last id repeated, so that the statement stays prepared.
        let ids = (0..50).map(|place| chunk[place.min(chunk.len() - 1)]);
        let first = [Arg::from(district), Arg::from(context_bytes(&Context::Record))];
        let args: Vec<Arg<'_>> = first.into_iter().chain(ids.map(Arg::from)).collect();
        for row in tx.rows(&sql, &args).await? {
            found.push(Heard {
                learner: LearnerId::from_bytes(row.array("learner_id")?),
                competency: CompetencyId::from_bytes(row.array("competency_id")?),
                pieces: row.number("evidence_count")?,
                mastered: row.flag("mastered")?,
                last_worked_at: row.time_or_null("last_worked_at")?,
            });
        }
    }
    Ok(found)
}

/// When the newest counted work was done that a section's learners (any time enrolled) did in its targets;
/// `None` when there is none.
pub async fn last_in_section(
    tx: &mut Tx,
    district: DistrictId,
    section: SectionId,
) -> Result<Option<Timestamp>, StoreError> {
    let sql = "select max(m.last_worked_at) as last_worked_at
               from (select distinct district_id, person_id from enrollment
                     where district_id = $1 and section_id = $2 and role = 'learner') e
               join mastery m on m.district_id = e.district_id and m.learner_id = e.person_id
               where m.district_id = $1 and m.context = $3 and m.competency_id in (
                 select competency_id from target where district_id = $1 and section_id = $2)";
    let record = context_bytes(&Context::Record);
    let row = tx.row(sql, args![district, section, record]).await?;
    row.map_or(Ok(None), |row| row.time_or_null("last_worked_at"))
}
