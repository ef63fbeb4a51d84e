//! Expressions, from elements. Their way back is in `expression_tags.rs`.

use domain::item::{
    BaseType, Bounds, Comparison, Expression, ItemCount, ItemSubset, Rounding, Scalar, Tolerance, Unary,
};

use super::{
    reading::{Reading, number, words},
    tree::Tag,
};

/// Operators of one operand.
pub(super) const UNARY: [(&str, Unary); 6] = [
    ("qti-not", Unary::Not),
    ("qti-is-null", Unary::IsNull),
    ("qti-container-size", Unary::ContainerSize),
    ("qti-truncate", Unary::Truncate),
    ("qti-round", Unary::Round),
    ("qti-integer-to-float", Unary::IntegerToFloat),
];

/// Comparisons of two numbers.
pub(super) const COMPARISONS: [(&str, Comparison); 6] = [
    ("qti-lt", Comparison::Less),
    ("qti-gt", Comparison::Greater),
    ("qti-lte", Comparison::LessOrEqual),
    ("qti-gte", Comparison::GreaterOrEqual),
    ("qti-duration-lt", Comparison::DurationLess),
    ("qti-duration-gte", Comparison::DurationGreaterOrEqual),
];

/// What is counted in a part of a test.
pub(super) const COUNTS: [(&str, ItemCount); 5] = [
    ("qti-number-correct", ItemCount::Correct),
    ("qti-number-incorrect", ItemCount::Incorrect),
    ("qti-number-presented", ItemCount::Presented),
    ("qti-number-responded", ItemCount::Responded),
    ("qti-number-selected", ItemCount::Selected),
];

/// Functions of `qti-math-operator`.
const FUNCTIONS: [&str; 26] = [
    "sin", "cos", "tan", "sec", "csc", "cot", "asin", "acos", "atan", "atan2", "asec", "acsc", "acot",
    "sinh", "cosh", "tanh", "sech", "csch", "coth", "log", "ln", "exp", "abs", "signum", "floor", "ceil",
];

/// Figures of `qti-stats-operator`.
const STATISTICS: [&str; 5] = ["mean", "sampleVariance", "sampleSD", "popVariance", "popSD"];

/// What may come of a list.
type Many = fn(Vec<Expression>) -> Expression;
/// What may come of two.
type Two = fn(Box<Expression>, Box<Expression>) -> Expression;

/// Operators of any number of operands.
const MANY: [(&str, Many); 10] = [
    ("qti-multiple", Expression::Multiple),
    ("qti-ordered", Expression::Ordered),
    ("qti-and", Expression::And),
    ("qti-or", Expression::Or),
    ("qti-sum", Expression::Sum),
    ("qti-product", Expression::Product),
    ("qti-max", Expression::Max),
    ("qti-min", Expression::Min),
    ("qti-gcd", Expression::Gcd),
    ("qti-lcm", Expression::Lcm),
];

/// Operators of two operands that say nothing more.
const TWO: [(&str, Two); 9] = [
    ("qti-member", Expression::Member),
    ("qti-delete", Expression::Delete),
    ("qti-contains", Expression::Contains),
    ("qti-match", Expression::Match),
    ("qti-subtract", Expression::Subtract),
    ("qti-divide", Expression::Divide),
    ("qti-power", Expression::Power),
    ("qti-integer-divide", Expression::IntegerDivide),
    ("qti-integer-modulus", Expression::IntegerModulus),
];

fn found<T: Copy>(table: &[(&str, T)], name: &str) -> Option<T> {
    table.iter().find(|(known, _)| *known == name).map(|(_, value)| *value)
}

