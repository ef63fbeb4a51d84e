//! Why somebody has no seat: the smallest set of facts that cannot hold at once, and what would help.

mod fact;
mod personal;
mod places;
mod relax;
mod search;

use std::collections::BTreeMap;

use crate::{Broken, Instance, Lock, NoSeat, Outcome, Unseated};

pub use fact::Fact;
pub use relax::Relax;

/// Facts that cannot hold at once.
#[derive(Debug, Clone, PartialEq)]
pub struct Conflict {
    /// Who has no seat because of it: learner and period, by place; empty for a decision that could not be kept.
    pub concerns: Vec<(usize, usize)>,
    /// The facts: without any one of them the rest would be possible, as far as these learners go.
    pub facts: Vec<Fact>,
    /// Whether that is proven; otherwise the set may not be the smallest.
    pub proven: bool,
    /// What would help, cheapest first; each was tried by looking for a schedule again.
    pub relaxations: Vec<Helps>,
}

/// Something that would help.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Helps {
    /// What to do.
    pub relax: Relax,
    /// How many more seats there would be with it, by the look that was taken.
    pub seats: usize,
}

/// Conflicts that are looked into at most: the rest says the same of others.
pub const MOST_CONFLICTS: usize = 12;

/// What stands behind everybody without a seat, and behind every decision that could not be kept.
///
/// At most [`MOST_CONFLICTS`], those that concern most people first.
pub fn conflicts(instance: &Instance, outcome: &Outcome) -> Vec<Conflict> {
    let mut found = Vec::new();
    let mut explained: Vec<(usize, usize)> = Vec::new();
    for period in 0..instance.periods.len() {
        let left: Vec<&Unseated> = outcome
            .unseated
            .iter()
            .filter(|one| one.period == period && one.why == NoSeat::NoRoomLeft)
            .collect();
        if let Some(facts) = places::too_few_seats(instance, period).filter(|_| !left.is_empty()) {
            let concerns: Vec<(usize, usize)> = left.iter().map(|one| (one.learner, one.period)).collect();
            explained.extend(&concerns);
            found.push(Conflict { concerns, facts, proven: true, relaxations: Vec::new() });
        }
    }
    let mut by_facts: BTreeMap<Vec<Fact>, Conflict> = BTreeMap::new();
    for one in outcome.unseated.iter().filter(|one| !explained.contains(&(one.learner, one.period))) {
        if by_facts.len() >= MOST_CONFLICTS {
            break;
        }
        let (facts, proven) = facts_of(instance, one);
        let conflict = by_facts.entry(facts.clone()).or_insert_with(|| Conflict {
            concerns: Vec::new(),
            facts,
            proven,
            relaxations: Vec::new(),
        });
        conflict.concerns.push((one.learner, one.period));
    }
    found.extend(by_facts.into_values());
    for broken in &outcome.broken {
        let (facts, proven) = kept_not(instance, *broken);
        let said = |conflict: &Conflict| facts.iter().all(|fact| conflict.facts.contains(fact));
        if !found.iter().any(said) {
            found.push(Conflict { concerns: Vec::new(), facts, proven, relaxations: Vec::new() });
        }
    }
    found.sort_by_key(|conflict| std::cmp::Reverse(conflict.concerns.len()));
    found.truncate(MOST_CONFLICTS);
    for conflict in &mut found {
        conflict.relaxations = relax::helping(instance, outcome, conflict);
    }
    found
}

fn facts_of(instance: &Instance, one: &Unseated) -> (Vec<Fact>, bool) {
    match one.why {
        NoSeat::ReadyForNothing => (vec![Fact::ReadyForNothing(one.learner)], true),
        NoSeat::NoLesson(_) => (personal::no_lesson(instance, one.learner, one.period), true),
        NoSeat::FixedGroup(group) => places::cannot_stand(instance, group),
        NoSeat::Locks | NoSeat::NoRoomLeft => search::smallest(instance, one.learner, one.period),
    }
}

/// Why a decision could not be kept, where nobody is without a seat for it.
fn kept_not(instance: &Instance, broken: Broken) -> (Vec<Fact>, bool) {
    match broken {
        Broken::Fixed(group) => places::cannot_stand(instance, group),
        Broken::Lock(lock) => match &instance.locks[lock] {
            Lock::Leads { .. } => places::not_led(instance, lock),
            _ => places::against_fixed(instance, lock),
        },
    }
}
