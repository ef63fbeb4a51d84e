//! How records of one kind differ from what is stored.

use std::{
    collections::{HashMap, HashSet},
    hash::{BuildHasher as _, Hash, RandomState},
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

/// Where the record of each key is in a list. Keys hold texts, and there are as many as rows of a roster:
/// only their hashes are kept, and what has the same hash is compared.
struct Places {
    hashes: RandomState,
    /// The last place of each hash.
    last: HashMap<u64, usize>,
    /// Before each place, the one with the same hash.
    before: HashMap<usize, usize>,
    /// Places whose key comes again later.
    overtaken: HashSet<usize>,
}

impl Places {
    fn of<T, K: Eq + Hash>(all: &[T], key: &impl Fn(&T) -> K) -> Self {
        let (hashes, last) = (RandomState::new(), HashMap::with_capacity(all.len()));
        let mut places = Self { hashes, last, before: HashMap::new(), overtaken: HashSet::new() };
        for (place, one) in all.iter().enumerate() {
            let wanted = key(one);
            let earlier = places.find(all, key, &wanted);
            places.overtaken.extend(earlier);
            if let Some(before) = places.last.insert(places.hashes.hash_one(&wanted), place) {
                places.before.insert(place, before);
            }
        }
        places
    }

    /// The last place with this key.
    fn find<T, K: Eq + Hash>(&self, all: &[T], key: &impl Fn(&T) -> K, wanted: &K) -> Option<usize> {
        let mut at = self.last.get(&self.hashes.hash_one(wanted)).copied();
        while let Some(place) = at.filter(|place| key(&all[*place]) != *wanted) {
            at = self.before.get(&place).copied();
        }
        at
    }
}

/// Compares `new` with `old`, both by key; of two new ones with one key the later counts.
pub(crate) fn changes<T: PartialEq, K: Eq + Hash>(
    kind: &str,
    mut new: Vec<T>,
    old: impl IntoIterator<Item = T>,
    key: impl Fn(&T) -> K,
) -> Changes<T> {
    let places = Places::of(&new, &key);
    let mut found = Changes { counted: Difference::of(kind), puts: Vec::new(), gone: Vec::new() };
    let (mut same, mut different) = (HashSet::new(), HashSet::new());
    for stored in old {
        match places.find(&new, &key, &key(&stored)) {
            Some(place) if new[place] == stored => _ = same.insert(place),
            Some(place) => _ = different.insert(place),
            None => found.gone.push(stored),
        }
    }
    let overtaken = places.overtaken;
    let mut place = 0;
    // In place: a large roster is in memory once.
    new.retain(|_| {
        let here = place;
        place += 1;
        if overtaken.contains(&here) {
            return false;
        }
        let counted = &mut found.counted;
        let count = match (same.contains(&here), different.contains(&here)) {
            (true, _) => &mut counted.unchanged,
            (false, true) => &mut counted.changed,
            (false, false) => &mut counted.added,
        };
        *count += 1;
        !same.contains(&here)
    });
    found.puts = new;
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
