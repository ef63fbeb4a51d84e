//! Items and tests that nobody wrote, in the form that reading gives.

mod kinds;
mod processing;

use domain::item::*;
use proptest::{collection::vec, option, prelude::*};

use kinds::{kind, shape};
use processing::rules;

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
