//! Reading an object back as it was before [`super::strict::write`].

use serde_json::{Map, Value};

use super::{
    Lenient, NOTE,
    shapes::{Kind, Shape},
    stowed::unstow_all,
};

/// Undoes the note of `object`, and of the objects in its lists. An object without a note is left as it is.
pub(crate) fn read(mut object: Map<String, Value>, shape: &Shape) -> Lenient {
    for field in shape.fields {
        let Kind::List(inner) = field.kind else { continue };
        let Some(Value::Array(list)) = object.get_mut(field.name) else { continue };
        for part in list {
            if let Value::Object(map) = part {
                *map = read(std::mem::take(map), inner).object;
            }
        }
    }
    let Some(mut note) = take_note(&mut object) else { return Lenient { object, ..Lenient::default() } };
    for name in names(note.shift_remove("filled")) {
        object.shift_remove(&name);
    }
    for (name, value) in unstow_all(map(note.shift_remove("kept"))) {
        object.insert(name, value);
    }
    if let Some(order) = note.shift_remove("order") {
        let mut ordered = Map::with_capacity(object.len());
        for name in names(Some(order)) {
            if let Some(value) = object.shift_remove(&name) {
                ordered.insert(name, value);
            }
        }
        ordered.extend(object);
        object = ordered;
    }
    let beside = unstow_all(map(note.shift_remove("beside")));
    Lenient { object, beside, made: names(note.shift_remove("made")), offered: Vec::new() }
}

/// Takes the note out, and `extensions` too when nothing else is in them.
fn take_note(object: &mut Map<String, Value>) -> Option<Map<String, Value>> {
    let extensions = object.get_mut("extensions")?;
    let note = match extensions {
        Value::Object(map) if map.get(NOTE).is_some_and(Value::is_object) => map.shift_remove(NOTE),
        Value::Array(list) => {
            let end = list.last().and_then(Value::as_object);
            let is_note =
                end.is_some_and(|one| one.len() == 1 && one.get(NOTE).is_some_and(Value::is_object));
            if !is_note {
                return None;
            }
            list.pop().and_then(|mut last| last.get_mut(NOTE).map(Value::take))
        }
        _ => return None,
    };
    let Some(Value::Object(note)) = note else { return None };
    let empty = match extensions {
        Value::Object(map) => map.is_empty(),
        Value::Array(list) => list.is_empty(),
        _ => false,
    };
    if empty {
        object.shift_remove("extensions");
    }
    Some(note)
}

fn map(part: Option<Value>) -> Map<String, Value> {
    match part {
        Some(Value::Object(map)) => map,
        _ => Map::new(),
    }
}

fn names(part: Option<Value>) -> Vec<String> {
    let Some(Value::Array(list)) = part else { return Vec::new() };
    list.into_iter()
        .filter_map(|name| match name {
            Value::String(name) => Some(name),
            _ => None,
        })
        .collect()
}
