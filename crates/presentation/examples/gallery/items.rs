//! The items of the gallery, in our own words.

use domain::item::{
    AssociableChoice, Choice, Element, Gap, HotspotChoice, Interaction, InteractionKind as Kind, Media, Node,
    Orientation, Shape, Stage, TextFormat,
};

/// A map of a coast, drawn here.
pub const MAP: &str = "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 480 300\" width=\"480\" height=\"300\">\
<rect width=\"480\" height=\"300\" fill=\"#dff0f7\"/><path d=\"M0 0h480v120C380 180 340 130 260 190S90 210 0 250z\" \
fill=\"#e9e3cf\"/><path d=\"M330 0C320 60 300 90 270 185\" stroke=\"#5fa4c4\" stroke-width=\"8\" fill=\"none\"/></svg>";
/// A pin.
pub const PIN: &str = "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 24 32\" width=\"24\" height=\"32\">\
<path d=\"M12 0a12 12 0 0 1 12 12c0 8-12 20-12 20S0 20 0 12A12 12 0 0 1 12 0z\" fill=\"#9c2427\"/></svg>";

/// The name of an item, and what it shows.
type Named = (&'static str, Vec<Node>);

/// One item of each kind, with its name.
pub fn all() -> Vec<Named> {
    [chosen(), written(), paired(), pictured(), areas_paired(), given()].concat()
}

fn chosen() -> Vec<Named> {
    let min = 0;
    let shuffle = false;
    let orientation = Orientation::Vertical;
    let rivers = ["The Nile", "The Amazon", "The Danube", "The Mekong"];
    vec![
        (
            "choice",
            vec![
                p(vec![t("The "), term("estuary", "estuary"), t(" below is salt at high tide.")]),
                ask(
                    "Which river is the longest in Europe of these?",
                    Kind::Choice { choices: choices(&rivers), shuffle, min, max: 1, orientation },
                ),
            ],
        ),
        (
            "choices",
            vec![ask(
                "Which of these are in Africa?",
                Kind::Choice {
                    choices: choices(&["The Nile", "The Congo", "The Rhine", "The Niger"]),
                    shuffle,
                    min: 1,
                    max: 2,
                    orientation: Orientation::Horizontal,
                },
            )],
        ),
        (
            "inline",
            vec![p(vec![
                t("Water boils at "),
                one(
                    "RESPONSE",
                    "",
                    Kind::InlineChoice {
                        choices: choices(&["90 °C", "100 °C", "110 °C"]),
                        shuffle,
                        required: false,
                    },
                ),
                t(" at sea level, and freezes at "),
                one("SECOND", "", entry()),
                t(" °C."),
            ])],
        ),
        (
            "hottext",
            vec![ask(
                "Which words are verbs?",
                Kind::Hottext {
                    min,
                    max: 2,
                    passage: vec![p(vec![
                        t("The old dog "),
                        hot("C1", "slept"),
                        t(" in the "),
                        hot("C2", "warm"),
                        t(" sun and "),
                        hot("C3", "dreamed"),
                        t("."),
                    ])],
                },
            )],
        ),
    ]
}

fn written() -> Vec<Named> {
    vec![
        ("formula", vec![math(), formula()]),
        ("essay", vec![essay()]),
        (
            "slider",
            vec![ask(
                "How much of the Earth is under water, in percent?",
                Kind::Slider {
                    lower: 0.0,
                    upper: 100.0,
                    step: Some(5.0),
                    step_label: true,
                    orientation: Orientation::Horizontal,
                    reverse: false,
                },
            )],
        ),
    ]
}

fn paired() -> Vec<Named> {
    let (min, max) = (0, 0);
    let shuffle = false;
    let orientation = Orientation::Vertical;
    vec![
        (
            "match",
            vec![ask(
                "What is each of these?",
                Kind::Match {
                    sets: [
                        pairable(&["Granite", "Sandstone", "Marble"], 1),
                        pairable(&["Igneous", "Sedimentary", "Metamorphic"], 0),
                    ],
                    shuffle,
                    min,
                    max,
                },
            )],
        ),
        (
            "associate",
            vec![ask(
                "Which belong together?",
                Kind::Associate {
                    choices: pairable(&["Hot", "Cold", "Wet", "Dry"], 1),
                    shuffle,
                    min,
                    max: 2,
                },
            )],
        ),
        (
            "order",
            vec![ask(
                "Put the steps in order.",
                Kind::Order {
                    choices: choices(&["Boil the water", "Put in the pasta", "Drain it", "Serve with sauce"]),
                    shuffle,
                    min,
                    max,
                    orientation,
                },
            )],
        ),
        (
            "gaps",
            vec![ask(
                "Put the words in.",
                Kind::GapMatch {
                    choices: pairable(&["sun", "moon", "tide"], 1),
                    shuffle,
                    min,
                    max,
                    passage: vec![p(vec![
                        t("The "),
                        gap("G1"),
                        t(" pulls the water, and the "),
                        gap("G2"),
                        t(" rises."),
                    ])],
                },
            )],
        ),
    ]
}

fn pictured() -> Vec<Named> {
    let min = 0;
    vec![
        (
            "hotspot",
            vec![ask(
                "Where does the river meet the sea?",
                Kind::Hotspot { stage: stage(), choices: areas(0), min, max: 1 },
            )],
        ),
        (
            "point",
            vec![ask(
                "Click where you would build a harbour.",
                Kind::SelectPoint { stage: stage(), min, max: 2 },
            )],
        ),
        (
            "position",
            vec![ask(
                "Put the pin on the mouth of the river.",
                Kind::PositionObject {
                    stage: stage(),
                    object: pin(),
                    center: Some((12.0, 32.0)),
                    min,
                    max: 1,
                },
            )],
        ),
    ]
}

fn areas_paired() -> Vec<Named> {
    let (min, max) = (0, 0);
    vec![
        (
            "areas-in-order",
            vec![ask(
                "Follow the water.",
                Kind::GraphicOrder { stage: stage(), choices: areas(0), min, max },
            )],
        ),
        (
            "areas-paired",
            vec![ask(
                "Which places trade?",
                Kind::GraphicAssociate { stage: stage(), choices: areas(0), min, max: 2 },
            )],
        ),
        (
            "areas-filled",
            vec![ask(
                "What is where?",
                Kind::GraphicGapMatch {
                    stage: stage(),
                    choices: pairable(&["Land", "Sea", "River"], 1),
                    gaps: areas(1),
                    min,
                    max,
                },
            )],
        ),
    ]
}

fn given() -> Vec<Named> {
    vec![
        (
            "upload",
            vec![ask(
                "Read the poem aloud and hand in the recording.",
                Kind::Upload { types: vec!["audio/*".to_owned()] },
            )],
        ),
        (
            "listen",
            vec![ask(
                "Listen to the talk.",
                Kind::Media {
                    media: Media {
                        element: Element::new("audio", vec![]),
                        href: "talk.ogg".to_owned(),
                        media_type: None,
                    },
                    autostart: true,
                    min_plays: 0,
                    max_plays: 2,
                    repeat: false,
                },
            )],
        ),
        ("drawing", vec![ask("Draw the way of the ship.", Kind::Drawing { stage: stage() })]),
        (
            "table",
            vec![table(), one("RESPONSE", "", Kind::EndAttempt { title: "Show me a hint".to_owned() })],
        ),
    ]
}

/// Two questions, for review.
pub fn two() -> Vec<Node> {
    let choices = choices(&["The Nile", "The Danube", "The Mekong"]);
    let kind = Kind::Choice { choices, shuffle: false, min: 0, max: 1, orientation: Orientation::Vertical };
    vec![ask("Which of these is in Europe?", kind), p(vec![t("3 × 4 = "), one("SECOND", "", entry())])]
}

/// The same in Arabic.
pub fn arabic() -> Vec<Node> {
    let choices = choices(&["النيل", "الدانوب", "الميكونغ"]);
    let kind = Kind::Choice { choices, shuffle: false, min: 0, max: 1, orientation: Orientation::Vertical };
    vec![ask("أي من هذه الأنهار في أوروبا؟", kind), p(vec![t("٣ × ٤ = "), one("SECOND", "", entry())])]
}

fn t(text: &str) -> Node {
    Node::Text(text.to_owned())
}

fn el(name: &str, attributes: &[(&str, &str)], children: Vec<Node>) -> Node {
    let attributes = attributes.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned()));
    Node::Element(Element { name: name.to_owned(), attributes: attributes.collect(), children })
}

