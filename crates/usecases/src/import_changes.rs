//! How records of one kind differ from what is stored.

use std::{
    collections::{HashMap, HashSet},
    hash::Hash,
};

use crate::import_report::Difference;

/// How records of one kind differ from what is stored.
pub(crate) struct Changes<T> {
    /// Counts; `ended` is the caller's to fill.
    pub counted: Difference,
    /// What must be written, in the order given.
    pub puts: Vec<T>,
    /// What is stored and not there any more.
    pub gone: Vec<T>,
}

/// Compares `new` with `old`, both by key; of two new ones with one key the later counts.
pub(crate) fn changes<T: PartialEq, K: Eq + Hash>(
    kind: &str,
    new: Vec<T>,
    old: impl IntoIterator<Item = T>,
    key: impl Fn(&T) -> K,
) -> Changes<T> {
    let places: HashMap<K, usize> = new.iter().enumerate().map(|(place, one)| (key(one), place)).collect();
    let mut found = Changes { counted: Difference::of(kind), puts: Vec::new(), gone: Vec::new() };
    let (mut same, mut different) = (HashSet::new(), HashSet::new());
    for stored in old {
        match places.get(&key(&stored)) {
            Some(place) if new[*place] == stored => _ = same.insert(*place),
            Some(place) => _ = different.insert(*place),
            None => found.gone.push(stored),
        }
    }
    let last: HashSet<usize> = places.into_values().collect();
    for (place, one) in new.into_iter().enumerate().filter(|(place, _)| last.contains(place)) {
        if same.contains(&place) {
            found.counted.unchanged += 1;
            continue;
        }
        if different.contains(&place) {
            found.counted.changed += 1;
        } else {
            found.counted.added += 1;
        }
        found.puts.push(one);
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_new_different_the_same_and_gone_is_told_apart() {
        let new = vec![(1, 'a'), (2, 'x'), (3, 'c'), (3, 'd')];
        let found = changes("letters", new, [(1, 'a'), (2, 'b'), (9, 'z')], |(key, _)| *key);
        assert_eq!(found.puts, [(2, 'x'), (3, 'd')]);
        assert_eq!(found.gone, [(9, 'z')]);
        let Difference { added, changed, unchanged, .. } = found.counted;
        assert_eq!((added, changed, unchanged), (1, 1, 1));
    }
}
