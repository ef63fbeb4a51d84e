use domain::item::{Bounds, Comparison, Expression, Rounding, Scalar, Shape, Tolerance, Value};

use super::{check, refused};
use crate::processing::testing::{boxed, int, name, names, num, order, text, truth};

fn pair(one: &str, two: &str) -> Value {
    Value::Single(Scalar::Pair(one.to_owned(), two.to_owned()))
}

fn directed(one: &str, two: &str) -> Value {
    Value::Single(Scalar::DirectedPair(one.to_owned(), two.to_owned()))
}

#[test]
fn values_match_whole() {
    for (left, right, expected) in [
        (name("A"), name("A"), truth(true)),
        (name("A"), name("B"), truth(false)),
        (name("A"), Value::Null, Value::Null),
        (names("A B C"), names("C A B"), truth(true)),
        (names("A B B"), names("A A B"), truth(false)),
        (names("A B"), names("A B B"), truth(false)),
        (order("A B C"), order("A B C"), truth(true)),
        (order("A B C"), order("C A B"), truth(false)),
        (pair("A", "B"), pair("B", "A"), truth(true)),
        (directed("A", "B"), directed("B", "A"), truth(false)),
        (int(2), num(2.0), truth(true)),
        (text("York"), text("york"), truth(false)),
        (name("A"), text("A"), truth(true)),
    ] {
        check(&Expression::Match(boxed(left), boxed(right)), &expected);
    }
    refused(&Expression::Match(boxed(name("A")), boxed(names("A"))), "values of one cardinality");
    refused(
        &Expression::Match(boxed(truth(true)), boxed(int(1))),
        "values of one type, not boolean and integer",
    );
}

#[test]
fn texts_match_with_or_without_capitals() {
    for (left, right, case_sensitive, substring, expected) in [
        (text("York"), text("york"), true, false, truth(false)),
        (text("York"), text("york"), false, false, truth(true)),
        (text("ÉCOLE"), text("école"), false, false, truth(true)),
        (text("New York"), text("york"), false, true, truth(true)),
        (text("york"), text("New York"), false, true, truth(false)),
        (text("York"), text(""), false, true, Value::Null),
        (Value::Null, text("york"), false, false, Value::Null),
    ] {
        let expression = Expression::StringMatch {
            left: boxed(left.clone()),
            right: boxed(right.clone()),
            case_sensitive,
            substring,
        };
        check(&expression, &expected);
        if substring {
            // The same, the other way round.
            let expression = Expression::Substring { part: boxed(right), whole: boxed(left), case_sensitive };
            check(&expression, &expected);
        }
    }
    let number = Expression::StringMatch {
        left: boxed(int(1)),
        right: boxed(text("1")),
        case_sensitive: true,
        substring: false,
    };
    refused(&number, "string-match takes one text, not a single integer");
}

#[test]
fn a_pattern_is_of_the_whole_text() {
    for (pattern, of, expected) in [
        ("[0-9]+", text("12"), truth(true)),
        ("[0-9]+", text("12a"), truth(false)),
        ("[0-9]+", Value::Null, Value::Null),
    ] {
        check(&Expression::PatternMatch(pattern.to_owned(), boxed(of)), &expected);
    }
    refused(&Expression::PatternMatch("(".to_owned(), boxed(text("a"))), "cannot be read");
}

