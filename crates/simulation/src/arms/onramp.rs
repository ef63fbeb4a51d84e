//! Onramp's path and Onramp's schedule.

use std::time::Duration;

use scheduling::{Instance, Limits, Schedule, solve};

use super::{Morning, paths};
use crate::room::today;

/// Steps of the search for one day: a number, so that the same seed gives the same year.
const STEPS: u64 = 2_000;

pub(super) fn plan(morning: &Morning<'_>) -> (Instance, Schedule) {
    let instance = today(morning.room, morning.seen, morning.present, paths::offered(morning));
    let limits = Limits { steps: Some(STEPS), gap: 0.005, ..Limits::BUILT_IN };
    let schedule = solve(&instance, &limits, &|| Duration::ZERO).schedule;
    (instance, schedule)
}
