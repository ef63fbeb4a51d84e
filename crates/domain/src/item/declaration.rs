//! What an item declares: responses, outcomes, variables of its template.

use super::{BaseType, Cardinality, Scalar, Value};

/// What is answered.
#[derive(Debug, Clone, PartialEq)]
pub struct ResponseDeclaration {
    /// Its name, which an interaction gives.
    pub identifier: String,
    /// How many scalars.
    pub cardinality: Cardinality,
    /// Of which type; `None` for a record.
    pub base_type: Option<BaseType>,
    /// The key; `None` where there is none. Never leaves the server before an attempt has ended.
    pub correct: Option<Value>,
    /// Points per answer.
    pub mapping: Option<Mapping>,
    /// Points per area of an image.
    pub area_mapping: Option<AreaMapping>,
    /// What stands there before an answer.
    pub default: Option<Value>,
}

/// Points per answer (QTI mapping).
#[derive(Debug, Clone, PartialEq)]
pub struct Mapping {
    /// The least that comes of it.
    pub lower_bound: Option<f64>,
    /// The most.
    pub upper_bound: Option<f64>,
    /// For what is not in the list.
    pub default: f64,
    /// Answers and their points.
    pub entries: Vec<MapEntry>,
}

/// One line of a mapping.
#[derive(Debug, Clone, PartialEq)]
pub struct MapEntry {
    /// The answer.
    pub key: Scalar,
    /// Its points.
    pub value: f64,
    /// Whether capitals matter, for text.
    pub case_sensitive: bool,
}

/// Points per area of an image (QTI areaMapping).
#[derive(Debug, Clone, PartialEq)]
pub struct AreaMapping {
    /// The least that comes of it.
    pub lower_bound: Option<f64>,
    /// The most.
    pub upper_bound: Option<f64>,
    /// For what lies in no area.
    pub default: f64,
    /// Areas and their points; an area counts once.
    pub entries: Vec<(Shape, f64)>,
}

/// An area of an image, in pixels from its upper left.
#[derive(Debug, Clone, PartialEq)]
pub enum Shape {
    /// The whole image.
    Default,
    /// Left, top, right, bottom.
    Rect([f64; 4]),
    /// Centre and radius.
    Circle([f64; 3]),
    /// Corners.
    Poly(Vec<(f64, f64)>),
    /// Centre and the two half-axes.
    Ellipse([f64; 4]),
}

/// What comes of an item or a test.
#[derive(Debug, Clone, PartialEq)]
pub struct OutcomeDeclaration {
    /// Its name.
    pub identifier: String,
    /// How many scalars.
    pub cardinality: Cardinality,
    /// Of which type; `None` for a record.
    pub base_type: Option<BaseType>,
    /// What it is before anything was answered.
    pub default: Option<Value>,
    /// The most it can be.
    pub normal_maximum: Option<f64>,
    /// The least it can be.
    pub normal_minimum: Option<f64>,
    /// From which value on mastery is shown.
    pub mastery_value: Option<f64>,
    /// What it means, for people.
    pub interpretation: Option<String>,
    /// Whether a person or another system sets it (QTI external-scored).
    pub external_scored: bool,
    /// How another number becomes this outcome.
    pub lookup: Option<LookupTable>,
}

/// How a number becomes a value.
#[derive(Debug, Clone, PartialEq)]
pub enum LookupTable {
    /// By whole number.
    Match {
        /// For what is not in the list.
        default: Option<Scalar>,
        /// Number and value.
        entries: Vec<(i64, Scalar)>,
    },
    /// By the first line that the number reaches.
    Interpolation {
        /// For what reaches none.
        default: Option<Scalar>,
        /// Lower bound, whether it belongs to the line, and value, highest first.
        entries: Vec<(f64, bool, Scalar)>,
    },
}

/// What is drawn before an item is shown.
#[derive(Debug, Clone, PartialEq)]
pub struct TemplateDeclaration {
    /// Its name.
    pub identifier: String,
    /// How many scalars.
    pub cardinality: Cardinality,
    /// Of which type; `None` for a record.
    pub base_type: Option<BaseType>,
    /// What it is before anything was drawn.
    pub default: Option<Value>,
    /// Whether it stands for itself in attributes of media.
    pub param_variable: bool,
    /// Whether it stands for itself in formulas.
    pub math_variable: bool,
}
