//! What comes of what an author writes.

use domain::item::{Expression, InteractionKind, Node, Rule, Scalar, Value};

use super::*;

#[test]
fn a_fixed_choice_has_its_key_and_says_what_was_chosen() {
    let mut authored = item("Which is *even*?", choose_one(&["4", "3"]));
    let AuthoredKind::ChooseOne { choices, .. } = &mut authored.kind else { panic!("a choice") };
    choices[1].feedback = Some("It leaves 1 over.".to_owned());
    authored.feedback.right = Some("Yes.".to_owned());
    let made = to_item(&authored).expect("nothing is wrong");
    assert_eq!(made.responses[0].correct, Some(Value::identifier("A")));
    assert_eq!(
        made.modal_feedback
            .iter()
            .map(|one| (one.variable.as_str(), one.identifier.as_str()))
            .collect::<Vec<_>>(),
        [("FEEDBACK", "right"), ("CHOSEN", "B")]
    );
    assert!(made.scores_itself());
}

#[test]
fn a_drawn_item_carries_its_generator() {
    let mut authored = item("What is {= a} times {= a + 1}?", number("a*(a + 1)"));
    authored.variables = vec![range("a", 2.0, 9.0)];
    authored.constraint = Some("a != 5".to_owned());
    let made = to_item(&authored).expect("nothing is wrong");
    let named: Vec<_> = made.templates.iter().map(|one| one.identifier.as_str()).collect();
    assert_eq!(named, ["a", "E1"]);
    let [drawn, constraint, text, key] = made.template_processing.as_slice() else { panic!("four rules") };
    assert!(matches!(drawn, Rule::SetValue { to: Expression::RandomInteger { .. }, .. }), "{drawn:?}");
    assert!(matches!(constraint, Rule::TemplateConstraint(_)), "{constraint:?}");
    assert!(matches!(text, Rule::SetValue { to: Expression::Sum(_), .. }), "{text:?}");
    assert!(matches!(key, Rule::SetCorrect { to: Expression::Unary(..), .. }), "{key:?}");
}

#[test]
fn no_name_shows_the_right_order_or_what_belongs_together() {
    let order = AuthoredKind::Order {
        entries: ["zebra", "mole", "ant"].map(str::to_owned).to_vec(),
        credit: Credit::AllOrNothing,
    };
    let made = to_item(&item("Largest first.", order)).expect("nothing is wrong");
    let listed: Vec<_> = match &made.interactions()[0].kind {
        InteractionKind::Order { choices, .. } => choices.iter().map(|one| one.identifier.clone()).collect(),
        other => panic!("{other:?}"),
    };
    assert_eq!(listed, ["A", "B", "C"]);
    let key: Vec<_> = made.responses[0].correct.iter().flat_map(Value::scalars).map(Scalar::text).collect();
    assert_eq!(key, ["C", "B", "A"]);
}

#[test]
fn shares_never_fall_below_nothing() {
    let several = AuthoredKind::ChooseSeveral {
        choices: [("2", true), ("4", false), ("5", true)]
            .map(|(text, right)| AuthoredChoice { text: text.to_owned(), right, feedback: None })
            .to_vec(),
        shuffle: true,
        credit: Credit::PerAnswer { penalty: 0.5 },
    };
    let made = to_item(&item("Which are prime?", several)).expect("nothing is wrong");
    let mapping = made.responses[0].mapping.as_ref().expect("a mapping");
    assert_eq!((mapping.lower_bound, mapping.upper_bound, mapping.default), (Some(0.0), Some(2.0), -0.5));
}

#[test]
fn mathematics_becomes_mathml() {
    let made = to_item(&item("Solve $\\frac{1}{2}x^2 \\le -3$.", number("1"))).expect("nothing is wrong");
    let Node::Element(paragraph) = &made.body[0] else { panic!("a paragraph") };
    let Node::Element(math) = &paragraph.children[1] else { panic!("a formula") };
    assert_eq!(outline(math), "math(mfrac(mn1 mn2) msup(mix mn2) mo≤ mo− mn3)");
}

#[test]
fn a_draw_writes_numbers_as_people_do() {
    let mut authored = item(
        "{= a - 5}, {= 0.1 + 0.2}, {= frac(6, 4)}, {= frac(4, a)}, {= fixed(a/4, 2)}, $x^{= a - 5}$",
        number("-a"),
    );
    authored.variables =
        vec![Variable { name: "a".to_owned(), kind: VariableKind::OneOf(vec![Drawn::Number(2.0)]) }];
    let drawn = authored.drawn(7).expect("a draw");
    assert_eq!(drawn.stem, "−3, 0.3, $\\frac{3}{2}$, 2, 0.50, $x^{-3}$");
    assert_eq!(drawn.kind, number("-2"));
    assert_eq!(authored.proves("key + a == 0", 7), Some(true));
}

#[test]
fn a_sound_and_words_of_another_language_are_said_to_be_so() {
    let made =
        to_item(&item("![A bell](bell.mp3) [Buenos días]{es}", number("1"))).expect("nothing is wrong");
    let Node::Element(paragraph) = &made.body[0] else { panic!("a paragraph") };
    let [Node::Element(sound), _, Node::Element(words)] = paragraph.children.as_slice() else {
        panic!("{paragraph:?}")
    };
    assert_eq!((sound.name.as_str(), sound.attribute("aria-label")), ("audio", Some("A bell")));
    assert_eq!((words.name.as_str(), words.attribute("lang")), ("span", Some("es")));
}

fn outline(element: &domain::item::Element) -> String {
    let children: Vec<_> = element
        .children
        .iter()
        .map(|node| match node {
            Node::Text(text) => text.clone(),
            Node::Element(element) => outline(element),
            other => format!("{other:?}"),
        })
        .collect();
    match element.children.as_slice() {
        [Node::Text(text)] => format!("{}{text}", element.name),
        _ => format!("{}({})", element.name, children.join(" ")),
    }
}
