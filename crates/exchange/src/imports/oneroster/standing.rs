//! What became of each row, so that what refers to it can be judged.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::{
    Reading,
    batch::{Expected, Kind, Mode},
    sheet::Entry,
};

/// What became of a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Standing {
    /// A record of the batch.
    Taken,
    /// Only its end is known: it must have come in earlier.
    EndOnly,
    /// It had an error.
    LeftOut,
}

/// The standing of every row, by kind and sourcedId.
#[derive(Default)]
pub(super) struct Standings {
    rows: HashMap<Kind, HashMap<String, Standing>>,
    modes: HashMap<Kind, Mode>,
    expected: BTreeMap<(Kind, String), Expected>,
}

impl Standings {
    pub fn set_mode(&mut self, kind: Kind, mode: Mode) {
        self.modes.insert(kind, mode);
    }

    pub fn mode(&self, kind: Kind) -> Mode {
        self.modes.get(&kind).copied().unwrap_or_default()
    }

    pub fn set(&mut self, kind: Kind, sourced_id: &str, standing: Standing) {
        self.rows.entry(kind).or_default().insert(sourced_id.to_owned(), standing);
    }

    pub fn is_taken(&self, kind: Kind, sourced_id: &str) -> bool {
        self.of(kind, sourced_id) == Some(Standing::Taken)
    }

    fn of(&self, kind: Kind, sourced_id: &str) -> Option<Standing> {
        self.rows.get(&kind).and_then(|rows| rows.get(sourced_id)).copied()
    }

    pub fn into_expected(self) -> Vec<Expected> {
        self.expected.into_values().collect()
    }
}

/// How a reference that leads nowhere is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Need {
    /// The row cannot do without: an error, and the row is left out.
    Required,
    /// The row comes in without it: a warning.
    Optional,
}

impl Reading<'_> {
    /// Whether what a row refers to is in this package or may have come in earlier. Reports it
    /// otherwise. In a bulk file everything must be there; what a delta or an absent file does not
    /// hold is noted as expected.
    pub fn refers_to(
        &mut self,
        entry: &Entry<'_>,
        field: &str,
        kind: Kind,
        wanted: &str,
        need: Need,
    ) -> bool {
        let why = match self.standings.of(kind, wanted) {
            Some(Standing::Taken) => return true,
            Some(Standing::LeftOut) => "was left out because of an error",
            None if self.standings.mode(kind) == Mode::Bulk => "is not in its file",
            Some(Standing::EndOnly) | None => return self.expect(entry, field, kind, wanted),
        };
        let what = format!("the {} it names {why}", kind.word());
        let problem = match need {
            Need::Required => entry.row.error(
                field,
                format!("{what}; the row is left out"),
                "Add it, or correct the sourcedId.",
            ),
            Need::Optional => entry.row.warning(
                field,
                format!("{what}; the row comes in without it"),
                "Add it, or clear the cell.",
            ),
        };
        self.problems.add(problem.with_value(wanted));
        false
    }

    fn expect(&mut self, entry: &Entry<'_>, field: &str, kind: Kind, wanted: &str) -> bool {
        self.standings.expected.entry((kind, wanted.to_owned())).or_insert_with(|| Expected {
            kind,
            sourced_id: wanted.to_owned(),
            file: entry.row.table.file.clone(),
            line: entry.row.line,
            field: field.to_owned(),
        });
        true
    }
}

/// Places of `parents` in an order where parents come first; a parent that would close a circle is
/// taken away, and its place returned.
pub(super) fn parents_first(parents: &mut [Option<usize>]) -> (Vec<usize>, BTreeSet<usize>) {
    let mut order = Vec::with_capacity(parents.len());
    let mut placed = vec![false; parents.len()];
    let mut on_path = vec![false; parents.len()];
    let mut broken = BTreeSet::new();
    for start in 0..parents.len() {
        let mut path = Vec::new();
        let mut next = Some(start);
        while let Some(place) = next.filter(|place| !placed[*place]) {
            if on_path[place] {
                if let Some(last) = path.last().copied() {
                    parents[last] = None;
                    broken.insert(last);
                }
                break;
            }
            on_path[place] = true;
            path.push(place);
            next = parents[place];
        }
        for place in path.into_iter().rev() {
            placed[place] = true;
            order.push(place);
        }
    }
    (order, broken)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parents_come_first_and_circles_are_cut() {
        let mut parents = [Some(1), Some(2), None, Some(4), Some(3), Some(5)];
        let (order, broken) = parents_first(&mut parents);
        assert_eq!(order[..3], [2, 1, 0]);
        assert_eq!(order.len(), 6);
        assert_eq!(broken, BTreeSet::from([4, 5]));
    }
}
