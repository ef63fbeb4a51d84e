//! The rows of bubbles that an answer sheet needs, and the answers that marked bubbles give.

use std::collections::BTreeMap;

use domain::item::{AssociableChoice, BaseType, Cardinality, Interaction, InteractionKind, Scalar, Value};

use super::letter;
use crate::{ResponseShape, names};

/// Wider rows than this no sheet has.
const MOST_BUBBLES: usize = 8;

/// One row of bubbles on an answer sheet.
#[derive(Debug, Clone, PartialEq)]
pub struct MarkRow {
    /// The response that it fills.
    pub response: String,
    /// What stands before it beside the number of the item: empty where an item has one row, else `1`, `2`, ...,
    /// or `2.1` in the second interaction.
    pub label: String,
    /// Letter and what a mark means, in the order in which they are printed.
    pub bubbles: Vec<(String, Scalar)>,
    /// Whether several of the row may be marked.
    pub several: bool,
    /// Into which container the rows of the response go, in their order.
    pub cardinality: Cardinality,
}

/// One answer that is written by hand.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HandRow {
    /// The response that it fills.
    pub response: String,
    /// How many lines it needs on an answer sheet: 1 to 6.
    pub lines: u8,
    /// Whether a person can type in afterwards what was written: a word, a number, a text. Otherwise it is a
    /// drawing, pairs or a thing handed in, which only a person can look at.
    pub typed: bool,
}

/// Marks that give no answer: a person has to look.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum MarkProblem {
    /// Several bubbles are marked where one may be.
    #[error(
        "row {label:?} of response {response} has {marked} marks where one is allowed: look at the sheet"
    )]
    Several {
        /// Which response.
        response: String,
        /// Which row.
        label: String,
        /// How many marks.
        marked: usize,
    },
    /// The same entry is marked on two places of an order.
    #[error("response {response} has {letter} in two places: look at the sheet")]
    Twice {
        /// Which response.
        response: String,
        /// The entry's letter.
        letter: String,
    },
    /// A row or bubble that the sheet does not have.
    #[error(
        "row {row}, bubble {bubble} is not on the sheet: read the sheet with the rows it was printed with"
    )]
    NoBubble {
        /// Which row, from 0.
        row: usize,
        /// Which bubble, from 0.
        bubble: usize,
    },
}

/// The answers that marks give, by response: `marked` are (row, bubble), from 0; `Value::Null` where nothing is
/// marked. Marks that can be read in two ways are problems, never guessed.
pub fn read_marks(
    rows: &[MarkRow],
    marked: &[(usize, usize)],
) -> Result<BTreeMap<String, Value>, Vec<MarkProblem>> {
    let mut problems = Vec::new();
    for &(row, bubble) in marked {
        if rows.get(row).and_then(|row| row.bubbles.get(bubble)).is_none() {
            problems.push(MarkProblem::NoBubble { row, bubble });
        }
    }
    let mut found: BTreeMap<&str, (Cardinality, Vec<Scalar>)> = BTreeMap::new();
    for (at, row) in rows.iter().enumerate() {
        let response = row.response.clone();
        let here: Vec<_> = row
            .bubbles
            .iter()
            .enumerate()
            .filter(|(bubble, _)| marked.contains(&(at, *bubble)))
            .map(|(_, bubble)| bubble)
            .collect();
        let scalars = &mut found.entry(&row.response).or_insert((row.cardinality, Vec::new())).1;
        if here.len() > 1 && !row.several {
            problems.push(MarkProblem::Several { response, label: row.label.clone(), marked: here.len() });
            continue;
        }
        for (letter, scalar) in here {
            if scalars.contains(scalar) {
                problems.push(MarkProblem::Twice { response: response.clone(), letter: letter.clone() });
            } else {
                scalars.push(scalar.clone());
            }
        }
    }
    for (response, (cardinality, scalars)) in &found {
        if *cardinality == Cardinality::Single && scalars.len() > 1 {
            let (response, label) = ((*response).to_owned(), String::new());
            problems.push(MarkProblem::Several { response, label, marked: scalars.len() });
        }
    }
    if !problems.is_empty() {
        return Err(problems);
    }
    Ok(found
        .into_iter()
        .map(|(response, (cardinality, scalars))| {
            (response.to_owned(), Value::container(cardinality, scalars))
        })
        .collect())
}

