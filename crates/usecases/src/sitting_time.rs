//! Until when a sitting takes answers, by the server's clock alone.

use assessment::{
    plan::{AnswersAfterTime, Plan},
    timing::{self, Timed},
};
use domain::{Timestamp, accommodation::TimeFactor};
use jiff::SignedDuration;

/// Until when answers are taken of a sitting that begins at `now`. `None` for without end.
pub(crate) fn deadline(plan: &Plan, factor: TimeFactor, now: Timestamp) -> Option<Timestamp> {
    timing::due(plan, &Timed { started_at: now, factor, pauses: &[] }, now)
}

/// Whether the time is over, the grace for slow lines included.
pub(crate) fn is_over(plan: &Plan, deadline: Option<Timestamp>, now: Timestamp) -> bool {
    let Some(deadline) = deadline else { return false };
    if plan.answers_after_time == AnswersAfterTime::Taken && plan.closes_at.is_none_or(|closes| now < closes)
    {
        return false;
    }
    let grace = SignedDuration::from_secs(i64::from(plan.grace_seconds));
    deadline.checked_add(grace).is_ok_and(|end| end < now)
}

/// The deadline of a sitting whose clock stood still from `since` to `now`.
pub(crate) fn moved(
    plan: &Plan,
    deadline: Option<Timestamp>,
    since: Timestamp,
    now: Timestamp,
) -> Option<Timestamp> {
    let moved = deadline?.checked_add(now.duration_since(since)).ok();
    match (moved, plan.closes_at) {
        (Some(one), Some(closes)) => Some(one.min(closes)),
        (one, _) => one,
    }
}

#[cfg(test)]
mod tests {
    use assessment::plan::PlanKind;

    use super::*;

    fn at(minute: i64) -> Timestamp {
        Timestamp::from_second(1_790_000_000 + minute * 60).expect("a moment")
    }

    #[test]
    fn what_comes_within_the_grace_is_in_time() {
        let plan = Plan { grace_seconds: 60, ..Plan::preset(PlanKind::Final) };
        for (minute, over) in [(59, false), (61, false), (62, true)] {
            assert_eq!(is_over(&plan, Some(at(60)), at(minute)), over, "{minute}");
        }
        assert!(!is_over(&plan, None, at(9_999)));
        let taken = Plan { answers_after_time: AnswersAfterTime::Taken, ..plan };
        assert!(!is_over(&taken, Some(at(60)), at(90)));
    }

    #[test]
    fn a_pause_moves_the_end_by_as_long_as_it_was() {
        let plan = Plan::preset(PlanKind::AdaptiveDiagnostic);
        assert_eq!(moved(&plan, Some(at(60)), at(10), at(25)), Some(at(75)));
        assert_eq!(moved(&plan, None, at(10), at(25)), None);
    }
}
