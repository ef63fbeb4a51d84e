//! How a judgement came about: the same entries, judged after each piece of work in turn.

use domain::{
    CompetencyId, Points, Timestamp,
    evidence::{Entry, Fact, Sequence},
};
use mastery::{Case, Inputs, judge};

/// The most points of one history; of a longer one, evenly spread pieces are judged and always the last.
const MOST_POINTS: usize = 60;

/// What was found after one piece of work.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HistoryPoint {
    /// When the work was done.
    pub worked_at: Timestamp,
    /// Place of its entry in the learner's chain: of work at one moment, the later entry is the later work.
    pub sequence: Sequence,
    /// Points on the scale; `None` for not enough yet.
    pub value: Option<Points>,
    /// Code of the level.
    pub level: Option<String>,
    /// Whether it was mastered then.
    pub mastered: bool,
}

/// Judges the work up to each piece, oldest first, by today's corrections and the decisions made by then.
pub fn of_competency(entries: &[Entry], competency: CompetencyId, inputs: &Inputs) -> Vec<HistoryPoint> {
    let mut work: Vec<(Timestamp, &Entry)> = Vec::new();
    let mut around: Vec<&Entry> = Vec::new();
    for entry in entries {
        match &entry.fact {
            Fact::Evidence(evidence) => work.push((evidence.worked_at, entry)),
            _ => around.push(entry),
        }
    }
    work.sort_by_key(|(worked_at, entry)| (*worked_at, entry.sequence));
    let chosen = spread(work.len());
    let mut points = Vec::with_capacity(chosen.len());
    for last in chosen {
        let (worked_at, entry) = work[last];
        let known = around.iter().filter(|entry| decided_by(entry, worked_at)).copied();
        let read: Vec<Entry> = work[..=last].iter().map(|(_, entry)| *entry).chain(known).cloned().collect();
        let found = judge(&Case { entries: &read, competency, inputs, as_of: worked_at }).finding;
        points.push(HistoryPoint {
            worked_at,
            sequence: entry.sequence,
            value: found.value,
            level: found.level,
            mastered: found.mastered,
        });
    }
    points
}

/// Decisions count from when they were made; corrections always.
fn decided_by(entry: &Entry, moment: Timestamp) -> bool {
    !matches!(entry.fact, Fact::Decision(_)) || entry.recorded_at <= moment
}

/// Which of `count` pieces are judged.
fn spread(count: usize) -> Vec<usize> {
    if count <= MOST_POINTS {
        return (0..count).collect();
    }
    (1..=MOST_POINTS).map(|point| point * count / MOST_POINTS - 1).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_history_keeps_its_end() {
        for (count, points, last) in [(0, 0, None), (3, 3, Some(2)), (1_000, MOST_POINTS, Some(999))] {
            let chosen = spread(count);
            assert_eq!((chosen.len(), chosen.last().copied()), (points, last), "{count}");
            assert!(chosen.is_sorted(), "{count}");
        }
    }
}
