//! What can go out. One file per format under `exports/`, one line here; a test compares them.

pub mod case;
pub mod evidence;
pub mod people;
pub mod sections;

/// Every format that can go out, by slug.
pub const FORMATS: &[&str] = &["case", "evidence", "people", "sections"];

/// Writes a table: every cell harmless in a spreadsheet, lines ended by CR LF as RFC 4180 says.
fn table<const WIDTH: usize>(columns: [&str; WIDTH], rows: impl Iterator<Item = [String; WIDTH]>) -> Vec<u8> {
    let mut writer =
        csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(Vec::<u8>::new());
    let mut written = writer.write_record(columns);
    for row in rows {
        let cells = row.iter().map(|cell| crate::cells::harmless(cell).into_owned());
        written = written.and_then(|()| writer.write_record(cells));
    }
    // Writing to memory cannot fail, and every row has the width of the header.
    debug_assert!(written.is_ok());
    writer.into_inner().unwrap_or_default()
}

/// Names of the Rust files in a folder without their ending, sorted.
#[cfg(test)]
pub(crate) fn rust_files(folder: &str) -> Vec<String> {
    let mut slugs: Vec<_> = std::fs::read_dir(folder)
        .expect("the folder is there")
        .filter_map(|entry| entry.expect("an entry").file_name().to_str().map(str::to_owned))
        .filter_map(|name| name.strip_suffix(".rs").map(str::to_owned))
        .collect();
    slugs.sort();
    slugs
}

#[cfg(test)]
mod tests {
    #[test]
    fn every_file_under_exports_is_registered() {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/src/exports");
        assert_eq!(super::rust_files(folder), super::FORMATS);
    }
}
