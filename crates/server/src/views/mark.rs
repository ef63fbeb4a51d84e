//! How a level of mastery looks: a shape, a word and a colour, never one of them alone.

use askama::Template;

/// Where a level lies relative to mastery; decides shape and colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    /// Not enough is known: a dotted ring.
    Unknown,
    /// Two or more levels below mastery: an empty ring.
    Far,
    /// One level below: a half-filled disc.
    Near,
    /// Mastery: a filled disc.
    There,
    /// Above the level where mastery begins: a star.
    Past,
}

impl Shape {
    /// Every shape, from nothing known to past mastery.
    pub const ALL: [Self; 5] = [Self::Unknown, Self::Far, Self::Near, Self::There, Self::Past];

    /// The class that draws it.
    pub fn class(self) -> &'static str {
        ["s0", "s1", "s2", "s3", "s4"][self as usize]
    }
}

/// A level as a pill: shape, word and colour.
#[derive(Debug, Clone, Template)]
#[template(path = "parts/mark.html")]
pub struct Mark {
    /// Shape and colour.
    pub shape: Shape,
    /// What people read, such as `Proficient`.
    pub word: String,
}

impl Mark {
    /// A pill reading `word`.
    pub fn new(shape: Shape, word: &str) -> Self {
        Self { shape, word: word.to_owned() }
    }

    /// One of each shape, in the words of the built-in scale.
    pub fn samples() -> Vec<Self> {
        let words = ["Not enough yet", "1 Beginning", "2 Developing", "3 Proficient", "4 Advanced"];
        Shape::ALL.into_iter().zip(words).map(|(shape, word)| Self::new(shape, word)).collect()
    }
}

impl askama::filters::HtmlSafe for Mark {}
