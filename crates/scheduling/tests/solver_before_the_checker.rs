//! The solver and the checker know nothing of each other, and agree.

use std::time::Duration;

use scheduling::{
    Limits, Lock, check,
    check::{Rule, Severity, tally},
    invent::{Invention, invent},
    solve,
};

#[test]
fn what_is_solved_breaks_no_rule_but_for_who_has_no_seat() {
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
fn what_people_locked_is_solved_so() {
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

#[track_caller]
fn check_day(day: &scheduling::Instance) {
    let limits = Limits { time: Duration::MAX, steps: Some(300), gap: 0.01, seed: 1 };
    let outcome = solve(day, &limits, &|| Duration::ZERO);
    let broken: Vec<String> = check(day, &outcome.schedule)
        .iter()
        .filter(|breach| breach.severity() == Severity::Never || breach.rule != Rule::Unseated)
        .map(|breach| breach.said(day).to_string())
        .collect();
    assert_eq!(broken, Vec::<String>::new(), "{}", day.id);
    let tally = tally(day, &outcome.schedule);
    assert_eq!(tally.unseated as usize, outcome.unseated.len(), "{}", day.id);
    assert_eq!(tally.room_changes as usize, outcome.room_changes, "{}", day.id);
    let near = (tally.worth - outcome.value).abs() <= 1e-9 * tally.worth.max(1.0);
    assert!(near && outcome.value <= outcome.bound + 1e-9, "{}: {} and {tally:?}", day.id, outcome.value);
}
