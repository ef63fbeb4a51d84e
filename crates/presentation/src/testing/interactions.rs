//! Interactions to try things on: one of each kind, all with the response `RESPONSE`.

use domain::item::{
    AssociableChoice, Choice, Element, Gap, HotspotChoice, Interaction, InteractionKind, Media, Node,
    Orientation, Shape, Stage, TextFormat,
};

pub(crate) fn interaction(kind: InteractionKind) -> Interaction {
    Interaction { response: "RESPONSE".to_owned(), prompt: Vec::new(), kind, attributes: Vec::new() }
}

pub(crate) fn text(text: &str) -> Vec<Node> {
    vec![Node::Text(text.to_owned())]
}

pub(crate) fn choices(letter: &str, count: usize) -> Vec<Choice> {
    (1..=count)
        .map(|at| Choice {
            identifier: format!("{letter}{at}"),
            fixed: false,
            template: None,
            content: text(&format!("Entry {letter}{at}")),
        })
        .collect()
}

pub(crate) fn pairable(letter: &str, count: usize, max: u32) -> Vec<AssociableChoice> {
    let pairable = |choice| AssociableChoice { choice, min: 0, max, group: Vec::new() };
    choices(letter, count).into_iter().map(pairable).collect()
}

pub(crate) fn areas(count: usize, max: u32) -> Vec<HotspotChoice> {
    (1..)
        .zip(1_u32..)
        .take(count)
        .map(|(at, across)| HotspotChoice {
            identifier: format!("A{at}"),
            shape: Shape::Circle([f64::from(across) * 30.0, 40.0, 12.0]),
            label: format!("Place {at}"),
            min: 0,
            max,
            group: Vec::new(),
        })
        .collect()
}

pub(crate) fn stage() -> Stage {
    let mut image = Element::new("img", Vec::new());
    image.attributes =
        [("src", "map.png"), ("alt", "A map")].map(|(a, b)| (a.to_owned(), b.to_owned())).into();
    Stage { image, width: 300, height: 200 }
}

pub(crate) fn media(name: &str, href: &str) -> Media {
    Media { element: Element::new(name, Vec::new()), href: href.to_owned(), media_type: None }
}

pub(crate) fn choice(count: usize, max: u32) -> Interaction {
    let orientation = Orientation::Vertical;
    interaction(InteractionKind::Choice {
        choices: choices("C", count),
        shuffle: false,
        min: 0,
        max,
        orientation,
    })
}

pub(crate) fn inline_choice(count: usize) -> Interaction {
    interaction(InteractionKind::InlineChoice {
        choices: choices("C", count),
        shuffle: false,
        required: false,
    })
}

pub(crate) fn text_entry(base: u32, string_identifier: Option<&str>) -> Interaction {
    interaction(InteractionKind::TextEntry {
        expected_length: Some(6),
        pattern: None,
        pattern_message: None,
        placeholder: None,
        base,
        string_identifier: string_identifier.map(str::to_owned),
    })
}

pub(crate) fn extended_text(max_strings: u32) -> Interaction {
    interaction(InteractionKind::ExtendedText {
        expected_length: Some(300),
        expected_lines: None,
        pattern: None,
        pattern_message: None,
        placeholder: None,
        format: TextFormat::Plain,
        min_strings: 0,
        max_strings,
    })
}

pub(crate) fn match_table(rows: usize, columns: usize, max_of_row: u32) -> Interaction {
    let sets = [pairable("R", rows, max_of_row), pairable("K", columns, 0)];
    interaction(InteractionKind::Match { sets, shuffle: false, min: 0, max: 0 })
}

pub(crate) fn associate(count: usize, max: u32) -> Interaction {
    interaction(InteractionKind::Associate { choices: pairable("C", count, 0), shuffle: false, min: 0, max })
}

pub(crate) fn order(count: usize) -> Interaction {
    let orientation = Orientation::Vertical;
    interaction(InteractionKind::Order {
        choices: choices("C", count),
        shuffle: false,
        min: 0,
        max: 0,
        orientation,
    })
}

