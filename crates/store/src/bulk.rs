//! Many rows in few statements, of fixed sizes so that they stay prepared.

use std::fmt::Write as _;

use crate::{Arg, StoreError, Tx};

/// Rows per statement, tried from the largest.
const SIZES: [usize; 4] = [256, 64, 8, 1];

/// The most placeholders one statement may have (SQLite's limit is 32,766).
const PLACEHOLDERS: usize = 16_000;

/// Runs `{head} values (...), (...) {tail}` over `args`, which hold `columns` arguments a row.
/// Returns how many rows the database touched.
pub(crate) async fn insert(
    tx: &mut Tx,
    head: &str,
    columns: usize,
    tail: &str,
    args: &[Arg<'_>],
) -> Result<u64, StoreError> {
    debug_assert_eq!(args.len() % columns, 0, "{head}: every row has {columns} columns");
    let mut touched = 0;
    let mut rest = args;
    for size in SIZES.into_iter().filter(|size| size * columns <= PLACEHOLDERS) {
        if rest.len() < size * columns {
            continue;
        }
        let sql = statement(head, columns, tail, size);
        while rest.len() >= size * columns {
            let (now, later) = rest.split_at(size * columns);
            touched += tx.run(&sql, now).await?;
            rest = later;
        }
    }
    Ok(touched)
}

fn statement(head: &str, columns: usize, tail: &str, rows: usize) -> String {
    let mut sql = String::with_capacity(head.len() + tail.len() + rows * columns * 7);
    sql.push_str(head);
    sql.push_str(" values ");
    for row in 0..rows {
        sql.push_str(if row == 0 { "(" } else { ", (" });
        for column in 0..columns {
            let comma = if column == 0 { "" } else { ", " };
            let _ = write!(sql, "{comma}${}", row * columns + column + 1);
        }
        sql.push(')');
    }
    sql.push(' ');
    sql.push_str(tail);
    sql
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn placeholders_count_on_from_row_to_row() {
        assert_eq!(
            statement("insert into t (a, b)", 2, "on conflict do nothing", 2),
            "insert into t (a, b) values ($1, $2), ($3, $4) on conflict do nothing"
        );
    }
}
