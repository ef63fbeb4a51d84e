//! One question or task: what a learner sees, what they may answer, and how an answer becomes a score.
//!
//! The shape is that of QTI 3.0 (`qti-assessment-item`), which is also how items are stored: `exchange` reads
//! and writes the text, `assessment` runs the processing, `presentation` shows the content. Nothing of it is
//! serialized as it stands.

mod content;
mod declaration;
mod interaction;
mod processing;
mod shown;
mod value;

pub use content::{Display, Element, Node, Variant, View};
pub use declaration::{
    AreaMapping, LookupTable, MapEntry, Mapping, OutcomeDeclaration, ResponseDeclaration, Shape,
    TemplateDeclaration,
};
pub use interaction::{
    AssociableChoice, Choice, Gap, HotspotChoice, Interaction, InteractionKind, Media, Orientation, Stage,
    TextFormat,
};
pub use processing::{
    Bounds, Comparison, Expression, ItemCount, ItemSubset, Rounding, Rule, Tolerance, Unary,
};
pub use shown::ShownItem;
pub use value::{BaseType, Cardinality, FileValue, Scalar, Value};

use crate::PersonId;

/// One item, whole.
#[derive(Debug, Clone, PartialEq)]
pub struct Item {
    /// The identifier that its author gave it, by which packages name it.
    pub identifier: String,
    /// What its author calls it; learners do not see it.
    pub title: String,
    /// Language of the text, such as `en` or `ar`; `None` where it says nothing.
    pub language: Option<String>,
    /// Whether a learner goes on within the item until it says that it is completed.
    pub adaptive: bool,
    /// Whether what it shows depends on how long it takes (QTI `time-dependent`).
    pub time_dependent: bool,
    /// What is answered.
    pub responses: Vec<ResponseDeclaration>,
    /// What comes of it: `SCORE`, `MAXSCORE`, `FEEDBACK`, ...
    pub outcomes: Vec<OutcomeDeclaration>,
    /// What is drawn before the item is shown.
    pub templates: Vec<TemplateDeclaration>,
    /// How it is drawn.
    pub template_processing: Vec<Rule>,
    /// Stimuli that are shown with it, by identifier and address in the package.
    pub stimuli: Vec<StimulusRef>,
    /// Style sheets that it names, by address in the package. They are kept and written again, never served.
    pub stylesheets: Vec<String>,
    /// What is shown.
    pub body: Vec<Node>,
    /// How a response becomes outcomes; empty for what only a person scores.
    pub response_processing: Vec<Rule>,
    /// Shown when an attempt ends, if their outcome says so.
    pub modal_feedback: Vec<Variant>,
    /// What is given with it to those who need it: glossary, read-aloud text, by support (QTI catalog).
    pub catalog: Vec<Card>,
}

/// A stimulus that an item or a section names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StimulusRef {
    /// Its identifier.
    pub identifier: String,
    /// Where it lies in the package.
    pub href: String,
    /// Its title, if it has one.
    pub title: Option<String>,
}

/// What several items share: a text, a table, a picture.
#[derive(Debug, Clone, PartialEq)]
pub struct Stimulus {
    /// The identifier that its author gave it.
    pub identifier: String,
    /// What its author calls it.
    pub title: String,
    /// Language of the text.
    pub language: Option<String>,
    /// What is shown.
    pub body: Vec<Node>,
}

/// Something that is given with one place of an item to those who need it (QTI catalog, card).
#[derive(Debug, Clone, PartialEq)]
pub struct Card {
    /// The catalog's id, which elements of the body name in `data-catalog-idref`.
    pub id: String,
    /// The support: `glossary-on-screen`, `spoken`, `sign-language`, `keyword-translation`, ...
    pub support: String,
    /// Language of the content, if it says one.
    pub language: Option<String>,
    /// What is given.
    pub content: Vec<Node>,
}

/// Where a version of an item stands in its review. Only live items are taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ItemState {
    /// Being written.
    Draft,
    /// Looked at by somebody else, who agrees.
    Reviewed,
    /// Taken by learners.
    Live,
    /// No longer taken; what was taken of it stands.
    Retired,
}

impl ItemState {
    /// Every state with its word.
    pub const ALL: [(Self, &'static str); 4] = [
        (Self::Draft, "draft"),
        (Self::Reviewed, "reviewed"),
        (Self::Live, "live"),
        (Self::Retired, "retired"),
    ];

    /// The word in storage and the API.
    pub fn word(self) -> &'static str {
        Self::ALL[self as usize].1
    }

    /// Reads the word back.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.iter().find(|(_, known)| *known == word).map(|(state, _)| *state)
    }

    /// Whether a person may move an item from here to `next`: `author` says whether they wrote the version
    /// themselves, because a review is by somebody else.
    pub fn may_become(self, next: Self, author: PersonId, person: PersonId) -> bool {
        match (self, next) {
            (Self::Draft, Self::Reviewed) => author != person,
            (Self::Live | Self::Draft, Self::Retired)
            | (Self::Reviewed, Self::Live | Self::Draft)
            | (Self::Retired, Self::Live) => true,
            _ => false,
        }
    }
}

impl Item {
    /// Every interaction of the body, in reading order.
    pub fn interactions(&self) -> Vec<&Interaction> {
        let mut found = Vec::new();
        content::collect(&self.body, &mut found);
        found
    }

    /// The declaration of a response.
    pub fn response(&self, identifier: &str) -> Option<&ResponseDeclaration> {
        self.responses.iter().find(|one| one.identifier == identifier)
    }

    /// The declaration of an outcome.
    pub fn outcome(&self, identifier: &str) -> Option<&OutcomeDeclaration> {
        self.outcomes.iter().find(|one| one.identifier == identifier)
    }

    /// Whether a key or rule scores it; otherwise a person must.
    pub fn scores_itself(&self) -> bool {
        !self.response_processing.is_empty() && !self.outcome("SCORE").is_some_and(|one| one.external_scored)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_states_read_back() {
        for (state, word) in ItemState::ALL {
            assert_eq!((state.word(), ItemState::from_word(word)), (word, Some(state)));
        }
    }

    #[test]
    fn nobody_reviews_what_they_wrote_and_a_draft_is_never_taken_unreviewed() {
        let [author, other] = [1, 2].map(|byte| PersonId::from_bytes([byte; 16]));
        for (from, to, person, may) in [
            (ItemState::Draft, ItemState::Reviewed, other, true),
            (ItemState::Draft, ItemState::Reviewed, author, false),
            (ItemState::Draft, ItemState::Live, other, false),
            (ItemState::Reviewed, ItemState::Live, author, true),
            (ItemState::Reviewed, ItemState::Draft, other, true),
            (ItemState::Live, ItemState::Draft, other, false),
            (ItemState::Live, ItemState::Retired, author, true),
            (ItemState::Retired, ItemState::Live, other, true),
        ] {
            assert_eq!(from.may_become(to, author, person), may, "{from:?} to {to:?}");
        }
    }
}
