//! What holds of pace, whatever the rule.

use std::collections::BTreeSet;

use domain::{
    calendar::days_after,
    pace::PaceStanding::{self, Ahead, Behind, Finished, OnPace},
    time::Dates,
};
use proptest::prelude::*;

use super::{Pace, Rule, Step, pace};
use crate::calendar::testing::{autumn, day};

fn step() -> impl Strategy<Value = Step> {
    (1_u32..500, proptest::option::weighted(0.9, 0_u32..80), 0.0_f64..1.0, any::<bool>()).prop_map(
        |(minutes, due_day, score, mastered)| Step {
            minutes,
            due_day,
            score: if mastered { 1.0 } else { score },
            mastered,
        },
    )
}

fn rules() -> [Rule; 3] {
    [Rule::Progress { band: 3.0 }, Rule::Line, Rule::Buffer { buffer: 10.0 }]
}

/// Less is further behind.
fn rank(standing: PaceStanding) -> Option<u8> {
    [Behind, OnPace, Ahead, Finished]
        .iter()
        .position(|one| *one == standing)
        .and_then(|at| u8::try_from(at).ok())
}

fn all(steps: &[Step], elapsed: u32) -> impl Iterator<Item = Pace> {
    rules().into_iter().map(move |rule| pace(rule, steps, elapsed))
}

proptest! {
    #[test]
    fn shares_lie_within_0_and_1(steps in prop::collection::vec(step(), 0..30), elapsed in 0_u32..200) {
        for found in all(&steps, elapsed) {
            prop_assert!((0.0..=1.0).contains(&found.progress) && (0.0..=1.0).contains(&found.target));
        }
    }

    #[test]
    fn whoever_has_what_is_due_and_no_less_than_the_target_is_never_behind(
        steps in prop::collection::vec(step(), 1..30), elapsed in 0_u32..100,
    ) {
        let by_progress = pace(rules()[0], &steps, elapsed);
        if by_progress.progress >= by_progress.target {
            prop_assert_ne!(by_progress.standing, Behind);
        }
        let by_line = pace(Rule::Line, &steps, elapsed);
        prop_assert_eq!(by_line.standing == Behind, !by_line.overdue.is_empty());
        let by_buffer = pace(rules()[2], &steps, elapsed);
        if super::buffer::reached(&steps) >= super::buffer::over(&steps, elapsed) {
            prop_assert_ne!(by_buffer.standing, Behind);
        }
    }

    #[test]
    fn mastering_one_more_never_makes_anyone_more_behind(
        steps in prop::collection::vec(step(), 1..20), elapsed in 0_u32..100, which in any::<prop::sample::Index>(),
    ) {
        let mut more = steps.clone();
        let one = which.get(&steps);
        let place = steps.iter().position(|step| step == one).expect("one of them");
        more[place] = Step { mastered: true, score: 1.0, ..more[place] };
        for (before, after) in all(&steps, elapsed).zip(all(&more, elapsed)) {
            if let (Some(before), Some(after)) = (rank(before.standing), rank(after.standing)) {
                prop_assert!(before <= after);
            }
            prop_assert!(before.progress <= after.progress + 1e-12);
        }
    }

    #[test]
    fn a_pause_an_absence_or_a_longer_time_never_makes_anyone_more_behind(
        steps in prop::collection::vec(step(), 1..20),
        today in 0_i64..108, begins in 0_i64..108, length in 0_i64..30, gone in 0_i64..108,
    ) {
        let first = day("2026-09-01");
        let at = |days| days_after(first, days).expect("a day");
        let pause = Dates::new(Some(at(begins)), Some(at(begins + length))).expect("in order");
        let own = autumn().without(&[pause], &BTreeSet::from([at(gone)]));
        let (before, after) = (autumn().count(first, at(today)), own.count(first, at(today)));
        prop_assert!(after <= before);
        for (before, after) in all(&steps, before).zip(all(&steps, after)) {
            if let (Some(before), Some(after)) = (rank(before.standing), rank(after.standing)) {
                prop_assert!(before <= after);
            }
            prop_assert!(after.target <= before.target + 1e-12);
        }
    }

    #[test]
    fn the_order_of_what_is_to_be_learned_does_not_matter(
        steps in prop::collection::vec(step(), 1..20), elapsed in 0_u32..100,
    ) {
        let mut turned = steps.clone();
        turned.reverse();
        for (one, other) in all(&steps, elapsed).zip(all(&turned, elapsed)) {
            prop_assert!((one.progress - other.progress).abs() < 1e-9 && (one.target - other.target).abs() < 1e-9);
            prop_assert_eq!(one.overdue.len(), other.overdue.len());
        }
    }
}
