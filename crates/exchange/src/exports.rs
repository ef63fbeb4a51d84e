//! What can go out. One file per format under `exports/`, one line here; a test compares them.

pub mod assessment_results;
pub mod case;
pub mod evidence;
pub mod framework;
pub mod item_analysis;
pub mod people;
pub mod sections;
pub mod whole_record;

/// Every format that can go out, by slug.
pub const FORMATS: &[&str] = &[
    "assessment_results",
    "case",
    "evidence",
    "framework",
    "item_analysis",
    "people",
    "sections",
    "whole_record",
];

/// How a table is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Shape {
    /// Comma-separated values, for spreadsheets and our own import.
    #[default]
    Csv,
    /// An array of objects, one a row, their fields named like the columns; what is empty is `null`.
    Json,
}

/// Writes a table, UTF-8.
fn write<C: AsRef<str>, R: AsRef<[String]>>(
    shape: Shape,
    columns: &[C],
    rows: impl Iterator<Item = R>,
) -> Vec<u8> {
    match shape {
        Shape::Csv => table(columns, rows),
        Shape::Json => json(columns, rows),
    }
}

fn json<C: AsRef<str>, R: AsRef<[String]>>(columns: &[C], rows: impl Iterator<Item = R>) -> Vec<u8> {
    let object = |row: R| {
        let cell = |text: &String| Some(text.clone()).filter(|text| !text.is_empty()).into();
        let fields = columns.iter().map(|column| column.as_ref().to_owned());
        serde_json::Value::Object(fields.zip(row.as_ref().iter().map(cell)).collect())
    };
    let mut file = format!("{:#}", rows.map(object).collect::<serde_json::Value>()).into_bytes();
    file.push(b'\n');
    file
}

/// Writes a table: every cell harmless in a spreadsheet, lines ended by CR LF as RFC 4180 says.
fn table<C: AsRef<str>, R: AsRef<[String]>>(columns: &[C], rows: impl Iterator<Item = R>) -> Vec<u8> {
    let mut writer =
        csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(Vec::<u8>::new());
    let mut written = writer
        .write_record(columns.iter().map(|column| crate::cells::harmless(column.as_ref()).into_owned()));
    for row in rows {
        let cells = row.as_ref().iter().map(|cell| crate::cells::harmless(cell).into_owned());
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
