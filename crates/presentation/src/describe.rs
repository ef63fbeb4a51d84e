//! An answer in words: for solutions, and wherever an answer is shown without its form.

use domain::item::{AssociableChoice, HotspotChoice, Interaction, InteractionKind, Scalar, Value};

use crate::{
    fields::number,
    label, names,
    words::{Words, fill},
};

/// One line for each scalar of an answer.
pub(crate) fn answer(
    interaction: &Interaction,
    value: &Value,
    words: &Words,
    language: Option<&str>,
) -> Vec<String> {
    if let Value::Record(fields) = value {
        return fields.get("stringValue").into_iter().flatten().map(Scalar::text).collect();
    }
    value.scalars().iter().map(|scalar| line(interaction, scalar, words, language)).collect()
}

fn line(interaction: &Interaction, scalar: &Scalar, words: &Words, language: Option<&str>) -> String {
    let named = |name: &str| name_of(interaction, name, words);
    match scalar {
        Scalar::Identifier(name) => named(name),
        Scalar::Pair(a, b) | Scalar::DirectedPair(a, b) => format!("{} \u{2192} {}", named(a), named(b)),
        Scalar::Point(x, y) => {
            format!("{}, {}", number::written(*x, language), number::written(*y, language))
        }
        Scalar::Float(number) => number::written(*number, language),
        other => other.text(),
    }
}

/// What the name of a choice, an area or a gap shows.
pub(crate) fn name_of(interaction: &Interaction, name: &str, words: &Words) -> String {
    use InteractionKind as K;
    let in_choices = |choices: &[domain::item::Choice]| {
        choices.iter().find(|one| one.identifier == name).map(label::of_choice)
    };
    let in_pairable = |choices: &[AssociableChoice]| {
        choices.iter().find(|one| one.choice.identifier == name).map(label::of_associable)
    };
    let in_areas = |areas: &[HotspotChoice]| {
        areas.iter().find(|one| one.identifier == name).map(|one| one.label.clone())
    };
    let found = match &interaction.kind {
        K::Choice { choices, .. } | K::InlineChoice { choices, .. } | K::Order { choices, .. } => {
            in_choices(choices)
        }
        K::Match { sets, .. } => in_pairable(&sets[0]).or_else(|| in_pairable(&sets[1])),
        K::Associate { choices, .. } => in_pairable(choices),
        K::GapMatch { choices, passage, .. } => in_pairable(choices).or_else(|| {
            let at = names::gaps(passage).iter().position(|gap| gap.identifier == name)?;
            Some(fill(&words.gap_number, &[("n", &(at + 1).to_string())]))
        }),
        K::Hottext { passage, .. } => {
            names::hottexts(passage).into_iter().find(|one| one.identifier == name).map(label::of_choice)
        }
        K::Hotspot { choices, .. }
        | K::GraphicOrder { choices, .. }
        | K::GraphicAssociate { choices, .. } => in_areas(choices),
        K::GraphicGapMatch { choices, gaps, .. } => in_pairable(choices).or_else(|| in_areas(gaps)),
        _ => None,
    };
    found.unwrap_or_else(|| name.to_owned())
}
