//! The bank or the first table as CSV.

use std::io::{self, Write};

use super::{Cell, Findings};
use crate::bank::table_rows;

/// Full precision; blank where nothing is known.
pub(super) fn write(findings: &Findings, out: &mut dyn Write) -> io::Result<()> {
    let mut writer = ::csv::Writer::from_writer(out);
    if let Some(bank) = &findings.bank {
        for row in table_rows(bank) {
            writer.write_record(&row)?;
        }
    } else if let Some(table) = findings.tables.first() {
        writer.write_record(table.columns.iter().map(|column| column.key.as_str()))?;
        for row in &table.rows {
            writer.write_record(row.iter().map(cell))?;
        }
    }
    writer.flush()
}

fn cell(cell: &Cell) -> String {
    match cell {
        Cell::Empty => String::new(),
        Cell::Text(text) => text.clone(),
        Cell::Number(number) => number.to_string(),
        Cell::Count(count) => count.to_string(),
        Cell::Numbers(numbers) => numbers.iter().map(f64::to_string).collect::<Vec<_>>().join(" "),
        Cell::Truth(truth) => truth.to_string(),
    }
}
