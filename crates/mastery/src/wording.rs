//! A *why* in English sentences, for the one who reads it.
//!
//! Learners and families read plain words: no weights, no rule names, no scores of points, and nothing
//! that shames; not enough evidence is never said as failure. Educators read every number.

mod educator;
mod plain;

use domain::{Timestamp, evidence::Sequence};

use crate::explain::Explanation;

/// Who reads.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Audience {
    /// The learner.
    Learner,
    /// A guardian.
    Family,
    /// An educator.
    Educator,
}

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

/// Says an explanation to `audience`.
pub fn say(explanation: &Explanation<'_>, audience: Audience) -> Wording {
    match audience {
        Audience::Learner => plain::say(explanation, &plain::TO_LEARNER),
        Audience::Family => plain::say(explanation, &plain::TO_FAMILY),
        Audience::Educator => educator::say(explanation),
    }
}

fn said(text: String) -> Said {
    Said { text, about: None }
}

/// The day of a moment, in UTC: `2026-03-04`.
fn day(moment: Timestamp) -> String {
    moment.to_string().split('T').next().unwrap_or_default().to_owned()
}

/// `one piece`, `4 pieces`.
fn pieces(count: usize) -> String {
    if count == 1 { "one piece".to_owned() } else { format!("{count} pieces") }
}

#[cfg(test)]
mod tests;
