//! A few learners at a time: what is stored, which of it the change concerns, and what it would be.

use std::{
    collections::{BTreeSet, HashMap},
    ops::Range,
    sync::atomic::{AtomicUsize, Ordering},
};

use domain::{DistrictId, LearnerId, judgement::Mastery};
use mastery::what_if::Turn;
use store::Tx;

use super::{
    Prepared,
    tally::{Cell, Counted, Grade, Key, Tally},
};
use crate::{
    Refusal,
    judging::Contexts,
    under_change::{Histories, UnderChange},
};

/// Learners of one stretch: few enough that a snapshot lasts some tens of milliseconds.
const LEARNERS: usize = 100;

/// Which stretch is next.
pub(super) struct Stretches {
    learners: usize,
    next: AtomicUsize,
}

impl Stretches {
    pub fn of(learners: usize) -> Self {
        Self { learners, next: AtomicUsize::new(0) }
    }

    pub fn count(&self) -> usize {
        self.learners.div_ceil(LEARNERS)
    }

    /// The next stretch that nobody has taken, and the places of its learners.
    pub fn next(&self) -> Option<(usize, Range<usize>)> {
        let place = self.next.fetch_add(1, Ordering::Relaxed);
        let first = place.checked_mul(LEARNERS).filter(|first| *first < self.learners)?;
        Some((place, first..(first + LEARNERS).min(self.learners)))
    }
}

/// Judges one stretch.
pub(super) async fn stretch(
    tx: &mut Tx,
    district: DistrictId,
    prepared: &Prepared,
    learners: &[LearnerId],
    under: &mut UnderChange,
) -> Result<Counted, Refusal> {
    let mut stored: HashMap<LearnerId, Vec<Mastery>> = HashMap::new();
    for (first, last) in runs(learners, &prepared.everybody) {
        for one in store::mastery::between(tx, district, first, last).await? {
            stored.entry(one.learner).or_default().push(one);
        }
    }
    let mut concerned: Vec<(LearnerId, Contexts)> = Vec::new();
    for learner in learners {
        let contexts = prepared.places.contexts(under.with(), *learner);
        let of = stored.get(learner).map(Vec::as_slice).unwrap_or_default();
        if !under.concerned(&contexts, of)?.is_empty() {
            concerned.push((*learner, contexts));
        }
    }
    let to_read: Vec<LearnerId> = concerned.iter().map(|(learner, _)| *learner).collect();
    let mut histories: HashMap<LearnerId, Histories> = HashMap::new();
    for (first, last) in runs(&to_read, &prepared.everybody) {
        for (competency, entry) in store::evidence::judged_between(tx, district, first, last).await? {
            histories.entry(entry.learner).or_default().entry(competency).or_default().push(entry);
        }
    }
    let mut counted = Counted::default();
    for (learner, contexts) in &concerned {
        let of = stored.get(learner).map(Vec::as_slice).unwrap_or_default();
        let histories = histories.remove(learner).unwrap_or_default();
        let mut own = Tally::default();
        for cell in under.concerned(contexts, of)? {
            let before = cell.before.map(|before| &before.finding);
            let levels = under.levels_before(cell.competency).cloned();
            let Some((after, scale)) = under.find(&cell, &histories)? else { continue };
            let turn = Turn::between(before, &after, scale);
            let (before, after) =
                (Grade::of(before, levels.as_ref().unwrap_or(scale)), Grade::of(Some(&after), scale));
            own.add(turn, before.mastered, after.mastered, 1);
            let (learner, competency, context) = (*learner, cell.competency, cell.context);
            counted.count(Cell { learner, competency, context, turn, before, after });
        }
        counted.learners_changed += u64::from(own.changed() > 0);
        for school in prepared.places.schools(*learner) {
            counted.count_group(Key::School(*school), &own);
        }
        for section in prepared.places.sections(*learner) {
            counted.count_group(Key::Section(*section), &own);
        }
    }
    Ok(counted)
}

/// Ranges of ids that hold `some` and nobody else of `everybody`: one for a whole district, few for a
/// school. Both are in id order.
fn runs(some: &[LearnerId], everybody: &[LearnerId]) -> Vec<(LearnerId, LearnerId)> {
    let wanted: BTreeSet<LearnerId> = some.iter().copied().collect();
    let (Some(first), Some(last)) = (some.first(), some.last()) else { return Vec::new() };
    let from = everybody.partition_point(|one| one < first);
    let to = everybody.partition_point(|one| one <= last);
    let mut runs: Vec<(LearnerId, LearnerId)> = Vec::new();
    let mut open = false;
    for one in &everybody[from..to] {
        match (wanted.contains(one), open) {
            (true, true) => runs.last_mut().expect("one is open").1 = *one,
            (true, false) => runs.push((*one, *one)),
            (false, _) => {}
        }
        open = wanted.contains(one);
    }
    runs
}

#[cfg(test)]
mod tests {
    use super::*;

    fn id(number: u8) -> LearnerId {
        LearnerId::from_bytes([number; 16])
    }

    #[test]
    fn runs_hold_the_wanted_and_nobody_else() {
        let everybody: Vec<LearnerId> = (1..=9).map(id).collect();
        for (some, expected) in [
            (vec![], vec![]),
            (vec![3], vec![(3, 3)]),
            (vec![1, 2, 3], vec![(1, 3)]),
            (vec![2, 3, 5, 8, 9], vec![(2, 3), (5, 5), (8, 9)]),
        ] {
            let some: Vec<LearnerId> = some.into_iter().map(id).collect();
            let expected: Vec<_> = expected.into_iter().map(|(first, last)| (id(first), id(last))).collect();
            assert_eq!(runs(&some, &everybody), expected);
        }
    }

    #[test]
    fn every_learner_is_in_one_stretch() {
        for learners in [0, 1, 99, 100, 101, 1_000] {
            let stretches = Stretches::of(learners);
            let mut seen = 0;
            for place in 0..stretches.count() {
                let (taken, range) = stretches.next().expect("one more");
                assert_eq!((taken, range.start), (place, seen));
                seen = range.end;
            }
            assert_eq!((seen, stretches.next()), (learners, None));
        }
    }
}
