use domain::item::{AreaMapping, BaseType, Cardinality, Expression, MapEntry, Mapping, Scalar, Shape, Value};
use measurement::random::Generator;

use crate::processing::testing::{Variables, name, names, num, response, text};
use crate::processing::{Machine, map_response};

fn mapping(base: BaseType, default: f64, entries: &[(&str, f64, bool)]) -> Mapping {
    let entries = entries
        .iter()
        .map(|(key, value, case_sensitive)| MapEntry {
            key: Scalar::read(base, key).unwrap(),
            value: *value,
            case_sensitive: *case_sensitive,
        })
        .collect();
    Mapping { lower_bound: None, upper_bound: None, default, entries }
}

#[test]
fn every_answer_counts_once_and_the_sum_is_kept_within_bounds() {
    // The specification's example: A 0, B 1, C 0.5, D 0.
    let entries = [("A", 0.0, true), ("B", 1.0, true), ("C", 0.5, true), ("D", 0.0, true)];
    for (default, lower, upper, answer, expected) in [
        (0.0, None, None, name("C"), 0.5),
        (0.0, None, None, names("C B"), 1.5),
        (0.0, None, None, names("B B C"), 1.5),
        (-1.0, None, None, names("X Y B"), -1.0),
        (-1.0, None, None, names("X X B"), 0.0),
        (-1.0, Some(0.0), None, names("X Y"), 0.0),
        (0.0, None, Some(1.0), names("B C"), 1.0),
        (-2.0, None, None, Value::Null, -2.0),
        (-2.0, Some(0.0), None, Value::Null, 0.0),
    ] {
        let mut declaration = response("R", Cardinality::Multiple, BaseType::Identifier, None);
        declaration.mapping = Some(Mapping {
            lower_bound: lower,
            upper_bound: upper,
            ..mapping(BaseType::Identifier, default, &entries)
        });
        assert_eq!(map_response(&declaration, &answer), Ok(expected), "{answer:?}");
    }
}

#[test]
fn capitals_matter_where_a_line_says_so() {
    let mut declaration = response("R", Cardinality::Single, BaseType::String, None);
    let entries = [("York", 1.0, true), ("york", 0.5, false)];
    declaration.mapping = Some(mapping(BaseType::String, 0.0, &entries));
    for (answer, expected) in [("York", 1.0), ("york", 0.5), ("YORK", 0.5), ("Leeds", 0.0)] {
        assert_eq!(map_response(&declaration, &text(answer)), Ok(expected), "{answer}");
    }
    declaration.mapping = None;
    assert!(map_response(&declaration, &text("a")).unwrap_err().to_string().contains("declares no mapping"));
}

#[test]
fn an_area_counts_once() {
    let areas = AreaMapping {
        lower_bound: None,
        upper_bound: Some(3.0),
        default: -0.5,
        entries: vec![
            (Shape::Circle([10.0, 10.0, 5.0]), 1.0),
            (Shape::Rect([20.0, 20.0, 30.0, 30.0]), 1.5),
            (Shape::Rect([20.0, 20.0, 25.0, 25.0]), 1.0),
        ],
    };
    let mut declaration = response("R", Cardinality::Multiple, BaseType::Point, None);
    declaration.area_mapping = Some(areas);
    let points =
        |all: &[(f64, f64)]| Value::Multiple(all.iter().map(|(x, y)| Scalar::Point(*x, *y)).collect());
    for (answer, expected) in [
        (points(&[(10.0, 10.0)]), 1.0),
        (points(&[(10.0, 10.0), (11.0, 11.0)]), 1.0),
        (points(&[(10.0, 10.0), (28.0, 28.0)]), 2.5),
        (points(&[(10.0, 10.0), (90.0, 90.0)]), 0.5),
        (points(&[(22.0, 22.0)]), 2.5),
        (points(&[(22.0, 22.0), (10.0, 10.0)]), 3.0),
        (Value::Null, -0.5),
    ] {
        let variables = Variables {
            values: [("R".to_owned(), answer.clone())].into(),
            responses: vec![declaration.clone()],
            outcomes: Vec::new(),
        };
        let value =
            Machine::new(Generator::new(1)).value(&variables, &Expression::MapResponsePoint("R".to_owned()));
        assert_eq!(value, Ok(num(expected)), "{answer:?}");
    }
}
