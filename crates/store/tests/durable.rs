//! An acknowledged commit on SQLite has reached the disk: its system calls are watched.

use std::{env, path::Path, process::Command};

/// How a check says that it cannot run here.
const SKIPPED: i32 = 77;

#[test]
fn a_commit_is_on_the_disk_before_its_caller_is_told() {
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../scripts/count_fsyncs");
    // .../debug/deps/durable-1a2b -> .../debug/examples/write_once
    let own = env::current_exe().expect("this test has a path");
    let example = own.ancestors().nth(2).expect("the build's folder").join("examples/write_once");
    if !example.exists() {
        eprintln!("skipped: the example write_once was not built");
        return;
    }
    let ran = Command::new(script).arg(example).output().expect("the script runs");
    let said = String::from_utf8_lossy(&ran.stderr);
    match ran.status.code() {
        Some(SKIPPED) => eprintln!("{said}"),
        code => assert_eq!(code, Some(0), "{said}"),
    }
}
