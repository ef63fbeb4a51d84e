//! Targets and their scores, against elapsed time, with a buffer.
//!
//! Source: Empower as described in reference 10: pace compares the summative scores of targets and the targets of a
//! course with elapsed time, within a buffer that a site sets. How it adds them up is not published; here a target
//! that is mastered counts 1, one that is under way counts as far as its score is on the way to mastery, and time
//! runs evenly from the first day to the last date.

use domain::pace::PaceStanding;

use super::{Step, within};

/// The buffer that ships. Unit: points of 100.
pub const BUFFER: f64 = 10.0;

/// How many of the targets are reached, counting what is under way by its score: 0 to 1.
pub fn reached(steps: &[Step]) -> f64 {
    if steps.is_empty() {
        return 1.0;
    }
    let of = |step: &Step| if step.mastered { 1.0 } else { step.score.clamp(0.0, 1.0) };
    let count: f64 = steps.iter().map(|_| 1.0).sum();
    steps.iter().map(of).sum::<f64>() / count
}

/// How much of the time is over: 0 to 1; 0 without any date.
pub fn over(steps: &[Step], elapsed: u32) -> f64 {
    let last = steps.iter().filter_map(|step| step.due_day).max();
    match last {
        None => 0.0,
        Some(last) if last <= elapsed => 1.0,
        Some(last) => f64::from(elapsed) / f64::from(last),
    }
}

/// The standing by this rule.
pub(super) fn standing(steps: &[Step], elapsed: u32, buffer: f64) -> PaceStanding {
    within(100.0 * (reached(steps) - over(steps, elapsed)), buffer)
}

#[cfg(test)]
mod tests {
    use domain::pace::PaceStanding::{self, Ahead, Behind, OnPace};

    use crate::pace::{Rule, pace, testing::steps};

    #[track_caller]
    fn check(text: &str, elapsed: u32, standing: PaceStanding) {
        let steps = steps(text);
        let found = pace(Rule::Buffer { buffer: super::BUFFER }, &steps, elapsed);
        assert_eq!(found.standing, standing, "{} {}", super::reached(&steps), super::over(&steps, elapsed));
    }

    #[test]
    fn targets_are_counted_against_the_time_that_is_over() {
        // 20 of 40 days: two of four is on pace, three ahead, one behind.
        check("1@10! 1@20! 1@30 1@40", 20, OnPace);
        check("1@10! 1@20! 1@30! 1@40", 20, Ahead);
        check("1@10! 1@20 1@30 1@40", 20, Behind);
    }

    #[test]
    fn a_target_under_way_counts_as_far_as_its_score() {
        check("1@10! 1@20~0.6 1@30 1@40", 20, OnPace);
        check("1@10! 1@20~0.5 1@30 1@40", 20, Behind);
    }

    #[test]
    fn ten_points_either_way_are_the_buffer() {
        check("1@10~0.4 1@10~0.4", 5, OnPace);
        check("1@10~0.39 1@10~0.39", 5, Behind);
        check("1@10~0.6 1@10~0.6", 5, OnPace);
        check("1@10~0.61 1@10~0.61", 5, Ahead);
    }
}
