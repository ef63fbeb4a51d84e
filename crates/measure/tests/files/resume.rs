//! A calibration that is killed goes on from its checkpoint, to the same digits.

use std::{fmt::Write, fs, process::Stdio, time::Duration};

use serde_json::Value;

use super::program::{folder, found, program, run};

/// A bank of forty items that can be guessed: a fit of many steps.
fn bank() -> Vec<u8> {
    let mut text = "item,model,a,b,c\n".to_owned();
    for n in 0..40 {
        let (a, b) = (0.7 + 0.03 * f64::from(n % 20), f64::from(n) / 10.0 - 2.0);
        writeln!(text, "q{n},3pl,{a},{b},0.2").expect("text");
    }
    text.into_bytes()
}

#[test]
fn a_killed_calibration_goes_on_and_ends_with_the_same_digits() {
    let folder = folder(&[("bank.csv", &bank())]);
    let at = folder.path();
    assert!(
        run(at, "simulate --bank bank.csv --learners 20000 --most 2 --write-answers a.csv").status.success()
    );
    let line = "calibrate a.csv --model 3pl --threads 1";
    let whole = found(at, line);
    let interrupted = format!("{line} --checkpoint kept --out bank.json");
    let mut running = program(at, &interrupted).stdout(Stdio::null()).spawn().expect("it starts");
    let kept = at.join("kept");
    while !kept.exists() {
        assert_eq!(
            running.try_wait().expect("it can be asked"),
            None,
            "it ended before a checkpoint was seen"
        );
        std::thread::sleep(Duration::from_millis(2));
    }
    running.kill().expect("killed");
    running.wait().expect("gone");
    assert!(kept.exists() && !at.join("bank.json").exists(), "nothing half written");
    let again = found(at, &interrupted);
    assert!(again["notes"].to_string().contains("Taken up after step"), "{}", again["notes"]);
    let without_notes = |found: &Value| {
        let mut found = found.clone();
        found["notes"] = Value::Null;
        found
    };
    assert_eq!(without_notes(&again), without_notes(&whole));
    assert!(!kept.exists() && at.join("bank.json").exists(), "the checkpoint is gone, the bank is there");
}

#[test]
fn a_checkpoint_of_something_else_is_refused() {
    let folder = folder(&[("a.csv", b"q1,q2,q3\n1,0,1\n0,1,1\n1,1,0\n"), ("kept", b"something else")]);
    let ended = run(folder.path(), "calibrate a.csv --fewest 1 --checkpoint kept");
    let said = String::from_utf8_lossy(&ended.stderr);
    assert_eq!(ended.status.code(), Some(1), "{said}");
    assert!(said.contains("kept") && said.contains("remove the file"), "{said}");
    assert_eq!(fs::read(folder.path().join("kept")).expect("there"), b"something else");
}

#[test]
fn any_number_of_threads_gives_the_same_document() {
    let folder = folder(&[("bank.csv", &bank())]);
    let at = folder.path();
    assert!(
        run(at, "simulate --bank bank.csv --learners 1500 --most 2 --write-answers a.csv").status.success()
    );
    for line in ["calibrate a.csv --fit", "simulate --bank bank.csv --learners 200 --stop-error 0.4"] {
        let one = run(at, &format!("{line} --json --threads 1"));
        let three = run(at, &format!("{line} --json --threads 3"));
        assert!(one.status.success() && one.stdout == three.stdout, "{line}");
    }
}
