use domain::item::{BaseType, Cardinality, Expression, MapEntry, Mapping, Rounding, Scalar, Unary, Value};
use proptest::prelude::*;

use crate::processing::testing::{boxed, constant, evaluate, int, names, num, response, truth};
use crate::processing::{Pattern, map_response, rounded};

fn three() -> impl Strategy<Value = Vec<Option<bool>>> {
    proptest::collection::vec(proptest::option::of(any::<bool>()), 1..6)
}

fn some_names() -> impl Strategy<Value = Value> {
    proptest::collection::vec("[A-D]", 0..7).prop_map(|all| names(&all.join(" ")))
}

fn not(of: Expression) -> Expression {
    Expression::Unary(Unary::Not, Box::new(of))
}

proptest! {
    #[test]
    fn not_turns_and_into_or(of in three()) {
        let all: Vec<Expression> = of.iter().map(|one| constant(one.map_or(Value::Null, truth))).collect();
        let turned: Vec<Expression> = all.iter().cloned().map(not).collect();
        prop_assert_eq!(evaluate(&not(Expression::And(all.clone()))), evaluate(&Expression::Or(turned.clone())));
        prop_assert_eq!(evaluate(&not(Expression::Or(all))), evaluate(&Expression::And(turned)));
    }

    #[test]
    fn and_and_or_are_any_n(of in three()) {
        let all: Vec<Expression> = of.iter().map(|one| constant(one.map_or(Value::Null, truth))).collect();
        let count = i64::try_from(all.len()).unwrap();
        let some = |min| Expression::AnyN { min: boxed(int(min)), max: boxed(int(count)), of: all.clone() };
        prop_assert_eq!(evaluate(&Expression::And(all.clone())), evaluate(&some(count)));
        prop_assert_eq!(evaluate(&Expression::Or(all.clone())), evaluate(&some(1)));
    }

    #[test]
    fn a_sum_of_whole_numbers_has_no_order(mut of in proptest::collection::vec(-1_000_000_i64..1_000_000, 1..8)) {
        let sum = |of: &[i64]| evaluate(&Expression::Sum(of.iter().map(|one| constant(int(*one))).collect()));
        let before = sum(&of);
        of.reverse();
        prop_assert_eq!(before, sum(&of));
    }

    #[test]
    fn what_is_deleted_is_no_member(one in "[A-D]", of in some_names()) {
        let one = Value::identifier(&one);
        let left = evaluate(&Expression::Delete(boxed(one.clone()), boxed(of.clone()))).unwrap();
        let member = evaluate(&Expression::Member(boxed(one), boxed(left.clone()))).unwrap();
        prop_assert_eq!(member, if left.is_null() { Value::Null } else { truth(false) });
        if !left.is_null() {
            prop_assert_eq!(evaluate(&Expression::Contains(boxed(of), boxed(left))), Ok(truth(true)));
        }
    }

    #[test]
    fn containers_that_contain_each_other_match(one in some_names(), two in some_names()) {
        let contains = |one: &Value, two: &Value| {
            evaluate(&Expression::Contains(boxed(one.clone()), boxed(two.clone()))).unwrap()
        };
        let both = contains(&one, &two) == truth(true) && contains(&two, &one) == truth(true);
        let same = evaluate(&Expression::Match(boxed(one), boxed(two))).unwrap() == truth(true);
        prop_assert_eq!(both, same);
    }

    #[test]
    fn a_mapping_keeps_its_bounds(of in some_names(), points in proptest::collection::vec(-5.0..5.0, 3), default in -2.0..2.0) {
        let mut declaration = response("R", Cardinality::Multiple, BaseType::Identifier, None);
        let entries = ["A", "B", "C"].iter().zip(points).map(|(key, value)| MapEntry {
            key: Scalar::Identifier((*key).to_owned()), value, case_sensitive: true,
        });
        declaration.mapping = Some(Mapping {
            lower_bound: Some(-1.0), upper_bound: Some(2.0), default, entries: entries.collect(),
        });
        let score = map_response(&declaration, &of).unwrap();
        prop_assert!((-1.0..=2.0).contains(&score), "{}", score);
    }

    #[test]
    fn division_with_remainder_adds_up(one in any::<i64>(), two in any::<i64>()) {
        let whole = evaluate(&Expression::IntegerDivide(boxed(int(one)), boxed(int(two)))).unwrap();
        let left = evaluate(&Expression::IntegerModulus(boxed(int(one)), boxed(int(two)))).unwrap();
        if let (Value::Single(Scalar::Integer(whole)), Value::Single(Scalar::Integer(left))) = (whole, left) {
            prop_assert_eq!(i128::from(whole) * i128::from(two) + i128::from(left), i128::from(one));
            prop_assert!(left == 0 || (left < 0) == (two < 0));
        } else {
            prop_assert!(two == 0 || (one == i64::MIN && two == -1));
        }
    }

    #[test]
    fn rounding_twice_changes_nothing(number in -1e6..1e6, figures in 0..6) {
        let once = rounded(number, Rounding::DecimalPlaces, figures);
        prop_assert_eq!(rounded(once, Rounding::DecimalPlaces, figures).to_bits(), once.to_bits());
        prop_assert!((once - number).abs() <= 0.500_001 * 10_f64.powi(-figures));
    }

    #[test]
    fn no_number_is_ever_none(name in "[a-z]{2,4}|toDegrees|atan2|signum|floor", one in any::<f64>(), two in any::<f64>()) {
        for of in [vec![constant(num(one))], vec![constant(num(one)), constant(num(two))]] {
            if let Ok(value) = evaluate(&Expression::Math(name.clone(), of)) {
                prop_assert!(value.number().is_none_or(|number| !number.is_nan()));
            }
        }
    }

    #[test]
    fn no_pattern_panics(pattern in "[\\\\\\[\\](){}*+?|^$a-c0-9,pLi-]{0,30}", text in "[a-c0-9]{0,10}") {
        if let Ok(pattern) = Pattern::new(&pattern) {
            prop_assert!(pattern.matches(&text).is_ok());
        }
    }
}