pub(crate) fn gap_match(count: usize, gaps: usize) -> Interaction {
    let gap = |at| Gap { identifier: format!("G{at}"), group: Vec::new(), required: false, template: None };
    let passage = (1..=gaps).flat_map(|at| [Node::Text(format!("Part {at} ")), Node::Gap(gap(at))]).collect();
    interaction(InteractionKind::GapMatch {
        choices: pairable("W", count, 0),
        shuffle: false,
        min: 0,
        max: 0,
        passage: vec![Node::Element(Element::new("p", passage))],
    })
}

pub(crate) fn hottext(count: usize, max: u32) -> Interaction {
    let words =
        choices("C", count).into_iter().flat_map(|one| [Node::Text(" a ".to_owned()), Node::Hottext(one)]);
    let passage = vec![Node::Element(Element::new("p", words.collect()))];
    interaction(InteractionKind::Hottext { min: 0, max, passage })
}

pub(crate) fn hotspot(count: usize, max: u32) -> Interaction {
    interaction(InteractionKind::Hotspot { stage: stage(), choices: areas(count, 0), min: 0, max })
}

pub(crate) fn select_point(max: u32) -> Interaction {
    interaction(InteractionKind::SelectPoint { stage: stage(), min: 0, max })
}

pub(crate) fn position_object(max: u32) -> Interaction {
    let object = media("img", "pin.png");
    interaction(InteractionKind::PositionObject {
        stage: stage(),
        object,
        center: Some((4.0, 8.0)),
        min: 0,
        max,
    })
}

pub(crate) fn graphic_order(count: usize) -> Interaction {
    interaction(InteractionKind::GraphicOrder { stage: stage(), choices: areas(count, 0), min: 0, max: 0 })
}

pub(crate) fn graphic_associate(count: usize, max: u32) -> Interaction {
    interaction(InteractionKind::GraphicAssociate { stage: stage(), choices: areas(count, 0), min: 0, max })
}

pub(crate) fn graphic_gap_match(count: usize, gaps: usize, max_of_gap: u32) -> Interaction {
    interaction(InteractionKind::GraphicGapMatch {
        stage: stage(),
        choices: pairable("W", count, 0),
        gaps: areas(gaps, max_of_gap),
        min: 0,
        max: 0,
    })
}

pub(crate) fn slider(lower: f64, upper: f64, step: Option<f64>) -> Interaction {
    interaction(InteractionKind::Slider {
        lower,
        upper,
        step,
        step_label: false,
        orientation: Orientation::Horizontal,
        reverse: false,
    })
}

pub(crate) fn upload(types: &[&str]) -> Interaction {
    interaction(InteractionKind::Upload { types: types.iter().map(|one| (*one).to_owned()).collect() })
}

pub(crate) fn media_interaction(max_plays: u32) -> Interaction {
    interaction(InteractionKind::Media {
        media: media("audio", "talk.ogg"),
        autostart: true,
        min_plays: 0,
        max_plays,
        repeat: false,
    })
}

pub(crate) fn drawing() -> Interaction {
    interaction(InteractionKind::Drawing { stage: stage() })
}

pub(crate) fn end_attempt() -> Interaction {
    interaction(InteractionKind::EndAttempt { title: "Show a hint".to_owned() })
}

/// One of each kind.
pub(crate) fn one_of_each() -> Vec<Interaction> {
    vec![
        choice(3, 1),
        choice(4, 2),
        inline_choice(3),
        text_entry(10, None),
        extended_text(1),
        match_table(2, 3, 1),
        associate(4, 2),
        order(3),
        gap_match(3, 2),
        hottext(3, 2),
        hotspot(3, 1),
        select_point(2),
        position_object(1),
        graphic_order(3),
        graphic_associate(3, 2),
        graphic_gap_match(3, 2, 1),
        slider(0.0, 10.0, Some(1.0)),
        upload(&["image/*"]),
        media_interaction(2),
        drawing(),
        end_attempt(),
    ]
}
