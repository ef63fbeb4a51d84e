use serde_json::{Value, json};

use super::examples::ROOM_OF_12;
use crate::file::read_instance;

#[test]
fn minutes_are_real_minutes_where_clocks_change() {
    for (day, zone, starts, ends, expected) in [
        ("2027-07-06", "America/New_York", "09:00", "09:35", Ok(35)),
        ("2027-07-06", "America/New_York", "23:30", "24:00", Ok(30)),
        ("2027-03-14", "America/New_York", "01:30", "03:30", Ok(60)),
        ("2027-11-07", "America/New_York", "00:30", "02:30", Ok(180)),
        ("2027-03-28", "Europe/Berlin", "01:00", "04:00", Ok(120)),
        ("2027-04-04", "Australia/Lord_Howe", "01:00", "03:00", Ok(150)),
        ("2027-03-14", "America/New_York", "02:30", "03:30", Err("periods[0].starts: there is no 02:30")),
        ("2027-03-14", "America/New_York", "01:00", "02:00", Err("periods[0].ends: there is no 02:00")),
        ("2027-11-07", "America/New_York", "00:30", "01:30", Err("periods[0].ends: there are two 01:30")),
        ("2011-12-30", "Pacific/Apia", "09:00", "09:35", Err("periods[0].starts: there is no 09:00")),
        ("2027-07-06", "America/Gotham", "09:00", "09:35", Err("zone: \"America/Gotham\" is no time zone")),
        (
            "2027-02-30",
            "America/New_York",
            "09:00",
            "09:35",
            Err("day: \"2027-02-30\" is not in the calendar"),
        ),
        ("1850-01-01", "America/New_York", "09:00", "09:35", Err("day: \"1850-01-01\" lies too far away")),
        (
            "2027-07-06",
            "America/New_York",
            "09:00",
            "09:00",
            Err("periods[0]: a period from 09:00 to 09:00 has no"),
        ),
        (
            "2027-07-06",
            "America/New_York",
            "22:00",
            "01:00",
            Err("periods[0]: a period from 22:00 to 01:00 has no"),
        ),
    ] {
        let mut file: Value = serde_json::from_str(ROOM_OF_12).expect("JSON");
        (file["day"], file["zone"]) = (json!(day), json!(zone));
        file["periods"] = json!([{"id": "morning", "starts": starts, "ends": ends}]);
        for list in ["fixed", "locks", "learners", "apart", "together"] {
            file[list] = json!([]);
        }
        let read = read_instance(file.to_string().as_bytes());
        match (read, expected) {
            (Ok(read), Ok(minutes)) => assert_eq!(read.periods[0].minutes, minutes, "{day} {zone} {starts}"),
            (Err(error), Err(expected)) => {
                let said = error.to_string();
                assert!(said.lines().next().is_some_and(|line| line.starts_with(expected)), "{said}");
            }
            (read, _) => panic!("{day} {zone} {starts}: {:?}", read.map(|read| read.periods)),
        }
    }
}
