//! A day is invented, solved, checked, mended and explained on files, without a database.

mod served;

use std::{path::Path, process::Output};

use serde_json::{Value, json};
use served::{done, onramp};

/// Runs `onramp schedule` in a folder, where `{}` stands for it.
fn schedule(folder: &Path, arguments: &[&str]) -> Output {
    let shown = folder.to_str().expect("a readable path");
    let arguments: Vec<String> = arguments.iter().map(|one| one.replace("{}", shown)).collect();
    onramp(folder).arg("schedule").args(arguments).output().expect("it runs")
}

#[track_caller]
fn said(output: &Output) -> Value {
    serde_json::from_slice(&output.stdout)
        .unwrap_or_else(|error| panic!("{error}: {}", String::from_utf8_lossy(&output.stderr)))
}

fn read(folder: &Path, name: &str) -> Value {
    serde_json::from_slice(&std::fs::read(folder.join(name)).expect("written")).expect("JSON")
}

fn write(folder: &Path, name: &str, value: &Value) {
    std::fs::write(folder.join(name), value.to_string()).expect("written");
}

#[test]
fn an_invented_day_is_solved_checked_explained_and_mended() {
    let folder = tempfile::tempdir().expect("a folder");
    let folder = folder.path();
    let ended = schedule(folder, &["invent", "--learners", "40", "--seed", "7", "-o", "{}/day.json"]);
    assert!(ended.status.success(), "{ended:?}");
    let solve =
        ["solve", "{}/day.json", "-o", "{}/tomorrow.json", "--steps", "200", "--gap", "0.05", "--json"];
    let solved = schedule(folder, &solve);
    assert!(solved.status.success(), "{solved:?}");
    let outcome = said(&solved);
    let (value, bound) = (outcome["value"].as_f64(), outcome["bound"].as_f64());
    assert!(value > Some(0.0) && value <= bound, "{outcome}");

    let checked = schedule(folder, &["check", "{}/day.json", "{}/tomorrow.json", "--json"]);
    assert!(checked.status.success(), "{checked:?}");
    let checked = said(&checked);
    assert_eq!((&checked["breaches"], &checked["unseated"]), (&json!([]), &json!(0)));
    assert_eq!(checked, outcome["check"]);

    let asked = ["why", "{}/day.json", "{}/tomorrow.json", "--learner", "s2", "--period", "p1"];
    let why = said(&schedule(folder, &[&asked[..], &["--json"]].concat()));
    assert!(why["seat"]["room"].is_string(), "{why}");
    let why = schedule(folder, &asked);
    assert!(String::from_utf8_lossy(&why.stdout).contains(" sits in "), "{why:?}");

    // In the morning an educator is out.
    let mut day = read(folder, "day.json");
    day["educators"][0]["periods"] = json!([]);
    write(folder, "morning.json", &day);
    let repair =
        ["repair", "{}/morning.json", "{}/tomorrow.json", "-o", "{}/mended.json", "--seconds", "5", "--json"];
    let mended = schedule(folder, &[&repair[..], &["--was", "{}/day.json"]].concat());
    let repaired = said(&mended);
    assert!(repaired["moved"].as_u64() >= repaired["least_moved"].as_u64(), "{repaired}");
    let again = schedule(folder, &["check", "{}/morning.json", "{}/mended.json", "--json"]);
    let breaches = said(&again)["breaches"].as_array().expect("a list").clone();
    assert!(breaches.iter().all(|breach| breach["rule"] == "unseated"), "{breaches:?}");
    let without = schedule(folder, &repair);
    assert_eq!(said(&without)["least_moved"], repaired["least_moved"]);
}

