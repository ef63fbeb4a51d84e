//! A published day mended: whatever changed over night, the fewest people move.

mod carried;
mod least;

use std::time::Duration;

use crate::random::Random;
use crate::solve::{Before, Day, Draft, Search, result};
use crate::{Instance, Limits, Outcome, Schedule, alone};

pub(crate) use carried::Carried;
pub use carried::Lost;

/// Where somebody sits, by place in the changed instance.
pub use crate::solve::Sat;

/// A mended day.
#[derive(Debug, Clone, PartialEq)]
pub struct Repair {
    /// The schedule as it is now. Its bound is what everybody could have alone, not what a repair could reach.
    pub outcome: Outcome,
    /// Every seat that is not as it was, by learner, then period.
    pub moves: Vec<Move>,
    /// Learners who had a seat before and of whom one has changed.
    pub moved: usize,
    /// No schedule that keeps every rule moves fewer.
    pub least_moved: usize,
    /// Educators whose prepared group is not as it was: educator and period, by place, ascending.
    pub unprepared: Vec<(usize, usize)>,
}

/// A seat that is not as it was.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Move {
    /// Who, by place.
    pub learner: usize,
    /// When, by place.
    pub period: usize,
    /// What they had: `None` for no seat, or a seat of which something is no longer there.
    pub from: Option<Sat>,
    /// What they have; `None` for no seat.
    pub to: Option<Sat>,
    /// Why.
    pub why: WhyMoved,
}

/// Why a seat has changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WhyMoved {
    /// They had none.
    New,
    /// What they had cannot be any more.
    Lost(Lost),
    /// Too few of their group were left.
    GroupTooSmall,
    /// So that others find a seat, or more is gained.
    ForOthers,
}

/// Mends `schedule`, which was made for the day as it `was`, for the day as it is `now`.
///
/// Keeps every rule; seats the most people; then moves the fewest (a learner is moved if room, educator, modality or
/// lesson of a period changes), then spares prepared groups, then counts worth. Learners, rooms, educators,
/// modalities, lessons and periods are the same where their ids are.
pub fn repair(
    was: &Instance,
    schedule: &Schedule,
    now: &Instance,
    limits: &Limits,
    clock: &dyn Fn() -> Duration,
) -> Repair {
    let carried = Carried::new(was, schedule, now);
    let before = Before::of(now, &carried);
    let day = Day::new(now);
    let mut draft = Draft::beside(&day, Some(&before));
    draft.reinstate(&carried);
    let mut search = Search::new(draft, Random::new(limits.seed), limits, clock);
    let least_moved = least::moved(&day, &carried);
    search.mend(least_moved);
    let alone = alone::best(now).iter().sum();
    let outcome = result::outcome(&search.best, alone, search.stopped, search.steps);
    let moves = moves(&day, &carried, &search.best);
    let old = moves.iter().filter(|one| one.why != WhyMoved::New);
    let mut people: Vec<usize> = old.map(|one| one.learner).collect();
    people.dedup();
    let mut unprepared: Vec<(usize, usize)> =
        search.best.unprepared().into_iter().map(|(period, educator)| (educator, period)).collect();
    unprepared.sort_unstable();
    Repair { moved: people.len(), outcome, moves, least_moved, unprepared }
}

fn moves(day: &Day, carried: &Carried, draft: &Draft) -> Vec<Move> {
    let mut moves = Vec::new();
    for (learner, who) in day.instance.learners.iter().enumerate() {
        for period in &who.periods {
            let to = draft.sits(learner, *period);
            let why = match carried.seat(learner, *period) {
                None if to.is_some() => WhyMoved::New,
                None => continue,
                Some(seat) if seat.sat == to => continue,
                Some(seat) => match seat.lost.or_else(|| carried.lost(day, learner, *period)) {
                    Some(lost) => WhyMoved::Lost(lost),
                    None if carried.too_small(day, seat.group) => WhyMoved::GroupTooSmall,
                    None => WhyMoved::ForOthers,
                },
            };
            let from = carried.seat(learner, *period).and_then(|seat| seat.sat);
            moves.push(Move { learner, period: *period, from, to, why });
        }
    }
    moves
}
