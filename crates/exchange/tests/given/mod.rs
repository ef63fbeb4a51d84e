//! Files that are given for checking and are no part of the project: `ONRAMP_DATA`, else
//! `../shared/data` beside the repository.

use std::path::PathBuf;

/// The folder, or `None` after saying that the test is skipped.
pub fn folder(name: &str) -> Option<PathBuf> {
    let beside = concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared/data");
    let data = std::env::var_os("ONRAMP_DATA").map_or_else(|| PathBuf::from(beside), PathBuf::from);
    let folder = data.join(name);
    if folder.is_dir() {
        return Some(folder);
    }
    println!("skipped: {} is not here", folder.display());
    None
}

/// The bytes of one file in a folder that is there.
#[expect(dead_code, reason = "each test file uses what it needs")]
pub fn bytes(folder: &std::path::Path, name: &str) -> Vec<u8> {
    std::fs::read(folder.join(name)).expect("the file can be read")
}
