//! Answers and outcomes as they are kept: JSON with the type of every value, so that what was given can be read
//! and scored again years later.

use std::collections::BTreeMap;

use domain::item::{BaseType, Cardinality, FileValue, Scalar, Value};
use serde::{Deserialize, Serialize};
use store::StoreError;

/// Values by the name of their variable.
pub type Values = BTreeMap<String, Value>;

/// One value.
#[derive(Serialize, Deserialize)]
struct Kept {
    /// Word of the cardinality; nothing for null.
    #[serde(rename = "c", skip_serializing_if = "Option::is_none", default)]
    cardinality: Option<String>,
    /// Scalars, in order.
    #[serde(rename = "v", skip_serializing_if = "Vec::is_empty", default)]
    scalars: Vec<KeptScalar>,
    /// Names of a record's fields, beside its scalars.
    #[serde(rename = "n", skip_serializing_if = "Vec::is_empty", default)]
    names: Vec<String>,
}

/// One scalar: the word of its type, and its text or file. Nothing for an empty field of a record.
#[derive(Serialize, Deserialize)]
struct KeptScalar {
    #[serde(rename = "t", skip_serializing_if = "Option::is_none", default)]
    base: Option<String>,
    #[serde(rename = "x", skip_serializing_if = "Option::is_none", default)]
    text: Option<String>,
    #[serde(rename = "f", skip_serializing_if = "Option::is_none", default)]
    file: Option<KeptFile>,
}

#[derive(Serialize, Deserialize)]
struct KeptFile {
    digest: String,
    name: String,
    media_type: String,
    size: i64,
}

/// The text of `values`.
pub fn write(values: &Values) -> String {
    let kept: BTreeMap<&str, Kept> =
        values.iter().map(|(name, value)| (name.as_str(), kept(value))).collect();
    serde_json::to_string(&kept).expect("texts and numbers are JSON")
}

/// The values of a text that [`write()`] gave.
pub fn read(text: &str) -> Result<Values, StoreError> {
    let corrupt = || StoreError::Corrupt { column: "answer", value: text.chars().take(200).collect() };
    let kept: BTreeMap<String, Kept> = serde_json::from_str(text).map_err(|_| corrupt())?;
    kept.into_iter().map(|(name, kept)| Some((name, value(kept)?))).collect::<Option<_>>().ok_or_else(corrupt)
}

fn kept(value: &Value) -> Kept {
    let of = |cardinality: Cardinality, scalars: Vec<KeptScalar>, names| Kept {
        cardinality: Some(cardinality.word().to_owned()),
        scalars,
        names,
    };
    match value {
        Value::Null => Kept { cardinality: None, scalars: Vec::new(), names: Vec::new() },
        Value::Single(one) => of(Cardinality::Single, vec![kept_scalar(Some(one))], Vec::new()),
        Value::Multiple(all) => {
            of(Cardinality::Multiple, all.iter().map(|one| kept_scalar(Some(one))).collect(), Vec::new())
        }
        Value::Ordered(all) => {
            of(Cardinality::Ordered, all.iter().map(|one| kept_scalar(Some(one))).collect(), Vec::new())
        }
        Value::Record(fields) => of(
            Cardinality::Record,
            fields.values().map(|one| kept_scalar(one.as_ref())).collect(),
            fields.keys().cloned().collect(),
        ),
    }
}

fn kept_scalar(scalar: Option<&Scalar>) -> KeptScalar {
    let Some(scalar) = scalar else { return KeptScalar { base: None, text: None, file: None } };
    let base = Some(scalar.base_type().word().to_owned());
    match scalar {
        Scalar::File(file) => KeptScalar {
            base,
            text: None,
            file: Some(KeptFile {
                digest: domain::chain::hex(&file.digest),
                name: file.name.clone(),
                media_type: file.media_type.clone(),
                size: file.size,
            }),
        },
        other => KeptScalar { base, text: Some(other.text()), file: None },
    }
}

fn value(kept: Kept) -> Option<Value> {
    let Some(cardinality) = kept.cardinality else { return Some(Value::Null) };
    let cardinality = Cardinality::from_word(&cardinality)?;
    if cardinality == Cardinality::Record {
        let fields = kept.names.into_iter().zip(kept.scalars);
        let read = |(name, one): (String, KeptScalar)| {
            let value = if one.base.is_none() { None } else { Some(scalar(one)?) };
            Some((name, value))
        };
        return Some(Value::Record(fields.map(read).collect::<Option<_>>()?));
    }
    Some(Value::container(cardinality, kept.scalars.into_iter().map(scalar).collect::<Option<_>>()?))
}

fn scalar(kept: KeptScalar) -> Option<Scalar> {
    if let Some(file) = kept.file {
        let digest = domain::chain::from_hex(&file.digest)?;
        let (name, media_type, size) = (file.name, file.media_type, file.size);
        return Some(Scalar::File(FileValue { digest, name, media_type, size }));
    }
    Scalar::read(BaseType::from_word(&kept.base?)?, &kept.text?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_read_back_as_they_were_given() {
        let file = FileValue {
            digest: [7; 32],
            name: "photo \"1\".png".to_owned(),
            media_type: "image/png".to_owned(),
            size: 1_234,
        };
        let record = [("a".to_owned(), Some(Scalar::Float(0.1))), ("b".to_owned(), None)];
        for value in [
            Value::Null,
            Value::identifier("A"),
            Value::float(-0.1 - 0.2),
            Value::float(f64::INFINITY),
            Value::Single(Scalar::String("two\nlines, \u{1F600}".to_owned())),
            Value::Single(Scalar::Boolean(false)),
            Value::Single(Scalar::File(file)),
            Value::Multiple(vec![Scalar::Integer(i64::MIN), Scalar::Integer(3)]),
            Value::Ordered(vec![Scalar::Pair("A".to_owned(), "B".to_owned())]),
            Value::Multiple(vec![Scalar::Point(1.5, 2.0)]),
            Value::Record(record.into()),
        ] {
            let values = Values::from([("RESPONSE".to_owned(), value)]);
            assert_eq!(read(&write(&values)).expect("readable"), values);
        }
    }

    #[test]
    fn a_text_that_is_no_answer_says_so() {
        for text in [
            "",
            "[]",
            "{\"A\":{\"c\":\"many\"}}",
            "{\"A\":{\"c\":\"single\",\"v\":[{\"t\":\"integer\",\"x\":\"one\"}]}}",
        ] {
            assert!(read(text).is_err(), "{text}");
        }
    }
}
