//! For whom a resource worked: of those who were not there yet and used it, how many were there some days later;
//! beside learners who began at the same level and did not use it. A comparison of what was seen, never a claim that
//! the resource was the cause: who uses a resource was not drawn by lot.
//!
//! Everybody is looked at from one moment on (a landmark), so that nobody counts as a user because they had the time
//! to become one: users from their first use, the others from the middle one of those moments among the users of the
//! same level. What came later than the window, and whose window is not over yet, does not count.
//!
//! Source: Anderson, Cain & Gelber (1983), Journal of Clinical Oncology 1, 710-719 (landmark comparison);
//! [`crate::share_difference`] for the interval.

use std::collections::BTreeMap;

use domain::Timestamp;

use crate::share_difference::{Difference, Share, difference};

/// The fewest cases on each side of which something is said: a policy of privacy (`docs/privacy.md`) as much as of
/// statistics.
pub const FEWEST: u32 = 10;

/// Microseconds of a day.
const DAY: i64 = 86_400_000_000;

/// What was judged of one learner in the competency, and when they first used the resource.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Course {
    /// When they first used it; `None` for never.
    pub first_use: Option<Timestamp>,
    /// What was judged, oldest first.
    pub judged: Vec<Judged>,
}

/// One judgement.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Judged {
    /// From when it stood.
    pub at: Timestamp,
    /// The place of its level on the scale, from 0 for the lowest.
    pub level: usize,
    /// Whether that is mastery.
    pub mastered: bool,
}

/// Learners who began at one level.
#[derive(Debug, Clone, PartialEq)]
pub struct Group {
    /// The place of the level at which they began; `None` for those of whom nothing was judged yet.
    pub level: Option<usize>,
    /// What is said of them.
    pub said: Said,
}

/// What is said of a group.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Said {
    /// Fewer than [`FEWEST`] used it, or did not: too few to say.
    TooFew,
    /// Enough of both.
    Compared {
        /// Of those who used it, who reached mastery.
        with: Share,
        /// Of those who did not.
        without: Share,
        /// The first share less the second.
        difference: Difference,
    },
}

/// Compares learners of each level at which some began to use a resource, lowest level first, who have `days` to
/// reach mastery. Levels at which nobody used it are left out. `fewest` cases on each side are the least of which
/// something is said, and never fewer than one.
pub fn worked_for(courses: &[Course], days: u16, fewest: u32, now: Timestamp) -> Vec<Group> {
    let window = i64::from(days).saturating_mul(DAY);
    let over = |from: Timestamp| from.as_microsecond().saturating_add(window) <= now.as_microsecond();
    let mut users: BTreeMap<Option<usize>, Vec<(Timestamp, bool)>> = BTreeMap::new();
    for course in courses {
        let Some(first) = course.first_use.filter(|first| over(*first)) else { continue };
        if let Some(level) = course.begins_at(first) {
            users.entry(level).or_default().push((first, course.reaches(first, window)));
        }
    }
    let group = |(level, mut all): (Option<usize>, Vec<(Timestamp, bool)>)| {
        all.sort_unstable();
        let landmark = all[all.len() / 2].0;
        let others = courses.iter().filter(|course| {
            // Nobody is on both sides: who used it later and had their days is among the users.
            let untouched = course.first_use.is_none_or(|first| {
                first.as_microsecond() > landmark.as_microsecond().saturating_add(window) && !over(first)
            });
            untouched && course.begins_at(landmark) == Some(level)
        });
        let with = share(all.iter().map(|(_, reached)| *reached));
        let without = share(others.map(|course| course.reaches(landmark, window)));
        Group { level, said: said(with, without, fewest.max(1)) }
    };
    users.into_iter().map(group).collect()
}

fn said(with: Share, without: Share, fewest: u32) -> Said {
    match difference(with, without) {
        Some(difference) if with.of >= fewest && without.of >= fewest => {
            Said::Compared { with, without, difference }
        }
        _ => Said::TooFew,
    }
}

fn share(reached: impl Iterator<Item = bool>) -> Share {
    reached.fold(Share::default(), |share, reached| Share {
        reached: share.reached + u32::from(reached),
        of: share.of + 1,
    })
}

impl Course {
    fn at(&self, moment: Timestamp) -> Option<&Judged> {
        self.judged.iter().take_while(|one| one.at <= moment).last()
    }

