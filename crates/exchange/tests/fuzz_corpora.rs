//! What the fuzzer keeps in `fuzz/corpus`, and whatever it may find one day, read again: nothing crashes, and
//! no problem holds what cannot be shown.

#[path = "../../../fuzz/src/formats.rs"]
mod formats;

use std::{fs, path::Path};

#[test]
fn packages() {
    replay("case", formats::case);
}

#[test]
fn zips_of_rosters() {
    replay("roster_zip", formats::roster_zip);
}

#[test]
fn files_of_rosters() {
    replay("roster_csv", formats::roster_csv);
}

#[test]
fn other_tables() {
    replay("tables", formats::tables);
}

#[test]
fn items_tests_and_packages_of_qti() {
    replay("qti", formats::qti);
}

#[track_caller]
fn replay(target: &str, read: fn(&[u8])) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fuzz/corpus").join(target);
    let files: Vec<_> =
        fs::read_dir(&folder).expect("a corpus").map(|file| file.expect("a file").path()).collect();
    assert!(files.len() > 1, "{} has {} files", folder.display(), files.len());
    for file in files {
        // A crash says which input it was: its output is shown when the test fails.
        println!("{}", file.display());
        read(&fs::read(&file).expect("readable"));
    }
}
