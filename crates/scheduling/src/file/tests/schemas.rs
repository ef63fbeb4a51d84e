//! What the schemas refuse the reader refuses, and the other way round.

use std::sync::LazyLock;

use jsonschema::Validator;
use proptest::prelude::*;
use serde_json::{Value, json};

use super::examples::{ROOM_OF_12, SCHEDULE_OF_12, small};
use crate::file::{INSTANCE_SCHEMA, Kind, SCHEDULE_SCHEMA, Unreadable, read_instance, read_schedule};

pub static INSTANCE: LazyLock<Validator> = LazyLock::new(|| validator(INSTANCE_SCHEMA));
pub static SCHEDULE: LazyLock<Validator> = LazyLock::new(|| validator(SCHEDULE_SCHEMA));

fn validator(schema: &str) -> Validator {
    let schema: Value = serde_json::from_str(schema).expect("the schema is JSON");
    jsonschema::draft202012::meta::validate(&schema).unwrap_or_else(|error| panic!("{error}"));
    jsonschema::draft202012::new(&schema).expect("a schema")
}

#[track_caller]
pub fn assert_valid(schema: &Validator, text: &str) {
    let value: Value = serde_json::from_str(text).expect("JSON");
    let problems: Vec<String> =
        schema.iter_errors(&value).map(|error| format!("{error} at {}", error.instance_path())).collect();
    assert_eq!(problems, Vec::<String>::new());
}

proptest! {
    #[test]
    fn schema_and_reader_agree_on_instances(places in edits()) {
        let mut value: Value = serde_json::from_str(ROOM_OF_12).expect("JSON");
        fill_in(&mut value);
        for edit in &places {
            edit.make(&mut value);
        }
        agree(&INSTANCE, &value, read_instance(value.to_string().as_bytes()))?;
    }

    #[test]
    fn schema_and_reader_agree_on_schedules(places in edits()) {
        let mut value: Value = serde_json::from_str(SCHEDULE_OF_12).expect("JSON");
        value["watches"] = json!([{"period": "morning", "room": "lab", "educator": "adeyemi"}]);
        // The digest is left as it is, so that the rest of the file is looked at.
        let digest = value["instance"].clone();
        for edit in &places {
            edit.make(&mut value);
        }
        if value.is_object() && value["instance"].is_object() {
            value["instance"] = digest;
        }
        agree(&SCHEDULE, &value, read_schedule(&small().0, value.to_string().as_bytes()))?;
    }
}

fn agree<T>(schema: &Validator, value: &Value, read: Result<T, Unreadable>) -> Result<(), TestCaseError> {
    let refused: Vec<String> =
        schema.iter_errors(value).map(|error| format!("{error} at {}", error.instance_path())).collect();
    let problems = read.err().map(|error| error.problems).unwrap_or_default();
    let shapes: Vec<String> =
        problems.iter().filter(|one| one.kind == Kind::Shape).map(ToString::to_string).collect();
    prop_assert_eq!(refused.is_empty(), shapes.is_empty(), "schema: {:?}; reader: {:?}", refused, shapes);
    Ok(())
}

/// Fields that the example has no use for.
fn fill_in(value: &mut Value) {
    value["lessons"][0]["languages"] = json!(["en"]);
    value["rooms"][0]["periods"] = json!(["morning", "late-morning"]);
    value["educators"][0]["modalities"] = json!(["live", "peers"]);
    let learner = &mut value["learners"][0];
    learner["had"] = json!(["juice", "cards"]);
    learner["repeats"] = json!(["cards"]);
    learner["needs"] =
        json!({"not_modalities": ["virtual"], "educator_features": ["spanish"], "group_most": 9});
    let locks = value["locks"].as_array_mut().expect("locks");
    locks.push(json!({"kind": "free", "by": "Dr. Kaur", "educator": "adeyemi", "period": "late-morning"}));
    locks.push(json!({"kind": "closed", "by": "Dr. Kaur", "room": "lab", "period": "late-morning"}));
}

/// An edit of one value somewhere in a document.
#[derive(Debug, Clone)]
struct Edit {
    path: Vec<usize>,
    to: Change,
}

#[derive(Debug, Clone)]
enum Change {
    Set(Value),
    Remove,
    Add,
    Repeat,
}

fn edits() -> impl Strategy<Value = Vec<Edit>> {
    let values = prop_oneof![
        Just(json!(null)),
        Just(json!(true)),
        Just(json!("")),
        Just(json!("morning")),
        Just(json!("09:00")),
        Just(json!("24:00")),
        Just(json!("2027-02-30")),
        Just(json!("a\u{0}b")),
        Just(json!("a\n")),
        Just(json!("x".repeat(201))),
        Just(json!([])),
        Just(json!(["ana"])),
        Just(json!(["ana", "ben"])),
        Just(json!({})),
        Just(json!("group")),
        Just(json!("closed")),
        prop_oneof![
            Just(-1.0),
            Just(0.0),
            Just(0.5),
            Just(1.0),
            Just(2.0),
            Just(2.5),
            Just(11.0),
            Just(1440.0),
            Just(1e6),
            Just(1_000_001.0),
            Just(1e300),
            -3.0..4.0
        ]
        .prop_map(|number: f64| json!(number)),
        (-2..2000_i64).prop_map(|number| json!(number)),
    ];
    let change = prop_oneof![4 => values.prop_map(Change::Set), 2 => Just(Change::Remove), 1 => Just(Change::Add), 1 => Just(Change::Repeat)];
    let edit =
        (proptest::collection::vec(0..64_usize, 0..5), change).prop_map(|(path, to)| Edit { path, to });
    proptest::collection::vec(edit, 1..3)
}

impl Edit {
    fn make(&self, value: &mut Value) {
        self.make_at(&self.path, value);
    }

    fn make_at(&self, path: &[usize], here: &mut Value) {
        let Some((step, rest)) = path.split_first() else { return self.change(here) };
        let remove = rest.is_empty() && matches!(self.to, Change::Remove);
        let empty = match here {
            Value::Object(fields) => fields.is_empty(),
            Value::Array(nodes) => nodes.is_empty(),
            _ => true,
        };
        match here {
            Value::Object(fields) if !empty => {
                let name = fields.keys().nth(step % fields.len()).expect("a field").clone();
                if remove {
                    fields.remove(&name);
                } else if let Some(below) = fields.get_mut(&name) {
                    self.make_at(rest, below);
                }
            }
            Value::Array(nodes) if !empty => {
                let place = step % nodes.len();
                if remove {
                    nodes.remove(place);
                } else {
                    self.make_at(rest, &mut nodes[place]);
                }
            }
            _ => self.change(here),
        }
    }

    fn change(&self, here: &mut Value) {
        match &self.to {
            Change::Set(to) => *here = to.clone(),
            Change::Add => match here {
                Value::Object(fields) => _ = fields.insert("colour".to_owned(), json!("red")),
                Value::Array(nodes) => nodes.push(json!("blue")),
                _ => {}
            },
            Change::Repeat => {
                if let Value::Array(nodes) = here
                    && let Some(first) = nodes.first().cloned()
                {
                    nodes.push(first);
                }
            }
            Change::Remove => {}
        }
    }
}
