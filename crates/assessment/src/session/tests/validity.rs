use domain::item::{
    AssociableChoice, BaseType, Cardinality, Element, FileValue, Gap, HotspotChoice, InteractionKind, Item,
    Node, Orientation, Scalar, Shape, Stage, Value,
};

use super::{asking, choice, given, item, offered};
use crate::processing::testing::{int, name, names, num, order, response, text};
use crate::session::{Invalidity, Prepared};

use Invalidity::{Excessive, Impossible, Incomplete};

/// What is found of one answer, each with a word of its reason.
#[track_caller]
fn check(item: &Item, answer: Value, expected: &[(Invalidity, &str)]) {
    let answers = given(&[("RESPONSE", answer)]);
    let found = Prepared::new(item, 1, &[]).unwrap().validate(&answers).err().unwrap_or_default();
    let found: Vec<_> = found.iter().map(|one| (one.invalidity, one.reason.to_string())).collect();
    assert_eq!(found.len(), expected.len(), "{answers:?}: {found:?}");
    for ((invalidity, reason), (wanted, part)) in found.iter().zip(expected) {
        assert!(invalidity == wanted && reason.contains(part), "{answers:?}: {found:?}");
    }
}

fn asked(cardinality: Cardinality, base: BaseType, kind: InteractionKind) -> Item {
    Item {
        responses: vec![response("RESPONSE", cardinality, base, None)],
        body: vec![asking("RESPONSE", kind)],
        ..item()
    }
}

fn associable(name: &str, min: u32, max: u32, group: &[&str]) -> AssociableChoice {
    let group = group.iter().map(|name| (*name).to_owned()).collect();
    AssociableChoice { choice: offered(name, false), min, max, group }
}

fn directed(pairs: &[(&str, &str)]) -> Value {
    let pair = |(one, two): &(&str, &str)| Scalar::DirectedPair((*one).to_owned(), (*two).to_owned());
    Value::container(Cardinality::Multiple, pairs.iter().map(pair).collect())
}

fn stage() -> Stage {
    Stage { image: Element::new("img", vec![]), width: 200, height: 100 }
}

#[test]
fn names_out_of_a_list() {
    let several = choice(Cardinality::Multiple, names("A"), 2);
    check(&several, names("A C"), &[]);
    check(&several, Value::Null, &[(Incomplete, "at least 1")]);
    check(&several, names("A B C"), &[(Excessive, "at most 2")]);
    check(&several, names("A X"), &[(Impossible, "\"X\" is not offered")]);
    check(&several, names("A A"), &[(Impossible, "twice")]);
    check(&several, name("A"), &[(Impossible, "another form")]);
    check(&several, order("A"), &[(Impossible, "another form")]);
    check(&several, Value::Multiple(vec![Scalar::Integer(1)]), &[(Impossible, "another form")]);
    let many = Value::Multiple(vec![Scalar::Identifier("A".to_owned()); 10_000]);
    check(&several, many, &[(Impossible, "too long")]);
}

#[test]
fn a_choice_that_was_not_drawn_is_not_offered() {
    let mut item = choice(Cardinality::Single, name("A"), 1);
    item.templates = vec![super::template("T", BaseType::Identifier, Some(name("B")))];
    let Node::Interaction(interaction) = &mut item.body[0] else { unreachable!() };
    let InteractionKind::Choice { choices, .. } = &mut interaction.kind else { unreachable!() };
    choices[0].template = Some(("T".to_owned(), true));
    check(&item, name("A"), &[(Impossible, "not offered")]);
    check(&item, name("B"), &[]);
}

#[test]
fn what_nothing_asks_for_is_refused() {
    let item = choice(Cardinality::Single, name("A"), 1);
    let prepared = Prepared::new(&item, 1, &[]).unwrap();
    let mut answers = given(&[("RESPONSE", name("A")), ("SCORE", num(100.0))]);
    let found = prepared.validate(&answers).unwrap_err();
    assert_eq!(found.len(), 1);
    assert_eq!((found[0].response.as_str(), found[0].invalidity), ("SCORE", Impossible));
    for number in 0..10_000 {
        answers.insert(format!("R{number}"), name("A"));
    }
    assert!(prepared.validate(&answers).unwrap_err().len() < 10);
}

