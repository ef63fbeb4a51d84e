//! The words of statements, and how much each word says.

use std::collections::{BTreeSet, HashMap};

use domain::framework::Competency;

/// A statement's words as numbers, sorted.
pub(super) type Words = Vec<u32>;

/// The words of both versions: a number for each, and how many statements hold it.
#[derive(Default)]
pub(super) struct Vocabulary {
    numbers: HashMap<String, u32>,
    held_by: Vec<u32>,
    statements: u32,
}

/// What a word weighs that is in few statements; one that is in many weighs 1.
const RARE: u32 = 3;

/// A word is common when more than one statement in so many holds it.
const COMMON: u32 = 8;

/// Below so many statements no word is common.
const FEW: u32 = 24;

impl Vocabulary {
    /// Takes up one statement.
    pub fn words(&mut self, statement: &str) -> Words {
        self.statements += 1;
        let mut words: Words = Vec::new();
        for text in tokens(statement) {
            let next = u32::try_from(self.numbers.len()).unwrap_or(u32::MAX);
            words.push(*self.numbers.entry(text).or_insert(next));
        }
        words.sort_unstable();
        words.dedup();
        self.held_by.resize(self.numbers.len(), 0);
        for word in &words {
            self.held_by[*word as usize] += 1;
        }
        words
    }

    /// What the words weigh together.
    pub fn weight(&self, words: &[u32]) -> u32 {
        words.iter().map(|word| self.weight_of(*word)).sum()
    }

    /// What the words of both weigh.
    pub fn shared(&self, one: &[u32], other: &[u32]) -> u32 {
        let (mut left, mut right, mut weight) = (one.iter().peekable(), other.iter().peekable(), 0);
        while let (Some(a), Some(b)) = (left.peek(), right.peek()) {
            match a.cmp(b) {
                std::cmp::Ordering::Less => drop(left.next()),
                std::cmp::Ordering::Greater => drop(right.next()),
                std::cmp::Ordering::Equal => {
                    weight += self.weight_of(**a);
                    left.next();
                    right.next();
                }
            }
        }
        weight
    }

    fn weight_of(&self, word: u32) -> u32 {
        let held_by = self.held_by[word as usize];
        if self.statements >= FEW && held_by > self.statements / COMMON { 1 } else { RARE }
    }
}

/// Words in lower case; of scripts that are written without spaces, pairs of characters.
fn tokens(text: &str) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for run in text.split(|c: char| !c.is_alphanumeric()).filter(|run| !run.is_empty()) {
        let characters: Vec<char> = run.chars().collect();
        if characters.iter().any(|c| ('\u{2E80}'..='\u{9FFF}').contains(c)) && characters.len() > 1 {
            found.extend(characters.windows(2).map(|pair| pair.iter().collect::<String>()));
        } else {
            found.insert(run.to_lowercase());
        }
    }
    found
}

/// The text without what does not count: capitals, spaces, punctuation.
pub(super) fn folded(text: &str) -> String {
    let words = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    words.map(str::to_lowercase).collect::<Vec<_>>().join(" ")
}

/// Where each key is, of the competencies at `places`, for keys that one of them alone has.
pub(super) fn unique(
    competencies: &[Competency],
    places: &[usize],
    key: impl Fn(&Competency) -> Option<String>,
) -> HashMap<String, usize> {
    let mut found: HashMap<String, Option<usize>> = HashMap::new();
    for place in places {
        if let Some(key) = key(&competencies[*place]) {
            found.entry(key).and_modify(|found| *found = None).or_insert(Some(*place));
        }
    }
    found.into_iter().filter_map(|(key, place)| Some((key, place?))).collect()
}
