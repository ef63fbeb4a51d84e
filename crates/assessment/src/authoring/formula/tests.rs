use std::collections::BTreeMap;

use super::*;

#[test]
fn formulas_come_to_what_they_come_to_by_hand() {
    for (text, expected) in [
        ("2 + 3*4", 14.0),
        ("(2 + 3)*4", 20.0),
        ("2^3^2", 512.0),
        ("-2^2", -4.0),
        ("(-2)^2", 4.0),
        ("7 - 4 - 2", 1.0),
        ("12/4/3", 1.0),
        ("round(2.5)", 3.0),
        ("round(-2.5)", -2.0),
        ("round(1.005, 2)", 1.01),
        ("gcd(12, 18)", 6.0),
        ("lcm(4, 6)", 12.0),
        ("div(-7, 2)", -4.0),
        ("mod(-7, 2)", 1.0),
        ("pick(2, 5, 6, 7)", 6.0),
        ("frac(6, 4)", 1.5),
        ("max(1, a, 2)", 3.0),
        ("abs(1 - a)", 2.0),
        ("a − 1", 2.0),
    ] {
        assert_eq!(Formula::read(text).map(|one| one.number(&a_is_3())), Ok(Ok(expected)), "{text}");
    }
}

#[test]
fn comparisons_are_true_or_false() {
    for (text, expected) in [
        ("a == 3", true),
        ("0.1 + 0.2 == 0.3", true),
        ("a != 3 or a > 2 and a < 5", true),
        ("not (a > 2 and a < 5)", false),
        ("a <= 2.9", false),
    ] {
        assert_eq!(Formula::read(text).map(|one| one.truth(&a_is_3())), Ok(Ok(expected)), "{text}");
    }
}

#[test]
fn what_cannot_be_read_says_what_and_where() {
    for (text, part) in [
        ("", "the end"),
        ("2 +", "the end"),
        ("(2", "a closing bracket"),
        ("2 3", "3"),
        ("sin(2)", "no function sin"),
        ("gcd(2)", "another number of arguments"),
        ("1.2.3", "1.2.3"),
        ("'open", "a second single quote"),
        ("a ; b", ";"),
        (&"(".repeat(500), "too many brackets"),
        (&"-".repeat(500), "too many brackets"),
        (&"1+".repeat(200), "too long"),
    ] {
        let message = Formula::read(text).expect_err(text).to_string();
        assert!(message.contains(part), "{text}: {message}");
    }
}

#[test]
fn what_has_no_value_says_why() {
    for (text, why) in [
        ("1/(a - 3)", NoValue::DividesByZero),
        ("0^-1", NoValue::DividesByZero),
        ("mod(2, a - 3)", NoValue::DividesByZero),
        ("(-1)^0.5", NoValue::NotFinite),
        ("9^9^9", NoValue::NotFinite),
        ("b + 1", NoValue::Unknown("b".to_owned())),
        ("pick(a, 1, 2)", NoValue::NoPlace),
        ("gcd(a/2, 2)", NoValue::NotWhole),
        ("1 + 'x'", NoValue::Mixed),
        ("1 < 2", NoValue::Mixed),
    ] {
        assert_eq!(Formula::read(text).map(|one| one.number(&a_is_3())), Ok(Err(why)), "{text}");
    }
}

#[test]
fn the_canonical_writing_has_no_bracket_too_many() {
    for (text, canonical) in [
        ("((a*b))+c", "a*b + c"),
        ("a-(b-c)", "a - (b - c)"),
        ("(a-b)-c", "a - b - c"),
        ("a/(b*c)", "a/(b*c)"),
        ("(a^b)^c", "(a^b)^c"),
        ("a^(b^c)", "a^b^c"),
        ("-(a+b)", "-(a + b)"),
        ("-1*a", "-a"),
        ("not (a==b)", "a != b"),
        ("2.50", "2.5"),
    ] {
        let written = Formula::read(text).map(|one| one.to_string());
        assert_eq!(written.as_deref(), Ok(canonical), "{text}");
        assert_eq!(Formula::read(canonical).map(|one| one.to_string()).as_deref(), Ok(canonical));
    }
}

fn a_is_3() -> BTreeMap<String, Drawn> {
    BTreeMap::from([("a".to_owned(), Drawn::Number(3.0))])
}
