//! A formula as an expression of QTI, and back.

use domain::item::{Comparison, Expression as Q, Rounding, Scalar, Tolerance, Unary};

use super::formula::{Formula, Function, Operator, whole};

/// The expression that calculates a formula.
pub(super) fn expression(formula: &Formula) -> Q {
    match formula {
        Formula::Number(number) => Q::BaseValue(scalar(*number)),
        Formula::Word(word) => Q::BaseValue(Scalar::String(word.clone())),
        Formula::Name(name) if name == "pi" => Q::Constant("pi".to_owned()),
        Formula::Name(name) => variable(name),
        Formula::Minus(one) => match &**one {
            Formula::Number(number) if *number != 0.0 => Q::BaseValue(scalar(-number)),
            one => Q::Product(vec![Q::BaseValue(Scalar::Integer(-1)), expression(one)]),
        },
        Formula::Not(one) => Q::Unary(Unary::Not, boxed(one)),
        Formula::Binary(operator, left, right) => {
            let two = || vec![expression(left), expression(right)];
            let compare = |comparison| Q::Compare(comparison, boxed(left), boxed(right));
            match operator {
                Operator::Or => Q::Or(two()),
                Operator::And => Q::And(two()),
                Operator::Same => same(left, right),
                Operator::Other => Q::Unary(Unary::Not, Box::new(same(left, right))),
                Operator::AtMost => compare(Comparison::LessOrEqual),
                Operator::AtLeast => compare(Comparison::GreaterOrEqual),
                Operator::Less => compare(Comparison::Less),
                Operator::Greater => compare(Comparison::Greater),
                Operator::Plus => Q::Sum(two()),
                Operator::Minus => Q::Subtract(boxed(left), boxed(right)),
                Operator::Times => Q::Product(two()),
                Operator::Over => Q::Divide(boxed(left), boxed(right)),
                Operator::Power => Q::Power(boxed(left), boxed(right)),
            }
        }
        Formula::Call(function, arguments) => call(*function, arguments),
    }
}

fn call(function: Function, arguments: &[Formula]) -> Q {
    let all = || arguments.iter().map(expression).collect::<Vec<_>>();
    let first = || boxed(&arguments[0]);
    let second = || boxed(&arguments[1]);
    match function {
        Function::Abs => Q::Math("abs".to_owned(), all()),
        Function::Floor => Q::Math("floor".to_owned(), all()),
        Function::Ceil => Q::Math("ceil".to_owned(), all()),
        Function::Round if arguments.len() == 1 => Q::Unary(Unary::Round, first()),
        Function::Round | Function::Fixed => {
            Q::RoundTo { rounding: Rounding::DecimalPlaces, figures: second(), of: first() }
        }
        Function::Gcd => Q::Gcd(all()),
        Function::Lcm => Q::Lcm(all()),
        Function::Min => Q::Min(all()),
        Function::Max => Q::Max(all()),
        Function::Div => Q::IntegerDivide(first(), second()),
        Function::Mod => Q::IntegerModulus(first(), second()),
        Function::Pick => {
            Q::Index(Box::new(Q::Ordered(arguments[1..].iter().map(expression).collect())), first())
        }
        // Away from a text a fraction in lowest terms is its quotient; the one keeps its name by the other's 1.
        Function::Frac => Q::Product(vec![
            Q::Unary(Unary::IntegerToFloat, Box::new(Q::BaseValue(Scalar::Integer(1)))),
            Q::Divide(first(), second()),
        ]),
    }
}

