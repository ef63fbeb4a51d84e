//! The closed schema of CASE 1.1, and how nothing is lost in it.
//!
//! The official schema takes no field that it does not know. So an object as it came is written in
//! two parts: a strict one that every reader of CASE 1.1 accepts, and a note in its `extensions`
//! under [`NOTE`] that says how to get back to the object as it came. [`strict::write`] makes the
//! two, [`restore::read`] undoes it: for every object, the second gives back what the first was given.
//!
//! The note holds, each only where there is something to say:
//! - `kept`: fields the schema does not know or whose value it refuses, as they came;
//! - `filled`: fields the schema asks for and the object did not have;
//! - `beside`: fields that came with a value that could not be used, beside the one in use;
//! - `made`: fields that are written to be read, but were not in the object;
//! - `order`: the order of the fields, where their text is kept.
//!
//! Source: 1EdTech CASE 1.1, `case_v1p1_cfpackage-jsonschema1.json`.

pub(crate) mod restore;
pub(crate) mod shapes;
pub(crate) mod stowed;
pub(crate) mod strict;
pub(crate) mod values;

use domain::{CompetencyId, DistrictId};
use serde_json::{Map, Value};

/// The member of `extensions` that holds the note.
pub(crate) const NOTE: &str = "onramp";

/// Fields of our own, which the schema does not know and which so travel in the note.
pub(crate) const POSITION: &str = "onramp:position";
/// A retirement that no date of the item says.
pub(crate) const RETIRED: &str = "onramp:retired";
/// The named levels, when they are not the built-in four.
pub(crate) const SCALE: &str = "onramp:scale";
/// The format that the framework's ids were made for, when it is not CASE.
pub(crate) const MADE_BY: &str = "onramp:source";

/// The extension type of a prerequisite that was made here. The standard's `precedes` says an order,
/// and a publisher's goes out as it came.
pub(crate) const PREREQUISITE: &str = "ext:prerequisite";

/// An object as it came or as it would have come, before the schema is asked.
#[derive(Debug, Clone, PartialEq, Default)]
pub(crate) struct Lenient {
    /// Its fields.
    pub object: Map<String, Value>,
    /// Unusable values that came in fields which now hold another.
    pub beside: Map<String, Value>,
    /// Fields that are to be read and not kept.
    pub made: Vec<String>,
    /// Fields for other readers, written where the object has none and not read back.
    pub offered: Vec<(&'static str, Value)>,
}

/// A UUID for what has another identifier; the same text gives the same UUID everywhere.
pub(crate) fn uuid_of(identifier: &str) -> String {
    CompetencyId::derived(DistrictId::from_bytes([0; 16]), &["case_export", identifier]).to_string()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use shapes::{ASSOCIATION, DEFINITIONS, DOCUMENT, ITEM, RUBRIC, Shape};
    use strict::Fill;

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(300))]

        /// Fields in any state, unknown ones, hostile notes: what goes out strict comes back as it was.
        #[test]
        fn what_was_written_strictly_is_restored(object in object(), which in 0..SHAPES.len()) {
            let shape = SHAPES[which];
            let fill = Fill { base: "https://x.example/case", changed_at: "2026-01-02T03:04:05Z" };
            let given = Lenient { object: object.clone(), ..Lenient::default() };
            let written = strict::write(given, shape, &fill, "test");
            let back = restore::read(written, shape);
            let same_order = !shape.ordered || back.object.to_string_in_order() == object.to_string_in_order();
            prop_assert!(same_order);
            prop_assert_eq!(back.object, object);
        }
    }

    trait InOrder {
        fn to_string_in_order(&self) -> String;
    }

    impl InOrder for Map<String, Value> {
        fn to_string_in_order(&self) -> String {
            Value::Object(self.clone()).to_string()
        }
    }

    const SHAPES: [&Shape; 5] = [&DOCUMENT, &ITEM, &ASSOCIATION, &DEFINITIONS, &RUBRIC];

    const NAMES: [&str; 22] = [
        "identifier",
        "uri",
        "title",
        "extensions",
        "lastChangeDateTime",
        "CFRubricCriteria",
        "CFRubricCriterionLevels",
        "originNodeURI",
        "associationType",
        "sequenceNumber",
        "educationLevel",
        "licenseURI",
        "subjectURI",
        "CFItemTypes",
        "CFLicenses",
        "unknown",
        "onramp",
        "kept",
        "filled",
        "order",
        "beside",
        "onramp:json",
    ];

    fn object() -> impl Strategy<Value = Map<String, Value>> {
        let leaf = prop_oneof![
            Just(Value::Null),
            any::<bool>().prop_map(Value::from),
            any::<i32>().prop_map(Value::from),
            "[a-c]{0,3}".prop_map(Value::from),
            Just(Value::from("isChildOf")),
            Just(Value::from("2020-01-01T00:00:00Z")),
            Just(Value::from("00000000-0000-0000-0000-000000000001")),
        ];
        let value = leaf.prop_recursive(4, 40, 5, |inner| {
            prop_oneof![
                prop::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
                fields(inner).prop_map(Value::Object),
            ]
        });
        fields(value)
    }

    fn fields(value: impl Strategy<Value = Value>) -> impl Strategy<Value = Map<String, Value>> {
        let pair = (prop::sample::select(NAMES.to_vec()), value);
        prop::collection::vec(pair, 0..7)
            .prop_map(|pairs| pairs.into_iter().map(|(name, value)| (name.to_owned(), value)).collect())
    }
}
