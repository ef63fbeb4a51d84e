//! How responses become outcomes, templates are drawn, and tests branch: rules and expressions of QTI.

use super::{BaseType, Scalar, Shape};

/// One rule of response, template or outcome processing.
#[derive(Debug, Clone, PartialEq)]
pub enum Rule {
    /// The first branch whose condition is true is done; the last part otherwise.
    Condition {
        /// Conditions and what is done.
        branches: Vec<(Expression, Vec<Rule>)>,
        /// What is done when none is true.
        otherwise: Vec<Rule>,
    },
    /// Sets an outcome, or in template processing a variable.
    SetValue {
        /// Which.
        identifier: String,
        /// To what.
        to: Expression,
    },
    /// Sets the key of a response (template processing).
    SetCorrect {
        /// Of which response.
        identifier: String,
        /// To what.
        to: Expression,
    },
    /// Sets what a response or outcome is before an answer (template processing).
    SetDefault {
        /// Of which.
        identifier: String,
        /// To what.
        to: Expression,
    },
    /// Sets an outcome by the lookup table that it declares.
    Lookup {
        /// Which outcome.
        identifier: String,
        /// What is looked up.
        of: Expression,
    },
    /// Draws again unless this is true (template processing).
    TemplateConstraint(Expression),
    /// Ends the processing.
    Exit,
}

/// Something that has a value.
#[derive(Debug, Clone, PartialEq)]
pub enum Expression {
    /// A constant.
    BaseValue(Scalar),
    /// The value of a variable; in tests `ITEM.SCORE` with the weight of that name.
    Variable {
        /// Which.
        identifier: String,
        /// Name of a weight of the item in the test.
        weight: Option<String>,
    },
    /// What a variable is before an answer.
    Default(String),
    /// The key of a response.
    Correct(String),
    /// Points of a response by its mapping.
    MapResponse(String),
    /// Points of a response by its areas.
    MapResponsePoint(String),
    /// Nothing.
    Null,
    /// A whole number drawn between two, by steps. Bounds may be names of variables in braces, as QTI writes
    /// them: they are kept as expressions.
    RandomInteger {
        /// The least.
        min: Box<Expression>,
        /// The most.
        max: Box<Expression>,
        /// How far apart.
        step: Box<Expression>,
    },
    /// A number drawn between two.
    RandomFloat {
        /// The least.
        min: Box<Expression>,
        /// The most.
        max: Box<Expression>,
    },
    /// One scalar drawn out of a container.
    Random(Box<Expression>),
    /// A container of all, in no order.
    Multiple(Vec<Expression>),
    /// A container of all, in order.
    Ordered(Vec<Expression>),
    /// One operand.
    Unary(Unary, Box<Expression>),
    /// The scalar at a place of an ordered container, from 1; the place is a number or a variable.
    Index(Box<Expression>, Box<Expression>),
    /// A field of a record.
    Field(String, Box<Expression>),
    /// Whether the first is one of the second's.
    Member(Box<Expression>, Box<Expression>),
    /// The second without the first.
    Delete(Box<Expression>, Box<Expression>),
    /// Whether the first holds all of the second.
    Contains(Box<Expression>, Box<Expression>),
    /// Whether the first text is within the second.
    Substring {
        /// The shorter.
        part: Box<Expression>,
        /// The longer.
        whole: Box<Expression>,
        /// Whether capitals matter.
        case_sensitive: bool,
    },
    /// All are true.
    And(Vec<Expression>),
    /// One is true.
    Or(Vec<Expression>),
    /// Between `min` and `max` of them are true.
    AnyN {
        /// At least.
        min: Box<Expression>,
        /// At most.
        max: Box<Expression>,
        /// Of these.
        of: Vec<Expression>,
    },
    /// Both are the same value.
    Match(Box<Expression>, Box<Expression>),
    /// Both are the same text.
    StringMatch {
        /// One.
        left: Box<Expression>,
        /// The other.
        right: Box<Expression>,
        /// Whether capitals matter.
        case_sensitive: bool,
        /// Whether it is enough that the second is within the first.
        substring: bool,
    },
    /// A text that looks like a pattern (XML Schema regular expression).
    PatternMatch(String, Box<Expression>),
    /// Both are the same number.
    Equal {
        /// The number.
        left: Box<Expression>,
        /// What it should be.
        right: Box<Expression>,
        /// How far it may be off.
        tolerance: Tolerance,
    },
    /// Both are the same number once rounded.
    EqualRounded {
        /// One.
        left: Box<Expression>,
        /// The other.
        right: Box<Expression>,
        /// How.
        rounding: Rounding,
        /// How many figures; a number or a variable.
        figures: Box<Expression>,
    },
    /// A point within an area.
    Inside(Shape, Box<Expression>),
    /// One number against another.
    Compare(Comparison, Box<Expression>, Box<Expression>),
    /// All added.
    Sum(Vec<Expression>),
    /// All multiplied.
    Product(Vec<Expression>),
    /// The first less the second.
    Subtract(Box<Expression>, Box<Expression>),
    /// The first by the second; nothing where the second is 0.
    Divide(Box<Expression>, Box<Expression>),
    /// The first to the second.
    Power(Box<Expression>, Box<Expression>),
    /// The first by the second, rounded down.
    IntegerDivide(Box<Expression>, Box<Expression>),
    /// What is left of it.
    IntegerModulus(Box<Expression>, Box<Expression>),
    /// The largest.
    Max(Vec<Expression>),
    /// The smallest.
    Min(Vec<Expression>),
    /// The greatest common divisor.
    Gcd(Vec<Expression>),
    /// The least common multiple.
    Lcm(Vec<Expression>),
    /// An ordered container of the operands, so many times over.
    Repeat(Box<Expression>, Vec<Expression>),
    /// Rounded to so many figures.
    RoundTo {
        /// How.
        rounding: Rounding,
        /// How many figures; a number or a variable.
        figures: Box<Expression>,
        /// What.
        of: Box<Expression>,
    },
    /// A function such as `sin` or `log`, by QTI's name.
    Math(String, Vec<Expression>),
    /// `pi` or `e`.
    Constant(String),
    /// A figure of a container such as `mean` or `sampleSD`, by QTI's name.
    Statistic(String, Box<Expression>),
    /// A variable of every item of a part of the test.
    TestVariables {
        /// Which.
        variable: String,
        /// Only of this type.
        base_type: Option<BaseType>,
        /// With the weight of this name.
        weight: Option<String>,
        /// Of which items.
        items: ItemSubset,
    },
    /// The most or least that an outcome can be, over items of a part of the test.
    OutcomeBound {
        /// Whether the most; otherwise the least.
        maximum: bool,
        /// Which.
        variable: String,
        /// With the weight of this name.
        weight: Option<String>,
        /// Of which items.
        items: ItemSubset,
    },
    /// How many items of a part of the test are so.
    Count(ItemCount, ItemSubset),
}

