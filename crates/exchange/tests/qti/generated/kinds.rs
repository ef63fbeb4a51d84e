//! Interactions that nobody wrote.

use domain::item::{InteractionKind as Kind, *};
use proptest::{collection::vec, option, prelude::*};

use super::{image, line, name, number, text};

/// Every kind with a type that its response may have.
pub fn kind() -> BoxedStrategy<(Kind, BaseType)> {
    prop_oneof![lists(), graphic(), texts()].boxed()
}

fn choices() -> BoxedStrategy<Vec<Choice>> {
    let one = (line(), any::<bool>(), option::of((name(), any::<bool>())));
    vec(one, 0..4)
        .prop_map(|all| {
            let choice = |(place, (content, fixed, template))| Choice {
                identifier: format!("C{place}"),
                fixed,
                template,
                content,
            };
            all.into_iter().enumerate().map(choice).collect()
        })
        .boxed()
}

fn associables(prefix: &'static str, fixed: bool) -> BoxedStrategy<Vec<AssociableChoice>> {
    (choices(), 0..3_u32, 0..3_u32, vec(name(), 0..2))
        .prop_map(move |(choices, min, max, group)| {
            let one = |mut choice: Choice| {
                choice.identifier.insert_str(0, prefix);
                choice.fixed &= fixed;
                AssociableChoice { choice, min, max, group: group.clone() }
            };
            choices.into_iter().map(one).collect()
        })
        .boxed()
}

pub fn shape() -> BoxedStrategy<Shape> {
    let pair = (number(), number());
    prop_oneof![
        Just(Shape::Default),
        [number(), number(), number(), number()].prop_map(Shape::Rect),
        [number(), number(), number()].prop_map(Shape::Circle),
        [number(), number(), number(), number()].prop_map(Shape::Ellipse),
        vec(pair, 3..5)
            .prop_filter("a closing corner is taken out", |corners| corners.first() != corners.last())
            .prop_map(Shape::Poly),
    ]
    .boxed()
}

fn areas(pairs: bool) -> BoxedStrategy<Vec<HotspotChoice>> {
    (vec((shape(), text()), 0..3), 0..3_u32, 0..3_u32, vec(name(), 0..2))
        .prop_map(move |(all, min, max, group)| {
            let area = |(place, (shape, label)): (usize, (Shape, String))| HotspotChoice {
                identifier: format!("H{place}"),
                shape,
                label: label.trim().to_owned(),
                min: if pairs { min } else { 0 },
                max: if pairs { max } else { 1 },
                group: if pairs { group.clone() } else { Vec::new() },
            };
            all.into_iter().enumerate().map(area).collect()
        })
        .boxed()
}

fn stage() -> BoxedStrategy<Stage> {
    image().prop_map(|image| Stage { image, width: 200, height: 100 }).boxed()
}

fn media() -> BoxedStrategy<Media> {
    name()
        .prop_map(|file| {
            let mut element = Element::new("object", Vec::new());
            element.attributes = vec![
                ("data".to_owned(), format!("{file}.mp3")),
                ("type".to_owned(), "audio/mpeg".to_owned()),
            ];
            Media { element, href: format!("{file}.mp3"), media_type: Some("audio/mpeg".to_owned()) }
        })
        .boxed()
}

/// What is chosen from lists or texts.
fn lists() -> BoxedStrategy<(Kind, BaseType)> {
    let orientation = || prop_oneof![Just(Orientation::Vertical), Just(Orientation::Horizontal)];
    let (min, max) = (|| 0..3_u32, || 0..3_u32);
    prop_oneof![
        (choices(), any::<bool>(), min(), max(), orientation()).prop_map(
            |(choices, shuffle, min, max, orientation)| {
                (Kind::Choice { choices, shuffle, min, max, orientation }, BaseType::Identifier)
            }
        ),
        (choices(), any::<bool>(), min(), max(), orientation()).prop_map(
            |(choices, shuffle, min, max, orientation)| {
                (Kind::Order { choices, shuffle, min, max, orientation }, BaseType::Identifier)
            }
        ),
        (choices(), any::<bool>(), any::<bool>()).prop_map(|(choices, shuffle, required)| {
            (Kind::InlineChoice { choices, shuffle, required }, BaseType::Identifier)
        }),
        (associables("L", true), associables("R", true), any::<bool>(), min(), max()).prop_map(
            |(left, right, shuffle, min, max)| {
                (Kind::Match { sets: [left, right], shuffle, min, max }, BaseType::DirectedPair)
            }
        ),
        (associables("A", true), any::<bool>(), min(), max()).prop_map(|(choices, shuffle, min, max)| {
            (Kind::Associate { choices, shuffle, min, max }, BaseType::Pair)
        }),
        (associables("W", false), any::<bool>(), min(), max(), line(), option::of((name(), any::<bool>())))
            .prop_map(|(choices, shuffle, min, max, mut words, template)| {
                words.push(Node::Gap(Gap {
                    identifier: "G".to_owned(),
                    group: Vec::new(),
                    required: shuffle,
                    template,
                }));
                let passage = vec![Node::Element(Element::new("p", words))];
                (Kind::GapMatch { choices, shuffle, min, max, passage }, BaseType::DirectedPair)
            }),
        (choices(), min(), max()).prop_map(|(choices, min, max)| {
            let words = choices.into_iter().map(|choice| Node::Hottext(Choice { fixed: false, ..choice }));
            let passage = vec![Node::Element(Element::new("p", words.collect()))];
            (Kind::Hottext { min, max, passage }, BaseType::Identifier)
        }),
    ]
    .boxed()
}

