//! What was measured beforehand and judgements name by digest: parameters of items, and a model
//! of the next answer.
//!
//! A set is a text that is kept by its digest and read again years later, as [`crate::Inputs`] are. The
//! inputs of a judgement name the digest alone, so that a bank of thousands is kept once.

mod items;
pub(crate) mod text;
mod tracing;

use std::sync::Arc;

use domain::chain::Digest;
use sha2::{Digest as _, Sha256};

pub use measurement::{
    posterior::Population,
    trace::{OnCompetency, SHARED_NAMES},
};

pub use items::{BadItems, BadNumbers, ItemParameters, NotRead, Numbers};
pub use tracing::{BadTracing, Tracing};

/// What kind of set.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// Parameters of items and the population they hold for.
    ItemParameters,
    /// A model of the next answer to each competency.
    Tracing,
}

/// A set, ready to judge by.
#[derive(Debug, Clone)]
pub struct Measured {
    content: Content,
    text: String,
    digest: Digest,
}

#[derive(Debug, Clone)]
enum Content {
    Items(ItemParameters),
    Tracing(Tracing),
}

/// A text that holds no set.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum BadMeasured {
    /// Its first line names no kind.
    #[error("no set begins with \"{0}\"")]
    Heading(String),
    /// A line that cannot be read.
    #[error("line {number} of the set cannot be read: \"{line}\"")]
    Line {
        /// From 1.
        number: usize,
        /// Its beginning.
        line: String,
    },
    /// The items cannot judge.
    #[error(transparent)]
    Items(#[from] BadItems),
    /// The model cannot judge.
    #[error(transparent)]
    Tracing(#[from] BadTracing),
}

impl Kind {
    /// Every kind with its word.
    pub const ALL: [(Self, &'static str); 2] =
        [(Self::ItemParameters, "item_parameters"), (Self::Tracing, "tracing")];

    /// The word in storage, inputs and the API.
    pub fn word(self) -> &'static str {
        Self::ALL[self as usize].1
    }

    /// Reads the word back.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.iter().find(|(_, known)| *known == word).map(|(kind, _)| *kind)
    }

    /// What people call it.
    pub fn name(self) -> &'static str {
        match self {
            Self::ItemParameters => "item parameters",
            Self::Tracing => "tracing weights",
        }
    }

    /// What it is about, as people count it.
    pub fn counts(self) -> &'static str {
        match self {
            Self::ItemParameters => "items",
            Self::Tracing => "competencies",
        }
    }
}

impl Measured {
    /// Reads a text that [`Measured::text`] gave. Errors: [`BadMeasured`] names the line.
    pub fn read(text: &str) -> Result<Self, BadMeasured> {
        let heading = text.lines().next().unwrap_or_default();
        let content = match heading {
            items::HEADING => Content::Items(ItemParameters::read(text)?),
            tracing::HEADING => Content::Tracing(Tracing::read(text)?),
            other => return Err(BadMeasured::Heading(other.chars().take(80).collect())),
        };
        Ok(Self { content, text: text.to_owned(), digest: Sha256::digest(text.as_bytes()).into() })
    }

    /// What kind it is.
    pub const fn kind(&self) -> Kind {
        match self.content {
            Content::Items(_) => Kind::ItemParameters,
            Content::Tracing(_) => Kind::Tracing,
        }
    }

    /// The parameters of items; `None` for another kind.
    pub const fn items(&self) -> Option<&ItemParameters> {
        match &self.content {
            Content::Items(items) => Some(items),
            Content::Tracing(_) => None,
        }
    }

    /// The model of the next answer; `None` for another kind.
    pub const fn tracing(&self) -> Option<&Tracing> {
        match &self.content {
            Content::Tracing(tracing) => Some(tracing),
            Content::Items(_) => None,
        }
    }

    /// How many items or competencies it is about, see [`Kind::counts`].
    pub fn count(&self) -> usize {
        match &self.content {
            Content::Items(items) => items.len(),
            Content::Tracing(tracing) => tracing.len(),
        }
    }

    /// The text to keep.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// SHA-256 of the text: what a judgement names.
    pub const fn digest(&self) -> Digest {
        self.digest
    }
}

impl Measured {
    fn of(content: Content) -> Self {
        let text = match &content {
            Content::Items(items) => items.write(),
            Content::Tracing(tracing) => tracing.write(),
        };
        let digest = Sha256::digest(text.as_bytes()).into();
        Self { content, text, digest }
    }
}

impl From<ItemParameters> for Measured {
    fn from(items: ItemParameters) -> Self {
        Self::of(Content::Items(items))
    }
}

impl From<Tracing> for Measured {
    fn from(tracing: Tracing) -> Self {
        Self::of(Content::Tracing(tracing))
    }
}

impl PartialEq for Measured {
    fn eq(&self, other: &Self) -> bool {
        self.digest == other.digest
    }
}

impl Eq for Measured {}

/// Which set the inputs of a judgement name, and the set itself where it is at hand.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Named {
    /// What kind it is.
    pub kind: Kind,
    /// Its digest.
    pub digest: Digest,
    /// The set; `None` after reading inputs back, until it is brought.
    pub set: Option<Arc<Measured>>,
}