#[test]
fn orders_are_of_everything_unless_they_say_less() {
    let kind = |min, max| InteractionKind::Order {
        choices: ["A", "B", "C"].map(|name| offered(name, false)).to_vec(),
        shuffle: true,
        min,
        max,
        orientation: Orientation::Vertical,
    };
    let all = asked(Cardinality::Ordered, BaseType::Identifier, kind(0, 0));
    check(&all, order("C A B"), &[]);
    check(&all, order("C A"), &[(Incomplete, "at least 3")]);
    check(&all, order("C A A"), &[(Impossible, "twice")]);
    let some = asked(Cardinality::Ordered, BaseType::Identifier, kind(1, 2));
    check(&some, order("C"), &[]);
    check(&some, order("C A B"), &[(Excessive, "at most 2")]);
}

#[test]
fn pairs_keep_to_their_lists_and_numbers() {
    let kind = InteractionKind::Match {
        sets: [
            vec![associable("A", 1, 1, &[]), associable("B", 0, 0, &["X"])],
            vec![associable("X", 0, 0, &[]), associable("Y", 0, 1, &[])],
        ],
        shuffle: false,
        min: 0,
        max: 0,
    };
    let item = asked(Cardinality::Multiple, BaseType::DirectedPair, kind);
    check(&item, directed(&[("A", "Y"), ("B", "X")]), &[]);
    check(&item, directed(&[("A", "X"), ("A", "Y")]), &[(Excessive, "\"A\" is to be used at most 1")]);
    check(&item, directed(&[("B", "X")]), &[(Incomplete, "\"A\" is to be used at least 1")]);
    check(&item, directed(&[("B", "Y")]), &[(Impossible, "do not go together")]);
    check(&item, directed(&[("X", "A")]), &[(Impossible, "\"X\" is not offered")]);
    check(&item, directed(&[("A", "X"), ("A", "X")]), &[(Impossible, "twice")]);
}

#[test]
fn pairs_of_one_list_have_no_order() {
    let kind = InteractionKind::Associate {
        choices: vec![associable("A", 0, 1, &[]), associable("B", 0, 0, &[]), associable("C", 0, 1, &[])],
        shuffle: false,
        min: 1,
        max: 2,
    };
    let item = asked(Cardinality::Multiple, BaseType::Pair, kind);
    let pairs = |all: &[(&str, &str)]| {
        let pair = |(one, two): &(&str, &str)| Scalar::Pair((*one).to_owned(), (*two).to_owned());
        Value::container(Cardinality::Multiple, all.iter().map(pair).collect())
    };
    check(&item, pairs(&[("A", "B"), ("B", "C")]), &[]);
    check(&item, pairs(&[("A", "B"), ("B", "A")]), &[(Impossible, "twice")]);
    check(&item, pairs(&[("A", "A")]), &[(Impossible, "do not go together")]);
    check(&item, pairs(&[("A", "B"), ("A", "C")]), &[(Excessive, "\"A\"")]);
    check(&item, Value::Null, &[(Incomplete, "at least 1")]);
}

#[test]
fn gaps_take_one_each() {
    let gap = |name: &str, required| {
        Node::Gap(Gap { identifier: name.to_owned(), group: vec![], required, template: None })
    };
    let kind = InteractionKind::GapMatch {
        choices: vec![associable("W", 0, 1, &[]), associable("V", 0, 0, &["G1"])],
        shuffle: false,
        min: 0,
        max: 0,
        passage: vec![Node::Element(Element::new("p", vec![gap("G1", true), gap("G2", false)]))],
    };
    let item = asked(Cardinality::Multiple, BaseType::DirectedPair, kind);
    check(&item, directed(&[("W", "G2"), ("V", "G1")]), &[]);
    check(&item, directed(&[("W", "G2")]), &[(Incomplete, "the gap \"G1\"")]);
    check(&item, directed(&[("W", "G1"), ("V", "G1")]), &[(Excessive, "\"G1\"")]);
    check(&item, directed(&[("V", "G2")]), &[(Impossible, "do not go together"), (Incomplete, "gap \"G1\"")]);
    check(&item, directed(&[("W", "G9")]), &[(Impossible, "\"G9\""), (Incomplete, "gap \"G1\"")]);
}