/// The formula that an expression calculates; `None` where authors have no words for it.
pub(super) fn formula(expression: &Q) -> Option<Formula> {
    let two =
        |operator, left: &Q, right: &Q| Some(Formula::binary(operator, formula(left)?, formula(right)?));
    let many =
        |function, all: &[Q]| Some(Formula::Call(function, all.iter().map(formula).collect::<Option<_>>()?));
    match expression {
        Q::BaseValue(scalar) => number(scalar),
        Q::Constant(name) if name == "pi" => Some(Formula::Name(name.clone())),
        Q::Variable { identifier, weight: None } => Some(Formula::Name(identifier.clone())),
        Q::Unary(Unary::Not, one) => Some(Formula::not(formula(one)?)),
        Q::Unary(Unary::Round, one) => many(Function::Round, std::slice::from_ref(&**one)),
        Q::Or(all) if all.len() == 2 => two(Operator::Or, &all[0], &all[1]),
        Q::And(all) if all.len() == 2 => two(Operator::And, &all[0], &all[1]),
        Q::Equal { left, right, .. } => two(Operator::Same, left, right),
        Q::Compare(Comparison::LessOrEqual, left, right) => two(Operator::AtMost, left, right),
        Q::Compare(Comparison::GreaterOrEqual, left, right) => two(Operator::AtLeast, left, right),
        Q::Compare(Comparison::Less, left, right) => two(Operator::Less, left, right),
        Q::Compare(Comparison::Greater, left, right) => two(Operator::Greater, left, right),
        Q::Sum(all) if all.len() == 2 => two(Operator::Plus, &all[0], &all[1]),
        Q::Subtract(left, right) => two(Operator::Minus, left, right),
        Q::Product(all) if all.len() == 2 => match (&all[0], &all[1]) {
            (Q::BaseValue(Scalar::Integer(-1)), one) => Some(Formula::minus(formula(one)?)),
            (Q::Unary(Unary::IntegerToFloat, _), Q::Divide(above, below)) => {
                Some(Formula::Call(Function::Frac, vec![formula(above)?, formula(below)?]))
            }
            (left, right) => two(Operator::Times, left, right),
        },
        Q::Divide(left, right) => two(Operator::Over, left, right),
        Q::Power(left, right) => two(Operator::Power, left, right),
        Q::Math(name, all) => match name.as_str() {
            "abs" => many(Function::Abs, all),
            "floor" => many(Function::Floor, all),
            "ceil" => many(Function::Ceil, all),
            _ => None,
        },
        Q::RoundTo { rounding: Rounding::DecimalPlaces, figures, of } => {
            Some(Formula::Call(Function::Round, vec![formula(of)?, formula(figures)?]))
        }
        Q::Gcd(all) => many(Function::Gcd, all),
        Q::Lcm(all) => many(Function::Lcm, all),
        Q::Min(all) => many(Function::Min, all),
        Q::Max(all) => many(Function::Max, all),
        Q::IntegerDivide(left, right) => {
            Some(Formula::Call(Function::Div, vec![formula(left)?, formula(right)?]))
        }
        Q::IntegerModulus(left, right) => {
            Some(Formula::Call(Function::Mod, vec![formula(left)?, formula(right)?]))
        }
        Q::Index(list, place) => {
            let Q::Ordered(all) = &**list else { return None };
            let mut arguments = vec![formula(place)?];
            for one in all {
                arguments.push(formula(one)?);
            }
            Some(Formula::Call(Function::Pick, arguments))
        }
        _ => None,
    }
}

/// A variable's value.
pub(super) fn variable(name: &str) -> Q {
    Q::Variable { identifier: name.to_owned(), weight: None }
}

/// A number as QTI has it: whole numbers as integers.
pub(super) fn scalar(number: f64) -> Scalar {
    match whole(number) {
        Ok(integer) if number.fract() == 0.0 => Scalar::Integer(integer),
        _ => Scalar::Float(number),
    }
}

fn number(scalar: &Scalar) -> Option<Formula> {
    let number = match scalar {
        Scalar::String(word) if !word.contains('\'') => return Some(Formula::Word(word.clone())),
        #[expect(clippy::cast_precision_loss, reason = "what authors write is below 2^53")]
        Scalar::Integer(number) => *number as f64,
        Scalar::Float(number) => *number,
        _ => return None,
    };
    let positive = Formula::Number(number.abs());
    Some(if number < 0.0 { Formula::minus(positive) } else { positive })
}

fn same(left: &Formula, right: &Formula) -> Q {
    Q::Equal { left: boxed(left), right: boxed(right), tolerance: Tolerance::Exact }
}

fn boxed(formula: &Formula) -> Box<Q> {
    Box::new(expression(formula))
}
