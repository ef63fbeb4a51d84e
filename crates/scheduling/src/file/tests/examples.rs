use super::schemas::{INSTANCE, SCHEDULE, assert_valid};
use crate::{
    Instance, Schedule, check,
    check::tally,
    file::{digest, read_instance, read_schedule},
};

pub const ROOM_OF_12: &str = include_str!("../../../examples/room-of-12.json");
pub const SCHEDULE_OF_12: &str = include_str!("../../../examples/room-of-12.schedule.json");
const SCHOOL_OF_150: &str = include_str!("../../../examples/school-of-150.json");
const SCHOOL_OF_600: &str = include_str!("../../../examples/school-of-600.json");

#[test]
fn the_examples_fit_the_schema_and_can_be_read() {
    for (text, learners) in [(ROOM_OF_12, 12), (SCHOOL_OF_150, 150), (SCHOOL_OF_600, 600)] {
        assert_valid(&INSTANCE, text);
        let day = read_instance(text.as_bytes()).unwrap_or_else(|error| panic!("{error}"));
        assert_eq!(day.learners.len(), learners);
    }
}

#[test]
fn the_schedule_of_the_small_room_breaks_nothing() {
    assert_valid(&SCHEDULE, SCHEDULE_OF_12);
    let (day, schedule) = small();
    let said: Vec<String> = check(&day, &schedule).iter().map(|one| one.said(&day).to_string()).collect();
    assert_eq!(said, Vec::<String>::new());
    let found = tally(&day, &schedule);
    assert_eq!((found.seats, found.unseated, found.room_changes), (23, 0, 3));
}

#[test]
fn the_digest_of_an_instance_stays_the_same() {
    // Published schedules name their instance by it: a change of how instances are written changes it.
    assert_eq!(digest(&small().0), SMALL_DIGEST);
}

const SMALL_DIGEST: &str = "50e7e03f4dede49261a5eaf07e95807f35e8f6979fe9734748d36129deda9019";

pub fn small() -> (Instance, Schedule) {
    let day = read_instance(ROOM_OF_12.as_bytes()).unwrap_or_else(|error| panic!("{error}"));
    let schedule = read_schedule(&day, SCHEDULE_OF_12.as_bytes()).unwrap_or_else(|error| panic!("{error}"));
    (day, schedule)
}
