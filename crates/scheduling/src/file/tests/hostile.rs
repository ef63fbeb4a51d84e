use std::fmt::Write as _;

use proptest::prelude::*;

use super::examples::{ROOM_OF_12, SCHEDULE_OF_12, small};
use crate::file::{MOST_BYTES, read_earlier_schedule, read_instance, read_schedule};

#[test]
fn no_json_is_said_with_its_line() {
    for (text, expected) in [
        ("", "line 1: the file ends in the middle: mend"),
        ("{\n\"id\": \"a\",\n}", "line 3: it is no JSON: mend"),
        ("{\"id\": \"a\"} {}", "line 1: it is no JSON: mend"),
        ("{\"id\": 1e999}", "line 1: it is no JSON: mend"),
        ("{\"id\": \"\\ud800\"}", "line 1: it is no JSON: mend"),
        ("{\"id\": NaN}", "line 1: it is no JSON: mend"),
    ] {
        let said = read_instance(text.as_bytes()).expect_err("it is no JSON").to_string();
        assert!(said.starts_with(expected) && said.lines().count() == 1, "{text}: {said}");
    }
    for bytes in [&b"{\"id\": \"\xff\"}"[..], b"\xff\xfe{\0}\0"] {
        assert!(read_instance(bytes).expect_err("it is no UTF-8").to_string().contains("line 1"));
    }
}

#[test]
fn a_byte_order_mark_does_no_harm() {
    let with_mark = format!("\u{feff}{ROOM_OF_12}").replace('\n', "\r\n");
    assert_eq!(read_instance(with_mark.as_bytes()), read_instance(ROOM_OF_12.as_bytes()));
}

#[test]
fn deep_nesting_is_refused_and_not_followed() {
    let deep = "[".repeat(1_000_000);
    let said = read_instance(deep.as_bytes()).expect_err("it is too deep").to_string();
    assert!(said.contains("recursion limit"), "{said}");
}

#[test]
fn a_file_that_is_too_large_is_not_read() {
    let large = vec![b' '; MOST_BYTES + 1];
    let said = read_instance(&large).expect_err("it is too large").to_string();
    assert_eq!(said, "it has 200000001 bytes: a file of one day has at most 200000000");
}

#[test]
fn a_field_that_is_given_twice_is_refused() {
    let twice = ROOM_OF_12.replacen("\"name\": \"Studio\"", "\"name\": \"Studio\", \"name\": \"Attic\"", 1);
    let said = read_instance(twice.as_bytes()).expect_err("it says two things").to_string();
    assert_eq!(said, "rooms[0]: the field \"name\" is given twice: give it once");
}

#[test]
fn of_many_problems_the_first_thousand_are_said_and_the_others_counted() {
    let learners: Vec<String> = (0..1500).map(|at| format!("{{\"id\": \"s{at}\", \"served\": 2}}")).collect();
    let text = ROOM_OF_12.replacen("\"learners\": [", &format!("\"learners\": [{},", learners.join(",")), 1);
    let error = read_instance(text.as_bytes()).expect_err("it is wrong");
    assert_eq!((error.problems.len(), error.left_off), (1000, 500));
    assert!(error.to_string().ends_with("\nand 500 more"));
}

#[test]
fn ten_thousand_learners_are_read() {
    let mut learners = String::new();
    for at in 0..10_000 {
        let _ = write!(
            learners,
            "{{\"id\": \"s{at}\", \"ready\": [{{\"competency\": \"ratios\", \"value\": 0.5}}, {{\"competency\": \
             \"area\", \"value\": 0.25, \"tries\": 2}}], \"had\": [\"juice\"], \"minutes_had\": {{\"live\": 70}}}},"
        );
    }
    let text = ROOM_OF_12.replacen("\"learners\": [", &format!("\"learners\": [{learners}"), 1);
    let read = read_instance(text.as_bytes()).unwrap_or_else(|error| panic!("{error}"));
    assert_eq!((read.learners.len(), read.learners[9_999].minutes_had[0]), (10_012, 70));
}

proptest! {
    #[test]
    fn a_file_that_was_cut_or_spoiled_never_crashes(cut in 0..ROOM_OF_12.len(), byte: u8, whole: bool) {
        let mut bytes = ROOM_OF_12.as_bytes().to_vec();
        bytes[cut] = byte;
        bytes.truncate(if whole { bytes.len() } else { cut });
        let read = read_instance(&bytes);
        prop_assert!(whole || read.is_err());
        let day = small().0;
        let mut bytes = SCHEDULE_OF_12.as_bytes().to_vec();
        let cut = cut % bytes.len();
        bytes[cut] = byte;
        bytes.truncate(if whole { bytes.len() } else { cut });
        let (now, earlier) = (read_schedule(&day, &bytes), read_earlier_schedule(&day, &bytes));
        prop_assert!(whole || (now.is_err() && earlier.is_err()));
    }
}
