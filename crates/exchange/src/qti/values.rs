//! Values, areas and types, in and out.

use std::collections::BTreeMap;

use domain::item::{BaseType, Cardinality, Scalar, Shape, Value};

use super::{
    reading::{Reading, number},
    tree::Tag,
};

impl Reading<'_> {
    pub(super) fn cardinality(&mut self, tag: &Tag) -> Cardinality {
        let words = Cardinality::ALL.map(|(cardinality, word)| (word, cardinality));
        if tag.attribute("cardinality").is_none() {
            self.refuse_value(tag, "cardinality", "", format!("{} has no cardinality", tag.name));
        }
        self.word(tag, "cardinality", &words, Cardinality::Single)
    }

    pub(super) fn base_type(&mut self, tag: &Tag) -> Option<BaseType> {
        self.typed(tag, "base-type", "a type of QTI, such as identifier or float", BaseType::from_word)
    }

    /// Reads one scalar; `None` after saying that it is none of its type.
    pub(super) fn scalar(&mut self, tag: &Tag, name: &str, base: BaseType, text: &str) -> Option<Scalar> {
        let read = Scalar::read(base, text);
        if read.is_none() {
            self.refuse_value(tag, name, text, format!("this is no value of type {}", base.word()));
        }
        read
    }

    /// The value in a `qti-default-value` or `qti-correct-response`; `None` where it holds nothing.
    pub(super) fn value(
        &mut self,
        tag: &Tag,
        cardinality: Cardinality,
        base: Option<BaseType>,
    ) -> Option<Value> {
        let value = if cardinality == Cardinality::Record {
            let mut fields = BTreeMap::new();
            for part in tag.named("qti-value") {
                let field = self.required(part, "field-identifier");
                let scalar = self.base_type(part).and_then(|base| self.scalar(part, "", base, &part.text()));
                fields.insert(field, scalar);
            }
            if fields.is_empty() { Value::Null } else { Value::Record(fields) }
        } else {
            let Some(base) = base else {
                self.refuse_value(tag, "base-type", "", "a value needs a base-type unless it is a record");
                return None;
            };
            let scalars: Vec<_> =
                tag.named("qti-value").filter_map(|part| self.scalar(part, "", base, &part.text())).collect();
            if cardinality == Cardinality::Single && scalars.len() > 1 {
                self.refuse(tag, "a single value holds several", "Make the variable multiple or ordered.");
            }
            Value::container(cardinality, scalars)
        };
        Some(value).filter(|value| !value.is_null())
    }

    /// The area that `shape` and `coords` say.
    pub(super) fn shape(&mut self, tag: &Tag) -> Shape {
        let name = self.required(tag, "shape");
        let coords = tag.attribute("coords").unwrap_or_default();
        let numbers: Option<Vec<f64>> =
            coords.split([',', ' ']).filter(|text| !text.is_empty()).map(number).collect();
        numbers.and_then(|numbers| shape(&name, &numbers)).unwrap_or_else(|| {
            let what = format!("these are no pixels of the shape {name}");
            self.refuse_value(tag, "coords", coords, what);
            Shape::Default
        })
    }
}

fn shape(name: &str, numbers: &[f64]) -> Option<Shape> {
    if !numbers.iter().all(|number| number.is_finite()) {
        return None;
    }
    Some(match (name, numbers) {
        ("default", _) => Shape::Default,
        ("rect", &[left, top, right, bottom]) => Shape::Rect([left, top, right, bottom]),
        ("circle", &[x, y, radius]) => Shape::Circle([x, y, radius]),
        ("ellipse", &[x, y, h, v]) => Shape::Ellipse([x, y, h, v]),
        ("poly", points) if points.len() >= 6 && points.len().is_multiple_of(2) => {
            let mut corners: Vec<_> = points.chunks(2).map(|pair| (pair[0], pair[1])).collect();
            // A corner that closes the area is one too many.
            while corners.len() > 3 && corners.first() == corners.last() {
                corners.pop();
            }
            Shape::Poly(corners)
        }
        _ => return None,
    })
}

/// An element with `shape` and `coords`.
pub(super) fn with_shape(tag: Tag, shape: &Shape) -> Tag {
    let join = |numbers: &[f64]| numbers.iter().map(f64::to_string).collect::<Vec<_>>().join(",");
    let (name, coords) = match shape {
        Shape::Default => ("default", String::new()),
        Shape::Rect(numbers) => ("rect", join(numbers)),
        Shape::Circle(numbers) => ("circle", join(numbers)),
        Shape::Ellipse(numbers) => ("ellipse", join(numbers)),
        Shape::Poly(corners) => {
            ("poly", join(&corners.iter().flat_map(|(x, y)| [*x, *y]).collect::<Vec<_>>()))
        }
    };
    tag.with("shape", name).with("coords", coords)
}

/// `qti-value` elements of a value.
pub(super) fn value_tags(value: &Value) -> Vec<Tag> {
    if let Value::Record(fields) = value {
        let field = |(name, scalar): (&String, &Option<Scalar>)| {
            let tag = Tag::new("qti-value").with("field-identifier", name.as_str());
            match scalar {
                Some(scalar) => tag.with("base-type", scalar.base_type().word()).saying(&scalar.text()),
                None => tag,
            }
        };
        return fields.iter().map(field).collect();
    }
    value.scalars().iter().map(|scalar| Tag::new("qti-value").saying(&scalar.text())).collect()
}

/// A number as it is written.
pub(super) fn number_text(number: f64) -> String {
    Scalar::Float(number).text()
}
