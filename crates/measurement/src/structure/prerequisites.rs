//! The prerequisite relation as bits.

use super::Known;

/// Which competencies must come before which, with all that follows from it.
///
/// Shape: no cycle. Memory: two bits per pair of competencies (1 MB for 2,000).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Prerequisites {
    /// All that must come before each competency.
    before: Vec<Known>,
    /// All that each competency must come before.
    after: Vec<Known>,
}

/// What is no prerequisite relation.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum BadPrerequisites {
    /// A competency that is not there.
    #[error("competency {0} (from 0) is not there")]
    Unknown(usize),
    /// Competencies that wait for each other, in the order in which each must come before the next, and the
    /// last before the first.
    #[error("these wait for each other: {0:?}")]
    Cycle(Vec<usize>),
}

impl Prerequisites {
    /// The relation of `len` competencies with these pairs (first, then).
    pub fn new(len: usize, pairs: &[(usize, usize)]) -> Result<Self, BadPrerequisites> {
        let mut followers = vec![Vec::new(); len];
        let mut waiting = vec![0_usize; len];
        for (first, then) in pairs {
            let unknown = [*first, *then].into_iter().find(|competency| *competency >= len);
            if let Some(competency) = unknown {
                return Err(BadPrerequisites::Unknown(competency));
            }
            followers[*first].push(*then);
            waiting[*then] += 1;
        }
        let mut ready: Vec<usize> = (0..len).filter(|competency| waiting[*competency] == 0).collect();
        let mut order = Vec::with_capacity(len);
        while let Some(competency) = ready.pop() {
            order.push(competency);
            for then in &followers[competency] {
                waiting[*then] -= 1;
                if waiting[*then] == 0 {
                    ready.push(*then);
                }
            }
        }
        if order.len() < len {
            return Err(BadPrerequisites::Cycle(cycle(&followers, &waiting)));
        }
        let mut before = vec![Known::nothing(len); len];
        let mut after = vec![Known::nothing(len); len];
        for competency in &order {
            let own = before[*competency].clone();
            for then in &followers[*competency] {
                before[*then].add_all(&own);
                before[*then].add(*competency);
            }
        }
        for competency in order.iter().rev() {
            let mut own = Known::nothing(len);
            for then in &followers[*competency] {
                own.add_all(&after[*then]);
                own.add(*then);
            }
            after[*competency] = own;
        }
        Ok(Self { before, after })
    }

    /// How many competencies there are.
    pub fn len(&self) -> usize {
        self.before.len()
    }

    /// Whether there is no competency.
    pub fn is_empty(&self) -> bool {
        self.before.is_empty()
    }

    /// All that must come before a competency, directly or not.
    pub fn before(&self, competency: usize) -> &Known {
        &self.before[competency]
    }

    /// All that a competency must come before, directly or not.
    pub fn after(&self, competency: usize) -> &Known {
        &self.after[competency]
    }

    /// Whether a set is a knowledge state: with each competency, all that must come before it.
    pub fn is_state(&self, known: &Known) -> bool {
        known.iter().all(|competency| self.before[competency].within(known))
    }

    /// The smallest state that holds a set.
    pub fn closure(&self, known: &Known) -> Known {
        let mut out = known.clone();
        for competency in known.iter() {
            out.add_all(&self.before[competency]);
        }
        out
    }

    /// What can be learned next: not known, and all that must come before is. Lowest number first.
    pub fn outer_fringe(&self, known: &Known) -> Vec<usize> {
        (0..self.len()).filter(|next| !known.has(*next) && self.before[*next].within(known)).collect()
    }

    /// What was learned last, perhaps: known, and nothing known rests on it. Lowest number first.
    pub fn inner_fringe(&self, known: &Known) -> Vec<usize> {
        known.iter().filter(|competency| !self.after[*competency].meets(known)).collect()
    }

    /// Every knowledge state, or `None` when there are more than `most`.
    pub fn states(&self, most: usize) -> Option<Vec<Known>> {
        let mut seen = std::collections::HashSet::from([Known::nothing(self.len())]);
        let mut out = vec![Known::nothing(self.len())];
        let mut next = 0;
        while next < out.len() {
            for competency in self.outer_fringe(&out[next]) {
                let mut state = out[next].clone();
                state.add(competency);
                if seen.insert(state.clone()) {
                    out.push(state);
                    if out.len() > most {
                        return None;
                    }
                }
            }
            next += 1;
        }
        Some(out)
    }
}

/// A cycle among the competencies that still wait.
fn cycle(followers: &[Vec<usize>], waiting: &[usize]) -> Vec<usize> {
    // Each of them is waited for by one that waits, so walking backwards must come round.
    let stuck = |competency: &usize| waiting[*competency] > 0;
    let mut before = vec![None; followers.len()];
    for first in (0..followers.len()).filter(stuck) {
        for then in followers[first].iter().filter(|then| stuck(then)) {
            before[*then] = Some(first);
        }
    }
    let mut path: Vec<usize> = Vec::new();
    let mut at = (0..followers.len()).find(stuck);
    while let Some(competency) = at {
        if let Some(start) = path.iter().position(|seen| *seen == competency) {
            path.drain(..start);
            break;
        }
        path.push(competency);
        at = before[competency];
    }
    path.reverse();
    let least =
        path.iter().enumerate().min_by_key(|(_, competency)| **competency).map_or(0, |(place, _)| place);
    path.rotate_left(least);
    path
}
