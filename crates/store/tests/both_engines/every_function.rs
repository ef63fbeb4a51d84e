//! No function of the store is left out of these tests.

use std::{fs, path::Path};

/// Not about rows: opening, using, examining, upgrading and moving a database, copying SQLite's file, and
/// its size.
const ELSEWHERE: [&str; 7] = ["db", "tx", "backup", "size", "examine", "upgrade", "moving"];

#[test]
fn every_public_function_is_called_here() {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    let read = |folder: &str| {
        let files =
            fs::read_dir(here.join(folder)).expect("a folder").map(|file| file.expect("a file").path());
        let files = files.filter(|path| path.extension().is_some_and(|ending| ending == "rs"));
        files.map(|path| (path.clone(), fs::read_to_string(path).expect("readable"))).collect::<Vec<_>>()
    };
    let tests: String = read("tests/both_engines").into_iter().map(|(_, text)| text).collect();
    let mut left_out = Vec::new();
    for (path, text) in read("src") {
        let module = path.file_stem().expect("a name").to_string_lossy().into_owned();
        for rest in text.split("\npub async fn ").skip(1) {
            let name = rest.split(['(', '<']).next().unwrap_or_default();
            if !ELSEWHERE.contains(&module.as_str()) && !tests.contains(&format!("store::{module}::{name}("))
            {
                left_out.push(format!("{module}::{name}"));
            }
        }
    }
    assert!(left_out.is_empty(), "not exercised on both engines: {left_out:?}");
}
