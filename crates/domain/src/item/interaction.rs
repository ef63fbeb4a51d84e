//! The ways to answer.

use super::{Element, Node, Shape};

/// One place where a learner answers.
#[derive(Debug, Clone, PartialEq)]
pub struct Interaction {
    /// Name of the response declaration that it fills.
    pub response: String,
    /// What is asked, if the interaction says it itself.
    pub prompt: Vec<Node>,
    /// Which way.
    pub kind: InteractionKind,
    /// Its other attributes as they came: `class`, `label`, `data-...`, `xml:lang`, `dir`; written again.
    pub attributes: Vec<(String, String)>,
}

/// Which way something is answered. Where `max` is 0 there is no limit.
#[derive(Debug, Clone, PartialEq)]
pub enum InteractionKind {
    /// One or several of a list.
    Choice {
        /// The list.
        choices: Vec<Choice>,
        /// Whether it is shown in another order to each learner.
        shuffle: bool,
        /// At least so many.
        min: u32,
        /// At most so many.
        max: u32,
        /// How the list runs.
        orientation: Orientation,
    },
    /// One of a list, in a line of text.
    InlineChoice {
        /// The list.
        choices: Vec<Choice>,
        /// Whether it is shown in another order to each learner.
        shuffle: bool,
        /// Whether something has to be chosen.
        required: bool,
    },
    /// A few characters, in a line of text.
    TextEntry {
        /// How long an answer is about, in characters.
        expected_length: Option<u32>,
        /// What it has to look like.
        pattern: Option<String>,
        /// Why an answer that does not look like it is not taken.
        pattern_message: Option<String>,
        /// What stands in the empty field.
        placeholder: Option<String>,
        /// In which base a number is read.
        base: u32,
        /// Name of a second response, which gets the text as it was typed.
        string_identifier: Option<String>,
    },
    /// A longer text.
    ExtendedText {
        /// How long an answer is about, in characters.
        expected_length: Option<u32>,
        /// How many lines it is about.
        expected_lines: Option<u32>,
        /// What it has to look like.
        pattern: Option<String>,
        /// Why an answer that does not look like it is not taken.
        pattern_message: Option<String>,
        /// What stands in the empty field.
        placeholder: Option<String>,
        /// Plain, kept as typed, or with marks.
        format: TextFormat,
        /// At least so many texts.
        min_strings: u32,
        /// At most so many.
        max_strings: u32,
    },
    /// Rows and columns.
    Match {
        /// Rows and columns.
        sets: [Vec<AssociableChoice>; 2],
        /// Whether they are shown in another order to each learner.
        shuffle: bool,
        /// At least so many pairs.
        min: u32,
        /// At most so many.
        max: u32,
    },
    /// Pairs out of one list.
    Associate {
        /// The list.
        choices: Vec<AssociableChoice>,
        /// Whether it is shown in another order to each learner.
        shuffle: bool,
        /// At least so many pairs.
        min: u32,
        /// At most so many.
        max: u32,
    },
    /// A list put in order.
    Order {
        /// The list.
        choices: Vec<Choice>,
        /// Whether it is shown in another order to each learner.
        shuffle: bool,
        /// At least so many are put in order; 0 for all.
        min: u32,
        /// At most so many; 0 for all.
        max: u32,
        /// How the list runs.
        orientation: Orientation,
    },
    /// Words put into gaps of a text.
    GapMatch {
        /// The words, or pictures.
        choices: Vec<AssociableChoice>,
        /// Whether they are shown in another order to each learner.
        shuffle: bool,
        /// At least so many gaps are filled.
        min: u32,
        /// At most so many.
        max: u32,
        /// The text, with [`Node::Gap`] in it.
        passage: Vec<Node>,
    },
    /// Words of a text chosen.
    Hottext {
        /// At least so many.
        min: u32,
        /// At most so many.
        max: u32,
        /// The text, with [`Node::Hottext`] in it.
        passage: Vec<Node>,
    },
    /// Areas of an image chosen.
    Hotspot {
        /// The image.
        stage: Stage,
        /// Its areas.
        choices: Vec<HotspotChoice>,
        /// At least so many.
        min: u32,
        /// At most so many.
        max: u32,
    },
    /// Points of an image chosen.
    SelectPoint {
        /// The image.
        stage: Stage,
        /// At least so many.
        min: u32,
        /// At most so many.
        max: u32,
    },
    /// Areas of an image put in order.
    GraphicOrder {
        /// The image.
        stage: Stage,
        /// Its areas.
        choices: Vec<HotspotChoice>,
        /// At least so many; 0 for all.
        min: u32,
        /// At most so many; 0 for all.
        max: u32,
    },
    /// Areas of an image paired.
    GraphicAssociate {
        /// The image.
        stage: Stage,
        /// Its areas.
        choices: Vec<HotspotChoice>,
        /// At least so many pairs.
        min: u32,
        /// At most so many.
        max: u32,
    },
    /// Words or pictures put on areas of an image.
    GraphicGapMatch {
        /// The image.
        stage: Stage,
        /// What is put there.
        choices: Vec<AssociableChoice>,
        /// Its areas.
        gaps: Vec<HotspotChoice>,
        /// At least so many pairs.
        min: u32,
        /// At most so many.
        max: u32,
    },
    /// A picture put on points of an image.
    PositionObject {
        /// The image on which it is put.
        stage: Stage,
        /// What is put there.
        object: Media,
        /// The point of the object that counts, in its pixels.
        center: Option<(f64, f64)>,
        /// At least so many.
        min: u32,
        /// At most so many.
        max: u32,
    },
    /// A number on a line.
    Slider {
        /// The least.
        lower: f64,
        /// The most.
        upper: f64,
        /// How far apart the numbers are.
        step: Option<f64>,
        /// Whether every step is written.
        step_label: bool,
        /// How the line runs.
        orientation: Orientation,
        /// Whether the least is at the right or at the top.
        reverse: bool,
    },
    /// A file.
    Upload {
        /// Media types that are taken, such as `image/*`; empty for any.
        types: Vec<String>,
    },
    /// A sound or film to be played.
    Media {
        /// What is played.
        media: Media,
        /// Whether it begins by itself. Onramp never lets it: the learner starts it.
        autostart: bool,
        /// At least so many times.
        min_plays: u32,
        /// At most so many times.
        max_plays: u32,
        /// Whether it begins again by itself.
        repeat: bool,
    },
    /// A picture to be drawn on.
    Drawing {
        /// The picture.
        stage: Stage,
    },
    /// A button that ends the attempt.
    EndAttempt {
        /// What stands on it.
        title: String,
    },
}

