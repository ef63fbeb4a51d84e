//! Names out of a list.

use domain::item::{Choice, InteractionKind, Node, Scalar, Value};

use super::{Found, Invalidity, Reason, counted, shortened};
use crate::session::Prepared;

pub(super) fn look(prepared: &Prepared<'_>, kind: &InteractionKind, given: &Value, found: &mut Found) {
    let listed = |all: &[Choice]| {
        let shown = all.iter().filter(|one| prepared.offers(&one.identifier, one.template.as_ref()));
        shown.map(|one| one.identifier.clone()).collect::<Vec<_>>()
    };
    match kind {
        InteractionKind::Choice { choices, min, max, .. } => {
            names(&listed(choices), given, *min, *max, found);
        }
        InteractionKind::InlineChoice { choices, required, .. } => {
            names(&listed(choices), given, u32::from(*required), 1, found);
        }
        InteractionKind::Order { choices, min, max, .. } => {
            let offered = listed(choices);
            names(&offered, given, in_order(*min, offered.len()), *max, found);
        }
        InteractionKind::Hottext { min, max, passage } => {
            let mut offered = Vec::new();
            words(prepared, passage, 0, &mut offered);
            names(&offered, given, *min, *max, found);
        }
        InteractionKind::Hotspot { choices, min, max, .. } => {
            let offered: Vec<String> = choices.iter().map(|one| one.identifier.clone()).collect();
            names(&offered, given, *min, *max, found);
        }
        InteractionKind::GraphicOrder { choices, min, max, .. } => {
            let offered: Vec<String> = choices.iter().map(|one| one.identifier.clone()).collect();
            names(&offered, given, in_order(*min, offered.len()), *max, found);
        }
        _ => {}
    }
}

/// Without a minimum, everything is to be put in order.
fn in_order(min: u32, offered: usize) -> u32 {
    if min > 0 { min } else { u32::try_from(offered).unwrap_or(u32::MAX) }
}

fn names(offered: &[String], given: &Value, least: u32, most: u32, found: &mut Found) {
    let mut seen: Vec<&str> = Vec::new();
    for scalar in given.scalars() {
        let Scalar::Identifier(name) = scalar else {
            found.push((Invalidity::Impossible, Reason::WrongForm));
            return;
        };
        if !offered.contains(name) {
            found.push((Invalidity::Impossible, Reason::NotOffered(shortened(name))));
            return;
        }
        if seen.contains(&name.as_str()) {
            found.push((Invalidity::Impossible, Reason::Twice(shortened(name))));
            return;
        }
        seen.push(name);
    }
    counted(seen.len(), least, most, found);
}

fn words(prepared: &Prepared<'_>, nodes: &[Node], depth: u32, offered: &mut Vec<String>) {
    if depth > crate::session::shown::MAX_DEPTH {
        return;
    }
    for node in nodes {
        match node {
            Node::Template(variant) if !prepared.drawn_shows(variant) => continue,
            Node::Hottext(one) if prepared.offers(&one.identifier, one.template.as_ref()) => {
                offered.push(one.identifier.clone());
            }
            _ => {}
        }
        words(prepared, node.children(), depth + 1, offered);
    }
}
