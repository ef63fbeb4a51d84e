use domain::item::{Expression, Unary, Value};

use super::{check, refused};
use crate::processing::testing::{boxed, constant, int, truth};

const YES: Option<bool> = Some(true);
const NO: Option<bool> = Some(false);

fn value(of: Option<bool>) -> Value {
    of.map_or(Value::Null, truth)
}

fn all(of: &[Option<bool>]) -> Vec<Expression> {
    of.iter().map(|one| constant(value(*one))).collect()
}

#[test]
fn and_or_and_not_have_three_values() {
    for (one, two, and, or) in [
        (YES, YES, YES, YES),
        (YES, NO, NO, YES),
        (NO, NO, NO, NO),
        (YES, None, None, YES),
        (NO, None, NO, None),
        (None, None, None, None),
    ] {
        for pair in [[one, two], [two, one]] {
            check(&Expression::And(all(&pair)), &value(and));
            check(&Expression::Or(all(&pair)), &value(or));
        }
        check(&Expression::Unary(Unary::Not, boxed(value(one))), &value(one.map(|one| !one)));
    }
    refused(&Expression::And(vec![constant(int(1))]), "and takes one boolean, not a single integer");
}

#[test]
fn any_n_knows_what_it_cannot_tell() {
    for (of, min, max, expected) in [
        (&[YES, YES, NO, None][..], 3, 4, None),
        (&[YES, NO, NO, None], 3, 4, NO),
        (&[YES, YES, YES, None], 3, 4, YES),
        (&[YES, YES, YES, None], 1, 2, NO),
        (&[YES, YES, None], 1, 2, None),
        (&[NO, NO], 0, 0, YES),
    ] {
        let expression = Expression::AnyN { min: boxed(int(min)), max: boxed(int(max)), of: all(of) };
        check(&expression, &value(expected));
    }
    check(&Expression::AnyN { min: boxed(Value::Null), max: boxed(int(1)), of: all(&[YES]) }, &Value::Null);
}

#[test]
fn an_empty_text_or_container_is_nothing() {
    use crate::processing::testing::text;
    for (of, expected) in [(Value::Null, true), (text(""), true), (text(" "), false), (int(0), false)] {
        check(&Expression::Unary(Unary::IsNull, boxed(of)), &truth(expected));
    }
    check(&Expression::Unary(Unary::IsNull, Box::new(Expression::Multiple(vec![]))), &truth(true));
}
