use domain::item::{Expression, Rounding, Scalar, Unary, Value};

use super::{check, refused};
use crate::processing::testing::{boxed, constant, int, num, numbers, text};

fn all(of: &[Value]) -> Vec<Expression> {
    of.iter().cloned().map(constant).collect()
}

#[test]
fn whole_numbers_stay_whole_and_nothing_makes_nothing() {
    for (of, sum, product) in [
        (&[int(2), int(3)][..], int(5), int(6)),
        (&[int(2), num(0.5)], num(2.5), num(1.0)),
        (&[numbers(&[1.0, 2.5]), int(2)], num(5.5), num(5.0)),
        (&[int(2), Value::Null], Value::Null, Value::Null),
        (&[int(i64::MAX), int(2)], Value::Null, Value::Null),
        (&[num(f64::INFINITY), num(f64::NEG_INFINITY)], Value::Null, num(f64::NEG_INFINITY)),
        (&[num(f64::MAX), num(f64::MAX)], num(f64::INFINITY), num(f64::INFINITY)),
    ] {
        check(&Expression::Sum(all(of)), &sum);
        check(&Expression::Product(all(of)), &product);
    }
    refused(&Expression::Sum(all(&[text("2")])), "sum takes numbers, not a single string");
}

#[test]
fn max_min_gcd_and_lcm_have_no_value_where_an_operand_is_no_number() {
    type Of = fn(Vec<Expression>) -> Expression;
    let (max, min, gcd, lcm): (Of, Of, Of, Of) =
        (Expression::Max, Expression::Min, Expression::Gcd, Expression::Lcm);
    for (how, of, expected) in [
        (max, &[int(2), int(7)][..], int(7)),
        (max, &[int(2), num(7.0)], num(7.0)),
        (min, &[numbers(&[3.0, -2.0]), int(1)], num(-2.0)),
        (min, &[int(2), Value::Null], Value::Null),
        (max, &[int(2), text("7")], Value::Null),
        (gcd, &[int(12), int(18)], int(6)),
        (gcd, &[int(0), int(0)], int(0)),
        (gcd, &[int(0), int(5)], int(5)),
        (gcd, &[int(-12), int(18)], int(6)),
        (gcd, &[int(12), Value::Null], Value::Null),
        (gcd, &[int(12), text("a")], Value::Null),
        (gcd, &[int(i64::MIN), int(2)], Value::Null),
        (lcm, &[int(4), int(6)], int(12)),
        (lcm, &[int(-4), int(6)], int(12)),
        (lcm, &[int(0), int(6)], int(0)),
        (lcm, &[int(i64::MAX), int(i64::MAX - 1)], Value::Null),
    ] {
        check(&how(all(of)), &expected);
    }
}

#[test]
fn pairs_of_numbers() {
    type Of = fn(Box<Expression>, Box<Expression>) -> Expression;
    let (minus, by): (Of, Of) = (Expression::Subtract, Expression::Divide);
    let (whole, left): (Of, Of) = (Expression::IntegerDivide, Expression::IntegerModulus);
    let power: Of = Expression::Power;
    for (how, one, two, expected) in [
        (minus, int(2), int(5), int(-3)),
        (minus, int(2), num(0.5), num(1.5)),
        (minus, int(i64::MIN), int(1), Value::Null),
        (minus, Value::Null, int(1), Value::Null),
        (by, int(7), int(2), num(3.5)),
        (by, int(7), int(0), Value::Null),
        (by, num(1e308), num(1e-308), Value::Null),
        (by, Value::Null, int(0), Value::Null),
        (power, int(2), int(10), num(1024.0)),
        (power, int(-8), num(0.5), Value::Null),
        (power, int(0), int(-1), Value::Null),
        (power, int(10), int(999), Value::Null),
        (whole, int(7), int(2), int(3)),
        (whole, int(-7), int(2), int(-4)),
        (whole, int(7), int(-2), int(-4)),
        (whole, int(-7), int(-2), int(3)),
        (whole, int(7), int(0), Value::Null),
        (whole, int(i64::MIN), int(-1), Value::Null),
        (left, int(7), int(2), int(1)),
        (left, int(-7), int(2), int(1)),
        (left, int(7), int(-2), int(-1)),
        (left, int(i64::MIN), int(-1), int(0)),
        (left, int(7), int(0), Value::Null),
        (left, int(7), Value::Null, Value::Null),
        (whole, num(8.0), int(4), int(2)),
    ] {
        check(&how(boxed(one), boxed(two)), &expected);
    }
    refused(&Expression::IntegerDivide(boxed(num(7.5)), boxed(int(2))), "one whole number");
}

