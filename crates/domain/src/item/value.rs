//! Values of QTI: what responses, outcomes and variables hold.

use std::collections::BTreeMap;

use crate::chain::Digest;

/// The type of one scalar (QTI base-type).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum BaseType {
    /// True or false.
    Boolean,
    /// The name of a choice.
    Identifier,
    /// A whole number.
    Integer,
    /// A number.
    Float,
    /// Text.
    String,
    /// A place in an image, in pixels from its upper left.
    Point,
    /// Two names, in any order.
    Pair,
    /// Two names, in this order.
    DirectedPair,
    /// Seconds.
    Duration,
    /// A file that a learner gave.
    File,
    /// An address.
    Uri,
    /// A name or a whole number.
    IntOrIdentifier,
}

impl BaseType {
    /// Every type with its word in QTI.
    pub const ALL: [(Self, &'static str); 12] = [
        (Self::Boolean, "boolean"),
        (Self::Identifier, "identifier"),
        (Self::Integer, "integer"),
        (Self::Float, "float"),
        (Self::String, "string"),
        (Self::Point, "point"),
        (Self::Pair, "pair"),
        (Self::DirectedPair, "directedPair"),
        (Self::Duration, "duration"),
        (Self::File, "file"),
        (Self::Uri, "uri"),
        (Self::IntOrIdentifier, "intOrIdentifier"),
    ];

    /// The word in QTI.
    pub fn word(self) -> &'static str {
        Self::ALL[self as usize].1
    }

    /// Reads the word back.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.iter().find(|(_, known)| *known == word).map(|(base, _)| *base)
    }
}

/// How many scalars a value holds (QTI cardinality).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Cardinality {
    /// One.
    Single,
    /// Several, in no order.
    Multiple,
    /// Several, in order.
    Ordered,
    /// Several, by name.
    Record,
}

impl Cardinality {
    /// Every cardinality with its word in QTI.
    pub const ALL: [(Self, &'static str); 4] = [
        (Self::Single, "single"),
        (Self::Multiple, "multiple"),
        (Self::Ordered, "ordered"),
        (Self::Record, "record"),
    ];

    /// The word in QTI.
    pub fn word(self) -> &'static str {
        Self::ALL[self as usize].1
    }

    /// Reads the word back.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.iter().find(|(_, known)| *known == word).map(|(cardinality, _)| *cardinality)
    }
}

/// One scalar.
#[derive(Debug, Clone, PartialEq)]
pub enum Scalar {
    /// True or false.
    Boolean(bool),
    /// The name of a choice.
    Identifier(String),
    /// A whole number.
    Integer(i64),
    /// A number; never NaN.
    Float(f64),
    /// Text.
    String(String),
    /// A place in an image, in pixels from its upper left.
    Point(f64, f64),
    /// Two names, in any order.
    Pair(String, String),
    /// Two names, in this order.
    DirectedPair(String, String),
    /// Seconds.
    Duration(f64),
    /// A file that a learner gave.
    File(FileValue),
    /// An address.
    Uri(String),
}

/// A file that a learner gave, by its content.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileValue {
    /// SHA-256 of the content.
    pub digest: Digest,
    /// As the learner named it.
    pub name: String,
    /// What it was found to be, such as `image/png`: by its content, not by what was said.
    pub media_type: String,
    /// How many bytes.
    pub size: i64,
}

/// A value of a variable.
#[derive(Debug, Clone, PartialEq, Default)]
pub enum Value {
    /// Nothing: no answer was given, or a calculation has none. An empty container is this too.
    #[default]
    Null,
    /// One scalar.
    Single(Scalar),
    /// Several, in no order; never empty.
    Multiple(Vec<Scalar>),
    /// Several, in order; never empty.
    Ordered(Vec<Scalar>),
    /// Several, by name; a name may hold nothing.
    Record(BTreeMap<String, Option<Scalar>>),
}

impl Value {
    /// One name of a choice.
    pub fn identifier(name: &str) -> Self {
        Self::Single(Scalar::Identifier(name.to_owned()))
    }

    /// One number.
    pub fn float(number: f64) -> Self {
        Self::Single(Scalar::Float(number))
    }

    /// Whether there is nothing.
    pub fn is_null(&self) -> bool {
        matches!(self, Self::Null)
    }

    /// The scalars in their order; none of a record or of nothing.
    pub fn scalars(&self) -> &[Scalar] {
        match self {
            Self::Null | Self::Record(_) => &[],
            Self::Single(one) => std::slice::from_ref(one),
            Self::Multiple(all) | Self::Ordered(all) => all,
        }
    }

    /// Puts scalars into the container that `cardinality` names; nothing where there are none.
    pub fn container(cardinality: Cardinality, mut scalars: Vec<Scalar>) -> Self {
        match cardinality {
            _ if scalars.is_empty() => Self::Null,
            Cardinality::Single | Cardinality::Record => Self::Single(scalars.swap_remove(0)),
            Cardinality::Multiple => Self::Multiple(scalars),
            Cardinality::Ordered => Self::Ordered(scalars),
        }
    }

