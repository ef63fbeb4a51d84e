//! What no browser sends of our forms.

use domain::item::{BaseType, Cardinality, FileValue, Interaction, Scalar, Value};

use crate::{FieldProblem, Form, ResponseShape, Why, Words, fields::read_what_can_be, read_fields, testing};

#[test]
fn what_is_no_answer_is_refused_by_its_field() {
    let none = |what: &str| Why::Impossible(what.to_owned());
    let range = |max: &str| Why::OutOfRange { min: "0".to_owned(), max: max.to_owned() };
    for (interaction, fields, field, why) in [
        (testing::choice(3, 1), vec![("r-RESPONSE", "C9")], "r-RESPONSE", none("C9")),
        (testing::choice(3, 1), vec![("r-RESPONSE", "<script>")], "r-RESPONSE", none("<script>")),
        (testing::choice(3, 1), vec![("r-RESPONSE", "c1")], "r-RESPONSE", none("c1")),
        (
            testing::choice(3, 1),
            vec![("r-RESPONSE", "C1"), ("r-RESPONSE", "C2")],
            "r-RESPONSE",
            Why::TooMany { max: 1 },
        ),
        (
            testing::choice(3, 0),
            vec![("r-RESPONSE", "C1"), ("r-RESPONSE", "C1")],
            "r-RESPONSE",
            Why::Twice("C1".into()),
        ),
        (
            testing::choice(4, 2),
            vec![("r-RESPONSE", "C1"), ("r-RESPONSE", "C2"), ("r-RESPONSE", "C3")],
            "r-RESPONSE",
            Why::TooMany { max: 2 },
        ),
        (testing::choice(3, 1), vec![("r-OTHER", "C1")], "r-OTHER", Why::Unknown),
        (testing::choice(3, 1), vec![("r-RESPONSE:C1", "1")], "r-RESPONSE:C1", Why::Unknown),
        (testing::inline_choice(2), vec![("r-RESPONSE", "C3")], "r-RESPONSE", none("C3")),
        (testing::match_table(2, 2, 1), vec![("r-RESPONSE:R3", "K1")], "r-RESPONSE:R3", Why::Unknown),
        (testing::match_table(2, 2, 1), vec![("r-RESPONSE:R1", "R1")], "r-RESPONSE:R1", none("R1")),
        (
            testing::match_table(2, 2, 1),
            vec![("r-RESPONSE:R1", "K1"), ("r-RESPONSE:R1", "K2")],
            "r-RESPONSE",
            Why::UsedUp { name: "R1".into(), max: 1 },
        ),
        (testing::associate(3, 2), vec![("r-RESPONSE:1:a", "C1")], "r-RESPONSE:1:b", Why::Half),
        (
            testing::associate(3, 2),
            vec![("r-RESPONSE:3:a", "C1"), ("r-RESPONSE:3:b", "C2")],
            "r-RESPONSE:3:a",
            Why::Unknown,
        ),
        (
            testing::associate(3, 2),
            [("1:a", "C1"), ("1:b", "C2"), ("2:a", "C2"), ("2:b", "C1")]
                .map(|(part, value)| (["r-RESPONSE:", part].concat().leak() as &str, value))
                .into(),
            "r-RESPONSE",
            Why::Twice("C2 C1".into()),
        ),
        (testing::order(3), vec![("r-RESPONSE:C1", "4")], "r-RESPONSE:C1", none("4")),
        (testing::order(3), vec![("r-RESPONSE:C1", "0")], "r-RESPONSE:C1", none("0")),
        (testing::order(3), vec![("r-RESPONSE:C1", "-1")], "r-RESPONSE:C1", none("-1")),
        (
            testing::order(3),
            vec![("r-RESPONSE:C1", "2"), ("r-RESPONSE:C2", "2")],
            "r-RESPONSE:C2",
            Why::SamePlace("2".into()),
        ),
        (testing::gap_match(2, 2), vec![("r-RESPONSE:G1", "W9")], "r-RESPONSE:G1", none("W9")),
        (testing::gap_match(2, 2), vec![("r-RESPONSE:G9", "W1")], "r-RESPONSE:G9", Why::Unknown),
        (
            testing::select_point(1),
            vec![("r-RESPONSE:1:x", "301"), ("r-RESPONSE:1:y", "1")],
            "r-RESPONSE:1:x",
            range("300"),
        ),
        (
            testing::select_point(1),
            vec![("r-RESPONSE:1:x", "1"), ("r-RESPONSE:1:y", "-1")],
            "r-RESPONSE:1:y",
            range("200"),
        ),
        (testing::select_point(1), vec![("r-RESPONSE:1:x", "1")], "r-RESPONSE:1:y", Why::Half),
        (testing::slider(0.0, 10.0, Some(0.5)), vec![("r-RESPONSE", "10.5")], "r-RESPONSE", range("10")),
        (
            testing::slider(0.0, 10.0, Some(0.5)),
            vec![("r-RESPONSE", "0.75")],
            "r-RESPONSE",
            Why::OffStep { min: "0".into(), step: "0.5".into() },
        ),
        (testing::media_interaction(2), vec![("r-RESPONSE", "-1")], "r-RESPONSE", none("-1")),
        (testing::upload(&[]), vec![("r-RESPONSE", "someone-elses")], "r-RESPONSE", Why::FileGone),
        (
            testing::upload(&["audio/*", "application/pdf"]),
            vec![("r-RESPONSE", "mine")],
            "r-RESPONSE",
            Why::WrongFile { found: "image/png".into(), types: "audio/*, application/pdf".into() },
        ),
        (testing::end_attempt(), vec![("r-RESPONSE", "yes")], "r-RESPONSE", none("yes")),
        (testing::text_entry(10, None), vec![("r-RESPONSE", "a\0b")], "r-RESPONSE", none("a\0b")),
    ] {
        check(&interaction, &[], &fields, Err((field, &why)));
    }
}

