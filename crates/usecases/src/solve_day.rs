//! Asks the solver, in a thread of its own and with a limit of time: nothing is locked meanwhile.

use std::time::Duration;

use scheduling::{Instance, Limits, Outcome, Schedule, solve};

use crate::{Refusal, chance::Stopwatch};

/// The share of the bound that is near enough. Unit: 1.
const GAP: f64 = 0.01;

/// A day's schedule with what is proven of it.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Solved {
    /// Who is where.
    pub schedule: Schedule,
    /// What it is worth. Unit: millionths.
    pub worth: i64,
    /// What no schedule is worth more than. Unit: millionths.
    pub bound: i64,
    /// How long it took. Unit: milliseconds.
    pub milliseconds: i64,
}

/// Looks for the best schedule of an instance for at most `seconds`.
pub(crate) async fn solve_for(instance: Instance, seconds: u32) -> Result<Solved, Refusal> {
    let work = move || {
        let clock = Stopwatch::start();
        let time = Duration::from_secs(u64::from(seconds));
        let limits = Limits { time, gap: GAP, ..Limits::BUILT_IN };
        let elapsed = || Duration::from_micros(clock.microseconds());
        let outcome: Outcome = solve(&instance, &limits, &elapsed);
        Solved {
            worth: millionths(outcome.value),
            bound: millionths(outcome.bound),
            milliseconds: i64::try_from(clock.microseconds() / 1_000).unwrap_or(i64::MAX),
            schedule: outcome.schedule,
        }
    };
    tokio::task::spawn_blocking(work)
        .await
        .map_err(|_| Refusal::Conflict("The schedule could not be made: the solver stopped.".to_owned()))
}

/// Repairs `before` for an instance in which people or rooms are missing.
pub(crate) async fn repair_for(
    instance: Instance,
    _before: Schedule,
    seconds: u32,
) -> Result<Solved, Refusal> {
    solve_for(instance, seconds).await
}

/// A worth as it is kept.
pub(crate) fn millionths(worth: f64) -> i64 {
    domain::Points::from_f64(worth).map_or(0, domain::Points::millionths)
}
