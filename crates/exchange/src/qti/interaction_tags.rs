//! The ways to answer, as elements.

use domain::item::{
    AssociableChoice, Choice, Gap, HotspotChoice, Interaction, InteractionKind as Kind, Node, Orientation,
    Stage, TextFormat,
};

use super::{
    content_tags::element_tag,
    tree::Tag,
    values::{number_text, with_shape},
};

/// The element of an interaction.
pub(super) fn interaction_tag(interaction: &Interaction) -> Tag {
    let mut tag = Tag::new(format!("qti-{}-interaction", interaction.kind_word()))
        .with("response-identifier", &interaction.response);
    tag = with_kind(tag, &interaction.kind);
    tag.attributes.extend(interaction.attributes.iter().cloned());
    if !interaction.prompt.is_empty() {
        tag = tag.holding(Tag::new("qti-prompt").showing(&interaction.prompt));
    }
    let tag = holding_places(tag, &interaction.kind);
    match &interaction.kind {
        Kind::PositionObject { stage, .. } => {
            Tag::new("qti-position-object-stage").holding(image(stage)).holding(tag)
        }
        _ => tag,
    }
}

fn with_kind(tag: Tag, kind: &Kind) -> Tag {
    let choices =
        |tag: Tag, min: u32, max: u32| tag.unless(0, "min-choices", min).with("max-choices", max.to_string());
    let pairs = |tag: Tag, min: u32, max: u32| {
        tag.unless(0, "min-associations", min).with("max-associations", max.to_string())
    };
    match kind {
        Kind::Choice { shuffle, min, max, orientation, .. }
        | Kind::Order { shuffle, min, max, orientation, .. } => {
            let tag = choices(tag.with("shuffle", shuffle.to_string()), *min, *max);
            if *orientation == Orientation::Horizontal { tag.with("orientation", "horizontal") } else { tag }
        }
        Kind::InlineChoice { shuffle, required, .. } => {
            tag.with("shuffle", shuffle.to_string()).unless(false, "required", *required)
        }
        Kind::Match { shuffle, min, max, .. }
        | Kind::Associate { shuffle, min, max, .. }
        | Kind::GapMatch { shuffle, min, max, .. } => {
            pairs(tag.with("shuffle", shuffle.to_string()), *min, *max)
        }
        Kind::GraphicAssociate { min, max, .. } | Kind::GraphicGapMatch { min, max, .. } => {
            pairs(tag, *min, *max)
        }
        Kind::Hottext { min, max, .. }
        | Kind::Hotspot { min, max, .. }
        | Kind::SelectPoint { min, max, .. }
        | Kind::GraphicOrder { min, max, .. } => choices(tag, *min, *max),
        Kind::PositionObject { center, min, max, .. } => choices(
            tag.maybe("center-point", center.map(|(x, y)| format!("{} {}", number_text(x), number_text(y)))),
            *min,
            *max,
        ),
        Kind::TextEntry { .. } | Kind::ExtendedText { .. } => with_text(tag, kind),
        Kind::Slider { lower, upper, step, step_label, orientation, reverse } => tag
            .with("lower-bound", number_text(*lower))
            .with("upper-bound", number_text(*upper))
            .maybe("step", step.map(number_text))
            .unless(false, "step-label", *step_label)
            .with("orientation", orientation_word(*orientation))
            .unless(false, "reverse", *reverse),
        Kind::Upload { types } => tag.maybe("type", Some(types.join(" ")).filter(|types| !types.is_empty())),
        Kind::Media { autostart, min_plays, max_plays, repeat, .. } => tag
            .with("autostart", autostart.to_string())
            .unless(0, "min-plays", *min_plays)
            .unless(0, "max-plays", *max_plays)
            .unless(false, "loop", *repeat),
        Kind::EndAttempt { title } => tag.with("title", title),
        Kind::Drawing { .. } => tag,
    }
}

fn with_text(tag: Tag, kind: &Kind) -> Tag {
    let count =
        |tag: Tag, name: &str, value: Option<u32>| tag.maybe(name, value.map(|value| value.to_string()));
    match kind {
        Kind::TextEntry {
            expected_length,
            pattern,
            pattern_message,
            placeholder,
            base,
            string_identifier,
        } => count(tag, "expected-length", *expected_length)
            .maybe("pattern-mask", pattern.clone())
            .maybe("data-patternmask-message", pattern_message.clone())
            .maybe("placeholder-text", placeholder.clone())
            .unless(10, "base", *base)
            .maybe("string-identifier", string_identifier.clone()),
        Kind::ExtendedText {
            expected_length,
            expected_lines,
            pattern,
            pattern_message,
            placeholder,
            format,
            min_strings,
            max_strings,
        } => {
            let tag = count(tag, "expected-length", *expected_length);
            let format = match format {
                TextFormat::Plain => None,
                TextFormat::Preformatted => Some("preformatted"),
                TextFormat::Xhtml => Some("xhtml"),
            };
            count(tag, "expected-lines", *expected_lines)
                .maybe("pattern-mask", pattern.clone())
                .maybe("data-patternmask-message", pattern_message.clone())
                .maybe("placeholder-text", placeholder.clone())
                .maybe("format", format)
                .unless(0, "min-strings", *min_strings)
                .unless(1, "max-strings", *max_strings)
        }
        _ => tag,
    }
}

