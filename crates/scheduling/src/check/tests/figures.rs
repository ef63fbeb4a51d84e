use super::room::*;
use crate::{
    check::{Tally, tally},
    invent::{Invention, invent},
    worth,
};

#[test]
fn a_day_comes_to_what_its_seats_are_worth() {
    let (mut day, schedule) = (instance(), schedule());
    day.learners[ANA].served = 0.5;
    day.learners[BEN].minutes_had = vec![30, 0, 90];
    day.learners[CAM].works = vec![1.5, 1.0, 0.5];
    // Ana: twice 1.25 x (0.5 + 0.2 x 0.625); Ben: taught 0.5 + 0.2 x 0.5 and in a pair 0.5 + 0.2 x 0.625;
    // Cam: 0.75 + 0.125 and 0.25 + 0.125; Dina, Eli and Fatou twice 0.5 + 0.125.
    let expected = 1.25 * 0.625 * 2.0 + 0.6 + 0.625 + 0.875 + 0.375 + 6.0 * 0.625;
    let found = tally(&day, &schedule);
    assert!((found.worth - expected).abs() < 1e-12, "{} is not {expected}", found.worth);
    assert!((worth::schedule(&day, &schedule) - expected).abs() < 1e-12);
    // Cam goes from the studio to the lab, Dina and Fatou the other way.
    assert_eq!(found, Tally { worth: found.worth, seats: 12, unseated: 0, room_changes: 3 });
}

#[test]
fn what_is_missing_and_what_is_unknown_is_worth_nothing() {
    let (mut day, mut schedule) = (instance(), schedule());
    schedule.groups[4].room = 9;
    day.learners[DINA].ready.clear();
    let found = tally(&day, &schedule);
    assert_eq!((found.seats, found.unseated, found.room_changes), (10, 2, 2));
    assert!((found.worth - 8.0 * 0.625).abs() < 1e-12, "{}", found.worth);
}

#[test]
fn a_learner_alone_with_their_seats_is_worth_the_same_here_and_there() {
    let day = invent(&Invention::of(12, 3));
    for (place, learner) in day.learners.iter().enumerate() {
        for (lesson, of) in day.lessons.iter().enumerate() {
            let group = crate::Group {
                period: 0,
                room: 0,
                modality: of.modality,
                educator: None,
                lesson: None,
                fixed: None,
                seats: vec![crate::Seat { learner: place, lesson: Some(lesson) }],
            };
            let schedule = crate::Schedule { groups: vec![group], watches: Vec::new() };
            let (here, there) = (tally(&day, &schedule).worth, worth::schedule(&day, &schedule));
            assert!((here - there).abs() < 1e-12, "{} {}: {here} and {there}", learner.name, of.name);
        }
    }
}
