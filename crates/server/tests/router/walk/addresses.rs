//! Every address there is: of the API from its document, of the pages from the files that answer them.

use std::{
    collections::VecDeque,
    fs,
    path::{Path, PathBuf},
};

use axum::http::Method;
use serde_json::Value;

use super::{chance::Chance, town::Town};

/// One method of one address.
#[derive(Debug, Clone)]
pub struct Address {
    /// The method.
    pub method: Method,
    /// With its places in braces.
    pub pattern: String,
    /// The schema of the JSON that it takes.
    pub schema: Option<Value>,
    /// Names of its query.
    pub query: Vec<String>,
}

/// What lets somebody see a learner from then on, or no longer: the oracle reads the rosters alone, so these
/// are not walked.
const GIVES_SIGHT: [&str; 18] = [
    "/substitutes",
    "/admin/caseloads",
    "/admin/people/new-role",
    "/admin/people/{person}/guardians",
    "/admin/people/{person}/roles",
    "/admin/people/{person}/roles/end",
    "/sections/{section}/places",
    "/admin/classes/{section}/places",
    "/api/v1/substitutions",
    "/api/v1/caseloads",
    "/api/v1/roles",
    "/api/v1/people/{person}/guardians",
    "/api/v1/people/{person}/roles/end",
    "/api/v1/sections/{section}/places",
    "/sections/{section}/tasks",
    "/tasks/{task}/third",
    "/api/v1/sections/{section}/tasks",
    "/api/v1/tasks/{task}/third",
];

/// What sets the solver to work for seconds: others measure that.
const SOLVES: [&str; 4] = [
    "/room-programs/{program}/days",
    "/room-programs/{program}/days/{day}/make",
    "/room-programs/{program}/days/{day}/morning",
    "/api/v1/room-programs/{program}/days/{day}/morning",
];

/// All of them, but those that give sight or set the solver to work. A test letter would leave this machine: that one is not walked.
pub fn addresses() -> Vec<Address> {
    let mut all = of_pages();
    all.extend(of_api());
    all.push(open("/api/v1"));
    all.push(open("/metrics"));
    all.push(open("/health/ready"));
    all.push(open("/no/such/page"));
    all.retain(|address| !address.pattern.ends_with("/mail/test"));
    all.retain(|one| one.method == Method::GET || !GIVES_SIGHT.contains(&one.pattern.as_str()));
    all.retain(|one| one.method == Method::GET || !SOLVES.contains(&one.pattern.as_str()));
    let makes = "/api/v1/room-programs/{program}/days/{day}";
    all.retain(|one| one.method == Method::GET || one.pattern != makes);
    assert!(all.len() > 150, "{} addresses", all.len());
    all
}

fn open(pattern: &str) -> Address {
    Address { method: Method::GET, pattern: pattern.to_owned(), schema: None, query: Vec::new() }
}

fn of_api() -> Vec<Address> {
    let document = serde_json::to_value(server::api::document()).expect("JSON");
    let mut all = Vec::new();
    for (pattern, item) in document["paths"].as_object().expect("paths") {
        for (method, operation) in item.as_object().expect("methods") {
            if !operation["responses"].is_object() {
                continue;
            }
            let schema = &operation["requestBody"]["content"]["application/json"]["schema"];
            let named = operation["parameters"].as_array().into_iter().flatten();
            let query = named.filter(|one| one["in"] == "query").filter_map(|one| one["name"].as_str());
            all.push(Address {
                method: method.to_uppercase().parse().expect("a method"),
                pattern: pattern.clone(),
                schema: Some(schema).filter(|schema| !schema.is_null()).cloned(),
                query: query.map(str::to_owned).collect(),
            });
        }
    }
    all
}

fn of_pages() -> Vec<Address> {
    let mut all = Vec::new();
    for file in files(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src/pages")) {
        let source = fs::read_to_string(file).expect("readable");
        for route in source.split(".route(\"").skip(1) {
            let (pattern, rest) = route.split_once('"').expect("an address");
            let answers = rest.split(['\n', ';']).next().unwrap_or_default();
            for (word, method) in [("get(", Method::GET), ("post(", Method::POST)] {
                if answers.contains(word) {
                    all.push(Address { method, ..open(pattern) });
                }
            }
        }
    }
    all.sort_by(|one, other| {
        (&one.pattern, one.method.as_str()).cmp(&(&other.pattern, other.method.as_str()))
    });
    all
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let mut all = Vec::new();
    for entry in fs::read_dir(folder).expect("the folder is there") {
        let path = entry.expect("an entry").path();
        if path.is_dir() { all.extend(files(&path)) } else { all.push(path) }
    }
    all.sort();
    all
}

impl Address {
    /// With something in every place: mostly an id of its kind, of anybody's.
    pub fn filled(&self, chance: &mut Chance, town: &Town, seen: &VecDeque<String>) -> String {
        let part = |part: &str, chance: &mut Chance| {
            let Some(name) = part.strip_prefix('{').and_then(|rest| rest.strip_suffix('}')) else {
                return part.to_owned();
            };
            town.place(chance, name, seen)
        };
        self.pattern.split('/').map(|one| part(one, chance)).collect::<Vec<_>>().join("/")
    }
}
