//! Laws of reading back, on made-up items of every kind.

use proptest::prelude::*;

use super::*;

/// Words that markup must keep apart from marks, marks, and what is drawn.
fn line() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        6 => "[a-z]{1,8}",
        1 => Just("\\* star".to_owned()),
        1 => Just("costs \\$5".to_owned()),
        1 => Just("**bold *both* words**".to_owned()),
        1 => Just("*leaning*".to_owned()),
        1 => Just("[hola]{es}".to_owned()),
        1 => Just("![a cell](cell.png)".to_owned()),
        1 => Just("$\\frac{1}{x^2 + 1} \\le \\sqrt[3]{2x}$".to_owned()),
        1 => Just("$a_1^2 = -3\\pi$".to_owned()),
        1 => Just("{= n}".to_owned()),
        1 => Just("{= 2*n - 1}".to_owned()),
        1 => Just("{= frac(n, n + 2)}".to_owned()),
        1 => Just("{= fixed(n/4, 2)} {= fixed(n, 1)}".to_owned()),
        1 => Just("$x^{= n}$".to_owned()),
        1 => Just("ñandú — “said”".to_owned()),
    ];
    prop::collection::vec(piece, 1..5).prop_map(|pieces| pieces.join(" "))
}

fn text() -> impl Strategy<Value = String> {
    let block = prop_oneof![
        4 => line(),
        1 => (line(), line()).prop_map(|(a, b)| format!("{a}\n{b}")),
        1 => (line(), line()).prop_map(|(a, b)| format!("- {a}\n- {b}")),
        1 => (line(), line()).prop_map(|(a, b)| format!("1. {a}\n2. {b}")),
        1 => line().prop_map(|a| format!("> {a}")),
        1 => (line(), line()).prop_map(|(a, b)| format!("| {a} | {b} |\n| --- | --- |\n| 1 | 2 |")),
        1 => Just("$$x + 1 = 7$$".to_owned()),
    ];
    prop::collection::vec(block, 1..4).prop_map(|blocks| blocks.join("\n\n"))
}

fn lines(least: usize) -> impl Strategy<Value = Vec<String>> {
    // A number before each keeps them apart.
    prop::collection::vec(line(), least..6)
        .prop_map(|all| all.into_iter().enumerate().map(|(at, text)| format!("{} {text}", 7 - at)).collect())
}

fn choices() -> impl Strategy<Value = Vec<AuthoredChoice>> {
    (lines(2), any::<prop::sample::Index>(), prop::option::of(text())).prop_map(|(texts, right, feedback)| {
        let right = right.index(texts.len());
        let choice = |(at, text)| AuthoredChoice {
            text,
            right: at == right,
            feedback: feedback.clone().filter(|_| at > 0),
        };
        texts.into_iter().enumerate().map(choice).collect()
    })
}

fn credit(penalty: f64) -> impl Strategy<Value = Credit> {
    prop_oneof![Just(Credit::AllOrNothing), Just(Credit::PerAnswer { penalty })]
}

fn kind() -> impl Strategy<Value = (String, AuthoredKind)> {
    let none = String::new;
    prop_oneof![
        (choices(), any::<bool>())
            .prop_map(move |(choices, shuffle)| (none(), AuthoredKind::ChooseOne { choices, shuffle })),
        (choices(), any::<bool>(), credit(0.5)).prop_map(move |(choices, shuffle, credit)| {
            (none(), AuthoredKind::ChooseSeveral { choices, shuffle, credit })
        }),
        any::<bool>().prop_map(move |answer| {
            (none(), AuthoredKind::TrueFalse { answer, words: ["True".to_owned(), "False".to_owned()] })
        }),
        (lines(2), credit(0.0)).prop_map(|(choices, credit)| {
            let blanks = vec![Blank { choices: choices.clone(), right: 1 }, Blank { choices, right: 0 }];
            ("here {{1}} and {{2}}".to_owned(), AuthoredKind::InlineChoice { blanks, credit })
        }),
        (prop::collection::vec("[a-zñ]{1,6}", 1..4), any::<bool>(), any::<bool>()).prop_map(
            |(accepted, case_sensitive, within)| {
                let place = if within { "It is {{1}} then." } else { "" };
                (place.to_owned(), AuthoredKind::ShortText { accepted, case_sensitive })
            }
        ),
        (number_value(), tolerance(), any::<bool>()).prop_map(move |(value, tolerance, decimal_comma)| {
            let units = if decimal_comma { vec!["cm".to_owned(), "cm each".to_owned()] } else { Vec::new() };
            (none(), AuthoredKind::Number { value, tolerance, units, decimal_comma })
        }),
        (lines(2), lines(2), credit(0.0)).prop_map(move |(rows, columns, credit)| {
            let rows = rows.into_iter().enumerate().map(|(at, row)| (row, at % columns.len())).collect();
            (none(), AuthoredKind::Match { rows, columns, credit })
        }),
        (lines(2), credit(0.0))
            .prop_map(move |(entries, credit)| (none(), AuthoredKind::Order { entries, credit })),
        credit(0.0).prop_map(move |credit| {
            let text = "The {{sun}} is a {{star}}, the {{*Moon*}} is none; the {{sun}} is large.".to_owned();
            (none(), AuthoredKind::GapMatch { text, extra: vec!["bird".to_owned()], credit })
        }),
        credit(0.25).prop_map(move |credit| {
            let text = "[[*Ran]] and [[fast]] and [[*sang]]".to_owned();
            (none(), AuthoredKind::Hottext { text, credit })
        }),
        text().prop_map(move |guideline| (none(), AuthoredKind::ExtendedText { lines: 6, guideline })),
        text().prop_map(move |guideline| {
            (none(), AuthoredKind::FileUpload { types: vec!["image/*".to_owned()], guideline })
        }),
        text().prop_map(move |guideline| (none(), AuthoredKind::AudioAnswer { seconds: 60, guideline })),
    ]
}

