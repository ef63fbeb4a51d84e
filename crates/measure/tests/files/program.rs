//! Runs `onramp-measure` in a folder of its own.

use std::{
    fs,
    path::Path,
    process::{Command, Output},
};

use serde_json::Value;
use tempfile::TempDir;

/// A folder with files.
pub fn folder(files: &[(&str, &[u8])]) -> TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    for (name, bytes) in files {
        fs::write(folder.path().join(name), bytes).expect("written");
    }
    folder
}

/// The program, not yet started.
pub fn program(folder: &Path, line: &str) -> Command {
    let mut program = Command::new(env!("CARGO_BIN_EXE_onramp-measure"));
    program.current_dir(folder).args(line.split_whitespace());
    program
}

/// Runs it.
pub fn run(folder: &Path, line: &str) -> Output {
    program(folder, line).output().expect("it runs")
}

/// Runs it with `--json`, expecting success.
#[track_caller]
pub fn found(folder: &Path, line: &str) -> Value {
    let ended = run(folder, &format!("{line} --json"));
    let said = String::from_utf8_lossy(&ended.stderr);
    assert!(ended.status.success(), "{line}: {said}");
    serde_json::from_slice(&ended.stdout).expect("JSON")
}

/// A figure of a result.
#[track_caller]
pub fn figure(found: &Value, key: &str) -> f64 {
    found["figures"][key]["value"].as_f64().unwrap_or_else(|| panic!("no figure {key} in {found}"))
}

/// The rows of a table of a result.
#[track_caller]
pub fn rows<'v>(found: &'v Value, table: &str) -> &'v [Value] {
    found["tables"][table]["rows"].as_array().unwrap_or_else(|| panic!("no table {table} in {found}"))
}

/// A number of a row.
#[track_caller]
pub fn number(row: &Value, column: &str) -> f64 {
    row[column].as_f64().unwrap_or_else(|| panic!("no number {column} in {row}"))
}
