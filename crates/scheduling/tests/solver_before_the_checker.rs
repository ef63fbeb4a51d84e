//! The solver and the checker know nothing of each other, and agree.

use std::time::Duration;

use scheduling::{
    Broken, Instance, Limits, Lock, Outcome, check,
    check::{Breach, Decided, Rule, Severity, tally},
    invent::{Invention, invent},
    repair, solve,
};

#[test]
fn what_is_solved_breaks_nothing_that_is_not_told() {
    for (learners, seed) in [(0, 1), (1, 2), (5, 3), (12, 4), (12, 5), (40, 6), (70, 7), (150, 8)] {
        check_day(&invent(&Invention::of(learners, seed)));
        check_day(&invent(&Invention {
            particular: 0.6,
            specialists: 0.8,
            periods: 3,
            ..Invention::of(learners, seed)
        }));
        check_day(&invent(&Invention { seats: 0.7, ..Invention::of(learners, seed) }));
        check_day(&invent(&Invention::of(learners, seed).in_one_room()));
    }
}

#[test]
fn what_people_locked_is_solved_so_or_told() {
    for seed in 0..6 {
        let mut day = invent(&Invention::of(40, seed));
        let by = || "Dr. Kaur".to_owned();
        day.locks.push(Lock::Closed { by: by(), room: 0, period: 1 });
        day.locks.push(Lock::Free { by: by(), educator: 0, period: 0 });
        let room = Some(day.rooms.len() - 1);
        let (learner, period, modality, lesson, educator) = (3, 1, None, None, None);
        day.locks.push(Lock::Seat { by: by(), learner, period, modality, lesson, educator, room });
        check_day(&day);
    }
}

#[test]
fn a_mended_day_breaks_nothing_that_is_not_told() {
    for (learners, seed) in [(12, 1), (40, 2), (70, 3), (150, 4)] {
        let was = invent(&Invention { particular: 0.4, periods: 3, ..Invention::of(learners, seed) });
        let schedule = solve(&was, &LIMITS, &|| Duration::ZERO).schedule;
        let mut now = was.clone();
        now.educators[0].periods.clear();
        now.rooms[0].periods.retain(|period| *period != 1);
        for learner in &mut now.learners[..5] {
            learner.periods.retain(|period| *period != 0);
        }
        let mended = repair(&was, &schedule, &now, &LIMITS, &|| Duration::ZERO);
        assert!(mended.least_moved <= mended.moved, "{}", was.id);
        check_outcome(&now, &mended.outcome);
    }
}

const LIMITS: Limits = Limits { time: Duration::MAX, steps: Some(300), gap: 0.01, seed: 1 };

#[track_caller]
fn check_day(day: &Instance) {
    check_outcome(day, &solve(day, &LIMITS, &|| Duration::ZERO));
}

#[track_caller]
fn check_outcome(day: &Instance, outcome: &Outcome) {
    let told = |breach: &Breach| match (breach.rule, breach.decided) {
        (Rule::Unseated, _) => true,
        // Of somebody without a seat it is told that they have none.
        (Rule::Lock, Some(Decided::Lock(place))) => {
            outcome.broken.contains(&Broken::Lock(place))
                || outcome
                    .unseated
                    .iter()
                    .any(|one| breach.learners == [one.learner] && breach.period == Some(one.period))
        }
        (Rule::FixedMissing | Rule::FixedChanged, Some(Decided::Fixed(place))) => {
            outcome.broken.contains(&Broken::Fixed(place))
        }
        _ => false,
    };
    let broken: Vec<String> = check(day, &outcome.schedule)
        .iter()
        .filter(|breach| breach.severity() == Severity::Never || !told(breach))
        .map(|breach| breach.said(day).to_string())
        .collect();
    assert_eq!(broken, Vec::<String>::new(), "{}", day.id);
    let tally = tally(day, &outcome.schedule);
    assert_eq!(tally.unseated as usize, outcome.unseated.len(), "{}", day.id);
    assert_eq!(tally.room_changes as usize, outcome.room_changes, "{}", day.id);
    let near = (tally.worth - outcome.value).abs() <= 1e-9 * tally.worth.max(1.0);
    assert!(near && outcome.value <= outcome.bound + 1e-9, "{}: {} and {tally:?}", day.id, outcome.value);
}
