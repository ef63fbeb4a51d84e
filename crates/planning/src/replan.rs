//! What is left, spread anew over the school days that are left, weighted by effort: from any day, after an illness
//! or a pause.

use domain::Date;

use crate::calendar::SchoolDays;

/// The day of one target in a plan.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Day {
    /// Which of the own school days from the first on, counted from 1.
    pub place: u32,
    /// The date of it.
    pub date: Date,
}

/// A plan that cannot be, with what to do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NoDaysLeft {
    /// No own school day lies between.
    #[error("no school days are left from {from} to {until}: choose a later last day")]
    None {
        /// The first day of the plan.
        from: Date,
        /// The last day of the plan.
        until: Date,
    },
}

/// Spreads targets over a learner's own school days from `from` through `until`, in the order given: each is due on
/// the day by which its share of all the effort, with what comes before it, is over. `minutes` are those of each
/// target that is left; what is mastered is not among them.
///
/// The last target is due on the last own school day.
pub fn spread(own: &SchoolDays, from: Date, until: Date, minutes: &[u32]) -> Result<Vec<Day>, NoDaysLeft> {
    if minutes.is_empty() {
        return Ok(Vec::new());
    }
    let days = u64::from(own.through(from, until));
    let all: u64 = minutes.iter().map(|one| u64::from(*one)).sum();
    let mut effort = 0;
    let due = minutes.iter().map(|one| {
        effort += u64::from(*one);
        let place = u32::try_from((days * effort).div_ceil(all.max(1)).max(1)).ok()?;
        Some(Day { place, date: own.nth(from, place).filter(|date| *date <= until)? })
    });
    due.collect::<Option<Vec<Day>>>().ok_or(NoDaysLeft::None { from, until })
}

/// One target whose day changes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Moved {
    /// Which of the targets given.
    pub target: usize,
    /// The day before; `None` where it had none.
    pub before: Option<Date>,
    /// The day after.
    pub after: Day,
}

/// The difference that a new plan makes: every target with its old day and its new one, in order.
pub fn difference(before: &[Option<Date>], after: &[Day]) -> Vec<Moved> {
    let pairs = before.iter().zip(after).enumerate();
    pairs.map(|(target, (before, after))| Moved { target, before: *before, after: *after }).collect()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use domain::{calendar::days_after, time::Dates};
    use proptest::prelude::*;

    use super::*;
    use crate::calendar::testing::{autumn, day};

    #[track_caller]
    fn check(from: &str, until: &str, minutes: &[u32], expected: &[&str]) {
        let days = spread(&autumn(), day(from), day(until), minutes).expect("days are left");
        let found: Vec<String> = days.iter().map(|day| day.date.to_string()).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn what_takes_longer_gets_more_days() {
        check("2026-11-02", "2026-11-13", &[60, 60], &["2026-11-06", "2026-11-13"]);
        check("2026-11-02", "2026-11-13", &[60, 240], &["2026-11-03", "2026-11-13"]);
    }

    #[test]
    fn no_date_falls_on_a_closure_or_a_weekend() {
        check(
            "2026-11-23",
            "2026-12-02",
            &[60; 6],
            &["2026-11-23", "2026-11-24", "2026-11-25", "2026-11-30", "2026-12-01", "2026-12-02"],
        );
    }

    #[test]
    fn more_than_one_can_be_due_on_a_day_and_nothing_left_needs_none() {
        check(
            "2026-12-17",
            "2026-12-18",
            &[60; 4],
            &["2026-12-17", "2026-12-17", "2026-12-18", "2026-12-18"],
        );
        check("2026-12-19", "2026-12-20", &[], &[]);
    }

    #[test]
    fn without_days_left_it_says_what_to_do() {
        let refused = spread(&autumn(), day("2026-12-19"), day("2026-12-31"), &[60]).expect_err("no days");
        assert_eq!(
            refused.to_string(),
            "no school days are left from 2026-12-19 to 2026-12-31: choose a later last day"
        );
    }

    #[test]
    fn the_difference_names_each_old_day_and_each_new_one() {
        let after =
            spread(&autumn(), day("2026-12-17"), day("2026-12-18"), &[60, 60]).expect("days are left");
        let moved = difference(&[Some(day("2026-11-02")), None], &after);
        assert_eq!(moved[0].before, Some(day("2026-11-02")));
        assert_eq!((moved[1].target, moved[1].before, moved[1].after.date), (1, None, day("2026-12-18")));
    }

    proptest! {
        #[test]
        fn every_target_keeps_its_place_on_an_own_school_day_within_the_plan(
            minutes in prop::collection::vec(1_u32..2_000, 1..40),
            from in 0_i64..110, length in 0_i64..110, gone in 0_i64..110, pause in 0_i64..20,
        ) {
            let first = day("2026-09-01");
            let at = |days| days_after(first, days).expect("a day");
            let away = Dates::new(Some(at(gone)), Some(at(gone + pause))).expect("in order");
            let own = autumn().without(&[away], &BTreeSet::new());
            let (from, until) = (at(from), at(from + length));
            if let Ok(days) = spread(&own, from, until, &minutes) {
                    prop_assert_eq!(days.len(), minutes.len(), "no effort is lost");
                    prop_assert!(days.windows(2).all(|pair| pair[0].date <= pair[1].date));
                    for day in &days {
                        prop_assert!(own.contains(day.date) && from <= day.date && day.date <= until);
                        prop_assert_eq!(own.through(from, day.date), day.place);
                    }
                    prop_assert_eq!(days.last().map(|day| day.place), Some(own.through(from, until)));
            } else {
                prop_assert_eq!(own.through(from, until), 0);
            }
        }
    }
}
