//! Everything that builds on a competency, at any distance.

use super::Neighbours;
use crate::bits::Bits;

/// The most bytes that the sets of one graph may take; a larger graph is walked instead. 64 MiB hold those of
/// 20,000 competencies.
const MOST_BYTES: usize = 64 << 20;

/// One set per component that something builds on; components are those of [`super::circles`].
#[derive(Debug, Clone)]
pub(super) struct Later {
    component: Vec<u32>,
    in_circle: Vec<bool>,
    /// `None` for a graph too large to keep them.
    sets: Option<Vec<Box<[u64]>>>,
}

impl Later {
    /// `components`: what comes first before what comes after.
    pub fn new(components: &[Vec<u32>], after: &Neighbours) -> Self {
        let mut component = vec![0; after.len()];
        for (place, members) in (0..).zip(components) {
            for member in members {
                component[*member as usize] = place;
            }
        }
        let in_circle = components.iter().map(|members| members.len() > 1).collect();
        let opening = components.iter().filter(|members| opens_something(members, after)).count();
        let fits = opening.saturating_mul(after.len().div_ceil(64) * 8) <= MOST_BYTES;
        let sets = fits.then(|| sets(components, &component, after));
        Self { component, in_circle, sets }
    }

    /// The set of a competency, empty where nothing builds on it; `None` where sets are not kept.
    pub fn of(&self, number: usize) -> Option<&[u64]> {
        self.sets.as_ref().map(|sets| &*sets[self.component[number] as usize])
    }

    pub fn is_in_circle(&self, number: usize) -> bool {
        self.in_circle[self.component[number] as usize]
    }
}

fn opens_something(members: &[u32], after: &Neighbours) -> bool {
    members.iter().any(|member| !after.of(*member as usize).is_empty())
}

fn sets(components: &[Vec<u32>], component: &[u32], after: &Neighbours) -> Vec<Box<[u64]>> {
    let mut sets: Vec<Box<[u64]>> = vec![Box::default(); components.len()];
    for (place, members) in components.iter().enumerate().rev() {
        if !opens_something(members, after) {
            continue;
        }
        let mut found = Bits::none(after.len());
        for &next in members.iter().flat_map(|member| after.of(*member as usize)) {
            found.add(next as usize);
            // Its own set is not there yet: of a circle, all members are added one by one.
            found.add_all(&sets[component[next as usize] as usize]);
        }
        sets[place] = found.words().into();
    }
    sets
}
