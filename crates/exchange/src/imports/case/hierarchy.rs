//! Circles of `isChildOf`: found, reported, and which link to leave out when a tree is drawn.

use std::collections::HashMap;

use domain::{
    AssociationId,
    framework::{Association, AssociationKind},
};

use crate::{Problem, Problems};

/// The most steps of a circle that are named.
pub const MOST_STEPS: usize = 12;

/// A circle of `isChildOf`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cycle {
    /// The link that closes it: not followed when a tree is drawn.
    pub broken: AssociationId,
    /// The publisher's identifiers along the circle, from child to parent; the first comes last again.
    /// Of a longer circle the first [`MOST_STEPS`] and the last.
    pub path: Vec<String>,
}

/// Every link that closes a circle. Without these links `isChildOf` has no circle.
/// The same associations in the same order give the same answer.
pub fn cycles(associations: &[Association]) -> Vec<Cycle> {
    circles_of(&AssociationKind::IsChildOf, associations)
}

/// As [`cycles`], of another kind of association.
pub fn circles_of(kind: &AssociationKind, associations: &[Association]) -> Vec<Cycle> {
    let mut graph = Graph::default();
    for link in associations.iter().filter(|link| link.kind == *kind) {
        let child = graph.node(&link.origin.guid);
        let parent = graph.node(&link.destination.guid);
        graph.parents[child].push((parent, link.id));
    }
    let mut state = vec![State::New; graph.names.len()];
    let mut found = Vec::new();
    for start in 0..graph.names.len() {
        if state[start] == State::New {
            graph.walk_from(start, &mut state, &mut found);
        }
    }
    found
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    New,
    /// At this depth of the path.
    OnPath(usize),
    Done,
}

#[derive(Default)]
struct Graph<'a> {
    numbers: HashMap<&'a str, usize>,
    names: Vec<&'a str>,
    parents: Vec<Vec<(usize, AssociationId)>>,
}

impl<'a> Graph<'a> {
    fn node(&mut self, guid: &'a str) -> usize {
        let next = self.names.len();
        let number = *self.numbers.entry(guid).or_insert(next);
        if number == next {
            self.names.push(guid);
            self.parents.push(Vec::new());
        }
        number
    }

    /// Depth first without recursion: a package can be one chain of 100,000 items.
    fn walk_from(&self, start: usize, state: &mut [State], found: &mut Vec<Cycle>) {
        let mut path = vec![(start, 0_usize)];
        state[start] = State::OnPath(0);
        while let Some((node, next)) = path.last_mut() {
            let Some((parent, link)) = self.parents[*node].get(*next).copied() else {
                state[*node] = State::Done;
                path.pop();
                continue;
            };
            *next += 1;
            match state[parent] {
                State::New => {
                    state[parent] = State::OnPath(path.len());
                    path.push((parent, 0));
                }
                State::OnPath(depth) => {
                    let circle = path[depth..].iter().map(|(node, _)| *node).take(MOST_STEPS);
                    let path = circle.chain([parent]).map(|node| self.names[node].to_owned()).collect();
                    found.push(Cycle { broken: link, path });
                }
                State::Done => {}
            }
        }
    }
}

/// One warning for each circle.
pub(crate) fn report(file: &str, cycles: &[Cycle], problems: &mut Problems) {
    for cycle in cycles {
        let what = format!("isChildOf runs in a circle: {}", cycle.path.join(" > "));
        let advice =
            "The last link is kept but not followed when the tree is drawn. Remove one of the links.";
        problems.add(Problem::warning(file, what, advice).in_field("CFAssociations"));
    }
}
