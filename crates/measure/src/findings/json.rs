//! Findings as JSON.

use serde_json::{Map, Value, json};

use super::{Cell, Findings, SCHEMA, Table};
use crate::{bank, tracing};

/// `schema`, `command`, `figures`, `tables`, `notes` and, where one was made, `bank` or `tracing`.
pub(super) fn of(findings: &Findings) -> String {
    let mut figures = Map::new();
    for fact in &findings.facts {
        let mut figure = Map::from_iter([("value".to_owned(), value(&fact.value))]);
        if let Some(error) = fact.error {
            figure.insert("se".to_owned(), json!(error));
        }
        if !fact.unit.is_empty() {
            figure.insert("unit".to_owned(), json!(fact.unit));
        }
        figures.insert(fact.key.to_owned(), Value::Object(figure));
    }
    let tables: Map<String, Value> =
        findings.tables.iter().map(|known| (known.key.to_owned(), table(known))).collect();
    let mut document = json!({
        "schema": SCHEMA,
        "command": findings.command,
        "version": env!("CARGO_PKG_VERSION"),
        "figures": figures,
        "tables": tables,
        "notes": findings.notes,
    });
    if let (Some(bank), Some(document)) = (&findings.bank, document.as_object_mut()) {
        document.insert("bank".to_owned(), bank::document(bank));
    }
    if let (Some(found), Some(document)) = (&findings.tracing, document.as_object_mut()) {
        document.insert("tracing".to_owned(), tracing::document(found));
    }
    let mut text = serde_json::to_string_pretty(&document).unwrap_or_default();
    text.push('\n');
    text
}

fn table(table: &Table) -> Value {
    let units: Map<String, Value> = table
        .columns
        .iter()
        .filter(|column| !column.unit.is_empty())
        .map(|column| (column.key.clone(), json!(column.unit)))
        .collect();
    let row = |row: &Vec<Cell>| {
        let cells = table.columns.iter().zip(row).map(|(column, cell)| (column.key.clone(), value(cell)));
        Value::Object(cells.collect())
    };
    json!({ "title": table.title, "units": units, "rows": table.rows.iter().map(row).collect::<Vec<_>>() })
}

fn value(cell: &Cell) -> Value {
    match cell {
        Cell::Empty => Value::Null,
        Cell::Text(text) => json!(text),
        Cell::Number(number) => json!(number),
        Cell::Count(count) => json!(count),
        Cell::Numbers(numbers) => json!(numbers),
        Cell::Truth(truth) => json!(truth),
    }
}