/// What is done on pictures, or with files.
fn graphic() -> BoxedStrategy<(Kind, BaseType)> {
    let (min, max) = (|| 0..3_u32, || 0..3_u32);
    prop_oneof![
        (stage(), areas(false), min(), max()).prop_map(|(stage, choices, min, max)| (
            Kind::Hotspot { stage, choices, min, max },
            BaseType::Identifier
        )),
        (stage(), areas(false), min(), max()).prop_map(|(stage, choices, min, max)| {
            (Kind::GraphicOrder { stage, choices, min, max }, BaseType::Identifier)
        }),
        (stage(), areas(true), min(), max()).prop_map(|(stage, choices, min, max)| (
            Kind::GraphicAssociate { stage, choices, min, max },
            BaseType::Pair
        )),
        (stage(), associables("W", false), areas(true), min(), max()).prop_map(
            |(stage, choices, gaps, min, max)| {
                (Kind::GraphicGapMatch { stage, choices, gaps, min, max }, BaseType::DirectedPair)
            }
        ),
        (stage(), min(), max())
            .prop_map(|(stage, min, max)| (Kind::SelectPoint { stage, min, max }, BaseType::Point)),
        (stage(), media(), option::of((number(), number())), min(), max()).prop_map(
            |(stage, object, center, min, max)| {
                (Kind::PositionObject { stage, object, center, min, max }, BaseType::Point)
            }
        ),
        stage().prop_map(|stage| (Kind::Drawing { stage }, BaseType::File)),
        (media(), any::<bool>(), min(), max(), any::<bool>()).prop_map(
            |(media, autostart, min_plays, max_plays, repeat)| {
                (Kind::Media { media, autostart, min_plays, max_plays, repeat }, BaseType::Integer)
            }
        ),
    ]
    .boxed()
}

/// What is written, set or sent.
fn texts() -> BoxedStrategy<(Kind, BaseType)> {
    let orientation = || prop_oneof![Just(Orientation::Vertical), Just(Orientation::Horizontal)];
    let format =
        prop_oneof![Just(TextFormat::Plain), Just(TextFormat::Preformatted), Just(TextFormat::Xhtml)];
    prop_oneof![
        (
            option::of(0..99_u32),
            option::of(text()),
            option::of(text()),
            option::of(text()),
            2..11_u32,
            option::of(name())
        )
            .prop_map(
                |(expected_length, pattern, pattern_message, placeholder, base, string_identifier)| {
                    let kind = Kind::TextEntry {
                        expected_length,
                        pattern,
                        pattern_message,
                        placeholder,
                        base,
                        string_identifier,
                    };
                    (kind, BaseType::String)
                }
            ),
        (option::of(0..99_u32), option::of(text()), option::of(text()), format, 0..3_u32, 0..3_u32).prop_map(
            |(expected_lines, pattern, placeholder, format, min_strings, max_strings)| {
                let kind = Kind::ExtendedText {
                    expected_length: expected_lines,
                    expected_lines,
                    pattern,
                    pattern_message: None,
                    placeholder,
                    format,
                    min_strings,
                    max_strings,
                };
                (kind, BaseType::String)
            }
        ),
        (number(), number(), option::of(number()), any::<bool>(), orientation(), any::<bool>()).prop_map(
            |(lower, upper, step, step_label, orientation, reverse)| {
                (Kind::Slider { lower, upper, step, step_label, orientation, reverse }, BaseType::Float)
            }
        ),
        vec("[a-z]{2,5}/[a-z*]{1,4}", 0..3).prop_map(|types| (Kind::Upload { types }, BaseType::File)),
        text().prop_map(|title| (Kind::EndAttempt { title: title.trim().to_owned() }, BaseType::Boolean)),
    ]
    .boxed()
}
