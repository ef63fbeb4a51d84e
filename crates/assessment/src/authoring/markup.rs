//! Light markup: what authors type, as nodes of an item.
//!
//! Paragraphs with an empty line between them, a line break where a line ends, `**bold**`, `*italic*`, `- ` and
//! `1. ` lists, `> ` quotes, tables with `|`, `![what it shows](file)` for pictures, sounds and films,
//! `[words]{es}` for words in another language, mathematics between dollar signs, `{= a + b}` for what is drawn.
//! A backslash takes a sign for itself.

mod blocks;
mod inline;
mod math;
mod write;

use domain::item::Node;

pub(super) use blocks::read as read_blocks;
pub(super) use inline::read as read_inline;
pub(super) use write::{Names, blocks as write_blocks, inline as write_inline};

/// What is wrong with a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Bad {
    /// It cannot be read.
    Markup(String),
    /// An image without alternative text.
    NoAlternativeText,
    /// A place to answer where none belongs.
    Misplaced,
}

/// What fills the places of a text.
pub(super) trait Slots {
    /// `{= formula}` in a line.
    fn in_line(&mut self, formula: &str) -> Result<Vec<Node>, Bad>;
    /// `{= formula}` between dollar signs.
    fn in_formula(&mut self, formula: &str) -> Result<Node, Bad>;
    /// `{{content}}`.
    fn blank(&mut self, content: &str) -> Result<Node, Bad>;
    /// `[[content]]`.
    fn hot(&mut self, content: &str) -> Result<Node, Bad>;
}