#[test]
fn what_is_no_number_is_told_in_a_sentence() {
    let shape = |base| [shape(Cardinality::Single, base)];
    for (base, text, sentence) in [
        (BaseType::Float, "seven", "“seven” is not a number. Write digits, such as 12 or 2.5."),
        (BaseType::Float, "1e999", "“1e999” is not a number. Write digits, such as 12 or 2.5."),
        (BaseType::Integer, "2.5", "“2.5” is not a whole number. Write digits, such as 12."),
        (
            BaseType::Integer,
            "99999999999999999999",
            "“99999999999999999999” is not a whole number. Write digits, such as 12.",
        ),
    ] {
        let interaction = testing::text_entry(10, None);
        let problems = read(&interaction, &shape(base), &[("r-RESPONSE", text)]).expect_err(text);
        assert_eq!(problems[0].sentence(&Words::default()), sentence);
    }
}

#[test]
fn spaces_around_a_number_and_an_empty_field_are_no_problem() {
    let shape = [shape(Cardinality::Single, BaseType::Float)];
    let interaction = testing::text_entry(10, None);
    check(&interaction, &shape, &[("r-RESPONSE", " 3,5 ")], Ok(&Value::float(3.5)));
    check(&interaction, &shape, &[("r-RESPONSE", "  ")], Ok(&Value::Null));
    check(&interaction, &shape, &[("r-RESPONSE", "")], Ok(&Value::Null));
    check(&interaction, &shape, &[], Ok(&Value::Null));
}

#[test]
fn a_number_can_be_kept_with_the_text_that_was_typed() {
    let interaction = testing::text_entry(10, Some("TYPED"));
    let shapes = [shape(Cardinality::Single, BaseType::Float)];
    let answers = read_fields(&form(&[&interaction], &shapes), &owned(&[("r-RESPONSE", "1,500.0")]));
    let answers = answers.expect("a number");
    assert_eq!(answers["RESPONSE"], Value::float(1500.0));
    assert_eq!(answers["TYPED"], Value::Single(Scalar::String("1,500.0".to_owned())));
}

#[test]
fn a_record_says_how_a_number_was_written() {
    // QTI 3.0, text entry interaction: -0.0250e2 is -2.5 with four figures behind the point, two of them
    // left when it is written without an exponent.
    let shapes = [ResponseShape {
        identifier: "RESPONSE".to_owned(),
        cardinality: Cardinality::Record,
        base_type: None,
    }];
    let read = read(&testing::text_entry(10, None), &shapes, &[("r-RESPONSE", "-0.0250e2")]);
    let Ok(Value::Record(fields)) = read else { panic!("{read:?}") };
    let of = |name: &str| fields[name].as_ref().map(Scalar::text).unwrap_or_default();
    let names = ["stringValue", "floatValue", "leftDigits", "rightDigits", "ndp", "nsf", "exponent"];
    assert_eq!(names.map(of), ["-0.0250e2", "-2.5", "1", "4", "2", "3", "2"]);
}