impl Reading<'_> {
    /// The one expression in an element.
    pub(super) fn expression_in(&mut self, tag: &Tag) -> Expression {
        match self.operands(tag).as_mut_slice() {
            [one] => std::mem::replace(one, Expression::Null),
            many => {
                let what = format!("{} has {} expressions in it where it needs 1", tag.name, many.len());
                self.refuse(tag, what, "Correct the processing where the item was made.");
                Expression::Null
            }
        }
    }

    fn operands(&mut self, tag: &Tag) -> Vec<Expression> {
        tag.tags().map(|part| self.expression(part)).collect()
    }

    #[expect(clippy::unnecessary_box_returns, reason = "expressions hold boxes")]
    fn one(&mut self, tag: &Tag) -> Box<Expression> {
        Box::new(self.expression_in(tag))
    }

    fn two(&mut self, tag: &Tag) -> [Box<Expression>; 2] {
        let operands: Vec<_> = self.operands(tag).into_iter().map(Box::new).collect();
        <[_; 2]>::try_from(operands).unwrap_or_else(|operands| {
            let what = format!("{} has {} expressions in it where it needs 2", tag.name, operands.len());
            self.refuse(tag, what, "Correct the processing where the item was made.");
            [Box::new(Expression::Null), Box::new(Expression::Null)]
        })
    }

    /// One expression.
    pub(super) fn expression(&mut self, tag: &Tag) -> Expression {
        let name = tag.name.as_str();
        if let Some(make) = found(&MANY, name) {
            return make(self.operands(tag));
        }
        if let Some(make) = found(&TWO, name) {
            let [left, right] = self.two(tag);
            return make(left, right);
        }
        if let Some(unary) = found(&UNARY, name) {
            return Expression::Unary(unary, self.one(tag));
        }
        if let Some(comparison) = found(&COMPARISONS, name) {
            let [left, right] = self.two(tag);
            return Expression::Compare(comparison, left, right);
        }
        if let Some(count) = found(&COUNTS, name) {
            return Expression::Count(count, subset(tag));
        }
        self.leaf(tag).or_else(|| self.operator(tag)).unwrap_or_else(|| {
            self.no_expression(tag);
            Expression::Null
        })
    }

    fn no_expression(&mut self, tag: &Tag) {
        if tag.name == "qti-custom-operator" {
            let operator = tag.attribute("definition").or(tag.attribute("class")).unwrap_or("without a name");
            let what = format!("the custom operator {operator} is a program of another system");
            self.refuse(tag, what, "Write the processing with the operators of QTI.");
        } else {
            self.unknown(tag, "an expression");
        }
    }

    /// What has no operands.
    fn leaf(&mut self, tag: &Tag) -> Option<Expression> {
        Some(match tag.name.as_str() {
            "qti-null" => Expression::Null,
            "qti-base-value" => {
                let base = self.base_type(tag);
                if tag.attribute("base-type").is_none() {
                    self.required(tag, "base-type");
                }
                let scalar = base.and_then(|base| self.scalar(tag, "", base, &tag.text()));
                scalar.map_or(Expression::Null, Expression::BaseValue)
            }
            "qti-variable" => Expression::Variable {
                identifier: self.required(tag, "identifier"),
                weight: tag.attribute("weight-identifier").map(str::to_owned),
            },
            "qti-default" => Expression::Default(self.required(tag, "identifier")),
            "qti-correct" => Expression::Correct(self.required(tag, "identifier")),
            "qti-map-response" => Expression::MapResponse(self.required(tag, "identifier")),
            "qti-map-response-point" => Expression::MapResponsePoint(self.required(tag, "identifier")),
            "qti-random-integer" => Expression::RandomInteger {
                min: self.integer_or_variable(tag, "min", Some(0)),
                max: self.integer_or_variable(tag, "max", None),
                step: self.integer_or_variable(tag, "step", Some(1)),
            },
            "qti-random-float" => Expression::RandomFloat {
                min: self.number_or_variable(tag, "min", Some(0.0)),
                max: self.number_or_variable(tag, "max", None),
            },
            "qti-math-constant" => Expression::Constant(self.one_of(tag, "name", &["pi", "e"])),
            "qti-test-variables" => Expression::TestVariables {
                variable: self.required(tag, "variable-identifier"),
                base_type: self.base_type(tag),
                weight: tag.attribute("weight-identifier").map(str::to_owned),
                items: subset(tag),
            },
            "qti-outcome-maximum" | "qti-outcome-minimum" => Expression::OutcomeBound {
                maximum: tag.name == "qti-outcome-maximum",
                variable: self.required(tag, "outcome-identifier"),
                weight: tag.attribute("weight-identifier").map(str::to_owned),
                items: subset(tag),
            },
            _ => return None,
        })
    }

    /// What has operands and attributes.
    fn operator(&mut self, tag: &Tag) -> Option<Expression> {
        Some(match tag.name.as_str() {
            "qti-random" => Expression::Random(self.one(tag)),
            "qti-index" => Expression::Index(self.one(tag), self.integer_or_variable(tag, "n", None)),
            "qti-field-value" => Expression::Field(self.required(tag, "field-identifier"), self.one(tag)),
            "qti-substring" => {
                let [part, whole] = self.two(tag);
                Expression::Substring { part, whole, case_sensitive: self.flag(tag, "case-sensitive", true) }
            }
            "qti-any-n" => Expression::AnyN {
                min: self.integer_or_variable(tag, "min", None),
                max: self.integer_or_variable(tag, "max", None),
                of: self.operands(tag),
            },
            "qti-string-match" => {
                let [left, right] = self.two(tag);
                let case_sensitive = self.flag(tag, "case-sensitive", true);
                Expression::StringMatch {
                    left,
                    right,
                    case_sensitive,
                    substring: self.flag(tag, "substring", false),
                }
            }
            "qti-pattern-match" => Expression::PatternMatch(self.required(tag, "pattern"), self.one(tag)),
            "qti-equal" => {
                let [left, right] = self.two(tag);
                Expression::Equal { left, right, tolerance: self.tolerance(tag) }
            }
            "qti-equal-rounded" => {
                let [left, right] = self.two(tag);
                let rounding = self.rounding(tag);
                Expression::EqualRounded {
                    left,
                    right,
                    rounding,
                    figures: self.integer_or_variable(tag, "figures", None),
                }
            }
            "qti-round-to" => Expression::RoundTo {
                rounding: self.rounding(tag),
                figures: self.integer_or_variable(tag, "figures", None),
                of: self.one(tag),
            },
            "qti-inside" => Expression::Inside(self.shape(tag), self.one(tag)),
            "qti-repeat" => {
                Expression::Repeat(self.integer_or_variable(tag, "number-repeats", None), self.operands(tag))
            }
            "qti-math-operator" => Expression::Math(self.one_of(tag, "name", &FUNCTIONS), self.operands(tag)),
            "qti-stats-operator" => {
                Expression::Statistic(self.one_of(tag, "name", &STATISTICS), self.one(tag))
            }
            _ => return None,
        })
    }

    fn one_of(&mut self, tag: &Tag, name: &str, known: &[&str]) -> String {
        let value = self.required(tag, name);
        if !value.is_empty() && !known.contains(&value.as_str()) {
            self.refuse_value(tag, name, &value, format!("{name} is one of {}", known.join(", ")));
        }
        value
    }

    fn rounding(&mut self, tag: &Tag) -> Rounding {
        let words = [
            ("significantFigures", Rounding::SignificantFigures),
            ("decimalPlaces", Rounding::DecimalPlaces),
        ];
        self.word(tag, "rounding-mode", &words, Rounding::SignificantFigures)
    }

    fn tolerance(&mut self, tag: &Tag) -> Tolerance {
        let mode = self.word(tag, "tolerance-mode", &[("exact", 0), ("absolute", 1), ("relative", 2)], 0);
        if mode == 0 {
            return Tolerance::Exact;
        }
        let text = self.required(tag, "tolerance");
        let mut parts = text.split_whitespace().map(|part| self.float_of(tag, "tolerance", part));
        let below = parts.next().unwrap_or(Expression::Null);
        let above = parts.next().unwrap_or_else(|| below.clone());
        drop(parts);
        let bounds = Bounds {
            below: Box::new(below),
            above: Box::new(above),
            include_lower: self.flag(tag, "include-lower-bound", true),
            include_upper: self.flag(tag, "include-upper-bound", true),
        };
        if mode == 1 { Tolerance::Absolute(bounds) } else { Tolerance::Relative(bounds) }
    }

    /// A whole number or the name of a variable.
    #[expect(clippy::unnecessary_box_returns, reason = "expressions hold boxes")]
    fn integer_or_variable(&mut self, tag: &Tag, name: &str, default: Option<i64>) -> Box<Expression> {
        let Some(text) = tag.attribute(name) else {
            if default.is_none() {
                self.required(tag, name);
            }
            return Box::new(Expression::BaseValue(Scalar::Integer(default.unwrap_or_default())));
        };
        Box::new(match text.trim().parse() {
            Ok(number) => Expression::BaseValue(Scalar::Integer(number)),
            Err(_) => self.variable_named(tag, name, text),
        })
    }

    /// A number or the name of a variable.
    #[expect(clippy::unnecessary_box_returns, reason = "expressions hold boxes")]
    fn number_or_variable(&mut self, tag: &Tag, name: &str, default: Option<f64>) -> Box<Expression> {
        let Some(text) = tag.attribute(name) else {
            if default.is_none() {
                self.required(tag, name);
            }
            return Box::new(Expression::BaseValue(Scalar::Float(default.unwrap_or_default())));
        };
        Box::new(self.float_of(tag, name, text))
    }

    fn float_of(&mut self, tag: &Tag, name: &str, text: &str) -> Expression {
        match number(text.trim()) {
            Some(number) => Expression::BaseValue(Scalar::Float(number)),
            None => self.variable_named(tag, name, text),
        }
    }

    /// QTI writes names of variables in braces, many writers without.
    fn variable_named(&mut self, tag: &Tag, attribute: &str, text: &str) -> Expression {
        let name = text.trim();
        let name = name.strip_prefix('{').and_then(|name| name.strip_suffix('}')).unwrap_or(name);
        let begins = name.chars().next().is_some_and(|first| first.is_alphabetic() || first == '_');
        if !begins || name.contains(|c: char| c.is_whitespace() || c == '{' || c == '}') {
            self.refuse_value(tag, attribute, text, "this is neither a number nor the name of a variable");
        }
        Expression::Variable { identifier: name.to_owned(), weight: None }
    }
}

fn subset(tag: &Tag) -> ItemSubset {
    ItemSubset {
        section: tag.attribute("section-identifier").map(str::to_owned).filter(|name| !name.is_empty()),
        include: words(tag.attribute("include-category")),
        exclude: words(tag.attribute("exclude-category")),
    }
}

/// The type whose scalars `Scalar::read` gives back as they are.
pub(super) fn base_word(scalar: &Scalar) -> &'static str {
    BaseType::word(scalar.base_type())
}