/// One of a list.
#[derive(Debug, Clone, PartialEq)]
pub struct Choice {
    /// Its name in responses and keys.
    pub identifier: String,
    /// Whether it keeps its place when the list is shuffled.
    pub fixed: bool,
    /// The template variable that shows or hides it, with whether it shows.
    pub template: Option<(String, bool)>,
    /// What is shown.
    pub content: Vec<Node>,
}

/// One that can be paired.
#[derive(Debug, Clone, PartialEq)]
pub struct AssociableChoice {
    /// The choice.
    pub choice: Choice,
    /// In at least so many pairs.
    pub min: u32,
    /// In at most so many.
    pub max: u32,
    /// Names that it goes with only; empty for all.
    pub group: Vec<String>,
}

/// A gap in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Gap {
    /// Its name in responses and keys.
    pub identifier: String,
    /// Names that go into it only; empty for all.
    pub group: Vec<String>,
    /// Whether it has to be filled.
    pub required: bool,
    /// The template variable that shows or hides it, with whether it shows.
    pub template: Option<(String, bool)>,
}

/// An area of an image that can be chosen.
#[derive(Debug, Clone, PartialEq)]
pub struct HotspotChoice {
    /// Its name in responses and keys.
    pub identifier: String,
    /// Where it is.
    pub shape: Shape,
    /// What it is, for those who do not see it; importing gives "Area 1" where nothing is said.
    pub label: String,
    /// In at least so many pairs.
    pub min: u32,
    /// In at most so many.
    pub max: u32,
    /// Names that it goes with only; empty for all.
    pub group: Vec<String>,
}

/// An image with places in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stage {
    /// The image: an `img`, `picture`, `object` or `svg` element.
    pub image: Element,
    /// How wide it is, in pixels; places are counted in them.
    pub width: u32,
    /// How high.
    pub height: u32,
}

/// A file in a body: picture, sound or film.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Media {
    /// The element as it came: `img`, `audio`, `video`, `object`.
    pub element: Element,
    /// Where it lies, in the package or as content.
    pub href: String,
    /// What it is said to be.
    pub media_type: Option<String>,
}

/// How a list or line runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Orientation {
    /// From top to bottom.
    #[default]
    Vertical,
    /// From one side to the other.
    Horizontal,
}

/// How a longer text is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum TextFormat {
    /// Words; spaces and ends of lines do not matter.
    #[default]
    Plain,
    /// Kept as typed.
    Preformatted,
    /// With bold, lists and the like; Onramp takes it as plain text.
    Xhtml,
}

impl Interaction {
    /// The text in which its places stand; empty for most kinds.
    pub fn passage(&self) -> &[Node] {
        match &self.kind {
            InteractionKind::GapMatch { passage, .. } | InteractionKind::Hottext { passage, .. } => passage,
            _ => &[],
        }
    }

    /// The name of its kind in QTI, without `qti-` and `-interaction`: `choice`, `gap-match`.
    pub fn kind_word(&self) -> &'static str {
        match &self.kind {
            InteractionKind::Choice { .. } => "choice",
            InteractionKind::InlineChoice { .. } => "inline-choice",
            InteractionKind::TextEntry { .. } => "text-entry",
            InteractionKind::ExtendedText { .. } => "extended-text",
            InteractionKind::Match { .. } => "match",
            InteractionKind::Associate { .. } => "associate",
            InteractionKind::Order { .. } => "order",
            InteractionKind::GapMatch { .. } => "gap-match",
            InteractionKind::Hottext { .. } => "hottext",
            InteractionKind::Hotspot { .. } => "hotspot",
            InteractionKind::SelectPoint { .. } => "select-point",
            InteractionKind::GraphicOrder { .. } => "graphic-order",
            InteractionKind::GraphicAssociate { .. } => "graphic-associate",
            InteractionKind::GraphicGapMatch { .. } => "graphic-gap-match",
            InteractionKind::PositionObject { .. } => "position-object",
            InteractionKind::Slider { .. } => "slider",
            InteractionKind::Upload { .. } => "upload",
            InteractionKind::Media { .. } => "media",
            InteractionKind::Drawing { .. } => "drawing",
            InteractionKind::EndAttempt { .. } => "end-attempt",
        }
    }
}
