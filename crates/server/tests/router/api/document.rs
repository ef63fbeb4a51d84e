//! The document says what the router does: a change of the API shows in review.

use std::{collections::BTreeSet, fmt::Write as _, path::Path};

use axum::http::Method;
use serde_json::Value;

use crate::support::House;

/// Every address with its method, from the document.
pub fn operations() -> Vec<(Method, String)> {
    let document = serde_json::to_value(server::api::document()).expect("JSON");
    let mut all = Vec::new();
    for (path, item) in document["paths"].as_object().expect("paths") {
        for (method, operation) in item.as_object().expect("methods") {
            if operation["responses"].is_object() {
                all.push((method.to_uppercase().parse().expect("a method"), path.clone()));
            }
        }
    }
    all
}

#[test]
fn the_document_is_the_one_that_was_reviewed() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/openapi.json");
    let found = serde_json::to_string_pretty(&server::api::document()).expect("JSON") + "\n";
    if std::env::var_os("ONRAMP_UPDATE_SNAPSHOTS").is_some() {
        std::fs::write(&path, &found).expect("the snapshot is written");
    }
    let reviewed = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(
        reviewed == found,
        "the API changed; ONRAMP_UPDATE_SNAPSHOTS=1 writes it down for review:\n{}",
        difference(&reviewed, &found)
    );
}

/// The lines that only one of two texts has.
fn difference(before: &str, after: &str) -> String {
    let (old, new): (BTreeSet<&str>, BTreeSet<&str>) = (before.lines().collect(), after.lines().collect());
    let mut shown = String::new();
    for line in old.difference(&new) {
        let _ = writeln!(shown, "-{line}");
    }
    for line in new.difference(&old) {
        let _ = writeln!(shown, "+{line}");
    }
    shown
}

#[test]
fn every_address_of_the_router_is_in_the_document_and_nothing_else() {
    let documented: BTreeSet<String> =
        operations().into_iter().map(|(method, path)| format!("{method} {path}")).collect();
    let open = ["GET /api/v1/", "GET /api/v1/openapi.json"].map(str::to_owned);
    let routed: BTreeSet<String> =
        routed().into_iter().filter(|operation| !open.contains(operation)).collect();
    assert_eq!(routed, documented);
}

/// The files of the API.
fn sources() -> Vec<String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/api");
    let files = std::fs::read_dir(folder).expect("the API's files");
    files.map(|file| std::fs::read_to_string(file.expect("a file").path()).expect("a source")).collect()
}

/// Every address with its method, as the files of the API register them.
fn routed() -> BTreeSet<String> {
    let mut all = BTreeSet::new();
    for source in sources() {
        // The methods of an address may be named one line above it.
        let named = |name: &str| {
            let begin = source.find(&format!("let {name} = "))?;
            source[begin..].split(';').next().map(str::to_owned)
        };
        for route in source.split(".route(").skip(1) {
            let Some((path, rest)) = route.trim_start().trim_start_matches('"').split_once('"') else {
                continue;
            };
            let end = rest.find(".route(").unwrap_or(rest.len());
            let methods = rest[..end].split("\n}").next().unwrap_or_default();
            let variable = methods.trim_start_matches([',', ' ', '\n']).split(')').next().unwrap_or_default();
            let methods = named(variable.trim()).unwrap_or_else(|| methods.to_owned());
            for method in ["get", "put", "post", "delete"] {
                if methods.contains(&format!("{method}(")) {
                    all.insert(format!("{} /api/v1{path}", method.to_uppercase()));
                }
            }
        }
    }
    all
}

#[test]
fn every_operation_is_described() {
    let document = serde_json::to_value(server::api::document()).expect("JSON");
    for (path, item) in document["paths"].as_object().expect("paths") {
        for (method, operation) in item.as_object().expect("methods") {
            let has = |name: &str| operation[name].as_str().is_some_and(|text| !text.is_empty());
            assert!(has("summary") && has("operationId"), "{method} {path}: {operation}");
            let named: Vec<&Value> = operation["parameters"].as_array().into_iter().flatten().collect();
            for part in path.split('/').filter_map(|part| part.strip_prefix('{')) {
                let name = part.trim_end_matches('}');
                assert!(named.iter().any(|one| one["name"] == name && one["in"] == "path"), "{path}: {name}");
            }
        }
    }
}

/// Two types of one name would be one in the document.
#[test]
fn every_type_of_the_api_has_a_name_of_its_own() {
    let mut names = BTreeSet::new();
    for source in sources() {
        for part in source.split("ToSchema)]\n").skip(1) {
            let declared = part.split("pub ").nth(1).unwrap_or_default();
            let name = declared.split_whitespace().nth(1).unwrap_or_default().trim_end_matches(';');
            let name = name.split(['<', '(']).next().unwrap_or_default().to_owned();
            assert!(names.insert(name.clone()), "{name} is declared twice");
        }
    }
    assert!(names.len() > 50, "{names:?}");
}

#[tokio::test]
async fn the_document_and_its_page_are_open_to_everybody() {
    for house in House::on_each_engine().await {
        let document = house.get("/api/v1/openapi.json", "").await.expect(200);
        assert_eq!(document.json()["info"]["title"], "Onramp");
        let page = house.get("/api/v1", "").await.expect(200);
        assert!(page.header("content-type").starts_with("text/html"));
        assert!(page.text().contains("/api/v1/openapi.json"));
        assert!(page.text().contains("POST /api/v1/evidence"));
    }
}
