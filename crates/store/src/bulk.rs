//! Many rows in few statements, of fixed sizes so that they stay prepared.

use std::{borrow::Cow, collections::HashSet, fmt::Write as _};

use crate::{Arg, StoreError, Tx, tx::Engine};

/// Rows per statement, tried from the largest.
const SIZES: [usize; 4] = [256, 64, 8, 1];

/// The most placeholders one statement may have (SQLite's limit is 32,766).
const PLACEHOLDERS: usize = 16_000;

/// Runs `{head} values (...), (...) {tail}` over `args`, which hold `columns` arguments a row.
/// Of rows with one key, a tail that updates takes the last. The key is the first columns, as many as
/// the tail's conflict names. Returns how many rows the database touched.
pub(crate) async fn insert(
    tx: &mut Tx,
    head: &str,
    columns: usize,
    tail: &str,
    args: &[Arg<'_>],
) -> Result<u64, StoreError> {
    debug_assert_eq!(args.len() % columns, 0, "{head}: every row has {columns} columns");
    let args = match updated_key(tail) {
        Some(key) => last_of_each_key(args, columns, key),
        None => Cow::Borrowed(args),
    };
    let mut touched = 0;
    let mut rest = &args[..];
    for size in SIZES.into_iter().filter(|size| size * columns <= PLACEHOLDERS) {
        if rest.len() < size * columns {
            continue;
        }
        let sql = statement(tx.engine(), head, columns, tail, size);
        while rest.len() >= size * columns {
            let (now, later) = rest.split_at(size * columns);
            touched += tx.run(&sql, now).await?;
            rest = later;
        }
    }
    Ok(touched)
}

/// How many columns the key has on whose conflict `tail` updates.
fn updated_key(tail: &str) -> Option<usize> {
    let (key, action) = tail.strip_prefix("on conflict (")?.split_once(')')?;
    action.contains("do update").then(|| key.split(',').count())
}

/// PostgreSQL refuses to update one row twice in one statement, where SQLite takes the last.
fn last_of_each_key<'r, 'a>(args: &'r [Arg<'a>], columns: usize, key: usize) -> Cow<'r, [Arg<'a>]> {
    let mut seen = HashSet::with_capacity(args.len() / columns);
    let last: Vec<bool> = args.chunks(columns).rev().map(|row| seen.insert(&row[..key])).collect();
    if last.iter().all(|last| *last) {
        return Cow::Borrowed(args);
    }
    let kept = args.chunks(columns).zip(last.iter().rev()).filter(|(_, last)| **last);
    Cow::Owned(kept.flat_map(|(row, _)| row.to_vec()).collect())
}

/// Placeholders are `$1`, `$2`, ... on PostgreSQL. SQLite looks each named one up in a list that it
/// walks from the start, which takes longer than inserting the rows; `?` has no name.
fn statement(engine: Engine, head: &str, columns: usize, tail: &str, rows: usize) -> String {
    let mut sql = String::with_capacity(head.len() + tail.len() + rows * columns * 7);
    sql.push_str(head);
    sql.push_str(" values ");
    for row in 0..rows {
        sql.push_str(if row == 0 { "(" } else { ", (" });
        for column in 0..columns {
            sql.push_str(if column == 0 { "" } else { ", " });
            match engine {
                Engine::Sqlite => sql.push('?'),
                Engine::Postgres => drop(write!(sql, "${}", row * columns + column + 1)),
            }
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
        let sql = |engine| statement(engine, "insert into t (a, b)", 2, "on conflict do nothing", 2);
        assert_eq!(
            sql(Engine::Postgres),
            "insert into t (a, b) values ($1, $2), ($3, $4) on conflict do nothing"
        );
        assert_eq!(sql(Engine::Sqlite), "insert into t (a, b) values (?, ?), (?, ?) on conflict do nothing");
    }

    #[test]
    fn the_last_row_of_a_key_stays_in_its_place() {
        assert_eq!(updated_key("on conflict (a, b) do update set c = excluded.c"), Some(2));
        assert_eq!(updated_key("on conflict (a, b) do nothing"), None);
        let args: Vec<Arg<'_>> = [1, 10, 2, 20, 1, 11].map(Arg::from).into();
        let kept = last_of_each_key(&args, 2, 1);
        assert_eq!(*kept, [2, 20, 1, 11].map(Arg::from));
    }
}
