//! A framework as a CASE 1.1 package (`CFPackage` as JSON) that the official closed schema takes and
//! that, imported again, gives the same framework.
//!
//! Fields that the schema does not know travel in `extensions` and return to their place on import
//! (see [`crate::imports::case`]). What is required and missing is filled, the same way every time:
//!
//! | Field | Filled with |
//! | --- | --- |
//! | `identifier` that is no UUID, or missing | a UUID made from its text, or from what the object holds |
//! | `uri` | [`Filling::address`], the word of the object's kind, its identifier |
//! | `lastChangeDateTime` | [`Filling::changed_at`] |
//! | `caseVersion` | 1.1 |
//! | `creator` | the publisher, else "unknown" |
//! | `title`, `description`, `hierarchyCode`, `licenseText` of definitions | another text of the same object, else "unknown" |
//! | `sequenceNumber`, where no sibling has one | the place among the siblings, from 1 |
//! | `statusEndDate` of what was retired here | the day of [`Filling::changed_at`] |
//!
//! What was filled is named in `extensions`, so that an import takes it out again. Prerequisites made
//! here go out as associations of the type `ext:prerequisite`: the standard's `precedes` says an
//! order, and a publisher's goes out as it came.
//!
//! Ids do not travel: the import makes them again, the same in the same district. An end of an
//! association in another framework keeps its GUID and loses our id.
//!
//! Source: 1EdTech CASE 1.1, `case_v1p1_cfpackage-jsonschema1.json`.

mod associations;
mod document;
mod fields;
mod items;

use std::collections::HashMap;

use domain::{
    DistrictId, Timestamp,
    framework::{Association, Competency, Framework},
};
use serde_json::{Map, Value};

use crate::closed_schema::{
    Lenient,
    shapes::{ASSOCIATION, DEFINITIONS, DOCUMENT, ITEM, PACKAGE, Shape},
    strict::{self, Fill},
    uuid_of,
    values::is_uuid,
};

/// What goes out: one framework version whole.
#[derive(Debug, Clone, Copy)]
pub struct Outgoing<'a> {
    /// Whose. Tells prerequisites that were made here from the publisher's.
    pub district: DistrictId,
    /// The framework, with the definitions and rubrics in its `extra`.
    pub framework: &'a Framework,
    /// Its competencies, retired ones too; they are written in this order.
    pub competencies: &'a [Competency],
    /// Its associations, dangling ones too; they are written in this order.
    pub associations: &'a [Association],
}

/// What required fields are filled with where the framework has none.
#[derive(Debug, Clone, Copy)]
pub struct Filling<'a> {
    /// The address below which things are named, such as `https://example.org/ims/case/v1p1`.
    pub address: &'a str,
    /// The moment of the change; the same moment gives the same bytes.
    pub changed_at: Timestamp,
}

/// What every part of the package is written with.
struct Context<'a> {
    out: Outgoing<'a>,
    known: HashMap<&'a str, &'a Competency>,
    fill: Fill<'a>,
}

/// Writes the package: UTF-8, one line, the same bytes for the same input.
pub fn write(out: &Outgoing<'_>, filling: &Filling<'_>) -> Vec<u8> {
    let changed_at = filling.changed_at.to_string();
    let fill = Fill { base: filling.address.trim_end_matches('/'), changed_at: &changed_at };
    let known = out.competencies.iter().map(|one| (one.guid.as_str(), one)).collect();
    let context = Context { out: *out, known, fill };
    let mut bytes = Value::Object(context.package()).to_string().into_bytes();
    bytes.push(b'\n');
    bytes
}

impl Context<'_> {
    fn package(&self) -> Map<String, Value> {
        let (document, mut rest) = document::parted(&self.out);
        let definitions = match rest.shift_remove("CFDefinitions") {
            Some(Value::Object(object)) => {
                Some(self.strict(Lenient { object, ..Lenient::default() }, &DEFINITIONS))
            }
            Some(other) => {
                rest.insert("CFDefinitions".to_owned(), other);
                None
            }
            None => None,
        };
        let items = items::all(self).into_iter().map(|one| self.strict(one, &ITEM)).collect();
        let links = associations::all(self).into_iter().map(|one| self.strict(one, &ASSOCIATION)).collect();
        let mut package = Map::new();
        package.insert("CFDocument".to_owned(), self.strict(document, &DOCUMENT));
        package.insert("CFItems".to_owned(), Value::Array(items));
        package.insert("CFAssociations".to_owned(), Value::Array(links));
        if let Some(definitions) = definitions {
            package.insert("CFDefinitions".to_owned(), definitions);
        }
        let rest = Lenient { object: rest, ..Lenient::default() };
        if let Value::Object(rest) = self.strict(rest, &PACKAGE) {
            package.extend(rest);
        }
        package
    }

    fn strict(&self, lenient: Lenient, shape: &Shape) -> Value {
        Value::Object(strict::write(lenient, shape, &self.fill, &self.out.framework.guid))
    }

    /// The address of what has this identifier.
    fn address(&self, shape: &Shape, guid: &str) -> String {
        let guid = if is_uuid(guid) { guid.to_owned() } else { uuid_of(guid) };
        format!("{}/{}/{guid}", self.fill.base, shape.word)
    }
}
