//! Writing an object so that the closed schema takes it.

use serde_json::{Map, Value, json};

use super::{
    Lenient, NOTE,
    shapes::{Field, Kind, Shape},
    stowed::stow_all,
    uuid_of,
    values::{RELATIONS, extension_word, is_date, is_date_time, is_extension_word, is_uuid},
};

/// What required fields are filled with where the object has none.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Fill<'a> {
    /// The address below which things are named, without a slash at its end.
    pub base: &'a str,
    /// A moment as RFC 3339 writes it.
    pub changed_at: &'a str,
}

/// How a value fits its field.
enum Fit {
    /// As it is; lists of objects are written strictly, which undoes itself.
    Good(Value),
    /// This is written instead.
    Mended(Value),
    /// Nothing can be written.
    Bad,
}

/// Writes `given` strictly. `within` tells apart objects that have no identifier.
pub(crate) fn write(given: Lenient, shape: &Shape, fill: &Fill<'_>, within: &str) -> Map<String, Value> {
    let Lenient { object, beside, made, offered } = given;
    let order: Vec<Value> = object.keys().map(|name| Value::from(name.as_str())).collect();
    let identity =
        object.get("identifier").and_then(Value::as_str).filter(|text| !text.is_empty()).map_or_else(
            || uuid_of(&format!("{within}/{}/{}", shape.word, json!(object))),
            |text| if is_uuid(text) { text.to_owned() } else { uuid_of(text) },
        );
    let (mut strict, mut kept, mut filled) = (Map::new(), Map::new(), Vec::new());
    let mut extensions = None;
    for (name, value) in object {
        if name == "extensions" {
            strict.insert(name, Value::Null);
            extensions = Some(value);
            continue;
        }
        let Some(field) = shape.field(&name) else {
            kept.insert(name, value);
            continue;
        };
        match fit(&value, field.kind, fill, &identity) {
            Fit::Good(value) => drop(strict.insert(name, value)),
            Fit::Mended(mended) => {
                strict.insert(name.clone(), mended);
                kept.insert(name, value);
            }
            Fit::Bad => drop(kept.insert(name, value)),
        }
    }
    for (name, value) in offered {
        if !strict.contains_key(name) && !kept.contains_key(name) {
            strict.insert(name.to_owned(), value);
            filled.push(name);
        }
    }
    for field in shape.required() {
        if !strict.contains_key(field.name) {
            let value = filler(field, &strict, shape, fill, &identity);
            strict.insert(field.name.to_owned(), value);
            if !kept.contains_key(field.name) {
                filled.push(field.name);
            }
        }
    }
    let mut note = Map::new();
    put(&mut note, "beside", stow_all(beside));
    if !made.is_empty() {
        note.insert("made".to_owned(), made.into());
    }
    if !filled.is_empty() {
        note.insert("filled".to_owned(), filled.into());
    }
    with_note(strict, extensions, kept, note, order, shape)
}

fn put(note: &mut Map<String, Value>, name: &str, part: Map<String, Value>) {
    if !part.is_empty() {
        note.insert(name.to_owned(), Value::Object(part));
    }
}

/// Adds the extensions that came, and the note where there is something to say.
fn with_note(
    mut strict: Map<String, Value>,
    extensions: Option<Value>,
    mut kept: Map<String, Value>,
    mut note: Map<String, Value>,
    order: Vec<Value>,
    shape: &Shape,
) -> Map<String, Value> {
    let fits = extensions.as_ref().is_none_or(|came| can_hold_note(came, shape));
    let will_note = !kept.is_empty() || !note.is_empty();
    let mut written = match extensions {
        Some(came) if fits && !(will_note && is_empty(&came)) => Some(came),
        Some(came) => {
            kept.insert("extensions".to_owned(), came);
            None
        }
        None => None,
    };
    if shape.ordered && !kept.is_empty() {
        note.insert("order".to_owned(), order.into());
    }
    put(&mut note, "kept", stow_all(kept));
    if !note.is_empty() {
        let empty = if shape.extensions_in_list { json!([]) } else { json!({}) };
        match written.get_or_insert(empty) {
            Value::Array(list) => list.push(json!({ NOTE: note })),
            Value::Object(map) => drop(map.insert(NOTE.to_owned(), Value::Object(note))),
            _ => {}
        }
    }
    match written {
        Some(value) => drop(strict.insert("extensions".to_owned(), value)),
        None => drop(strict.shift_remove("extensions")),
    }
    strict
}

/// Whether extensions that came are of the type the schema wants, and hold no note already.
fn can_hold_note(came: &Value, shape: &Shape) -> bool {
    match came {
        Value::Object(map) => !shape.extensions_in_list && !map.contains_key(NOTE),
        Value::Array(list) => {
            shape.extensions_in_list && list.iter().all(|one| one.is_object() && one.get(NOTE).is_none())
        }
        _ => false,
    }
}

fn is_empty(extensions: &Value) -> bool {
    extensions.as_object().is_some_and(Map::is_empty) || extensions.as_array().is_some_and(Vec::is_empty)
}

