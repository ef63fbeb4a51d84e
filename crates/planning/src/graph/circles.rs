//! Circles: competencies that all come before each other.

use std::collections::VecDeque;

use super::Neighbours;
use crate::bits::Bits;

/// The strongly connected components, what comes first before what comes after; by Kosaraju's two passes,
/// without recursion.
///
/// Source: Sharir (1981), "A strong-connectivity algorithm".
pub(super) fn components(before: &Neighbours, after: &Neighbours) -> Vec<Vec<u32>> {
    let len = after.len();
    let mut finished = Vec::with_capacity(len);
    let mut seen = Bits::none(len);
    for start in 0..len {
        let mut path = if seen.add(start) { vec![(start, 0)] } else { Vec::new() };
        while let Some((at, next)) = path.last_mut() {
            let following = after.of(*at).get(*next).map(|one| *one as usize);
            *next += 1;
            match following {
                Some(after) if seen.add(after) => path.push((after, 0)),
                Some(_) => {}
                None => finished.extend(path.pop().map(|(at, _)| at)),
            }
        }
    }
    let mut placed = Bits::none(len);
    let mut found = Vec::new();
    for start in finished.into_iter().rev() {
        if !placed.add(start) {
            continue;
        }
        let mut members: Vec<u32> = vec![number(start)];
        let mut open = vec![start];
        while let Some(at) = open.pop() {
            for one in before.of(at).iter().filter(|one| placed.add(**one as usize)) {
                members.push(*one);
                open.push(*one as usize);
            }
        }
        members.sort_unstable();
        found.push(members);
    }
    found
}

/// A shortest circle through the lowest of `members`, in order; `members` is a component of at least two.
pub(super) fn in_order(members: &[u32], after: &Neighbours) -> Vec<u32> {
    let first = members[0];
    let place = |one: u32| members.binary_search(&one).ok();
    let mut came_from: Vec<Option<u32>> = vec![None; members.len()];
    let mut open = VecDeque::from([first]);
    while let Some(at) = open.pop_front() {
        for &next in after.of(at as usize) {
            if next == first {
                return way_back(at, first, |one| place(one).and_then(|place| came_from[place]));
            }
            if let Some(place) = place(next).filter(|place| came_from[*place].is_none()) {
                came_from[place] = Some(at);
                open.push_back(next);
            }
        }
    }
    members.to_vec()
}

/// From `first` to `last`, found backwards.
fn way_back(last: u32, first: u32, came_from: impl Fn(u32) -> Option<u32>) -> Vec<u32> {
    let mut way = vec![last];
    let mut at = last;
    while let Some(earlier) = came_from(at).filter(|_| at != first) {
        way.push(earlier);
        at = earlier;
    }
    way.reverse();
    way
}

fn number(place: usize) -> u32 {
    u32::try_from(place).expect("fewer than 4 thousand million competencies")
}