fn p(children: Vec<Node>) -> Node {
    el("p", &[], children)
}

fn term(id: &str, text: &str) -> Node {
    el("span", &[("data-catalog-idref", id)], vec![t(text)])
}

fn ask(prompt: &str, kind: Kind) -> Node {
    one("RESPONSE", prompt, kind)
}

fn one(response: &str, prompt: &str, kind: Kind) -> Node {
    let prompt = if prompt.is_empty() { Vec::new() } else { vec![t(prompt)] };
    let response = response.to_owned();
    Node::Interaction(Box::new(Interaction { response, prompt, kind, attributes: Vec::new() }))
}

fn entry() -> Kind {
    Kind::TextEntry {
        expected_length: Some(4),
        pattern: None,
        pattern_message: None,
        placeholder: None,
        base: 10,
        string_identifier: None,
    }
}

fn math() -> Node {
    let n = |number: &str| el("mn", &[], vec![t(number)]);
    let x = el("msup", &[], vec![el("mi", &[], vec![t("x")]), n("2")]);
    let root = el("msqrt", &[], vec![x, el("mo", &[], vec![t("+")]), n("9")]);
    p(vec![
        t("Simplify "),
        el("math", &[], vec![el("mfrac", &[], vec![root, n("4")])]),
        t(" as far as it goes."),
    ])
}