/// The rows of all interactions, labelled, and what is written by hand.
pub(super) fn of_interactions(
    interactions: &[&Interaction],
    responses: &[ResponseShape],
) -> (Vec<MarkRow>, Vec<HandRow>) {
    let asking: Vec<_> =
        interactions.iter().filter(|one| !matches!(one.kind, InteractionKind::EndAttempt { .. })).collect();
    let (mut rows, mut by_hand) = (Vec::new(), Vec::new());
    for (at, interaction) in asking.iter().enumerate() {
        let shape = ResponseShape::filled_by(interaction, responses);
        let own = of_interaction(interaction, &shape);
        if own.is_empty() {
            if !matches!(interaction.kind, InteractionKind::Media { .. }) {
                by_hand.push(hand_row(interaction));
            }
            continue;
        }
        let many = own.len() > 1;
        rows.extend(own.into_iter().enumerate().map(|(row, bubbles)| MarkRow {
            response: interaction.response.clone(),
            label: match (asking.len() > 1, many) {
                (false, false) => String::new(),
                (false, true) => (row + 1).to_string(),
                (true, false) => (at + 1).to_string(),
                (true, true) => format!("{}.{}", at + 1, row + 1),
            },
            several: bubbles.several,
            bubbles: bubbles.bubbles,
            cardinality: shape.cardinality,
        }));
    }
    (rows, by_hand)
}

fn hand_row(interaction: &Interaction) -> HandRow {
    use InteractionKind as K;
    let (lines, typed) = match &interaction.kind {
        K::TextEntry { .. } | K::Slider { .. } => (1, true),
        K::ExtendedText { .. } => (6, true),
        _ => (2, false),
    };
    HandRow { response: interaction.response.clone(), lines, typed }
}

struct Bubbles {
    bubbles: Vec<(String, Scalar)>,
    several: bool,
}

fn of_interaction(interaction: &Interaction, shape: &ResponseShape) -> Vec<Bubbles> {
    use InteractionKind as K;
    let several = shape.cardinality != Cardinality::Single;
    let rows = match &interaction.kind {
        K::Choice { choices, max, .. } => {
            vec![named(choices.iter().map(|one| one.identifier.as_str()), shape, several && *max != 1)]
        }
        K::InlineChoice { choices, .. } => {
            vec![named(choices.iter().map(|one| one.identifier.as_str()), shape, false)]
        }
        K::Hottext { passage, max, .. } => {
            let words = names::hottexts(passage);
            vec![named(words.iter().map(|one| one.identifier.as_str()), shape, several && *max != 1)]
        }
        K::Hotspot { choices, max, .. } => {
            vec![named(choices.iter().map(|one| one.identifier.as_str()), shape, several && *max != 1)]
        }
        K::Match { sets: [rows, columns], .. } => rows
            .iter()
            .map(|row| Bubbles {
                bubbles: lettered(columns, |column| (&row.choice.identifier, column), shape),
                several: several && row.max != 1,
            })
            .collect(),
        K::GapMatch { choices, passage, .. } => names::gaps(passage)
            .iter()
            .map(|gap| Bubbles {
                bubbles: lettered(choices, |choice| (choice, &gap.identifier), shape),
                several: false,
            })
            .collect(),
        K::GraphicGapMatch { choices, gaps, .. } => gaps
            .iter()
            .map(|gap| Bubbles {
                bubbles: lettered(choices, |choice| (choice, &gap.identifier), shape),
                several: several && gap.max != 1,
            })
            .collect(),
        // A row for each place, in it a bubble for each entry.
        K::Order { choices, max, .. } => {
            let names: Vec<_> = choices.iter().map(|one| one.identifier.as_str()).collect();
            (0..places(&names, *max)).map(|_| named(names.iter().copied(), shape, false)).collect()
        }
        K::GraphicOrder { choices, max, .. } => {
            let names: Vec<_> = choices.iter().map(|one| one.identifier.as_str()).collect();
            (0..places(&names, *max)).map(|_| named(names.iter().copied(), shape, false)).collect()
        }
        _ => Vec::new(),
    };
    let fits = !rows.is_empty()
        && rows.len() <= 4 * MOST_BUBBLES
        && rows.iter().all(|row| (1..=MOST_BUBBLES).contains(&row.bubbles.len()));
    if fits { rows } else { Vec::new() }
}

fn places(names: &[&str], max: u32) -> usize {
    if max == 0 { names.len() } else { names.len().min(max as usize) }
}

fn named<'a>(names: impl Iterator<Item = &'a str>, shape: &ResponseShape, several: bool) -> Bubbles {
    let base = shape.base_type.unwrap_or(BaseType::Identifier);
    let bubbles =
        names.enumerate().filter_map(|(at, name)| Some((letter(at), Scalar::read(base, name)?))).collect();
    Bubbles { bubbles, several }
}

fn lettered<'a>(
    choices: &'a [AssociableChoice],
    pair: impl Fn(&'a str) -> (&'a str, &'a str),
    shape: &ResponseShape,
) -> Vec<(String, Scalar)> {
    let scalar = |(one, other): (&str, &str)| match shape.base_type {
        Some(BaseType::Pair) => Scalar::Pair(one.to_owned(), other.to_owned()),
        _ => Scalar::DirectedPair(one.to_owned(), other.to_owned()),
    };
    choices
        .iter()
        .enumerate()
        .map(|(at, one)| (letter(at), scalar(pair(one.choice.identifier.as_str()))))
        .collect()
}

#[cfg(test)]
mod tests;
