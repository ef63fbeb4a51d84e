//! Sets of competencies, one bit each.

/// What a learner knows: a set of competencies numbered from 0.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Known {
    words: Vec<u64>,
    len: usize,
}

impl Known {
    /// Nothing of `len` competencies.
    pub fn nothing(len: usize) -> Self {
        Self { words: vec![0; len.div_ceil(64)], len }
    }

    /// These of `len` competencies; numbers of `len` or more are not there and are left out.
    pub fn of(len: usize, known: &[usize]) -> Self {
        let mut out = Self::nothing(len);
        for competency in known {
            out.add(*competency);
        }
        out
    }

    /// How many competencies there are, known or not.
    pub fn len(&self) -> usize {
        self.len
    }

    /// Whether nothing is known.
    pub fn is_empty(&self) -> bool {
        self.words.iter().all(|word| *word == 0)
    }

    /// How many are known.
    pub fn count(&self) -> usize {
        self.words.iter().map(|word| word.count_ones() as usize).sum()
    }

    /// Whether a competency is known.
    pub fn has(&self, competency: usize) -> bool {
        competency < self.len && self.words[competency / 64] >> (competency % 64) & 1 == 1
    }

    /// Adds a competency.
    pub fn add(&mut self, competency: usize) {
        if competency < self.len {
            self.words[competency / 64] |= 1 << (competency % 64);
        }
    }

    /// Takes a competency away.
    pub fn remove(&mut self, competency: usize) {
        if competency < self.len {
            self.words[competency / 64] &= !(1 << (competency % 64));
        }
    }

    /// Adds all of another set.
    pub(super) fn add_all(&mut self, other: &Self) {
        for (word, other) in self.words.iter_mut().zip(&other.words) {
            *word |= other;
        }
    }

    /// Whether all of this set is in the other.
    pub fn within(&self, other: &Self) -> bool {
        self.words.iter().zip(&other.words).all(|(own, other)| own & !other == 0)
    }

    /// Whether the sets have something in common.
    pub fn meets(&self, other: &Self) -> bool {
        self.words.iter().zip(&other.words).any(|(own, other)| own & other != 0)
    }

    /// The competencies, lowest first.
    pub fn iter(&self) -> impl Iterator<Item = usize> {
        (0..self.len).filter(|competency| self.has(*competency))
    }
}
