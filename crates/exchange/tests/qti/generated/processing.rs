//! Rules and expressions that nobody wrote.

use domain::item::*;
use proptest::{collection::vec, prelude::*};

use super::kinds::shape;
use super::{name, number, scalar};

/// A number or a variable, where QTI has an attribute.
fn place() -> BoxedStrategy<Box<Expression>> {
    prop_oneof![
        (-99..99_i64).prop_map(|number| Expression::BaseValue(Scalar::Integer(number))),
        Just(Expression::Variable { identifier: "SCORE".to_owned(), weight: None }),
    ]
    .prop_map(Box::new)
    .boxed()
}

fn real_place() -> BoxedStrategy<Box<Expression>> {
    prop_oneof![
        number().prop_map(|number| Expression::BaseValue(Scalar::Float(number))),
        Just(Expression::Variable { identifier: "SCORE".to_owned(), weight: None }),
    ]
    .prop_map(Box::new)
    .boxed()
}

fn any_scalar() -> BoxedStrategy<Scalar> {
    prop_oneof![
        Just(BaseType::Boolean),
        Just(BaseType::Identifier),
        Just(BaseType::Integer),
        Just(BaseType::Float),
        Just(BaseType::String),
        Just(BaseType::Point),
        Just(BaseType::Pair),
        Just(BaseType::DirectedPair),
        Just(BaseType::Duration),
        Just(BaseType::Uri),
    ]
    .prop_flat_map(scalar)
    .boxed()
}

pub fn expression() -> BoxedStrategy<Expression> {
    use Expression as E;
    let rounding = || prop_oneof![Just(Rounding::SignificantFigures), Just(Rounding::DecimalPlaces)];
    let leaf = prop_oneof![
        any_scalar().prop_map(E::BaseValue),
        Just(E::Variable { identifier: "SCORE".to_owned(), weight: Some("W".to_owned()) }),
        Just(E::Default("SCORE".to_owned())),
        Just(E::Null),
        Just(E::Constant("pi".to_owned())),
        (place(), place(), place()).prop_map(|(min, max, step)| E::RandomInteger { min, max, step }),
        (real_place(), real_place()).prop_map(|(min, max)| E::RandomFloat { min, max }),
    ];
    leaf.prop_recursive(3, 16, 3, move |inner| {
        let one = inner.clone().prop_map(Box::new);
        let two = (one.clone(), one.clone());
        let many = vec(inner, 0..3);
        let bounds = (real_place(), real_place(), any::<bool>(), any::<bool>()).prop_map(
            |(below, above, include_lower, include_upper)| Bounds { below, above, include_lower, include_upper },
        ).boxed();
        let tolerance = prop_oneof![
            Just(Tolerance::Exact),
            bounds.clone().prop_map(Tolerance::Absolute),
            bounds.prop_map(Tolerance::Relative),
        ];
        let lists = prop_oneof![
            many.clone().prop_map(E::Multiple), many.clone().prop_map(E::Ordered), many.clone().prop_map(E::And),
            many.clone().prop_map(E::Or), many.clone().prop_map(E::Sum), many.clone().prop_map(E::Product),
            many.clone().prop_map(E::Max), many.clone().prop_map(E::Min), many.clone().prop_map(E::Gcd),
            many.clone().prop_map(E::Lcm),
        ];
        let pairs = (two.clone(), 0..15_usize).prop_map(|((left, right), which)| match which {
            0 => E::Member(left, right),
            1 => E::Delete(left, right),
            2 => E::Contains(left, right),
            3 => E::Match(left, right),
            4 => E::Subtract(left, right),
            5 => E::Divide(left, right),
            6 => E::Power(left, right),
            7 => E::IntegerDivide(left, right),
            8 => E::IntegerModulus(left, right),
            9 => E::Compare(Comparison::Less, left, right),
            10 => E::Compare(Comparison::GreaterOrEqual, left, right),
            11 => E::Compare(Comparison::Greater, left, right),
            12 => E::Compare(Comparison::LessOrEqual, left, right),
            13 => E::Compare(Comparison::DurationLess, left, right),
            _ => E::Compare(Comparison::DurationGreaterOrEqual, left, right),
        });
        let singles = (one.clone(), 0..8_usize, name()).prop_map(|(of, which, field)| match which {
            0 => E::Unary(Unary::Not, of),
            1 => E::Unary(Unary::IsNull, of),
            2 => E::Unary(Unary::ContainerSize, of),
            3 => E::Unary(Unary::Truncate, of),
            4 => E::Unary(Unary::Round, of),
            5 => E::Unary(Unary::IntegerToFloat, of),
            6 => E::Random(of),
            _ => E::Field(field, of),
        });
        prop_oneof![
            3 => lists,
            3 => pairs,
            2 => singles,
            1 => (one.clone(), place()).prop_map(|(of, n)| E::Index(of, n)),
            1 => (two.clone(), any::<bool>()).prop_map(|((part, whole), case_sensitive)| E::Substring { part, whole, case_sensitive }),
            1 => (two.clone(), any::<bool>(), any::<bool>()).prop_map(|((left, right), case_sensitive, substring)| {
                E::StringMatch { left, right, case_sensitive, substring }
            }),
            1 => (place(), place(), many.clone()).prop_map(|(min, max, of)| E::AnyN { min, max, of }),
            1 => (name(), one.clone()).prop_map(|(pattern, of)| E::PatternMatch(pattern, of)),
            1 => (two.clone(), tolerance).prop_map(|((left, right), tolerance)| E::Equal { left, right, tolerance }),
            1 => (two, rounding(), place()).prop_map(|((left, right), rounding, figures)| E::EqualRounded { left, right, rounding, figures }),
            1 => (rounding(), place(), one.clone()).prop_map(|(rounding, figures, of)| E::RoundTo { rounding, figures, of }),
            1 => (shape(), one.clone()).prop_map(|(shape, of)| E::Inside(shape, of)),
            1 => (place(), many.clone()).prop_map(|(times, of)| E::Repeat(times, of)),
            1 => many.prop_map(|of| E::Math("atan2".to_owned(), of)),
            1 => one.prop_map(|of| E::Statistic("mean".to_owned(), of)),
        ]
    }).boxed()
}

/// Rules that set `target`.
pub fn rules(target: &'static str) -> BoxedStrategy<Vec<Rule>> {
    let set = expression().prop_map(move |to| Rule::SetValue { identifier: target.to_owned(), to });
    let leaf = prop_oneof![4 => set, 1 => Just(Rule::Exit)];
    let rule = leaf.prop_recursive(2, 6, 2, |inner| {
        let rules = vec(inner, 0..3);
        (vec((expression(), rules.clone()), 1..3), rules)
            .prop_map(|(branches, otherwise)| Rule::Condition { branches, otherwise })
    });
    vec(rule, 0..3).boxed()
}