fn fit(value: &Value, kind: Kind, fill: &Fill<'_>, within: &str) -> Fit {
    let text = |good: fn(&str) -> bool| match value.as_str() {
        Some(text) if good(text) => Fit::Good(value.clone()),
        _ => Fit::Bad,
    };
    match kind {
        Kind::Text if value.is_number() || value.is_boolean() => Fit::Mended(value.to_string().into()),
        Kind::Text => text(|_| true),
        Kind::Uuid => match value.as_str() {
            Some(text) if is_uuid(text) => Fit::Good(value.clone()),
            Some(text) if !text.is_empty() => Fit::Mended(uuid_of(text).into()),
            _ => Fit::Bad,
        },
        Kind::DateTime => text(is_date_time),
        Kind::Date => text(is_date),
        Kind::CaseVersion => text(|text| text == "1.1"),
        Kind::Whole if value.is_i64() || value.is_u64() => Fit::Good(value.clone()),
        Kind::Whole => match value.as_str().and_then(|text| text.trim().parse::<i64>().ok()) {
            Some(number) => Fit::Mended(number.into()),
            None => Fit::Bad,
        },
        Kind::Number if value.is_number() => Fit::Good(value.clone()),
        Kind::Number => Fit::Bad,
        Kind::Texts => texts(value),
        Kind::Relation => match value.as_str() {
            Some(word) if RELATIONS.contains(&word) || is_extension_word(word) => Fit::Good(value.clone()),
            Some(word) => Fit::Mended(extension_word(word).into()),
            None => Fit::Bad,
        },
        Kind::Link => link(value, fill, false),
        Kind::End => link(value, fill, true),
        Kind::Links => list(value, |one| Some(link(one, fill, false))),
        Kind::List(shape) => list(value, |one| {
            let object = one.as_object()?.clone();
            let strict = write(Lenient { object, ..Lenient::default() }, shape, fill, within);
            Some(Fit::Good(Value::Object(strict)))
        }),
    }
}

fn texts(value: &Value) -> Fit {
    match value {
        Value::Array(list) if list.iter().all(Value::is_string) => Fit::Good(value.clone()),
        Value::String(_) => Fit::Mended(json!([value])),
        Value::Array(list) => {
            Fit::Mended(list.iter().filter(|one| one.is_string()).cloned().collect::<Vec<_>>().into())
        }
        _ => Fit::Bad,
    }
}

/// A list of which each part must fit; what fits at all is written.
fn list(value: &Value, part: impl Fn(&Value) -> Option<Fit>) -> Fit {
    let Some(parts) = value.as_array() else { return Fit::Bad };
    let (mut written, mut good) = (Vec::with_capacity(parts.len()), true);
    for one in parts {
        match part(one) {
            Some(Fit::Good(value)) => written.push(value),
            Some(Fit::Mended(value)) => {
                written.push(value);
                good = false;
            }
            Some(Fit::Bad) | None => good = false,
        }
    }
    if good { Fit::Good(written.into()) } else { Fit::Mended(written.into()) }
}

/// `LinkURI`, or with `any_target` `LinkGenURI`: identifier, title and uri, and nothing else.
fn link(value: &Value, fill: &Fill<'_>, any_target: bool) -> Fit {
    let field =
        |name: &str| value.get(name).and_then(Value::as_str).map(str::trim).filter(|text| !text.is_empty());
    let address = value.as_str().map(str::trim).or_else(|| field("uri"));
    let last_part = address.and_then(|address| address.trim_end_matches('/').rsplit('/').next());
    let Some(named) = field("identifier").or(last_part.filter(|part| !part.is_empty())) else {
        return Fit::Bad;
    };
    let identifier = if is_uuid(named) { named.to_owned() } else { uuid_of(named) };
    let title = value.get("title").and_then(Value::as_str).unwrap_or(named);
    let uri = address.map_or_else(|| format!("{}/{identifier}", fill.base), str::to_owned);
    let mut strict = json!({ "title": title, "identifier": identifier, "uri": uri });
    if any_target
        && let Some(target) = field("targetType").filter(|word| *word == "CASE" || is_extension_word(word))
    {
        strict["targetType"] = target.into();
    }
    if strict == *value { Fit::Good(value.clone()) } else { Fit::Mended(strict) }
}

/// What stands in a required field that the object does not have, from the fields before it.
fn filler(
    field: &Field,
    strict: &Map<String, Value>,
    shape: &Shape,
    fill: &Fill<'_>,
    identity: &str,
) -> Value {
    let sources: &[&str] = match field.name {
        "identifier" => return identity.into(),
        "uri" => return format!("{}/{}/{identity}", fill.base, shape.word).into(),
        "lastChangeDateTime" => return fill.changed_at.into(),
        "caseVersion" => return "1.1".into(),
        "associationType" => return "isRelatedTo".into(),
        "originNodeURI" | "destinationNodeURI" => {
            return json!({ "title": "unknown", "identifier": identity, "uri": fill.base });
        }
        "creator" => &["publisher"],
        "description" => &["title"],
        "hierarchyCode" => &["typeCode", "title"],
        "licenseText" => &["description", "title"],
        _ => &[],
    };
    let found = sources.iter().find_map(|name| strict.get(*name).and_then(Value::as_str));
    found.map_or_else(|| json!("unknown"), Value::from)
}
