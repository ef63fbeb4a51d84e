//! Items and tests that nobody wrote, in the form that reading gives.

use domain::item::*;
use proptest::{collection::vec, option, prelude::*};

pub fn name() -> BoxedStrategy<String> {
    "[A-Za-z_][A-Za-z0-9_.-]{0,6}".boxed()
}

/// A text that is never only spaces, with what XML has to escape.
pub fn text() -> BoxedStrategy<String> {
    "x[ a-z<>&\"'\u{e9}\u{645}\n\t\u{1f600}]{0,8}".boxed()
}

fn number() -> BoxedStrategy<f64> {
    prop_oneof![(-1000..1000_i32).prop_map(f64::from), -1e6..1e6_f64, Just(0.1), Just(1e300)].boxed()
}

fn attributes() -> BoxedStrategy<Vec<(String, String)>> {
    let one = |name: &'static str| text().prop_map(move |value| (name.to_owned(), value));
    (option::of(one("class")), option::of(one("aria-label")), option::of(one("xml:lang")))
        .prop_map(|(a, b, c)| a.into_iter().chain(b).chain(c).collect())
        .boxed()
}

/// Nodes without texts beside one another.
fn joined(nodes: Vec<Node>) -> Vec<Node> {
    let mut out: Vec<Node> = Vec::new();
    for node in nodes {
        if !matches!((out.last(), &node), (Some(Node::Text(_)), Node::Text(_))) {
            out.push(node);
        }
    }
    out
}

fn image() -> BoxedStrategy<Element> {
    (name(), text())
        .prop_map(|(file, alt)| Element {
            name: "img".to_owned(),
            attributes: vec![
                ("src".to_owned(), format!("img/{file}.png")),
                ("alt".to_owned(), alt),
                ("width".to_owned(), "200".to_owned()),
                ("height".to_owned(), "100".to_owned()),
            ],
            children: Vec::new(),
        })
        .boxed()
}

fn variant(display: Display, content: Vec<Node>) -> BoxedStrategy<Variant> {
    (name(), any::<bool>())
        .prop_map(move |(identifier, show)| Variant {
            variable: "SCORE".to_owned(),
            identifier,
            show,
            display,
            content: content.clone(),
        })
        .boxed()
}

/// What stands in a line.
pub fn line() -> BoxedStrategy<Vec<Node>> {
    let leaf = prop_oneof![
        4 => text().prop_map(Node::Text),
        1 => image().prop_map(Node::Element),
        1 => (option::of(text()), option::of(name())).prop_map(|(format, field)| Node::PrintedVariable {
            identifier: "SCORE".to_owned(), format, index: None, delimiter: None, field
        }),
        1 => text().prop_map(|text| {
            let mi = Element::new("mi", vec![Node::Text(text)]);
            Node::Element(Element::new("math", vec![Node::Element(mi)]))
        }),
    ];
    let node = leaf.prop_recursive(3, 12, 3, |inner| {
        let nodes = vec(inner, 0..3).prop_map(joined);
        prop_oneof![
            (attributes(), nodes.clone()).prop_map(|(attributes, children)| {
                Node::Element(Element { name: "span".to_owned(), attributes, children })
            }),
            nodes.prop_flat_map(|nodes| variant(Display::Inline, nodes)).prop_map(Node::Feedback),
        ]
    });
    vec(node, 1..4).prop_map(joined).boxed()
}

