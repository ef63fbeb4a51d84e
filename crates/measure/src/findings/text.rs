//! Findings as text for a terminal.

use std::fmt::Write;

use super::{Cell, Findings, Table};

/// Rows of a table that are shown; `--out` and `--json` have all.
const SHOWN: usize = 60;

/// All figures, tables and notes.
pub(super) fn of(findings: &Findings) -> String {
    let mut out = String::new();
    let width = findings.facts.iter().map(|fact| fact.name.chars().count()).max().unwrap_or(0);
    for fact in findings.facts.iter().filter(|fact| fact.value != Cell::Empty) {
        let error = fact.error.map_or_else(String::new, |error| format!(" (SE {})", number(error)));
        let unit = if fact.unit.is_empty() { String::new() } else { format!("  {}", fact.unit) };
        let _ = writeln!(out, "{:width$}  {}{error}{unit}", fact.name, cell(&fact.value));
    }
    for table in findings.tables.iter().filter(|table| !table.rows.is_empty()) {
        let _ = writeln!(out, "\n{}", table.title);
        rows(table, &mut out);
    }
    for note in &findings.notes {
        let _ = writeln!(out, "\n{note}");
    }
    out
}

fn rows(table: &Table, out: &mut String) {
    let table = &without_blanks(table);
    let heads: Vec<String> = table
        .columns
        .iter()
        .map(|column| match column.unit {
            "" => column.key.clone(),
            // The unit of a standard error is that of the column before it.
            _ if column.key.ends_with("_se") => column.key.clone(),
            unit => format!("{} [{unit}]", column.key),
        })
        .collect();
    let cells: Vec<Vec<String>> =
        table.rows.iter().take(SHOWN).map(|row| row.iter().map(cell).collect()).collect();
    let width = |place: usize| {
        let widths = cells.iter().map(|row| row[place].chars().count());
        widths.chain([heads[place].chars().count()]).max().unwrap_or(0)
    };
    let widths: Vec<usize> = (0..heads.len()).map(width).collect();
    let is_text = |place: usize| {
        table.rows.iter().all(|row| matches!(row[place], Cell::Text(_) | Cell::Empty | Cell::Truth(_)))
    };
    let texts: Vec<bool> = (0..heads.len()).map(is_text).collect();
    let mut line = |row: &[String]| {
        let mut text = String::new();
        for (place, cell) in row.iter().enumerate() {
            let width = widths[place];
            let _ =
                if texts[place] { write!(text, "{cell:width$}  ") } else { write!(text, "{cell:>width$}  ") };
        }
        let _ = writeln!(out, "{}", text.trim_end());
    };
    line(&heads);
    for row in &cells {
        line(row);
    }
    if table.rows.len() > SHOWN {
        let _ =
            writeln!(out, "... and {} more rows: --out FILE.csv or --json has all", table.rows.len() - SHOWN);
    }
}

/// The table without columns that say nothing.
fn without_blanks(table: &Table) -> Table {
    let says = |place: &usize| table.rows.iter().any(|row| row[*place] != Cell::Empty);
    let kept: Vec<usize> = (0..table.columns.len()).filter(says).collect();
    Table {
        columns: kept.iter().map(|place| table.columns[*place].clone()).collect(),
        rows: table.rows.iter().map(|row| kept.iter().map(|place| row[*place].clone()).collect()).collect(),
        ..table.clone()
    }
}

/// A cell as people read it.
pub(super) fn cell(cell: &Cell) -> String {
    match cell {
        Cell::Empty => String::new(),
        Cell::Text(text) => text.clone(),
        Cell::Number(value) => number(*value),
        Cell::Count(count) => grouped(*count),
        Cell::Numbers(numbers) => numbers.iter().map(|value| number(*value)).collect::<Vec<_>>().join(" "),
        Cell::Truth(true) => "yes".to_owned(),
        Cell::Truth(false) => "no".to_owned(),
    }
}

/// Four decimals, or the leading digits of something tiny.
fn number(value: f64) -> String {
    if value != 0.0 && value.abs() < 0.0001 {
        return format!("{value:.1e}");
    }
    let text = format!("{value:.4}");
    if text == "-0.0000" { "0.0000".to_owned() } else { text }
}

fn grouped(count: u64) -> String {
    let digits = count.to_string();
    let mut out = String::new();
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::{grouped, number};

    #[test]
    fn numbers_read_well() {
        for (value, text) in [(0.0, "0.0000"), (-0.00001, "-1.0e-5"), (1.23456, "1.2346"), (-0.0, "0.0000")] {
            assert_eq!(number(value), text);
        }
        for (count, text) in [(0, "0"), (999, "999"), (1000, "1,000"), (1_234_567, "1,234,567")] {
            assert_eq!(grouped(count), text);
        }
    }
}
