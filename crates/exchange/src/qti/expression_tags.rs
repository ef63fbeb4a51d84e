//! Expressions as elements.

use domain::item::{Bounds, Expression, ItemSubset, Rounding, Scalar, Tolerance};

use super::{
    expressions::{COMPARISONS, COUNTS, UNARY, base_word},
    reading::number,
    tree::Tag,
    values::with_shape,
};

/// The element of an expression.
pub(super) fn expression_tag(expression: &Expression) -> Tag {
    let operator = |name: &str, of: &[Expression]| Tag::new(name).holding_all(of.iter().map(expression_tag));
    let two = |name: &str, left: &Expression, right: &Expression| {
        Tag::new(name).holding(expression_tag(left)).holding(expression_tag(right))
    };
    match expression {
        Expression::Multiple(of) => operator("qti-multiple", of),
        Expression::Ordered(of) => operator("qti-ordered", of),
        Expression::And(of) => operator("qti-and", of),
        Expression::Or(of) => operator("qti-or", of),
        Expression::Sum(of) => operator("qti-sum", of),
        Expression::Product(of) => operator("qti-product", of),
        Expression::Max(of) => operator("qti-max", of),
        Expression::Min(of) => operator("qti-min", of),
        Expression::Gcd(of) => operator("qti-gcd", of),
        Expression::Lcm(of) => operator("qti-lcm", of),
        Expression::Member(left, right) => two("qti-member", left, right),
        Expression::Delete(left, right) => two("qti-delete", left, right),
        Expression::Contains(left, right) => two("qti-contains", left, right),
        Expression::Match(left, right) => two("qti-match", left, right),
        Expression::Subtract(left, right) => two("qti-subtract", left, right),
        Expression::Divide(left, right) => two("qti-divide", left, right),
        Expression::Power(left, right) => two("qti-power", left, right),
        Expression::IntegerDivide(left, right) => two("qti-integer-divide", left, right),
        Expression::IntegerModulus(left, right) => two("qti-integer-modulus", left, right),
        Expression::Compare(comparison, left, right) => two(name(&COMPARISONS, *comparison), left, right),
        Expression::Unary(unary, of) => Tag::new(name(&UNARY, *unary)).holding(expression_tag(of)),
        Expression::Random(of) => Tag::new("qti-random").holding(expression_tag(of)),
        Expression::AnyN { min, max, of } => {
            let tag = Tag::new("qti-any-n").with("min", place(min)).with("max", place(max));
            tag.holding_all(of.iter().map(expression_tag))
        }
        Expression::Repeat(times, of) => Tag::new("qti-repeat")
            .with("number-repeats", place(times))
            .holding_all(of.iter().map(expression_tag)),
        Expression::Math(function, of) => {
            Tag::new("qti-math-operator").with("name", function).holding_all(of.iter().map(expression_tag))
        }
        other => leaf(other).unwrap_or_else(|| with_attributes(other)),
    }
}

