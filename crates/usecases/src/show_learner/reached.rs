//! The way there: how many competencies were mastered, day by day.

use std::collections::{BTreeMap, HashMap};

use domain::{
    CompetencyId, Date, DistrictId, Timestamp,
    evidence::{Entry, Sequence},
    judgement::Mastery,
};

use crate::{chance, history, rejudging, rejudging::KeptInputs};

/// Whether a competency was mastered after one piece of work.
#[derive(Debug, Clone, Copy)]
struct Step {
    worked_at: Timestamp,
    sequence: Sequence,
    competency: CompetencyId,
    mastered: bool,
}

/// How many competencies were mastered over time, one point per day that changed it, from the first piece
/// on.
pub(super) fn over_time(
    district: DistrictId,
    judgements: &[Mastery],
    kept: &KeptInputs,
    histories: &BTreeMap<CompetencyId, Vec<Entry>>,
) -> Vec<(Timestamp, usize)> {
    let mut steps = Vec::new();
    for judgement in judgements {
        let Some(inputs) = kept.of(judgement) else { continue };
        let competency = judgement.competency;
        let entries = rejudging::entries(competency, inputs, histories);
        steps.extend(history::of_competency(&entries, competency, inputs).into_iter().map(|point| Step {
            worked_at: point.worked_at,
            sequence: point.sequence,
            competency,
            mastered: point.mastered,
        }));
    }
    by_day(steps, |moment| chance::date_of(district, moment))
}

/// Counts in the order of the work: of pieces with one moment, the chain's order is theirs.
fn by_day(mut steps: Vec<Step>, day: impl Fn(Timestamp) -> Date) -> Vec<(Timestamp, usize)> {
    steps.sort_by_key(|step| (step.worked_at, step.sequence));
    let mut mastered: HashMap<CompetencyId, bool> = HashMap::new();
    let mut points: Vec<(Timestamp, usize)> = Vec::new();
    let mut count = 0_usize;
    for step in steps {
        let before = mastered.insert(step.competency, step.mastered).unwrap_or(false);
        count = match (before, step.mastered) {
            (false, true) => count + 1,
            (true, false) => count.saturating_sub(1),
            _ => count,
        };
        // One point a day, as the day ended: within a day the order of marking is no progress.
        match points.last_mut() {
            Some((last, reached)) if day(*last) == day(step.worked_at) => {
                (*last, *reached) = (step.worked_at, count);
            }
            _ => points.push((step.worked_at, count)),
        }
    }
    points.dedup_by(|later, earlier| later.1 == earlier.1);
    points
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn work_of_one_moment_counts_in_the_order_of_the_chain() {
        // Mastered and lost again, all at one moment, as files without times bring it.
        check(&[(0, 1, 'a', true), (0, 2, 'a', false), (0, 3, 'b', true)], &[1]);
        check(&[(0, 3, 'a', true), (0, 1, 'b', true), (0, 2, 'b', false)], &[1]);
        check(&[(0, 1, 'a', false), (0, 2, 'a', true)], &[1]);
    }

    #[test]
    fn each_day_ends_where_its_last_work_left_it() {
        check(&[(0, 2, 'a', true), (1, 1, 'a', false), (2, 3, 'b', true)], &[1, 0, 1]);
        check(&[(0, 1, 'a', true), (1, 2, 'a', true)], &[1]);
        check(&[], &[]);
    }

    /// Day, place in the chain, competency, mastered; and how many after each day that changed it.
    #[track_caller]
    fn check(steps: &[(i64, i64, char, bool)], expected: &[usize]) {
        let step = |&(day, sequence, competency, mastered): &(i64, i64, char, bool)| Step {
            worked_at: Timestamp::from_second(day * 86_400 * 2).expect("a moment"),
            sequence: Sequence(sequence),
            competency: CompetencyId::from_bytes([competency as u8; 16]),
            mastered,
        };
        let day = |at: Timestamp| at.to_zoned_datetime(jiff::tz::TimeZone::UTC).date();
        let found: Vec<usize> =
            by_day(steps.iter().map(step).collect(), day).iter().map(|one| one.1).collect();
        assert_eq!(found, expected, "{steps:?}");
    }
}