/// Items of a part of a test.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ItemSubset {
    /// In this section; `None` for all.
    pub section: Option<String>,
    /// Of these categories; empty for all.
    pub include: Vec<String>,
    /// Of none of these.
    pub exclude: Vec<String>,
}

/// What items are counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ItemCount {
    /// Answered as the key says.
    Correct,
    /// Answered otherwise.
    Incorrect,
    /// Shown.
    Presented,
    /// Answered.
    Responded,
    /// Selected for the test.
    Selected,
}

/// What is done with one operand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unary {
    /// True for false.
    Not,
    /// Whether it is nothing.
    IsNull,
    /// How many scalars.
    ContainerSize,
    /// Without what is after the point.
    Truncate,
    /// To the nearest whole number, halves up.
    Round,
    /// A whole number as a number.
    IntegerToFloat,
}

/// One number against another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Comparison {
    /// Less.
    Less,
    /// Greater.
    Greater,
    /// Less or the same.
    LessOrEqual,
    /// Greater or the same.
    GreaterOrEqual,
    /// A shorter time.
    DurationLess,
    /// A longer time, or the same.
    DurationGreaterOrEqual,
}

/// How far a number may be off.
#[derive(Debug, Clone, PartialEq)]
pub enum Tolerance {
    /// Not at all.
    Exact,
    /// By so much below and above; numbers or variables.
    Absolute(Bounds),
    /// By so many percent below and above; numbers or variables.
    Relative(Bounds),
}

/// How far below and above, and whether that far still counts.
#[derive(Debug, Clone, PartialEq)]
pub struct Bounds {
    /// Below.
    pub below: Box<Expression>,
    /// Above.
    pub above: Box<Expression>,
    /// Whether exactly so far below counts.
    pub include_lower: bool,
    /// Whether exactly so far above counts.
    pub include_upper: bool,
}

/// How a number is rounded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Rounding {
    /// To so many significant figures.
    SignificantFigures,
    /// To so many places after the point.
    DecimalPlaces,
}
