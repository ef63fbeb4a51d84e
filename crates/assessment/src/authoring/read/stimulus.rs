//! What several items share, read back to light markup.

use domain::item::{Node, Stimulus};

use crate::authoring::{build::to_stimulus, markup};

/// A text in which nothing is drawn and nothing answered.
struct Plain;

impl markup::Names for Plain {
    fn in_line(&self, _: &[Node]) -> Option<(String, usize)> {
        None
    }

    fn in_formula(&self, _: &str) -> Option<String> {
        None
    }

    fn place(&self, _: &Node) -> Option<String> {
        None
    }
}

/// The text as an author writes it; `None` where it has another shape than [`to_stimulus`] makes.
pub fn from_stimulus(stimulus: &Stimulus) -> Option<String> {
    let text = markup::write_blocks(&stimulus.body, &Plain)?;
    let (identifier, title) = (&stimulus.identifier, &stimulus.title);
    let again = to_stimulus(identifier, title, stimulus.language.as_deref(), &text);
    (again.as_ref() == Ok(stimulus)).then_some(text)
}