#[test]
fn rounding_goes_to_whole_numbers() {
    for (of, round, truncate) in [
        (num(6.8), int(7), int(6)),
        (num(6.5), int(7), int(6)),
        (num(6.49), int(6), int(6)),
        (num(-6.5), int(-6), int(-6)),
        (num(-6.8), int(-7), int(-6)),
        (num(0.499_999_999_999_999_94), int(0), int(0)),
        (num(-0.2), int(0), int(0)),
        (num(f64::INFINITY), num(f64::INFINITY), num(f64::INFINITY)),
        (num(1e30), Value::Null, Value::Null),
        (int(5), int(5), int(5)),
        (Value::Null, Value::Null, Value::Null),
    ] {
        check(&Expression::Unary(Unary::Round, boxed(of.clone())), &round);
        check(&Expression::Unary(Unary::Truncate, boxed(of)), &truncate);
    }
    check(&Expression::Unary(Unary::IntegerToFloat, boxed(int(3))), &num(3.0));
}

#[test]
fn figures_are_at_least_one_where_they_signify() {
    let round = |rounding, figures: Value, of: f64| Expression::RoundTo {
        rounding,
        figures: boxed(figures),
        of: boxed(num(of)),
    };
    check(&round(Rounding::DecimalPlaces, int(1), 2.25), &num(2.3));
    check(&round(Rounding::SignificantFigures, int(2), 1_234.0), &num(1_200.0));
    check(&round(Rounding::DecimalPlaces, Value::Null, 2.25), &Value::Null);
    refused(&round(Rounding::SignificantFigures, int(0), 2.0), "round-to: the figures cannot be 0");
    refused(&round(Rounding::DecimalPlaces, int(-1), 2.0), "cannot be -1");
}

#[test]
fn functions_have_no_value_outside_of_their_domain() {
    for (name, of, expected) in [
        ("sin", num(0.0), num(0.0)),
        ("cos", int(0), num(1.0)),
        ("sec", int(0), num(1.0)),
        ("csc", int(0), Value::Null),
        ("cot", int(0), Value::Null),
        ("asin", int(2), Value::Null),
        ("acos", int(1), num(0.0)),
        ("asec", num(0.5), Value::Null),
        ("acot", int(0), num(std::f64::consts::FRAC_PI_2)),
        ("atan", num(f64::INFINITY), num(std::f64::consts::FRAC_PI_2)),
        ("sinh", int(0), num(0.0)),
        ("cosh", int(0), num(1.0)),
        ("tanh", num(f64::INFINITY), num(1.0)),
        ("csch", int(0), Value::Null),
        ("sech", num(f64::INFINITY), num(0.0)),
        ("coth", num(f64::NEG_INFINITY), num(-1.0)),
        ("log", int(1000), num(3.0)),
        ("log", int(0), Value::Null),
        ("ln", int(1), num(0.0)),
        ("ln", int(-1), Value::Null),
        ("exp", num(f64::NEG_INFINITY), num(0.0)),
        ("abs", int(-3), int(3)),
        ("abs", num(-3.5), num(3.5)),
        ("abs", int(i64::MIN), Value::Null),
        ("signum", num(-3.5), int(-1)),
        ("signum", num(0.0), int(0)),
        ("floor", num(-2.5), int(-3)),
        ("ceil", num(-2.5), int(-2)),
        ("toDegrees", num(std::f64::consts::PI), num(180.0)),
        ("toRadians", int(180), num(std::f64::consts::PI)),
        ("sin", num(f64::INFINITY), Value::Null),
        ("sin", Value::Null, Value::Null),
    ] {
        check(&Expression::Math(name.to_owned(), vec![constant(of)]), &expected);
    }
    let atan2 = |y, x| Expression::Math("atan2".to_owned(), all(&[y, x]));
    check(&atan2(int(1), int(0)), &num(std::f64::consts::FRAC_PI_2));
    check(&atan2(int(0), int(-1)), &num(std::f64::consts::PI));
    check(&atan2(Value::Null, int(1)), &Value::Null);
    check(&Expression::Constant("pi".to_owned()), &num(std::f64::consts::PI));
    for (name, operands) in [("sine", 1), ("sin", 2), ("atan2", 1), ("sin", 0)] {
        refused(
            &Expression::Math(name.to_owned(), vec![constant(int(1)); operands]),
            "is none of QTI's functions",
        );
    }
    refused(&Expression::Constant("tau".to_owned()), "none of QTI's");
}

#[test]
fn figures_of_a_container() {
    let of = numbers(&[2.0, 4.0, 4.0, 4.0, 5.0, 5.0, 7.0, 9.0]);
    for (name, expected) in [
        ("mean", 5.0),
        ("popVariance", 4.0),
        ("popSD", 2.0),
        ("sampleVariance", 32.0 / 7.0),
        ("sampleSD", (32.0_f64 / 7.0).sqrt()),
    ] {
        check(&Expression::Statistic(name.to_owned(), boxed(of.clone())), &num(expected));
        check(&Expression::Statistic(name.to_owned(), boxed(Value::Null)), &Value::Null);
    }
    check(&Expression::Statistic("mean".to_owned(), boxed(numbers(&[3.0]))), &num(3.0));
    check(&Expression::Statistic("sampleSD".to_owned(), boxed(numbers(&[3.0]))), &Value::Null);
    let words = Value::Multiple(vec![Scalar::String("a".to_owned())]);
    check(&Expression::Statistic("mean".to_owned(), boxed(words)), &Value::Null);
    refused(&Expression::Statistic("mode".to_owned(), boxed(of)), "none of QTI's");
}
