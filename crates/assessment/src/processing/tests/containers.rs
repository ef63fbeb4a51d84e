use std::collections::BTreeMap;

use domain::item::{Expression, Scalar, Unary, Value};
use measurement::random::Generator;

use super::{check, refused};
use crate::processing::Machine;
use crate::processing::testing::{Variables, boxed, constant, evaluate, int, name, names, num, order, truth};

#[test]
fn containers_take_in_what_is_in_containers() {
    let all = |of: &[Value]| of.iter().cloned().map(constant).collect::<Vec<_>>();
    check(&Expression::Multiple(all(&[name("A"), name("B"), names("C D")])), &names("A B C D"));
    check(&Expression::Ordered(all(&[name("A"), Value::Null, order("C D")])), &order("A C D"));
    check(&Expression::Multiple(all(&[Value::Null])), &Value::Null);
    check(&Expression::Ordered(vec![]), &Value::Null);
    refused(&Expression::Multiple(all(&[order("A")])), "single or multiple");
    refused(&Expression::Ordered(all(&[names("A")])), "single or ordered");
    refused(&Expression::Multiple(all(&[name("A"), int(1), truth(true)])), "values of one type");
}

#[test]
fn places_are_counted_from_one() {
    let index = |of, place| Expression::Index(boxed(of), boxed(place));
    check(&index(order("A B C"), int(1)), &name("A"));
    check(&index(order("A B C"), int(3)), &name("C"));
    check(&index(order("A B C"), int(4)), &Value::Null);
    check(&index(Value::Null, int(1)), &Value::Null);
    check(&index(order("A"), Value::Null), &Value::Null);
    refused(&index(order("A"), int(0)), "the place cannot be 0");
    refused(&index(names("A"), int(1)), "an ordered container");
}

#[test]
fn membership() {
    let member = |one, of| Expression::Member(boxed(one), boxed(of));
    check(&member(name("B"), names("A B")), &truth(true));
    check(&member(name("C"), order("A B")), &truth(false));
    check(&member(Value::Null, names("A")), &Value::Null);
    check(&member(name("A"), Value::Null), &Value::Null);
    refused(&member(names("A"), names("A")), "first a single value");
    let delete = |one, of| Expression::Delete(boxed(one), boxed(of));
    check(&delete(name("A"), order("B A C A")), &order("B C"));
    check(&delete(name("A"), names("A A")), &Value::Null);
    check(&delete(Value::Null, names("A")), &Value::Null);
    refused(&delete(name("A"), name("A")), "second a multiple or ordered container");
    let contains = |whole, part| Expression::Contains(boxed(whole), boxed(part));
    for (whole, part, expected) in [
        (names("A B C"), names("C A"), truth(true)),
        (names("A B C"), names("B B"), truth(false)),
        (names("A B B C"), names("B B"), truth(true)),
        (order("A B C"), order("C A"), truth(false)),
        (order("A B C"), order("B C"), truth(true)),
        (order("A B C"), order("A C"), truth(false)),
        (order("A"), order("A B"), truth(false)),
        (names("A"), Value::Null, Value::Null),
        (Value::Null, names("A"), Value::Null),
    ] {
        check(&contains(whole, part), &expected);
    }
    refused(&contains(names("A"), order("A")), "two containers of one cardinality");
}

#[test]
fn sizes_and_repetitions() {
    let size = |of| Expression::Unary(Unary::ContainerSize, boxed(of));
    check(&size(names("A B")), &int(2));
    check(&size(Value::Null), &int(0));
    refused(&size(name("A")), "a multiple or ordered container");
    let repeat = |times, of: Vec<Expression>| Expression::Repeat(boxed(times), of);
    check(&repeat(int(2), vec![constant(name("A")), constant(order("B C"))]), &order("A B C A B C"));
    check(&repeat(int(0), vec![constant(name("A"))]), &Value::Null);
    check(&repeat(Value::Null, vec![constant(name("A"))]), &Value::Null);
    check(&repeat(int(3), vec![Expression::Null]), &Value::Null);
    refused(&repeat(int(i64::MAX), vec![constant(name("A"))]), "more than 100000 steps");
}

#[test]
fn fields_of_a_record() {
    let fields = BTreeMap::from([("weight".to_owned(), Some(Scalar::Float(2.5))), ("note".to_owned(), None)]);
    let mut variables = Variables::default();
    variables.values.insert("R".to_owned(), Value::Record(fields));
    let record = || Box::new(Expression::Variable { identifier: "R".to_owned(), weight: None });
    for (field, expected) in [("weight", num(2.5)), ("note", Value::Null), ("height", Value::Null)] {
        let value =
            Machine::new(Generator::new(1)).value(&variables, &Expression::Field(field.to_owned(), record()));
        assert_eq!(value, Ok(expected), "{field}");
    }
    check(&Expression::Field("a".to_owned(), boxed(Value::Null)), &Value::Null);
    refused(&Expression::Field("a".to_owned(), boxed(int(1))), "a record");
}

#[test]
fn what_is_drawn_lies_on_the_steps() {
    let draw =
        |min, max, step| Expression::RandomInteger { min: boxed(min), max: boxed(max), step: boxed(step) };
    let mut machine = Machine::new(Generator::new(5));
    let mut drawn = std::collections::BTreeSet::new();
    for _ in 0..200 {
        let value = machine.value(&Variables::default(), &draw(int(2), int(11), int(3))).unwrap();
        drawn.insert(value.number().unwrap().to_string());
    }
    assert_eq!(drawn.into_iter().collect::<Vec<_>>(), ["11", "2", "5", "8"]);
    assert!(evaluate(&draw(int(i64::MIN), int(i64::MAX), int(1))).is_ok());
    check(&draw(int(4), int(4), int(9)), &int(4));
    check(&draw(Value::Null, int(4), int(1)), &Value::Null);
    refused(&draw(int(5), int(4), int(1)), "the range cannot be 5 to 4");
    refused(&draw(int(1), int(4), int(0)), "the step cannot be 0");
    let float = |min, max| Expression::RandomFloat { min: boxed(min), max: boxed(max) };
    let value = evaluate(&float(num(0.5), num(0.75))).unwrap().number().unwrap();
    assert!((0.5..=0.75).contains(&value), "{value}");
    check(&float(num(1.0), Value::Null), &Value::Null);
    refused(&float(num(2.0), num(1.0)), "the range");
    check(&Expression::Random(boxed(names("A A"))), &name("A"));
    check(&Expression::Random(boxed(Value::Null)), &Value::Null);
    refused(&Expression::Random(boxed(name("A"))), "random takes");
}