fn number_value() -> impl Strategy<Value = String> {
    prop::sample::select(vec![
        "12",
        "-0.5",
        "n + 1",
        "-n*2",
        "round(n/3, 2)",
        "pick(n, 4, 5, 6, 7)",
        "abs(n - 9)",
    ])
    .prop_map(str::to_owned)
}

fn tolerance() -> impl Strategy<Value = NumberTolerance> {
    prop_oneof![
        Just(NumberTolerance::Exact),
        Just(NumberTolerance::Absolute(0.05)),
        Just(NumberTolerance::Relative(2.0))
    ]
}

prop_compose! {
    fn authored()(
        stem in text(),
        (place, kind) in kind(),
        hint in prop::option::of(text()),
        general in prop::option::of(text()),
        right in prop::option::of(text()),
        points in 1_u8..9,
        extra in any::<bool>(),
    ) -> Authored {
        let mut made = item(&stem, kind);
        if !place.is_empty() {
            made.stem = format!("{stem}\n\n{place}");
        }
        let by_a_person = scoring::by_a_person(&made.kind);
        made.hint = hint;
        made.feedback = Feedback { general, right: right.filter(|_| !by_a_person), wrong: None };
        made.points = f64::from(points);
        made.stem.push_str("\n\nn is {= n}");
        made.variables = vec![range("n", 1.0, 4.0)];
        if extra {
            made.variables.push(Variable {
                name: "half".to_owned(),
                kind: VariableKind::Range { least: 0.5, most: 4.0, step: 0.1 },
            });
            let words = ["ant", "bee"].map(|word| Drawn::Word(word.to_owned())).to_vec();
            made.variables.push(Variable { name: "who".to_owned(), kind: VariableKind::OneOf(words) });
            let formula = VariableKind::Formula("n^2 - half/2".to_owned());
            made.variables.push(Variable { name: "made".to_owned(), kind: formula });
            made.stem.push_str(" with {= who} and {= made}");
            made.constraint = Some("n < half or not (n == 2 and half > 1)".to_owned());
            made.changing_supports = vec!["calculator".to_owned(), "read-aloud".to_owned()];
        }
        made
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(120))]

    #[test]
    fn what_is_made_reads_back_as_what_it_was_made_of(authored in authored()) {
        let made = to_item(&authored).map_err(|problems| TestCaseError::fail(format!("{problems:#?}")))?;
        prop_assert_eq!(from_item(&made), Some(authored));
    }

    #[test]
    fn a_formula_reads_back_as_it_is_written(formula in formula()) {
        let written = formula.to_string();
        let read = Formula::read(&written).map_err(|why| TestCaseError::fail(format!("{written}: {why}")))?;
        prop_assert_eq!(&read, &formula, "{}", written);
        prop_assert_eq!(qti::formula(&qti::expression(&formula)), Some(formula));
    }

    #[test]
    fn any_text_is_read_or_refused_and_keeps_its_meaning(text in "[-a-c *$|{}=\\[\\]\\\\!()0-9.>\n]{0,40}") {
        let authored = item(&text, number("1"));
        if let Ok(made) = to_item(&authored)
            && let Some(read) = from_item(&made)
        {
            prop_assert!(to_item(&read).is_ok_and(|again| again == made));
            prop_assert_eq!(from_item(&made), Some(read));
        }
    }

    #[test]
    fn a_draw_has_nothing_left_to_draw(authored in authored(), seed in any::<u64>()) {
        let drawn = authored.drawn(seed).expect("a draw");
        prop_assert!(!format!("{drawn:?}").contains("{="), "{drawn:?}");
        prop_assert!(to_item(&drawn).is_ok());
    }
}

fn formula() -> impl Strategy<Value = Formula> {
    let leaf = prop_oneof![
        (0_u32..2_000).prop_map(|number| Formula::Number(f64::from(number) / 8.0)),
        prop::sample::select(vec!["a", "b_2", "pi"]).prop_map(|name| Formula::Name(name.to_owned())),
    ];
    let operators = vec![
        Operator::Or,
        Operator::And,
        Operator::Same,
        Operator::Other,
        Operator::AtMost,
        Operator::AtLeast,
        Operator::Less,
        Operator::Greater,
        Operator::Plus,
        Operator::Minus,
        Operator::Times,
        Operator::Over,
        Operator::Power,
    ];
    leaf.prop_recursive(5, 40, 3, move |inner| {
        let operator = prop::sample::select(operators.clone());
        prop_oneof![
            4 => (operator, inner.clone(), inner.clone())
                .prop_map(|(operator, left, right)| Formula::binary(operator, left, right)),
            1 => inner.clone().prop_map(Formula::minus),
            1 => inner.clone().prop_map(Formula::not),
            1 => (inner.clone(), inner.clone()).prop_map(|(a, b)| Formula::Call(Function::Max, vec![a, b])),
            1 => (inner.clone(), inner.clone()).prop_map(|(a, b)| Formula::Call(Function::Frac, vec![a, b])),
            1 => (inner.clone(), inner).prop_map(|(a, b)| Formula::Call(Function::Pick, vec![a, b])),
        ]
    })
}