#[test]
fn fields_of_others_in_the_same_form_are_left_alone() {
    let fields = [("csrf", "token"), ("sequence", "3"), ("r-RESPONSE", "C1")];
    check(&testing::choice(3, 1), &[], &fields, Ok(&Value::identifier("C1")));
}

#[test]
fn a_click_without_a_script_is_a_point_and_a_pressed_key_is_none() {
    let click = |x, y| [("r-RESPONSE:pick.x", x), ("r-RESPONSE:pick.y", y)];
    let shape = [shape(Cardinality::Single, BaseType::Point)];
    let point = Value::Single(Scalar::Point(12.0, 34.0));
    check(&testing::select_point(1), &shape, &click("12", "34"), Ok(&point));
    check(&testing::select_point(1), &shape, &click("0", "0"), Ok(&Value::Null));
}

#[test]
fn ten_thousand_fields_are_one_problem() {
    let fields: Vec<_> = (0..10_000).map(|at| (format!("r-{at}"), "x".repeat(10))).collect();
    let interaction = testing::choice(3, 1);
    let alone = [&interaction];
    let form = form(&alone, &[]);
    let problem = FieldProblem::new("r-", Why::TooManyFields);
    assert_eq!(read_fields(&form, &fields), Err(vec![problem]));
    // Fewer are told one by one, but not all of them.
    assert_eq!(read_fields(&form, &fields[..3000]).expect_err("unknown").len(), 20);
}

#[test]
fn what_can_be_read_is_kept_beside_what_cannot() {
    let mut second = testing::choice(3, 1);
    second.response = "SECOND".to_owned();
    let first = testing::associate(3, 2);
    let form_of_two = [&first, &second];
    let fields = owned(&[("r-RESPONSE:1:a", "C1"), ("r-SECOND", "C2")]);
    let (answers, problems) = read_what_can_be(&form(&form_of_two, &[]), &fields);
    assert_eq!(answers.into_iter().collect::<Vec<_>>(), [("SECOND".to_owned(), Value::identifier("C2"))]);
    assert_eq!(problems, [FieldProblem::new("r-RESPONSE:1:b", Why::Half)]);
}

#[test]
fn a_long_text_is_refused_and_what_is_told_of_it_is_short() {
    let long = "x".repeat(10_001);
    let interaction = testing::text_entry(10, None);
    let problems = read(&interaction, &[], &[("r-RESPONSE", &long)]).expect_err("long");
    assert_eq!(problems, [FieldProblem::new("r-RESPONSE", Why::TooLong { max: 10_000 })]);
    let problems = read(&testing::choice(2, 1), &[], &[("r-RESPONSE", &long)]).expect_err("long");
    assert_eq!(problems[0].why, Why::Impossible(format!("{}\u{2026}", "x".repeat(200))));
}

#[track_caller]
fn check(
    interaction: &Interaction,
    shapes: &[ResponseShape],
    fields: &[(&str, &str)],
    expected: Result<&Value, (&str, &Why)>,
) {
    let read = read(interaction, shapes, fields);
    let found = match &read {
        Ok(value) => Ok(value),
        Err(problems) => Err((problems[0].field.as_str(), &problems[0].why)),
    };
    assert_eq!(found, expected, "{fields:?}");
}

fn read(
    interaction: &Interaction,
    shapes: &[ResponseShape],
    fields: &[(&str, &str)],
) -> Result<Value, Vec<FieldProblem>> {
    let answers = read_fields(&form(&[interaction], shapes), &owned(fields))?;
    Ok(answers.get("RESPONSE").cloned().expect("every response is there"))
}

fn form<'a>(interactions: &'a [&'a Interaction], responses: &'a [ResponseShape]) -> Form<'a> {
    Form { interactions, responses, prefix: "r-", language: Some("en"), files: &mine }
}

fn mine(token: &str) -> Option<FileValue> {
    let file =
        FileValue { digest: [1; 32], name: "a.png".to_owned(), media_type: "image/png".to_owned(), size: 1 };
    (token == "mine").then_some(file)
}

fn shape(cardinality: Cardinality, base: BaseType) -> ResponseShape {
    ResponseShape { identifier: "RESPONSE".to_owned(), cardinality, base_type: Some(base) }
}

fn owned(fields: &[(&str, &str)]) -> Vec<(String, String)> {
    fields.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()
}
