//! Progress weighted by effort, against the share of the effort that is due.
//!
//! Source: Edgenuity as described in reference 4: progress is weighted by the usual time of an activity, not by
//! count; more than 3 points above the target is ahead, within 3 points on pace, below that behind. Between two
//! dates the share that is due grows evenly with the school days.

use domain::pace::PaceStanding;

use super::{Step, within};

/// The band of the published rule. Unit: points of 100.
pub const BAND: f64 = 3.0;

/// The effort that is mastered, of all: 0 to 1. Nothing to learn is all done.
pub fn done(steps: &[Step]) -> f64 {
    share(steps, |step| f64::from(u8::from(step.mastered)))
}

/// The effort that is due after `elapsed` own school days, of all: 0 to 1. What has no date is never due.
pub fn due(steps: &[Step], elapsed: u32) -> f64 {
    share(steps, |step| step.due_day.map_or(0.0, |day| due_share(steps, day, elapsed)))
}

/// How much of what is due on `day` is due after `elapsed` days: it begins where the date before it ends.
fn due_share(steps: &[Step], day: u32, elapsed: u32) -> f64 {
    if day <= elapsed {
        return 1.0;
    }
    let before = steps.iter().filter_map(|step| step.due_day).filter(|other| *other < day).max().unwrap_or(0);
    f64::from(elapsed.saturating_sub(before)) / f64::from(day - before)
}

fn share(steps: &[Step], of: impl Fn(&Step) -> f64) -> f64 {
    let all: f64 = steps.iter().map(|step| f64::from(step.minutes)).sum();
    if all == 0.0 {
        return 1.0;
    }
    let some: f64 = steps.iter().map(|step| f64::from(step.minutes) * of(step)).sum();
    (some / all).clamp(0.0, 1.0)
}

/// The standing by this rule.
pub(super) fn standing(steps: &[Step], elapsed: u32, band: f64) -> PaceStanding {
    within(100.0 * (done(steps) - due(steps, elapsed)), band)
}

#[cfg(test)]
mod tests {
    use crate::pace::{Rule, pace, testing::steps};
    use domain::pace::PaceStanding::{self, Ahead, Behind, Finished, NoLine, OnPace};

    /// Progress and target in points of 100.
    #[track_caller]
    fn check(text: &str, elapsed: u32, progress: f64, target: f64, standing: PaceStanding) {
        let found = pace(Rule::Progress { band: super::BAND }, &steps(text), elapsed);
        assert!((100.0 * found.progress - progress).abs() < 1e-9, "{found:?}");
        assert!((100.0 * found.target - target).abs() < 1e-9, "{found:?}");
        assert_eq!(found.standing, standing, "{found:?}");
    }

    #[test]
    fn progress_counts_minutes_and_not_competencies() {
        check("30@5! 30@10 240@20", 5, 10.0, 10.0, OnPace);
        check("240@20! 30@5 30@10", 5, 80.0, 10.0, Ahead);
    }

    #[test]
    fn three_points_either_way_are_on_pace_and_more_is_not() {
        check("3@1 47@2! 50@3", 2, 47.0, 50.0, OnPace);
        check("4@1 46@2! 50@3", 2, 46.0, 50.0, Behind);
        check("50@2! 3@3! 47@4", 2, 53.0, 50.0, OnPace);
        check("50@2! 4@3! 46@4", 2, 54.0, 50.0, Ahead);
    }

    #[test]
    fn between_two_dates_what_is_due_grows_evenly() {
        check("50@10! 50@20", 15, 50.0, 75.0, Behind);
        check("50@10 50@20", 0, 0.0, 0.0, OnPace);
        check("100@50", 1, 0.0, 2.0, OnPace);
        check("100@50", 99, 0.0, 100.0, Behind);
    }

    #[test]
    fn nothing_to_learn_no_dates_and_everything_mastered_have_no_line() {
        check("", 5, 100.0, 100.0, NoLine);
        check("60 60!", 5, 50.0, 0.0, NoLine);
        check("60@1! 60@2!", 0, 100.0, 0.0, Finished);
    }

    #[test]
    fn the_published_example_is_behind() {
        // 2.2 % done where 4.4 % was due is within the band; at 22 % of 44 % it is not.
        check("22@44! 22@44 956@1000", 44, 2.2, 4.4, OnPace);
        check("220@44! 220@44 560@1000", 44, 22.0, 44.0, Behind);
    }
}
