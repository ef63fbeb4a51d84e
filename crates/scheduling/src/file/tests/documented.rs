//! `docs/schedule-files.md` says what is so.

use super::schemas::{INSTANCE, SCHEDULE, assert_valid};
use crate::{
    check,
    check::{Rule, Severity},
    file::{read_instance, read_schedule},
};

const DOCS: &str = include_str!("../../../../../docs/schedule-files.md");

#[test]
fn the_documented_day_can_be_read_and_its_schedule_breaks_nothing() {
    let mut blocks = DOCS.split("```json\n").skip(1).filter_map(|rest| rest.split("```").next());
    let (day, schedule) = (blocks.next().expect("an instance"), blocks.next().expect("a schedule"));
    assert_valid(&INSTANCE, day);
    assert_valid(&SCHEDULE, schedule);
    let day = read_instance(day.as_bytes()).unwrap_or_else(|error| panic!("{error}"));
    let schedule = read_schedule(&day, schedule.as_bytes()).unwrap_or_else(|error| panic!("{error}"));
    assert_eq!(check(&day, &schedule), []);
}

#[test]
fn every_rule_is_documented_with_its_severity() {
    for rule in Rule::ALL {
        let severity = if rule.severity() == Severity::Never { "never" } else { "by name" };
        let row = format!("| `{}` | {severity} |", rule.slug());
        assert!(DOCS.contains(&row), "no row {row}");
    }
}
