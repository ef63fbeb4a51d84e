//! Pairs of names.

use domain::item::{AssociableChoice, Gap, HotspotChoice, InteractionKind, Node, Scalar, Value};

use super::{Found, Invalidity, Reason, counted, shortened};
use crate::session::Prepared;

/// One that can be paired.
struct End<'a> {
    name: &'a str,
    least: u32,
    most: u32,
    group: &'a [String],
}

impl<'a> End<'a> {
    fn area(one: &'a HotspotChoice) -> Self {
        Self { name: &one.identifier, least: one.min, most: one.max, group: &one.group }
    }

    /// Whether it goes with another: names of others, or of a group that both are in.
    fn goes_with(&self, other: &End<'_>) -> bool {
        self.group.is_empty()
            || self.group.iter().any(|name| name == other.name || other.group.contains(name))
    }
}

pub(super) fn look(prepared: &Prepared<'_>, kind: &InteractionKind, given: &Value, found: &mut Found) {
    match kind {
        InteractionKind::Match { sets: [rows, columns], min, max, .. } => {
            paired(&ends(prepared, rows), Some(&ends(prepared, columns)), given, false, found);
            counted(given.scalars().len(), *min, *max, found);
        }
        InteractionKind::Associate { choices, min, max, .. } => {
            paired(&ends(prepared, choices), None, given, false, found);
            counted(given.scalars().len(), *min, *max, found);
        }
        InteractionKind::GraphicAssociate { choices, min, max, .. } => {
            let areas: Vec<End<'_>> = choices.iter().map(End::area).collect();
            paired(&areas, None, given, false, found);
            counted(given.scalars().len(), *min, *max, found);
        }
        InteractionKind::GraphicGapMatch { choices, gaps, min, max, .. } => {
            let areas: Vec<End<'_>> = gaps.iter().map(End::area).collect();
            // The same picture may lie on an area several times.
            paired(&ends(prepared, choices), Some(&areas), given, true, found);
            counted(given.scalars().len(), *min, *max, found);
        }
        InteractionKind::GapMatch { choices, min, max, passage, .. } => {
            let mut gaps = Vec::new();
            gather(prepared, passage, 0, &mut gaps);
            let places: Vec<End<'_>> = gaps
                .iter()
                .map(|gap| End { name: &gap.identifier, least: 0, most: 1, group: &gap.group })
                .collect();
            paired(&ends(prepared, choices), Some(&places), given, false, found);
            let filled = |gap: &Gap| {
                given
                    .scalars()
                    .iter()
                    .any(|one| matches!(one, Scalar::DirectedPair(_, into) if *into == gap.identifier))
            };
            for gap in gaps.iter().filter(|gap| gap.required && !filled(gap)) {
                found.push((Invalidity::Incomplete, Reason::Open(gap.identifier.clone())));
            }
            counted(given.scalars().len(), *min, *max, found);
        }
        _ => {}
    }
}

fn ends<'a>(prepared: &Prepared<'_>, all: &'a [AssociableChoice]) -> Vec<End<'a>> {
    all.iter()
        .filter(|one| prepared.offers(&one.choice.identifier, one.choice.template.as_ref()))
        .map(|one| End { name: &one.choice.identifier, least: one.min, most: one.max, group: &one.group })
        .collect()
}

/// Pairs from one list to another; without another, within the one list and in any order.
fn paired(from: &[End<'_>], to: Option<&[End<'_>]>, given: &Value, repeats: bool, found: &mut Found) {
    let others = to.unwrap_or(from);
    let mut used = vec![0_u32; from.len()];
    let mut used_others = vec![0_u32; others.len()];
    let mut seen: Vec<(usize, usize)> = Vec::new();
    for scalar in given.scalars() {
        let (Scalar::DirectedPair(one, two) | Scalar::Pair(one, two)) = scalar else {
            found.push((Invalidity::Impossible, Reason::WrongForm));
            return;
        };
        let place = |all: &[End<'_>], name: &str| all.iter().position(|end| end.name == name);
        let (Some(first), Some(second)) = (place(from, one), place(others, two)) else {
            let missing = if place(from, one).is_none() { one } else { two };
            found.push((Invalidity::Impossible, Reason::NotOffered(shortened(missing))));
            return;
        };
        let (left, right) = (&from[first], &others[second]);
        if !left.goes_with(right) || !right.goes_with(left) || (to.is_none() && first == second) {
            let reason = Reason::NotTogether(shortened(one), shortened(two));
            found.push((Invalidity::Impossible, reason));
            return;
        }
        let pair = if to.is_none() { (first.min(second), first.max(second)) } else { (first, second) };
        if !repeats && seen.contains(&pair) {
            found.push((Invalidity::Impossible, Reason::Twice(shortened(&format!("{one} {two}")))));
            return;
        }
        seen.push(pair);
        used[first] += 1;
        if to.is_none() {
            used[second] += 1;
        } else {
            used_others[second] += 1;
        }
    }
    uses(from, &used, found);
    if let Some(to) = to {
        uses(to, &used_others, found);
    }
}

fn uses(ends: &[End<'_>], used: &[u32], found: &mut Found) {
    for (end, used) in ends.iter().zip(used) {
        if end.most > 0 && *used > end.most {
            found.push((Invalidity::Excessive, Reason::UsedTooOften(end.name.to_owned(), end.most)));
        }
        if *used < end.least {
            found.push((Invalidity::Incomplete, Reason::UsedTooSeldom(end.name.to_owned(), end.least)));
        }
    }
}

fn gather<'a>(prepared: &Prepared<'_>, nodes: &'a [Node], depth: u32, gaps: &mut Vec<&'a Gap>) {
    if depth > crate::session::shown::MAX_DEPTH {
        return;
    }
    for node in nodes {
        match node {
            Node::Template(variant) if !prepared.drawn_shows(variant) => continue,
            Node::Gap(gap) if prepared.offers(&gap.identifier, gap.template.as_ref()) => gaps.push(gap),
            _ => {}
        }
        gather(prepared, node.children(), depth + 1, gaps);
    }
}