    /// The number in a single integer, float or duration.
    #[expect(clippy::cast_precision_loss, reason = "scores are far below 2^53")]
    pub fn number(&self) -> Option<f64> {
        match self {
            Self::Single(Scalar::Integer(number)) => Some(*number as f64),
            Self::Single(Scalar::Float(number) | Scalar::Duration(number)) => Some(*number),
            _ => None,
        }
    }
}

impl Scalar {
    /// Its type.
    pub fn base_type(&self) -> BaseType {
        match self {
            Self::Boolean(_) => BaseType::Boolean,
            Self::Identifier(_) => BaseType::Identifier,
            Self::Integer(_) => BaseType::Integer,
            Self::Float(_) => BaseType::Float,
            Self::String(_) => BaseType::String,
            Self::Point(..) => BaseType::Point,
            Self::Pair(..) => BaseType::Pair,
            Self::DirectedPair(..) => BaseType::DirectedPair,
            Self::Duration(_) => BaseType::Duration,
            Self::File(_) => BaseType::File,
            Self::Uri(_) => BaseType::Uri,
        }
    }

    /// Reads a scalar as QTI writes it in a `qti-value`; `None` where the text is none of this type. Files are
    /// never read from text.
    pub fn read(base: BaseType, text: &str) -> Option<Self> {
        let word = text.trim();
        let finite = |text: &str| text.parse::<f64>().ok().filter(|number| !number.is_nan());
        let two = || {
            let mut parts = word.split_ascii_whitespace();
            Some((parts.next()?, parts.next()?)).filter(|_| parts.next().is_none())
        };
        Some(match base {
            BaseType::Boolean => match word {
                "true" | "1" => Self::Boolean(true),
                "false" | "0" => Self::Boolean(false),
                _ => return None,
            },
            BaseType::Identifier => Self::Identifier(Some(word).filter(|word| !word.is_empty())?.to_owned()),
            BaseType::Integer => Self::Integer(word.parse().ok()?),
            BaseType::Float => Self::Float(match word {
                "INF" => f64::INFINITY,
                "-INF" => f64::NEG_INFINITY,
                word => finite(word)?,
            }),
            BaseType::String => Self::String(text.to_owned()),
            BaseType::Point => two().and_then(|(x, y)| Some(Self::Point(finite(x)?, finite(y)?)))?,
            BaseType::Pair => two().map(|(a, b)| Self::Pair(a.to_owned(), b.to_owned()))?,
            BaseType::DirectedPair => two().map(|(a, b)| Self::DirectedPair(a.to_owned(), b.to_owned()))?,
            BaseType::Duration => Self::Duration(finite(word)?),
            BaseType::File => return None,
            BaseType::Uri => Self::Uri(word.to_owned()),
            BaseType::IntOrIdentifier => match word.parse() {
                Ok(number) => Self::Integer(number),
                Err(_) => Self::Identifier(Some(word).filter(|word| !word.is_empty())?.to_owned()),
            },
        })
    }

    /// The scalar as QTI writes it; what [`Scalar::read`] reads back. A file gives its name.
    pub fn text(&self) -> String {
        match self {
            Self::Boolean(value) => value.to_string(),
            Self::Identifier(text) | Self::String(text) | Self::Uri(text) => text.clone(),
            Self::Integer(number) => number.to_string(),
            Self::Float(number) | Self::Duration(number) if number.is_infinite() => {
                (if *number > 0.0 { "INF" } else { "-INF" }).to_owned()
            }
            Self::Float(number) | Self::Duration(number) => number.to_string(),
            Self::Point(x, y) => format!("{x} {y}"),
            Self::Pair(a, b) | Self::DirectedPair(a, b) => format!("{a} {b}"),
            Self::File(file) => file.name.clone(),
        }
    }

    /// Whether both are the same answer: a pair is the same in either order.
    pub fn same(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Pair(a, b), Self::Pair(c, d)) => (a == c && b == d) || (a == d && b == c),
            (one, other) => one == other,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scalars_read_back_as_they_are_written() {
        for (base, text) in [
            (BaseType::Boolean, "true"),
            (BaseType::Identifier, "ChoiceA"),
            (BaseType::Integer, "-7"),
            (BaseType::Float, "2.5"),
            (BaseType::Float, "INF"),
            (BaseType::String, " two words "),
            (BaseType::Point, "102 113"),
            (BaseType::Pair, "A B"),
            (BaseType::DirectedPair, "A G1"),
            (BaseType::Duration, "12.25"),
            (BaseType::Uri, "https://example.org/"),
            (BaseType::IntOrIdentifier, "3"),
            (BaseType::IntOrIdentifier, "three"),
        ] {
            assert_eq!(Scalar::read(base, text).map(|one| one.text()).as_deref(), Some(text), "{base:?}");
        }
    }

    #[test]
    fn what_is_not_of_the_type_is_nothing() {
        for (base, text) in [
            (BaseType::Boolean, "yes"),
            (BaseType::Identifier, " "),
            (BaseType::Integer, "1.5"),
            (BaseType::Float, "NaN"),
            (BaseType::Point, "1"),
            (BaseType::Pair, "A B C"),
            (BaseType::File, "photo.png"),
        ] {
            assert_eq!(Scalar::read(base, text), None, "{base:?}");
        }
    }
}
