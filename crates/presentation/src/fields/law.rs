//! The law of forms: what a rendered form with these answers would send gives these answers.

use std::collections::BTreeMap;

use domain::item::{BaseType, Cardinality, FileValue, Interaction, Node, Scalar, Value};
use proptest::prelude::*;

use crate::{Form, Options, ResponseShape, Words, read_fields, render, testing};

const LANGUAGES: [&str; 5] = ["en", "es", "fr", "ar", "es-MX"];

proptest! {
    #[test]
    fn what_a_form_shows_comes_back(asked in asked(), language in prop::sample::select(&LANGUAGES[..])) {
        check(&asked, language);
    }
}

proptest! {
    /// Whatever is taken of whatever is sent is shown and comes back; whatever is refused is shown as it was sent.
    #[test]
    fn what_is_taken_is_what_a_form_can_show(
        at in 0..testing::one_of_each().len(),
        picks in prop::collection::vec((any::<prop::sample::Index>(), any::<prop::sample::Index>()), 0..6),
    ) {
        let interaction = testing::one_of_each().swap_remove(at);
        let fields = sent(&interaction, &picks);
        let shape = ResponseShape::filled_by(&interaction, &[]);
        let alone = [&interaction];
        let files = |token: &str| (token == domain::chain::hex(&file().digest)).then(file);
        let form =
            Form { interactions: &alone, responses: &[], prefix: "r-", language: Some("en"), files: &files };
        if let Ok(mut taken) = read_fields(&form, &fields) {
            let value = taken.remove("RESPONSE").expect("every response is there");
            let pressed = matches!(interaction.kind, domain::item::InteractionKind::EndAttempt { .. });
            if !pressed {
                check(&(interaction, shape.cardinality, shape.base_type.expect("a type"), value), "en");
            }
        }
    }

    #[test]
    fn what_was_sent_is_shown_again(asked in asked()) {
        let (interaction, cardinality, base, value) = asked;
        let responses = [ResponseShape { identifier: "RESPONSE".to_owned(), cardinality, base_type: Some(base) }];
        let (words, asset) = (Words::default(), |address: &str| address.to_owned());
        let options = Options { responses: &responses, ..Options::new(&words, &asset) };
        let shown = [Node::Interaction(Box::new(interaction))];
        let answers = BTreeMap::from([("RESPONSE".to_owned(), value)]);
        let fields = testing::fields_of(&render(&shown, &answers, &options));
        let again = Options { sent: Some(&fields), ..options };
        // A file cannot be: a browser keeps it to itself; what was kept of an answer is shown with it.
        let again = testing::fields_of(&render(&shown, &answers, &again));
        let filled = |fields: &[(String, String)]| fields.iter().filter(|(_, value)| !value.is_empty()).cloned().collect::<Vec<_>>();
        prop_assert_eq!(filled(&again), filled(&fields));
    }
}

/// Fields by names and values that the form could have, in any mixture.
fn sent(
    interaction: &Interaction,
    picks: &[(prop::sample::Index, prop::sample::Index)],
) -> Vec<(String, String)> {
    let (words, asset) = (Words::default(), |address: &str| address.to_owned());
    let shown = [Node::Interaction(Box::new(interaction.clone()))];
    let html = render(&shown, &BTreeMap::new(), &Options::new(&words, &asset));
    let all = |name: &str| -> Vec<String> {
        html.split(&format!(" {name}=\""))
            .skip(1)
            .filter_map(|piece| Some(piece.split_once('"')?.0.to_owned()))
            .collect()
    };
    let (names, mut values) = (all("name"), all("value"));
    values.extend(["0", "1", "2", "-1", "3.5", "x", "C1", "W1"].map(str::to_owned));
    values.push(domain::chain::hex(&file().digest));
    picks.iter().map(|(name, value)| (name.get(&names).clone(), value.get(&values).clone())).collect()
}

/// An interaction, its response's shape, and an answer.
type Asked = (Interaction, Cardinality, BaseType, Value);

fn check((interaction, cardinality, base, value): &Asked, language: &str) {
    let words = Words::default();
    let asset = |address: &str| format!("/files/{address}");
    let shape = ResponseShape {
        identifier: "RESPONSE".to_owned(),
        cardinality: *cardinality,
        base_type: Some(*base),
    };
    let shapes = [shape];
    let options = Options { language: Some(language), responses: &shapes, ..Options::new(&words, &asset) };
    let answers = BTreeMap::from([("RESPONSE".to_owned(), value.clone())]);
    let shown = [Node::Interaction(Box::new(interaction.clone()))];
    let html = render(&shown, &answers, &options);
    let fields = testing::fields_of(&html);
    let files = |token: &str| (token == domain::chain::hex(&file().digest)).then(file);
    let form = Form {
        interactions: &[interaction],
        responses: &shapes,
        prefix: options.prefix,
        language: Some(language),
        files: &files,
    };
    let mut read =
        read_fields(&form, &fields).unwrap_or_else(|problems| panic!("{problems:?} of {fields:?}"));
    let read = read.remove("RESPONSE").expect("every response is there");
    assert!(same(&read, value), "{read:?} for {value:?}, {fields:?}");
}

