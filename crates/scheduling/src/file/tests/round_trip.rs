use proptest::prelude::*;

use super::{
    examples::small,
    schemas::{INSTANCE, SCHEDULE, assert_valid},
};
use crate::{
    FixedGroup, Instance, Levels, Lock, Qualified,
    file::{digest, read_earlier_schedule, read_instance, read_schedule, write_instance, write_schedule},
    invent::{Invention, invent},
    random::Random,
};

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn what_is_written_is_read_as_it_was(learners in 0..40_usize, seed: u64) {
        let day = odd(invent(&Invention::of(learners, seed)), seed);
        let text = write_instance(&day);
        assert_valid(&INSTANCE, &text);
        let read = read_instance(text.as_bytes()).map_err(|error| TestCaseError::fail(error.to_string()))?;
        prop_assert_eq!(write_instance(&read), text);
        prop_assert_eq!(digest(&read), digest(&day));
        prop_assert_eq!(read, day);
    }
}

/// A day with what is seldom invented.
fn odd(mut day: Instance, seed: u64) -> Instance {
    let chance = &mut Random::new(seed);
    let lessons = day.lessons.len();
    for learner in &mut day.learners {
        learner.served = chance.unit();
        learner.works.iter_mut().for_each(|works| *works = 2.0 * chance.unit());
        learner.ready.iter_mut().for_each(|ready| ready.value = chance.unit());
        learner.levels =
            Levels { floor: chance.happens(0.5).then_some(-3), ceiling: chance.happens(0.5).then_some(9) };
        learner.repeats = learner.had.iter().copied().filter(|_| chance.happens(0.5)).collect();
        if chance.happens(0.2) {
            learner.periods.clear();
        }
    }
    for (place, lesson) in day.lessons.iter_mut().enumerate() {
        lesson.name = format!("Lesson \"{place}\" \u{2013} \u{e9}\\");
        lesson.materials = vec!["cups".to_owned(), "juice".to_owned()];
        lesson.copies = (place % 3 == 0).then_some(u32::try_from(place).expect("few"));
    }
    day.educators[0].competencies = Qualified::Only(Vec::new());
    day.educators[0].modalities = Qualified::Only(vec![0]);
    day.rooms[0].periods.clear();
    (day.rules.balance, day.rules.fairness) = (chance.unit(), 10.0 * chance.unit());
    let by = || "Dr. Kaur".to_owned();
    let (period, room, educator) = (0, 0, 0);
    let (modality, lesson) = (Some(1), Some(lessons - 1));
    day.locks = vec![
        Lock::Free { by: by(), educator, period },
        Lock::Closed { by: by(), room, period },
        Lock::Leads { by: by(), educator, period, modality, lesson, room: None },
        Lock::Leads { by: by(), educator, period, modality: None, lesson: None, room: Some(room) },
    ];
    if !day.learners.is_empty() {
        let (learner, educator) = (0, Some(educator));
        day.locks.push(Lock::Seat {
            by: by(),
            learner,
            period,
            modality,
            lesson,
            educator,
            room: Some(room),
        });
        day.fixed.push(FixedGroup {
            id: "bridges".to_owned(),
            name: "Bridges, day 2 of 4".to_owned(),
            period,
            modality: 1,
            lesson,
            educator: None,
            room,
            learners: vec![learner],
        });
    }
    day
}

#[test]
fn a_schedule_that_is_written_is_read_as_it_was() {
    let (day, mut schedule) = small();
    schedule.watches.push(crate::Watch { period: 0, room: 1, educator: 1 });
    let text = write_schedule(&day, &schedule).expect("it can be written");
    assert_valid(&SCHEDULE, &text);
    assert_eq!(read_schedule(&day, text.as_bytes()).as_ref(), Ok(&schedule));
    let earlier = read_earlier_schedule(&day, text.as_bytes()).expect("it can be read");
    assert_eq!((earlier.schedule, earlier.gone), (schedule, Vec::new()));
}

#[test]
fn a_schedule_that_names_nothing_is_not_written() {
    let (day, mut schedule) = small();
    schedule.groups[2].room = 5;
    let error = write_schedule(&day, &schedule).expect_err("there is no such room").to_string();
    assert_eq!(
        error,
        "the schedule cannot be written: the group at place 2 names the room at place 5, and there are 2"
    );
}

#[test]
fn of_an_earlier_day_what_is_gone_is_left_out_and_told() {
    let (mut day, schedule) = small();
    let text = write_schedule(&day, &schedule).expect("it can be written");
    day.educators.remove(1);
    day.learners.remove(11);
    let earlier = read_earlier_schedule(&day, text.as_bytes()).expect("it can be read");
    assert_eq!(earlier.gone, ["educator adeyemi", "learner lena"]);
    assert_eq!(earlier.schedule.groups.len(), 8);
    assert_eq!((earlier.schedule.groups[1].educator, earlier.schedule.groups[4].seats.len()), (None, 3));
}
