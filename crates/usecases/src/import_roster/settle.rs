//! One kind of roster record: what is written, and what has ended.

use std::{collections::HashMap, hash::Hash};

use domain::Date;

use crate::import_changes::{Changes, changes};

/// What is over.
pub(super) struct Ends<N> {
    /// Named as ended by the file, with its last day.
    pub named: HashMap<N, Date>,
    /// The last day of what is stored and no longer in the file; `None` when it goes on.
    pub missing: Option<Date>,
}

impl<N> Ends<N> {
    /// Nothing is over.
    pub fn never() -> Self {
        Self { named: HashMap::new(), missing: None }
    }
}

/// Compares records with what is stored, and ends what is over; `end` gives the record with its last
/// day. What had ended before stays as it is.
pub(super) fn settle<T: PartialEq, K: Eq + Hash, N: Eq + Hash>(
    kind: &str,
    mut wanted: Vec<T>,
    stored: Vec<T>,
    key: impl Fn(&T) -> K,
    name: impl Fn(&T) -> N,
    ends: &Ends<N>,
    end: impl Fn(&T, Date) -> T,
) -> Changes<T> {
    for one in &mut wanted {
        if let Some(on) = ends.named.get(&name(one)) {
            *one = end(one, *on);
        }
    }
    let mut found = changes(kind, wanted, stored, key);
    let named = found.puts.iter().filter(|one| ends.named.contains_key(&name(one))).count() as u64;
    let of_changed = named.min(found.counted.changed);
    found.counted.changed -= of_changed;
    found.counted.added -= named - of_changed;
    found.counted.ended += named;
    for gone in std::mem::take(&mut found.gone) {
        let Some(on) = ends.named.get(&name(&gone)).copied().or(ends.missing) else { continue };
        let ended = end(&gone, on);
        if ended != gone {
            found.counted.ended += 1;
            found.puts.push(ended);
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    const DAY: Date = Date::constant(2026, 9, 1);

    fn run(missing: Option<Date>) -> (Vec<(u8, bool)>, [u64; 4]) {
        let ends = Ends { named: HashMap::from([(1, DAY), (5, DAY)]), missing };
        let stored = vec![(1, true), (2, true), (3, true), (4, false), (5, true)];
        let found = settle(
            "x",
            vec![(1, true), (2, true), (9, true)],
            stored,
            |o| o.0,
            |o| o.0,
            &ends,
            |o, _| (o.0, false),
        );
        let counted = found.counted;
        (found.puts, [counted.added, counted.changed, counted.unchanged, counted.ended])
    }

    #[test]
    fn a_bulk_file_ends_what_is_missing_and_what_it_names_once() {
        let puts = vec![(1, false), (9, true), (3, false), (5, false)];
        assert_eq!(run(Some(DAY)), (puts, [1, 0, 1, 3]));
    }

    #[test]
    fn a_delta_ends_only_what_it_names() {
        assert_eq!(run(None), (vec![(1, false), (9, true), (5, false)], [1, 0, 1, 2]));
    }
}
