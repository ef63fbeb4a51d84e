//! `./bench` measures a district that an example makes: it has to go on being made.

use std::{env, fs, process::Command};

#[test]
fn the_district_of_the_benches_is_made_with_sections_sessions_and_tokens() {
    // .../debug/deps/district-1a2b -> .../debug/examples/bench_district
    let own = env::current_exe().expect("this test has a path");
    let example = own.ancestors().nth(2).expect("the build's folder").join("examples/bench_district");
    if !example.exists() {
        eprintln!("skipped: the example bench_district was not built");
        return;
    }
    let folder = env::temp_dir().join(format!("onramp-bench-district-{}", std::process::id()));
    fs::create_dir_all(&folder).expect("a folder");
    let ran =
        Command::new(example).arg(folder.join("bench.db")).args(["2x3x4x2"]).output().expect("it starts");
    assert!(ran.status.success(), "{}", String::from_utf8_lossy(&ran.stderr));
    let said: serde_json::Value = serde_json::from_slice(&ran.stdout).expect("JSON");
    assert_eq!((&said["learners"], &said["entries"]), (&6.into(), &48.into()), "{said:#}");
    for section in said["sections"].as_array().expect("sections") {
        for field in ["section", "session", "cookie", "token"] {
            assert!(section[field].as_str().is_some_and(|text| !text.is_empty()), "{field} of {section:#}");
        }
    }
    fs::remove_dir_all(folder).expect("removed");
}
