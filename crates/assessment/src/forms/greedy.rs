//! The quick way: part by part, the scarcest first; no step that leaves too few places for what is still missing.

use super::pool::Pool;

/// A form, if the quick way finds one; without seen items when `fresh_only`.
pub(super) fn choose(pool: &Pool<'_>, fresh_only: bool) -> Option<Vec<usize>> {
    let mut state = State::new(pool, fresh_only);
    while state.chosen.len() < pool.needed() {
        let next = state.next()?;
        state.take(next);
    }
    state.missing().iter().all(|missing| *missing == 0).then_some(state.chosen)
}

struct State<'p, 'r> {
    pool: &'p Pool<'r>,
    fresh_only: bool,
    chosen: Vec<usize>,
    /// Items of each part so far.
    counts: Vec<usize>,
    /// The next member of each class to look at: members before it are taken, or will never do.
    from: Vec<usize>,
}

impl<'p, 'r> State<'p, 'r> {
    fn new(pool: &'p Pool<'r>, fresh_only: bool) -> Self {
        Self {
            pool,
            fresh_only,
            chosen: Vec::with_capacity(pool.needed()),
            counts: vec![0; pool.parts.len()],
            from: vec![0; pool.classes.len()],
        }
    }

    /// How many items each part still needs.
    fn missing(&self) -> Vec<usize> {
        let parts = self.pool.parts.iter().zip(&self.counts);
        parts.map(|(part, count)| (part.at_least as usize).saturating_sub(*count)).collect()
    }

    /// The first candidate of a class that may still be taken.
    fn first(&mut self, class: usize) -> Option<usize> {
        while let Some(&candidate) = self.pool.classes[class].members.get(self.from[class]) {
            let seen = self.fresh_only && self.pool.candidates[candidate].seen.is_some();
            if !seen && !self.pool.meets_enemy(candidate, &self.chosen) {
                return Some(candidate);
            }
            self.from[class] += 1;
        }
        None
    }

    /// The next item: of the part that is scarcest, from the class that serves most of what is missing.
    fn next(&mut self) -> Option<usize> {
        let missing = self.missing();
        let left = self.pool.needed() - self.chosen.len();
        let mut best: Option<((usize, usize, f64), usize)> = None;
        let scarcest = self.scarcest(&missing);
        for class in 0..self.pool.classes.len() {
            let parts = &self.pool.classes[class].parts;
            let full = parts.iter().any(|part| self.counts[*part] >= self.pool.parts[*part].at_most as usize);
            let beside = scarcest.is_some_and(|part| !parts.contains(&part));
            let serves = parts.iter().filter(|part| missing[**part] > 0).count();
            let after = |part: usize| missing[part] - usize::from(missing[part] > 0 && parts.contains(&part));
            let cramped = (0..missing.len()).any(|part| after(part) > left - 1);
            if full || beside || cramped {
                continue;
            }
            let Some(candidate) = self.first(class) else { continue };
            let one = &self.pool.candidates[candidate];
            let seen = usize::from(one.seen.is_some() && !self.pool.repeats_allowed());
            let rank = (seen, usize::MAX - serves, one.key);
            if best.is_none_or(|(before, _)| rank < before) {
                best = Some((rank, candidate));
            }
        }
        best.map(|(_, candidate)| candidate)
    }

    /// The part that misses items and has the fewest to spare.
    fn scarcest(&self, missing: &[usize]) -> Option<usize> {
        let spare = |part: usize| {
            let classes = self.pool.classes.iter().zip(&self.from);
            let of = classes.filter(|(class, _)| class.parts.contains(&part));
            let there: usize = of.map(|(class, from)| class.members.len() - from).sum();
            there.saturating_sub(missing[part])
        };
        (0..missing.len()).filter(|part| missing[*part] > 0).min_by_key(|part| spare(*part))
    }

    fn take(&mut self, candidate: usize) {
        for part in self.pool.parts_of(candidate) {
            self.counts[*part] += 1;
        }
        self.chosen.push(candidate);
        self.from[self.pool.candidates[candidate].class] += 1;
    }
}
