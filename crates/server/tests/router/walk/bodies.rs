//! What is sent: forms with the fields of our own templates, JSON by the schemas of our own document, and
//! both spoilt.

use std::{
    collections::{BTreeSet, VecDeque},
    fs,
    path::Path,
};

use serde_json::{Map, Value, json};

use super::{addresses::Address, chance::Chance, town::Town};

/// How deep JSON is made.
const MOST_DEPTH: usize = 6;

const WORDS: [&str; 24] = [
    "3",
    "1",
    "0",
    "-1",
    "99999999999999999999",
    "on",
    "yes",
    "true",
    "Seen in class",
    "mastery.rule",
    "latest",
    "mastery.cut_percent",
    "75",
    "district",
    "json",
    "csv",
    "case",
    "2026-01-05",
    "16:00",
    "es",
    "<b>x</b>",
    "' or 1=1 --",
    "\u{202e}drow",
    "a\u{0}b",
];

/// Names of fields, and the schemas of the API.
pub struct Bodies {
    fields: Vec<String>,
    schemas: Value,
}

impl Bodies {
    /// Reads templates and document.
    pub fn load() -> Self {
        let mut fields = BTreeSet::new();
        read(&Path::new(env!("CARGO_MANIFEST_DIR")).join("templates"), &mut fields);
        // A mail server that is really there is nobody's to ask.
        fields.remove("host");
        assert!(fields.len() > 60, "{fields:?}");
        let document = serde_json::to_value(server::api::document()).expect("JSON");
        Self { fields: fields.into_iter().collect(), schemas: document["components"]["schemas"].clone() }
    }

    /// A query with names that this address knows, or others.
    pub fn query(
        &self,
        chance: &mut Chance,
        town: &Town,
        seen: &VecDeque<String>,
        address: &Address,
    ) -> String {
        let mut pairs = Vec::new();
        for _ in 0..=chance.below(3) {
            let name = if address.query.is_empty() || chance.one_in(6) {
                chance.pick(&self.fields).clone()
            } else {
                chance.pick(&address.query).clone()
            };
            pairs.push((name.clone(), value(chance, town, seen, &name)));
        }
        format!("?{}", serde_urlencoded::to_string(pairs).unwrap_or_default())
    }

    /// Content type and body for an address that changes something.
    pub fn of(
        &self,
        chance: &mut Chance,
        town: &Town,
        seen: &VecDeque<String>,
        address: &Address,
        csrf: &str,
    ) -> (String, Vec<u8>) {
        if chance.one_in(40) {
            return ("application/octet-stream".to_owned(), chance.bytes(300));
        }
        if address.pattern.starts_with("/api/") {
            let json = address
                .schema
                .as_ref()
                .map_or(Value::Null, |schema| self.json(chance, town, seen, schema, "", 0));
            let mut body = json.to_string().into_bytes();
            if chance.one_in(25) {
                body.truncate(chance.below(body.len() + 1));
            }
            return ("application/json".to_owned(), body);
        }
        let pairs = self.form(chance, town, seen, csrf);
        if chance.one_in(12) {
            return multipart(&pairs, chance);
        }
        let body = serde_urlencoded::to_string(pairs).unwrap_or_default();
        ("application/x-www-form-urlencoded".to_owned(), body.into_bytes())
    }

    fn form(
        &self,
        chance: &mut Chance,
        town: &Town,
        seen: &VecDeque<String>,
        csrf: &str,
    ) -> Vec<(String, String)> {
        let mut pairs = Vec::new();
        match chance.below(20) {
            0 => {}
            1 => pairs.push(("csrf".to_owned(), "0".repeat(64))),
            _ => pairs.push(("csrf".to_owned(), csrf.to_owned())),
        }
        // Most forms have few fields; with many of them some fit.
        for name in &self.fields {
            if name != "csrf" && !chance.one_in(3) {
                pairs.push((name.clone(), value(chance, town, seen, name)));
            }
        }
        if chance.one_in(3) {
            let (learner, competency) =
                (town.place(chance, "learner", seen), town.place(chance, "competency", seen));
            pairs.push((format!("level.{learner}.{competency}"), "3".to_owned()));
        }
        pairs
    }

