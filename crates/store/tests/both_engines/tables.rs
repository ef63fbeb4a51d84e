//! What the text of the migrations and of the store must and must not say.

use std::{collections::BTreeSet, fs, path::Path};

fn here() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn texts(folder: &str, ending: &str) -> Vec<(String, String)> {
    let mut texts: Vec<_> = fs::read_dir(here().join(folder))
        .expect("a folder")
        .map(|file| file.expect("a file").path())
        .filter(|path| path.extension().is_some_and(|found| found == ending))
        .map(|path| {
            let name = path.file_name().expect("a name").to_string_lossy().into_owned();
            (name, fs::read_to_string(path).expect("readable"))
        })
        .collect();
    texts.sort();
    texts
}

/// The tables that `GLOBAL.md` lists.
fn global() -> BTreeSet<String> {
    let text = fs::read_to_string(here().join("GLOBAL.md")).expect("the list");
    text.lines()
        .filter_map(|line| line.strip_prefix("| `")?.split_once('`'))
        .map(|(table, _)| table.to_owned())
        .collect()
}

/// Each table with the columns of its primary key.
fn primary_keys(sql: &str) -> Vec<(String, String)> {
    sql.split("create table ")
        .skip(1)
        .map(|rest| {
            let (head, body) = rest.split_once('(').expect("columns");
            let body = body.split_once(';').expect("an end").0;
            let table = head.trim().trim_start_matches("if not exists ").to_owned();
            let key = if let Some((_, key)) = body.split_once("primary key (") {
                key.split_once(')').expect("a closed key").0.to_owned()
            } else {
                let line = body.lines().find(|line| line.contains("primary key"));
                line.unwrap_or_default().split_whitespace().next().unwrap_or_default().to_owned()
            };
            (table, key)
        })
        .collect()
}

#[test]
fn every_primary_key_begins_with_the_district_except_where_global_md_says_why() {
    let global = global();
    let mut seen = BTreeSet::from(["migration".to_owned()]);
    for (file, sql) in texts("migrations", "sql") {
        for (table, key) in primary_keys(&sql) {
            let first = key.split(',').next().unwrap_or_default().trim();
            let district_first = first == "district_id" && key.contains(',');
            assert!(district_first || global.contains(&table), "{file}: {table} has the key ({key})");
            seen.insert(table);
        }
    }
    assert!(seen.len() > 20, "the tables were read: {seen:?}");
    assert!(global.is_subset(&seen), "GLOBAL.md lists a table that is not there");
}

#[test]
fn a_table_without_the_district_is_noticed() {
    let keys = primary_keys(
        "create table a (b text, primary key (b, c)\n);\ncreate table d (\n e bytea primary key\n);",
    );
    assert_eq!(keys, [("a".to_owned(), "b, c".to_owned()), ("d".to_owned(), "e".to_owned())]);
}

#[test]
fn nothing_but_lawful_erasure_changes_the_ledger() {
    for (file, text) in texts("src", "rs").into_iter().filter(|(file, _)| file != "erasure.rs") {
        let words = text.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase();
        for change in ["update evidence", "delete from evidence", "drop table evidence", "truncate evidence"]
        {
            assert!(!words.contains(change), "{file} has \"{change}\"");
        }
        // Nor by way of a conflict.
        for (_, insert) in words.match_indices("insert into evidence").map(|(at, _)| words.split_at(at)) {
            let statement = insert.split("pub async fn").next().unwrap_or_default();
            assert!(!statement.contains("do update"), "{file} replaces entries");
        }
    }
}

#[test]
fn every_query_names_the_district() {
    let global = global();
    for (file, text) in texts("src", "rs") {
        let words = text.split_whitespace().collect::<Vec<_>>().join(" ");
        for (at, _) in words.match_indices("\"select ") {
            let statement = words[at + 1..].split('"').next().unwrap_or_default();
            let from = statement.split(" from ").nth(1).unwrap_or_default();
            let table = from.split_whitespace().next().unwrap_or_default();
            // The engines' own tables, and what treats the whole installation alike.
            let engines = ["pragma_", "pg_", "sqlite_"].iter().any(|own| table.starts_with(own));
            let own = engines || ["backup.rs", "moving.rs"].contains(&file.as_str());
            let exempt = own || table.is_empty() || global.contains(table);
            assert!(exempt || statement.contains("district_id = $1"), "{file}: {statement}");
        }
    }
}

/// Tables that name a person and go on doing so after an erasure: the chain and its places, the person without
/// a name, who read what, what left, the erasure itself, and who brought a file in.
const KEPT_AFTER_ERASURE: [&str; 7] =
    ["learner", "evidence", "person", "access_log", "disclosed_learner", "erasure", "import"];

#[test]
fn every_table_that_names_a_person_is_emptied_by_an_erasure_or_kept_for_a_reason() {
    let erasure = fs::read_to_string(here().join("src/erasure.rs")).expect("readable");
    for (file, sql) in texts("migrations", "sql") {
        for rest in sql.split("create table ").skip(1) {
            let (head, body) = rest.split_once('(').expect("columns");
            let columns = body.split_once("\n);").map_or(body, |(columns, _)| columns);
            let table = head.trim();
            let named =
                ["\n  learner_id bytea", "\n  person_id bytea"].iter().any(|name| columns.contains(name));
            let taken = erasure.contains(&format!("(\"{table}\", "));
            assert!(
                !named || taken || KEPT_AFTER_ERASURE.contains(&table),
                "{file}: an erasure forgets {table}"
            );
        }
    }
}