#[test]
fn a_picture_may_lie_on_an_area_twice() {
    let area = HotspotChoice {
        identifier: "H".to_owned(),
        shape: Shape::Default,
        label: "Area 1".to_owned(),
        min: 0,
        max: 2,
        group: vec![],
    };
    let kind = InteractionKind::GraphicGapMatch {
        stage: stage(),
        choices: vec![associable("W", 0, 0, &[])],
        gaps: vec![area],
        min: 0,
        max: 0,
    };
    let item = asked(Cardinality::Multiple, BaseType::DirectedPair, kind);
    check(&item, directed(&[("W", "H"), ("W", "H")]), &[]);
    check(&item, directed(&[("W", "H"); 3]), &[(Excessive, "\"H\"")]);
}

#[test]
fn words_of_a_text() {
    let kind = InteractionKind::Hottext {
        min: 0,
        max: 1,
        passage: vec![Node::Element(Element::new("p", vec![Node::Hottext(offered("H1", false))]))],
    };
    let item = asked(Cardinality::Single, BaseType::Identifier, kind);
    check(&item, name("H1"), &[]);
    check(&item, name("H2"), &[(Impossible, "not offered")]);
}

#[test]
fn texts_look_as_asked_for() {
    let kind = InteractionKind::TextEntry {
        expected_length: Some(4),
        pattern: Some("[0-9]{4}".to_owned()),
        pattern_message: Some("A year".to_owned()),
        placeholder: None,
        base: 10,
        string_identifier: Some("TYPED".to_owned()),
    };
    let mut item = asked(Cardinality::Single, BaseType::String, kind);
    item.responses.push(response("TYPED", Cardinality::Single, BaseType::String, None));
    check(&item, text("2026"), &[]);
    check(&item, Value::Null, &[]);
    check(&item, text("now"), &[(Incomplete, "does not look as asked for")]);
    check(&item, text(&"9".repeat(300_000)), &[(Impossible, "too long")]);
    let prepared = Prepared::new(&item, 1, &[]).unwrap();
    assert!(prepared.validate(&given(&[("TYPED", text("anything"))])).is_ok());
    assert!(prepared.validate(&given(&[("TYPED", int(1))])).is_err());
}

#[test]
fn numbers_points_and_files_lie_within() {
    let slider = InteractionKind::Slider {
        lower: 0.0,
        upper: 1.0,
        step: Some(0.1),
        step_label: false,
        orientation: Orientation::Horizontal,
        reverse: false,
    };
    let item = asked(Cardinality::Single, BaseType::Float, slider);
    check(&item, num(0.3), &[]);
    check(&item, num(1.1), &[(Impossible, "outside")]);
    check(&item, num(0.35), &[(Impossible, "between the steps")]);
    check(&item, num(f64::INFINITY), &[(Impossible, "outside")]);
    check(&item, int(1), &[(Impossible, "another form")]);
    let points = InteractionKind::SelectPoint { stage: stage(), min: 1, max: 2 };
    let item = asked(Cardinality::Multiple, BaseType::Point, points);
    let at = |all: &[(f64, f64)]| {
        Value::container(Cardinality::Multiple, all.iter().map(|(x, y)| Scalar::Point(*x, *y)).collect())
    };
    check(&item, at(&[(0.0, 0.0), (200.0, 100.0)]), &[]);
    check(&item, at(&[(201.0, 0.0)]), &[(Impossible, "outside")]);
    check(&item, at(&[(f64::NAN, 0.0)]), &[(Impossible, "outside")]);
    check(&item, at(&[(1.0, 0.0); 3]), &[(Excessive, "at most 2")]);
    let file = |media_type: &str| {
        Value::Single(Scalar::File(FileValue {
            digest: [0; 32],
            name: "a".to_owned(),
            media_type: media_type.to_owned(),
            size: 1,
        }))
    };
    let upload = InteractionKind::Upload { types: vec!["image/*".to_owned(), "application/pdf".to_owned()] };
    let item = asked(Cardinality::Single, BaseType::File, upload);
    check(&item, file("image/png"), &[]);
    check(&item, file("application/pdf"), &[]);
    check(&item, file("text/html"), &[(Impossible, "\"text/html\"")]);
    check(&item, file("imagery/png"), &[(Impossible, "not taken")]);
}

#[test]
fn what_comes_and_goes_with_feedback_is_not_missed() {
    let mut item = choice(Cardinality::Single, name("A"), 1);
    let inner = std::mem::take(&mut item.body);
    let mut hidden = super::block("FEEDBACK", "more", true, "");
    hidden.content = inner;
    item.body = vec![Node::Feedback(hidden)];
    check(&item, Value::Null, &[]);
    check(&item, name("A"), &[]);
    check(&item, name("X"), &[(Impossible, "not offered")]);
}
