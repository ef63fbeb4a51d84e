//! How long a sitting may take: the plan's time, a learner's accommodation, pauses; by the server's clock alone.
//!
//! Every moment here is one that the server read. What a device says of time is nowhere asked, so that changing its clock
//! changes nothing. A learner with extended time is late by their own time only, never by that of others.

use domain::{Timestamp, accommodation::TimeFactor};

use crate::plan::{AnswersAfterTime, Pauses, Plan};

#[cfg(test)]
mod tests;

/// An interruption.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Pause {
    /// When it began.
    pub from: Timestamp,
    /// When it ended; `None` while it lasts.
    pub until: Option<Timestamp>,
}

/// A sitting as far as time goes.
#[derive(Debug, Clone, Copy)]
pub struct Timed<'s> {
    /// When it began.
    pub started_at: Timestamp,
    /// How much time this learner has, as it was given at the start.
    pub factor: TimeFactor,
    /// Interruptions, in any order.
    pub pauses: &'s [Pause],
}

/// What an answer is, by when it came in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Arrival {
    /// In time, or within the grace.
    InTime,
    /// After the time, and taken all the same: the time is a recommendation.
    Taken {
        /// Seconds after the time.
        late: u64,
    },
    /// After the time: kept, marked late, for an educator to decide.
    MarkedLate {
        /// Seconds after the time.
        late: u64,
    },
    /// After the time: not taken.
    Refused {
        /// Seconds after the time.
        late: u64,
    },
}

/// How much time this learner has. Unit: minutes. `None` for without limit.
pub fn minutes(plan: &Plan, factor: TimeFactor) -> Option<u32> {
    factor.of_minutes(plan.time_limit_minutes?)
}

/// When the time is over, as far as is known at `now`: a pause that lasts pushes it on. `None` for never.
///
/// The earlier of the start with this learner's minutes and the pauses that stop the clock, and of the moment when the
/// assessment closes, later by the minutes that this learner has beyond the usual: who starts with the others has all of
/// their extended time. For whoever has unlimited time it never closes once it was started.
pub fn due(plan: &Plan, timed: &Timed<'_>, now: Timestamp) -> Option<Timestamp> {
    if timed.factor == TimeFactor::Unlimited {
        return None;
    }
    let own = minutes(plan, timed.factor);
    let by_limit = own.map(|minutes| {
        let seconds = u64::from(minutes) * 60 + stopped_seconds(plan, timed, now);
        crate::plan::after(timed.started_at, seconds)
    });
    let beyond = own.zip(plan.time_limit_minutes).map_or(0, |(own, usual)| own.saturating_sub(usual));
    let by_window = plan.closes_at.map(|closes| crate::plan::after(closes, u64::from(beyond) * 60));
    by_limit.into_iter().chain(by_window).min()
}

/// How many whole seconds are left at `now`; 0 when the time is over, `None` for without limit.
pub fn left_seconds(plan: &Plan, timed: &Timed<'_>, now: Timestamp) -> Option<u64> {
    due(plan, timed, now).map(|due| seconds_from(now, due))
}

/// What an answer is that the server received at `received_at`.
pub fn arrival(plan: &Plan, timed: &Timed<'_>, received_at: Timestamp) -> Arrival {
    let Some(due) = due(plan, timed, received_at) else { return Arrival::InTime };
    if received_at <= crate::plan::after(due, u64::from(plan.grace_seconds)) {
        return Arrival::InTime;
    }
    let late = seconds_from(due, received_at);
    match plan.answers_after_time {
        AnswersAfterTime::Refused => Arrival::Refused { late },
        AnswersAfterTime::MarkedLate => Arrival::MarkedLate { late },
        AnswersAfterTime::Taken => Arrival::Taken { late },
    }
}

/// Whether a sitting that nobody submitted is submitted by the server at `now`: its time and grace are over, and answers
/// are not taken any more.
pub fn is_over(plan: &Plan, timed: &Timed<'_>, now: Timestamp) -> bool {
    matches!(arrival(plan, timed, now), Arrival::Refused { .. })
}

/// For how long the clock stood still. Unit: seconds. Pauses that overlap count once.
fn stopped_seconds(plan: &Plan, timed: &Timed<'_>, now: Timestamp) -> u64 {
    if plan.pauses == Pauses::ClockRuns {
        return 0;
    }
    let within = |pause: &Pause| {
        let from = pause.from.max(timed.started_at);
        let until = pause.until.unwrap_or(now).min(now);
        (from < until).then_some((from, until))
    };
    let mut spans: Vec<(Timestamp, Timestamp)> = timed.pauses.iter().filter_map(within).collect();
    spans.sort_unstable();
    let mut stopped = 0;
    let mut counted_to = timed.started_at;
    for (from, until) in spans {
        stopped += seconds_from(from.max(counted_to), until);
        counted_to = counted_to.max(until);
    }
    stopped
}

/// Whole seconds from one moment to a later one, rounded up; 0 for one that is not later.
fn seconds_from(one: Timestamp, other: Timestamp) -> u64 {
    let nanoseconds = other.as_nanosecond().saturating_sub(one.as_nanosecond()).max(0);
    u64::try_from(nanoseconds.unsigned_abs().div_ceil(1_000_000_000)).unwrap_or(u64::MAX)
}