fn formula() -> Node {
    let mut interaction =
        Interaction { response: "RESPONSE".into(), prompt: vec![], kind: entry(), attributes: vec![] };
    interaction.attributes.push(("class".to_owned(), "data-formula".to_owned()));
    p(vec![t("x = "), Node::Interaction(Box::new(interaction))])
}

fn essay() -> Node {
    let kind = Kind::ExtendedText {
        expected_length: Some(900),
        expected_lines: Some(6),
        pattern: None,
        pattern_message: None,
        placeholder: None,
        format: TextFormat::Plain,
        min_strings: 0,
        max_strings: 1,
    };
    let prompt = vec![t("Explain in your own words why the tide comes twice a day.")];
    let attributes = vec![
        ("class".to_owned(), "qti-counter-up".to_owned()),
        ("data-spellcheck".to_owned(), "false".to_owned()),
    ];
    Node::Interaction(Box::new(Interaction { response: "RESPONSE".into(), prompt, kind, attributes }))
}

fn choices(texts: &[&str]) -> Vec<Choice> {
    let choice = |(at, text): (usize, &&str)| Choice {
        identifier: format!("C{}", at + 1),
        fixed: false,
        template: None,
        content: vec![t(text)],
    };
    texts.iter().enumerate().map(choice).collect()
}

fn pairable(texts: &[&str], max: u32) -> Vec<AssociableChoice> {
    let prefix: String = texts[0].chars().take(1).collect();
    choices(texts)
        .into_iter()
        .map(|mut choice| {
            choice.identifier = format!("{prefix}{}", choice.identifier);
            AssociableChoice { choice, min: 0, max, group: Vec::new() }
        })
        .collect()
}

fn gap(name: &str) -> Node {
    Node::Gap(Gap { identifier: name.to_owned(), group: Vec::new(), required: false, template: None })
}

fn hot(name: &str, text: &str) -> Node {
    Node::Hottext(Choice {
        identifier: name.to_owned(),
        fixed: false,
        template: None,
        content: vec![t(text)],
    })
}

fn stage() -> Stage {
    let attributes = [("src", "map.svg"), ("alt", "A map of a coast with a river")];
    let attributes = attributes.map(|(name, value)| (name.to_owned(), value.to_owned())).into();
    Stage {
        image: Element { name: "img".to_owned(), attributes, children: Vec::new() },
        width: 480,
        height: 300,
    }
}

fn pin() -> Media {
    let attributes = [("width", "24"), ("height", "32")];
    let attributes = attributes.map(|(name, value)| (name.to_owned(), value.to_owned())).into();
    let element = Element { name: "img".to_owned(), attributes, children: Vec::new() };
    Media { element, href: "pin.svg".to_owned(), media_type: None }
}

fn areas(max: u32) -> Vec<HotspotChoice> {
    [
        ("The spring", Shape::Circle([326.0, 30.0, 26.0])),
        ("The mouth", Shape::Rect([245.0, 160.0, 300.0, 215.0])),
        ("The bay", Shape::Poly(vec![(60.0, 235.0), (160.0, 210.0), (180.0, 270.0), (80.0, 285.0)])),
    ]
    .into_iter()
    .enumerate()
    .map(|(at, (label, shape))| HotspotChoice {
        identifier: format!("A{}", at + 1),
        shape,
        label: label.to_owned(),
        min: 0,
        max,
        group: Vec::new(),
    })
    .collect()
}

fn table() -> Node {
    let cells = |name: &str, texts: &[&str]| {
        let cell = |text: &&str| el(name, &[], vec![t(text)]);
        el("tr", &[], texts.iter().map(cell).collect())
    };
    let head = el("thead", &[], vec![cells("th", &["Month", "January", "April", "July", "October", "Year"])]);
    let body = el("tbody", &[], vec![cells("td", &["Rain in mm", "81", "43", "49", "72", "745"])]);
    el("table", &[], vec![el("caption", &[], vec![t("Rain")]), head, body])
}
