//! Whether a sitting may start now.

use std::time::Duration;

use domain::{Date, Timestamp, time::Dates};

use super::{FreshForm, Plan};

/// A sitting of this learner by this plan, begun before.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PastSitting {
    /// When it began.
    pub started_at: Timestamp,
    /// The day it began, by the district's clock.
    pub day: Date,
    /// When it ended; `None` while it runs or waits to be gone on with.
    pub ended_at: Option<Timestamp>,
    /// Whether it was passed; `None` when that is not known or not asked.
    pub passed: Option<bool>,
    /// Whether it uses up an attempt. No for one that was annulled, and for one whose learner was rushing where the
    /// plan gives a retake.
    pub counts: bool,
}

/// How much the bank has for a form of this learner. [`crate::forms::room`] counts it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct BankRoom {
    /// Items that a form needs.
    pub needed: usize,
    /// The most items of a form by the blueprint that this learner has not seen.
    pub fresh: usize,
    /// The most items of a form by the blueprint, seen or not.
    pub any: usize,
}

/// What else is known when somebody wants to start.
#[derive(Debug, Clone, Copy)]
pub struct Situation<'s> {
    /// Every sitting of this learner by this plan.
    pub past: &'s [PastSitting],
    /// The days of this school year.
    pub year: Dates,
    /// Today, by the district's clock.
    pub today: Date,
    /// When the learner last made a plan for this assessment, if ever.
    pub plan_made_at: Option<Timestamp>,
    /// When an educator last unlocked it for this learner, if ever.
    pub unlocked_at: Option<Timestamp>,
    /// Whether the proctor's code was given and is right.
    pub code_given: bool,
    /// What the bank has; `None` where no bank is drawn from.
    pub bank: Option<BankRoom>,
}

/// Why a sitting may not start now.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NotNow {
    /// One is running: it is gone on with, and no second one begins.
    #[error("a sitting begun at {started_at} is not finished: go on with it")]
    Running {
        /// When it began.
        started_at: Timestamp,
    },
    /// It was begun on another day, and is not split over days.
    #[error("it was begun on {begun} and is not split over days: submit it as it stands")]
    OnOneDay {
        /// The day it was begun.
        begun: Date,
    },
    /// It has not opened.
    #[error("it opens at {opens_at}: come back then")]
    NotOpen {
        /// When it opens.
        opens_at: Timestamp,
    },
    /// It has closed.
    #[error("it closed at {closes_at}: ask the educator to open it again")]
    Closed {
        /// When it closed.
        closes_at: Timestamp,
    },
    /// It is passed.
    #[error("it is passed already, and the plan does not repeat what is passed")]
    Passed,
    /// Every attempt is used up.
    #[error("{used} of {allowed} attempts are used: ask the educator for another")]
    NoAttemptLeft {
        /// How many there are.
        allowed: u32,
        /// How many were used.
        used: usize,
    },
    /// Every sitting of this school year is used up.
    #[error("{used} of {allowed} sittings of this school year are used")]
    NoneLeftThisYear {
        /// How many there are.
        allowed: u32,
        /// How many were used.
        used: usize,
    },
    /// Too few days since the last.
    #[error("there are {days_apart} days from one to the next: it may be taken from {from} on")]
    TooFewDays {
        /// How many days there are.
        days_apart: u32,
        /// The first day.
        from: Date,
    },
    /// Too few minutes since the last attempt.
    #[error("{wait_minutes} minutes are between attempts: the next may begin at {until}")]
    Waiting {
        /// How many minutes there are.
        wait_minutes: u32,
        /// When they are over.
        until: Timestamp,
    },
    /// No plan was made since the last attempt.
    #[error("a plan is made between attempts, and there is none since {since}: make one")]
    NoPlan {
        /// When the last attempt ended.
        since: Timestamp,
    },
    /// The bank has no form.
    #[error("a form needs {needed} items, and the bank has {available} that this learner may get: add {}", needed - available)]
    BankTooSmall {
        /// Items that a form needs.
        needed: usize,
        /// What there is for this learner.
        available: usize,
    },
    /// Nobody unlocked it.
    #[error("it is locked: ask the educator to unlock it")]
    Locked,
    /// The unlocking was used for a sitting.
    #[error("the unlocking of {unlocked_at} was used: ask the educator to unlock it again")]
    LockedAgain {
        /// When it was unlocked.
        unlocked_at: Timestamp,
    },
    /// The unlocking is over.
    #[error(
        "it was unlocked at {unlocked_at} to be started until {until}: ask the educator to unlock it again"
    )]
    UnlockOver {
        /// When it was unlocked.
        unlocked_at: Timestamp,
        /// Until when it could be started.
        until: Timestamp,
    },
    /// The proctor's code is missing or wrong.
    #[error("the proctor's code is missing or wrong: ask for it")]
    NoCode,
}

