//! A set of the competencies of a graph, one bit each.

/// Some of the numbers from 0 to a length.
#[derive(Debug, Clone)]
pub(crate) struct Bits {
    words: Vec<u64>,
}

impl Bits {
    /// None of `len`.
    pub fn none(len: usize) -> Self {
        Self { words: vec![0; len.div_ceil(64)] }
    }

    pub fn has(&self, place: usize) -> bool {
        self.words[place / 64] >> (place % 64) & 1 == 1
    }

    /// Adds one; whether it is new.
    pub fn add(&mut self, place: usize) -> bool {
        let new = !self.has(place);
        self.words[place / 64] |= 1 << (place % 64);
        new
    }

    pub fn add_all(&mut self, others: &[u64]) {
        for (word, other) in self.words.iter_mut().zip(others) {
            *word |= other;
        }
    }

    pub fn words(&self) -> &[u64] {
        &self.words
    }

    /// How many of `others` are in it.
    pub fn count_of(&self, others: &[u64]) -> usize {
        self.words.iter().zip(others).map(|(word, other)| (word & other).count_ones() as usize).sum()
    }
}
