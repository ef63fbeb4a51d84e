//! Many names in little room.

use std::collections::HashMap;

/// Names in order, end to end in one text: 8 bytes each beside their letters.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Names {
    text: String,
    ends: Vec<usize>,
}

impl Names {
    /// Adds a name.
    pub fn push(&mut self, name: &str) {
        self.text.push_str(name);
        self.ends.push(self.text.len());
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }

    /// A name by its place.
    pub fn get(&self, place: usize) -> &str {
        let start = if place == 0 { 0 } else { self.ends[place - 1] };
        &self.text[start..self.ends[place]]
    }

    /// Pairs of places with the same name: the first, and each that repeats it.
    pub fn repeated(&self) -> Vec<(usize, usize)> {
        let mut order: Vec<usize> = (0..self.len()).collect();
        order.sort_by_key(|place| (self.get(*place), *place));
        let mut out: Vec<(usize, usize)> = order
            .chunk_by(|one, other| self.get(*one) == self.get(*other))
            .flat_map(|same| same[1..].iter().map(|again| (same[0], *again)))
            .collect();
        out.sort_by_key(|(_, again)| *again);
        out
    }
}

/// Names numbered in the order in which they come.
#[derive(Debug, Default)]
pub struct Numbered {
    numbers: HashMap<String, u32>,
    names: Vec<String>,
}

impl Numbered {
    /// The number of a name, a new one if need be.
    pub fn number(&mut self, name: &str) -> u32 {
        if let Some(number) = self.numbers.get(name) {
            return *number;
        }
        let number = u32::try_from(self.names.len()).unwrap_or(u32::MAX);
        self.numbers.insert(name.to_owned(), number);
        self.names.push(name.to_owned());
        number
    }

    /// The names in the order of their numbers.
    pub fn into_names(self) -> Vec<String> {
        self.names
    }
}