/// Whether two values are the same: several in no order are the same in any.
fn same(one: &Value, other: &Value) -> bool {
    match (one, other) {
        (Value::Multiple(some), Value::Multiple(others)) => {
            some.len() == others.len() && some.iter().all(|one| others.iter().any(|other| one.same(other)))
        }
        (one, other) => one == other,
    }
}

fn file() -> FileValue {
    FileValue {
        digest: [7; 32],
        name: "map \"one\".png".to_owned(),
        media_type: "image/png".to_owned(),
        size: 9,
    }
}

fn names(letter: &'static str, count: usize, at_most: usize) -> impl Strategy<Value = Vec<Scalar>> {
    let all: Vec<_> = (1..=count).map(|at| Scalar::Identifier(format!("{letter}{at}"))).collect();
    prop::sample::subsequence(all, 0..=at_most.min(count)).prop_shuffle()
}

/// Text that a field keeps: no lone carriage returns, never empty.
fn typed(lines: bool) -> impl Strategy<Value = Scalar> {
    let text = if lines { "[\\PC\n\"<>&']{1,40}" } else { "[\\PC\"<>&']{1,20}" };
    text.prop_map(Scalar::String)
}

fn asked() -> impl Strategy<Value = Asked> {
    prop_oneof![chosen(), written(), paired(), placed(), pictured(), given()]
}

fn chosen() -> impl Strategy<Value = Asked> {
    let single = |count: usize, interaction: Interaction| {
        names("C", count, 1).prop_map(move |names| {
            let value = Value::container(Cardinality::Single, names);
            (interaction.clone(), Cardinality::Single, BaseType::Identifier, value)
        })
    };
    let several = |count: usize, max: usize, interaction: Interaction| {
        names("C", count, if max == 0 { count } else { max }).prop_map(move |names| {
            let value = Value::container(Cardinality::Multiple, names);
            (interaction.clone(), Cardinality::Multiple, BaseType::Identifier, value)
        })
    };
    prop_oneof![
        single(5, testing::choice(5, 1)),
        single(5, testing::inline_choice(5)),
        single(4, testing::hottext(4, 1)),
        several(6, 0, testing::choice(6, 0)),
        several(6, 2, testing::choice(6, 2)),
        several(6, 0, testing::hottext(6, 0)),
    ]
}

fn written() -> impl Strategy<Value = Asked> {
    let number = prop_oneof![
        any::<f64>().prop_filter("a number", |number| number.is_finite()),
        (-1_000_000_i32..1_000_000).prop_map(|thousandths| f64::from(thousandths) / 1000.0),
    ];
    prop_oneof![
        typed(false).prop_map(|text| single(testing::text_entry(10, None), BaseType::String, text)),
        number.prop_map(|number| {
            single(testing::text_entry(10, None), BaseType::Float, Scalar::Float(number))
        }),
        (any::<i64>(), 2_u32..=36).prop_map(|(number, base)| {
            single(testing::text_entry(base, None), BaseType::Integer, Scalar::Integer(number))
        }),
        typed(true).prop_map(|text| single(testing::extended_text(1), BaseType::String, text)),
        prop::collection::vec(typed(true), 1..=5).prop_map(|texts| {
            let value = Value::Ordered(texts);
            (testing::extended_text(5), Cardinality::Ordered, BaseType::String, value)
        }),
        (0_i32..=40).prop_map(|steps| {
            let number = Scalar::Float(f64::from(steps) * 0.25 - 3.0);
            single(testing::slider(-3.0, 7.0, Some(0.25)), BaseType::Float, number)
        }),
    ]
}

fn single(interaction: Interaction, base: BaseType, scalar: Scalar) -> Asked {
    (interaction, Cardinality::Single, base, Value::Single(scalar))
}

