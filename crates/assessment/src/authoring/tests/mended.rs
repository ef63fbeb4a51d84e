//! What an author is told to mend.

use super::*;

#[test]
fn what_is_wrong_is_named_with_its_field_and_what_to_do() {
    let nobody_right = AuthoredKind::ChooseOne {
        choices: ["3", "4"]
            .map(|text| AuthoredChoice { text: text.to_owned(), right: false, feedback: None })
            .to_vec(),
        shuffle: true,
    };
    check(&item("Which?", nobody_right), "choices", "no right answer is marked");
    check(&item("Which?", choose_one(&["3", "4", "3"])), "choices[0]", "stands there twice");
    check(&item("Which?", choose_one(&["3"])), "choices", "write at least two");
    check(&item("", choose_one(&["3", "4"])), "stem", "is empty");
    check(&item("See ![](cell.png)", choose_one(&["3", "4"])), "stem", "no alternative text");
    check(
        &item("See ![a cell](https://x.example/y.png)", choose_one(&["3", "4"])),
        "stem",
        "no file of this bank",
    );
    check(&item("What is $\\sin x$?", number("1")), "stem", "\\sin, which is not known");
    check(&item("Fill {{2}}", number("1")), "stem", "which has no answer");
    check(&item("How many?", number("two")), "value", "names two, which is no variable");
    check(&item("How many?", number("3 +")), "value", "the end");
    check(&Authored { points: 0.0, ..item("How many?", number("3")) }, "points", "above 0");
    check(
        &Authored { identifier: "1 a".to_owned(), ..item("How many?", number("3")) },
        "identifier",
        "begins with",
    );
}

#[test]
fn what_is_drawn_is_tried_before_a_learner_meets_it() {
    let mut divided = item("What is {= 12/(a - b)}?", number("a + b"));
    divided.variables = vec![range("a", 1.0, 5.0), range("b", 1.0, 5.0)];
    check(&divided, "stem", "divides by zero when a = 1, b = 1");

    divided.constraint = Some("a != b".to_owned());
    assert_eq!(to_item(&divided).err(), None, "the condition leaves these out");

    divided.constraint = Some("a > 7".to_owned());
    check(&divided, "constraint", "widen the variables");

    let mut same = item("What is {= a} + {= b}?", choose_one(&["{= a + b}", "{= a*b}"]));
    same.variables = vec![range("a", 1.0, 5.0), range("b", 1.0, 5.0)];
    check(&same, "choices[1]", "is the same as choices[0] when a = 2, b = 2");

    let mut unused = item("What is {= a} + 1?", number("a + 1"));
    unused.variables = vec![range("a", 1.0, 5.0), range("b", 1.0, 5.0)];
    check(&unused, "variables[1].name", "is never used");

    let mut named = item("What is {= gcd} + 1?", number("1"));
    named.variables = vec![range("gcd", 1.0, 5.0)];
    check(&named, "variables[0].name", "is no name for a variable");

    let mut backwards = item("What is {= a} + 1?", number("1"));
    backwards.variables = vec![range("a", 5.0, 1.0)];
    check(&backwards, "variables[0]", "the least comes first");
}

#[test]
fn hostile_texts_are_read_or_refused_and_never_a_crash() {
    for text in [
        "*".repeat(2_000),
        "[".repeat(2_000),
        "{=".repeat(500),
        "{{".repeat(500),
        format!("${}$", "{".repeat(2_000)),
        format!("${}", "\\frac".repeat(400)),
        "|".repeat(2_000),
        "[[".repeat(500),
        "\\".repeat(999),
        "![a](".to_owned(),
        "é{= é}é$é^é$**é".to_owned(),
        "\0<script>alert(1)</script>".to_owned(),
    ] {
        let _ = to_item(&item(&text, number("1")));
        let _ = to_item(&item("Which?", choose_one(&[&text, "4"])));
    }
}

#[track_caller]
fn check(authored: &Authored, field: &str, part: &str) {
    let problems = to_item(authored).expect_err("something is wrong");
    let said = problems.iter().any(|one| one.field == field && one.to_string().contains(part));
    assert!(said, "{field}: {part}\n{problems:#?}");
}
