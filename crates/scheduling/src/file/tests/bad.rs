use serde_json::{Value, json};

use super::examples::{ROOM_OF_12, SCHEDULE_OF_12, small};
use crate::file::{read_instance, read_schedule};

#[test]
#[expect(clippy::too_many_lines, reason = "a list of cases")]
fn what_is_wrong_is_said_with_its_place_its_value_and_what_to_do() {
    type Edit = fn(&mut Value);
    let cases: &[(Edit, &[&str])] = &[
        (
            |file| file["format"] = json!("onramp-schedule/1"),
            &["format: \"onramp-schedule/1\" is not one of \"onramp-schedule-instance/1\": give one of \
             \"onramp-schedule-instance/1\""],
        ),
        (
            |file| file["learners"][3]["ready"][1]["competency"] = json!("fractions"),
            &["learners[3].ready[1].competency: \"fractions\" names no competency: give the id of one of \
             \"competencies\""],
        ),
        (
            |file| file["learners"][3]["ready"][1]["value"] = json!(1.5),
            &["learners[3].ready[1].value: 1.5 is not a number from 0 to 1: give a number from 0 to 1"],
        ),
        (
            |file| file["learners"][0]["colour"] = json!("red"),
            &["learners[0]: the field \"colour\" is not known: leave"],
        ),
        (
            |file| _ = file["rooms"][1].as_object_mut().map(|room| room.remove("seats")),
            &["rooms[1]: the field \"seats\" is missing: give it"],
        ),
        (
            |file| {
                file["learners"][4]["id"] = json!("ana");
                file["rooms"][1]["id"] = json!("studio");
                file["rooms"][0]["seats"] = json!(-1);
            },
            &[
                "rooms[0].seats: -1 is not a whole number from 0 to 1000000: give",
                "rooms[1].id: \"studio\" is the id of rooms[0] too: give each an id of its own",
                "learners[4].id: \"ana\" is the id of learners[0] too: give each an id of its own",
                "apart[0].learners[1]: \"eli\" names no learner: give the id of one of \"learners\"",
            ],
        ),
        (
            |file| file["periods"][1]["starts"] = json!("09:20"),
            &[
                "periods: \"morning\" (09:00 to 09:35) and \"late-morning\" (09:20 to 10:15) overlap: let each begin",
            ],
        ),
        (|file| file["periods"] = json!([]), &["periods: a list of 0 is not a list of at least 1: give"]),
        (
            |file| file["modalities"][0]["group"] = json!({"least": 5, "most": 4}),
            &["modalities[0].group: a group has at least 5 and at most 4 learners: let"],
        ),
        (
            |file| file["modalities"][0]["share"] = json!(0.9),
            &["modalities: the shares come to 1.5: let them come to 1"],
        ),
        (
            |file| file["learners"][1]["repeats"] = json!(["juice"]),
            &["learners[1].repeats: a lesson is to be repeated"],
        ),
        (
            |file| file["learners"][1]["levels"] = json!({"floor": 6, "ceiling": 5}),
            &["learners[1].levels: nothing lies between a floor of 6 and a ceiling of 5: let"],
        ),
        (
            |file| file["learners"][1]["minutes_had"] = json!({"live": 600_000, "peers": 600_000}),
            &["learners[1].minutes_had: the minutes come to more than a million: give"],
        ),
        (
            |file| file["learners"][1]["works"] = json!({"sleep": 1}),
            &["learners[1].works.sleep: \"sleep\" names no modality"],
        ),
        (
            |file| file["learners"][0]["ready"][1]["competency"] = json!("ratios"),
            &["learners[0].ready: a competency is in the list twice: give each competency once"],
        ),
        (
            |file| file["apart"][0]["learners"] = json!(["ben", "ben"]),
            &[
                "apart[0].learners[1]: \"ben\" is in the list twice: leave it out: it is apart[0].learners[0] too",
            ],
        ),
        (
            |file| file["locks"][0]["learner"] = json!("ana"),
            &["locks[0]: the field \"learner\" is not known"],
        ),
        (
            |file| file["locks"][0]["kind"] = json!("wish"),
            &[
                "locks[0].kind: \"wish\" is not one of \"seat\", \"leads\", \"free\", \"closed\"",
                "locks[0]: the field \"learner\" is missing",
            ],
        ),
        (
            |file| file["lessons"][0]["minutes"] = json!(0),
            &["lessons[0].minutes: 0 is not a whole number from 1 to 1440"],
        ),
        (
            |file| file["lessons"][0]["minutes"] = json!(30.5),
            &["lessons[0].minutes: 30.5 is not a whole number"],
        ),
        (
            |file| file["fixed"][0]["learners"] = json!(["nobody"]),
            &["fixed[0].learners[0]: \"nobody\" names no learner"],
        ),
        (|file| *file = json!(["a"]), &["a list of 1 is not an object with the fields format, id"]),
    ];
    for (edit, expected) in cases {
        let mut file: Value = serde_json::from_str(ROOM_OF_12).expect("JSON");
        edit(&mut file);
        let error = read_instance(file.to_string().as_bytes()).expect_err("it is wrong");
        check(&error.to_string(), expected);
    }
}

#[test]
fn a_schedule_of_another_instance_is_refused_with_both() {
    let (mut day, _) = small();
    day.learners[3].served = 0.9;
    day.id = "summer-room-2027-07-07".to_owned();
    let error = read_schedule(&day, SCHEDULE_OF_12.as_bytes()).expect_err("it is of another one").to_string();
    let (was, is) = (crate::file::digest(&small().0), crate::file::digest(&day));
    check(
        &error,
        &[&format!(
            "instance: the schedule is for \"summer-room-2027-07-06\" with the digest {was}, and the instance is \
         \"summer-room-2027-07-07\" with the digest {is}: give"
        )],
    );
}

#[test]
fn a_schedule_that_names_what_is_not_there_is_refused() {
    let mut file: Value = serde_json::from_str(SCHEDULE_OF_12).expect("JSON");
    file["groups"][1]["room"] = json!("attic");
    file["groups"][1]["seats"][0]["learner"] = json!("nobody");
    file["groups"][2]["seats"] = json!("all");
    file["instance"]["name"] = json!("x");
    let error = read_schedule(&small().0, file.to_string().as_bytes()).expect_err("it is wrong").to_string();
    check(
        &error,
        &[
            "instance: the field \"name\" is not known",
            "groups[1].room: \"attic\" names no room: give the id of one of \"rooms\"",
            "groups[1].seats[0].learner: \"nobody\" names no learner",
            "groups[2].seats: \"all\" is not a list: give a list",
        ],
    );
}

#[track_caller]
fn check(said: &str, expected: &[&str]) {
    for line in expected {
        assert!(said.lines().any(|said| said.starts_with(line)), "no \"{line}\" in:\n{said}");
    }
}