/// Whether a sitting may start at `now`; the first reason why not. What a learner cannot change comes before what
/// they can, and the lock last, so that nobody is sent for an unlocking that would not help.
pub fn may_start(plan: &Plan, situation: &Situation<'_>, now: Timestamp) -> Result<(), NotNow> {
    running(situation)?;
    open(plan, now)?;
    attempts(plan, situation, now)?;
    bank(plan, situation)?;
    unlocked(plan, situation, now)
}

/// Whether a sitting that is running may be gone on with: on another device at once, on another day where the plan
/// splits it over days. Its time is another question: [`crate::timing`].
pub fn may_go_on(plan: &Plan, sitting: &PastSitting, today: Date) -> Result<(), NotNow> {
    if plan.may_be_split || sitting.day == today {
        Ok(())
    } else {
        Err(NotNow::OnOneDay { begun: sitting.day })
    }
}

fn running(situation: &Situation<'_>) -> Result<(), NotNow> {
    match situation.past.iter().find(|sitting| sitting.ended_at.is_none()) {
        Some(sitting) => Err(NotNow::Running { started_at: sitting.started_at }),
        None => Ok(()),
    }
}

fn open(plan: &Plan, now: Timestamp) -> Result<(), NotNow> {
    if let Some(opens_at) = plan.opens_at.filter(|opens| now < *opens) {
        return Err(NotNow::NotOpen { opens_at });
    }
    match plan.closes_at.filter(|closes| now >= *closes) {
        Some(closes_at) => Err(NotNow::Closed { closes_at }),
        None => Ok(()),
    }
}

fn attempts(plan: &Plan, situation: &Situation<'_>, now: Timestamp) -> Result<(), NotNow> {
    let counted = || situation.past.iter().filter(|sitting| sitting.counts);
    if !plan.again_after_passing && counted().any(|sitting| sitting.passed == Some(true)) {
        return Err(NotNow::Passed);
    }
    let used = counted().count();
    if let Some(allowed) = plan.attempts.filter(|allowed| used >= *allowed as usize) {
        return Err(NotNow::NoAttemptLeft { allowed, used });
    }
    let used = counted().filter(|sitting| situation.year.contains(sitting.day)).count();
    if let Some(allowed) = plan.per_year.filter(|allowed| used >= *allowed as usize) {
        return Err(NotNow::NoneLeftThisYear { allowed, used });
    }
    if let Some(last) = counted().map(|sitting| sitting.day).max() {
        let from = later(last, plan.days_apart);
        if situation.today < from {
            return Err(NotNow::TooFewDays { days_apart: plan.days_apart, from });
        }
    }
    let Some(ended) = counted().filter_map(|sitting| sitting.ended_at).max() else { return Ok(()) };
    let until = after(ended, u64::from(plan.wait_minutes) * 60);
    if now < until {
        return Err(NotNow::Waiting { wait_minutes: plan.wait_minutes, until });
    }
    if plan.plan_between_attempts && situation.plan_made_at.is_none_or(|made| made < ended) {
        return Err(NotNow::NoPlan { since: ended });
    }
    Ok(())
}

fn bank(plan: &Plan, situation: &Situation<'_>) -> Result<(), NotNow> {
    let Some(BankRoom { needed, fresh, any }) = situation.bank else { return Ok(()) };
    let available = if plan.fresh_form == FreshForm::NeverRepeat { fresh } else { any };
    if available < needed { Err(NotNow::BankTooSmall { needed, available }) } else { Ok(()) }
}

fn unlocked(plan: &Plan, situation: &Situation<'_>, now: Timestamp) -> Result<(), NotNow> {
    if plan.unlock {
        let unlocked_at = situation.unlocked_at.ok_or(NotNow::Locked)?;
        if plan.lock_again && situation.past.iter().any(|sitting| sitting.started_at >= unlocked_at) {
            return Err(NotNow::LockedAgain { unlocked_at });
        }
        let until = after(unlocked_at, u64::from(plan.start_within_minutes) * 60);
        if now > until {
            return Err(NotNow::UnlockOver { unlocked_at, until });
        }
    }
    if plan.proctor_code && !situation.code_given { Err(NotNow::NoCode) } else { Ok(()) }
}

/// A moment so many seconds later; the end of time for one beyond it.
pub(crate) fn after(moment: Timestamp, seconds: u64) -> Timestamp {
    moment.checked_add(Duration::from_secs(seconds)).unwrap_or(Timestamp::MAX)
}

/// A day so many days later; the last there is for one beyond it.
fn later(day: Date, days: u32) -> Date {
    day.saturating_add(Duration::from_secs(u64::from(days) * 86_400))
}