    /// A value by its schema, now and then one that does not fit.
    fn json(
        &self,
        chance: &mut Chance,
        town: &Town,
        seen: &VecDeque<String>,
        schema: &Value,
        name: &str,
        depth: usize,
    ) -> Value {
        if depth > MOST_DEPTH || chance.one_in(60) {
            return chance
                .pick(&[json!(null), json!(-1), json!([]), json!({}), json!("odd"), json!(1e300)])
                .clone();
        }
        if let Some(name) = schema["$ref"].as_str().and_then(|path| path.rsplit('/').next()) {
            return self.json(chance, town, seen, &self.schemas[name], name, depth + 1);
        }
        if let Some(choices) = ["oneOf", "anyOf", "allOf"].iter().find_map(|key| schema[key].as_array()) {
            let choice = chance.pick(choices).clone();
            return self.json(chance, town, seen, &choice, name, depth + 1);
        }
        let kind = schema["type"].as_str().or_else(|| schema["type"][0].as_str()).unwrap_or("string");
        match kind {
            "object" => {
                let mut object = Map::new();
                let required: Vec<&str> =
                    schema["required"].as_array().into_iter().flatten().filter_map(Value::as_str).collect();
                for (name, inner) in schema["properties"].as_object().into_iter().flatten() {
                    let sent =
                        if required.contains(&name.as_str()) { !chance.one_in(30) } else { chance.one_in(2) };
                    if sent {
                        object.insert(name.clone(), self.json(chance, town, seen, inner, name, depth + 1));
                    }
                }
                Value::Object(object)
            }
            "array" => {
                let count = chance.below(3) + usize::from(depth == 0);
                (0..count).map(|_| self.json(chance, town, seen, &schema["items"], name, depth + 1)).collect()
            }
            "integer" | "number" => json!(chance.below(5)),
            "boolean" => json!(chance.one_in(2)),
            _ => json!(value(chance, town, seen, name)),
        }
    }
}

/// Something for a field of this name.
fn value(chance: &mut Chance, town: &Town, seen: &VecDeque<String>, name: &str) -> String {
    if chance.one_in(10) {
        return (*chance.pick(&WORDS)).to_owned();
    }
    match name {
        "level" => chance.below(5).to_string(),
        // Statements of a new framework: an id in them would be told to everybody, rightly.
        "competencies" => "A.1 Adds".to_owned(),
        "learner" | "learners" | "person" | "competency" | "targets" | "pin" | "section" | "organization"
        | "framework" | "old" | "new" | "before" | "after" => town.place(chance, name, seen),
        "Id" => {
            let kind = chance_kind(chance);
            town.place(chance, kind, seen)
        }
        "Day" | "worked_on" | "expires" | "expires_on" | "effective_from" => "2026-12-31".to_owned(),
        "Moment" | "at" => "2026-12-31T12:00:00Z".to_owned(),
        "names" | "name" => "Ada Example\nBo Example".to_owned(),
        "kind" => (*chance.pick(&["roster", "framework", "evidence", "responses", "nothing"])).to_owned(),
        "role" => (*chance.pick(&["learner", "educator", "guardian", "wizard"])).to_owned(),
        "scopes" | "scope" => (*chance.pick(&["read", "write", "district", "metrics"])).to_owned(),
        "field" => (*chance.pick(&["mastery.rule", "mastery.cut_percent", "mastery.mood"])).to_owned(),
        "from_address" | "to" => "a@a.example".to_owned(),
        "file" => "userId,name\n1,x".to_owned(),
        "limit" | "size" => chance.below(60).to_string(),
        // Words that are nobody's name.
        _ => (*chance.pick(&WORDS)).to_owned(),
    }
}

fn chance_kind(chance: &mut Chance) -> &'static str {
    const KINDS: [&str; 5] = ["learner", "section", "competency", "framework", "organization"];
    KINDS[chance.below(KINDS.len())]
}

fn multipart(pairs: &[(String, String)], chance: &mut Chance) -> (String, Vec<u8>) {
    let mut body = Vec::new();
    for (name, value) in pairs {
        let file = if name == "file" { "; filename=\"a.csv\"" } else { "" };
        body.extend(
            format!("--edge\r\nContent-Disposition: form-data; name=\"{name}\"{file}\r\n\r\n{value}\r\n")
                .bytes(),
        );
    }
    if chance.one_in(4) {
        body.truncate(chance.below(body.len() + 1));
    } else {
        body.extend(b"--edge--\r\n");
    }
    ("multipart/form-data; boundary=edge".to_owned(), body)
}

/// The names of fields in every template.
fn read(folder: &Path, fields: &mut BTreeSet<String>) {
    for entry in fs::read_dir(folder).expect("the folder is there") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            read(&path, fields);
            continue;
        }
        let template = fs::read_to_string(path).expect("readable");
        for part in template.split(" name=\"").skip(1) {
            let name = part.split('"').next().unwrap_or_default();
            if name != "viewport" && !name.contains('{') && !name.is_empty() {
                fields.insert(name.to_owned());
            }
        }
    }
}