fn name<T: PartialEq + Copy>(table: &[(&'static str, T)], value: T) -> &'static str {
    table.iter().find(|(_, known)| *known == value).map_or("qti-null", |(name, _)| name)
}

/// What has no operands.
fn leaf(expression: &Expression) -> Option<Tag> {
    let of = |name: &str, identifier: &str| Tag::new(name).with("identifier", identifier);
    Some(match expression {
        Expression::BaseValue(scalar) => {
            Tag::new("qti-base-value").with("base-type", base_word(scalar)).saying(&scalar.text())
        }
        Expression::Variable { identifier, weight } => {
            of("qti-variable", identifier).maybe("weight-identifier", weight.clone())
        }
        Expression::Default(identifier) => of("qti-default", identifier),
        Expression::Correct(identifier) => of("qti-correct", identifier),
        Expression::MapResponse(identifier) => of("qti-map-response", identifier),
        Expression::MapResponsePoint(identifier) => of("qti-map-response-point", identifier),
        Expression::Null => Tag::new("qti-null"),
        Expression::RandomInteger { min, max, step } => {
            let step = place(step);
            let tag = Tag::new("qti-random-integer").with("min", place(min)).with("max", place(max));
            tag.maybe("step", Some(step).filter(|step| step != "1"))
        }
        Expression::RandomFloat { min, max } => {
            Tag::new("qti-random-float").with("min", place(min)).with("max", place(max))
        }
        Expression::Constant(name) => Tag::new("qti-math-constant").with("name", name),
        Expression::TestVariables { variable, base_type, weight, items } => {
            within(Tag::new("qti-test-variables").with("variable-identifier", variable), items)
                .maybe("weight-identifier", weight.clone())
                .maybe("base-type", base_type.map(domain::item::BaseType::word))
        }
        Expression::OutcomeBound { maximum, variable, weight, items } => {
            let name = if *maximum { "qti-outcome-maximum" } else { "qti-outcome-minimum" };
            within(Tag::new(name).with("outcome-identifier", variable), items)
                .maybe("weight-identifier", weight.clone())
        }
        Expression::Count(count, items) => within(Tag::new(name(&COUNTS, *count)), items),
        _ => return None,
    })
}

/// What has operands and attributes.
fn with_attributes(expression: &Expression) -> Tag {
    let tag = match expression {
        Expression::Index(_, n) => Tag::new("qti-index").with("n", place(n)),
        Expression::Field(field, _) => Tag::new("qti-field-value").with("field-identifier", field),
        Expression::Substring { case_sensitive, .. } => {
            Tag::new("qti-substring").with("case-sensitive", case_sensitive.to_string())
        }
        Expression::StringMatch { case_sensitive, substring, .. } => Tag::new("qti-string-match")
            .with("case-sensitive", case_sensitive.to_string())
            .unless(false, "substring", *substring),
        Expression::PatternMatch(pattern, _) => Tag::new("qti-pattern-match").with("pattern", pattern),
        Expression::Equal { tolerance, .. } => with_tolerance(Tag::new("qti-equal"), tolerance),
        Expression::EqualRounded { rounding, figures, .. } => Tag::new("qti-equal-rounded")
            .with("rounding-mode", rounding_word(*rounding))
            .with("figures", place(figures)),
        Expression::RoundTo { rounding, figures, .. } => Tag::new("qti-round-to")
            .with("rounding-mode", rounding_word(*rounding))
            .with("figures", place(figures)),
        Expression::Inside(shape, _) => with_shape(Tag::new("qti-inside"), shape),
        Expression::Statistic(name, _) => Tag::new("qti-stats-operator").with("name", name),
        _ => Tag::new("qti-null"),
    };
    match expression {
        Expression::Index(of, _)
        | Expression::Field(_, of)
        | Expression::PatternMatch(_, of)
        | Expression::RoundTo { of, .. }
        | Expression::Inside(_, of)
        | Expression::Statistic(_, of) => tag.holding(expression_tag(of)),
        Expression::Substring { part: left, whole: right, .. }
        | Expression::StringMatch { left, right, .. }
        | Expression::Equal { left, right, .. }
        | Expression::EqualRounded { left, right, .. } => {
            tag.holding(expression_tag(left)).holding(expression_tag(right))
        }
        _ => tag,
    }
}

fn with_tolerance(tag: Tag, tolerance: &Tolerance) -> Tag {
    let (mode, bounds) = match tolerance {
        Tolerance::Exact => return tag.with("tolerance-mode", "exact"),
        Tolerance::Absolute(bounds) => ("absolute", bounds),
        Tolerance::Relative(bounds) => ("relative", bounds),
    };
    let Bounds { below, above, include_lower, include_upper } = bounds;
    tag.with("tolerance-mode", mode)
        .with("tolerance", format!("{} {}", place(below), place(above)))
        .unless(true, "include-lower-bound", *include_lower)
        .unless(true, "include-upper-bound", *include_upper)
}

fn rounding_word(rounding: Rounding) -> &'static str {
    match rounding {
        Rounding::SignificantFigures => "significantFigures",
        Rounding::DecimalPlaces => "decimalPlaces",
    }
}

/// An attribute that holds a number or names a variable; QTI has no way to say more there.
fn place(expression: &Expression) -> String {
    match expression {
        Expression::BaseValue(scalar @ (Scalar::Integer(_) | Scalar::Float(_))) => scalar.text(),
        // A name that would be read as a number is put into braces.
        Expression::Variable { identifier, .. } if number(identifier).is_some() => {
            format!("{{{identifier}}}")
        }
        Expression::Variable { identifier, .. } => identifier.clone(),
        _ => "0".to_owned(),
    }
}

fn within(tag: Tag, items: &ItemSubset) -> Tag {
    let words = |words: &[String]| Some(words.join(" ")).filter(|text| !text.is_empty());
    tag.maybe("section-identifier", items.section.clone())
        .maybe("include-category", words(&items.include))
        .maybe("exclude-category", words(&items.exclude))
}
