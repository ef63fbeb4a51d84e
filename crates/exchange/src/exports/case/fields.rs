//! An object as an import would have read it: kept fields, and the fields that have a place.

use domain::framework::Extra;
use serde_json::{Map, Value};

use crate::{closed_schema::Lenient, imports::case::places::value_of};

/// The kept fields as values.
pub(super) fn values(extra: &Extra) -> Map<String, Value> {
    extra.iter().map(|(name, json)| (name.to_owned(), value_of(json))).collect()
}

/// Begins with the kept fields.
pub(super) fn begin(object: Map<String, Value>) -> Lenient {
    Lenient { object, ..Lenient::default() }
}

impl Lenient {
    /// Sets a field that has a place of its own; a kept value of the same name goes beside it.
    pub(super) fn set(&mut self, field: &str, value: Option<impl Into<Value>>) {
        if let Some(kept) = self.object.shift_remove(field) {
            self.beside.insert(field.to_owned(), kept);
        }
        if let Some(value) = value {
            self.object.insert(field.to_owned(), value.into());
        }
    }

    /// As [`Lenient::set`], a list; an empty one is not written.
    pub(super) fn set_list(&mut self, field: &str, list: &[String]) {
        self.set(field, Some(Value::from(list.to_vec())).filter(|_| !list.is_empty()));
    }
}
