//! Real data, when it is there.

use std::path::PathBuf;

use measurement::responses::{Table, read_wide};

/// A file of the measurement data; says so and gives `None` when it is not there.
pub fn file(name: &str) -> Option<String> {
    read("measurement", name)
}

/// A file of the response logs.
pub fn response_file(name: &str) -> Option<String> {
    read("responses", name)
}

fn read(folder: &str, name: &str) -> Option<String> {
    let root = std::env::var_os("ONRAMP_DATA").map_or_else(
        || PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data"),
        PathBuf::from,
    );
    let path = root.join(folder).join(name);
    let text = std::fs::read_to_string(&path).ok();
    if text.is_none() {
        eprintln!("skipped: {} is not there", path.display());
    }
    text
}

/// A wide table of the data folder.
pub fn table(name: &str) -> Option<Table> {
    file(name).map(|text| read_wide(&text).expect("a table of answers"))
}

/// The numbers of a file with a header, row by row; the first `skip` columns are left out.
pub fn numbers(name: &str, skip: usize) -> Option<Vec<Vec<f64>>> {
    let number = |cell: &str| cell.trim().trim_matches('"').replace("Inf", "inf").parse().unwrap_or(f64::NAN);
    let row = |line: &str| line.split(',').skip(skip).map(number).collect();
    file(name).map(|text| text.lines().skip(1).map(row).collect())
}