#[test]
fn numbers_are_equal_within_a_tolerance() {
    let bounds = |below, above, include_lower, include_upper| Bounds {
        below: boxed(below),
        above: boxed(above),
        include_lower,
        include_upper,
    };
    for (left, right, tolerance, expected) in [
        (int(3), num(3.0), Tolerance::Exact, truth(true)),
        (int(3), num(3.1), Tolerance::Exact, truth(false)),
        (int(3), Value::Null, Tolerance::Exact, Value::Null),
        (int(10), int(9), Tolerance::Absolute(bounds(int(1), int(2), true, true)), truth(true)),
        (int(10), int(9), Tolerance::Absolute(bounds(int(1), int(2), false, true)), truth(false)),
        (int(10), int(12), Tolerance::Absolute(bounds(int(1), int(2), true, true)), truth(true)),
        (int(10), int(12), Tolerance::Absolute(bounds(int(1), int(2), true, false)), truth(false)),
        (int(200), int(190), Tolerance::Relative(bounds(int(5), int(0), true, true)), truth(true)),
        (int(200), int(189), Tolerance::Relative(bounds(int(5), int(0), true, true)), truth(false)),
        (int(-200), int(-190), Tolerance::Relative(bounds(int(5), int(5), true, true)), truth(true)),
        (int(3), int(3), Tolerance::Absolute(bounds(Value::Null, int(1), true, true)), Value::Null),
    ] {
        check(&Expression::Equal { left: boxed(left), right: boxed(right), tolerance }, &expected);
    }
    let negative = Tolerance::Absolute(bounds(int(-1), int(1), true, true));
    refused(
        &Expression::Equal { left: boxed(int(1)), right: boxed(int(1)), tolerance: negative },
        "a tolerance",
    );
}

#[test]
fn numbers_are_equal_once_rounded() {
    for (left, right, rounding, figures, expected) in [
        // The specification's examples.
        (num(3.175), num(3.183), Rounding::SignificantFigures, int(3), truth(true)),
        (num(3.175), num(3.1749), Rounding::SignificantFigures, int(3), truth(false)),
        (num(1.68572), num(1.69), Rounding::DecimalPlaces, int(2), truth(true)),
        (num(1.68572), num(1.68432), Rounding::DecimalPlaces, int(2), truth(false)),
        (Value::Null, num(1.0), Rounding::DecimalPlaces, int(2), Value::Null),
        (num(1.0), num(1.0), Rounding::DecimalPlaces, Value::Null, Value::Null),
    ] {
        let expression = Expression::EqualRounded {
            left: boxed(left),
            right: boxed(right),
            rounding,
            figures: boxed(figures),
        };
        check(&expression, &expected);
    }
}

#[test]
fn numbers_and_times_compare() {
    let seconds = |seconds| Value::Single(Scalar::Duration(seconds));
    for (how, left, right, expected) in [
        (Comparison::Less, int(1), num(1.5), truth(true)),
        (Comparison::Less, int(2), int(2), truth(false)),
        (Comparison::LessOrEqual, int(2), int(2), truth(true)),
        (Comparison::Greater, int(i64::MAX), int(i64::MAX - 1), truth(true)),
        (Comparison::GreaterOrEqual, num(2.0), int(2), truth(true)),
        (Comparison::DurationLess, seconds(9.5), seconds(10.0), truth(true)),
        (Comparison::DurationGreaterOrEqual, seconds(10.0), seconds(10.0), truth(true)),
        (Comparison::Less, Value::Null, int(2), Value::Null),
    ] {
        check(&Expression::Compare(how, boxed(left), boxed(right)), &expected);
    }
    refused(&Expression::Compare(Comparison::Less, boxed(text("1")), boxed(int(2))), "takes one number");
}

#[test]
fn one_point_within_an_area_is_enough() {
    let square = || Shape::Rect([0.0, 0.0, 10.0, 10.0]);
    let point = |x, y| Scalar::Point(x, y);
    for (of, expected) in [
        (Value::Single(point(5.0, 5.0)), truth(true)),
        (Value::Single(point(15.0, 5.0)), truth(false)),
        (Value::Multiple(vec![point(15.0, 5.0), point(1.0, 1.0)]), truth(true)),
        (Value::Null, Value::Null),
    ] {
        check(&Expression::Inside(square(), boxed(of)), &expected);
    }
    refused(&Expression::Inside(square(), boxed(int(1))), "inside takes points");
}
