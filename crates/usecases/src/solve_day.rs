//! Asks the solver, in a thread of its own and with a limit of time: nothing is locked meanwhile.

use std::time::Duration;

use scheduling::{Instance, Limits, Outcome, Schedule, repair, solve};

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
    apart(move || {
        let clock = Stopwatch::start();
        let elapsed = || Duration::from_micros(clock.microseconds());
        let outcome = solve(&instance, &limits(seconds), &elapsed);
        solved(outcome, &clock)
    })
    .await
}

/// Mends `schedule`, which was made for the day as it `was`, for the day as it is `now`, in at most `seconds`.
pub(crate) async fn repair_for(
    was: Instance,
    schedule: Schedule,
    now: Instance,
    seconds: u32,
) -> Result<Solved, Refusal> {
    apart(move || {
        let clock = Stopwatch::start();
        let elapsed = || Duration::from_micros(clock.microseconds());
        let mended = repair(&was, &schedule, &now, &limits(seconds), &elapsed);
        solved(mended.outcome, &clock)
    })
    .await
}

fn limits(seconds: u32) -> Limits {
    Limits { time: Duration::from_secs(u64::from(seconds)), gap: GAP, ..Limits::BUILT_IN }
}

fn solved(outcome: Outcome, clock: &Stopwatch) -> Solved {
    Solved {
        worth: millionths(outcome.value),
        bound: millionths(outcome.bound),
        milliseconds: i64::try_from(clock.microseconds() / 1_000).unwrap_or(i64::MAX),
        schedule: outcome.schedule,
    }
}

async fn apart(work: impl FnOnce() -> Solved + Send + 'static) -> Result<Solved, Refusal> {
    let done = tokio::task::spawn_blocking(work).await;
    done.map_err(|_| Refusal::Conflict("The schedule could not be made: the solver stopped.".to_owned()))
}

/// A worth as it is kept.
pub(crate) fn millionths(worth: f64) -> i64 {
    domain::Points::from_f64(worth).map_or(0, domain::Points::millionths)
}
