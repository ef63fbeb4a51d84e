//! Keeps ARCHITECTURE.md true: who may import whom, and that every path it names exists.

use std::{collections::BTreeMap, path::Path, process::Command};

const MAP: &str = include_str!("../../../ARCHITECTURE.md");

#[test]
fn each_crate_imports_what_the_table_allows_and_nothing_else() {
    let allowed = table();
    let found = manifests();
    assert_eq!(
        found.keys().collect::<Vec<_>>(),
        allowed.keys().collect::<Vec<_>>(),
        "the crates of the workspace and the rows of the table"
    );
    for (name, imports) in found {
        for import in imports {
            assert!(
                allowed[&name].contains(&import),
                "{name} imports {import}, which the table in ARCHITECTURE.md does not allow"
            );
        }
    }
}

#[test]
fn every_path_that_the_map_names_exists() {
    let root = root();
    for path in MAP.split('`').skip(1).step_by(2).filter(|code| is_path(code)) {
        assert!(root.join(path).exists(), "ARCHITECTURE.md names {path}, which is not there");
    }
}

#[test]
fn a_path_is_told_from_other_code() {
    for (code, path) in [
        ("crates/store/src/db.rs", true),
        ("clippy.toml", true),
        ("CONTRIBUTING.md", true),
        ("docs/decisions", true),
        ("learner::lock", false),
        ("/sections/{section}/drafts", false),
        ("update", false),
    ] {
        assert_eq!(is_path(code), path, "{code}");
    }
}

fn is_path(code: &str) -> bool {
    let rooted =
        ["crates/", "docs/", "bench/", "scripts/", "tests/"].iter().any(|root| code.starts_with(root));
    rooted || [".md", ".toml"].iter().any(|ending| code.ends_with(ending))
}

/// The rows of the table: crate, and what it may import.
fn table() -> BTreeMap<String, Vec<String>> {
    let codes = |cell: &str| cell.split('`').skip(1).step_by(2).map(str::to_owned).collect::<Vec<_>>();
    MAP.lines()
        .filter_map(|line| line.strip_prefix("| `"))
        .filter_map(|line| {
            let mut cells = line.split('|');
            let name = cells.next()?.trim().trim_end_matches('`').to_owned();
            Some((name, codes(cells.next()?)))
        })
        .collect()
}

/// The crates of the workspace and which of each other they import, tests excepted.
fn manifests() -> BTreeMap<String, Vec<String>> {
    let ran = Command::new(env!("CARGO"))
        .args(["metadata", "--no-deps", "--format-version", "1", "--offline"])
        .current_dir(root())
        .output()
        .expect("cargo runs");
    let metadata: serde_json::Value = serde_json::from_slice(&ran.stdout).expect("cargo prints JSON");
    let packages = metadata["packages"].as_array().expect("a list of packages");
    let names: Vec<&str> = packages.iter().filter_map(|package| package["name"].as_str()).collect();
    packages
        .iter()
        .map(|package| {
            let dependencies = package["dependencies"].as_array().expect("a list of dependencies");
            let ours = dependencies
                .iter()
                .filter(|dependency| dependency["kind"].as_str() != Some("dev"))
                .filter_map(|dependency| dependency["name"].as_str())
                .filter(|name| names.contains(name))
                .map(str::to_owned)
                .collect();
            (package["name"].as_str().expect("a name").to_owned(), ours)
        })
        .collect()
}

fn root() -> &'static Path {
    Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../.."))
}
