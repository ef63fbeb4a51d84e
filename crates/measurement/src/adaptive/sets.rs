//! Questions that share a stimulus: a text, a picture, a table.
//!
//! A learner who has been given one question about a stimulus stays with it until the fewest are answered, may
//! go on up to the most, and never comes back to a stimulus that was left. Quotas and enemies count as always:
//! a stimulus is entered only when the fewest of its questions can be given without breaking a quota.

use super::{bank::Bank, rules::BadRules, sitting::Sitting};

/// How many questions a learner gets about one stimulus.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PerSet {
    /// The fewest, at least 1; fewer only where enemies or a full quota bar the rest.
    pub at_least: usize,
    /// The most.
    pub at_most: usize,
}

/// Where a sitting stands among stimuli.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Place {
    /// The stimulus of the last question, and how many questions it has had in a row.
    pub(super) current: Option<(usize, usize)>,
    /// Whether the next question must be about it too.
    pub(super) stays: bool,
    /// Stimuli that may be entered.
    enterable: Vec<bool>,
    /// Stimuli that have been seen.
    seen: Vec<bool>,
}

/// Every stimulus has enough questions, and a test enough room for one.
pub(super) fn check(bank: &Bank, per_set: PerSet, most: usize) -> Result<(), BadRules> {
    let PerSet { at_least, at_most } = per_set;
    if at_least == 0 || at_least > at_most || at_least > most {
        return Err(BadRules::PerSet { at_least, at_most, most });
    }
    let sizes = sizes(bank);
    match sizes.iter().position(|size| *size > 0 && *size < at_least) {
        Some(set) => Err(BadRules::SetTooSmall { set, items: sizes[set], at_least }),
        None => Ok(()),
    }
}

/// How many questions each stimulus has.
fn sizes(bank: &Bank) -> Vec<usize> {
    let mut sizes = Vec::new();
    for set in bank.items().iter().filter_map(|entry| entry.set) {
        if sizes.len() <= set {
            sizes.resize(set + 1, 0);
        }
        sizes[set] += 1;
    }
    sizes
}

impl Place {
    /// Where a test begins; nothing to heed when stimuli do not count.
    pub(super) fn begin(sitting: &Sitting) -> Self {
        let Some(per_set) = sitting.test().rules().per_set else { return Self::default() };
        let sets = sizes(sitting.test().bank()).len();
        let mut place = Self { seen: vec![false; sets], ..Self::default() };
        place.look(sitting, per_set);
        place
    }

    /// Where it stands after the last answer.
    pub(super) fn after(mut self, sitting: &Sitting, item: usize) -> Self {
        let Some(per_set) = sitting.test().rules().per_set else { return self };
        self.current = sitting.test().bank().items()[item].set.map(|set| match self.current {
            Some((current, count)) if current == set => (set, count + 1),
            _ => (set, 1),
        });
        if let Some((set, _)) = self.current {
            self.seen[set] = true;
        }
        self.look(sitting, per_set);
        self
    }

    fn look(&mut self, sitting: &Sitting, per_set: PerSet) {
        let bank = sitting.test().bank();
        let left = sitting.test().rules().stopping.most - sitting.state().answers.len();
        let mut open: Vec<Vec<usize>> = vec![Vec::new(); self.seen.len()];
        for (item, entry) in bank.items().iter().enumerate() {
            if let Some(set) = entry.set
                && sitting.free(item)
            {
                open[set].push(entry.content);
            }
        }
        self.stays = self.current.is_some_and(|(set, count)| {
            count < per_set.at_least && open[set].iter().any(|content| sitting.open(*content))
        });
        self.enterable = open
            .iter()
            .zip(&self.seen)
            .map(|(contents, seen)| {
                !seen && left >= per_set.at_least && fits(sitting, contents, per_set, left)
            })
            .collect();
    }

    /// Whether an item may come next as far as stimuli go.
    pub(super) fn allows(&self, set: Option<usize>, per_set: PerSet) -> bool {
        match (set, self.current) {
            (Some(set), Some((current, count))) if set == current => count < per_set.at_most,
            (Some(set), _) => !self.stays && self.enterable[set],
            (None, _) => !self.stays,
        }
    }
}

/// Whether the fewest questions about a stimulus can be given within the quotas and leave room for what these
/// still need.
fn fits(sitting: &Sitting, contents: &[usize], per_set: PerSet, left: usize) -> bool {
    let (mut helpful, mut others) = (0, 0);
    let mut areas = contents.to_vec();
    areas.sort_unstable();
    for area in areas.chunk_by(|one, other| one == other) {
        let (needed, room) = sitting.room(area[0]);
        let helps = area.len().min(needed);
        helpful += helps;
        others += area.len().min(room) - helps;
    }
    let helping = helpful.min(per_set.at_least);
    helpful + others >= per_set.at_least && sitting.still_needed() - helping <= left - per_set.at_least
}