fn paired() -> impl Strategy<Value = Asked> {
    let pairs = |firsts: &'static str, first: usize, seconds: &'static str, second: usize| {
        let all = (1..=first).flat_map(move |a| (1..=second).map(move |b| (a, b)));
        let all: Vec<_> = all.map(|(a, b)| (format!("{firsts}{a}"), format!("{seconds}{b}"))).collect();
        prop::sample::subsequence(all, 0..=4)
    };
    let directed = |pairs: Vec<(String, String)>| {
        let scalars = pairs.into_iter().map(|(a, b)| Scalar::DirectedPair(a, b)).collect();
        Value::container(Cardinality::Multiple, scalars)
    };
    // One entry at most for each row or gap.
    let one_each = |pairs: Vec<(String, String)>, by_second: bool| {
        let mut seen = Vec::new();
        let mut kept = pairs;
        kept.retain(|(a, b)| {
            let key = if by_second { b.clone() } else { a.clone() };
            let new = !seen.contains(&key);
            seen.push(key);
            new
        });
        kept
    };
    let of = |interaction: Interaction, value: Value| {
        (interaction, Cardinality::Multiple, BaseType::DirectedPair, value)
    };
    prop_oneof![
        pairs("R", 3, "K", 4).prop_map(move |pairs| of(testing::match_table(3, 4, 0), directed(pairs))),
        pairs("R", 3, "K", 4)
            .prop_map(move |pairs| of(testing::match_table(3, 4, 1), directed(one_each(pairs, false)))),
        pairs("R", 3, "K", 4).prop_map(move |mut pairs| {
            pairs.truncate(1);
            let scalars = pairs.into_iter().map(|(a, b)| Scalar::DirectedPair(a, b)).collect();
            let value = Value::container(Cardinality::Single, scalars);
            (testing::match_table(3, 4, 0), Cardinality::Single, BaseType::DirectedPair, value)
        }),
        pairs("W", 4, "G", 3)
            .prop_map(move |pairs| of(testing::gap_match(4, 3), directed(one_each(pairs, true)))),
        pairs("W", 4, "A", 3)
            .prop_map(move |pairs| of(testing::graphic_gap_match(4, 3, 1), directed(one_each(pairs, true)))),
        pairs("W", 4, "A", 3).prop_map(move |pairs| of(testing::graphic_gap_match(4, 3, 0), directed(pairs))),
        undirected("C")
            .prop_map(|value| { (testing::associate(4, 4), Cardinality::Multiple, BaseType::Pair, value) }),
        undirected("A").prop_map(|value| {
            (testing::graphic_associate(4, 0), Cardinality::Multiple, BaseType::Pair, value)
        }),
    ]
}

fn undirected(letter: &'static str) -> impl Strategy<Value = Value> {
    let all: Vec<_> = (1..=4)
        .flat_map(|a| (a + 1..=4).map(move |b| Scalar::Pair(format!("{letter}{a}"), format!("{letter}{b}"))))
        .collect();
    prop::sample::subsequence(all, 0..=4).prop_map(|pairs| Value::container(Cardinality::Multiple, pairs))
}

fn placed() -> impl Strategy<Value = Asked> {
    let ordered = |interaction: Interaction| {
        move |names| {
            let value = Value::container(Cardinality::Ordered, names);
            (interaction.clone(), Cardinality::Ordered, BaseType::Identifier, value)
        }
    };
    prop_oneof![
        names("C", 5, 5).prop_map(ordered(testing::order(5))),
        names("A", 4, 4).prop_map(ordered(testing::graphic_order(4))),
    ]
}

fn pictured() -> impl Strategy<Value = Asked> {
    let point = || (0_u32..=300, 0_u32..=200).prop_map(|(x, y)| Scalar::Point(f64::from(x), f64::from(y)));
    prop_oneof![
        names("A", 4, 1).prop_map(|names| {
            let value = Value::container(Cardinality::Single, names);
            (testing::hotspot(4, 1), Cardinality::Single, BaseType::Identifier, value)
        }),
        prop::collection::vec(point(), 0..=3).prop_map(|points| {
            let value = Value::container(Cardinality::Multiple, points);
            (testing::select_point(3), Cardinality::Multiple, BaseType::Point, value)
        }),
        point().prop_map(|point| single(testing::position_object(1), BaseType::Point, point)),
    ]
}

fn given() -> impl Strategy<Value = Asked> {
    let kept = |interaction: Interaction| Just(single(interaction, BaseType::File, Scalar::File(file())));
    prop_oneof![
        kept(testing::upload(&["image/*"])),
        kept(testing::drawing()),
        (0_i64..5).prop_map(|plays| {
            single(testing::media_interaction(4), BaseType::Integer, Scalar::Integer(plays))
        }),
        Just((testing::end_attempt(), Cardinality::Single, BaseType::Boolean, Value::Null)),
    ]
}
