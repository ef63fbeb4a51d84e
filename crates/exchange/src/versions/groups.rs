//! Splits and merges that only the words show: several statements that together hold the words of
//! one, each of them mostly made of these words.

use std::collections::BTreeMap;

use domain::framework::Competency;

use super::{
    Why,
    likeness::{Statements, near, per_mille},
    linking::Edge,
    words::Words,
};

/// So much of a part's words must be in the whole.
const LEAST_WITHIN_PER_MILLE: u16 = 800;

/// So much of the whole's words must be in the parts together.
const LEAST_COVERED_PER_MILLE: u16 = 800;

/// A part that alone holds so much of the whole is the whole.
const MOST_OF_ONE_PER_MILLE: u16 = 800;

/// A whole becomes at most so many parts.
const MOST_PARTS: usize = 8;

/// One statement and the several that hold its words.
struct Group {
    whole_is_old: bool,
    whole: usize,
    parts: Vec<usize>,
    covered: u16,
    guids: Vec<String>,
}

/// Links of splits and merges between competencies that have none; each in one group.
pub(super) fn edges(
    old: &[Competency],
    new: &[Competency],
    statements: &Statements,
    open_old: &[usize],
    open_new: &[usize],
) -> Vec<Edge> {
    let (mut parts_of_old, mut parts_of_new) = (BTreeMap::new(), BTreeMap::new());
    for (from, to) in near(statements, open_old, open_new) {
        let shared = statements.vocabulary.shared(&statements.old[from], &statements.new[to]);
        let weight = |words: &Words| statements.vocabulary.weight(words);
        let of_old = per_mille(shared, weight(&statements.old[from]));
        let of_new = per_mille(shared, weight(&statements.new[to]));
        if of_new >= LEAST_WITHIN_PER_MILLE && of_old < MOST_OF_ONE_PER_MILLE {
            parts_of_old.entry(from).or_insert_with(Vec::new).push(to);
        }
        if of_old >= LEAST_WITHIN_PER_MILLE && of_new < MOST_OF_ONE_PER_MILLE {
            parts_of_new.entry(to).or_insert_with(Vec::new).push(from);
        }
    }
    let mut groups = Vec::new();
    for (whole_is_old, found) in [(true, parts_of_old), (false, parts_of_new)] {
        let (wholes, parts) = if whole_is_old { (old, new) } else { (new, old) };
        for (whole, parts_of) in found {
            let covered = covered(statements, whole_is_old, whole, &parts_of);
            if (2..=MOST_PARTS).contains(&parts_of.len()) && covered >= LEAST_COVERED_PER_MILLE {
                let mut guids: Vec<_> = parts_of.iter().map(|part| parts[*part].guid.clone()).collect();
                guids.push(wholes[whole].guid.clone());
                guids.sort_unstable();
                groups.push(Group { whole_is_old, whole, parts: parts_of, covered, guids });
            }
        }
    }
    groups.sort_by(|a, b| (b.covered, &a.guids).cmp(&(a.covered, &b.guids)));
    chosen(groups, old.len(), new.len())
}

/// How much of the whole's words its parts hold together, in thousandths.
fn covered(statements: &Statements, whole_is_old: bool, whole: usize, parts: &[usize]) -> u16 {
    let (wholes, sides) =
        if whole_is_old { (&statements.old, &statements.new) } else { (&statements.new, &statements.old) };
    let mut together: Words = parts.iter().flat_map(|part| sides[*part].iter().copied()).collect();
    together.sort_unstable();
    together.dedup();
    let whole = &wholes[whole];
    per_mille(statements.vocabulary.shared(whole, &together), statements.vocabulary.weight(whole))
}

/// The best covered first; a group with a member that is taken is left out.
fn chosen(groups: Vec<Group>, old: usize, new: usize) -> Vec<Edge> {
    let (mut taken_old, mut taken_new) = (vec![false; old], vec![false; new]);
    let mut edges = Vec::new();
    for group in groups {
        let (wholes, parts) = if group.whole_is_old {
            (&mut taken_old, &mut taken_new)
        } else {
            (&mut taken_new, &mut taken_old)
        };
        if wholes[group.whole] || group.parts.iter().any(|part| parts[*part]) {
            continue;
        }
        wholes[group.whole] = true;
        let why = Why::PartOfText { covered_per_mille: group.covered };
        for part in group.parts {
            parts[part] = true;
            let (old, new) = if group.whole_is_old { (group.whole, part) } else { (part, group.whole) };
            edges.push(Edge { old, new, why });
        }
    }
    edges
}