fn orientation_word(orientation: Orientation) -> &'static str {
    match orientation {
        Orientation::Vertical => "vertical",
        Orientation::Horizontal => "horizontal",
    }
}

fn holding_places(tag: Tag, kind: &Kind) -> Tag {
    let list = |name: &'static str, choices: &[Choice]| -> Vec<Tag> {
        choices
            .iter()
            .map(|choice| choice_attributes(Tag::new(name), choice, true).showing(&choice.content))
            .collect()
    };
    let pairable = |name: &'static str, choices: &[AssociableChoice]| -> Vec<Tag> {
        choices.iter().map(|choice| associable_tag(name, choice)).collect()
    };
    match kind {
        Kind::Choice { choices, .. } | Kind::Order { choices, .. } => {
            tag.holding_all(list("qti-simple-choice", choices))
        }
        Kind::InlineChoice { choices, .. } => tag.holding_all(list("qti-inline-choice", choices)),
        Kind::Match { sets, .. } => tag.holding_all(sets.iter().map(|set| {
            Tag::new("qti-simple-match-set").holding_all(pairable("qti-simple-associable-choice", set))
        })),
        Kind::Associate { choices, .. } => tag.holding_all(pairable("qti-simple-associable-choice", choices)),
        Kind::GapMatch { choices, passage, .. } => {
            tag.holding_all(choices.iter().map(filling_tag)).showing(passage)
        }
        Kind::Hottext { passage, .. } => tag.showing(passage),
        Kind::Hotspot { stage, choices, .. } | Kind::GraphicOrder { stage, choices, .. } => tag
            .holding(image(stage))
            .holding_all(choices.iter().map(|choice| area_tag("qti-hotspot-choice", choice))),
        Kind::GraphicAssociate { stage, choices, .. } => tag
            .holding(image(stage))
            .holding_all(choices.iter().map(|choice| area_tag("qti-associable-hotspot", choice))),
        Kind::GraphicGapMatch { stage, choices, gaps, .. } => tag
            .holding(image(stage))
            .holding_all(choices.iter().map(filling_tag))
            .holding_all(gaps.iter().map(|gap| area_tag("qti-associable-hotspot", gap))),
        Kind::SelectPoint { stage, .. } | Kind::Drawing { stage } => tag.holding(image(stage)),
        Kind::PositionObject { object: media, .. } | Kind::Media { media, .. } => {
            tag.holding(element_tag(&media.element))
        }
        Kind::TextEntry { .. }
        | Kind::ExtendedText { .. }
        | Kind::Slider { .. }
        | Kind::Upload { .. }
        | Kind::EndAttempt { .. } => tag,
    }
}

/// The picture, with the size that its areas are counted in.
fn image(stage: &Stage) -> Tag {
    let mut tag = element_tag(&stage.image);
    for (name, pixels) in [("width", stage.width), ("height", stage.height)] {
        if tag.attribute(name).is_none() && pixels > 0 {
            tag = tag.with(name, pixels.to_string());
        }
    }
    tag
}

/// The attributes of a choice; hottext cannot keep its place.
pub(super) fn choice_attributes(tag: Tag, choice: &Choice, may_be_fixed: bool) -> Tag {
    let tag = tag.with("identifier", &choice.identifier);
    let tag = if may_be_fixed { tag.unless(false, "fixed", choice.fixed) } else { tag };
    with_template(tag, choice.template.as_ref())
}

fn with_template(tag: Tag, template: Option<&(String, bool)>) -> Tag {
    match template {
        Some((name, show)) => {
            tag.with("template-identifier", name).with("show-hide", if *show { "show" } else { "hide" })
        }
        None => tag,
    }
}

fn grouped(tag: Tag, group: &[String]) -> Tag {
    tag.maybe("match-group", Some(group.join(" ")).filter(|group| !group.is_empty()))
}

fn associable_tag(name: &str, one: &AssociableChoice) -> Tag {
    let fixed = name == "qti-simple-associable-choice";
    grouped(choice_attributes(Tag::new(name), &one.choice, fixed), &one.group)
        .unless(0, "match-min", one.min)
        .with("match-max", one.max.to_string())
        .showing(&one.choice.content)
}

/// What is put into a gap: a picture alone is `qti-gap-img`, anything else `qti-gap-text`.
fn filling_tag(one: &AssociableChoice) -> Tag {
    let picture = match one.choice.content.as_slice() {
        [Node::Element(element)] => ["img", "object", "picture"].contains(&element.name.as_str()),
        _ => false,
    };
    associable_tag(if picture { "qti-gap-img" } else { "qti-gap-text" }, one)
}

pub(super) fn gap_tag(gap: &Gap) -> Tag {
    let tag = grouped(Tag::new("qti-gap").with("identifier", &gap.identifier), &gap.group);
    with_template(tag.unless(false, "required", gap.required), gap.template.as_ref())
}

fn area_tag(name: &str, area: &HotspotChoice) -> Tag {
    let tag = with_shape(Tag::new(name).with("identifier", &area.identifier), &area.shape)
        .with("hotspot-label", &area.label);
    if name == "qti-hotspot-choice" {
        return tag;
    }
    grouped(tag, &area.group).unless(0, "match-min", area.min).with("match-max", area.max.to_string())
}