/// What stands on its own.
pub fn blocks() -> BoxedStrategy<Vec<Node>> {
    let paragraph = (attributes(), line()).prop_map(|(attributes, children)| {
        Node::Element(Element { name: "p".to_owned(), attributes, children })
    });
    let feedback = line().prop_flat_map(|nodes| variant(Display::Block, nodes)).prop_map(Node::Feedback);
    let rubric = (line(), option::of(name())).prop_map(|(content, purpose)| Node::Rubric {
        views: vec![View::Candidate, View::Scorer],
        purpose,
        content,
    });
    vec(prop_oneof![4 => paragraph, 1 => feedback, 1 => rubric], 0..4).boxed()
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

fn shape() -> BoxedStrategy<Shape> {
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

/// Every kind with a type that its response may have.
fn kind() -> BoxedStrategy<(InteractionKind, BaseType)> {
    use InteractionKind as Kind;
    let orientation = || prop_oneof![Just(Orientation::Vertical), Just(Orientation::Horizontal)];
    let (min, max) = (|| 0..3_u32, || 0..3_u32);
    let format =
        prop_oneof![Just(TextFormat::Plain), Just(TextFormat::Preformatted), Just(TextFormat::Xhtml)];
    let lists = prop_oneof![
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
    ];
    let graphic = prop_oneof![
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
    ];
    let texts = prop_oneof![
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
    ];
    prop_oneof![lists, graphic, texts].boxed()
}

fn scalar(base: BaseType) -> BoxedStrategy<Scalar> {
    match base {
        BaseType::Boolean => any::<bool>().prop_map(Scalar::Boolean).boxed(),
        BaseType::Identifier | BaseType::IntOrIdentifier => name().prop_map(Scalar::Identifier).boxed(),
        BaseType::Integer => any::<i64>().prop_map(Scalar::Integer).boxed(),
        BaseType::Float => prop_oneof![number(), Just(f64::INFINITY), Just(f64::NEG_INFINITY)]
            .prop_map(Scalar::Float)
            .boxed(),
        BaseType::String | BaseType::File => ".{0,6}".prop_map(|text| Scalar::String(plain(&text))).boxed(),
        BaseType::Point => (number(), number()).prop_map(|(x, y)| Scalar::Point(x, y)).boxed(),
        BaseType::Pair => (name(), name()).prop_map(|(a, b)| Scalar::Pair(a, b)).boxed(),
        BaseType::DirectedPair => (name(), name()).prop_map(|(a, b)| Scalar::DirectedPair(a, b)).boxed(),
        BaseType::Duration => number().prop_map(Scalar::Duration).boxed(),
        BaseType::Uri => name().prop_map(Scalar::Uri).boxed(),
    }
}

/// A text without what XML cannot hold.
fn plain(text: &str) -> String {
    text.chars().filter(|c| !c.is_control() && !('\u{fffe}'..='\u{ffff}').contains(c)).collect()
}

fn response() -> BoxedStrategy<(ResponseDeclaration, InteractionKind)> {
    let cardinality =
        prop_oneof![Just(Cardinality::Single), Just(Cardinality::Multiple), Just(Cardinality::Ordered)];
    (kind(), cardinality)
        .prop_flat_map(|((kind, base), cardinality)| {
            let most = if cardinality == Cardinality::Single { 2 } else { 4 };
            let of = move || if base == BaseType::File { scalar(BaseType::String) } else { scalar(base) };
            let value = move || {
                option::of(vec(of(), 1..most)).prop_map(move |scalars| {
                    // A file has no value in a declaration.
                    scalars
                        .filter(|_| base != BaseType::File)
                        .map(|scalars| Value::container(cardinality, scalars))
                })
            };
            let entry = (of(), number(), any::<bool>()).prop_map(|(key, value, case_sensitive)| MapEntry {
                key,
                value,
                case_sensitive,
            });
            let mapping = (option::of(number()), option::of(number()), number(), vec(entry, 0..3)).prop_map(
                move |(lower_bound, upper_bound, default, entries)| Mapping {
                    lower_bound,
                    upper_bound,
                    default,
                    entries: if base == BaseType::File { Vec::new() } else { entries },
                },
            );
            let areas = (option::of(number()), number(), vec((shape(), number()), 0..3)).prop_map(
                |(upper_bound, default, entries)| AreaMapping {
                    lower_bound: None,
                    upper_bound,
                    default,
                    entries,
                },
            );
            let parts = (value(), value(), option::of(mapping), option::of(areas));
            parts.prop_map(move |(correct, default, mapping, area_mapping)| {
                let declaration = ResponseDeclaration {
                    identifier: String::new(),
                    cardinality,
                    base_type: Some(base),
                    correct,
                    mapping,
                    area_mapping,
                    default,
                };
                (declaration, kind.clone())
            })
        })
        .boxed()
}

/// A number or a variable, where QTI has an attribute.
fn place() -> BoxedStrategy<Box<Expression>> {
    prop_oneof![
        (-99..99_i64).prop_map(|number| Expression::BaseValue(Scalar::Integer(number))),
        Just(Expression::Variable { identifier: "SCORE".to_owned(), weight: None }),
    ]
    .prop_map(Box::new)
    .boxed()
}

fn real_place() -> BoxedStrategy<Box<Expression>> {
    prop_oneof![
        number().prop_map(|number| Expression::BaseValue(Scalar::Float(number))),
        Just(Expression::Variable { identifier: "SCORE".to_owned(), weight: None }),
    ]
    .prop_map(Box::new)
    .boxed()
}

fn any_scalar() -> BoxedStrategy<Scalar> {
    prop_oneof![
        Just(BaseType::Boolean),
        Just(BaseType::Identifier),
        Just(BaseType::Integer),
        Just(BaseType::Float),
        Just(BaseType::String),
        Just(BaseType::Point),
        Just(BaseType::Pair),
        Just(BaseType::DirectedPair),
        Just(BaseType::Duration),
        Just(BaseType::Uri),
    ]
    .prop_flat_map(scalar)
    .boxed()
}

pub fn expression() -> BoxedStrategy<Expression> {
    use Expression as E;
    let rounding = || prop_oneof![Just(Rounding::SignificantFigures), Just(Rounding::DecimalPlaces)];
    let leaf = prop_oneof![
        any_scalar().prop_map(E::BaseValue),
        Just(E::Variable { identifier: "SCORE".to_owned(), weight: Some("W".to_owned()) }),
        Just(E::Default("SCORE".to_owned())),
        Just(E::Null),
        Just(E::Constant("pi".to_owned())),
        (place(), place(), place()).prop_map(|(min, max, step)| E::RandomInteger { min, max, step }),
        (real_place(), real_place()).prop_map(|(min, max)| E::RandomFloat { min, max }),
    ];
    leaf.prop_recursive(3, 16, 3, move |inner| {
        let one = inner.clone().prop_map(Box::new);
        let two = (one.clone(), one.clone());
        let many = vec(inner, 0..3);
        let bounds = (real_place(), real_place(), any::<bool>(), any::<bool>()).prop_map(
            |(below, above, include_lower, include_upper)| Bounds { below, above, include_lower, include_upper },
        ).boxed();
        let tolerance = prop_oneof![
            Just(Tolerance::Exact),
            bounds.clone().prop_map(Tolerance::Absolute),
            bounds.prop_map(Tolerance::Relative),
        ];
        let lists = prop_oneof![
            many.clone().prop_map(E::Multiple), many.clone().prop_map(E::Ordered), many.clone().prop_map(E::And),
            many.clone().prop_map(E::Or), many.clone().prop_map(E::Sum), many.clone().prop_map(E::Product),
            many.clone().prop_map(E::Max), many.clone().prop_map(E::Min), many.clone().prop_map(E::Gcd),
            many.clone().prop_map(E::Lcm),
        ];
        let pairs = (two.clone(), 0..15_usize).prop_map(|((left, right), which)| match which {
            0 => E::Member(left, right),
            1 => E::Delete(left, right),
            2 => E::Contains(left, right),
            3 => E::Match(left, right),
            4 => E::Subtract(left, right),
            5 => E::Divide(left, right),
            6 => E::Power(left, right),
            7 => E::IntegerDivide(left, right),
            8 => E::IntegerModulus(left, right),
            9 => E::Compare(Comparison::Less, left, right),
            10 => E::Compare(Comparison::GreaterOrEqual, left, right),
            11 => E::Compare(Comparison::Greater, left, right),
            12 => E::Compare(Comparison::LessOrEqual, left, right),
            13 => E::Compare(Comparison::DurationLess, left, right),
            _ => E::Compare(Comparison::DurationGreaterOrEqual, left, right),
        });
        let singles = (one.clone(), 0..8_usize, name()).prop_map(|(of, which, field)| match which {
            0 => E::Unary(Unary::Not, of),
            1 => E::Unary(Unary::IsNull, of),
            2 => E::Unary(Unary::ContainerSize, of),
            3 => E::Unary(Unary::Truncate, of),
            4 => E::Unary(Unary::Round, of),
            5 => E::Unary(Unary::IntegerToFloat, of),
            6 => E::Random(of),
            _ => E::Field(field, of),
        });
        prop_oneof![
            3 => lists,
            3 => pairs,
            2 => singles,
            1 => (one.clone(), place()).prop_map(|(of, n)| E::Index(of, n)),
            1 => (two.clone(), any::<bool>()).prop_map(|((part, whole), case_sensitive)| E::Substring { part, whole, case_sensitive }),
            1 => (two.clone(), any::<bool>(), any::<bool>()).prop_map(|((left, right), case_sensitive, substring)| {
                E::StringMatch { left, right, case_sensitive, substring }
            }),
            1 => (place(), place(), many.clone()).prop_map(|(min, max, of)| E::AnyN { min, max, of }),
            1 => (name(), one.clone()).prop_map(|(pattern, of)| E::PatternMatch(pattern, of)),
            1 => (two.clone(), tolerance).prop_map(|((left, right), tolerance)| E::Equal { left, right, tolerance }),
            1 => (two, rounding(), place()).prop_map(|((left, right), rounding, figures)| E::EqualRounded { left, right, rounding, figures }),
            1 => (rounding(), place(), one.clone()).prop_map(|(rounding, figures, of)| E::RoundTo { rounding, figures, of }),
            1 => (shape(), one.clone()).prop_map(|(shape, of)| E::Inside(shape, of)),
            1 => (place(), many.clone()).prop_map(|(times, of)| E::Repeat(times, of)),
            1 => many.prop_map(|of| E::Math("atan2".to_owned(), of)),
            1 => one.prop_map(|of| E::Statistic("mean".to_owned(), of)),
        ]
    }).boxed()
}

/// Rules that set `target`.
pub fn rules(target: &'static str) -> BoxedStrategy<Vec<Rule>> {
    let set = expression().prop_map(move |to| Rule::SetValue { identifier: target.to_owned(), to });
    let leaf = prop_oneof![4 => set, 1 => Just(Rule::Exit)];
    let rule = leaf.prop_recursive(2, 6, 2, |inner| {
        let rules = vec(inner, 0..3);
        (vec((expression(), rules.clone()), 1..3), rules)
            .prop_map(|(branches, otherwise)| Rule::Condition { branches, otherwise })
    });
    vec(rule, 0..3).boxed()
}

fn outcome() -> BoxedStrategy<OutcomeDeclaration> {
    let line = (number(), any::<bool>(), scalar(BaseType::Float));
    let interpolation =
        (option::of(scalar(BaseType::Float)), vec(line, 0..3)).prop_map(|(default, mut entries)| {
            entries.sort_by(|one, other| other.0.total_cmp(&one.0));
            LookupTable::Interpolation { default, entries }
        });
    let matched = (option::of(scalar(BaseType::Float)), vec((any::<i64>(), scalar(BaseType::Float)), 0..3))
        .prop_map(|(default, entries)| LookupTable::Match { default, entries });
    let lookup = option::of(prop_oneof![interpolation, matched]);
    (
        option::of(number()),
        option::of(number()),
        option::of(number()),
        option::of(text()),
        any::<bool>(),
        lookup,
    )
        .prop_map(|(default, normal_maximum, mastery_value, interpretation, external_scored, lookup)| {
            OutcomeDeclaration {
                identifier: "SCORE".to_owned(),
                cardinality: Cardinality::Single,
                base_type: Some(BaseType::Float),
                default: default.map(Value::float),
                normal_maximum,
                normal_minimum: normal_maximum,
                mastery_value,
                interpretation,
                external_scored,
                lookup,
            }
        })
        .boxed()
}

fn card() -> BoxedStrategy<Card> {
    (name(), name(), option::of(name()), blocks())
        .prop_map(|(id, support, language, content)| Card { id, support, language, content })
        .boxed()
}

/// A whole item.
pub fn item() -> BoxedStrategy<Item> {
    let answers = vec((response(), line(), attributes()), 0..4);
    let template = (option::of(number()), any::<bool>(), any::<bool>()).prop_map(
        |(default, param_variable, math_variable)| TemplateDeclaration {
            identifier: "T".to_owned(),
            cardinality: Cardinality::Single,
            base_type: Some(BaseType::Float),
            default: default.map(Value::float),
            param_variable,
            math_variable,
        },
    );
    let said = (name(), text(), option::of(name()), any::<bool>(), any::<bool>());
    let modal = option::of(line().prop_flat_map(|nodes| variant(Display::Block, nodes)));
    let parts = (said, answers, outcome(), template, blocks());
    let processing =
        (rules("SCORE"), rules("T"), modal, vec(card(), 0..3), vec((name(), option::of(text())), 0..2));
    (parts, processing)
        .prop_map(
            |(
                (said, answers, outcome, template, mut body),
                (response_processing, template_processing, modal, catalog, stimuli),
            )| {
                let (identifier, title, language, adaptive, time_dependent) = said;
                let mut responses = Vec::new();
                for (place, ((mut declaration, kind), prompt, attributes)) in answers.into_iter().enumerate()
                {
                    declaration.identifier = format!("R{place}");
                    let response = declaration.identifier.clone();
                    responses.push(declaration);
                    body.push(Node::Interaction(Box::new(Interaction {
                        response,
                        prompt,
                        kind,
                        attributes,
                    })));
                }
                let stimuli = stimuli
                    .into_iter()
                    .map(|(identifier, title)| StimulusRef {
                        href: format!("{identifier}.xml"),
                        identifier,
                        title,
                    })
                    .collect();
                Item {
                    identifier,
                    title,
                    language,
                    adaptive,
                    time_dependent,
                    responses,
                    outcomes: vec![outcome],
                    templates: vec![template],
                    template_processing,
                    stimuli,
                    stylesheets: vec!["style.css".to_owned()],
                    body,
                    response_processing,
                    modal_feedback: modal.into_iter().collect(),
                    catalog,
                }
            },
        )
        .boxed()
}