#[test]
fn what_a_schedule_breaks_is_said_and_is_exit_status_1() {
    let folder = tempfile::tempdir().expect("a folder");
    let folder = folder.path();
    let examples = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../scheduling/examples"));
    for name in ["room-of-12.json", "room-of-12.schedule.json"] {
        std::fs::copy(examples.join(name), folder.join(name)).expect("copied");
    }
    let check = ["check", "{}/room-of-12.json", "{}/room-of-12.schedule.json"];
    let valid = schedule(folder, &check);
    assert!(valid.status.success() && String::from_utf8_lossy(&valid.stdout).contains("23 seats, 0 missing"));

    let mut broken = read(folder, "room-of-12.schedule.json");
    broken["groups"][3]["room"] = json!("studio");
    broken["groups"][0]["seats"].as_array_mut().expect("seats").pop();
    write(folder, "room-of-12.schedule.json", &broken);
    let ended = schedule(folder, &check);
    let (out, err) = (String::from_utf8_lossy(&ended.stdout), String::from_utf8_lossy(&ended.stderr));
    assert_eq!(ended.status.code(), Some(1));
    assert!(
        out.contains("Never: Studio has 0 devices, and 2 learners in it need one in Morning. [room-devices]"),
        "{out}"
    );
    assert!(out.contains("If accepted: Dina K. is there in Morning and has no seat. [unseated]"), "{out}");
    assert_eq!(err, "onramp: 4 breaches: 3 can never be published, 1 may be accepted by name\n", "{out}");
    let counted = said(&schedule(folder, &[&check[..], &["--json"]].concat()));
    assert_eq!((&counted["never"], &counted["acceptable"]), (&json!(3), &json!(1)));
}

#[test]
fn a_file_that_cannot_be_used_is_refused_with_every_reason() {
    let folder = tempfile::tempdir().expect("a folder");
    let folder = folder.path();
    done(
        folder,
        &["schedule", "invent", "--learners", "12", "-o", folder.join("a.json").to_str().expect("readable")],
    );
    done(
        folder,
        &[
            "schedule",
            "invent",
            "--learners",
            "12",
            "--seed",
            "2",
            "-o",
            folder.join("b.json").to_str().expect("readable"),
        ],
    );
    let solved = schedule(folder, &["solve", "{}/a.json", "-o", "{}/a.schedule.json", "--steps", "20"]);
    assert!(matches!(solved.status.code(), Some(0 | 3)), "{solved:?}");
    let mut bad = read(folder, "a.json");
    bad["rooms"][0]["seats"] = json!("many");
    bad["learners"][3]["had"] = json!(["nothing"]);
    write(folder, "bad.json", &bad);
    for (arguments, expected) in [
        (
            &["check", "{}/b.json", "{}/a.schedule.json"][..],
            &["is for \"invented-12-1\"", "a.schedule.json cannot be used"][..],
        ),
        (
            &["solve", "{}/bad.json", "-o", "{}/x.json"],
            &["rooms[0].seats: \"many\"", "learners[3].had[0]: \"nothing\" names no"],
        ),
        (&["solve", "{}/none.json", "-o", "{}/x.json"], &["none.json: No such file"]),
        (&["solve", "{}/a.json", "-o", "{}/none/x.json", "--steps", "1"], &["none/x.json: No such file"]),
        (
            &["why", "{}/a.json", "{}/a.schedule.json", "--learner", "s99", "--period", "p1"],
            &["there is no learner \"s99\""],
        ),
    ] {
        let ended = schedule(folder, arguments);
        let err = String::from_utf8_lossy(&ended.stderr);
        assert_eq!(ended.status.code(), Some(1), "{arguments:?}: {err}");
        assert!(expected.iter().all(|part| err.contains(part)) && !folder.join("x.json").exists(), "{err}");
    }
    for arguments in [&["solve", "{}/a.json", "-o", "x", "--gap", "nan"][..], &["invent", "--learners", "-3"]]
    {
        assert_eq!(schedule(folder, arguments).status.code(), Some(2), "{arguments:?}");
    }
}

#[test]
fn the_schemas_are_printed() {
    let folder = tempfile::tempdir().expect("a folder");
    for (of, format) in [("instance", "onramp-schedule-instance/1"), ("schedule", "onramp-schedule/1")] {
        let schema: Value =
            serde_json::from_str(&done(folder.path(), &["schedule", "schema", of])).expect("JSON");
        assert_eq!(schema["properties"]["format"]["enum"], json!([format]));
    }
}
