//! A *why* in sentences, for the one who reads it: from the files of words for learners and families, in
//! their language; in English for educators.
//!
//! Learners and families read plain words: no weights, no rule names, no scores of points, and nothing
//! that shames; not enough evidence is never said as failure. Educators read every number.

mod doubtful;
mod educator;
mod plain;

use domain::{Points, Timestamp, evidence::Sequence};

pub use ::wording::{Audience, Words};

use crate::explain::Explanation;

/// A *why* in sentences.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wording {
    /// What was found.
    pub headline: String,
    /// Why, one sentence or short paragraph each.
    pub because: Vec<Said>,
    /// What would change it.
    pub next: Option<String>,
}

/// One sentence, and the entry it is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Said {
    /// The sentence.
    pub text: String,
    /// The entry, for a link to it.
    pub about: Option<Sequence>,
}

impl Wording {
    /// All of it, in reading order.
    pub fn sentences(&self) -> Vec<&str> {
        let because = self.because.iter().map(|said| said.text.as_str());
        std::iter::once(self.headline.as_str()).chain(because).chain(self.next.as_deref()).collect()
    }
}

/// Says an explanation to whoever reads `words`.
pub fn say(explanation: &Explanation<'_>, words: &Words) -> Wording {
    match words.audience() {
        Audience::Learner | Audience::Family => plain::say(explanation, words),
        Audience::Educator => educator::say(explanation),
    }
}

fn said(text: String) -> Said {
    Said { text, about: None }
}

/// The day of a moment, in UTC: `4 March 2026`.
fn day(moment: Timestamp) -> String {
    ::wording::english().day_of(moment)
}

/// Points to two decimals, as the rules round them.
fn points(points: Points) -> Points {
    let hundredths = (points.millionths() + 5_000).div_euclid(10_000);
    Points::from_millionths(hundredths * 10_000)
}

/// `one piece`, `4 pieces`.
fn pieces(count: usize) -> String {
    if count == 1 { "one piece".to_owned() } else { format!("{count} pieces") }
}

#[cfg(test)]
mod tests;