    /// The level at which somebody begins who is not there yet; `None` for who is.
    #[expect(
        clippy::option_option,
        reason = "nobody, nothing judged, and a level are three different things"
    )]
    fn begins_at(&self, moment: Timestamp) -> Option<Option<usize>> {
        match self.at(moment) {
            Some(judged) if judged.mastered => None,
            judged => Some(judged.map(|one| one.level)),
        }
    }

    /// Whether mastery was judged within the window after a moment.
    fn reaches(&self, from: Timestamp, window: i64) -> bool {
        let until = from.as_microsecond().saturating_add(window);
        let within = |one: &&Judged| one.at > from && one.at.as_microsecond() <= until;
        self.judged.iter().filter(within).any(|one| one.mastered)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn day(day: i64) -> Timestamp {
        Timestamp::from_microsecond(1_790_000_000_000_000 + day * DAY).expect("a day")
    }

    /// Somebody at level 1 from day 0 on, at mastery from `mastered` on, who used it first on `used`.
    fn course(used: Option<i64>, mastered: Option<i64>) -> Course {
        let mut judged = vec![Judged { at: day(0), level: 1, mastered: false }];
        judged.extend(mastered.map(|at| Judged { at: day(at), level: 3, mastered: true }));
        Course { first_use: used.map(day), judged }
    }

    fn many(number: usize, used: Option<i64>, mastered: Option<i64>) -> Vec<Course> {
        vec![course(used, mastered); number]
    }

    /// Reached and out of how many, of those who used it and of those who did not.
    type Counts = Option<((u32, u32), (u32, u32))>;

    #[track_caller]
    fn check(courses: &[Course], now: i64, expected: &[(Option<usize>, Counts)]) {
        let found = worked_for(courses, 14, FEWEST, day(now));
        let told: Vec<_> = found
            .iter()
            .map(|group| {
                let counts = match group.said {
                    Said::TooFew => None,
                    Said::Compared { with, without, .. } => {
                        Some(((with.reached, with.of), (without.reached, without.of)))
                    }
                };
                (group.level, counts)
            })
            .collect();
        assert_eq!(told, expected);
    }

    #[test]
    fn those_who_used_it_are_compared_with_those_who_did_not() {
        let mut all = many(8, Some(5), Some(10));
        all.extend(many(4, Some(5), None));
        all.extend(many(3, None, Some(10)));
        all.extend(many(9, None, None));
        check(&all, 60, &[(Some(1), Some(((8, 12), (3, 12))))]);
        let [group] = worked_for(&all, 14, FEWEST, day(60)).try_into().expect("one group");
        let Said::Compared { difference, .. } = group.said else { panic!("{group:?}") };
        assert!((difference.difference - 5.0 / 12.0).abs() < 1e-12 && difference.low > 0.0);
    }

    #[test]
    fn few_cases_say_few() {
        let mut all = many(9, Some(5), Some(10));
        all.extend(many(30, None, None));
        check(&all, 60, &[(Some(1), None)]);
        let mut all = many(30, Some(5), Some(10));
        all.extend(many(9, None, None));
        check(&all, 60, &[(Some(1), None)]);
        check(&[], 60, &[]);
        check(&many(30, None, None), 60, &[]);
    }

    #[test]
    fn mastery_before_or_too_late_is_not_by_then() {
        let mut all = many(10, Some(5), Some(20));
        all.extend(many(10, None, Some(19)));
        check(&all, 60, &[(Some(1), Some(((0, 10), (10, 10))))]);
        // Who is there already before the first use is no case.
        check(&many(20, Some(5), Some(3)), 60, &[]);
    }

    #[test]
    fn whose_window_is_not_over_is_not_counted() {
        let mut all = many(12, Some(50), Some(51));
        all.extend(many(12, None, None));
        check(&all, 60, &[]);
        check(&all, 64, &[(Some(1), Some(((12, 12), (0, 12))))]);
    }

    #[test]
    fn who_uses_it_within_the_window_is_no_comparison_and_who_uses_it_later_is() {
        let mut all = many(23, Some(5), Some(10));
        all.extend(many(9, Some(18), None));
        check(&all, 60, &[(Some(1), None)]);
        all.extend(many(10, Some(50), None));
        // These have not had their days yet, and had not used it when the others had theirs.
        check(&all, 60, &[(Some(1), Some(((23, 32), (0, 10))))]);
    }

    #[test]
    fn levels_are_apart_and_nothing_judged_is_one_of_them() {
        let bare = |used: Option<i64>| Course { first_use: used.map(day), judged: Vec::new() };
        let mut all = vec![bare(Some(5)); 10];
        all.extend(vec![bare(None); 10]);
        all.extend(many(10, Some(6), Some(8)));
        all.extend(many(10, None, None));
        let none = (None, Some(((0, 10), (0, 10))));
        check(&all, 60, &[none, (Some(1), Some(((10, 10), (0, 10))))]);
    }

    proptest! {
        #[test]
        fn the_order_of_learners_says_nothing(
            cases in proptest::collection::vec((proptest::option::of(0_i64..40), proptest::option::of(1_i64..60)), 0..60),
            turn in 0_usize..60,
        ) {
            let all: Vec<Course> = cases.iter().map(|(used, mastered)| course(*used, *mastered)).collect();
            let mut turned = all.clone();
            turned.rotate_left(turn.min(all.len()));
            prop_assert_eq!(worked_for(&all, 14, FEWEST, day(80)), worked_for(&turned, 14, FEWEST, day(80)));
            for group in worked_for(&all, 14, FEWEST, day(80)) {
                if let Said::Compared { with, without, .. } = group.said {
                    prop_assert!(with.of >= FEWEST && without.of >= FEWEST);
                    prop_assert!(usize::try_from(with.of + without.of).expect("few") <= all.len());
                }
            }
        }
    }
}
