//! What an item shows: elements of HTML, MathML and SVG as they stand, and the places that QTI fills.

use super::{Choice, Gap, Interaction};

/// One node of a body.
#[derive(Debug, Clone, PartialEq)]
pub enum Node {
    /// Text.
    Text(String),
    /// An element of HTML, MathML or SVG.
    Element(Element),
    /// Something to answer.
    Interaction(Box<Interaction>),
    /// The value of a variable.
    PrintedVariable {
        /// Which.
        identifier: String,
        /// How a number is written (C's printf), such as `%.2f`.
        format: Option<String>,
        /// Which one of a container, from 1, or the name of a variable that says so.
        index: Option<String>,
        /// What stands between the scalars of a container.
        delimiter: Option<String>,
        /// Which field of a record.
        field: Option<String>,
    },
    /// Shown or hidden by an outcome, while the item is answered.
    Feedback(Variant),
    /// Shown or hidden by what was drawn.
    Template(Variant),
    /// Shown to some people only.
    Rubric {
        /// To whom.
        views: Vec<View>,
        /// What for: `scoring`, `instructions`, ...
        purpose: Option<String>,
        /// What is shown.
        content: Vec<Node>,
    },
    /// A word that can be chosen in a hottext interaction around it.
    Hottext(Choice),
    /// A gap that a gap-match interaction around it fills.
    Gap(Gap),
}

/// An element of HTML, MathML or SVG. Only names and attributes that `exchange` lets in get here.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Element {
    /// Its name, without a prefix: `p`, `table`, `math`, `mfrac`, `svg`.
    pub name: String,
    /// Its attributes, in their order.
    pub attributes: Vec<(String, String)>,
    /// What is in it.
    pub children: Vec<Node>,
}

impl Eq for Node {}

/// Something that is shown or hidden by the value of a variable.
#[derive(Debug, Clone, PartialEq)]
pub struct Variant {
    /// Which variable.
    pub variable: String,
    /// Which value of it, or one of them.
    pub identifier: String,
    /// Whether it is shown when the value is there; otherwise when it is not.
    pub show: bool,
    /// Whether it stands in a line of text or on its own.
    pub display: Display,
    /// What is shown.
    pub content: Vec<Node>,
}

/// How something stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Display {
    /// In a line of text.
    Inline,
    /// On its own.
    Block,
}

/// To whom a part of an item is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum View {
    /// Who answers.
    Candidate,
    /// Who teaches them.
    Tutor,
    /// Who scores.
    Scorer,
    /// Who writes.
    Author,
    /// Who watches over it.
    Proctor,
    /// Who builds the test.
    TestConstructor,
}

impl View {
    /// Every view with its word in QTI.
    pub const ALL: [(Self, &'static str); 6] = [
        (Self::Candidate, "candidate"),
        (Self::Tutor, "tutor"),
        (Self::Scorer, "scorer"),
        (Self::Author, "author"),
        (Self::Proctor, "proctor"),
        (Self::TestConstructor, "testConstructor"),
    ];

    /// The word in QTI.
    pub fn word(self) -> &'static str {
        Self::ALL[self as usize].1
    }

    /// Reads the word back.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.iter().find(|(_, known)| *known == word).map(|(view, _)| *view)
    }
}

impl Element {
    /// An element with its children.
    pub fn new(name: &str, children: Vec<Node>) -> Self {
        Self { name: name.to_owned(), attributes: Vec::new(), children }
    }

    /// The value of an attribute.
    pub fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }
}

impl Node {
    /// The nodes in this one; of an interaction, those around its places (hottext, gaps), not its prompt.
    pub fn children(&self) -> &[Node] {
        match self {
            Self::Text(_) | Self::PrintedVariable { .. } | Self::Gap(_) => &[],
            Self::Element(element) => &element.children,
            Self::Feedback(variant) | Self::Template(variant) => &variant.content,
            Self::Rubric { content, .. } => content,
            Self::Hottext(choice) => &choice.content,
            Self::Interaction(interaction) => interaction.passage(),
        }
    }
}

pub(super) fn collect<'a>(nodes: &'a [Node], found: &mut Vec<&'a Interaction>) {
    for node in nodes {
        if let Node::Interaction(interaction) = node {
            found.push(interaction);
        }
        collect(node.children(), found);
    }
}
