//! How the worth of a day is spread over the learners, and what tomorrow makes of it.

use crate::{Instance, Schedule, alone, worth};

/// How much of what the days before gave stays in `served`, beside today.
const KEPT: f64 = 0.7;

/// How a day is spread: shares of what would have been best for each learner alone.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Spread {
    /// The least share.
    pub least: f64,
    /// One in ten learners has this or less.
    pub tenth: f64,
    /// Half of the learners have this or less.
    pub median: f64,
}

/// For each learner, by place, the share that a schedule gives them of what would have been best for them alone.
///
/// Shape: 0 to 1; `None` for whoever is not there, or for whom nothing would have been worth anything.
pub fn shares(instance: &Instance, schedule: &Schedule) -> Vec<Option<f64>> {
    let mut got = vec![0.0; instance.learners.len()];
    for seat in schedule.groups.iter().flat_map(|group| &group.seats) {
        if let Some(lesson) = seat.lesson {
            got[seat.learner] += worth::seat(instance, seat.learner, lesson);
        }
    }
    let best = alone::best(instance);
    got.iter().zip(best).map(|(got, best)| (best > 0.0).then(|| (got / best).clamp(0.0, 1.0))).collect()
}

/// Tomorrow's [`crate::Learner::served`] by place: seven tenths of what it was and three tenths of today's share.
///
/// Whoever is not there today keeps what they had.
pub fn served(instance: &Instance, schedule: &Schedule) -> Vec<f64> {
    let shares = shares(instance, schedule);
    let mixed = |(learner, share): (&crate::Learner, Option<f64>)| {
        share.map_or(learner.served, |share| KEPT * learner.served + (1.0 - KEPT) * share)
    };
    instance.learners.iter().zip(shares).map(mixed).collect()
}

/// The least share, the tenth and the fiftieth percentile; 1 of nobody.
pub(crate) fn of(shares: &[Option<f64>]) -> Spread {
    let mut sorted: Vec<f64> = shares.iter().flatten().copied().collect();
    sorted.sort_by(f64::total_cmp);
    let at = |hundredths: usize| sorted.get((sorted.len() * hundredths).div_ceil(100).max(1) - 1).copied();
    Spread { least: at(0).unwrap_or(1.0), tenth: at(10).unwrap_or(1.0), median: at(50).unwrap_or(1.0) }
}
